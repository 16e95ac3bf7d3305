"""An id that a record names says, in its type, to what it leads: so a misspelt one is always found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest

from macros.content.catalogue import SHELVES
from macros.model.language import Record
from macros.model.references import WITH_THE_QUESTIONS, Reference, RefersTo, references_of


def kinds_of(kind: type[Record]) -> Iterator[type[Record]]:
    """All kinds of record that are made from one."""
    for each in kind.__subclasses__():
        yield each
        yield from kinds_of(each)


def notes_on(hint: Any) -> Iterator[tuple[Any, ...]]:
    """What is noted on each type within a type."""
    yield getattr(hint, "__metadata__", ())
    for inner in get_args(hint):
        yield from notes_on(inner)


REFERENCES = [
    (kind, name, notes)
    for kind in kinds_of(Record)
    for name, hint in get_type_hints(kind, include_extras=True).items()
    for notes in notes_on(hint)
    if get_args(Reference)[-1] in notes or any(isinstance(note, RefersTo) for note in notes)
]


@pytest.mark.parametrize(
    ("kind", "name", "notes"), [pytest.param(*each, id=f"{each[0].__name__}.{each[1]}") for each in REFERENCES]
)
def test_every_id_of_another_record_is_followed(kind: type[Record], name: str, notes: tuple[Any, ...]) -> None:
    (to,) = (note for note in notes if isinstance(note, RefersTo))
    assert to.target in {*SHELVES, *WITH_THE_QUESTIONS}
    assert references_of(kind)[name] == to
