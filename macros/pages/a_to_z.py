"""Everything in the guide that has a name, in the order of the alphabet: the way to find things without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from macros.model.folding import folded
from macros.pages.view import View


@dataclass(frozen=True)
class Named:
    """A name, and where it leads."""

    name: str
    address: str
    kind: str
    """The label that says what it is: `kind-term`."""

    @property
    def order(self) -> str:
        """What counts in the order of the alphabet: "J'ai vu" stands before "Journal"."""
        return re.sub(r"[’'-]", " ", folded(self.name)).lstrip("«“ ")


def by_letter(view: View) -> list[tuple[str, list[Named]]]:
    """The names by their first letter; figures come under `0`."""
    names = sorted(set(_named(view)), key=lambda each: (each.order, each.address))
    return [(letter.upper(), list(group)) for letter, group in groupby(names, key=_letter)]


def _letter(named: Named) -> str:
    return named.order[0] if named.order[0].isalpha() else "0"


def _named(view: View) -> Iterator[Named]:
    catalogue = view.site.catalogue
    for path in view.site.paths:
        front_matter = view.site.page(path, view.language).front_matter
        if not (front_matter.search and front_matter.search.exclude) and path != view.page.path:
            yield Named(view.title(path), view.link(path), "page")
    for document in catalogue.documents.values():
        if view.text(document.title) != view.title(document.page):
            yield Named(view.text(document.title), view.link(document.page), "paper")
    for term in catalogue.terms.values():
        address = view.link("glossary.md", term.id)
        yield Named(view.text(term.name), address, "term")
        if term.abbreviation:
            yield Named(view.text(term.abbreviation), address, "term")
    for question in catalogue.questions.values():
        yield Named(view.text(question.question), view.link("questions.md", question.id), "question")
