"""Follows every id that a record names: it must lead to a record, and no id may stand for two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from macros.content.yaml_reader import Location, YamlFile
from macros.model import questionnaire, records
from macros.model.blocks import Check, Choice, blanks_in, inner_blocks
from macros.model.language import Record
from macros.model.problems import Problem, suggestion

Origins = dict[tuple[str, str], tuple[YamlFile, Location]]
"""Where each record stands: its shelf and id, its file and the place in it."""

_KEYS = {
    "sources": "sources",
    "said_by": "sources",
    "roles": "roles",
    "document": "documents",
    "stage": "stages",
    "theme": "themes",
    "statements": "statements",
    "field": "fields",
    "fields": "fields",
    "name": "fields",
}
"""Keys whose text is the id of a record on that shelf; a citation's first word is the source's id."""


def reference_problems(
    records: Mapping[str, Mapping[str, Any]], origins: Origins, declared: Mapping[str, set[str]]
) -> Iterator[Problem]:
    """Ids that lead nowhere, fields that no document asks for, ids and numbers used twice.

    `declared` also holds the ids of records that could not be read: they are not reported as missing.
    """
    asked: set[str] = set()
    for (shelf, record_id), (file, start) in origins.items():
        record = records[shelf].get(record_id)
        for target, wanted, location in _references(record, start) if record else ():
            if target == "fields" and shelf == "documents":
                asked.add(wanted)
            if wanted not in declared[target]:
                remedy = suggestion(wanted, declared[target])
                if target == "sources" and remedy.startswith("known"):
                    remedy = "add it to data/sources.yml, as data/README.md shows"
                yield Problem(
                    file.name, file.line(location), f"no {_singular(target)} is called {wanted!r}", remedy, record_id
                )
    unread = declared["documents"] - set(records["documents"])  # what they ask for is not known
    for name in sorted(set(records["fields"]) - asked if not unread else ()):
        file, start = origins["fields", name]
        remedy = f"use it as {{{name}}} in a document, or delete it"
        yield Problem(file.name, file.line(start), f"no document asks for the field {name!r}", remedy, name)
    yield from _repetitions(_ids_in_stages(records["stages"], origins))
    yield from _repetitions(_numbers(records["documents"], origins))
    yield from _repetitions(_questions(records["parts"], origins))
    if not unread:
        yield from _questionnaire_problems(records, origins)


def _singular(shelf: str) -> str:
    return {"statements": "list of statements"}.get(shelf, shelf.removesuffix("s"))


def _references(record: Record, location: Location) -> Iterator[tuple[str, str, Location]]:
    """The shelf, id and place of every record that `record` names, at any depth."""
    with_blanks = isinstance(record, records.Document)
    texts: list[tuple[str, str, Location]] = []
    _add_texts(record, location, "", texts)
    for key, text, place in texts:
        if key in _KEYS:
            yield _KEYS[key], text.split(" ")[0], place
        elif with_blanks:
            yield from (("fields", blank, place) for blank in blanks_in(text))


def _add_texts(value: Any, place: Location, key: str, found: list[tuple[str, str, Location]]) -> None:
    """Adds every text in a record to `found`, with the key that it stands under and its place.

    A list is filled because every check walks through all records, and takes half as long so.
    """
    if isinstance(value, str):
        found.append((key, value, place))
    elif isinstance(value, Record):
        for name, inner in value:
            _add_texts(inner, (*place, name), name, found)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            _add_texts(inner, (*place, index), key, found)


def _ids_in_stages(
    stages: Mapping[str, records.Stage], origins: Origins
) -> Iterator[tuple[str, str, YamlFile, Location]]:
    """Tasks and moments: a tick is kept under the id of its task alone, so ids differ over all stages."""
    for stage in stages.values():
        file, start = origins["stages", stage.id]
        for index, moment in enumerate(stage.moments):
            yield "moment id", moment.id, file, (*start, "moments", index)
            for task_index, task in enumerate(moment.tasks):
                yield "task id", task.id, file, (*start, "moments", index, "tasks", task_index)


def _numbers(
    documents: Mapping[str, records.Document], origins: Origins
) -> Iterator[tuple[str, str, YamlFile, Location]]:
    for document in documents.values():
        file, start = origins["documents", document.id]
        yield "document number", str(document.number), file, (*start, "number")


def _questions(
    parts: Mapping[str, questionnaire.Part], origins: Origins
) -> Iterator[tuple[str, str, YamlFile, Location]]:
    for part in parts.values():
        file, start = origins["parts", part.id]
        for index, question in enumerate(part.questions):
            yield "question", questionnaire.asked_id(question), file, (*start, "questions", index)


def _questionnaire_problems(records: Mapping[str, Mapping[str, Any]], origins: Origins) -> Iterator[Problem]:
    """Choices and boxes that no document has, and conditions on what is not asked."""
    inner = [block for document in records["documents"].values() for block in inner_blocks(document.blocks)]
    choices = {block.id: block for block in inner if isinstance(block, Choice)}
    boxes = {block.id for block in inner if isinstance(block, Check)}
    options: dict[str, set[str]] = {}
    for question in questionnaire.asked_in(records["parts"].values()):
        chosen = choices.get(getattr(question, "choice", ""))
        options[questionnaire.asked_id(question)] = (
            {option.id for option in chosen.options} if chosen else {questionnaire.YES, questionnaire.NO}
        )
    for part in records["parts"].values():
        file, start = origins["parts", part.id]
        for index, question in enumerate(part.questions):
            place = (*start, "questions", index)
            asked = questionnaire.asked_id(question)
            if isinstance(question, questionnaire.AskedChoice) and asked not in choices:
                yield _unknown("choice", asked, choices, file, place)
            elif isinstance(question, questionnaire.AskedChoice) and choices[asked].several:
                message = f"the choice {asked!r} takes several answers, and the builder can keep only one"
                yield Problem(file.name, file.line(place), message, "leave it to the paper", asked)
            elif isinstance(question, questionnaire.AskedCheck) and asked not in boxes:
                yield _unknown("box", asked, boxes, file, place)
            if question.given:
                yield from _condition_problems(question.given, options, file, (*place, "given"))
            for document in getattr(question, "documents", ()):
                if document not in records["documents"]:
                    yield _unknown("document", document, records["documents"], file, (*place, "documents"))
    for rule in records["rules"].values():
        file, start = origins["rules", rule.id]
        for index, beside in enumerate(rule.beside):
            if beside not in options:
                yield _unknown("question", beside, options, file, (*start, "beside", index))
        for index, condition in enumerate(rule.when):
            yield from _condition_problems(condition, options, file, (*start, "when", index))


def _condition_problems(
    condition: questionnaire.Condition, options: Mapping[str, set[str]], file: YamlFile, place: Location
) -> Iterator[Problem]:
    match condition:
        case questionnaire.Chosen():
            named = {condition.asked: [condition.option]}
        case questionnaire.OtherEdition():
            named = {condition.asked: list(condition.editions)}
        case _:
            named = {asked: [] for asked in condition.fields}
    for asked, given in named.items():
        if asked not in options:
            yield _unknown("question", asked, options, file, place)
            continue
        for option in given:
            if option not in options[asked]:
                yield _unknown(f"answer to {asked!r}", option, options[asked], file, place)


def _unknown(what: str, wanted: str, known: Iterable[str], file: YamlFile, place: Location) -> Problem:
    return Problem(file.name, file.line(place), f"there is no {what} {wanted!r}", suggestion(wanted, known), wanted)


def _repetitions(named: Iterable[tuple[str, str, YamlFile, Location]]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for what, name, file, location in named:
        place = f"{file.name}:{file.line(location)}"
        if (what, name) in seen:
            message = f"the {what} {name!r} is used twice, first in {seen[what, name]}"
            yield Problem(file.name, file.line(location), message, "give one of them another", name)
        seen.setdefault((what, name), place)
