"""The answers of a neighbourhood: read from a file, checked, and turned into what stands in the papers.

The browser does the same with the same words (`docs/assets/js/builder/answers.js`, `values.js`); tests compare both.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from macros.blocks import Block, Check, Choice, inner_blocks
from macros.catalogue import Catalogue
from macros.language import Edition, Language
from macros.model import Field, FieldKind
from macros.papers import Format
from macros.problems import GuideError, Problem, suggestion
from macros.questionnaire import (
    NO,
    YES,
    AskedChoice,
    AskedField,
    Chosen,
    Condition,
    Confirmation,
    Empty,
    Question,
    Rule,
    asked_id,
    asked_in,
)
from macros.typography import date_text

FORMAT, VERSION = "plp-bin-answers", 1
"""What a file of answers says it is; the version changes when an older page could not read it."""
FORMATS = {"pdf": Format.FORM, "docx": Format.WORD, "odt": Format.OPEN}
LONGEST = 20_000
"""Characters of one answer, so that a hostile file cannot fill the memory."""

Value = str | Mapping[Language, str]
"""An answer; that to a translated field may be given in each language."""

_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_UNPAIRED = re.compile("[\ud800-\udfff\ufffe\uffff]")
_EDGES = re.compile(r"^[ \n]+|[ \n]+$")
_PATTERNS = {
    FieldKind.AMOUNT: (re.compile(r"\d{1,6}([.,]\d{1,2})?"), "is not an amount", "write a number such as 120 or 12,50"),
    FieldKind.EMAIL: (
        re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
        "is not an e-mail address",
        "write it as name@example.be",
    ),
    FieldKind.PHONE: (re.compile(r"(?=(.*\d){3})[-+0-9 ()./]+"), "is not a phone number", "write digits and spaces"),
}


@dataclass(frozen=True)
class Answers:
    """What is known of a neighbourhood, and which papers are wanted of it."""

    edition: Edition = Edition.FR
    formats: tuple[str, ...] = tuple(FORMATS)
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


# ---- reading


def read_answers(content: bytes, name: str, catalogue: Catalogue) -> Answers:
    """The answers in a file called `name`, JSON or YAML.

    Raises `GuideError` with all that is wrong with them: each problem names the answer, the language and the remedy.
    """
    whole = _parsed(content, name)
    problems = list(_head_problems(whole, name, catalogue))
    values = whole.get("answers") or {}
    if isinstance(values, dict):
        problems += _value_problems(values, name, catalogue)
    else:
        problems.append(Problem(name, 0, "answers must be a mapping", "write each answer below it: id: answer"))
    if problems:
        raise GuideError(problems)
    return Answers(
        Edition(whole.get("edition", Edition.FR)),
        tuple(whole.get("formats") or FORMATS),
        tuple(whole.get("documents") or ()),
        {key: _value(value) for key, value in values.items()},
    )


def _parsed(content: bytes, name: str) -> dict[str, Any]:
    def refused(message: str, remedy: str) -> GuideError:
        return GuideError([Problem(name, 0, message, remedy)])

    try:
        text = content.decode("utf-8-sig")
        whole = json.loads(text) if text.lstrip().startswith("{") else yaml.load(text, Loader=yaml.BaseLoader)
    except UnicodeDecodeError:
        raise refused("the file is not UTF-8 text", "save it with the encoding UTF-8") from None
    except json.JSONDecodeError as error:
        raise refused(f"the file breaks off or is damaged, near line {error.lineno}", "save it anew") from None
    except yaml.YAMLError as error:
        raise refused(
            f"the YAML cannot be read: {str(error).splitlines()[0]}", "check colons and indentation"
        ) from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise refused("the file holds no answers of this guide", f"begin it with 'format: {FORMAT}'")
    return whole


def _head_problems(whole: Mapping[str, Any], name: str, catalogue: Catalogue) -> Iterator[Problem]:
    known = ("format", "version", "edition", "formats", "documents", "answers")
    for key in set(whole) - set(known):
        yield Problem(name, 0, f"unknown key {key!r}", suggestion(str(key), known))
    if str(whole.get("version")) != str(VERSION):
        message = f"the file has version {whole.get('version')!r}, and this guide reads version {VERSION}"
        yield Problem(name, 0, message, f"write 'version: {VERSION}', or update the guide")
    if "edition" in whole and whole["edition"] not in list(Edition):
        yield Problem(name, 0, f"there is no edition {whole['edition']!r}", f"write one of {', '.join(Edition)}")
    for key, allowed in (("formats", FORMATS), ("documents", catalogue.documents)):
        listed = whole.get(key) or []
        for wanted in listed if isinstance(listed, list) else [listed]:
            if wanted not in allowed or not isinstance(listed, list):
                remedy = suggestion(str(wanted), allowed) if isinstance(listed, list) else f"write {key}: [{wanted}]"
                yield Problem(name, 0, f"{key}: {wanted!r} is not known as one of a list", remedy)


def _value_problems(values: Mapping[Any, Any], name: str, catalogue: Catalogue) -> Iterator[Problem]:
    questions = {asked_id(question): question for question in asked_in(catalogue.parts.values())}
    for key, value in values.items():
        if key not in questions:
            yield Problem(name, 0, f"nothing is asked under {key!r}", suggestion(str(key), questions), str(key))
            continue
        for message, remedy, language in _faults(questions[key], value, catalogue):
            yield Problem(name, 0, message, remedy, key, language)


def _faults(question: Question, value: Any, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one answer: the fault, the remedy, the language."""
    asked = catalogue.fields[question.field] if isinstance(question, AskedField) else None
    if asked is None:
        allowed = options_of(question, catalogue)
        if value not in (*allowed, ""):
            yield f"there is no answer {value!r}", suggestion(str(value), allowed), ""
    elif isinstance(value, dict):
        if not asked.translated:
            yield "the answer is the same in both languages", "write it once, without fr and nl", ""
        for language, text in value.items():
            if language not in list(Language):
                yield f"there is no language {language!r}", "write fr or nl", ""
            else:
                yield from ((*fault, str(language)) for fault in _text_faults(asked, text))
    else:
        yield from ((*fault, "") for fault in _text_faults(asked, value))


def _text_faults(asked: Field, value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, str):
        yield f"the answer must be text, and is {type(value).__name__}", "write it between quotes"
    elif len(value) > LONGEST:
        yield f"the answer has {len(value)} characters", f"write at most {LONGEST}"
    elif not (text := clean(value, lines=True)):
        return
    elif asked.kind is FieldKind.DATE:
        if not _is_date(text):
            yield f"{text!r} is not a date", "write it as 2027-01-15"
    elif asked.kind in _PATTERNS:
        pattern, fault, remedy = _PATTERNS[asked.kind]
        if not pattern.fullmatch(text):
            yield f"{text!r} {fault}", remedy


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


def _value(value: Any) -> Value:
    return {Language(language): text for language, text in value.items()} if isinstance(value, dict) else str(value)


def options_of(question: Question, catalogue: Catalogue) -> tuple[str, ...]:
    """The ids of the answers from which a question lets one choose; none for a field."""
    if isinstance(question, AskedField):
        return ()
    if isinstance(question, AskedChoice):
        return tuple(option.id for option in choice_block(question.choice, catalogue).options)
    return (YES, NO) if isinstance(question, Confirmation) else (YES,)


def choice_block(choice_id: str, catalogue: Catalogue) -> Choice:
    """The choice of that id in the first document that has it; raises `StopIteration` when none does."""
    return next(block for block in _blocks(catalogue) if isinstance(block, Choice) and block.id == choice_id)


def check_block(check_id: str, catalogue: Catalogue) -> Check:
    """The box of that id in the first document that has it; raises `StopIteration` when none does."""
    return next(block for block in _blocks(catalogue) if isinstance(block, Check) and block.id == check_id)


def _blocks(catalogue: Catalogue) -> Iterator[Block]:
    for document in catalogue.documents.values():
        yield from inner_blocks(document.blocks)


# ---- what stands in the papers


def values_of(answers: Answers, catalogue: Catalogue, edition: Edition) -> Values:
    """What the answers put in the papers of an edition."""
    texts, ticks = {}, set()
    for question in asked_in(catalogue.parts.values()):
        asked = asked_id(question)
        if not _is_asked(question, answers) or isinstance(question, Confirmation):
            continue
        if isinstance(question, AskedField):
            texts[asked] = field_text(catalogue.fields[asked], answers.values.get(asked, ""), edition)
        elif chosen := answers.values.get(asked):
            ticks.add(f"{asked}-{chosen}" if isinstance(question, AskedChoice) else asked)
    return Values({asked: text for asked, text in texts.items() if text}, frozenset(ticks))


def _is_asked(question: Question, answers: Answers) -> bool:
    return question.given is None or holds(question.given, answers)


def field_text(asked: Field, value: Value, edition: Edition) -> str:
    """The answer to a field as it stands in the papers of an edition: dates in words, both languages joined."""
    lines = asked.kind is FieldKind.LINES
    given = [value] if isinstance(value, str) else [value.get(language, "") for language in edition.languages]
    texts = [_set(asked.kind, clean(text, lines=lines), edition) for text in given]
    return ("\n" if lines else " / ").join(dict.fromkeys(filter(None, texts)))


def _set(kind: FieldKind, text: str, edition: Edition) -> str:
    if kind is FieldKind.AMOUNT:
        return text.replace(".", ",")
    if kind is not FieldKind.DATE or not text:
        return text
    day = dt.date.fromisoformat(text)
    return day.strftime("%d/%m/%Y") if edition is Edition.BOTH else date_text(day, edition.languages[0])


# ---- warnings


def warnings(answers: Answers, catalogue: Catalogue) -> Iterator[Rule]:
    """The rules whose conditions all hold, and whose question is asked."""
    questions = {asked_id(question): question for question in asked_in(catalogue.parts.values())}
    for rule in catalogue.rules.values():
        if _is_asked(questions[rule.beside], answers) and all(holds(condition, answers) for condition in rule.when):
            yield rule


def holds(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds for these answers."""
    match condition:
        case Chosen():
            return answers.values.get(condition.asked, "") == condition.option
        case Empty():
            return not any(clean(_all_of(answers, asked), lines=True) for asked in condition.fields)
        case _:
            words = {word for asked in condition.fields for word in words_of(_all_of(answers, asked))}
            return not words.isdisjoint(condition.words)


def _all_of(answers: Answers, asked: str) -> str:
    """An answer in all languages in which it was given."""
    value = answers.values.get(asked, "")
    return value if isinstance(value, str) else " ".join(value.values())


def words_of(text: str) -> list[str]:
    """The words of a text, without case and accents: `É-mail` gives `e` and `mail`."""
    folded = unicodedata.normalize("NFKD", text).lower()
    return re.findall(r"[a-z0-9]+", re.sub(r"[\u0300-\u036f]", "", folded))
