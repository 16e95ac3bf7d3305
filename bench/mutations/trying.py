"""Tries mutations on a copy of the guide, and says what becomes of each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

from bench.mutations.breaking import Content, Mutation
from macros.checks.agreed_lock import LOCK
from macros.checks.lock_problems import lock_problems, lost_problems, unpublishable
from macros.checks.macro_calls import calls_in
from macros.checks.page_slips import slip_problems
from macros.checks.rendered_pages import rendered
from macros.checks.site import checked_site
from macros.checks.twins import twin_problems
from macros.content.catalogue import Records, load_catalogue
from macros.content.page_files import load_pages, page_paths
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.problems import GuideError, Problem


class Verdict(StrEnum):
    """What becomes of a mutation."""

    REFUSED = "refused"
    """The check and the build stop, and say where."""
    LOCKED = "refused by the lock"
    """The check and the build stop, because one language has changed alone, or an id or an address has."""
    ASKED = "asked"
    """`make check` and `make test` stop until someone agrees to the change with `make agree`."""
    UNCHANGED = "unchanged"
    """All records are what they were, and pages show the same."""
    THROUGH = "let through"
    """Nothing is said."""


class Trial:
    """A copy of the guide that is broken and mended again and again."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        for name in ("data", "docs", "overrides", "macros"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in (LOCK, "mkdocs.yml"):
            shutil.copy(ROOT / name, folder)
        self._sound = checked_site(folder)

    def verdict(self, mutation: Mutation) -> tuple[Verdict, tuple[Problem, ...]]:
        """What becomes of a mutation, and what is said about it."""
        with self._broken(mutation):
            if problems := self._seen_at_once(mutation):
                return Verdict.REFUSED, self._with_lost(problems)
            pages, _ = load_pages(self._root / "docs")
            if problems := tuple(unpublishable(self._root, pages)):
                return Verdict.LOCKED, problems
            try:
                site = checked_site(self._root)
            except GuideError as error:
                return Verdict.REFUSED, self._with_lost(error.problems)
            if problems := tuple(lock_problems(self._root, site.pages)):
                return Verdict.ASKED, problems
            if _facts(site) == _facts(self._sound) and not _is_shown(mutation):
                return Verdict.UNCHANGED, ()
            return Verdict.THROUGH, ()

    def _with_lost(self, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
        return (*problems, *lost_problems(self._root, {problem.file for problem in problems}))

    def _seen_at_once(self, mutation: Mutation) -> tuple[Problem, ...]:
        """What the first of the checks say: all of them together take ten times as long."""
        problems: list[Problem] = []
        if any(name.startswith("data/") for name in mutation.files):
            problems += load_catalogue(self._root / "data")[1]
        elif any(name.endswith(".md") for name in mutation.files):
            pages, problems = load_pages(self._root / "docs")
            paths = {language: page_paths(self._root / "docs", language) for language in Language}
            problems += twin_problems(pages, paths)
            changed = [page for page in pages.values() if page.file in mutation.files]
            problems += [problem for page in changed for problem in slip_problems(page)]
        return tuple(sorted(set(problems)))

    @contextmanager
    def _broken(self, mutation: Mutation) -> Iterator[None]:
        before: dict[str, Content] = {}
        for name, content in mutation.files.items():
            file = self._root / name
            before[name] = file.read_bytes() if file.exists() else None
            _write(file, content)
        try:
            yield
        finally:
            for name, content in before.items():
                _write(self._root / name, content)


def _write(file: Path, content: Content) -> None:
    if content is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _is_shown(mutation: Mutation) -> bool:
    """Whether what is no record and no page is broken: it is published all the same."""
    return any(not re.fullmatch(r"data/.*\.yml|docs/.*\.md", name) for name in mutation.files)


def _facts(site: Site) -> tuple[object, ...]:
    """All records and pages in their order, to be compared; of a page what Markdown makes of it, and its macros."""
    kinds = (getattr(site.catalogue, each.name) for each in fields(site.catalogue))
    shelves = [list(shelf.items()) if isinstance(shelf, Records) else shelf for shelf in kinds]
    pages = {
        place: (page.front_matter, rendered(page).html.split(), [call.identity for call in calls_in(page)])
        for place, page in site.pages.items()
    }
    return shelves, pages


def is_named(mutation: Mutation, problems: tuple[Problem, ...]) -> bool:
    """Whether a message names the file that was broken, or its twin, or a record that stood in it."""
    named = {_without_language(problem.file) for problem in problems}
    said = " ".join(problem.message for problem in problems)
    records = {record for name in mutation.files for record in _records_in(ROOT / name)}
    return any(_without_language(name) in named or Path(name).name in said for name in mutation.files) or any(
        repr(record) in said for record in records
    )


def _without_language(name: str) -> str:
    return name.replace("docs/nl/", "docs/").replace("docs/fr/", "docs/")


def _records_in(file: Path) -> set[str]:
    text = file.read_text("utf-8") if file.exists() else ""
    return {
        part
        for match in re.finditer(r"^ *(?:- id: ([\w-]+)|([a-z-]+):)$", text, re.MULTILINE)
        for part in match.groups()
        if part
    }


ALLOWED: dict[str, str] = {}
"""The kinds of which some pass, and why that is right."""
