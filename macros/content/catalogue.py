"""Reads `data/`, checks it, and holds the records: the only place where facts are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from macros.content.example import Example, read_examples
from macros.content.explanations import explanations
from macros.content.municipality_codes import municipality_problems
from macros.content.pictures import PictureFile, picture_problems, read_pictures
from macros.content.references import Origins, reference_problems
from macros.content.yaml_reader import Location, YamlFile, read_yaml, value_at
from macros.model import blocks, composing, planning, questionnaire, records
from macros.model.folding import folded
from macros.model.language import ID_PATTERN, Language, Record
from macros.model.problems import Problem, UnknownRecordError, each_once

R = TypeVar("R")


class Records(Mapping[str, R], Generic[R]):
    """Records of one kind by id, in the order of their files; an unknown id explains itself."""

    def __init__(self, kind: str, records: Mapping[str, R]) -> None:
        self.kind, self._records = kind, dict(records)

    def __getitem__(self, wanted: str) -> R:
        """The record with this id; raises `UnknownRecordError` with the nearest known ids."""
        self.require(wanted)
        return self._records[wanted]

    def require(self, wanted: str) -> None:
        """Raises `UnknownRecordError`, with the nearest known ids, unless a record has this id."""
        if wanted not in self._records:
            raise UnknownRecordError(self.kind, wanted, self._records)

    def __contains__(self, wanted: object) -> bool:
        return wanted in self._records

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All records of the guide, checked: every reference in them leads somewhere."""

    guide: records.Guide
    sources: Records[records.Source]
    statements: Records[records.StatementList]
    contested: Records[records.ContestedPoint]
    roles: Records[records.Role]
    stages: Records[records.Stage]
    documents: Records[records.Document]
    fields: Records[records.Field]
    terms: Records[records.Term]
    families: Records[records.WordFamily]
    search_lists: records.SearchLists
    themes: Records[records.Theme]
    questions: Records[records.Question]
    labels: Records[blocks.BlankText]
    communes: Records[records.Commune]
    mergers: Records[records.Merger]
    localities: Records[records.Localities]
    language_regimes: Records[records.LanguageRegime]
    parts: Records[questionnaire.Part]
    ready_answers: Records[questionnaire.ReadyAnswer]
    rules: Records[questionnaire.Rule]
    steps: Records[planning.PlannedStep]
    closed_days: Records[planning.ClosedDay]
    report_questions: Records[composing.ReportQuestion]
    message_models: Records[composing.MessageModel]
    wording_rules: Records[composing.WordingRule]
    word_lists: Records[composing.WordList]
    emergency_numbers: Records[records.EmergencyNumber]
    exceptions: Records[records.TwinException]
    pictures: Mapping[str, PictureFile]
    """The pictures of papers, by the name of the file."""
    examples: Mapping[Language, Example]
    """What stands in the papers of the invented neighbourhood."""

    @cached_property  # a check asks for them at each document
    def document_versions(self) -> Records[records.Document]:
        """Every version of every document, by id: `charter`, and `charter-shops` for shops."""
        versions = [version for document in self.documents.values() for version in document.versions]
        return Records("document", {version.id: version for version in versions})

    @cached_property
    def moments(self) -> Records[records.Moment]:
        """The moments of all stages, by id."""
        return Records("moment", {m.id: m for stage in self.stages.values() for m in stage.moments})


@dataclass(frozen=True)
class _Shelf:
    """Where the records of one kind are written, and what they are."""

    kind: str
    place: str
    type: type[Record]
    key: str | None = None
    single: bool = False
    """Whether the file is one record, without an id."""


COMMUNE_TO_COPY = "communes/exemple.yml.txt"
"""The record of a municipality to copy, which is none itself."""

SHELVES: Mapping[str, _Shelf] = {
    "guide": _Shelf("guide", "guide.yml", records.Guide, single=True),
    "sources": _Shelf("source", "sources.yml", records.Source),
    "statements": _Shelf("list-of-statements", "statements.yml", records.StatementList),
    "contested": _Shelf("contested-point", "contested.yml", records.ContestedPoint),
    "roles": _Shelf("role", "roles.yml", records.Role),
    "terms": _Shelf("term", "terms.yml", records.Term),
    "fields": _Shelf("field", "fields.yml", records.Field),
    "families": _Shelf("word-family", "word_families.yml", records.WordFamily),
    "search_lists": _Shelf("search-lists", "search_lists.yml", records.SearchLists, single=True),
    "themes": _Shelf("theme", "questions.yml", records.Theme, "themes"),
    "questions": _Shelf("question", "questions.yml", records.Question, "questions"),
    "labels": _Shelf("label", "labels.yml", blocks.BlankText),
    "stages": _Shelf("stage", "stages/*.yml", records.Stage),
    "documents": _Shelf("document", "documents/*.yml", records.Document),
    "communes": _Shelf("commune", "communes/*.yml", records.Commune),
    "mergers": _Shelf("merger", "municipalities.yml", records.Merger, "mergers"),
    "localities": _Shelf("localities", "municipalities.yml", records.Localities, "localities"),
    "language_regimes": _Shelf("language-regime", "municipalities.yml", records.LanguageRegime, "language_regimes"),
    "parts": _Shelf("part", "builder.yml", questionnaire.Part, "parts"),
    "ready_answers": _Shelf("ready-answer", "builder.yml", questionnaire.ReadyAnswer, "ready_answers"),
    "rules": _Shelf("rule", "builder.yml", questionnaire.Rule, "rules"),
    "steps": _Shelf("step", "planner.yml", planning.PlannedStep, "steps"),
    "closed_days": _Shelf("closed-day", "planner.yml", planning.ClosedDay, "closed_days"),
    "report_questions": _Shelf("report-question", "messages.yml", composing.ReportQuestion, "questions"),
    "message_models": _Shelf("message-model", "messages.yml", composing.MessageModel, "models"),
    "wording_rules": _Shelf("wording-rule", "messages.yml", composing.WordingRule, "rules"),
    "word_lists": _Shelf("word-list", "messages.yml", composing.WordList, "words"),
    "emergency_numbers": _Shelf("emergency-number", "emergency_numbers.yml", records.EmergencyNumber),
    "exceptions": _Shelf("exception", "twin_exceptions.yml", records.TwinException),
}
"""The kinds of record, and the file below `data/` that holds each."""


@dataclass
class _Reading:
    """What has been read so far: good records, the ids met (good or bad), and the problems."""

    records: dict[str, dict[str, Any]] = field(default_factory=lambda: {name: {} for name in SHELVES})
    origins: Origins = field(default_factory=dict)
    declared: dict[str, set[str]] = field(default_factory=lambda: {name: set() for name in SHELVES})
    unread: set[str] = field(default_factory=set)
    """The kinds of record of which a file cannot be read: what is named there may be one of them."""
    problems: list[Problem] = field(default_factory=list)


def load_catalogue(data: Path) -> tuple[Catalogue | None, list[Problem]]:
    """The catalogue read from the folder `data`, and all that is wrong with it.

    The catalogue is None as soon as there is a problem: half a catalogue is never used. While no file changes, it is
    the same object.
    """
    read = {name: read_yaml(path, name) for name, path in _paths(data).items()}
    pictures, picture_faults = read_pictures(data / "pictures")
    examples, example_faults = read_examples(data)
    files = tuple((name, file) for name, (file, _) in read.items())
    refused = tuple({PurePosixPath(problem.file).name: None for problem in picture_faults})
    catalogue, found = _catalogue_of(files, tuple(pictures.items()), refused, tuple(examples.items()))
    problems = [
        *(problem for _, faults in read.values() for problem in faults),
        *found,
        *picture_faults,
        *example_faults,
    ]
    return None if problems else catalogue, problems


@lru_cache(maxsize=2)
def _catalogue_of(
    files: tuple[tuple[str, YamlFile | None], ...],
    pictures: tuple[tuple[str, PictureFile], ...],
    refused: tuple[str, ...],
    examples: tuple[tuple[Language, Example], ...],
) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    reading = _Reading()
    for shelf_name, shelf in SHELVES.items():
        own = [file for name, file in files if PurePosixPath(name).match(f"data/{shelf.place}")]
        if not own:
            reading.problems.append(Problem.of("file-missing", f"data/{shelf.place}"))
        for file in own:
            if file is None:
                reading.unread.add(shelf_name)
            else:
                _read_shelf(reading, shelf_name, shelf, file)
    reading.problems += each_once(
        reference_problems(reading.records, reading.origins, reading.declared, reading.unread)
    )
    reading.problems += municipality_problems(reading.records, reading.origins)
    documents = reading.records["documents"]
    all_read = len(documents) == len(reading.declared["documents"])
    reading.problems += picture_problems(documents, reading.origins, dict(pictures), refused, all_read=all_read)
    if reading.problems or reading.unread:
        return None, tuple(reading.problems)
    shelves = {name: Records(shelf.kind, reading.records[name]) for name, shelf in SHELVES.items() if not shelf.single}
    shelves["stages"] = Records("stage", _in_stage_order(reading.records["stages"]))
    shelves["documents"] = Records(
        "document", dict(sorted(reading.records["documents"].items(), key=lambda item: item[1].number))
    )
    return Catalogue(
        guide=reading.records["guide"]["guide"],
        search_lists=reading.records["search_lists"]["search_lists"],
        pictures=dict(pictures),
        examples=dict(examples),
        **shelves,
    ), ()


def _paths(data: Path) -> dict[str, Path]:
    """The files of the folder `data`, without what systems hide in folders, by the name that messages give them."""
    found = {path for shelf in SHELVES.values() for path in data.glob(shelf.place) if not path.name.startswith(".")}
    return {f"data/{path.relative_to(data).as_posix()}": path for path in sorted(found)}


def data_files(data: Path) -> dict[str, YamlFile]:
    """The files of the folder `data` that can be read, by the name that messages give them."""
    found = {name: read_yaml(path, name)[0] for name, path in _paths(data).items()}
    return {name: file for name, file in found.items() if file is not None}


def _in_stage_order(stages: dict[str, records.Stage]) -> dict[str, records.Stage]:
    """The numbered stages in their order, then the evaluation, which has no number."""
    return dict(sorted(stages.items(), key=lambda item: item[1].number or len(stages) + 1))


def _read_shelf(reading: _Reading, shelf_name: str, shelf: _Shelf, file: YamlFile) -> None:
    """Reads the records of one kind from one file into `reading`."""
    if shelf.single:
        _read_record(reading, shelf_name, shelf, file, (), shelf_name)
        reading.problems += unfilled(file, file.content, ())
    elif shelf_name == "labels":
        for key in _mapping(reading, file):
            _read_record(reading, shelf_name, shelf, file, (key,), str(key))
    elif "*" in shelf.place:
        _read_record(reading, shelf_name, shelf, file, (), None)
        _check_file_name(reading, file)
        if shelf_name == "communes":  # which alone have an example to copy
            reading.problems += unfilled(file, file.content, ())
    else:
        start: Location = () if shelf.key is None else (shelf.key,)
        content = value_at(file.content, start)
        if not isinstance(content, list):
            fault = "list-expected-below-key" if shelf.key else "list-expected"
            reading.problems.append(file.problem(fault, start, key=shelf.key))
            return
        for index in range(len(content)):
            _read_record(reading, shelf_name, shelf, file, (*start, index), None)


def _mapping(reading: _Reading, file: YamlFile) -> dict[Any, Any]:
    if isinstance(file.content, dict):
        return file.content
    reading.problems.append(Problem.of("labels-expected", file.name, 1))
    return {}


def _check_file_name(reading: _Reading, file: YamlFile) -> None:
    record_id, stem = value_at(file.content, ("id",)), Path(file.name).stem
    if isinstance(record_id, str) and (record_id != stem or not _is_id(stem)):
        fault = "file-name-wrong" if _is_id(record_id) and _is_id(stem) else "file-name-impossible"
        right = record_id if _is_id(record_id) else re.sub("[^a-z0-9]+", "-", folded(stem)).strip("-")
        named = {"record": record_id, "id": record_id, "stem": stem, "right": right}
        reading.problems.append(file.problem(fault, ("id",), **named))


def _is_id(name: str) -> bool:
    return bool(re.fullmatch(ID_PATTERN, name))


def unfilled(file: YamlFile, content: Any, location: Location) -> Iterator[Problem]:
    """What was copied from an example and not replaced: it stands between [ and ]."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from unfilled(file, value, (*location, key))
    elif isinstance(content, list):
        for index, value in enumerate(content):
            yield from unfilled(file, value, (*location, index))
    elif isinstance(content, str) and content.startswith("[") and content.endswith("]"):
        yield file.problem("example-unchanged", location, text=content)


def _read_record(
    reading: _Reading, shelf_name: str, shelf: _Shelf, file: YamlFile, location: Location, name: str | None
) -> None:
    content = value_at(file.content, location)
    record_id = name or str(value_at(content, ("id",)) or "")
    if record_id and record_id in reading.declared[shelf_name]:
        first, start = reading.origins[shelf_name, record_id]
        place = f"{first.name}:{first.line(start)}"
        reading.problems.append(file.problem("id-twice", location, record=record_id, id=record_id, place=place))
        return
    reading.declared[shelf_name].add(record_id)
    reading.origins[shelf_name, record_id] = (file, location)
    record, problems = _validated(shelf.type, file, location, record_id)
    reading.problems += problems
    if record is not None:
        reading.records[shelf_name][record_id] = record


def _validated(
    kind: type[Record], file: YamlFile, location: Location, record_id: str
) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record at a place, or what is wrong with it; a file that did not change keeps its records."""

    def validate() -> tuple[Record | None, tuple[Problem, ...]]:
        try:
            return kind.model_validate(value_at(file.content, location)), ()
        except ValidationError as error:
            return None, tuple(explanations(error, file, location, record_id))

    return file.once((kind, location), validate)
