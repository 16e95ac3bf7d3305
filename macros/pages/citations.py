"""Numbers the sources that a page cites, in the order in which they are first cited."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from macros.model.references import cited

SOURCES_PAGE = "sources.md"
"""The page of all sources."""


@dataclass(frozen=True)
class Mark:
    """One citation in a text: the number of its source on this page, and which mention it is."""

    number: int
    source: str
    mention: int

    @property
    def anchor(self) -> str:
        """The id of the first mention, to which the list of sources links back."""
        return _first_mention(self.source)


def _first_mention(source: str) -> str:
    return f"cite-{source}-1"


def _as_numbered(place: str) -> list[str | int]:
    """A place with its numbers as numbers: 1.10 comes after 1.2."""
    return [int(part) if index % 2 else part for index, part in enumerate(re.split(r"([0-9]+)", place))]


@dataclass
class Cited:
    """A source as cited on a page: its number, the places in it in their order, how often."""

    number: int
    source: str
    places: list[str] = field(default_factory=list)
    mentions: int = 0

    @property
    def anchor(self) -> str:
        """The id of its first mention on the page."""
        return _first_mention(self.source)


class Citations:
    """The sources cited so far on one page."""

    def __init__(self) -> None:
        self._cited: dict[str, Cited] = {}

    def marks(self, citations: Iterable[str]) -> list[Mark]:
        """Notes citations such as `guide-berchem 1.5`; gives one mark for each source among them."""
        marks: dict[str, Mark] = {}
        for citation in citations:
            source, place = cited(citation)
            entry = self._cited.setdefault(source, Cited(len(self._cited) + 1, source))
            if place and place not in entry.places:
                insort(entry.places, place, key=_as_numbered)
            if source not in marks:
                entry.mentions += 1
                marks[source] = Mark(entry.number, source, entry.mentions)
        return list(marks.values())

    def __iter__(self) -> Iterator[Cited]:
        """The cited sources, by number."""
        return iter(self._cited.values())

    def __len__(self) -> int:
        return len(self._cited)
