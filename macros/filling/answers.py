"""The file in which the answers of a neighbourhood are kept: read, and refused with all that is wrong with it.

The builder's scripts say what is wrong (`docs/assets/js/builder/answers.js`), as they do on the page; here it is put
into words, with its place and the remedy. See decisions/builder.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from macros.content.yaml_reader import YamlFile, parse_yaml, value_at
from macros.filling.exchange import Content, FieldQuestion, Reason
from macros.filling.questions import FILE, FORMATS
from macros.filling.scripts import Scripts
from macros.model.language import Edition, Language
from macros.model.problems import GuideError, Problem, suggestion

Answers = Mapping[str, Any]
"""A file of answers without faults, as it was parsed; the scripts know what goes without saying."""
_KEYS = ("format", "version", "edition", "formats", "documents", "answers")
_WRONG = {
    Reason.AMOUNT: ("is not an amount", "write a number such as 120 or 12,50"),
    Reason.DATE: ("is not a date", "write it as 2027-01-15"),
    Reason.EMAIL: ("is not an e-mail address", "write it as name@example.be"),
    Reason.PHONE: ("is not a phone number", "write it in digits"),
}
"""What is said of a text that its field does not ask for, and the remedy."""


def read_answers(content: bytes, name: str, asked: Content, scripts: Scripts) -> Answers:
    """The answers in a file called `name`, JSON or YAML.

    Raises `GuideError` with all that is wrong with them: each problem names the answer, the language and the remedy.
    """
    file = _parsed(content, name)
    try:
        faults = scripts.faults_in(file.content, asked)
    except RecursionError:
        raise _nested_too_deeply(name) from None
    problems = [_problem(file, fault.path, fault.reason, asked) for fault in faults]
    if Reason.FOREIGN not in {fault.reason for fault in faults}:
        problems += _unknown_keys(file)
    if problems:
        raise GuideError(problems)
    answers: Answers = file.content
    return answers


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
    if isinstance(file.content, dict) and file.content.get("version") == str(FILE.version):
        return YamlFile(name, file.content | {"version": FILE.version}, file.lines)
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


def _problem(file: YamlFile, path: tuple[str | int, ...], reason: Reason, asked: Content) -> Problem:
    """A fault in words: its file and line, the question, the language."""
    message, remedy = _words(path, reason, value_at(file.content, path), asked)
    record = str(path[1]) if path[:1] == ("answers",) and len(path) > 1 else ""
    language = str(path[2]) if len(path) > 2 and path[2] in list(Language) else ""
    return Problem(file.name, file.line(path), message, remedy, record, language)


def _words(path: tuple[str | int, ...], reason: Reason, value: Any, asked: Content) -> tuple[str, str]:
    """What is wrong, and the remedy."""
    last = str(path[-1]) if path else ""
    match reason:
        case Reason.FOREIGN:
            return "the file holds no answers of this guide", f"begin it with 'format: {FILE.format}'"
        case Reason.VERSION:
            message = f"the file has version {value}, and this guide reads version {FILE.version}"
            return message, f"write 'version: {FILE.version}', or update the guide when the file is newer"
        case Reason.EDITION:
            return f"there is no edition {value!r}", f"write one of {', '.join(Edition)}"
        case Reason.LIST:
            return f"{last} must be a list", f"write {last}: [{value}]"
        case Reason.LISTED:
            known = FORMATS if path[0] == "formats" else asked.documents
            return f"{path[0]}: there is no {value!r}", suggestion(str(value), known)
        case Reason.ANSWERS:
            return "answers must be a mapping", "write each answer below it: id: answer"
        case Reason.QUESTION:
            return f"nothing is asked under {last!r}", suggestion(last, (each.id for each in asked.questions))
        case Reason.OPTION:
            return f"there is no answer {value!r}", suggestion(str(value), _options(last, asked))
        case Reason.TRANSLATED:
            return "the answer is the same in both languages", "write it once, without fr and nl"
        case Reason.LANGUAGE:
            return f"there is no language {last!r}", "write fr or nl"
        case Reason.TEXT:
            return f"the answer must be text, and is {type(value).__name__}", "write it between quotes"
        case Reason.LENGTH:
            return f"the answer has {len(value)} characters", f"write at most {FILE.longest}"
        case _:
            message, remedy = _WRONG[reason]
            return f"{value.strip()!r} {message}", remedy


def _options(asked_id: str, asked: Content) -> tuple[str, ...]:
    (question,) = (each for each in asked.questions if each.id == asked_id)
    return () if isinstance(question, FieldQuestion) else question.options
