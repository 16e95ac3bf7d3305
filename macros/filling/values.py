"""What the answers of a neighbourhood put in its papers, and of what the rules warn.

The browser does the same (`docs/assets/js/builder/values.js`); tests compare both.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from macros.content.catalogue import Catalogue
from macros.model.blocks import Block, Check, Choice, inner_blocks
from macros.model.language import Edition, Language
from macros.model.questionnaire import (
    AskedChoice,
    AskedField,
    Before,
    Chosen,
    Condition,
    Confirmation,
    Empty,
    OtherEdition,
    Question,
    Uneven,
    Warns,
    asked_id,
    asked_in,
    warnings_in,
)
from macros.model.records import Field, FieldKind
from macros.model.typography import date_text

Value = str | Mapping[Language, str]
"""An answer; that to a translated field may be given in each language."""

_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_UNPAIRED = re.compile("[\ud800-\udfff\ufffe\uffff]")
_EDGES = re.compile(r"^[ \n]+|[ \n]+$")
_AMOUNT = re.compile(r"(?P<euros>[0-9]{1,3}(\.[0-9]{3})+|[0-9]{1,6})([.,](?P<cents>[0-9]{1,2}))?")
_NOTHING = re.compile(r"[0.,]*")
_LINE = re.compile(r"[^\n ][^\n]*")
_NUMBER = re.compile(r"([0-9])(?:(?:[ \u00a0\u202f]+|[./-]|\)[ \u00a0\u202f]*)[0-9]+)+")
"""A number in groups, to keep the first of: `02 101 20 30` does not mention 101, `101/112` does."""


@dataclass(frozen=True)
class Answers:
    """What is known of a neighbourhood, and which papers are wanted of it."""

    edition: Edition = Edition.FR
    formats: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    """The ids of documents; none means all."""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Values:
    """What stands in the papers: the text of each entry, and the boxes that are ticked."""

    texts: Mapping[str, str]
    ticks: frozenset[str]


def clean(text: str, *, lines: bool) -> str:
    """A text as every format can hold it: without control characters, unpaired surrogates replaced by U+FFFD."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _UNPAIRED.sub("\ufffd", _CONTROLS.sub("", text))
    return _EDGES.sub("", text if lines else text.replace("\n", " "))


def values_of(answers: Answers, catalogue: Catalogue, edition: Edition) -> Values:
    """What the answers put in the papers of an edition."""
    texts: dict[str, str] = {}
    ticks = set()
    for question in asked_in(catalogue.parts.values()):
        asked = asked_id(question)
        if not _is_asked(question, answers) or isinstance(question, Confirmation):
            continue
        if isinstance(question, AskedField):
            texts |= _field_texts(catalogue.fields[asked], answers.values.get(asked, ""), edition)
        elif chosen := answers.values.get(asked):
            ticks.add(f"{asked}-{chosen}" if isinstance(question, AskedChoice) else asked)
    return Values({asked: text for asked, text in texts.items() if text}, frozenset(ticks))


def _field_texts(asked: Field, value: Value, edition: Edition) -> dict[str, str]:
    """The text of a field, and in a paper of both languages that of each language, where the paper speaks one."""
    found = {asked.id: field_text(asked, value, edition)}
    if asked.translated and edition is Edition.BOTH:
        for language in Language:
            found[f"{asked.id}-{language}"] = field_text(asked, value, Edition(language))
    return found


def _is_asked(question: Question, answers: Answers) -> bool:
    return question.given is None or holds(question.given, answers)


def field_text(asked: Field, value: Value, edition: Edition) -> str:
    """The answer to a field as it stands in the papers of an edition: dates in words, both languages joined."""
    lines = asked.kind is FieldKind.LINES
    given = [value] if isinstance(value, str) else [value.get(language, "") for language in edition.languages]
    texts = [_as_shown(asked.kind, clean(text, lines=lines), edition) for text in given]
    return ("\n" if lines else " / ").join(dict.fromkeys(filter(None, texts)))


def _as_shown(kind: FieldKind, text: str, edition: Edition) -> str:
    if kind is FieldKind.AMOUNT:
        return amount_text(text) or text
    if kind is not FieldKind.DATE or not text:
        return text
    day = dt.date.fromisoformat(text)
    return day.strftime("%d/%m/%Y") if edition is Edition.BOTH else date_text(day, edition.languages[0])


def amount_text(text: str) -> str | None:
    """An amount as it stands in the papers, in euros; None when it is not an amount.

    `€ 1.250.5` gives `1250,50`, and `200 euro` gives `200`.
    """
    found = _AMOUNT.fullmatch(re.sub(r"[\s€]|euros?$|eur$", "", text, flags=re.IGNORECASE))
    if not found:
        return None
    cents = found["cents"]
    return found["euros"].replace(".", "") + (f",{cents:0<2}" if cents else "")


# ---- warnings


def warnings(answers: Answers, catalogue: Catalogue) -> Iterator[Warns]:
    """The warnings whose conditions all hold, and whose question is asked."""
    questions = {asked_id(question): question for question in asked_in(catalogue.parts.values())}
    for each in warnings_in(catalogue.rules.values()):
        if _is_asked(questions[each.beside], answers) and all(holds(condition, answers) for condition in each.when):
            yield each


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds for these answers."""
    match condition:
        case Before():
            first, second = (_all_of(answers, asked) for asked in condition.fields)
            return "" < first < second
        case Chosen():
            return answers.values.get(condition.asked, "") == condition.option
        case Uneven():
            value = answers.values.get(condition.fields[0], "")
            given = {} if isinstance(value, str) else value
            counts = {_lines_in(given.get(language, "")) for language in answers.edition.languages}
            return len(counts) > 1 and 0 not in counts
        case OtherEdition():
            option = answers.values.get(condition.asked, "")
            return condition.editions.get(str(option), answers.edition) is not answers.edition
        case Empty():
            return all(_NOTHING.fullmatch(clean(_all_of(answers, asked), lines=True)) for asked in condition.fields)
        case _:
            said = [_NUMBER.sub(r"\1", _all_of(answers, asked)) for asked in condition.fields]
            words = [word for text in said for word in words_of(text)]
            return any(fnmatchcase(word, wanted) for word in words for wanted in condition.words)


def _all_of(answers: Answers, asked: str) -> str:
    """An answer in all languages in which it was given, each on lines of its own."""
    value = answers.values.get(asked, "")
    return value if isinstance(value, str) else "\n".join(value.values())


def _lines_in(text: str) -> int:
    return len(_LINE.findall(clean(text, lines=True)))


def words_of(text: str) -> list[str]:
    """The words of a text, without case and accents: `É-mail` gives `e` and `mail`."""
    folded = unicodedata.normalize("NFKD", text).lower()
    return re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", folded))


# ---- what the documents ask


def choice_block(choice_id: str, catalogue: Catalogue) -> Choice:
    """The choice of that id in the first document that has it; raises `StopIteration` when none does."""
    return next(block for block in _blocks(catalogue) if isinstance(block, Choice) and block.id == choice_id)


def check_block(check_id: str, catalogue: Catalogue) -> Check:
    """The box of that id in the first document that has it; raises `StopIteration` when none does."""
    return next(block for block in _blocks(catalogue) if isinstance(block, Check) and block.id == check_id)


def _blocks(catalogue: Catalogue) -> Iterator[Block]:
    for document in catalogue.documents.values():
        yield from inner_blocks(document.blocks)
