"""The blanks of Word and OpenDocument files, found in their XML so that values can be put there.

A file to fill in is a sequence of pieces: text that stays, and slots. To fill it in is to join the pieces, so that the
browser and the command line do the same, no parser is needed, and what is typed can never become markup.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from macros.rendering.archive import zipped

STORED = "mimetype"
"""The part that an OpenDocument file holds first, and not compressed."""


@dataclass(frozen=True)
class TextSlot:
    """Where the text of an entry stands: `blank` as long as there is none, else between `before` and `after`.

    `line` stands for the end of a line in the text.
    """

    entry: str
    blank: str
    before: str
    after: str
    line: str


@dataclass(frozen=True)
class MarkSlot:
    """What tells whether an entry has an answer: whether its box is ticked, or its placeholder is shown."""

    entry: str
    blank: str
    answered: str


Piece = str | TextSlot | MarkSlot
Part = tuple[Piece, ...] | bytes
"""A part of a file that has blanks, or one that stays as it is."""
_Slots = Callable[[str], Iterator[Piece]]


def parts_of(content: bytes) -> dict[str, Part]:
    """The parts of a Word or OpenDocument file by name, in their order, with the slots in them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: _part(name, archive.read(name)) for name in archive.namelist()}


def _part(name: str, content: bytes) -> Part:
    slots = _SLOTS.get(name)
    return tuple(slots(content.decode())) if slots else content


def filled_file(parts: Mapping[str, Part], texts: Mapping[str, str], ticks: Collection[str]) -> bytes:
    """The file with the text of each entry and the ticked boxes in it."""
    written = {
        name: part if isinstance(part, bytes) else joined(part, texts, ticks).encode() for name, part in parts.items()
    }
    return zipped(written, stored={STORED})


def joined(pieces: Sequence[Piece], texts: Mapping[str, str], ticks: Collection[str]) -> str:
    """The pieces with their slots filled; an entry without a text stays blank."""
    return "".join(_written(piece, texts, ticks) for piece in pieces)


def _written(piece: Piece, texts: Mapping[str, str], ticks: Collection[str]) -> str:
    match piece:
        case TextSlot(entry, blank, before, after, line):
            text = _escaped(texts.get(entry, "")).replace("\n", line)
            return f"{before}{text}{after}" if text else blank
        case MarkSlot(entry, blank, answered):
            return answered if entry in ticks or texts.get(entry) else blank
        case _:
            return piece


def _escaped(text: str) -> str:
    """The text as XML, in an element or in an attribute."""
    for character, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(character, entity)
    return text


def _cut(text: str, pattern: re.Pattern[str], slots: Callable[[re.Match[str]], Iterator[Piece]]) -> Iterator[Piece]:
    """The text with each match of `pattern` replaced by its pieces."""
    end = 0
    for match in pattern.finditer(text):
        yield text[end : match.start()]
        yield from slots(match)
        end = match.end()
    yield text[end:]


# ---- Word

_CONTROL = re.compile(r'<w:tag w:val="(?P<entry>[^"]+)"/>.*?</w:sdt>', re.DOTALL)
_PLACEHOLDER = re.compile(r'(?P<mark><w:showingPlcHdr/>)|<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/>.*?</w:r>')
_WORD_BOX = re.compile(r'(?P<state><w14:checked w14:val="0"/>)|☐')
_STORED_VALUE = re.compile(r'<entry id="(?P<entry>[^"]+)" />')


def _word_body(xml: str) -> Iterator[Piece]:
    return _cut(xml, _CONTROL, _word_control)


def _word_control(control: re.Match[str]) -> Iterator[Piece]:
    entry = control["entry"]

    def of_text(found: re.Match[str]) -> Iterator[Piece]:
        if found["mark"]:
            yield MarkSlot(entry, found[0], "")
        else:
            line = '</w:t><w:br/><w:t xml:space="preserve">'
            yield TextSlot(entry, found[0], '<w:r><w:t xml:space="preserve">', "</w:t></w:r>", line)

    def of_box(found: re.Match[str]) -> Iterator[Piece]:
        yield MarkSlot(entry, found[0], '<w14:checked w14:val="1"/>' if found["state"] else "☒")

    if "<w14:checkbox>" in control[0]:
        return _cut(control[0], _WORD_BOX, of_box)
    return _cut(control[0], _PLACEHOLDER, of_text)


def _word_values(xml: str) -> Iterator[Piece]:
    return _cut(xml, _STORED_VALUE, _word_value)


def _word_value(found: re.Match[str]) -> Iterator[Piece]:
    entry = found["entry"]
    yield TextSlot(entry, found[0], f'<entry id="{entry}">', "</entry>", "\n")


# ---- OpenDocument

_OPEN_ENTRY = re.compile(
    r'office:string-value="(?P<declared>[^"]*)" text:name="(?P<name>[^"]+)"'
    r'|<text:user-field-input text:name="(?P<entry>[^"]+)"(?P<rest>[^>]*)>(?P<dots>[^<]*)'
    r"|<loext:content-control (?P<state>[^>]*)>☐"
)
_CHECKED = 'loext:checked="false"'
_TAG = re.compile(r'loext:tag="([^"]+)"')


def _open_body(xml: str) -> Iterator[Piece]:
    return _cut(xml, _OPEN_ENTRY, _open_entry)


def _open_entry(found: re.Match[str]) -> Iterator[Piece]:
    if found["name"]:
        yield 'office:string-value="'
        yield TextSlot(found["name"], found["declared"], "", "", "&#10;")
        yield f'" text:name="{found["name"]}"'
    elif found["entry"]:
        yield f'<text:user-field-input text:name="{found["entry"]}"{found["rest"]}>'
        yield TextSlot(found["entry"], found["dots"], "", "", " ")
    else:
        tagged = _TAG.search(found["state"])
        assert tagged, "a box has the id of its entry"
        ticked = found[0].replace(_CHECKED, 'loext:checked="true"').replace("☐", "☒")
        yield MarkSlot(tagged[1], found[0], ticked)


_SLOTS: Mapping[str, _Slots] = {
    "word/document.xml": _word_body,
    "customXml/item1.xml": _word_values,
    "content.xml": _open_body,
}
