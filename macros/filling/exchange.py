"""What passes between Python and the builder's scripts, in a page and at the command line.

A shape stands here once. `make schemas` writes what TypeScript is to know of it to `tests/scripts/exchange.d.ts`.
Lengths in a PDF, and sizes of letters, are whole hundredths of a point, widths of letters thousandths of their size.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any, Literal

from pydantic import ConfigDict
from typing_extensions import TypeAliasType

from macros.model.composing import MessageForm
from macros.model.language import Edition, Language, Record
from macros.model.questionnaire import Chosen, Condition
from macros.model.records import EntryOfEach, FieldKind


class Exchanged(Record):
    """Base of all that passes; what stands below a field says what the field holds."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    @cached_property
    def plain(self) -> Any:
        """The record as what JSON can hold; what is as usual is left out.

        Made once: pydantic drops an interruption that comes while it tries the members of a union.
        """
        return self.model_dump(mode="json", exclude_defaults=True)

    def json_text(self) -> str:
        """The same as JSON in ASCII, which browsers keep in half the room."""
        return json.dumps(self.plain, separators=(",", ":"))


# ---- what is asked


class Asked(Exchanged):
    """What every question has."""

    id: str
    optional: bool
    """Whether it may stay open."""
    given: Chosen | None = None
    """When it is asked at all."""


class Retelling(Exchanged):
    """An entry that tells an answer again, behind others that it tells: nobody types one twice."""

    entry: str
    before: dict[str, str] | None = None
    """The words before it, by edition; none of a box, which any answer ticks."""


class FieldQuestion(Asked):
    """A question that asks for a text."""

    ask: Literal["field"]
    kind: FieldKind
    translated: bool
    """Whether its answer may be given in each language."""
    in_each: EntryOfEach | None = None
    """The entries that it has beside its own in a paper of both languages, where each text says its answer in words."""
    retold: tuple[Retelling, ...] = ()
    options: None = None


class OptionQuestion(Asked):
    """A question that lets one choose."""

    ask: Literal["choice", "check", "confirmation"]
    options: tuple[str, ...]
    entries: dict[str, str]
    """The entry of the box of each option; a confirmation stands in no paper and has none."""


Question = TypeAliasType("Question", FieldQuestion | OptionQuestion)


class Rule(Exchanged):
    """A warning beside a question while all its conditions hold."""

    id: str
    beside: str
    advice: bool = False
    documents: tuple[str, ...] = ()
    """Those that it is about, if not about all that ask this."""
    when: tuple[Condition, ...]


class Minutes(Exchanged):
    """How long the form takes, as was measured."""

    to_read: float
    for_each: dict[str, float]
    """An answer takes so long to find and to type, by edition."""


class Content(Exchanged):
    """All that the scripts know of what is asked.

    It is the content of the form; what papers say passes in `Paper`.
    """

    format: str
    """What a file of answers says that it is."""
    version: int
    longest: int
    """How long an answer may be, in units of UTF-16."""
    questions: tuple[Question, ...]
    """In the order of the page."""
    rules: tuple[Rule, ...]
    documents: dict[str, tuple[str, ...]]
    """The ids of the questions of each document."""
    on_request: tuple[str, ...]
    """The documents that are made only when they are named."""
    former: tuple[str, ...]
    """The ids of answers that are passed over."""
    months: dict[str, tuple[str, ...]]
    """Their names, by language."""
    weekdays: dict[str, tuple[str, ...]]
    """Their names, by language, from Monday on."""
    few: dict[str, str]
    """What stands for a count of one to four, by edition."""
    minutes: Minutes


class TranslatedAnswer(Exchanged):
    """An answer in each language, or in one."""

    fr: str | None = None
    nl: str | None = None


Answer = TypeAliasType("Answer", str | TranslatedAnswer)
"""An answer as it was typed or chosen."""


class Municipality(Exchanged):
    """A municipality that one may choose."""

    fr: str
    nl: str
    codes: tuple[str, ...]
    """Its postal codes."""
    nis: str
    edition: Edition
    former: tuple[str, ...] = ()
    """The names of its parts, and of the municipalities that it was merged from."""
    known: dict[str, Answer] | None = None
    """What its file answers, if it has one."""


class Shown(Exchanged):
    """When a part of a paper is there: with an answer to any of some entries, or with none to others, if named."""

    with_any: tuple[str, ...]
    without: tuple[str, ...]


# ---- the calendar of a creation


class PlannedStep(Exchanged):
    """A step of the calendar, in the language of the page."""

    id: str
    title: str
    told: str
    """What the entry of a calendar says of it after its distance, in lines."""
    term: str
    """Its proposed distance in words, or nothing."""
    waits_for: str | None = None
    """The step before which it may not come: once that one has a date, it is counted so many days after it."""
    days_after_it: int = 0
    waiting_term: str
    wished_title: str
    """Its title as long as it waits."""
    page: str
    """The address of the page that says more."""
    counted_from: str | None = None
    """The step from which so many days or months lead to it; from none for the evening, and where nobody knows."""
    days: int = 0
    months: int = 0
    latest: bool = False
    """Whether a working day is looked for before it, and not after."""
    starts_at: str | None = None
    minutes: int = 0
    reminder: int = 0
    """How many days before it a calendar reminds of it."""


class ClosedDay(Exchanged):
    """A day on which offices are closed, or some of them."""

    name: str
    day: str | None = None
    """Its month and day, as 07-21."""
    after_easter: int | None = None
    """How many days after Easter Sunday it comes."""
    community: bool = False


class Planner(Exchanged):
    """All that the scripts know of the calendar, in one language."""

    language: Language
    steps: tuple[PlannedStep, ...]
    """In the order in which they should come."""
    closed_days: tuple[ClosedDay, ...]
    months: dict[str, tuple[str, ...]]
    """Their names, by language."""
    weekdays: dict[str, tuple[str, ...]]
    """Their names, by language, from Monday on."""
    words: dict[str, str]
    """The phrases of the scripts by name, with their {places} unfilled."""


class PlanFault(Exchanged):
    """What is wrong with a wish: the id of a step, or `name` or `time`."""

    id: str
    text: str
    is_missing: bool = False
    """Whether no date was given, which is no fault before one is asked for."""


class PlannedDate(Exchanged):
    """A step with its date, as 2027-03-18, or none; and what is to be seen about it."""

    id: str
    title: str
    """That of the step, or of the wish that it still is."""
    date: str
    text: str
    """The date in words."""
    distance: str
    """How far from another step it was put; of a date of the reader, how far it was proposed. May be empty."""
    is_own: bool
    is_wished: bool
    """Whether it waits for what has no date yet, or comes before it."""
    notes: tuple[str, ...]
    is_to_check: bool
    """Whether one of the notes asks something of the reader."""


class Plan(Exchanged):
    """All dates; the calendar file is empty when something is wrong."""

    dates: tuple[PlannedDate, ...]
    faults: tuple[PlanFault, ...]
    calendar: str


# ---- Word, OpenDocument and PowerPoint files


class TextSlot(Exchanged):
    """Where the text of an entry stands: `blank` as long as there is none, else between `before` and `after`."""

    entry: str
    blank: str
    before: str
    after: str
    line: str
    """What stands for the end of a line in the text."""


class MarkSlot(Exchanged):
    """What tells whether an entry has an answer: whether its box is ticked, or its placeholder is shown."""

    entry: str
    blank: str
    answered: str


class PointSlot(Exchanged):
    """The point behind a blank: it goes where the answer has one itself, as "rue Haute." or "a.s.b.l."."""

    entry: str
    point: Literal["."]


class PartSlot(Exchanged):
    """A part of a file that is there with some answers only."""

    shown: Shown
    segments: tuple[Segment, ...]


class TwinSlot(Exchanged):
    """An answer in the second language of a cell: it goes where the answer in the first is the same, as a number is."""

    entry: str
    twin: str
    """The entry of the first."""
    segments: tuple[Segment, ...]


class Base64(Exchanged):
    """Bytes that are no text."""

    base64: str


Segment = TypeAliasType("Segment", "str | TextSlot | MarkSlot | PointSlot | PartSlot | TwinSlot")
"""A text that stays, or a slot."""
Part = TypeAliasType("Part", str | Base64 | tuple[Segment, ...])
"""A part of a file: as it is, or, where it has slots, as the segments to join."""
Parts = TypeAliasType("Parts", dict[str, Part])
"""The parts of a file by their names, in their order."""


class PaperParts(Exchanged):
    """The Word and the OpenDocument file of a paper, or the PowerPoint file of slides."""

    docx: Parts | None = None
    odt: Parts | None = None
    pptx: Parts | None = None


# ---- papers set with their answers


class RunBlank(Exchanged):
    """A blank in a text: how wide it is without an answer, or 0 when it takes lines of its own, `rows` of them."""

    entry: str
    width: int
    rows: int


Run = TypeAliasType("Run", str | RunBlank)
"""Words of a text, or a blank in it."""


class SpotText(Exchanged):
    """A text in one language."""

    language: Language
    runs: tuple[Run, ...]


class PlacedBox(Exchanged):
    """Where something stands in a piece; `top` is counted from the piece's top."""

    left: int
    top: int
    width: int
    height: int


class TextSpot(PlacedBox):
    """A text with blanks, one language below the other; in the piece it takes one line, however long it is."""

    kind: Literal["text"]
    texts: tuple[SpotText, ...]
    size: int
    """Of its letters, in hundredths of a point."""
    pitch: int
    """From line to line."""
    open_pitch: int
    """The same in a text with a blank, in which something is written by hand."""
    alone_pitch: int
    """From a line down to one that is a blank and nothing else."""


class RoomSpot(PlacedBox):
    """Room for an answer: in a line of its own, in a cell, or in a frame that cannot grow."""

    kind: Literal["line", "cell", "framed"]
    entry: str
    rows: int
    size: int
    language: Language | None = None
    """That of its label, when it is one."""
    flows: bool = False
    """Whether the lines of an answer follow each other in one, as on a slide."""


class TickSpot(PlacedBox):
    """A box to tick."""

    kind: Literal["tick"]
    entry: str


Spot = TypeAliasType("Spot", TextSpot | RoomSpot | TickSpot)
"""A place of a piece that is drawn with the answers."""


class SetPiece(Exchanged):
    """A part of a paper, set, which moves up or down with what stands above it."""

    height: int
    above: int
    """The least space above it, where something is above it."""
    below: int
    sticky: int = 0
    """2 when it stays with what follows; 1 when it does so unless much of a sheet would stay empty."""
    bare: bool = False
    """Whether it is a whole sheet, without margins, head and foot."""
    breaks: Literal["page", "uncounted"] | None = None
    """What follows starts on a new sheet; one that is not counted has no page number."""
    shown: tuple[Shown, ...] = ()
    """When it is there: all must hold."""
    least: int = 0
    """How high it is where its label stands beside a short answer."""
    columns: tuple[int, ...] = ()
    """When it is a row of a table: the places of the lines between its columns."""
    drawn: tuple[str, ...]
    """What is drawn, in the language of PDF; between two of them stands the number of a mark."""
    spots: tuple[Spot, ...] = ()


class Mark(Exchanged):
    """Something that a tag holds: by its piece, a mark in what it draws or one of its spots."""

    piece: int
    mark: int | None = None
    spot: int | None = None


class Tag(Exchanged):
    """A tag of PDF with what it holds; `more` is the rest of its dictionary."""

    tag: str
    more: str = ""
    holds: tuple[Tag | Mark, ...]


class Sheet(Exchanged):
    """The sheets of a paper: their size and margins, and where their head ends and their foot begins."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    head: int
    """From the top of the sheet to the foot of its head."""
    foot: int
    """From the bottom of the sheet to the top of its foot."""
    foot_height: int


class EntryName(Exchanged):
    """What a field that is left to fill in is called, and whether its text may have several lines."""

    label: str
    """As a string of PDF: `(Date)`, `<556e6974e9>`; a character stands for a byte."""
    lines: bool = False
    choice: str = ""
    """The choice of which its box is an option, when only one may be ticked."""
    question: str = ""
    """That of the choice, as a string of PDF; empty where there is none."""
    in_each: EntryOfEach | None = None
    """The entries in which one language says what this one says in both."""


class Pieces(Exchanged):
    """A paper in pieces, set anew with its answers, and what its file has beside its sheets."""

    startxref: int
    size: int
    trailer: str
    id: str
    sheets: int
    """The number of the object that lists them."""
    tags: int
    form: int
    resources: str
    """What all sheets share, as the text of an object that ends with its fonts."""
    sheet: Sheet
    page_of: tuple[str, str]
    """The words around the numbers in `Page 1 sur 4`."""
    head: str
    foot: str
    tree: Tag
    roles: str
    pieces: tuple[SetPiece, ...]
    entries: dict[str, EntryName]


class Fonts(Exchanged):
    """The letters of the font of fields, each with its width, and its file as it stands in every paper, in Base64."""

    chars: str
    widths: tuple[int, ...]
    file: str


class Paper(Exchanged):
    """A paper in an edition, to fill in."""

    name: str
    """Of its files, without the ending."""
    folder: str
    """In which they stand in a ZIP file of several."""
    opening: str
    """How the page begins that says what such a file holds, up to the name of the neighbourhood."""
    listing: str
    """What this page says of the paper, before the links to its files."""
    formats: tuple[Literal["pdf", "docx", "odt", "pptx"], ...]
    """The names of the formats that it has."""
    poster: bool = False
    """Whether it has a poster, which is worth a PDF file of its own on A3."""
    parts: str
    """`PaperParts` as JSON, compressed, in Base64."""
    before: str
    """Its PDF file before the font of its fields, in Base64."""
    after: str
    pieces: str
    """`Pieces` as JSON, compressed, in Base64."""


# ---- what is found in messages


class LanguagePair(Exchanged):
    """Words or patterns in each language."""

    fr: tuple[str, ...]
    nl: tuple[str, ...]


class WordList(Exchanged):
    """Words that patterns name together, each after the number, in base 36, of the letters it shares with the last."""

    id: str
    fr: str
    nl: str


class WordingRule(Exchanged):
    """What a rule finds, where it lets words pass, and what may stand instead."""

    id: str
    forms: tuple[MessageForm, ...]
    instead: TranslatedAnswer | None = None
    whole_sentence: tuple[MessageForm, ...] = ()
    silent_with: LanguagePair | None = None
    not_silent_with: LanguagePair | None = None
    calls: bool = False
    keeps_in_report: bool = False
    found: LanguagePair
    unless: LanguagePair


class MessageModel(Exchanged):
    """The text of a message to begin with."""

    id: str
    fr: str
    nl: str


class Wording(Exchanged):
    """All that the scripts know of messages."""

    rules: tuple[WordingRule, ...]
    words: tuple[WordList, ...]
    models: tuple[MessageModel, ...]


# ---- what the command line asks


_AnswerFault = Literal["question", "option", "translated", "language", "text", "length"]
_FileFault = Literal["foreign", "version", "edition", "list", "listed", "answers"]
_KindFault = Literal["amount", "count", "date", "email", "hour", "number", "phone"]
Reason = TypeAliasType("Reason", _FileFault | _AnswerFault | _KindFault)
"""Why a part of a file of answers is refused."""


class Fault(Exchanged):
    """A fault of a file of answers: where it is, and what."""

    path: tuple[str | int, ...]
    """Keys and places in lists, from the top of the file."""
    reason: Reason


class Shortfall(Exchanged):
    """Why a text of a PDF does not show as it was written."""

    entry: str
    reason: Literal["characters", "length"]


class FilledPack(Exchanged):
    """The papers of a neighbourhood."""

    archive: str
    """All of them as a ZIP file, in Base64."""
    edition: Edition
    warnings: tuple[str, ...]
    """The ids of the rules that warn."""
    shortfalls: tuple[Shortfall, ...]
    untranslated: dict[str, tuple[str, ...]]
    """The ids of the questions whose answer in words is not given in a language of this edition, by this language.

    None where the edition is that of the file of answers.
    """


PASSED = (Content, Municipality, PaperParts, Pieces, Paper, Fonts, Fault, FilledPack, Planner, Plan, Wording)
"""All that passes; what these hold follows."""
