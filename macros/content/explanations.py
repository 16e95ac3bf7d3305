"""Turns what pydantic refuses into words an editor can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from macros.content.yaml_reader import Location, YamlFile, value_at
from macros.model import blocks, questionnaire, records
from macros.model.language import ID_PATTERN, Language, Record
from macros.model.problems import Problem, suggestion

_EXPLANATIONS = {
    "missing": ("the key {key} is missing", "add it"),
    "string_type": ("{key} must be text, and is {given}", "write the text, in a folded block (>-)"),
    "model_type": ("{key} must be a record with keys", "write its keys below it, indented"),
    "string_pattern_mismatch": ("{key} has a form that is not allowed: {input!r}", "expected form: {pattern}"),
    "enum": ("{key} cannot be {input!r}", "write {expected}"),
    "tuple_type": ("{key} must be a list", "write a list: each item on its own line after '- '"),
    "too_short": ("{key} is an empty list", "write at least one item"),
    "union_tag_invalid": ("there is no {discriminator} {tag!r}", "known: {expected_tags}"),
    "union_tag_not_found": ("the record does not say what it is", "start it with '{discriminator}: …'"),
    "date_from_datetime_parsing": ("{key} is not a date: {input!r}", "write it as 2026-11-24"),
    "url_parsing": ("{key} is not an address of the web: {input!r}", "begin it with https://"),
    "url_scheme": ("{key} is not an address of the web: {input!r}", "begin it with https://"),
    "date_type": ("{key} is not a date: {input!r}", "write it as 2026-11-24, without quotes"),
}


_FORMS = {
    records.NIS_CODE: "a NIS code has five digits, in quotes; a postal code has four",
    records.PHONE: "write one number, such as 02 123 45 67",
    records.EMAIL: "write one address, such as prevention@commune.be",
    blocks.PICTURE_NAME: "small letters without accents, digits and hyphens, then .png or .jpg",
    ID_PATTERN: "small letters without accents, digits and hyphens, such as la-louviere",
}
"""What to write where a form is asked for, by its pattern."""

_TAGS = ("block", "ask", "condition")
"""Keys that say of which kind a record is."""


def explanations(error: ValidationError, file: YamlFile, start: Location, record_id: str) -> Iterator[Problem]:
    """What pydantic refuses in one record, in an editor's words."""
    details = error.errors()
    for detail in details:
        spoilt = any(other["loc"][: len(detail["loc"])] == detail["loc"] for other in details if other is not detail)
        if not (detail["type"] == "too_short" and spoilt):
            yield _explain(detail, file, start, record_id)


def _explain(detail: Any, file: YamlFile, start: Location, record_id: str) -> Problem:
    steps = tuple(_steps(value_at(file.content, start), detail["loc"]))
    location = (*start, *steps)
    message, remedy = _wording(detail, _key(steps))
    language = next((str(step) for step in reversed(detail["loc"]) if step in ("fr", "nl")), "")
    if not language and (named := re.search(r" in (fr|nl)$", message)):
        language = named[1]
    record = _inner_record(file.content, location) or record_id
    return Problem(file.name, file.line(location), message, remedy, record, language)


def _key(steps: Location) -> str:
    """The path to a key within the innermost item of a list: the line of the fault tells the rest."""
    last_item = max((index for index, step in enumerate(steps) if isinstance(step, int)), default=-1)
    return ".".join(str(step) for step in steps[last_item + 1 :])


def _wording(detail: Any, key: str) -> tuple[str, str]:
    """The fault and its remedy."""
    kind, value = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        return f"unknown key {detail['loc'][-1]!r}", suggestion(str(detail["loc"][-1]), _known_keys())
    if kind == "string_type" and value is None:
        return f"{key} is empty", "write the text, in a folded block (>-)"
    if kind == "string_type" and isinstance(value, int | float):
        return f"{key} must be text, and is a number", "write it between quotation marks"
    if kind == "value_error":
        message, _, remedy = f"{key} {detail['ctx']['error']}".strip().partition(": ")
        return message, remedy or "write the text, in a folded block (>-)"
    if kind == "missing" and key.endswith(tuple(f".{language}" for language in Language)):
        return f"the key {key} is missing", f"write {key[-2:]}: >- beside the other language, and the text below it"
    if kind == "string_pattern_mismatch" and detail["ctx"]["pattern"] in _FORMS:
        return f"{key} has a form that is not allowed: {value!r}", _FORMS[detail["ctx"]["pattern"]]
    fault, remedy = _EXPLANATIONS.get(kind, (f"{{key}}: {detail['msg']}", "correct it"))
    values = {"key": key, "input": value, "given": type(value).__name__, **detail.get("ctx", {})}
    values["discriminator"] = str(values.get("discriminator", "")).strip("'")
    return fault.format(**values), remedy.format(**values)


def _known_keys() -> set[str]:
    """Every key that a record of some kind may have."""
    modules = (records, blocks, questionnaire)
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    return {key for kind in kinds if issubclass(kind, Record) for key in kind.model_fields} | {"fr", "nl"}


def _steps(content: Any, loc: Location) -> Iterator[str | int]:
    """The steps of pydantic's path that are keys of the file: it also names the kind of each block."""
    for step in loc:
        if isinstance(content, dict) and step in map(content.get, _TAGS) and step not in content:
            continue
        yield step
        content = value_at(content, (step,))


def _inner_record(content: Any, location: Location) -> str:
    """The id of the innermost record around `location`."""
    found = ""
    for step in location:
        content = value_at(content, (step,))
        if isinstance(content, dict) and isinstance(content.get("id"), str):
            found = content["id"]
    return found
