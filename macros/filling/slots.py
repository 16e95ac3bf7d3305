"""The blanks of Word and OpenDocument files, found in their XML so that values can be put there.

A part to fill in is a sequence of pieces: text that stays, and slots. To fill it in is to join the pieces, which the
builder's scripts do (`docs/assets/js/builder/files.js`).
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping

from macros.filling.exchange import Base64, MarkSlot, Part, Piece, TextSlot

_Slots = Callable[[str], Iterator[Piece]]


def parts_of(content: bytes) -> dict[str, Part]:
    """The parts of a Word or OpenDocument file by name, in their order, with the slots in them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: _part(name, archive.read(name)) for name in archive.namelist()}


def _part(name: str, content: bytes) -> Part:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return Base64(base64=base64.b64encode(content).decode())
    slots = _SLOTS.get(name)
    return tuple(slots(text)) if slots else text


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
            yield MarkSlot(entry=entry, blank=found[0], answered="")
        else:
            yield TextSlot(
                entry=entry,
                blank=found[0],
                before='<w:r><w:t xml:space="preserve">',
                after="</w:t></w:r>",
                line='</w:t><w:br/><w:t xml:space="preserve">',
            )

    def of_box(found: re.Match[str]) -> Iterator[Piece]:
        ticked = '<w14:checked w14:val="1"/>' if found["state"] else "☒"
        yield MarkSlot(entry=entry, blank=found[0], answered=ticked)

    if "<w14:checkbox>" in control[0]:
        return _cut(control[0], _WORD_BOX, of_box)
    return _cut(control[0], _PLACEHOLDER, of_text)


def _word_values(xml: str) -> Iterator[Piece]:
    return _cut(xml, _STORED_VALUE, _word_value)


def _word_value(found: re.Match[str]) -> Iterator[Piece]:
    entry = found["entry"]
    yield TextSlot(entry=entry, blank=found[0], before=f'<entry id="{entry}">', after="</entry>", line="\n")


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
        yield TextSlot(entry=found["name"], blank=found["declared"], before="", after="", line="&#10;")
        yield f'" text:name="{found["name"]}"'
    elif found["entry"]:
        yield f'<text:user-field-input text:name="{found["entry"]}"{found["rest"]}>'
        yield TextSlot(entry=found["entry"], blank=found["dots"], before="", after="", line=" ")
    else:
        tagged = _TAG.search(found["state"])
        assert tagged, "a box has the id of its entry"
        ticked = found[0].replace(_CHECKED, 'loext:checked="true"').replace("☐", "☒")
        yield MarkSlot(entry=tagged[1], blank=found[0], answered=ticked)


_SLOTS: Mapping[str, _Slots] = {
    "word/document.xml": _word_body,
    "customXml/item1.xml": _word_values,
    "content.xml": _open_body,
}
