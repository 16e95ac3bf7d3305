"""Ids of other records, and to what each leads: its type says so, and `content/references.py` follows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args

from pydantic import Field, StringConstraints

from macros.model.language import ID_PATTERN, Record


@dataclass(frozen=True)
class RefersTo:
    """To what an id leads: a shelf of the catalogue, or one of `WITH_THE_QUESTIONS`."""

    target: str
    with_place: bool = False
    """Whether a place in it may follow, after a space."""


WITH_THE_QUESTIONS = ("asked", "option", "choice", "check")
"""What has no shelf of its own: questions of the builder with their answers, and what documents let one tick."""

Reference = Annotated[str, StringConstraints(strict=True), Field(json_schema_extra={"pattern": ID_PATTERN})]
"""The id of another record, of which one of the types below says the kind.

It has no pattern to keep: who misspells one is told which is meant.
"""

DocumentReference = Annotated[Reference, RefersTo("documents")]
FieldReference = Annotated[Reference, RefersTo("fields")]
ReadyAnswerReference = Annotated[Reference, RefersTo("ready_answers")]
RoleReference = Annotated[Reference, RefersTo("roles")]
SourceReference = Annotated[Reference, RefersTo("sources")]
StageReference = Annotated[Reference, RefersTo("stages")]
StatementsReference = Annotated[Reference, RefersTo("statements")]
StepReference = Annotated[Reference, RefersTo("steps")]
ThemeReference = Annotated[Reference, RefersTo("themes")]
WordingRuleReference = Annotated[Reference, RefersTo("wording_rules")]
AskedReference = Annotated[Reference, RefersTo("asked")]
OptionReference = Annotated[Reference, RefersTo("option")]
ChoiceReference = Annotated[Reference, RefersTo("choice")]
CheckReference = Annotated[Reference, RefersTo("check")]

Citation = Annotated[
    str,
    Field(strict=True, json_schema_extra={"pattern": r"^[a-z0-9]+(-[a-z0-9]+)*( \S+)?$"}),
    RefersTo("sources", with_place=True),
]
"""A source id, and where useful the place in it: `guide-berchem 1.5`. Like a `Reference`, it is checked later."""


class CitedPlace(NamedTuple):
    """What a citation names: the id of a source, and the place in it, empty where it names none."""

    source: str
    place: str


def cited(citation: str) -> CitedPlace:
    """The source and the place of a `Citation`.

    >>> cited("guide-berchem 1.5")
    CitedPlace(source='guide-berchem', place='1.5')
    """
    source, place, *_ = [*citation.split(maxsplit=1), "", ""]  # at any space, a no-break space too
    return CitedPlace(source, place)


@cache
def references_of(kind: type[Record]) -> Mapping[str, RefersTo]:
    """To what the ids in a record of this kind lead, by the name of the key under which they stand.

    >>> from macros.model.records import Task
    >>> references_of(Task)["roles"]
    RefersTo(target='roles', with_place=False)
    """
    return {
        name: found
        for name, info in kind.model_fields.items()
        for found in (*info.metadata, *_metadata(info.annotation))
        if isinstance(found, RefersTo)
    }


def _metadata(annotation: Any) -> Iterator[Any]:
    """What is noted on a type or within it, as on that of the items of a tuple."""
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from _metadata(inner)
