"""The tree from which papers and the book are drawn: nodes, and in them texts made of runs.

Every word in it is set, and every blank is named. Who draws it knows neither records nor pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from macros.model.language import Language

# ---- texts


@dataclass(frozen=True)
class Words:
    """A text in one language; within another text, words in another language than its own."""

    language: Language
    runs: Runs

    def __str__(self) -> str:
        """The words alone; a blank gives nothing."""
        return _plain(self.runs)


@dataclass(frozen=True)
class Blank:
    """Room in a text, to be filled with the value of an entry."""

    entry: str


@dataclass(frozen=True)
class Strong:
    """Words of weight."""

    runs: Runs


@dataclass(frozen=True)
class Emphasis:
    """Stressed words."""

    runs: Runs


@dataclass(frozen=True)
class Link:
    """Words that lead to an anchor."""

    target: str
    runs: Runs
    name: str = ""
    """`term` when they are an official term, `source` when they are the number of a source."""


@dataclass(frozen=True)
class Web:
    """Words that lead out of the file."""

    address: str
    runs: Runs
    shown: Literal["note", "beside", "not"]
    """Where the address stands in print."""


@dataclass(frozen=True)
class LevelMark:
    """The mark of an obligation, drawn before its name."""

    level: str


@dataclass(frozen=True)
class Break:
    """A new line."""


@dataclass(frozen=True)
class Anchor:
    """A place to which links lead: between nodes, or in a text."""

    name: str


Run = str | Words | Blank | Strong | Emphasis | Link | Web | LevelMark | Break | Anchor
Runs = tuple[Run, ...]
Text = tuple[Words, ...]
"""The same text in each language of the edition. One without a language of its own stands once."""


def _plain(runs: Iterable[Run]) -> str:
    return "".join(run if isinstance(run, str) else _plain(getattr(run, "runs", ())) for run in runs)


def merged(runs: Iterable[Run]) -> Runs:
    """The same runs, with words that follow each other as one."""
    found: list[Run] = []
    for run in runs:
        if isinstance(run, str) and found and isinstance(found[-1], str):
            found[-1] += run
        else:
            found.append(run)
    return tuple(found)


def chained(parts: Iterable[Runs], between: Run) -> Runs:
    """The runs of several texts one after the other, with one between.

    >>> chained((("un",), ("deux",)), ", ")
    ('un, deux',)
    """
    return merged([run for part in parts for run in (between, *part)][1:])


def joined(text: Text) -> str:
    """A text in all its languages, as one line.

    >>> joined((Words(Language.FR, ("Nom",)), Words(Language.NL, ("Naam",))))
    'Nom / Naam'
    """
    return " / ".join(str(words) for words in text)


# ---- nodes


@dataclass(frozen=True)
class Heading:
    """A heading; the title of a paper has level 1."""

    level: int
    text: Text
    number: Text = ()
    """What stands before the words of a clause: "Article 3."."""


class Role(StrEnum):
    """What a paragraph is for."""

    PLAIN = "plain"
    ADDRESS = "address"
    QUESTION = "question"
    LEAD = "lead"
    TITLE = "title"
    KIND = "kind"
    SMALL = "small"
    CUT = "cut"


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: Text
    role: Role = Role.PLAIN
    number: int = 0
    """That of a question, which stands before its words ("3. "); 0 for none."""


class Marker(StrEnum):
    """What stands before the items of a list."""

    DASH = "dash"
    NUMBER = "number"
    TICK = "tick"
    CROSS = "cross"
    BOX = "box"
    NONE = "none"


@dataclass(frozen=True)
class Items:
    """A list, whose numbers begin with `start`."""

    marker: Marker
    items: tuple[Nodes, ...]
    start: int = 1


@dataclass(frozen=True)
class Pairs:
    """Words, and what each of them means."""

    name: str
    """`glossary`, `facts`, `level-key`…: what is listed."""
    pairs: tuple[tuple[Text, Nodes], ...]


@dataclass(frozen=True)
class Table:
    """A table. Its first column heads the rows that have text."""

    caption: Text
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[int, ...] = ()
    """The share of each column in the whole; none when each is as wide as its texts."""
    blank: int = 0
    """How many of the last rows are there to write in."""
    numbered: bool = False
    """Whether the number of each row with text stands before its words: "3. "."""
    marked: bool = False
    """Whether answers in its rows are marked by hand: its rows are higher in the PDF; a sheet of Word has no room."""


@dataclass(frozen=True)
class Picture:
    """A picture: a PNG or JPEG file, and the same as SVG where it is a drawing."""

    content: bytes
    svg: str
    width: int
    """In millimetres."""
    alternative: str
    caption: Text


@dataclass(frozen=True)
class Group:
    """Nodes that belong together. A name that a format does not know changes nothing in how they are drawn."""

    name: str
    """In papers `choice`, `short-choice`, `loose-sheet`; in the book `contested`, `advice`, `role-card`…"""
    nodes: Nodes


@dataclass(frozen=True)
class Box:
    """A box to tick, with its text; a task says more below."""

    entry: str
    text: Text
    more: Text = ()


@dataclass(frozen=True)
class FieldLine:
    """A label, and room to write the value of an entry."""

    entry: str
    label: Text
    rows: int
    language: Language | None = None
    """That of the answer; without one, the answer in each language stands there."""
    gone_with: str = ""
    """An entry whose answer makes it go."""


@dataclass(frozen=True)
class Twins:
    """Lines to fill in that stand beside each other, one in each language, each below its label."""

    lines: tuple[FieldLine, ...]


@dataclass(frozen=True)
class ToSign:
    """Lines to sign on, two beside each other, each with room above it; a single one stands beside its label."""

    lines: tuple[FieldLine, ...]
    room: int
    """In millimetres, above each line."""


@dataclass(frozen=True)
class Pane:
    """The place of one person who signs."""

    function: Text
    on_behalf: Text
    name: str
    signed_on: str


@dataclass(frozen=True)
class Signatures:
    """The place where the parties sign."""

    panes: tuple[Pane, ...]
    signature: Text
    name: Text
    date: Text


@dataclass(frozen=True)
class Emergency:
    """A number to call, when, and how."""

    number: str
    question: Text
    answer: Text


@dataclass(frozen=True)
class Signed:
    """Items of a card behind one sign, and the word before them."""

    head: Text
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Card:
    """A card of A6 size."""

    title: Text
    emergencies: tuple[Emergency, ...]
    alert: Text
    steps: tuple[Text, ...]
    never: Signed
    instead: Signed
    lines: tuple[FieldLine, ...]


@dataclass(frozen=True)
class Poster:
    """A poster, with a code that holds the address of the guide."""

    title: Text
    lead: Text
    occasion: tuple[FieldLine, ...]
    """When and where: what is read from afar."""
    lines: tuple[FieldLine, ...]
    welcome: Text
    code: Picture


@dataclass(frozen=True)
class Slide:
    """A slide, and what is said with it."""

    title: Text
    nodes: Nodes
    """What stands on it: texts, lists, then lines to fill in."""
    number: str
    """An emergency number to be read from afar; empty for none."""
    window: Text
    """What the window of the guide shows, for those who do not see it; empty for no window."""
    path: Text
    """The same of the path of an alert."""
    code: Picture | None
    label: Text
    """Its number in the talk, who speaks and how long: "Diapositive 3. La police, 2 min"."""
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class NewPage:
    """What follows starts on a new sheet. One that is not `counted` has no page number."""

    counted: bool = True
    used_with: str = ""
    """An entry whose answer asks for what follows, beside its own."""


Node = (
    Anchor
    | Heading
    | Paragraph
    | Items
    | Pairs
    | Table
    | Picture
    | Group
    | Box
    | FieldLine
    | Twins
    | ToSign
    | Signatures
    | Card
    | Poster
    | Slide
    | NewPage
)
Nodes = tuple[Node, ...]


def leads(node: object) -> bool:
    """Whether a node must stay with what follows: a heading, or a paragraph that ends with a colon."""
    if isinstance(node, Paragraph):
        last = node.text[0].runs[-1]
        return isinstance(last, str) and last.rstrip().endswith(":")
    return isinstance(node, Heading)
