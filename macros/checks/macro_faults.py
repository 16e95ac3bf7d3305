"""Calls each macro of each page as a build would, and says which do not exist or refuse their arguments."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import get_args

from pydantic_core import PydanticCustomError

from macros.checks.macro_calls import MacroCall, calls_in
from macros.content.catalogue import Catalogue
from macros.content.page_files import Page
from macros.content.site import Site
from macros.model.problems import Problem, UnknownRecordError, each_once
from macros.pages.page_macros import EXAMPLES, HeadingLevel, PageMacros
from macros.pages.view import View

_TAKEN: Mapping[str, Callable[[object], bool]] = {
    "str": lambda given: isinstance(given, str) and bool(given.strip()),
    "HeadingLevel": lambda given: type(given) is int and given in get_args(HeadingLevel),
}
"""What the arguments of macros may be, by their annotations."""
_PLACE = re.compile(r'\sid="(?!cite-)([^"]+)"')
"""The name of a place in what a macro gives; those of citations are counted on their page."""


def call_problems(site: Site, pages: Iterable[Page]) -> tuple[list[Problem], set[str]]:
    """What is wrong with the macros of pages, and the calls that are; a fault is told once, whatever calls it spoils.

    So is a block that gives a place which another block of its page has given: two would have the same name. The same
    call, on the twin or elsewhere, is not tried again. An error of our own code or templates is raised, with
    a note of the page and the macro: it is no editor's.
    """
    problems: list[Problem] = []
    wrong: set[str] = set()
    for page in pages:
        given: dict[str, int] = {}
        for call, fault, places in _calls_tried(site, page):
            if twice := [place for place in places if place in given]:
                named = {"name": call.name, "first": given[twice[0]], "anchor": twice[0]}
                problems.append(page.problem("macro-twice", call.line, **named))
            given |= dict.fromkeys(places, call.line)
            if fault:
                wrong.add(call.identity)
                here = replace(fault, file=page.file, line=call.line, language=page.language)
                problems.append(fault if fault.file else here)
    return list(each_once(dict.fromkeys(problems))), wrong


def places_on(site: Site, page: Page) -> set[str]:
    """The names of the places that macros give to a page."""
    return {place for _, _, places in _calls_tried(site, page) for place in places}


def _calls_tried(site: Site, page: Page) -> Iterator[tuple[MacroCall, Problem | None, tuple[str, ...]]]:
    """Each macro that a page calls, with what is wrong with the call, or the places it gives."""
    tried, macros = _tried(site.catalogue, site.paths), PageMacros(View(site, page))
    for call in calls_in(page):
        if call.is_plain:
            if call.whole not in tried:
                tried[call.whole] = _tried_call(macros, page, call)
            yield call, *tried[call.whole]


@lru_cache(maxsize=1)
def _tried(catalogue: Catalogue, paths: tuple[str, ...]) -> dict[str, tuple[Problem | None, tuple[str, ...]]]:
    """What is wrong with calls, and the places they give: both depend on the records and on which pages there are."""
    return {}


def _tried_call(macros: PageMacros, page: Page, call: MacroCall) -> tuple[Problem | None, tuple[str, ...]]:
    """What is wrong with a call, without a line unless it lies elsewhere than in pages; else the places it gives."""
    if call.name not in EXAMPLES:
        return UnknownRecordError("macro", call.name, EXAMPLES).at(""), ()
    macro = getattr(macros, call.name)
    if not _takes(macro, call):
        signature = f"{call.name}({', '.join(map(_shown, inspect.signature(macro).parameters.values()))})"
        return Problem.of("macro-arguments", "", name=call.name, signature=signature, example=EXAMPLES[call.name]), ()
    try:
        return None, tuple(_PLACE.findall(macro(*call.arguments, **call.keywords)))
    except UnknownRecordError as error:
        if error.kind == "page":  # the record that names it is reported itself
            return None, ()
        return missing_label(error) if error.kind == "label" else error.at(""), ()
    except PydanticCustomError as refusal:
        named = dict(refusal.context or {})
        label = named.pop("label", "")
        return Problem.of(refusal.type, "data/labels.yml" if label else "", record=label, **named), ()
    except Exception as error:
        error.add_note(f"in the macro {call.identity}, called in {page.file}:{call.line}")
        raise


def missing_label(error: UnknownRecordError) -> Problem:
    """A label that macros or local pages need: whoever renamed it did so in the file of the labels."""
    return Problem.of("label-needed", "data/labels.yml", record=error.wanted, name=error.wanted, near=error.remedy)


def _takes(macro: Callable[..., object], call: MacroCall) -> bool:
    """Whether a macro takes as many arguments, of these names and types."""
    signature = inspect.signature(macro)
    try:
        given = signature.bind(*call.arguments, **call.keywords).arguments
    except TypeError:
        return False
    values = ((signature.parameters[name], value) for name, value in given.items())
    return all(
        _TAKEN[parameter.annotation](each)
        for parameter, value in values
        for each in (value if parameter.kind is parameter.VAR_POSITIONAL else [value])
    )


def _shown(parameter: inspect.Parameter) -> str:
    """A parameter as an editor writes it: `term_id`, `text="…"`, `heading=3`."""
    if parameter.kind is parameter.VAR_POSITIONAL:
        return f"{parameter.name}, …"
    if parameter.default is parameter.empty:
        return parameter.name
    return f"{parameter.name}={parameter.default or '…'!r}".replace("'", '"')
