"""Checks everything an editor can get wrong, and reports all of it at once."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from macros.checks.levels import level_problems
from macros.checks.macro_calls import MacroCall, calls_in, syntax_problems
from macros.checks.page_slips import link_problems, slip_problems
from macros.checks.terms import term_problems
from macros.checks.twin_texts import TwinText, texts_in
from macros.checks.twins import twin_problems
from macros.checks.wording import wording_problems
from macros.content.catalogue import Catalogue, Records, load_catalogue
from macros.content.communes import COMMUNES_PAGE, SUBJECT_PAGES, local_pages
from macros.content.page_files import Page, load_pages, page_file, page_paths
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.problems import GuideError, Problem, UnknownRecordError, suggestion
from macros.model.records import TwinException
from macros.pages.citations import SOURCES_PAGE
from macros.pages.page_macros import EXAMPLES, PageMacros
from macros.pages.view import View
from macros.rendering.cache import cache_key, write_whole

MADE_BY = ("macros.checks.wording",)
"""The modules that make what is kept here."""


def checked_site(root: Path = ROOT) -> Site:
    """The guide read from `root`; raises `GuideError` with every problem found.

    Nothing is read again while no file has changed.
    """
    return _checked_site(root, _fingerprint(root))


def _fingerprint(root: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes as soon as a file of the guide changes: names, times, sizes."""
    files = [*(root / "data").rglob("*.yml"), *(root / "docs").rglob("*.md")]
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in sorted(files))


@lru_cache(maxsize=1)
def _checked_site(root: Path, fingerprint: tuple[tuple[str, int, int], ...]) -> Site:
    if links := list(_symbolic_links(root)):  # followed to nowhere
        raise GuideError(links)
    catalogue, problems = load_catalogue(root / "data")
    pages, page_problems = load_pages(root / "docs")
    problems += page_problems
    paths = {language: page_paths(root / "docs", language) for language in Language}
    problems += twin_problems(pages, paths)
    for page in pages.values():
        problems += syntax_problems(page)
        problems += slip_problems(page)
    if catalogue is not None:
        try:
            local = {(page.language, page.path): page for page in local_pages(catalogue)}
        except UnknownRecordError as error:  # a label of which local pages are made
            message = f"there is no {error.kind} {error.wanted!r}, and local pages need it"
            problems.append(Problem("data/labels.yml", 0, message, error.remedy, error.wanted))
            raise GuideError(problems) from None
        problems += _taken_paths(paths, local)
        problems += _page_references(catalogue, paths[Language.FR])
        site = Site(catalogue, local | pages)
        problems += level_problems(catalogue)
        texts = texts_in(root, pages)
        problems += term_problems(texts, list(catalogue.terms.values()), catalogue.sources.values())
        problems += _wording_problems(root, texts, list(catalogue.exceptions.values()))
        sound: set[str] = set()
        for page in pages.values():
            problems += link_problems(page, paths[page.language] | {path for _, path in local})
            problems += _call_problems(site, page, sound)
        if not problems:
            return site
    raise GuideError(problems)


def _wording_problems(root: Path, texts: list[TwinText], exceptions: list[TwinException]) -> list[Problem]:
    """What is wrong with the words of the texts; those that were found sound last time are not read again."""
    verdict, name = root / ".cache" / "wording", cache_key((texts, exceptions), *MADE_BY)
    if verdict.exists() and verdict.read_text("ascii") == name:
        return []
    problems = list(wording_problems(texts, exceptions))
    if not problems:
        verdict.parent.mkdir(exist_ok=True)
        write_whole(verdict, name.encode())
    return problems


def _symbolic_links(root: Path) -> Iterator[Problem]:
    """Files that stand for others: a site would publish what lies outside the guide."""
    for folder in ("data", "docs"):
        for place, folders, files in os.walk(root / folder):
            for path in (Path(place) / name for name in (*folders, *files)):
                if path.is_symlink():
                    name = path.relative_to(root).as_posix()
                    yield Problem(name, 0, "the file is a symbolic link", "put the file itself there")


LINKED_BY_MACROS = ("glossary.md", SOURCES_PAGE, "documents/index.md", COMMUNES_PAGE, *SUBJECT_PAGES.values())
"""Pages to which macros lead of themselves."""


def _taken_paths(written: Mapping[Language, set[str]], local: Iterable[tuple[Language, str]]) -> Iterator[Problem]:
    """Pages written by hand where the page of a municipality goes."""
    for language, path in local:
        if path in written[language]:
            message = "this page is made from the file of the municipality"
            yield Problem(page_file(path, language), 0, message, "delete it", "", language)


def _page_references(catalogue: Catalogue, known: set[str]) -> Iterator[Problem]:
    """Records whose page does not exist, and pages that macros need."""
    for path in LINKED_BY_MACROS:
        if path not in known:
            yield Problem(page_file(path, Language.FR), 0, "macros link to this page, and it is missing", "write it")
    records: dict[str, Records[Any]] = {
        "data/roles.yml": catalogue.roles,
        "data/stages": catalogue.stages,
        "data/documents": catalogue.documents,
        "data/questions.yml": catalogue.questions,
    }
    for file, shelf in records.items():
        for record in shelf.values():
            if record.page is not None and record.page not in known:
                message = f"there is no page {page_file(record.page, Language.FR)}"
                remedy = suggestion(record.page, known)
                yield Problem(file, 0, message, remedy, record.id)


def page_problems(site: Site, page: Page) -> list[Problem]:
    """What is wrong with one page by itself: macros that cannot be read, do not exist or refuse their arguments."""
    return [*syntax_problems(page), *_call_problems(site, page, set())]


def _call_problems(site: Site, page: Page, sound: set[str]) -> Iterator[Problem]:
    """Macros of a page that do not exist or refuse their arguments.

    `sound` holds the calls that have been tried: the same call, on the twin or elsewhere, is not tried again.
    """
    macros = PageMacros(View(site, page))
    for call in calls_in(page):
        if call.identity not in sound:
            problems = list(_call_problem(macros, page, call))
            sound |= set() if problems else {call.identity}
            yield from problems


def _call_problem(macros: PageMacros, page: Page, call: MacroCall) -> Iterator[Problem]:
    def problem(message: str, remedy: str) -> Problem:
        return Problem(page.file, call.line, message, remedy, call.identity, page.language)

    if call.name not in EXAMPLES:
        yield problem(f"there is no macro {call.name!r}", suggestion(call.name, EXAMPLES))
        return
    macro = getattr(macros, call.name)
    try:
        inspect.signature(macro).bind(*call.arguments, **call.keywords)
        if call.arguments or call.keywords:  # what takes nothing cannot be given anything wrong
            macro(*call.arguments, **call.keywords)
    except UnknownRecordError as error:
        if error.kind != "page":  # that record is reported itself
            yield problem(f"there is no {error.kind} {error.wanted!r}", error.remedy)
    except (TypeError, AttributeError):  # a number, say, where a text belongs
        yield problem("the macro has too many, too few or wrong arguments", f"write it like {EXAMPLES[call.name]}")
    except ValueError as error:
        message, _, remedy = str(error).partition(": ")
        yield problem(message, remedy or f"write it like {EXAMPLES[call.name]}")
