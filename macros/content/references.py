"""Follows every id that a record names: it must lead to a record, and no id may stand for two."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from macros.content.yaml_reader import Location, YamlFile, inner_record
from macros.model import composing, planning, questionnaire, records
from macros.model.blocks import CONTAINERS, Blank, Block, Check, Choice, Slide, inner_blocks
from macros.model.language import Record, blanks_in
from macros.model.problems import Problem, UnknownRecordError
from macros.model.records import Field, FieldKind
from macros.model.references import WITH_THE_QUESTIONS, RefersTo, cited, references_of

Origins = dict[tuple[str, str], tuple[YamlFile, Location]]
"""Where each record stands: its shelf and id, its file and the place in it."""


def reference_problems(
    records: Mapping[str, Mapping[str, Any]],
    origins: Origins,
    declared: Mapping[str, set[str]],
    unread: Collection[str],
) -> Iterator[Problem]:
    """Ids that lead nowhere, fields that no document asks for, ids, numbers and pages used twice.

    `declared` also holds the ids of records that could not be read, and `unread` the kinds of which a whole file could
    not: they are not reported as missing.
    """
    lost = {*unread, *(shelf for shelf, ids in declared.items() if ids - {*records[shelf]})}
    asked: set[str] = set()
    for (shelf, record_id), (file, start) in origins.items():
        record = records[shelf].get(record_id)
        for to, text, location in _references_in(file, record, start) if record else ():
            target, wanted = to.target, cited(text).source if to.with_place else text
            if target == "fields" and shelf == "documents":
                asked.add(wanted)
            if wanted not in declared[target]:
                if target not in unread:
                    yield _unknown(_kind(target), wanted, declared[target], file, location, record_id)
            elif to.with_place and not re.fullmatch(r"\S+(\s\S+)?", text):
                place = cited(text).place
                yield file.problem("citation-wrong", location, record=record_id, source=wanted, place=place)
    for name in sorted(set(records["fields"]) - asked if "documents" not in lost else ()):
        file, start = origins["fields", name]
        yield file.problem("field-unused", start, record=name, name=name)
    yield from _repetitions(_ids_in_stages(records["stages"], origins))
    with_pages = {shelf: records[shelf] for shelf in ("stages", "documents")}
    for shelf, numbered in with_pages.items():
        yield from _repetitions(_numbers(shelf, numbered, origins))
    yield from _repetitions(_pages(with_pages, origins))
    yield from _repetitions(_questions(records["parts"], origins))
    yield from _going_problems(records, origins)
    if "steps" not in lost:
        yield from _plan_problems(records["steps"], origins)
    if "word_lists" not in lost:
        yield from _word_list_problems(records, origins)
    if not lost & {"documents", "parts"}:  # else what they ask for is not known
        yield from _questionnaire_problems(records, origins)


def _kind(shelf: str) -> str:
    return {"statements": "list-of-statements", "ready_answers": "ready-answer", "wording_rules": "rule"}.get(
        shelf, shelf.removesuffix("s")
    )


def _references_in(file: YamlFile, record: Record, start: Location) -> tuple[tuple[RefersTo, str, Location], ...]:
    """The references of a record; a file that did not change keeps them."""
    return file.once(("references", start), lambda: tuple(_references(record, start)))


def _references(record: Record, location: Location) -> Iterator[tuple[RefersTo, str, Location]]:
    """The kind, id and place of every record of a shelf that `record` names, at any depth."""
    with_blanks = isinstance(record, records.Document)
    texts: list[tuple[RefersTo | None, str, Location]] = []
    _add_texts(record, location, None, texts)
    for to, text, place in texts:
        if to and to.target not in WITH_THE_QUESTIONS:  # those are looked at once all questions are known
            yield to, text, place
        elif with_blanks:
            yield from ((_TO_FIELD, blank, place) for blank in blanks_in(text))


_TO_FIELD = RefersTo("fields")


def _add_texts(
    value: Any, place: Location, to: RefersTo | None, found: list[tuple[RefersTo | None, str, Location]]
) -> None:
    """Adds every text in a record to `found`, with what it refers to, if anything, and its place.

    A list is filled because every check walks through all records, and takes half as long so.
    """
    if isinstance(value, str):
        found.append((to, value, place))
    elif isinstance(value, Record):
        targets = references_of(type(value))
        for name, inner in value:
            _add_texts(inner, (*place, name), targets.get(name), found)
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            _add_texts(inner, (*place, index), to, found)


def _ids_in_stages(
    stages: Mapping[str, records.Stage], origins: Origins
) -> Iterator[tuple[str, str, YamlFile, Location]]:
    """Tasks and moments: a tick is kept under the id of its task alone, so ids differ over all stages."""
    for stage in stages.values():
        file, start = origins["stages", stage.id]
        for index, moment in enumerate(stage.moments):
            yield "id-twice", moment.id, file, (*start, "moments", index)
            for task_index, task in enumerate(moment.tasks):
                yield "id-twice", task.id, file, (*start, "moments", index, "tasks", task_index)


def _numbers(
    shelf: str, numbered: Mapping[str, records.Document | records.Stage], origins: Origins
) -> Iterator[tuple[str, str, YamlFile, Location]]:
    for record in numbered.values():
        file, start = origins[shelf, record.id]
        if record.number is not None:
            yield "number-twice", str(record.number), file, (*start, "number")


def _pages(
    shelves: Mapping[str, Mapping[str, records.Document | records.Stage]], origins: Origins
) -> Iterator[tuple[str, str, YamlFile, Location]]:
    for shelf, with_pages in shelves.items():
        for record in with_pages.values():
            file, start = origins[shelf, record.id]
            if record.page is not None:
                yield "page-of-two", record.page, file, (*start, "page")


def _going_problems(records: Mapping[str, Mapping[str, Any]], origins: Origins) -> Iterator[Problem]:
    """Lines that are to go with an answer where papers keep all their lines, or draw them otherwise."""
    for document in records["documents"].values():
        file, start = origins["documents", document.id]
        for within, block, place in _placed(document.blocks, (*start, "blocks")):
            if not isinstance(block, Blank) or not block.gone_with:
                continue
            field: Field | None = records["fields"].get(block.field)  # None if it could not be read: told elsewhere
            is_drawn_otherwise = field and (field.kind is FieldKind.SIGNATURE or field.is_list_of_each)
            if document.by_hand or isinstance(within, Slide) or is_drawn_otherwise:
                yield file.problem("line-cannot-go", place, record=document.id, name=block.field)


def _placed(
    blocks: Iterable[Block], place: Location, within: Block | None = None
) -> Iterator[tuple[Block | None, Block, Location]]:
    """Each block with the one that holds it, if any, and its place."""
    for index, block in enumerate(blocks):
        yield within, block, (*place, index)
        if isinstance(block, CONTAINERS):
            yield from _placed(block.blocks, (*place, index, "blocks"), block)


def _plan_problems(steps: Mapping[str, planning.PlannedStep], origins: Origins) -> Iterator[Problem]:
    """Steps of the calendar that are counted in a circle, and those that a reader gives first where there are none."""
    for step in steps.values():
        counted, before = [step.id], step.counted_from
        while before and before in steps and before not in counted:
            counted.append(before)
            before = steps[before].counted_from
        if before in counted:
            file, start = origins["steps", step.id]
            yield file.problem("step-circle", (*start, "counted_from"), record=step.id, others=counted)
    for wished in {planning.EVENING, planning.LAUNCH} - {*steps}:
        yield Problem.of("step-needed", "data/planner.yml", id=wished)


_MADE_LISTS = ("municipality",)
"""Lists of words that are not written by hand."""


def _word_list_problems(records: Mapping[str, Mapping[str, Any]], origins: Origins) -> Iterator[Problem]:
    """Lists of words that a pattern or another list names, and that do not exist."""
    known = {*records["word_lists"], *_MADE_LISTS}
    for shelf in ("wording_rules", "word_lists"):
        for record_id, record in records[shelf].items():
            file, start = origins[shelf, record_id]
            texts: list[tuple[RefersTo | None, str, Location]] = []
            for key, value in record:
                if shelf == "word_lists" or isinstance(value, composing.Patterns):
                    _add_texts(value, (*start, key), None, texts)
            for _, text, place in texts:
                for name in {*re.findall(r"\(([a-z-]+)\)", text)} - known:
                    yield _unknown("word-list", name, known, file, place, record_id)


def _questions(
    parts: Mapping[str, questionnaire.Part], origins: Origins
) -> Iterator[tuple[str, str, YamlFile, Location]]:
    for question, file, place in _asked(parts, origins):
        yield "question-twice", questionnaire.asked_id(question), file, place


def _asked(
    parts: Mapping[str, questionnaire.Part], origins: Origins
) -> Iterator[tuple[questionnaire.Question, YamlFile, Location]]:
    """Every question of the builder, and where it stands."""
    for part in parts.values():
        file, start = origins["parts", part.id]
        for index, question in enumerate(part.questions):
            yield question, file, (*start, "questions", index)


def _questionnaire_problems(records: Mapping[str, Mapping[str, Any]], origins: Origins) -> Iterator[Problem]:
    """Choices and boxes that no document has, and conditions on what is not asked."""
    inner = [block for document in records["documents"].values() for block in inner_blocks(document.blocks)]
    choices = {block.id: block for block in inner if isinstance(block, Choice)}
    boxes = {block.id for block in inner if isinstance(block, Check)}
    wrong = list(_question_problems(records, origins, choices, boxes))
    yield from wrong
    if not wrong:  # else what is asked is not known
        asked = questionnaire.asked_in(records["parts"].values())
        answers = {questionnaire.asked_id(each): _answers(each, choices, records["fields"]) for each in asked}
        yield from _rule_problems(records, origins, answers)


@dataclass(frozen=True)
class _Answers:
    """What may answer a question: one of the options, or in a field something of its kind."""

    options: frozenset[str] = frozenset()
    kind: FieldKind | None = None
    """None also for a field that could not be read, which is told elsewhere."""


def _answers(question: questionnaire.Question, choices: Mapping[str, Choice], fields: Mapping[str, Field]) -> _Answers:
    match question:
        case questionnaire.AskedField():
            field = fields.get(question.field)
            return _Answers(kind=field.kind if field else None)
        case questionnaire.AskedChoice():
            return _Answers(options=frozenset(option.id for option in choices[question.choice].options))
        case questionnaire.AskedCheck():
            return _Answers(options=frozenset({questionnaire.YES}))
    return _Answers(options=frozenset({questionnaire.YES, questionnaire.NO}))


def _question_problems(
    records: Mapping[str, Mapping[str, Any]], origins: Origins, choices: Mapping[str, Choice], boxes: set[str]
) -> Iterator[Problem]:
    """Questions about what no document has."""
    for question, file, place in _asked(records["parts"], origins):
        asked = questionnaire.asked_id(question)
        if isinstance(question, questionnaire.AskedChoice) and asked not in choices:
            yield _unknown("choice", asked, choices, file, place)
        elif isinstance(question, questionnaire.AskedChoice) and choices[asked].several:
            yield file.problem("choice-of-several", place, record=asked, asked=asked)
        elif isinstance(question, questionnaire.AskedCheck) and asked not in boxes:
            yield _unknown("box", asked, boxes, file, place)


def _rule_problems(
    records: Mapping[str, Mapping[str, Any]], origins: Origins, answers: Mapping[str, _Answers]
) -> Iterator[Problem]:
    """Conditions on what is not asked, or on an answer that cannot be given."""
    for question, file, place in _asked(records["parts"], origins):
        if question.given:
            yield from _condition_problems(question.given, (), answers, file, (*place, "given"))
    for rule in records["rules"].values():
        file, start = origins["rules", rule.id]
        for index, beside in enumerate(rule.beside):
            if beside not in answers:
                yield _unknown("question", beside, answers, file, (*start, "beside", index))
        for index, condition in enumerate(rule.when):
            place = (*start, "when", index)
            yield from _condition_problems(condition, rule.beside, answers, file, place)


_KINDS_OF_CONDITIONS = {
    "before": FieldKind.DATE,
    "past": FieldKind.DATE,
    "early": FieldKind.HOUR,
    "outvoted": FieldKind.NUMBER,
    "unbalanced": FieldKind.NUMBER,
}
"""What stands in the fields of a condition that reads more than words."""


def _condition_problems(
    condition: questionnaire.Condition,
    beside: Iterable[str],
    answers: Mapping[str, _Answers],
    file: YamlFile,
    place: Location,
) -> Iterator[Problem]:
    """A condition that can never hold: on what is not asked, on no answer of it, or on another kind of field.

    `beside` names the questions that a condition without fields is about.
    """
    if isinstance(condition, questionnaire.Chosen):
        if condition.asked not in answers:
            yield _unknown("question", condition.asked, answers, file, place)
        elif not (options := answers[condition.asked].options):
            yield file.problem("condition-on-what-is-typed", place, record=condition.asked, asked=condition.asked)
        elif condition.option not in options:
            yield _unknown("answer", condition.option, options, file, place)
        return
    kind = _KINDS_OF_CONDITIONS.get(condition.condition)
    for asked in condition.fields or [each for each in beside if each in answers]:  # the others are told already
        if asked not in answers:
            yield _unknown("question", asked, answers, file, place)
        elif kind and (answers[asked].options or answers[asked].kind not in (kind, None)):
            yield file.problem(
                "condition-of-another-kind", place, record=asked, condition=condition.condition, kind=kind, asked=asked
            )


def _unknown(
    kind: str, wanted: str, known: Iterable[str], file: YamlFile, place: Location, record: str = ""
) -> Problem:
    record = record or inner_record(file.content, place)
    return UnknownRecordError(kind, wanted, known).at(file.name, file.line(place), record)


def _repetitions(named: Iterable[tuple[str, str, YamlFile, Location]]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], str] = {}
    for what, name, file, location in named:
        place = f"{file.name}:{file.line(location)}"
        if (what, name) in seen:
            record = name if what in ("id-twice", "question-twice") else inner_record(file.content, location)
            yield file.problem(what, location, record=record, id=name, place=seen[what, name])
        seen.setdefault((what, name), place)
