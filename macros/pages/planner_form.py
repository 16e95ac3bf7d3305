"""Writes the page of the calendar: its steps with their terms as a list that reads well without its scripts."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from macros.filling.planner import sources_text, term_text
from macros.model.planning import EVENING, LAUNCH
from macros.pages.view import View

PAGE = "create/planner.md"
"""The page of the calendar: there is one in each language."""


def planner_html(view: View) -> Markup:
    """The form and the list of steps; on any other page than its own, a link to it."""
    if view.page.path != PAGE:
        return Markup('<p><a href="{}">{}</a></p>').format(view.link(PAGE), view.title(PAGE))
    catalogue = view.site.catalogue
    term = partial(term_text, catalogue=catalogue, language=view.language)
    (sources,) = sources_text(catalogue.steps.values(), catalogue, view.language)
    return view.render("planner.html", term=term, sources=sources, first=(EVENING, LAUNCH))
