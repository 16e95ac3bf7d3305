"""Checks that every code of a municipality in the data is that of a municipality of today, and the right one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from macros.content.municipalities import Municipality, municipalities, municipalities_by_code, slug
from macros.content.references import Origins
from macros.content.yaml_reader import Location, YamlFile
from macros.model.language import Bilingual, Language
from macros.model.problems import Problem
from macros.model.records import Commune, LanguageRegime, Merger


def municipality_problems(records: Mapping[str, Mapping[str, Any]], origins: Origins) -> Iterator[Problem]:
    """Codes that no municipality has, names that are not those of the code, two files for one municipality."""
    mergers: Mapping[str, Merger] = records["mergers"]
    regimes: Mapping[str, LanguageRegime] = records["language_regimes"]
    for shelf, codes in (
        *((("mergers", each.id), [each.nis_code]) for each in mergers.values()),
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
            message = f"the municipality {commune.nis_code} already has a file, {seen[commune.nis_code]}"
            remedy = "keep one file for each municipality: put the texts of both in it"
            yield Problem(file.name, file.line((*start, "nis_code")), message, remedy, commune.id)
        seen.setdefault(commune.nis_code, file.name)


def _commune_problems(
    commune: Commune, mergers: Mapping[str, Merger], file: YamlFile, start: Location
) -> Iterator[Problem]:
    line = file.line((*start, "nis_code"))
    for language in Language:
        became = _merged(commune.name[language], language, mergers)
        if became is not None:
            merger, today = became
            named = f"{today.name[language]} ({today.nis_code})"
            message = f"{commune.name[language]} has been part of {named} since {merger.since_on}"
            place = file.line((*start, "name", language))
            yield Problem(file.name, place, message, f"write the file for {today.name[language]}", commune.id, language)
            return
    found = municipalities_by_code().get(commune.nis_code)
    if found is None:
        nearest = _nearest(commune.name)
        remedy = f"did you mean {_named(nearest)}?" if nearest else "look it up on the page of all municipalities"
        yield Problem(file.name, line, f"no municipality has the NIS code {commune.nis_code!r}", remedy, commune.id)
        return
    for language in Language:
        if commune.name[language] != found.name[language]:
            nearest = _nearest(commune.name)
            right = f"; {nearest.name[language]} is {nearest.nis_code}" if nearest and nearest != found else ""
            message = f"the NIS code {commune.nis_code} is that of {found.name[language]!r}{right}"
            remedy = f"write the name {found.name[language]!r}, or correct the code"
            yield Problem(file.name, file.line((*start, "name", language)), message, remedy, commune.id, language)


def _no_such_code(code: str, file: YamlFile, place: Location, record: str) -> Problem:
    message = f"no municipality of today has the NIS code {code!r}"
    return Problem(file.name, file.line(place), message, "correct it, or delete the record", record)


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
