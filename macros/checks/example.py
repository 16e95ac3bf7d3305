"""Whether the example is whole, the same in both languages, and invented: nobody may find a real person in it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.checks.emergency_numbers import PHONE
from macros.checks.twin_texts import TextAt, TwinText
from macros.content.catalogue import Catalogue
from macros.content.example import ANSWERS, Example
from macros.content.yaml_reader import Location, YamlFile, value_at
from macros.filling.questions import FORMAT, VERSION
from macros.model import blocks, questionnaire
from macros.model.language import Language
from macros.model.problems import Problem, suggestion
from macros.model.records import Document, FieldKind

INVENTED_PHONE = re.compile(r"(?:02 000|0400 00) 00 \d\d")
"""Numbers that nobody has: no number begins so, and no reader takes it for one."""
INVENTED_HOST = "example.org"
"""A name that nobody can have (RFC 2606)."""
_DATE = re.compile(r"\b\d\d/\d\d/(?:\d{4}|\d\d)\b")
_ADDRESS = re.compile(r"[\w.+-]+@([\w.-]*\w)")
_FACTS = (FieldKind.DATE, FieldKind.AMOUNT, FieldKind.COUNT, FieldKind.NUMBER, FieldKind.PHONE, FieldKind.EMAIL)
"""What is the same in both languages."""


@dataclass(frozen=True)
class _Blank:
    """What a paper asks: a text of a kind, one of some options or several, or the cells of a table."""

    kind: FieldKind | None = None
    options: tuple[str, ...] = ()
    several: bool = False
    columns: int = 0
    rows: int = 0


def example_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """What is missing in the example, unknown or impossible there, differs between its languages, or looks real."""
    asked = {questionnaire.asked_id(each): each for each in questionnaire.asked_in(catalogue.parts.values())}
    for language, example in catalogue.examples.items():
        yield from _head_problems(example.answers, language)
        yield from _answer_problems(example, language, asked)
        yield from _unknown(example.by_hand, (), example.by_hand.content, catalogue.documents, language)
        for name, text, file, place in _texts(example, catalogue.documents):
            yield from _real(name, text, file, place, language)
    for document in catalogue.documents.values():
        blanks = dict(_blanks(catalogue.document_versions[document.id], catalogue))
        for language, example in catalogue.examples.items():
            for name in blanks.keys() - asked.keys() - example.values(document.id).keys():
                named = {"record": document.id, "language": language, "name": name}
                yield example.by_hand.problem("example-unanswered", (document.id,), **named)
            yield from _wrong(document.id, example, language, blanks)
        yield from _differences(document.id, catalogue.examples, blanks)


def example_texts(catalogue: Catalogue) -> Iterator[TwinText]:
    """What is written in the example, beside its twin: the words of the guide hold for it too."""
    found = [
        {(place, name): TextAt(text, file.name, file.line(place)) for name, text, file, place in texts}
        for texts in (_texts(catalogue.examples[language], catalogue.documents) for language in Language)
    ]
    for (place, name), french in found[0].items():
        if (place, name) in found[1]:
            yield TwinText("data/example", name, french, found[1][place, name])


def _blanks(document: Document, catalogue: Catalogue) -> Iterator[tuple[str, _Blank]]:
    """What a paper asks, by id; on a sheet that is no part of it, only when the example answers something there.

    What the builder makes of answers is not asked.
    """
    asked, *others = (dict(_blanks_on(sheet, catalogue)) for sheet in _sheets(document))
    yield from asked.items()
    for sheet in others:
        own = {name: blank for name, blank in sheet.items() if name not in asked}
        if any(own.keys() & example.values(document.id).keys() for example in catalogue.examples.values()):
            yield from own.items()


def _sheets(document: Document) -> list[list[blocks.Block]]:
    """The blocks of a paper, and those of each sheet behind it that is no part of it."""
    sheets: list[list[blocks.Block]] = [[]]
    for block in document.blocks:
        if isinstance(block, blocks.NewPage) and not block.counted:
            sheets.append([])
        sheets[-1].append(block)
    return sheets


def _blanks_on(sheet: Iterable[blocks.Block], catalogue: Catalogue) -> Iterator[tuple[str, _Blank]]:
    for each in blocks.inner_blocks(sheet):
        yield from _blanks_of(each, catalogue)


def _blanks_of(block: blocks.Block, catalogue: Catalogue) -> Iterator[tuple[str, _Blank]]:
    match block:
        case blocks.Signature():
            yield from ((f"{each.name}-signed-on", _Blank(FieldKind.DATE)) for each in block.signatories)
        case blocks.Check() if not block.ticked_with:
            yield block.id, _Blank(options=(questionnaire.YES,), several=True)
        case blocks.Choice():
            yield block.id, _Blank(options=tuple(option.id for option in block.options), several=block.several)
        case blocks.Table() if block.blank_rows:
            yield block.id, _Blank(columns=len(block.columns), rows=block.blank_rows)
    fields = (catalogue.fields[name] for name in blocks.fields_of(block))
    yield from ((field.id, _Blank(field.kind)) for field in fields if not field.made_of)


def _head_problems(answers: YamlFile, language: Language) -> Iterator[Problem]:
    """What a file of answers does not say of itself as it should: its format, its version, its language."""
    for key, value in (("format", FORMAT), ("version", str(VERSION)), ("edition", language.value)):
        if value_at(answers.content, (key,)) != value:
            yield answers.problem("example-head", (key,), language=language, key=key, value=value)


def _answer_problems(
    example: Example, language: Language, asked: Mapping[str, questionnaire.Question]
) -> Iterator[Problem]:
    """What the builder asks in vain, and answers to what it does not ask."""
    given = example.values("")
    for name, question in asked.items():
        condition = question.given
        is_asked = not isinstance(condition, questionnaire.Chosen) or given.get(condition.asked) == condition.option
        if name not in given or (is_asked and not given[name] and not questionnaire.may_stay_open(question)):
            yield example.answers.problem("example-unanswered", (ANSWERS, name), language=language, name=name)
    yield from _unknown(example.answers, (ANSWERS,), given, asked, language)


def _unknown(
    file: YamlFile, place: Location, names: Iterable[str], known: Mapping[str, object], language: Language
) -> Iterator[Problem]:
    for name in (each for each in names if each not in known):
        near = suggestion(name, known)
        yield file.problem("example-not-asked", (*place, name), language=language, name=name, near=near)


def _wrong(document_id: str, example: Example, language: Language, blanks: Mapping[str, _Blank]) -> Iterator[Problem]:
    """Answers that the paper has no place for, and days that are none."""
    for name, value, file, place in example.given(document_id):
        blank = blanks.get(name)
        if blank is None:
            if file is example.by_hand:
                named = {"record": document_id, "language": language, "name": name}
                yield file.problem("example-not-asked", place, near=suggestion(name, blanks), **named)
        elif not _fits(blank, value):
            yield file.problem("example-not-fitting", place, record=document_id, language=language, name=name)


def _fits(blank: _Blank, value: Any) -> bool:
    if blank.columns:
        rows = isinstance(value, list) and all(isinstance(row, list) and len(row) == blank.columns for row in value)
        return rows and len(value) <= blank.rows and all(isinstance(cell, str) for row in value for cell in row)
    if isinstance(value, list):
        return blank.several and all(each in blank.options for each in value)
    if blank.options:
        return value in ("", *blank.options)
    return isinstance(value, str) and (blank.kind is not FieldKind.DATE or not value or _is_day(value))


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _differences(
    document_id: str, examples: Mapping[Language, Example], blanks: Mapping[str, _Blank]
) -> Iterator[Problem]:
    """Facts that are not the same in both languages."""
    french, dutch = (examples[language].values(document_id) for language in Language)
    for name, _, file, place in examples[Language.NL].given(document_id):
        blank = blanks.get(name)
        if blank and name in french and _fact_in(blank, french[name]) != _fact_in(blank, dutch[name]):
            named = {"record": document_id, "language": Language.NL, "name": name}
            yield file.problem("example-differs", place, french=str(_fact_in(blank, french[name])), **named)


def _fact_in(blank: _Blank, value: Any) -> Any:
    """What of an answer is the same in every language; of the rows of a table their numbers, days among them."""
    if blank.columns:
        return " ".join(number for number in re.findall(r"\d+", str(value)) if number != "00")  # 18 h, 18.00 uur
    return value if blank.options or blank.kind in _FACTS or str(value).isdecimal() else None


def _texts(example: Example, documents: Iterable[str]) -> Iterator[tuple[str, str, YamlFile, Location]]:
    """Every text of the example once: the id of what it answers, and where it stands."""
    for document_id in ("", *documents):
        for name, value, file, place in example.given(document_id):
            if (file is example.answers) == (document_id == ""):
                yield from ((name, text, file, at) for text, at in _inner_texts(value, place))


def _inner_texts(value: Any, place: Location) -> Iterator[tuple[str, Location]]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _inner_texts(item, (*place, index))
    else:
        yield str(value), place


def _real(name: str, text: str, file: YamlFile, place: Location, language: Language) -> Iterator[Problem]:
    """Numbers and addresses that somebody could have."""
    real = [number for number in PHONE.findall(_DATE.sub(" ", text)) if not INVENTED_PHONE.fullmatch(number)]
    real += [found[0] for found in _ADDRESS.finditer(text) if found[1] != INVENTED_HOST]
    for each in real:
        yield file.problem("example-looks-real", place, record=name, language=language, found=each, host=INVENTED_HOST)
