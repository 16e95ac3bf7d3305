"""Turns what pydantic refuses, and what our own rules refuse, into words an editor can act on."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import ValidationError

from macros.content.yaml_reader import Location, YamlFile, inner_record, value_at
from macros.model import blocks, composing, planning, questionnaire, records
from macros.model.language import ID_PATTERN, Language, Record
from macros.model.messages import Message, sentences
from macros.model.problems import Problem, suggestion

SLUG_PATTERN = r"^[a-z0-9-]+(/[a-z0-9-]+)*$"

FORMS = {
    ID_PATTERN: "form-of-id",
    SLUG_PATTERN: "form-of-slug",
    records.NIS_CODE: "form-of-nis-code",
    records.PHONE: "form-of-phone",
    records.EMAIL: "form-of-email",
    blocks.EMERGENCY_NUMBER: "form-of-emergency-number",
    blocks.PICTURE_NAME: "form-of-picture-name",
    questionnaire.MENTIONED: "form-of-mentioned-word",
    planning.HOUR: "form-of-hour",
    planning.DAY: "form-of-yearly-day",
    composing.LISTED_WORD: "form-of-listed-word",
    composing.PATTERN: "form-of-pattern",
}
"""What to write where a form is asked for, by its pattern: nobody is shown a regular expression."""

_TAGS = ("block", "ask", "condition")
"""Keys that say of which kind a record is."""


def explanations(
    error: ValidationError, file: YamlFile, start: Location = (), record_id: str = "", keys: Collection[str] = ()
) -> Iterator[Problem]:
    """What is refused in the record at `start`; `keys` are those it may have, if not those of any record."""
    details = error.errors()
    misspelt = dict(_misspelt(details))
    for detail in details:
        spoilt = any(other["loc"][: len(detail["loc"])] == detail["loc"] for other in details if other is not detail)
        if not (detail["type"] == "too_short" and spoilt) and detail["loc"] not in misspelt.values():
            meant = [str(step) for step in misspelt.get(detail["loc"], ())[-1:]]
            yield _explained(detail, file, start, record_id, meant or keys or _known_keys())


def _misspelt(details: Sequence[Any]) -> Iterator[tuple[Location, Location]]:
    """Each unknown key that looks like one that is missing beside it, with that one: it is one fault, not two."""
    missing = [detail["loc"] for detail in details if detail["type"] == "missing"]
    for detail in details:
        if detail["type"] == "extra_forbidden":
            beside = {str(loc[-1]): loc for loc in missing if loc[:-1] == detail["loc"][:-1]}
            for name in difflib.get_close_matches(str(detail["loc"][-1]), beside, n=1):
                yield detail["loc"], beside[name]


def _explained(detail: Any, file: YamlFile, start: Location, record_id: str, keys: Collection[str]) -> Problem:
    steps = tuple(_steps(value_at(file.content, start), detail["loc"]))
    location = (*start, *steps)
    language = next((str(step) for step in reversed(detail["loc"]) if step in ("fr", "nl")), "")
    values: dict[str, Any] = {**detail.get("ctx", {}), "input": detail["input"]}
    fault, values["key"] = _fault(detail), _key(steps)
    if fault == "extra_forbidden":
        name = str(steps[-1])
        own = _keys_of(value_at(file.content, location[:-1])) if len(keys) > 1 else keys  # else the one that is meant
        values |= {"name": name, "near": Message("text-parted") if " " in name else suggestion(name, own or keys)}
        fault = "key-misplaced" if steps[-1] in keys else fault
    elif fault in ("enum", "literal_error", "union_tag_invalid"):
        values |= _choice(detail)
    elif fault == "string_pattern_mismatch":
        values["form"] = Message(FORMS[values["pattern"]])
    record = inner_record(file.content, location) or record_id
    language = language or str(values.get("lacking", ""))
    return file.problem(fault, location, record=record, language=language, **values)


def _key(steps: Location) -> str:
    """The path to a key within the innermost item of a list, or to that list: the line of the fault tells the rest."""
    while steps and isinstance(steps[-1], int):
        steps = steps[:-1]
    last_item = max((index for index, step in enumerate(steps) if isinstance(step, int)), default=-1)
    return ".".join(str(step) for step in steps[last_item + 1 :]) or Message("the-record")


def _fault(detail: Any) -> str:
    """The id of the fault: the kind of the error, pydantic's or ours, but where we tell more kinds apart."""
    kind, value = detail["type"], detail["input"]
    if kind == "string_type" and value is None:
        return "text-empty"
    if kind == "string_type" and isinstance(value, bool):
        return "text-is-truth"
    if kind == "string_type" and isinstance(value, int | float):
        return "text-is-number"
    if kind == "missing" and detail["loc"][-1] in set(Language):
        return "language-missing"
    return kind if f"{kind}.fault" in sentences() else "value-refused"


def _choice(detail: Any) -> dict[str, object]:
    """What was written where one of a few words is expected, and which was meant."""
    context = detail["ctx"]
    written = context.get("tag", detail["input"])
    expected = re.findall("'([^']*)'", str(context.get("expected") or context.get("expected_tags")))
    named = {"key": str(context["discriminator"]).strip("'")} if "discriminator" in context else {}
    return {"written": written, "near": suggestion(str(written), expected), **named}


@cache
def _known_keys() -> frozenset[str]:
    """Every key that a record of some kind may have."""
    modules = (records, blocks, composing, planning, questionnaire)
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type)]
    return frozenset(key for kind in kinds if issubclass(kind, Record) for key in kind.model_fields) | {"fr", "nl"}


def _keys_of(record: Any) -> frozenset[str]:
    """The keys that a record may have, as far as it says of which kind it is: a block, a question, a condition."""
    kinds = ((tag, str(record.get(tag))) for tag in _TAGS) if isinstance(record, dict) else ()
    return next((_keys_by_kind()[kind] for kind in kinds if kind in _keys_by_kind()), frozenset())


@cache
def _keys_by_kind() -> dict[tuple[str, str], frozenset[str]]:
    """The keys of each kind of record that is named under one of the tags."""
    kinds = [kind for module in (blocks, questionnaire) for kind in vars(module).values() if isinstance(kind, type)]
    return {
        (tag, name): frozenset(kind.model_fields)
        for kind in kinds
        if issubclass(kind, Record)
        for tag in _TAGS
        if tag in kind.model_fields
        for name in get_args(kind.model_fields[tag].annotation)
    }


def _steps(content: Any, loc: Location) -> Iterator[str | int]:
    """The steps of pydantic's path that are keys of the file: it also names the kind of each block."""
    is_kind = False
    for step in loc:
        is_kind = not is_kind and isinstance(content, dict) and step in map(content.get, _TAGS)  # then it is a key
        if not is_kind:
            yield step
            content = value_at(content, (step,))
