"""Checks everything an editor can get wrong, and reports all of it at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from macros.checks.agreed_lock import lock_below
from macros.checks.allowed_html import ALSO_LINKED, addresses_of, host_of
from macros.checks.assets import asset_problems
from macros.checks.bare_citations import citation_problems
from macros.checks.characters import character_problems
from macros.checks.emergency_numbers import files_read_beside, number_problems
from macros.checks.example import example_problems, example_texts
from macros.checks.known_files import everything, stray_problems, unreadable_problems
from macros.checks.label_places import LABELS, label_place_problems
from macros.checks.levels import level_problems
from macros.checks.macro_calls import syntax_problems
from macros.checks.macro_faults import call_problems, missing_label, places_on
from macros.checks.page_links import Numbers, Places, foreign_problems, ids_on, link_problems
from macros.checks.page_slips import slip_problems
from macros.checks.settings import settings_problems
from macros.checks.shown_twins import pairs_of, shown_problems
from macros.checks.terms import term_problems
from macros.checks.twin_texts import texts_in
from macros.checks.twins import outline, twin_problems
from macros.checks.verdicts import unless_sound
from macros.checks.wording import wording_problems
from macros.content.catalogue import Catalogue, Records, load_catalogue
from macros.content.communes import COMMUNES_PAGE, SUBJECT_PAGES, is_local, local_pages
from macros.content.mkdocs_settings import markdown_extensions
from macros.content.page_files import Page, Pages, load_pages, page_file, page_paths
from macros.content.site import ROOT, Site
from macros.model.blocks import Clause
from macros.model.language import Language
from macros.model.problems import GuideError, Problem, UnknownRecordError, UnreadableError, suggestion
from macros.model.records import LONGEST_SHORT_ANSWER
from macros.pages.citations import SOURCES_PAGE

MADE_BY = SLIPS, LINKS, TWINS, WORDING = (
    "macros.checks.page_slips",
    "macros.checks.page_links",
    "macros.checks.shown_twins",
    "macros.checks.wording",
)
"""The modules whose verdicts are kept, since they take longest."""
_NEEDED = ("data", "docs/fr", "docs/nl")
"""The folders without which each record and page would be told to lack."""
_READ = (".yml", ".md", ".png", ".jpg")


def checked_site(root: Path = ROOT) -> Site:
    """The guide read from `root`; nothing is read again while no file has changed.

    Raises:
        UnreadableError: a pipe, a link or another encoding, which stop all that reads files.
        GuideError: every other problem found.
    """
    if unreadable := unreadable_problems(root):
        raise UnreadableError(unreadable)
    if lacking := [name for name in _NEEDED if not any((root / name).glob("*"))]:
        raise GuideError(Problem.of("folder-needed", name) for name in lacking)
    return _checked_site(root, _fingerprint(root))


def _fingerprint(root: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes as soon as a file of the guide changes: names, and of what is read here times and sizes."""
    beside = set(files_read_beside(root))
    files = ((file, file.lstat()) for file in sorted(beside.union(everything(root))))
    return tuple(
        (str(file), stat.st_mtime_ns, stat.st_size) if file.suffix in _READ or file in beside else (str(file), 0, 0)
        for file, stat in files
    )


def last_changed(root: Path) -> str:
    """The file of the guide that was written last; the folder of one that was deleted since."""
    files = {*everything(root), *files_read_beside(root)}
    return max(files, key=lambda file: file.lstat().st_mtime_ns).relative_to(root).as_posix()


@lru_cache(maxsize=1)
def _checked_site(root: Path, fingerprint: tuple[tuple[str, int, int], ...]) -> Site:
    catalogue, problems = load_catalogue(root / "data")
    problems += [*stray_problems(root), *asset_problems(root)]
    pages, page_problems = load_pages(root / "docs")
    problems += page_problems
    paths = {language: page_paths(root / "docs", language) for language in Language}
    problems += settings_problems(root, paths[Language.FR])
    problems += (problem for page in pages.values() for problem in syntax_problems(page))
    problems += _slip_problems(root, pages)
    if catalogue is None:
        raise GuideError([*problems, *_twin_problems(root, pages, paths, problems)])
    try:
        local = {(page.language, page.path): page for page in local_pages(catalogue)}
    except UnknownRecordError as error:  # a label of which local pages are made
        raise GuideError([*problems, *_twin_problems(root, pages, paths, problems), missing_label(error)]) from None
    site = Site(catalogue, local | pages)
    problems += _taken_paths(paths, local)
    written = {place: page for place, page in pages.items() if place not in local}
    problems += _site_problems(root, site, written, paths, [*problems])
    if problems:
        raise GuideError(problems)
    return site


def _slip_problems(root: Path, pages: Pages) -> list[Problem]:
    """The slips of all pages, and what else may not stand in them."""
    read_with = repr(markdown_extensions())
    items = {(read_with, page.file, page.body_line, page.body): page for page in pages.values()}
    return unless_sound(
        root / ".cache" / "slips", SLIPS, items, lambda fresh: (slip for page in fresh for slip in slip_problems(page))
    )


def _twin_problems(
    root: Path,
    pages: Pages,
    paths: Mapping[Language, set[str]],
    reported: Iterable[Problem],
    wrong_calls: Collection[str] = (),
) -> list[Problem]:
    """How twins differ: in their text, else in what is shown of it; pages that are `reported` are not looked at."""
    found = list(twin_problems(pages, paths, wrong_calls))
    named, read_with = {problem.file for problem in (*reported, *found)}, repr(markdown_extensions())
    items = {
        (read_with, french.file, french.body, dutch.body): (french, dutch)
        for french, dutch in pairs_of(pages)
        if not named & {french.file, dutch.file}
    }
    return found + unless_sound(root / ".cache" / "twins", TWINS, items, shown_problems)


def _site_problems(
    root: Path, site: Site, pages: Pages, paths: Mapping[Language, set[str]], reported: Iterable[Problem]
) -> Iterator[Problem]:
    """What is wrong with the pages that were written, in a site whose records are sound, beside what is `reported`."""
    found, wrong_calls = call_problems(site, pages.values())
    yield from found
    different = _twin_problems(root, pages, paths, [*reported, *found], wrong_calls)
    yield from different
    yield from _page_references(site.catalogue, paths[Language.FR])
    yield from _section_references(site.catalogue, pages)
    yield from _long_answers(site.catalogue)
    yield from level_problems(site.catalogue)
    yield from example_problems(site.catalogue)
    texts, examples = texts_in(root, pages), [*example_texts(site.catalogue)]
    yield from number_problems(root, [*texts, *examples], site.catalogue)
    yield from character_problems([*texts, *examples])
    yield from citation_problems(texts, {*site.catalogue.sources.keys()})
    told = {problem.record for problem in found if problem.file == LABELS}
    yield from label_place_problems([twin for twin in texts if twin.record not in told], lock_below(root))
    texts = [twin for twin in texts if not twin.is_fact]
    exceptions = list(site.catalogue.exceptions.values())
    terms = list(site.catalogue.terms.values())
    yield from term_problems([*texts, *examples], terms, site.catalogue.sources.values())
    written = "\0".join(part for twin in texts for part in (twin.source, twin.fr.text, twin.nl.text))
    words = {(written, *map(repr, exceptions)): (texts, exceptions)}
    yield from unless_sound(
        root / ".cache" / "wording",
        WORDING,
        words,
        lambda fresh: (p for each in fresh for p in wording_problems(*each)),
    )
    known = {*paths[Language.FR], *paths[Language.NL], *site.paths}  # that a twin is missing has been told
    slipped = {problem.file for problem in reported}  # there nobody knows what is a link
    readable = [page for page in pages.values() if page.file not in slipped]
    places = {} if found else {place: there for place, there in _places(site) if site.pages[place].file not in slipped}
    yield from _link_problems(root, readable, known, places, _numbers(site))
    if not (reported or different):  # a link that stands in one language only has been told
        yield from _foreign_problems(root, site, pages)


def _link_problems(
    root: Path, pages: Iterable[Page], known: Collection[str], places: Places, numbers: Numbers
) -> list[Problem]:
    """Links to what there is not, or to other articles; `places` is empty while macros that give some are wrong."""
    named = (sorted(known), sorted(places.items()), numbers, markdown_extensions())
    there = hashlib.sha256(repr(named).encode()).hexdigest()
    items = {(there, page.file, page.body_line, page.body): page for page in pages}
    find = partial(link_problems, paths=known, places=places, numbers=numbers)
    return unless_sound(root / ".cache" / "inner-links", LINKS, items, find)


def _places(site: Site) -> Iterator[tuple[tuple[Language, str], list[str]]]:
    """The places on the pages that are written by hand, and those that macros give to them."""
    for place, page in site.pages.items():
        if not is_local(page.path):
            yield place, sorted(places_on(site, page).union(ids_on(page)))


def _numbers(site: Site) -> Numbers:
    """The numbers of the clauses of papers; slides have numbers too, and are no articles."""
    return {
        document.page: {block.id: document.numbers[block.id] for block in document.blocks if isinstance(block, Clause)}
        for document in site.catalogue.documents.values()
    }


def _foreign_problems(root: Path, site: Site, pages: Pages) -> list[Problem]:
    """Links to sites that no source has."""
    hosts = _known_hosts(site)
    items = {(*hosts, page.file, page.body): page for page in pages.values()}
    return unless_sound(root / ".cache" / "links", LINKS, items, lambda fresh: foreign_problems(fresh, hosts))


def _known_hosts(site: Site) -> list[str]:
    return sorted({*ALSO_LINKED, *map(host_of, addresses_of(site.catalogue.sources.values()))})


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
        "data/planner.yml": catalogue.steps,
    }
    for file, shelf in records.items():
        for record in shelf.values():
            if record.page is not None and record.page not in known:
                near = suggestion(record.page, known)
                own = file if file.endswith(".yml") else f"{file}/{record.id}.yml"
                yield Problem.of("page-unknown", own, record=record.id, page=record.page, near=near)


def _section_references(catalogue: Catalogue, pages: Pages) -> Iterator[Problem]:
    """Records that lead to a section which their page has not; twins have the same sections."""
    records: dict[str, Records[Any]] = {"data/questions.yml": catalogue.questions, "data/planner.yml": catalogue.steps}
    for file, shelf in records.items():
        for record in shelf.values():
            page = pages.get((Language.FR, record.page or ""))
            anchors = outline(page).anchors if page else ()
            if record.anchor and record.anchor not in anchors and (page or not record.page):
                near = suggestion(record.anchor, anchors)
                yield Problem.of("section-unknown", file, record=record.id, anchor=record.anchor, near=near)


def _long_answers(catalogue: Catalogue) -> Iterator[Problem]:
    """Answers that the search cannot show whole: a reader would miss their end."""
    for question in catalogue.questions.values():
        for language in Language:
            length = len(question.in_short[language])
            if length > LONGEST_SHORT_ANSWER:
                yield Problem.of(
                    "answer-long",
                    "data/questions.yml",
                    language=language,
                    record=question.id,
                    length=length,
                    most=LONGEST_SHORT_ANSWER,
                )


def page_problems(site: Site, page: Page) -> list[Problem]:
    """What is wrong with one page by itself, but for what only its twin shows: macros, slips, links."""
    found = [*syntax_problems(page), *call_problems(site, [page])[0], *slip_problems(page)]
    return found or [
        *link_problems([page], site.paths, dict(_places(site)), _numbers(site)),
        *foreign_problems([page], _known_hosts(site)),
    ]
