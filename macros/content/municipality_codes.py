"""Checks that every code of a municipality in the data is that of a municipality of today, and the right one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from macros.content.municipalities import Municipality, municipalities, municipalities_by_code, slug
from macros.content.references import Origins
from macros.content.yaml_reader import Location, YamlFile
from macros.model.language import Bilingual, Language
from macros.model.messages import Message
from macros.model.problems import Problem
from macros.model.records import Commune, LanguageRegime, Localities, Merger


def municipality_problems(records: Mapping[str, Mapping[str, Any]], origins: Origins) -> Iterator[Problem]:
    """Codes that no municipality has, names that are not those of the code, two files for one municipality."""
    mergers: Mapping[str, Merger] = records["mergers"]
    localities: Mapping[str, Localities] = records["localities"]
    regimes: Mapping[str, LanguageRegime] = records["language_regimes"]
    for shelf, codes in (
        *((("mergers", each.id), [each.nis_code]) for each in mergers.values()),
        *((("localities", each.id), [each.nis_code]) for each in localities.values()),
        *((("language_regimes", each.id), each.nis_codes) for each in regimes.values()),
    ):
        file, start = origins[shelf]
        for code in codes:
            if code not in municipalities_by_code():
                yield _no_such_code(code, file, start, shelf[1])
    seen: dict[str, str] = {}
    for commune in records["communes"].values():
        file, start = origins["communes", commune.id]
        yield from _commune_problems(commune, mergers, file, start)
        if commune.nis_code in seen:
            other, place = seen[commune.nis_code], (*start, "nis_code")
            yield file.problem("commune-twice", place, record=commune.id, code=commune.nis_code, other=other)
        seen.setdefault(commune.nis_code, file.name)


def _commune_problems(
    commune: Commune, mergers: Mapping[str, Merger], file: YamlFile, start: Location
) -> Iterator[Problem]:
    for language in Language:
        became = _merged(commune.name[language], language, mergers)
        if became is not None:
            merger, today = became
            yield file.problem(
                "commune-merged",
                (*start, "name", language),
                record=commune.id,
                language=language,
                name=commune.name[language],
                today=today.name[language],
                code=today.nis_code,
                since=merger.since_on,
            )
            return
    found = municipalities_by_code().get(commune.nis_code)
    if found is None:
        nearest = _nearest(commune.name)
        near = Message("did-you-mean", names=_named(nearest)) if nearest else Message("nis-code-look-up")
        place = (*start, "nis_code")
        yield file.problem("nis-code-unknown", place, record=commune.id, code=commune.nis_code, near=near)
        return
    for language in Language:
        if commune.name[language] != found.name[language]:
            nearest = _nearest(commune.name)
            other = nearest if nearest and nearest != found else None
            yield file.problem(
                "nis-code-of-another" if other else "nis-code-unlike-name",
                (*start, "name", language),
                record=commune.id,
                language=language,
                code=commune.nis_code,
                name=found.name[language],
                near=other and other.name[language],
                right=other and other.nis_code,
            )
            return


def _no_such_code(code: str, file: YamlFile, place: Location, record: str) -> Problem:
    return file.problem("nis-code-not-of-today", place, record=record, code=code)


def _named(found: Municipality) -> str:
    return f"{found.nis_code} ({found.name.fr} / {found.name.nl})"


def _nearest(name: Bilingual) -> Municipality | None:
    """The municipality whose name is like this one, in either language."""
    known = {slug(each.name[language]): each for each in municipalities() for language in Language}
    for language in Language:
        near = difflib.get_close_matches(slug(name[language]), known, n=1, cutoff=0.8)
        if near:
            return known[near[0]]
    return None


def _merged(name: str, language: Language, mergers: Mapping[str, Merger]) -> tuple[Merger, Municipality] | None:
    """The merger that ended a municipality of this name, and what it became."""
    for merger in mergers.values():
        if slug(name) in {slug(former[language]) for former in merger.former}:
            today = municipalities_by_code().get(merger.nis_code)
            return (merger, today) if today else None
    return None
