"""What the search finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SearchEntry:
    """Something to find: where it is, what a result shows of it, and its words."""

    address: str
    """Below the root of the language: `cout/#free`."""
    title: str
    text: str
    shown_title: str = ""
    """What a result is called where its title alone does not say of what it is."""
    page: str = ""
    """The title of the page on which it stands; empty for a page."""
    names: tuple[str, ...] = ()
    """What else it is called."""
    words: tuple[str, ...] = ()
    """What readers type for it, beside its own words."""
    headings: tuple[str, ...] = ()
    body: str = ""
    weight: float = 1
    """How well it serves, as what it is: a page more than a task."""
    whole: bool = False
    """Whether it is first only for its whole name, as typed: the name of a municipality is often another word too."""
    is_answer: bool = False
    """Whether its title is a question that its text answers in short."""
    is_section: bool = False
    """Whether it is a part of the text of the page before it."""
    files: tuple[tuple[str, str], ...] = ()
    """The files of a paper: what each is called, and its address."""
