"""The file in which the answers of a neighbourhood are kept: read, and refused with all that is wrong with it.

The builder's scripts say what is wrong (`docs/assets/js/builder/answers.js`), as they do on the page; here it is put
into words, with its place and the remedy. See decisions/builder.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.content.yaml_reader import YamlFile, parse_yaml, value_at
from macros.filling.exchange import Content, Fault, Reason
from macros.filling.questions import FORMATS, VERSION
from macros.filling.scripts import Scripts
from macros.model.language import Edition, Language
from macros.model.problems import GuideError, Problem, suggestion

_KEYS = ("format", "version", "edition", "formats", "documents", "answers")
_WORDS: Mapping[Reason, tuple[str, str]] = {
    "foreign": ("the file holds no answers of this guide", "begin it with 'format: {asked.format}'"),
    "version": (
        "the file has version {value}, and this guide reads version {asked.version}",
        "write 'version: {asked.version}', or update the guide when the file is newer",
    ),
    "edition": ("there is no edition {value!r}", "write one of {known}"),
    "list": ("{key} must be a list", "write {key}: [{value}]"),
    "listed": ("{list}: there is no {value!r}", "{suggestion}"),
    "answers": ("answers must be a mapping", "write each answer below it: id: answer"),
    "question": ("nothing is asked under {key!r}", "{suggestion}"),
    "option": ("there is no answer {value!r}", "{suggestion}"),
    "translated": ("the answer is the same in both languages", "write it once, without fr and nl"),
    "language": ("there is no language {key!r}", "write fr or nl"),
    "text": ("the answer must be text, and is {kind}", "write it between quotes"),
    "length": ("the answer has {length} characters", "write at most {asked.longest}"),
    "amount": ("{value!r} is not an amount", "write a number such as 120 or 12,50"),
    "date": ("{value!r} is not a date", "write it as 2027-01-15"),
    "email": ("{value!r} is not an e-mail address", "write it as name@example.be"),
    "phone": ("{value!r} is not a phone number", "write it in digits"),
}
"""What is said of a fault, and the remedy."""


@dataclass(frozen=True)
class Answers:
    """A file of answers without faults, as it was parsed; the scripts know what goes without saying."""

    name: str
    content: Any


def read_answers(content: bytes, name: str, asked: Content, scripts: Scripts) -> Answers:
    """The answers in a file called `name`, JSON or YAML.

    Raises `GuideError` with all that is wrong with them: each problem names the answer, the language and the remedy.
    """
    file = _parsed(content, name)
    try:
        faults = scripts.faults_in(file.content, asked)
    except RecursionError:
        raise _nested_too_deeply(name) from None
    problems = [_problem(file, fault, asked) for fault in faults]
    if "foreign" not in {fault.reason for fault in faults}:
        problems += _unknown_keys(file)
    if problems:
        raise GuideError(problems)
    return Answers(name, file.content)


def _parsed(content: bytes, name: str) -> YamlFile:
    """The file's content; every value of a YAML file is text as it was typed, but for its version."""
    try:
        text = content.decode("utf-8-sig")
        if text.lstrip().startswith("{"):
            return YamlFile(name, json.loads(text, parse_float=_finite, parse_constant=_finite), {})
    except UnicodeDecodeError:
        raise _refused(name, "the file is not UTF-8 text", "save it with the encoding UTF-8") from None
    except json.JSONDecodeError as error:
        message = f"the file breaks off or is damaged, near line {error.lineno}"
        raise _refused(name, message, "save it anew from the page") from None
    except ValueError:
        raise _refused(name, "the file has a number out of all bounds", "save it anew from the page") from None
    except RecursionError:
        raise _nested_too_deeply(name) from None
    file, problems = parse_yaml(text, name, as_typed=True)
    if file is None or problems:
        raise GuideError(problems)
    if isinstance(file.content, dict) and file.content.get("version") == str(VERSION):
        return YamlFile(name, file.content | {"version": VERSION}, file.lines)
    return file


def _unknown_keys(file: YamlFile) -> Iterator[Problem]:
    """Keys that nothing reads: people mistype them, the page writes none."""
    for key in file.content.keys() - set(_KEYS):
        yield Problem(file.name, file.line((key,)), f"unknown key {key!r}", suggestion(str(key), _KEYS))


def _finite(number: str) -> float:
    """The number, as JSON knows it; raises `ValueError` for one that it does not: NaN, or infinite."""
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(number)
    return found


def _nested_too_deeply(name: str) -> GuideError:
    return _refused(name, "the file is nested too deeply", "save it anew from the page")


def _refused(name: str, message: str, remedy: str) -> GuideError:
    return GuideError([Problem(name, 0, message, remedy)])


def _problem(file: YamlFile, fault: Fault, asked: Content) -> Problem:
    """A fault in words: its file and line, the question, the language."""
    path = fault.path
    value, key = value_at(file.content, path), str(path[-1]) if path else ""
    known = _known(fault, asked)
    message, remedy = (
        text.format(
            value=value,
            kind=type(value).__name__,
            length=len(str(value)),
            key=key,
            list=path[0] if path else "",
            known=", ".join(known),
            suggestion=suggestion(key if fault.reason == "question" else str(value), known),
            asked=asked,
        )
        for text in _WORDS[fault.reason]
    )
    record = str(path[1]) if path[:1] == ("answers",) and len(path) > 1 else ""
    language = str(path[2]) if len(path) > 2 and path[2] in list(Language) else ""
    return Problem(file.name, file.line(path), message, remedy, record, language)


def _known(fault: Fault, asked: Content) -> tuple[str, ...]:
    """What could have been written in the place of a fault."""
    match fault.reason:
        case "edition":
            return tuple(Edition)
        case "listed":
            return tuple(FORMATS if fault.path[0] == "formats" else asked.documents)
        case "question":
            return tuple(each.id for each in asked.questions)
        case "option":
            return next((each.options or () for each in asked.questions if each.id == fault.path[1]), ())
    return ()
