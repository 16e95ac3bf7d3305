"""The file in which the answers of a neighbourhood are kept: read, and refused with all that is wrong with it.

The browser reads the same file (`docs/assets/js/builder/answers.js`). See decisions/builder.md.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from macros.content.catalogue import Catalogue
from macros.content.yaml_reader import YamlFile, parse_yaml
from macros.filling.values import Answers, Value, amount_text, choice_block, clean
from macros.model.language import Edition, Language
from macros.model.problems import GuideError, Problem, suggestion
from macros.model.questionnaire import NO, YES, AskedChoice, AskedField, Confirmation, Question, asked_id, asked_in
from macros.model.records import Field, FieldKind
from macros.papers.paper import Format

FORMAT, VERSION = "plp-bin-answers", 1
"""What a file of answers says it is; the version changes when an older page could not read it."""
FORMATS = {"pdf": Format.FORM, "docx": Format.WORD, "odt": Format.OPEN}
_KEYS = ("format", "version", "edition", "formats", "documents", "answers")
LONGEST = 16_000
"""Characters of one answer: a string of PDF/A holds no more than 32 767 bytes, two for most characters."""

_PATTERNS = {
    FieldKind.EMAIL: (
        re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+"),
        "is not an e-mail address",
        "write it as name@example.be",
    ),
    FieldKind.PHONE: (
        re.compile(r"(?!.*(o[0-9]|[0-9]o))([^0-9]*[0-9]){3}.*", re.IGNORECASE),  # "O2": the letter for the digit
        "is not a phone number",
        "write it in digits",
    ),
}


def read_answers(content: bytes, name: str, catalogue: Catalogue) -> Answers:
    """The answers in a file called `name`, JSON or YAML.

    Raises `GuideError` with all that is wrong with them: each problem names the answer, the language and the remedy.
    """
    file = _parsed(content, name)
    whole = file.content
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        message = "the file holds no answers of this guide"
        raise GuideError([Problem(name, 0, message, f"begin it with 'format: {FORMAT}'")])
    problems = list(_head_problems(whole, file))
    problems += _list_problems(whole, file, catalogue)
    values = whole.get("answers") or {}
    if isinstance(values, dict):
        problems += _value_problems(values, file, catalogue)
    else:
        message, remedy = "answers must be a mapping", "write each answer below it: id: answer"
        problems.append(Problem(name, file.line(("answers",)), message, remedy))
    if problems:
        raise GuideError(problems)
    return Answers(
        Edition(whole.get("edition", Edition.FR)),
        tuple(whole.get("formats") or FORMATS),
        tuple(whole.get("documents") or catalogue.documents),
        {key: _value(value) for key, value in values.items()},
    )


def _parsed(content: bytes, name: str) -> YamlFile:
    """The file's content; every value of a YAML file is text as it was typed."""
    try:
        text = content.decode("utf-8-sig")
        if text.lstrip().startswith("{"):
            return YamlFile(name, json.loads(text), {})
    except UnicodeDecodeError:
        raise _refused(name, "the file is not UTF-8 text", "save it with the encoding UTF-8") from None
    except json.JSONDecodeError as error:
        message = f"the file breaks off or is damaged, near line {error.lineno}"
        raise _refused(name, message, "save it anew from the page") from None
    except RecursionError:
        raise _refused(name, "the file is nested too deeply", "save it anew from the page") from None
    file, problems = parse_yaml(text, name, as_typed=True)
    if file is None or problems:
        raise GuideError(problems)
    return file


def _refused(name: str, message: str, remedy: str) -> GuideError:
    return GuideError([Problem(name, 0, message, remedy)])


def _head_problems(whole: Mapping[Any, Any], file: YamlFile) -> Iterator[Problem]:
    for key in whole:
        if key not in _KEYS:
            yield Problem(file.name, file.line((key,)), f"unknown key {key!r}", suggestion(str(key), _KEYS))
    if str(whole.get("version")) != str(VERSION):
        message = f"the file has version {whole.get('version')}, and this guide reads version {VERSION}"
        remedy = f"write 'version: {VERSION}', or update the guide when the file is newer"
        yield Problem(file.name, file.line(("version",)), message, remedy)
    if whole.get("edition", Edition.FR) not in list(Edition):
        message = f"there is no edition {whole['edition']!r}"
        yield Problem(file.name, file.line(("edition",)), message, f"write one of {', '.join(Edition)}")


def _list_problems(whole: Mapping[Any, Any], file: YamlFile, catalogue: Catalogue) -> Iterator[Problem]:
    known: Mapping[str, Iterable[str]] = {"formats": FORMATS, "documents": catalogue.documents}
    for key, allowed in known.items():
        listed = whole.get(key) or []
        if not isinstance(listed, list):
            yield Problem(file.name, file.line((key,)), f"{key} must be a list", f"write {key}: [{listed}]")
            continue
        for index, wanted in enumerate(listed):
            if wanted not in allowed:
                message = f"{key}: there is no {wanted!r}"
                yield Problem(file.name, file.line((key, index)), message, suggestion(str(wanted), allowed))


def _value_problems(values: Mapping[Any, Any], file: YamlFile, catalogue: Catalogue) -> Iterator[Problem]:
    questions = {asked_id(question): question for question in asked_in(catalogue.parts.values())}
    for key, value in values.items():
        line = file.line(("answers", key))
        if key not in questions:
            yield Problem(file.name, line, f"nothing is asked under {key!r}", suggestion(str(key), questions), str(key))
            continue
        for message, remedy, language in _faults(questions[key], value, catalogue):
            yield Problem(file.name, line, message, remedy, key, language)


def _faults(question: Question, value: Any, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """What is wrong with one answer: the fault, the remedy, the language."""
    asked = catalogue.fields[question.field] if isinstance(question, AskedField) else None
    if asked is None:
        allowed = options_of(question, catalogue)
        if not isinstance(value, str) or value not in (*allowed, ""):
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
    elif asked.kind is FieldKind.AMOUNT:
        if amount_text(text) is None:
            yield f"{text!r} is not an amount", "write a number such as 120 or 12,50"
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
