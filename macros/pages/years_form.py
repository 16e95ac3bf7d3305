"""Writes the page that sets evaluations side by side: it asks what the evaluation form asks, in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from macros.model.blocks import Choice, Table
from macros.model.language import BLANK, Bilingual
from macros.model.records import Document
from macros.pages.view import View

YEARS_PAGE = "create/years.md"
"""The page that compares: there is one in each language."""
_FORM = "evaluation-form"
_FIGURES = "figures"
_OF_CRIME = "offences"
"""The point with answers of its own, of which no change is named: its figures are those of the police."""
_WHOLES = {"member-reports-count": "reports-count"}
"""By the field of a figure that gives a part of another, and can be no more, the field of that one."""
_POINTS = frozenset({"good", "could-be-better", "not-good", "unknown"})
"""The answers of a point that a group judges, of which `unknown` says nothing."""


@dataclass(frozen=True)
class Figure:
    """A number that an evaluation writes down: the field of the form, and what it counts."""

    field: str
    counts: Bilingual

    @property
    def whole(self) -> str | None:
        """The field of the figure of which it gives a part; `None` when of none."""
        return _WHOLES.get(self.field)


def figures(form: Document) -> Iterator[Figure]:
    """The numbers of the evaluation form, in its order."""
    for block in form.blocks:
        if isinstance(block, Table) and block.id == _FIGURES:
            for counts, blank, *_ in block.rows:
                yield from (Figure(field, counts) for field in BLANK.findall(blank.fr))


def points(form: Document) -> Iterator[Choice]:
    """The points that the partners judge, in the order of the form."""
    for block in form.blocks:
        if isinstance(block, Choice) and (block.id == _OF_CRIME or {option.id for option in block.options} == _POINTS):
            yield block


def years_html(view: View) -> Markup:
    """The form and the comparison; on any other page than its own, a link to it."""
    if view.page.path != YEARS_PAGE:
        return Markup('<p><a href="{}">{}</a></p>').format(view.link(YEARS_PAGE), view.title(YEARS_PAGE))
    form = view.site.catalogue.documents[_FORM]
    found = {"figures": list(figures(form)), "points": list(points(form)), "numbers": form.numbers}
    return view.render("years.html", **found, of_crime=_OF_CRIME)
