"""Checks everything an editor can get wrong, and reports all of it at once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from macros.checks.emergency_numbers import files_read_beside, number_problems
from macros.checks.levels import level_problems
from macros.checks.macro_calls import syntax_problems
from macros.checks.macro_faults import call_problems, missing_label
from macros.checks.page_slips import link_problems, slip_problems
from macros.checks.terms import term_problems
from macros.checks.twin_texts import TwinText, texts_in
from macros.checks.twins import twin_problems
from macros.checks.wording import wording_problems
from macros.content.catalogue import Catalogue, Records, load_catalogue
from macros.content.communes import COMMUNES_PAGE, SUBJECT_PAGES, local_pages
from macros.content.page_files import Page, Pages, load_pages, page_file, page_paths
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.problems import GuideError, Problem, UnknownRecordError, suggestion
from macros.model.records import TwinException
from macros.pages.citations import SOURCES_PAGE
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
    files = [*(root / "data").rglob("*.yml"), *(root / "data" / "pictures").glob("*"), *(root / "docs").rglob("*.md")]
    files += files_read_beside(root)
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in sorted(files))


@lru_cache(maxsize=1)
def _checked_site(root: Path, fingerprint: tuple[tuple[str, int, int], ...]) -> Site:
    if links := list(_symbolic_links(root)):  # followed to nowhere
        raise GuideError(links)
    catalogue, problems = load_catalogue(root / "data")
    pages, page_problems = load_pages(root / "docs")
    problems += page_problems
    paths = {language: page_paths(root / "docs", language) for language in Language}
    for page in pages.values():
        problems += syntax_problems(page)
        problems += slip_problems(page)
    if catalogue is None:
        raise GuideError([*problems, *twin_problems(pages, paths)])
    try:
        local = {(page.language, page.path): page for page in local_pages(catalogue)}
    except UnknownRecordError as error:  # a label of which local pages are made
        raise GuideError([*problems, *twin_problems(pages, paths), missing_label(error)]) from None
    site = Site(catalogue, local | pages)
    problems += _taken_paths(paths, local)
    problems += _site_problems(root, site, {place: page for place, page in pages.items() if place not in local}, paths)
    if problems:
        raise GuideError(problems)
    return site


def _site_problems(root: Path, site: Site, pages: Pages, paths: Mapping[Language, set[str]]) -> Iterator[Problem]:
    """What is wrong with the pages that were written, in a site whose records are sound."""
    found, wrong_calls = call_problems(site, pages.values())
    yield from found
    yield from twin_problems(pages, paths, wrong_calls)
    yield from _page_references(site.catalogue, paths[Language.FR])
    yield from level_problems(site.catalogue)
    texts = texts_in(root, pages)
    yield from number_problems(root, texts, site.catalogue)
    yield from term_problems(texts, list(site.catalogue.terms.values()), site.catalogue.sources.values())
    yield from _wording_problems(root, texts, list(site.catalogue.exceptions.values()))
    known = {*paths[Language.FR], *paths[Language.NL], *site.paths}  # that a twin is missing has been told
    for page in pages.values():
        yield from link_problems(page, known)


def _wording_problems(root: Path, texts: list[TwinText], exceptions: list[TwinException]) -> list[Problem]:
    """What is wrong with the words of the texts; those that were found sound last time are not read again."""
    texts = [twin for twin in texts if not twin.is_fact]
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
                    yield Problem.of("file-is-link", name)


LINKED_BY_MACROS = ("glossary.md", SOURCES_PAGE, "documents/index.md", COMMUNES_PAGE, *SUBJECT_PAGES.values())
"""Pages to which macros lead of themselves."""


def _taken_paths(written: Mapping[Language, set[str]], local: Iterable[tuple[Language, str]]) -> Iterator[Problem]:
    """Pages written by hand where the page of a municipality goes."""
    for language, path in local:
        if path in written[language]:
            yield Problem.of("page-made-otherwise", page_file(path, language), language=language)


def _page_references(catalogue: Catalogue, known: set[str]) -> Iterator[Problem]:
    """Records whose page does not exist, and pages that macros need."""
    for path in LINKED_BY_MACROS:
        if path not in known:
            yield Problem.of("page-needed", page_file(path, Language.FR))
    records: dict[str, Records[Any]] = {
        "data/roles.yml": catalogue.roles,
        "data/stages": catalogue.stages,
        "data/documents": catalogue.documents,
        "data/questions.yml": catalogue.questions,
    }
    for file, shelf in records.items():
        for record in shelf.values():
            if record.page is not None and record.page not in known:
                near = suggestion(record.page, known)
                yield Problem.of("page-unknown", file, record=record.id, page=record.page, near=near)


def page_problems(site: Site, page: Page) -> list[Problem]:
    """What is wrong with one page by itself: macros that cannot be read, do not exist or refuse their arguments."""
    return [*syntax_problems(page), *call_problems(site, [page])[0]]
