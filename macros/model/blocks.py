"""The document model: the few kinds of block of which every paper is made.

A block holds both languages. A renderer walks the blocks of a document and writes one language, or
both. A text may hold blanks, written `{field-id}`, which name a record of `data/fields.yml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from macros.model.language import BLANK, Bilingual, Id, Language, Record, blanks_in
from macros.model.references import Citation, FieldReference, StatementsReference
from macros.model.refusals import refused


class BlankText(Bilingual):
    """Bilingual text in which the same blanks stand in both languages."""

    @model_validator(mode="after")
    def _blanks(self) -> BlankText:
        for language in Language:
            if left := [word for word in BLANK.sub("", self[language]).split() if "{" in word or "}" in word]:
                raise refused("brace-without-blank", text=left[0], lacking=language)
        french, dutch = set(blanks_in(self.fr)), set(blanks_in(self.nl))
        if french - dutch and dutch - french:
            raise refused("blank-otherwise", french=_shown(french - dutch), dutch=_shown(dutch - french))
        for lacking, missing in ((Language.NL, french - dutch), (Language.FR, dutch - french)):
            if missing:
                raise refused("blank-missing", names=_shown(missing), lacking=lacking)
        return self


def _shown(blanks: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(blanks))


PICTURE_NAME = r"^[a-z0-9]+(-[a-z0-9]+)*\.(png|jpg)$"


class Audience(StrEnum):
    """Whom a partnership brings together: the people of a neighbourhood, or the shops and firms of one."""

    HOMES = "homes"
    SHOPS = "shops"


class BaseBlock(Record):
    """What all blocks have in common: a block may stand in the paper of one audience `only`."""

    only: Audience | None = None


class Heading(BaseBlock):
    """A heading inside a document or clause."""

    block: Literal["heading"]
    text: Bilingual


class Paragraph(BaseBlock):
    """Running text."""

    block: Literal["paragraph"]
    text: BlankText


class List(BaseBlock):
    """Items, numbered where their order matters."""

    block: Literal["list"]
    items: tuple[BlankText, ...] = Field(min_length=1)
    ordered: bool = False


class Statements(BaseBlock):
    """A list of `data/statements.yml`, so that a rule reads the same on a page and in a paper."""

    block: Literal["statements"]
    statements: StatementsReference


class Address(BaseBlock):
    """Lines that stand under each other, as on an envelope."""

    block: Literal["address"]
    lines: tuple[BlankText, ...] = Field(min_length=1)


class Table(BaseBlock):
    """Rows under column headings; `blank_rows` adds empty rows to write in.

    `widths` gives the share of each column in the width of the page. The rows with text may be `numbered`. Of a table
    that is cut out and handed round, such as a ballot, a sheet has so many `copies`.
    """

    block: Literal["table"]
    id: Id
    numbered: bool = False
    caption: Bilingual
    columns: tuple[Bilingual, ...] = Field(min_length=2)
    widths: tuple[Annotated[int, Field(ge=1)], ...] = ()
    rows: tuple[tuple[BlankText, ...], ...] = ()
    blank_rows: int = Field(default=0, ge=0, le=40)
    copies: int = Field(default=1, ge=1, le=8)

    @model_validator(mode="after")
    def _rows_fit_columns(self) -> Table:
        if self.widths and len(self.widths) != len(self.columns):
            raise refused("widths-unlike-columns", widths=len(self.widths), columns=len(self.columns))
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise refused("cells-unlike-columns", row=number, cells=len(row), columns=len(self.columns))
        if not self.rows and not self.blank_rows:
            raise refused("table-without-rows")
        return self


class Picture(BaseBlock):
    """A picture of `data/pictures`: what it shows, for those who do not see it, what stands below it, and whose it is.

    `width` is in millimetres of paper.
    """

    block: Literal["picture"]
    file: Annotated[str, Field(strict=True, pattern=PICTURE_NAME)]
    width: int = Field(default=120, ge=30, le=166)
    alternative: Bilingual
    caption: Bilingual
    credit: Bilingual
    """Who made it, and under which licence it may be copied with the guide."""


class Check(BaseBlock):
    """A box to tick, with its text; the `id` names the box in files that are filled in on screen."""

    block: Literal["check"]
    id: Id
    text: BlankText
    ticked_with: FieldReference | None = None
    """A field whose answer ticks it: a deputy's addendum is joined."""


class Option(Record):
    """An answer to tick."""

    id: Id
    text: BlankText


class Choice(BaseBlock):
    """A question with answers to tick: one of them, or `several`. The `numbered` ones of a document are counted."""

    block: Literal["choice"]
    id: Id
    numbered: bool = False
    question: BlankText
    options: tuple[Option, ...] = Field(min_length=2)
    several: bool = False

    @property
    def entries(self) -> dict[str, str]:
        """The entry of the box of each option: `{"nothing": "contribution-nothing", …}`."""
        return {option.id: f"{self.id}-{option.id}" for option in self.options}


class Blank(BaseBlock):
    """One field on a line of its own: its label, and room to write."""

    block: Literal["field"]
    field: FieldReference
    label: Bilingual | None = None
    """What stands before it where that of the field is too long."""
    gone_with: FieldReference | None = None
    """A field whose answer makes it go: what it asks does not concern the case."""


class Signatory(Record):
    """Someone who signs: the function, and for whom."""

    function: Bilingual
    on_behalf: Bilingual
    name: FieldReference


class Signature(BaseBlock):
    """The place where the parties sign, each with signature, name and date."""

    block: Literal["signature"]
    signatories: tuple[Signatory, ...] = Field(min_length=1)


class NewPage(BaseBlock):
    """What follows starts on a new sheet; with `counted: false`, it bears no page number."""

    block: Literal["new-page"]
    counted: bool = True
    used_with: FieldReference | None = None
    """A field whose answer asks for this sheet, beside those on it: a deputy signs an addendum."""


EMERGENCY_NUMBER = r"^\d{3}$"


class Emergency(Record):
    """A number to call, large, and when."""

    number: Annotated[str, Field(strict=True, pattern=EMERGENCY_NUMBER)]
    question: Bilingual
    answer: Bilingual


class Card(BaseBlock):
    """A card of A6 size to keep at hand: four on a sheet."""

    block: Literal["card"]
    title: Bilingual
    emergencies: tuple[Emergency, ...] = Field(min_length=1)
    alert: Bilingual
    steps: tuple[Bilingual, ...] = Field(min_length=1)
    never: tuple[Bilingual, ...] = Field(min_length=1)
    instead: tuple[Bilingual, ...] = Field(min_length=1)
    fields: tuple[FieldReference, ...] = Field(min_length=1)
    sources: tuple[Citation, ...] = Field(min_length=1)


class QrCode(Record):
    """A code that leads a phone to the guide: what stands below it, and what a screen reader says."""

    caption: Bilingual
    alternative: Bilingual


class Poster(BaseBlock):
    """A poster of one page, with room to write when and where (`occasion`, in large letters), then for the rest."""

    block: Literal["poster"]
    title: Bilingual
    lead: Bilingual
    occasion: tuple[FieldReference, ...] = Field(min_length=1)
    fields: tuple[FieldReference, ...] = Field(min_length=1)
    welcome: Bilingual
    qr: QrCode


class Explanation(BaseBlock):
    """Help beside a clause: it is not part of the agreement, and a reader may hide it.

    `proposal` names what in the clause is a proposal of the guide; the rest is based on the sources.
    """

    block: Literal["explanation"]
    text: Bilingual | None = None
    proposal: Bilingual | None = None
    sources: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Explanation:
        if not (self.text or self.proposal or self.sources):
            raise refused("explanation-empty")
        return self


class Clause(BaseBlock):
    """A numbered article of an agreement. An explanation in it names its sources, or says that it is a proposal."""

    block: Literal["clause"]
    id: Id
    title: Bilingual
    blocks: tuple[ClauseBlock, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rests_on_sources(self) -> Clause:
        explained = (block for block in self.blocks if isinstance(block, Explanation))
        if not any(block.sources or block.proposal for block in explained):
            raise refused("clause-without-source")
        return self


_Simple = (
    Heading
    | Paragraph
    | List
    | Statements
    | Address
    | Table
    | Picture
    | Check
    | Choice
    | Blank
    | NewPage
    | Signature
    | Explanation
)
ClauseBlock = Annotated[_Simple, Field(discriminator="block")]


class Slide(BaseBlock):
    """A slide: what stands on it, and what someone says with it, for so many minutes.

    `point` is the point of the agenda of the evening to which it belongs. Beside the text there may be one of an
    emergency `number`, the `window` of the guide, with as many panes lit as the stage has, the drawn
    `path` of an alert, or a `qr` code.
    """

    block: Literal["slide"]
    id: Id
    point: int | None = Field(default=None, ge=1, le=6)
    title: Bilingual
    number: Annotated[str, Field(strict=True, pattern=EMERGENCY_NUMBER)] | None = None
    window: Bilingual | None = None
    path: Bilingual | None = None
    qr: QrCode | None = None
    blocks: tuple[SlideBlock, ...] = Field(min_length=1)
    speaker: Bilingual
    minutes: float = Field(strict=True, ge=0.5, le=5, multiple_of=0.5)
    notes: tuple[Bilingual, ...] = Field(min_length=1)
    sources: tuple[Citation, ...] = ()
    """On which the slide and its notes rest."""


SlideBlock = Annotated[Paragraph | List | Statements | Blank | Explanation, Field(discriminator="block")]
Block = Annotated[_Simple | Card | Poster | Clause | Slide, Field(discriminator="block")]
Clause.model_rebuild()
Slide.model_rebuild()

CONTAINERS = (Clause, Slide)
"""The blocks that hold others."""


def fields_of(block: Block) -> Iterator[str]:
    """The ids of the fields that are written in a block itself: its own, then the blanks of its texts, each once.

    Those of the blocks in a clause or a slide are theirs.
    """
    match block:
        case Blank():
            yield block.field
        case Card():
            yield from block.fields
        case Poster():
            yield from (*block.occasion, *block.fields)
        case Signature():
            yield from (signatory.name for signatory in block.signatories)
    yield from dict.fromkeys(blank for text in _texts(block) for blank in blanks_in(text))


def _texts(value: object) -> Iterator[str]:
    """Every text in a value, in reading order, but not those of blocks within it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Record):
        for _, inner in value:
            yield from _texts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner) if not isinstance(inner, BaseBlock) else ()


def inner_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, and after a clause or a slide the blocks in it, in reading order."""
    for block in blocks:
        yield block
        if isinstance(block, CONTAINERS):
            yield from block.blocks


def blocks_for(audience: Audience, content: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks that stand in the paper of an audience, also within clauses and slides.

    Raises `PydanticCustomError`, which names the clause or slide of which too little would be left.
    """
    kept = (block for block in content if block.only in (None, audience))
    return tuple(_part_for(audience, block) if isinstance(block, CONTAINERS) else block for block in kept)


def _part_for(audience: Audience, block: Clause | Slide) -> Clause | Slide:
    """What an audience reads of a block that holds others: read anew, since it must be whole for each audience."""
    try:
        return type(block).model_validate({**dict(block), "blocks": blocks_for(audience, block.blocks)})
    except ValidationError:
        raise refused("too-little-for-audience", id=block.id, audience=audience.value) from None
