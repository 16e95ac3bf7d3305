"""The blanks of Word, OpenDocument and PowerPoint files, found in their XML so that values can be put there.

A part to fill in is a sequence of segments: text that stays, and slots. To fill it in is to join the segments, which
the builder's scripts do (`docs/assets/js/builder/files.js`).
"""

from __future__ import annotations

import base64
import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from macros.filling.exchange import Base64, MarkSlot, Part, PartSlot, PointSlot, Segment, Shown, TextSlot, TwinSlot
from macros.filling.shown import Conditions
from macros.papers.docx_parts import twips
from macros.papers.office import ROOM

_Slots = Callable[[str, Conditions], Iterator[Segment]]


def parts_of(content: bytes, conditions: Conditions) -> dict[str, Part]:
    """The parts of a Word, OpenDocument or PowerPoint file by name, in their order, with the slots in them."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: _part(name, archive.read(name), conditions) for name in archive.namelist()}


def _part(name: str, content: bytes, conditions: Conditions) -> Part:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return Base64(base64=base64.b64encode(content).decode())
    slots = _slide_texts if _SLIDE.fullmatch(name) else _SLOTS.get(name)
    return tuple(slots(text, conditions)) if slots else text


def _cut(text: str, pattern: re.Pattern[str], slots: Callable[[re.Match[str]], Iterator[Segment]]) -> Iterator[Segment]:
    """The text with each match of `pattern` replaced by its segments."""
    end = 0
    for match in pattern.finditer(text):
        yield text[end : match.start()]
        yield from slots(match)
        end = match.end()
    yield text[end:]


@dataclass(frozen=True)
class _Columns:
    """What sets a paragraph in two languages beside each other: around it, and in place of the break in it."""

    before: str = ""
    between: str = ""
    after: str = ""


@dataclass(frozen=True)
class _Body:
    """How a format writes what is there with some answers only."""

    new_sheet: re.Pattern[str]
    end: str
    """Where the last sheet ends."""
    row: re.Pattern[str]
    """A row of a table."""
    entry: str
    """How a place names its entry, `{}`."""
    option: re.Pattern[str]
    """A paragraph that begins with a box, with the question before it; its style is a group of its own."""
    sentence: str
    """The style of a paragraph, for an option that is chosen."""
    line_end: str
    """What parts the languages of an option."""
    beside: re.Pattern[str]
    """Where a sentence stands beside its twin, in a table that may be parted from what follows: an option that is
    chosen looks as it does."""
    columns: Callable[[re.Match[str]], _Columns]
    slots: _Slots

    def cut(self, text: str, conditions: Conditions) -> Iterator[Segment]:
        """The text with its slots."""
        beside = self.beside.search(text)
        columns = self.columns(beside) if beside else _Columns(between=self.line_end)
        length = text.rfind(self.end) if self.end in text else len(text)
        body, after = text[:length], text[length:]
        starts = [match.start() for match in self.new_sheet.finditer(body)]
        yield from self._options(body[: (starts or [len(body)])[0]], conditions, columns)
        for (start, stop), shown in zip(itertools.pairwise([*starts, len(body)]), conditions.sheets, strict=True):
            segments = tuple(self._options(body[start:stop], conditions, columns))
            yield from (PartSlot(shown=shown, segments=segments),) if shown else segments
        yield after

    def _options(self, text: str, conditions: Conditions, columns: _Columns) -> Iterator[Segment]:
        end = 0
        for found in self.option.finditer(text):
            if shown := conditions.options.get(found["entry"]):
                yield from self._rows(text[end : found.start()], conditions)
                if question := found["question"]:
                    asks = found["entry"] in conditions.of_choices  # else it introduces boxes that stand for themselves
                    segments = tuple(self.slots(question, conditions))
                    goes = Shown(with_any=(), without=shown.without)
                    yield from (PartSlot(shown=goes, segments=segments),) if asks else segments
                option = found[0].removeprefix(found["question"] or "")
                yield PartSlot(shown=shown, segments=tuple(self._option(option, found, conditions, columns)))
                end = found.end()
        yield from self._rows(text[end:], conditions)

    def _rows(self, text: str, conditions: Conditions) -> Iterator[Segment]:
        """A text without options, some of whose lines to fill in go with an answer."""
        end = 0
        lines = {self.entry.format(entry): shown for entry, shown in conditions.lines.items()}
        for found in self.row.finditer(text) if lines else ():
            if shown := next((lines[name] for name in lines if name in found[0]), None):
                yield from self.slots(text[end : found.start()], conditions)
                yield PartSlot(shown=shown, segments=tuple(self.slots(found[0], conditions)))
                end = found.end()
        yield from self.slots(text[end:], conditions)

    def _option(
        self, option: str, found: re.Match[str], conditions: Conditions, columns: _Columns
    ) -> Iterator[Segment]:
        """An option, which is a sentence once it is chosen: in two languages, in two columns."""

        def mark(blank: str, answered: str) -> MarkSlot:
            return MarkSlot(entry=found["entry"], blank=blank, answered=answered)

        before, text = option.split(found["style"], 1)
        first, *second = text.split(self.line_end, 1)
        yield from (mark("", columns.before),) if second else ()
        yield before
        yield mark(found["style"], self.sentence)
        yield from self.slots(first, conditions)
        for twin in second:
            yield mark(self.line_end, columns.between)
            yield from self.slots(twin, conditions)
            yield mark("", columns.after)


def _held_twins(found: re.Match[str]) -> PartSlot:
    """What holds the row of two lists until one of them is there."""
    return PartSlot(shown=Shown(with_any=(), without=(found["one"], found["other"])), segments=(found["whole"],))


def _twin(found: re.Match[str], conditions: Conditions, slots: _Slots) -> TwinSlot:
    """A blank below that of the other language in a cell."""
    entry = found["twin"]
    segments = (found["parts"], *slots(found["both"], conditions))
    return TwinSlot(entry=entry, twin=conditions.twins[entry], segments=segments)


def _ruled(found: re.Match[str], end: str) -> Iterator[MarkSlot]:
    """The lines that go when there is an answer in the blank above."""
    if found["ruled"]:
        yield MarkSlot(entry=found["twin"], blank=found["ruled"], answered=end)


# ---- Word

_CONTROL = (
    r"<w:sdt><w:sdtPr>(?P<look><w:rPr><w:lang [^>]*/></w:rPr>)?"
    r'(?:<w:alias w:val="[^"]*"/>)?<w:tag w:val="(?P<entry>[^"]+)"/>.*?</w:sdt>'
    r"(?:<w:r><w:tab/></w:r>)?"
    r'(?P<more></w:p>(?:<w:p><w:pPr><w:pStyle w:val="(?:Last)?Ruled"/>'
    r"(?:<w:keepNext/><w:keepLines/>)?</w:pPr></w:p>)+)?"
    r"(?P<until><w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>)?(?(until)(?P<point>\.))"
)
"""A blank or a box; behind a blank the lines that it may take, or the point of its sentence."""
_LINE = (
    r'(?P<height>(?:<w:cantSplit/>)?<w:trHeight w:val="\d+"/>)'
    r"(?P<before></w:trPr><w:tc><w:tcPr>(?:(?!<w:p>|<w:vAlign).)*)"
    r'(?P<label><w:vAlign w:val="\w+"/>)'
    r"(?P<between>(?:(?!</w:tc>).)*</w:tc><w:tc><w:tcPr><w:tcW [^>]*/>)"
    r"(?P<rule><w:tcBorders><w:bottom [^>]*/></w:tcBorders>(?:(?!<w:p>|<w:vAlign).)*<w:vAlign [^>]*/>)"
    r'(?=</w:tcPr><w:p><w:pPr><w:pStyle w:val="(?P<poster>Poster(?:Small)?)?(?:Low)?Room"/>'
    r'(?:(?!</w:tc>).)*?<w:tag w:val="(?P<room>[^"]+)"/>)'
)
"""A label, and beside it lines to write an answer on: where it is printed, it takes the room that it needs.

On a poster, which fills its sheet, it keeps its room. The label stands beside its first line, at the top. Several
lines may be parted once they are answered, since fifty streets would leave half a sheet empty; one may not.
"""
_IN_TWIN = r'<w:tc>(?:(?!</w:tc>).)*<w:pStyle w:val="LowRoom"/>(?:(?!</w:tc>).)*?<w:tag w:val='
_TWINS = (
    rf'(?P<whole><w:cantSplit/>)(?=</w:trPr>{_IN_TWIN}"(?P<one>[^"]+)"(?:(?!</w:tc>).)*</w:tc>'
    rf'{_IN_TWIN}"(?P<other>[^"]+)")'
)
"""What holds a row with lines for a list in each of its two cells: it goes once there is either list."""
_IN_CELL = (
    r'(?:(?P<parted>(?<=</w:r>)</w:p><w:p><w:pPr>)?<w:pStyle w:val="(?:Cell|Last)Room"/>'
    r"(?(parted)(?:<w:keepNext/>)?(?:<w:keepLines/>)?</w:pPr>)"
    r'|(?<=</w:p><w:p><w:pPr>)<w:pStyle w:val="(?P<low>Low)Room"/>)'
    r'(?=(?:(?!</w:p>).)*?<w:tag w:val="(?P<cell>[^"]+)"/>)'
)
"""A blank on a line of its own in a cell, and what parts it from the text before it.

A `low` one stands below a label: its answer begins near it.
"""
_IN_BOTH = (
    r"(?<=</w:sdt>)(?P<parts></w:p><w:p><w:pPr>)"
    r'(?P<both><w:pStyle w:val="(?:Last|Poster(?:Small)?)Room"/>(?:(?!<w:sdt>).)*'
    r'<w:sdt>(?:(?!</w:sdt>).)*<w:tag w:val="(?P<twin>[^"]+)"/>(?:(?!</w:sdt>).)*</w:sdt>)'
    r'(?:(?P<ruled></w:p>(?:<w:p><w:pPr><w:pStyle w:val="Ruled"/></w:pPr></w:p>)+)(?=</w:tc>)|(?=</w:p></w:tc>))'
)
"""A blank alone in a cell below that of the other language, what parts the two, and the lines that it may take."""
_LISTED = (
    r"<w:tbl>(?:(?!<w:p>).)*"
    r'<w:p><w:pPr><w:pStyle w:val="LowLabel"/></w:pPr><w:r>(?:<w:rPr>(?P<said><w:lang [^>]*/>)</w:rPr>)?'
    r"(?P<named><w:t [^>]*>[^<]{0,26}</w:t></w:r>)</w:p></w:tc><w:tc>(?:(?!<w:p>).)*"
    r'<w:p><w:pPr><w:pStyle w:val="LowRoom"/></w:pPr>'
    r'(?P<listed><w:sdt>(?:(?!</w:sdt>).)*<w:tag w:val="(?P<list>[^"]+)"/>(?:(?!</w:sdt>).)*</w:sdt>)'
    r'(?P<lines></w:p>(?:<w:p><w:pPr><w:pStyle w:val="Ruled"/></w:pPr></w:p>)+</w:tc></w:tr></w:tbl>'
    r'(?:<w:p><w:pPr><w:pStyle w:val="Thin(?:End)?"/></w:pPr></w:p>)?)'
)
"""A label alone, and beside it lines for a list, which no other row follows: once it is there, it is a paragraph.

In a row that is parted LibreOffice leaves one line alone on a sheet; in a paragraph two lines stay together. So it is
not yet with lists in two languages, which stand in the cells of a row.
"""
_CONTROL_OR_LINE = re.compile(rf"{_LISTED}|{_CONTROL}|{_IN_BOTH}|{_TWINS}|{_LINE}|{_IN_CELL}", re.DOTALL)
_WORD_RULE = re.compile(r"<w:tcBorders>.*?</w:tcBorders>")
_WORD_ALIGN = re.compile(r'<w:vAlign w:val="\w+"/>')
_WORD_LINE = f'<w:trHeight w:val="{twips(ROOM)}"/>'
_PLACEHOLDER = re.compile(r'(?P<mark><w:showingPlcHdr/>)|<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/>.*?</w:r>')
_WORD_BOX = re.compile(r'(?P<state><w14:checked w14:val="0"/>)|☐')
_STORED_VALUE = re.compile(r'<entry id="(?P<entry>[^"]+)" />')


def _word_texts(xml: str, conditions: Conditions) -> Iterator[Segment]:
    """The slots of a text: its controls, and the lines to write on."""
    return _cut(xml, _CONTROL_OR_LINE, lambda found: _word_slot(found, conditions))


def _word_slot(found: re.Match[str], conditions: Conditions) -> Iterator[Segment]:
    if found["list"]:
        look = f'<w:rPr><w:rStyle w:val="ListedLabel"/>{found["said"] or ""}</w:rPr>'
        label = f"<w:r>{look}{found['named']}<w:r><w:tab/></w:r>"
        before = found[0].partition(found["listed"])[0]
        answered = f'<w:p><w:pPr><w:pStyle w:val="Listed"/></w:pPr>{label}'
        yield MarkSlot(entry=found["list"], blank=before, answered=answered)
        yield from _word_texts(found["listed"], conditions)
        yield MarkSlot(entry=found["list"], blank=found["lines"], answered="</w:p>")
    elif found["both"]:
        yield _twin(found, conditions, _word_texts)
        yield from _ruled(found, "</w:p>")
    elif found["cell"]:
        answered = "" if found["parted"] else f'<w:pStyle w:val="{"Room" if found["low"] else "Cell"}"/>'
        yield MarkSlot(entry=found["cell"], blank=found[0], answered=answered)
    elif found["whole"]:
        yield _held_twins(found)
    elif not found["entry"]:
        keeps = found["poster"] or found["height"].endswith(_WORD_LINE)
        height = found["height"] if keeps else _WORD_LINE
        yield MarkSlot(entry=found["room"], blank=found["height"], answered=height)
        yield found["before"]
        yield MarkSlot(entry=found["room"], blank=found["label"], answered=_word_at_top(found["label"]))
        yield found["between"]
        yield MarkSlot(entry=found["room"], blank=found["rule"], answered=_word_at_top(found["rule"]))
    elif "<w14:checkbox>" in found[0] and not conditions.by_hand:
        yield MarkSlot(entry=found["entry"], blank=found[0], answered="")
    else:
        yield from _word_control(found)
        if found["more"]:
            yield MarkSlot(entry=found["entry"], blank=found["more"], answered="</w:p>")
        elif found["point"]:
            yield found["until"]
            yield PointSlot(entry=found["entry"], point=".")


def _word_at_top(look: str) -> str:
    """How a label or its line looks once there is an answer: without rule, at the top of its row."""
    return _WORD_ALIGN.sub('<w:vAlign w:val="top"/>', _WORD_RULE.sub("<w:tcBorders/>", look))


def _word_control(control: re.Match[str]) -> Iterator[Segment]:
    entry = control["entry"]

    def of_text(found: re.Match[str]) -> Iterator[Segment]:
        if found["mark"]:
            yield MarkSlot(entry=entry, blank=found[0], answered="")
        else:
            yield TextSlot(
                entry=entry,
                blank=found[0],
                before=f'<w:r>{control["look"] or ""}<w:t xml:space="preserve">',
                after="</w:t></w:r>",
                line='</w:t><w:br/><w:t xml:space="preserve">',
            )

    def of_box(found: re.Match[str]) -> Iterator[Segment]:
        ticked = '<w14:checked w14:val="1"/>' if found["state"] else "☒"
        yield MarkSlot(entry=entry, blank=found[0], answered=ticked)

    if "<w14:checkbox>" in control[0]:
        return _cut(control[0], _WORD_BOX, of_box)
    after = control["more"] or f"{control['until'] or ''}{control['point'] or ''}"
    return _cut(control[0].removesuffix(after), _PLACEHOLDER, of_text)


def _word_values(xml: str, conditions: Conditions) -> Iterator[Segment]:
    return _cut(xml, _STORED_VALUE, _word_value)


def _word_value(found: re.Match[str]) -> Iterator[Segment]:
    entry = found["entry"]
    yield TextSlot(entry=entry, blank=found[0], before=f'<entry id="{entry}">', after="</entry>", line="\n")


def _word_columns(found: re.Match[str]) -> _Columns:
    """Below it is a thin paragraph, else two tables would become one."""
    return _Columns(
        before=found["first"],
        between=f'</w:p>{found["second"]}<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>',
        after='</w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="Thin"/></w:pPr></w:p>',
    )


_WORD = _Body(
    new_sheet=re.compile('<w:p><w:pPr><w:pStyle w:val="NewPage"/>'),
    end="<w:sectPr",
    row=re.compile("<w:tr>.*?</w:tr>", re.DOTALL),
    entry='<w:tag w:val="{}"/>',
    option=re.compile(
        r'(?P<question><w:p><w:pPr><w:pStyle w:val="Introduction"/></w:pPr>(?:(?!</w:p>).)*</w:p>)?'
        r'<w:p><w:pPr>(?P<style><w:pStyle w:val="Box(?:Lead)?"/>)</w:pPr>'
        r'(?:(?!</w:p>).)*?<w:tag w:val="(?P<entry>[^"]+)"/>.*?</w:p>',
        re.DOTALL,
    ),
    sentence='<w:pStyle w:val="Normal"/>',
    line_end="<w:r><w:br/></w:r>",
    beside=re.compile(
        r"(?P<first><w:tbl><w:tblPr><w:tblLayout(?:(?!<w:tc>).)*<w:cantSplit/></w:trPr><w:tc><w:tcPr>(?:(?!<w:p>).)*)"
        r'<w:p><w:pPr><w:pStyle w:val="(?:Normal|Introduction|Clause-fr)"/>'
        r"(?:(?!</w:tc>).)*(?P<second></w:tc><w:tc><w:tcPr>(?:(?!<w:p>).)*)",
        re.DOTALL,
    ),
    columns=_word_columns,
    slots=_word_texts,
)

# ---- OpenDocument

_OPEN_ENTRY = re.compile(
    r'office:string-value="(?P<declared>[^"]*)" text:name="(?P<name>[^"]+)"'
    r'|(?P<gap><text:span text:style-name="Gap">)?'
    r'<text:user-field-input text:name="(?P<entry>[^"]+)"(?P<rest>[^>]*)>(?P<dots>[^<]*)'
    r"(?:(?P<end></text:user-field-input>(?:</text:span>)?</text:p>)"
    r'(?P<more>(?:<text:p text:style-name="(?:Last)?Ruled" />)+)'
    r"|(?P<until></text:user-field-input>(?:</?text:span[^>]*>)*)(?P<point>\.))?"
    r"|(?<=-input></text:span>)(?P<parts></text:p><text:p )"
    r'(?P<both>text:style-name="(?:Last|Poster(?:Small)?)Room">(?:(?!<text:user).)*'
    r'<text:user-field-input text:name="(?P<twin>[^"]+)"(?:(?!</text:p>).)*)'
    r'(?:(?P<ruled></text:p>(?:<text:p text:style-name="Ruled" />)+)(?=</table:table-cell>)'
    r"|(?=</text:p></table:table-cell>))"
    r'|(?:(?P<parted>(?<!-input></text:span>)</text:p><text:p )?text:style-name="(?:Cell|Last)Room"(?(parted)>)'
    r'|(?<=</text:p><text:p )text:style-name="(?P<low>Low)Room")'
    r'(?=>?(?:<text:span [^>]*>)?<text:user-field-input text:name="(?P<cell>[^"]+)")'
    r"|<loext:content-control (?P<state>[^>]*)>☐</loext:content-control>(?:<text:tab />)?"
)
_IN_OPEN_TWIN = (
    r'<table:table-cell [^>]*><text:p text:style-name="Label">(?:(?!</table:table-cell>).)*'
    r'<text:p text:style-name="LowRoom">(?:<text:span [^>]*>)?<text:user-field-input text:name='
)
_OPEN_LINE = re.compile(
    r"<table:table (?:(?!<text:p).)*"
    r'<text:p text:style-name="LowLabel">(?P<named>(?:<text:span [^>]*>)?[^<]{0,26}(?:</text:span>)?)</text:p>'
    r'</table:table-cell><table:table-cell [^>]*><text:p text:style-name="LowRoom">'
    r'(?P<listed>(?:<text:span [^>]*>)?<text:user-field-input text:name="(?P<list>[^"]+)"[^>]*>[^<]*'
    r"</text:user-field-input>(?:</text:span>)?)"
    r'(?P<lines></text:p>(?:<text:p text:style-name="Ruled" />)+</table:table-cell></table:table-row></table:table>'
    r'(?:<text:p text:style-name="Thin(?:End)?" />|(?!<text:p text:style-name="ThinLead")))'
    rf'|(?P<whole>table:style-name="[^"]+")(?=>{_IN_OPEN_TWIN}"(?P<one>[^"]+)"'
    rf'(?:(?!</table:table-cell>).)*</table:table-cell>{_IN_OPEN_TWIN}"(?P<other>[^"]+)")'
    r'|(?P<height>table:style-name="[^"]+")(?P<start>><table:table-cell )'
    r'(?P<label>table:style-name="[^"]+"[^>]*><text:p text:style-name="(?:Low)?Label(?:Poster(?:Small)?)?")'
    r"(?P<between>>(?:(?!</table:table-cell>).)*</table:table-cell><table:table-cell )"
    r'(?P<rule>table:style-name="[^"]+"[^>]*><text:p text:style-name="(?P<poster>Poster(?:Small)?)?(?:Low)?Room")'
    r'(?=>(?:<text:span [^>]*>)?<text:user-field-input text:name="(?P<room>[^"]+)")'
)
"""As in Word: what is drawn around a label and its lines is in the styles of the row and of its cells.

Here rows with an answer are no higher than it: with the room above that a rule asks for, a long plan took a sheet more.
"""
_OPEN_CELL = re.compile(r'^table:style-name="[^"]+"')
_CHECKED = 'loext:checked="false"'
_TAG = re.compile(r'loext:tag="([^"]+)"')


def _open_texts(xml: str, conditions: Conditions) -> Iterator[Segment]:
    """The slots of a text: its fields, and the lines to write on."""
    for segment in _cut(xml, _OPEN_LINE, _open_line):
        yield from _open_entries(segment, conditions) if isinstance(segment, str) else (segment,)


def _open_entries(xml: str, conditions: Conditions) -> Iterator[Segment]:
    return _cut(xml, _OPEN_ENTRY, lambda found: _open_entry(found, conditions))


def _open_line(found: re.Match[str]) -> Iterator[Segment]:
    if found["list"]:
        before = found[0].partition(found["listed"])[0]
        label = f'<text:span text:style-name="ListedLabel">{found["named"]}</text:span><text:tab />'
        answered = f'<text:p text:style-name="Listed">{label}'
        yield MarkSlot(entry=found["list"], blank=before, answered=answered)
        yield found["listed"]
        yield MarkSlot(entry=found["list"], blank=found["lines"], answered="</text:p>")
        return
    if found["whole"]:
        yield _held_twins(found)
        return
    room = found["room"]
    yield MarkSlot(entry=room, blank=found["height"], answered=found["height"] if found["poster"] else "")
    yield found["start"]
    yield MarkSlot(entry=room, blank=found["label"], answered=_open_at_top(found["label"]))
    yield found["between"]
    yield MarkSlot(entry=room, blank=found["rule"], answered=_open_at_top(found["rule"]))


def _open_at_top(look: str) -> str:
    """As in Word: its cell has a style in `templates/opendocument/content.xml`."""
    return _OPEN_CELL.sub('table:style-name="Answered"', look).replace('"Low', '"')


def _open_entry(found: re.Match[str], conditions: Conditions) -> Iterator[Segment]:
    if found["name"]:
        yield 'office:string-value="'
        yield TextSlot(entry=found["name"], blank=found["declared"], before="", after="", line="&#10;")
        yield f'" text:name="{found["name"]}"'
    elif found["entry"]:
        if found["gap"]:
            yield MarkSlot(entry=found["entry"], blank=found["gap"], answered="<text:span>")
        yield f'<text:user-field-input text:name="{found["entry"]}"{found["rest"]}>'
        yield TextSlot(entry=found["entry"], blank=found["dots"], before="", after="", line=" ")
        if found["more"]:
            yield found["end"]
            yield MarkSlot(entry=found["entry"], blank=found["more"], answered="")
        elif found["point"]:
            yield found["until"]
            yield PointSlot(entry=found["entry"], point=".")
    elif found["both"]:
        yield _twin(found, conditions, _open_entries)
        yield from _ruled(found, "</text:p>")
    elif found["cell"]:
        answered = "" if found["parted"] else f'text:style-name="{"Room" if found["low"] else "Cell"}"'
        yield MarkSlot(entry=found["cell"], blank=found[0], answered=answered)
    else:
        tagged = _TAG.search(found["state"])
        assert tagged, "a box has the id of its entry"
        ticked = found[0].replace(_CHECKED, 'loext:checked="true"').replace("☐</", "☒</")
        yield MarkSlot(entry=tagged[1], blank=found[0], answered=ticked if conditions.by_hand else "")


def _open_columns(found: re.Match[str]) -> _Columns:
    """A table has a name of its own, or none."""
    return _Columns(
        before=found["table"] + found["first"],
        between=f'</text:p>{found["second"]}<text:p text:style-name="Standard">',
        after="</table:table-cell></table:table-row></table:table>",
    )


_OPEN = _Body(
    new_sheet=re.compile('<text:p text:style-name="NewPage" />'),
    end="</office:text>",
    row=re.compile("<table:table-row .*?</table:table-row>"),
    entry='text:name="{}"',
    option=re.compile(
        r'(?P<question><text:p text:style-name="Introduction">(?:(?!</text:p>).)*</text:p>)?'
        r'<text:p (?P<style>text:style-name="Box(?:Lead)?")>'
        r'<loext:content-control [^>]*loext:tag="(?P<entry>[^"]+)"[^>]*>.*?</text:p>'
    ),
    sentence='text:style-name="Standard"',
    line_end="<text:line-break />",
    beside=re.compile(
        r'style:name="(?P<look>[^"]+)" style:family="table"><style:table-properties [^>]*fo:keep-with-next="auto".*?'
        r'(?P<table><table:table) table:name="[^"]+"'
        r'(?P<first> table:style-name="(?P=look)"(?:(?!<table:table-cell).)*<table:table-cell [^>]*>)'
        r'<text:p text:style-name="Standard">(?:(?!</table:table-cell>).)*'
        r"(?P<second></table:table-cell><table:table-cell [^>]*>)",
        re.DOTALL,
    ),
    columns=_open_columns,
    slots=_open_texts,
)

# ---- PowerPoint

_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
_MARKED = re.compile(r'(?P<look><a:rPr [^>]*bmk="(?P<entry>[^"]+)"/><a:t>)(?P<dots>[^<]*)')


def _slide_texts(xml: str, conditions: Conditions) -> Iterator[Segment]:
    return _cut(xml, _MARKED, _slide_text)


def _slide_text(found: re.Match[str]) -> Iterator[Segment]:
    yield found["look"]
    yield TextSlot(entry=found["entry"], blank=found["dots"], before="", after="", line=" · ")


_SLOTS: Mapping[str, _Slots] = {
    "word/document.xml": _WORD.cut,
    "customXml/item1.xml": _word_values,
    "content.xml": _OPEN.cut,
}
