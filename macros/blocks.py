"""The document model: the few kinds of block of which every paper is made.

A block holds both languages. A renderer walks the blocks of a document and writes one language, or
both. A text may hold blanks, written `{field-id}`, which name a record of `data/fields.yml`.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from macros.language import Bilingual, Id, Record

BLANK = re.compile(r"\{([a-z0-9-]+)\}")
"""A blank in a text; its group is the id of the field."""


def blanks_in(text: str) -> list[str]:
    """The ids of the fields whose blanks stand in `text`, in reading order.

    >>> blanks_in("Fait à {place}, le {signed-on}.")
    ['place', 'signed-on']
    """
    return BLANK.findall(text)


class BlankText(Bilingual):
    """Bilingual text in which the same blanks stand in both languages."""

    @model_validator(mode="after")
    def _same_blanks(self) -> BlankText:
        french, dutch = set(blanks_in(self.fr)), set(blanks_in(self.nl))
        for language, missing in (("nl", french - dutch), ("fr", dutch - french)):
            if missing:
                names = ", ".join(f"{{{name}}}" for name in sorted(missing))
                raise ValueError(f"lacks the blank {names} in {language}: write it there too, or in neither language")
        return self


Citation = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*( \S+)?$")]
"""A source id, and where useful the place in it: `guide-berchem 1.5`."""


class Heading(Record):
    """A heading inside a document or clause."""

    block: Literal["heading"]
    text: Bilingual


class Paragraph(Record):
    """Running text."""

    block: Literal["paragraph"]
    text: BlankText


class List(Record):
    """Items, numbered where their order matters."""

    block: Literal["list"]
    items: tuple[BlankText, ...] = Field(min_length=1)
    ordered: bool = False


class Statements(Record):
    """A list of `data/statements.yml`, so that a rule reads the same on a page and in a paper."""

    block: Literal["statements"]
    statements: Id


class Table(Record):
    """Rows under column headings; `blank_rows` adds empty rows to write in by hand."""

    block: Literal["table"]
    caption: Bilingual
    columns: tuple[Bilingual, ...] = Field(min_length=2)
    rows: tuple[tuple[BlankText, ...], ...] = ()
    blank_rows: int = Field(default=0, ge=0, le=40)

    @model_validator(mode="after")
    def _rows_fit_columns(self) -> Table:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"row {number} has {len(row)} cells for {len(self.columns)} columns")
        if not self.rows and not self.blank_rows:
            raise ValueError("the table has neither rows nor blank_rows")
        return self


class Check(Record):
    """A box to tick, with its text."""

    block: Literal["check"]
    text: BlankText


class Blank(Record):
    """One field on a line of its own: its label, and room to write."""

    block: Literal["field"]
    field: Id


class Signatory(Record):
    """Someone who signs: the function, and for whom."""

    function: Bilingual
    on_behalf: Bilingual
    name: Id


class Signature(Record):
    """The place where the parties sign, each with signature, name and date."""

    block: Literal["signature"]
    signatories: tuple[Signatory, ...] = Field(min_length=1)


class Explanation(Record):
    """Help beside a clause: it is not part of the agreement, and a reader may hide it."""

    block: Literal["explanation"]
    text: Bilingual
    sources: tuple[Citation, ...] = ()


class Clause(Record):
    """A numbered article of an agreement."""

    block: Literal["clause"]
    id: Id
    title: Bilingual
    blocks: tuple[ClauseBlock, ...] = Field(min_length=1)


ClauseBlock = Annotated[
    Heading | Paragraph | List | Statements | Table | Check | Blank | Signature | Explanation,
    Field(discriminator="block"),
]
Block = Annotated[
    Heading | Paragraph | List | Statements | Table | Check | Blank | Signature | Explanation | Clause,
    Field(discriminator="block"),
]
Clause.model_rebuild()
