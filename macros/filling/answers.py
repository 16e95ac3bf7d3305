"""The file in which the answers of a neighbourhood are kept: read, and refused with all that is wrong with it.

The builder's scripts say what is wrong (`docs/assets/js/builder/answers.js`), as they do on the page; here it is put
into words, with its place and the remedy. See decisions/builder.md.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from macros.content.yaml_reader import YamlFile, parse_yaml, value_at
from macros.filling.exchange import Content, Fault
from macros.filling.questions import FORMATS, VERSION
from macros.filling.scripts import Scripts
from macros.model.language import Edition, Language
from macros.model.messages import Message
from macros.model.problems import GuideError, Problem, suggestion

_KEYS = ("format", "version", "edition", "formats", "documents", "place", "answers")
"""What a file may hold; `place` is where a reader of the page was."""
_LIKE_OTHERS = (
    "broken",
    "with-colon",
    "without-colon",
    "indented-wrongly",
    "bracket-open",
    "quotes-open",
    "sign-at-start",
)
_REMEDIES = {
    **dict.fromkeys((*(f"yaml-{each}" for each in _LIKE_OTHERS), "text-dropped"), "answers-in-quotes"),
    **dict.fromkeys(("file-empty", "yaml-too-deep"), "answers-unreadable.remedy"),
}
"""What to do, by the fault, where that of the guide's own files speaks of records and of texts in two languages."""


@dataclass(frozen=True)
class Answers:
    """A file of answers without faults, as it was parsed; the scripts know what goes without saying."""

    name: str
    content: Any
    edition: str = ""
    """The edition in which papers are wanted, if not in that of the file."""


def read_answers(content: bytes, name: str, asked: Content, scripts: Scripts) -> Answers:
    """The answers in a file called `name`, JSON or YAML.

    Raises `GuideError` with all that is wrong with them: each problem names the answer, the language and the remedy.
    """
    try:
        file = _parsed(content, name)
        faults = scripts.faults_in(file.content, asked)
    except RecursionError:
        raise _refused("answers-too-deep", name) from None
    problems = [_problem(file, fault, asked) for fault in faults]
    if "foreign" not in {fault.reason for fault in faults}:
        problems += _unknown_keys(file)
    if problems:
        raise GuideError(problems)
    return Answers(name, file.content)


def _parsed(content: bytes, name: str) -> YamlFile:
    """The file's content; every value of a YAML file is text as it was typed, but for its version.

    What a key has for its value and says there is none (`null`, `~`) is an empty text, which is no answer.
    """
    try:
        text = content.decode("utf-8-sig")
        if text.lstrip().startswith("{"):
            return YamlFile(name, _from_json(text, name), {})
    except UnicodeDecodeError:
        raise _refused("file-not-utf-8", name) from None
    except json.JSONDecodeError as error:
        raise _refused("answers-unreadable", name, error.lineno) from None
    except ValueError:
        raise _refused("answers-out-of-bounds", name) from None
    file, problems = parse_yaml(text, name, as_typed=True)
    if file is None or problems:
        raise GuideError(map(_for_who_fills_in, problems))
    if isinstance(file.content, dict) and file.content.get("version") == str(VERSION):
        return YamlFile(name, file.content | {"version": VERSION}, file.lines)
    return file


def _for_who_fills_in(problem: Problem) -> Problem:
    fault = problem.message.sentence.removesuffix(".fault") if isinstance(problem.message, Message) else ""
    return replace(problem, remedy=Message(_REMEDIES[fault])) if fault in _REMEDIES else problem


def _from_json(text: str, name: str) -> Any:
    """What a JSON file holds, with an empty text where it says that there is no value.

    Raises `GuideError` for a key that stands twice, of which JSON would keep the last.
    """
    twice: list[str] = []

    def record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        twice.extend(Counter(key for key, _ in pairs) - Counter(found.keys()))
        return {key: "" if value is None else value for key, value in found.items()}

    content = json.loads(text, parse_float=_finite, parse_constant=_finite, object_pairs_hook=record)
    if twice:
        raise GuideError([Problem.of("key-twice", name, _last_line(text, key), name=key) for key in twice])
    return content


def _last_line(text: str, key: str) -> int:
    """The line of a JSON text on which a key stands last as it is usually written; 0 where it is written otherwise."""
    at = text.rfind(json.dumps(key, ensure_ascii=False))
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


def _unknown_keys(file: YamlFile) -> Iterator[Problem]:
    """Keys that nothing reads: people mistype them, the page writes none."""
    for key in file.content.keys() - set(_KEYS):
        yield file.problem("extra_forbidden", (key,), name=key, near=suggestion(str(key), _KEYS))


def _finite(number: str) -> float:
    """The number, as JSON knows it; raises `ValueError` for one that it does not: NaN, or infinite."""
    found = float(number)
    if not math.isfinite(found):
        raise ValueError(number)
    return found


def _refused(fault: str, name: str, line: int = 0) -> GuideError:
    return GuideError([Problem.of(fault, name, line)])


def _problem(file: YamlFile, fault: Fault, asked: Content) -> Problem:
    """A fault in words: its file and line, the question, the language."""
    path, known = fault.path, _known(fault, asked)
    value, key = value_at(file.content, path), str(path[-1]) if path else ""
    reason = "without-version" if fault.reason == "version" and value in (None, "") else fault.reason
    return file.problem(
        f"answers-{reason}",
        path,
        record=str(path[1]) if path[:1] == ("answers",) and len(path) > 1 else "",
        language=str(path[2]) if len(path) > 2 and path[2] in list(Language) else "",
        key=key,
        value=str(value),
        length=len(str(value)),
        list=path[0] if path else "",
        known=known,
        near=suggestion(key if fault.reason == "question" else str(value), known),
        version=asked.version,
        pair=_pair(file, fault, asked),
        longest=asked.longest,
    )


def _pair(file: YamlFile, fault: Fault, asked: Content) -> str:
    """A key with what should stand there, as the file would have it: `version: 1`, in JSON `"version": 1`."""
    key: str
    value: object
    match fault.reason:
        case "foreign":
            key, value = "format", asked.format
        case "version":
            key, value = "version", asked.version
        case "list":
            key, said = str(fault.path[-1]), value_at(file.content, fault.path)
            value = [said if isinstance(said, str) else _known_in(key, asked)[0]]
        case _:
            return ""
    if not file.lines:  # those of a JSON file are not known
        return json.dumps({key: value}, ensure_ascii=False)[1:-1]
    return f"{key}: [{value[0]}]" if isinstance(value, list) else f"{key}: {value}"


def _known_in(listed: str, asked: Content) -> tuple[str, ...]:
    """What a list of the file may hold."""
    return tuple(FORMATS if listed == "formats" else asked.documents)


def _known(fault: Fault, asked: Content) -> tuple[str, ...]:
    """What could have been written in the place of a fault."""
    match fault.reason:
        case "edition":
            return tuple(Edition)
        case "listed":
            return _known_in(str(fault.path[0]), asked)
        case "question":
            return tuple(each.id for each in asked.questions)
        case "option":
            return next((each.options or () for each in asked.questions if each.id == fault.path[1]), ())
    return ()
