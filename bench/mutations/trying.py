"""Tries mutations on a copy of the guide, and says what becomes of each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from bench.mutations.breaking import Content, Mutation
from macros.catalogue import Records, load_catalogue
from macros.check import ROOT, checked_site
from macros.in_step import LOCK, half_translated, step_problems
from macros.problems import GuideError, Problem
from macros.site import Site


class Verdict(StrEnum):
    """What becomes of a mutation."""

    REFUSED = "refused"
    """The check and the build stop, and say where."""
    ONE_LANGUAGE = "refused, one language"
    """The check and the build stop, because one language has changed alone."""
    ASKED = "asked"
    """`make check` and `make test` stop until someone agrees to the change with `make agree`."""
    UNCHANGED = "unchanged"
    """All records and pages are what they were."""
    THROUGH = "let through"
    """Nothing is said."""


class Trial:
    """A copy of the guide that is broken and mended again and again."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        for name in ("data", "docs"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / LOCK, folder)
        self._sound = checked_site(folder)

    def verdict(self, mutation: Mutation) -> tuple[Verdict, tuple[Problem, ...]]:
        """What becomes of a mutation, and what is said about it."""
        with self._broken(mutation):
            if any(name.startswith("data/") for name in mutation.files):  # sooner known than by reading all pages too
                _, problems = load_catalogue(self._root / "data")
                if problems:
                    return Verdict.REFUSED, tuple(sorted(set(problems)))
                if problems := half_translated(self._root, self._sound.pages):
                    return Verdict.ONE_LANGUAGE, tuple(problems)
            try:
                site = checked_site(self._root)
            except GuideError as error:
                return Verdict.REFUSED, error.problems
            if problems := half_translated(self._root, site.pages):
                return Verdict.ONE_LANGUAGE, tuple(problems)
            if problems := step_problems(self._root, site.pages):
                return Verdict.ASKED, tuple(problems)
            same = _facts(site) == _facts(self._sound)
            return (Verdict.UNCHANGED if same else Verdict.THROUGH), ()

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
        file.write_bytes(content)


def _facts(site: Site) -> tuple[object, ...]:
    """All records and pages in their order, to be compared."""
    shelves = [list(shelf.items()) if isinstance(shelf, Records) else shelf for shelf in vars(site.catalogue).values()]
    return shelves, dict(site.pages)


def is_named(mutation: Mutation, problems: tuple[Problem, ...]) -> bool:
    """Whether a message names the file that was broken, or its twin, or the record."""
    named = {problem.file.replace("docs/nl/", "docs/").replace("docs/fr/", "docs/") for problem in problems}
    said = " ".join(f"{problem.message} {problem.remedy}" for problem in problems)
    return mutation.place.split(" ")[-1] in said or any(
        name.replace("docs/nl/", "docs/").replace("docs/fr/", "docs/") in named for name in mutation.files
    )


ALLOWED: dict[str, str] = {}
"""The kinds of which some pass, and why that is right."""
