"""Fills the PDF forms with a reader's answers: what changes is written behind the blank file, which stays as it is.

`docs/assets/js/builder/pdf.js` does the same in the browser and gives the same bytes. So all measures are whole
numbers: hundredths of a point for lengths, halves of a point for sizes of letters, thousandths of that size for widths.
"""

from __future__ import annotations

import base64
import io
import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import pikepdf

from macros.filling.pdf_fonts import Fonts, Letters
from macros.papers.pdf_form import FONT, INK, MULTILINE

_SMALLEST = 13
"""The smallest letters, in halves of a point."""
_SIDE, _FOOT = 200, 312
"""Left and right of a text; from the bottom of its place to the line it stands on, as in the text around a blank."""
_LOW = 4000
"""In a place that is lower than this, in hundredths of a point, a text stands on the ground."""
_USUAL = 11
"""The usual size of letters; larger ones are those of a poster, which stand on the ground as well."""
_LEADING, _DEPTH = 65, 13
"""From line to line, and what letters reach below it: hundredths of a point for each half point of their size."""

_ACCENTED = re.compile("[A-\u04ff\u1e00-\u1fff][\u0300-\u036f]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
_BREAKS = re.compile("\r\n?|[\n\u2028\u2029]")
_FIXED_SPACES = re.compile("[\u2007\u202f]")
_SPACES = re.compile("[\t\v\f\u1680\u2000-\u200a\u205f\u3000]")


class TextPlace(NamedTuple):
    """A place of a text: the object that draws it, its size in hundredths of a point, that of its letters in points."""

    drawing: int
    width: int
    height: int
    size: int


class BoxPlace(NamedTuple):
    """A place of a box: its object, and what this holds besides its state, left open."""

    widget: int
    text: str


@dataclass(frozen=True)
class TextField:
    """A field to write in: the object of its value, whether its text may have several lines."""

    id: str
    value: int
    lines: bool
    places: tuple[TextPlace, ...]


@dataclass(frozen=True)
class BoxField:
    """A box to tick, and the object of its value."""

    id: str
    value: int
    places: tuple[BoxPlace, ...]


@dataclass(frozen=True)
class Form:
    """What a filler needs to know of a PDF form, as data for the browser."""

    startxref: int
    """Where its table of objects starts."""
    size: int
    """The number of the first object to add."""
    trailer: str
    """What a new table says again."""
    id: str
    font: int
    """The number of the font of its fields."""
    texts: tuple[TextField, ...]
    boxes: tuple[BoxField, ...]


@dataclass(frozen=True)
class Shortfall:
    """Why a text does not show as it was written: its length, or its characters that no font of ours holds."""

    entry: str
    reason: str
    characters: str = ""


@dataclass(frozen=True)
class Filled:
    """A form with its answers."""

    content: bytes
    shortfalls: tuple[Shortfall, ...]


# ---------------------------------------------------------------- what a build prepares


def form_of(content: bytes) -> Form:
    """What a filler needs to know of a PDF that `fillable_pdf` has made."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form, trailer = pdf.Root.AcroForm, pdf.trailer
        fields = {kind: [each for each in form.Fields if str(each.FT) == kind] for kind in ("/Tx", "/Btn")}
        return Form(
            startxref=int(content[content.rindex(b"startxref") + 9 :].split()[0]),
            size=int(trailer.Size),
            trailer=f"/Info {_number(trailer.Info)} 0 R /Root {_number(trailer.Root)} 0 R",
            id=bytes(trailer.ID[0]).hex(),
            font=_number(form.DR.Font[f"/{FONT}"]),
            texts=tuple(map(_text_field, fields["/Tx"])),
            boxes=tuple(map(_box_field, fields["/Btn"])),
        )


def _number(found: Any) -> int:
    number, _ = found.objgen
    return int(number)


def _text_field(field: pikepdf.Object) -> TextField:
    places = tuple(
        TextPlace(_number(widget.AP.N), *_measures(widget), int(str(widget.get("/DA", field.DA)).split()[1]))
        for widget in _widgets(field)
    )
    return TextField(str(field.T), _number(field.V), bool(int(field.get("/Ff", 0)) & MULTILINE), places)


def _box_field(field: pikepdf.Object) -> BoxField:
    places = tuple(BoxPlace(_number(widget), _stateless(widget)) for widget in _widgets(field))
    return BoxField(str(field.T), _number(field.V), places)


def _widgets(field: pikepdf.Object) -> Iterator[Any]:
    yield from field.Kids


def _measures(widget: pikepdf.Object) -> tuple[int, int]:
    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    return round((right - left) * 100), round((top - bottom) * 100)


def _stateless(widget: pikepdf.Object) -> str:
    """The dictionary of a box, a character for each byte, without its state and its end."""
    kept = pikepdf.Dictionary({key: value for key, value in widget.items() if key != "/AS"})
    return kept.unparse().decode("latin-1").removesuffix(">>").rstrip()


# ---------------------------------------------------------------- filling; from here on pdf.js does the same


class _Glyph(NamedTuple):
    code: str
    width: int


_Glyphs = Mapping[str, _Glyph]


def fill_pdf(content: bytes, form: Form, fonts: Fonts, texts: Mapping[str, str], ticks: Collection[str]) -> Filled:
    """The PDF `content` with answers by the id of their entry, and what of them does not show as it was written.

    Every value is kept whole, and can still be changed. Without any answer the content comes back unchanged.
    """
    objects: dict[int, str] = {}
    shortfalls: list[Shortfall] = []
    western = _glyphs(fonts.field, (f"{code:02x}" for code in itertools.count(32)))
    all_glyphs = _glyphs(fonts.extension, (f"{ord(char):04x}" for char in fonts.extension.chars))
    for field in form.texts:
        text = _well_formed(texts.get(field.id, ""))
        if not text:
            continue
        shown, lacking = _showable(text, field.lines, all_glyphs)
        extends = any(char not in western for char in shown.replace("\n", ""))
        if extends and form.size not in objects:
            objects |= _extension(fonts, form.size)
        font, glyphs = (form.size, all_glyphs) if extends else (form.font, western)
        settings = [_setting(shown, field, place, glyphs) for place in field.places]
        objects[field.value] = _value(text)
        for place, setting in zip(field.places, settings, strict=True):
            objects[place.drawing] = _drawing(field, place, font, setting, glyphs)
        if lacking:
            shortfalls.append(Shortfall(field.id, "characters", lacking))
        if not all(setting.fits for setting in settings):
            shortfalls.append(Shortfall(field.id, "length"))
    for box in form.boxes:
        if box.id in ticks:
            objects[box.value] = "/Yes"
            objects |= {place.widget: f"{place.text} /AS /Yes >>" for place in box.places}
    return Filled(_extended(content, form, objects) if objects else content, tuple(shortfalls))


def _glyphs(letters: Letters, codes: Iterable[str]) -> _Glyphs:
    """The glyphs by their character. The first counts: codes without a character stand as question marks."""
    found: dict[str, _Glyph] = {}
    for char, width, code in zip(letters.chars, letters.widths, codes, strict=False):
        found.setdefault(char, _Glyph(code, width))
    return found


def _well_formed(text: str) -> str:
    """The text with U+FFFD for each half of a pair that stands alone, as in a browser."""
    return text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


def _showable(text: str, lines: bool, glyphs: _Glyphs) -> tuple[str, str]:
    """What shows of a text, and the characters in whose place a question mark shows."""
    text = _ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    text = _BREAKS.sub("\n" if lines else " ", _UNSEEN.sub("", text))
    text = _SPACES.sub(" ", _FIXED_SPACES.sub("\u00a0", text)).rstrip(" \n\u00a0")
    lacking = dict.fromkeys(char for char in text if char not in glyphs and char != "\n")
    return "".join("?" if char in lacking else char for char in text), "".join(lacking)


def _value(text: str) -> str:
    """The text as a string of PDF."""
    if re.fullmatch(r"[\n -~]*", text):
        return "(" + re.sub(r"[\\()]", r"\\\g<0>", text).replace("\n", "\\n") + ")"
    return f"<feff{text.encode('utf-16-be').hex()}>"


class _Setting(NamedTuple):
    """The lines of a text, the size of their letters, and whether the text fits its place."""

    lines: list[str]
    size: int
    fits: bool


def _setting(text: str, field: TextField, place: TextPlace, glyphs: _Glyphs) -> _Setting:
    """The text in the largest letters with which it fits, else the lines for which there is room in the smallest."""
    size = place.size * 2
    setting = _set_in(size, text, field, place, glyphs)
    while not setting.fits and size > _SMALLEST:
        size -= 1
        setting = _set_in(size, text, field, place, glyphs)
    return setting


def _set_in(size: int, text: str, field: TextField, place: TextPlace, glyphs: _Glyphs) -> _Setting:
    room = (place.width - 2 * _SIDE) * 20 // size
    rows = max(1, (place.height - _DEPTH * size) // (_LEADING * size)) if field.lines else 1
    lines = _wrapped(text, room, glyphs) if field.lines else [text]
    fits = len(lines) <= rows and all(_width(line, glyphs) <= room for line in lines)
    return _Setting(lines[:rows], size, fits)


def _width(text: str, glyphs: _Glyphs) -> int:
    return sum(glyphs[char].width for char in text)


def _wrapped(text: str, room: int, glyphs: _Glyphs) -> list[str]:
    """The text in lines: parted where it was, at spaces, and within words that are too long."""
    lines = []
    for paragraph in text.split("\n"):
        start = space = width = 0
        for index, char in enumerate(paragraph):
            width += glyphs[char].width
            if char == " ":
                space = index  # a space may stand beyond the end of its line
            while char != " " and width > room and index > start:
                lines.append(paragraph[start : space if space > start else index].rstrip(" "))
                start = space + 1 if space > start else index
                width = _width(paragraph[start : index + 1], glyphs)
        lines.append(paragraph[start:].rstrip(" "))
    return lines


def _drawing(field: TextField, place: TextPlace, font: int, setting: _Setting, glyphs: _Glyphs) -> str:
    """The text as an object: its first line below the top of its place, or its last line above the bottom."""
    leading = _LEADING * setting.size
    on_ground = not field.lines or place.height < _LOW or place.size > _USUAL
    start = max(_FOOT, _DEPTH * setting.size) + leading * len(setting.lines) if on_ground else place.height
    shown = " ".join(f"<{''.join(glyphs[char].code for char in line)}> '" for line in setting.lines)
    content = (
        f"/Tx BMC q BT /{FONT} {_points(setting.size * 50)} Tf {INK} rg {_points(leading)} TL "
        f"{_points(_SIDE)} {_points(start)} Td {shown} ET Q EMC"
    )
    box = f"/BBox [ 0 0 {_points(place.width)} {_points(place.height)} ]"
    resources = f"/Resources << /Font << /{FONT} {font} 0 R >> >>"
    return f"<< /Type /XObject /Subtype /Form {box} {resources} {_streamed(content)}"


def _streamed(content: str) -> str:
    return f"/Length {len(content)} >>\nstream\n{content}\nendstream"


def _points(hundredths: int) -> str:
    """A length in points, without zeros at its end."""
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def _extension(fonts: Fonts, first: int) -> dict[int, str]:
    """The font for other letters, in objects that are numbered from `first` on."""
    objects = {}
    for number, (text, packed) in enumerate(fonts.extension.objects, start=first):
        numbered = re.sub(r"\{(\d)\}", lambda found: str(first + int(found[1])), text)
        objects[number] = f"{numbered} {_streamed(base64.b64decode(packed).decode('latin-1'))}" if packed else numbered
    return objects


def _extended(content: bytes, form: Form, objects: Mapping[int, str]) -> bytes:
    """The file with objects behind it, which replace those of the same number, and with a table of them."""
    numbers, written, end, rows = sorted(objects), "", len(content), ""
    for number in numbers:
        rows += _row(end)
        added = f"{number} 0 obj\n{objects[number]}\nendobj\n"
        written, end = written + added, end + len(added)
    table = max(form.size, numbers[-1] + 1)
    rows += _row(end)
    index = " ".join(f"{number} 1" for number in (*numbers, table))
    written += (
        f"{table} 0 obj\n<< /Type /XRef /Size {table + 1} /Index [ {index} ] /W [ 1 4 1 ] /Prev {form.startxref} "
        f"{form.trailer} /ID [ <{form.id}> <{form.id[:24]}{_mark(written)}> ] {_streamed(rows)}\nendobj\n"
        f"startxref\n{end}\n%%EOF\n"
    )
    return content + written.encode("latin-1")


def _row(offset: int) -> str:
    """Where an object starts, as the table tells it: a byte for its kind, four, and a byte for its generation."""
    return f"\x01{offset.to_bytes(4, 'big').decode('latin-1')}\x00"


def _mark(text: str) -> str:
    """A number that changes with a text (FNV-1a): the second id of a file tells its content."""
    number = 0x811C9DC5
    for char in text:
        number = (number ^ ord(char)) * 0x01000193 & 0xFFFFFFFF
    return f"{number:08x}"
