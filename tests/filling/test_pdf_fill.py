"""Filled PDF forms: every value whole and shown, and the standards kept."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
import typst
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from macros.content.site import ROOT, Site
from macros.filling.answers import read_answers
from macros.filling.exchange import Content, Fonts, Form, Shortfall, TextField
from macros.filling.pdf_fields import form_of
from macros.filling.scripts import Scripts
from macros.model.language import Edition
from macros.papers.downloads import Pack
from macros.papers.paper import Format
from macros.papers.pdf_form import MULTILINE
from macros.rendering.fonts import NAMES_FONT, font_file
from tests.building import OnePaper
from tests.filling.answering import KASTEELWIJK, MARITIME
from tests.filling.functions import FilledForm, Functions
from tests.papers.reading_papers import assert_sound, every, state_of
from tests.tools import Tools

NAMES = (
    "Jean-François d’Hœuvre",
    "Ayşe Gül Öztürk-Iğdır İnan",
    "Łukasz Śliwiński ą",
    "Ștefan Țăranu",
    "Jiří Dvořáček",
    "Δημήτρης Παπαδόπουλος",
    "Тарас Шевченко",
    "Nguyễn Thị Hồng Ơn",
    "Rue de l’Église 12 (bte 3)",
    "0470 12 34 56",
)
LONG = "Un voisin a vu une camionnette blanche.\n\nLangere uitleg, met nog wat woorden erachter."
HOSTILE = (
    "<script>alert(1)</script> & <b>",
    "{{7*7}} {% raw %}",
    "]]> $& $1 $$ \\g<0> \\1",
    "( ( \\ ) \\( \\",
    "😀 👩‍👩‍👧 ❤️",
    "שלום عليكم \u202eevil\u202c",
    "NUL \x00 \x01 \x7f \x85 \ufffe \uffff",
    "lone \ud800 and \udc00 \ud83d\ude00 \udc00\ud800",
    "x" * 10_000,
    "Ş ğ İ ı Ł ą Ω ж ع 漢字 " * 400,
    "line\r\nline\rline\n\n\n  line\u2028line\t\v\f.\u2029   ",
    "e\u0301 s\u0327 A\u030a \u0301 o\u0302\u0301 \u05d0\u0301 q\u0308 α\u0301",
    "a\u00a0b\u202fc\u2009d\u00adé\u200be\ufeff\u3000f\u2007 ",
    " " * 3_000 + "x" + " " * 3_000,
    "\n",
    "Ж" * 3_000,
)


@dataclass(frozen=True)
class Blank:
    """A form as a reader downloads it, and what a filler knows of it."""

    name: str
    content: bytes
    form: Form


@pytest.fixture(scope="session")
def blanks(pack: Pack) -> list[Blank]:
    """Every form of the pack, in all editions."""
    found = []
    for packed, kind in every(pack, Format.FORM):
        file = packed.files[kind]
        found.append(Blank(file.name, file.content, form_of(file.content)))
    return found


@pytest.fixture(scope="session")
def charter(one_paper: OnePaper) -> Blank:
    file = one_paper("charter", Edition.BOTH).files[Format.FORM]
    return Blank(file.name, file.content, form_of(file.content))


@dataclass(frozen=True)
class Filler:
    """The script that fills in forms, and the fonts that it takes."""

    functions: Functions
    fonts: Fonts

    def fill(self, blank: Blank, texts: Mapping[str, str], ticks: Collection[str] = ()) -> FilledForm:
        """A form with texts and ticks by the id of their entry."""
        return self.functions.fill_pdf(blank.content, blank.form, self.fonts, texts, ticks)


@pytest.fixture(scope="session")
def filler(functions: Functions, fonts: Fonts) -> Filler:
    return Filler(functions, fonts)


def answers(form: Form, values: tuple[str, ...]) -> dict[str, str]:
    """A text for each field: the values by turns; in fields of several lines a longer one, when values are names."""
    return {
        field.id: LONG if field.lines and values is NAMES else values[place % len(values)]
        for place, field in enumerate(form.texts)
    }


def half(form: Form) -> set[str]:
    """The ids of every other box, and of one option of a choice."""
    return set({box.value: box.id for box in form.boxes[::2]}.values())


def filled(blank: Blank, filler: Filler, values: tuple[str, ...]) -> FilledForm:
    return filler.fill(blank, answers(blank.form, values), half(blank.form))


def one(blank: Blank, filler: Filler, field: TextField, text: str) -> FilledForm:
    return filler.fill(blank, {field.id: text})


def one_line(form: Form) -> TextField:
    return next(field for field in form.texts if not field.lines and len(field.places) == 1)


def several_lines(form: Form) -> TextField:
    return next(field for field in form.texts if field.lines and field.places[0].height > 4000)


def as_a_browser_reads(text: str) -> str:
    return text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


# ---------------------------------------------------------------- what stands in the file


def test_without_answers_the_file_comes_back_as_it_was(blanks: list[Blank], filler: Filler) -> None:
    for blank in blanks:
        nothing = dict.fromkeys((field.id for field in blank.form.texts), "")
        assert filler.fill(blank, nothing) == FilledForm(blank.content, ())
        assert filler.fill(blank, {"unknown": "x"}, {"unknown"}).content == blank.content


@pytest.mark.parametrize("values", [NAMES, HOSTILE], ids=["names", "hostile"])
def test_every_value_is_whole_and_every_tick_stands_everywhere(
    values: tuple[str, ...], blanks: list[Blank], filler: Filler
) -> None:
    for blank in blanks:
        content = filled(blank, filler, values).content
        assert content.startswith(blank.content)
        texts, ticks = answers(blank.form, values), half(blank.form)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for field in pdf.Root.AcroForm.Fields:
                if field.FT == "/Tx":
                    assert str(field.V) == as_a_browser_reads(texts[str(field.T)]), f"{blank.name}: {field.T}"
                else:
                    states = {str(widget.AS) for widget in field.Kids if state_of(widget) in ticks}
                    assert states <= {str(field.V)}, f"{blank.name}: {field.T}"
                    assert field.V == "/Off" or states, f"{blank.name}: {field.T}"
                    for widget in field.Kids:
                        own = state_of(widget)
                        assert str(widget.AS) == (f"/{own}" if own in ticks else "/Off"), f"{blank.name}: {own}"


def test_only_values_states_and_drawings_change(charter: Blank, filler: Filler) -> None:
    """What else a reader or a screen reader knows of a field stays: its name, its place, its tag."""
    with (
        pikepdf.open(io.BytesIO(charter.content)) as before,
        pikepdf.open(io.BytesIO(filled(charter, filler, NAMES).content)) as after,
    ):
        for old, new in zip(before.Root.AcroForm.Fields, after.Root.AcroForm.Fields, strict=True):
            assert unchanging(old, "/V", "/Kids") == unchanging(new, "/V", "/Kids")
            for was, now in zip(old.Kids, new.Kids, strict=True):
                assert unchanging(was, "/AS") == unchanging(now, "/AS")


def unchanging(found: pikepdf.Object, *changing: str) -> dict[str, object]:
    entries = {key: value for key, value in found.items() if key not in changing}
    return {key: value.unparse() if isinstance(value, pikepdf.Object) else value for key, value in entries.items()}


def test_the_second_id_of_a_file_tells_its_content(charter: Blank, filler: Filler) -> None:
    ids = set()
    for name in NAMES:
        with pikepdf.open(io.BytesIO(one(charter, filler, charter.form.texts[0], name).content)) as pdf:
            first, second = (bytes(each).hex() for each in pdf.trailer.ID)
            assert first == charter.form.id
            ids.add(second)
    assert len(ids) == len(NAMES)


# ---------------------------------------------------------------- what shows


@dataclass(frozen=True)
class Shown:
    """What a drawing shows: its lines as characters with their widths, the size of its letters, where it starts."""

    lines: list[str]
    widths: list[float]
    size: float
    first: float
    """The height of the first line above the bottom."""
    leading: float


def drawn(pdf: pikepdf.Pdf, number: int, filler: Filler) -> Shown:
    """What the drawing with this number shows, read as a viewer reads it."""
    found = pdf.get_object(number, 0)
    font = found.Resources.Font.GuideSans
    wide = font.Subtype == "/Type0"
    lines, widths, start, leading, size = [], [], 0.0, 0.0, 0.0
    for instruction in pikepdf.parse_content_stream(found):
        operands, operator = instruction.operands, instruction.operator
        if str(operator) == "Tf":
            size = float(operands[1])
        elif str(operator) == "TL":
            leading = float(operands[0])
        elif str(operator) == "Td":
            assert float(operands[0]) == 2
            start = float(operands[1])
        elif str(operator) == "'":
            code = bytes(operands[0])
            line = code.decode("utf-16-be" if wide else "cp1252")
            letters = filler.fonts.extension if wide else filler.fonts.field
            table = dict(zip(letters.chars, letters.widths, strict=True))
            lines.append(line)
            widths.append(sum(table[char] for char in line) * size / 1000)
    return Shown(lines, widths, size, start - leading, leading)


def shown_in(filled: FilledForm, field: TextField, filler: Filler) -> list[Shown]:
    """What each place of a field shows."""
    with pikepdf.open(io.BytesIO(filled.content)) as pdf:
        return [drawn(pdf, place.drawing, filler) for place in field.places]


def test_an_answer_shows_in_the_font_and_the_colour_of_an_empty_field(charter: Blank, filler: Filler) -> None:
    """In which a viewer sets what is typed later."""
    field = one_line(charter.form)
    with pikepdf.open(io.BytesIO(one(charter, filler, field, "Zoë").content)) as pdf:
        drawing = pdf.get_object(field.places[0].drawing, 0).read_bytes().decode("latin-1")
        usual = str(pdf.Root.AcroForm.DA)
    assert re.sub(r"[\d.]+ Tf", "Tf", usual) in re.sub(r"[\d.]+ Tf", "Tf", drawing)


def test_a_text_shows_whole_and_within_its_place_or_is_told(blanks: list[Blank], filler: Filler) -> None:
    for blank in blanks:
        done = filled(blank, filler, NAMES)
        short = {each.entry for each in done.shortfalls}
        texts = answers(blank.form, NAMES)
        with pikepdf.open(io.BytesIO(done.content)) as pdf:
            for field in blank.form.texts:
                if field.id in short:
                    continue
                for place in field.places:
                    shown = drawn(pdf, place.drawing, filler)
                    assert flat(" ".join(shown.lines)) == flat(texts[field.id]), f"{blank.name}: {field.id}"
                    assert 6.5 <= shown.size <= place.size
                    assert all(width + 4 <= place.width / 100 for width in shown.widths)
                    last = shown.first - shown.leading * (len(shown.lines) - 1)
                    assert last - 0.25 * shown.size > 0
                    assert shown.first + 0.75 * shown.size < place.height / 100


def flat(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_reader_of_pdf_finds_each_value_in_every_place(
    charter: Blank, filler: Filler, tmp_path: Path, tools: Tools
) -> None:
    """Poppler reads the values where their widgets stand, without a complaint about the file."""
    texts = {field.id: f"№{place} Şğİı" for place, field in enumerate(charter.form.texts)}
    (tmp_path / "filled.pdf").write_bytes(filler.fill(charter, texts).content)
    found = list(poppler_words(tmp_path / "filled.pdf", tools))
    with pikepdf.open(tmp_path / "filled.pdf") as pdf:
        wanted = {}
        for number, page in enumerate(pdf.pages):
            for widget in page.obj.get("/Annots", ()):
                if widget.get("/Subtype") == "/Widget" and widget.Parent.FT == "/Tx":
                    left, bottom, right, top = (float(edge) for edge in widget.Rect)
                    height = float(page.mediabox[3])
                    value = str(widget.Parent.V).split()[0]
                    wanted[number, value, left, top] = (left, height - top, right, height - bottom)
    assert len(wanted) == sum(len(field.places) for field in charter.form.texts)
    for (page_number, value, *_), (left, top, right, bottom) in wanted.items():
        assert any(
            (page_number, value) == (on, text) and left <= x0 and x1 <= right and top <= (y0 + y1) / 2 <= bottom
            for on, text, x0, y0, x1, y1 in found
        ), value


def poppler_words(file: Path, tools: Tools) -> Iterator[tuple[int, str, float, float, float, float]]:
    done = tools.run("pdftotext", "-bbox", file, "-")
    assert done.stderr == ""
    html = "{http://www.w3.org/1999/xhtml}"
    for number, page in enumerate(ElementTree.fromstring(done.stdout).iter(f"{html}page")):
        for word in page.iter(f"{html}word"):
            left, top, right, bottom = (float(word.get(edge) or 0) for edge in ("xMin", "yMin", "xMax", "yMax"))
            yield number, word.text or "", left, top, right, bottom


def test_a_text_that_is_too_long_is_set_smaller(charter: Blank, filler: Filler) -> None:
    field = one_line(charter.form)
    sizes = []
    for count in range(1, 400):
        done = one(charter, filler, field, "i" * count)
        (shown,) = shown_in(done, field, filler)
        sizes.append(shown.size)
        if done.shortfalls:
            assert shown.widths[0] + 4 > field.places[0].width / 100
            break
    assert sizes == sorted(sizes, reverse=True)
    assert set(sizes) == {half / 2 for half in range(13, field.places[0].size * 2 + 1)}
    assert done.shortfalls == (Shortfall(entry=field.id, reason="length"),)


def test_places_of_different_size_are_set_each_for_itself(charter: Blank, filler: Filler) -> None:
    field = next(field for field in charter.form.texts if field.id == "coordinator-name")
    narrow, wide = shown_in(one(charter, filler, field, "Van den Broucke-Lefèvre"), field, filler)
    assert wide.size == 11 > narrow.size
    too_long = one(
        charter, filler, field, "Van den Broucke-Lefèvre de la Kethulle de Ryhove, gezegd Vandenbroucke. " * 2
    )
    assert too_long.shortfalls == (Shortfall(entry="coordinator-name", reason="length"),)


def test_what_is_typed_in_a_single_line_stands_on_its_rule(charter: Blank, tmp_path: Path, tools: Tools) -> None:
    """As Poppler sets it: like other viewers in the middle of its place, from the descenders of its font upwards."""
    rules: dict[str, list[float]] = {}
    with pikepdf.open(io.BytesIO(charter.content)) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        for number, field in enumerate(pdf.Root.AcroForm.Fields):
            if field.FT == "/Tx" and not int(field.get("/Ff", 0)) & MULTILINE:
                field.V = pikepdf.String(f"g{number}")
                rules[f"g{number}"] = [float(widget.Rect[1]) for widget in field.Kids]
        height = float(pdf.pages[0].mediabox[3])
        pdf.save(tmp_path / "typed.pdf")
    assert len(rules) > 30
    found: dict[str, list[float]] = {}
    for _, text, _, _, _, bottom in poppler_words(tmp_path / "typed.pdf", tools):
        if text in rules:
            found.setdefault(text, []).append(height - bottom)
    assert {text: len(each) for text, each in found.items()} == {text: len(each) for text, each in rules.items()}
    for text, bottoms in found.items():
        assert sorted(bottoms) == pytest.approx(sorted(rules[text]), abs=1.5), text


def test_ordinary_answers_fit_however_long_they_are(
    pack: Pack, filler: Filler, site: Site, asked: Content, scripts: Scripts
) -> None:
    """Two names, an address with its place, an e-mail address and a number: nobody should have to shorten them.

    The other papers are set anew with their answers.
    """
    for file in (KASTEELWIJK, MARITIME):
        given = read_answers(file.read_bytes(), file.name, asked, scripts).content["answers"]
        for edition in Edition:
            values = filler.functions.call("values", "valuesOf", asked, given, edition)
            for document in (each.id for each in site.catalogue.documents.values() if each.by_hand):
                content = pack.papers[document, edition].files[Format.FORM].content
                done = filler.fill(Blank(document, content, form_of(content)), values["texts"], values["ticks"])
                assert not [each for each in done.shortfalls if each.reason == "length"], f"{document} {edition}"


def test_a_long_answer_keeps_its_lines_and_breaks_at_spaces(charter: Blank, filler: Filler) -> None:
    field = several_lines(charter.form)
    text = (
        "Première ligne\n\nde laatste straat van deze buurt, met alle huizen aan beide kanten ervan "
        + "x" * 90
        + " fin"
    )
    (shown,) = shown_in(one(charter, filler, field, text), field, filler)
    assert shown.lines[:2] == ["Première ligne", ""]
    assert shown.lines[2] == "de laatste straat van deze buurt, met alle huizen aan beide kanten ervan"
    assert "".join(shown.lines[3:-1]) + shown.lines[-1].split()[0] == "x" * 90
    assert shown.lines[-1].endswith(" fin")
    assert shown.first == pytest.approx(field.places[0].height / 100 - shown.leading, abs=0.01)


def test_of_a_too_long_answer_no_half_line_shows(charter: Blank, filler: Filler) -> None:
    field = several_lines(charter.form)
    done = one(charter, filler, field, "een straat " * 1000)
    (shown,) = shown_in(done, field, filler)
    assert shown.size == 6.5
    assert 0 < shown.first - shown.leading * (len(shown.lines) - 1) < shown.leading + 2
    assert done.shortfalls == (Shortfall(entry=field.id, reason="length"),)


def test_characters_that_no_font_holds_are_told_and_stand_as_question_marks(charter: Blank, filler: Filler) -> None:
    field = one_line(charter.form)
    for text, shows in (
        ("Ali علي 漢 ع", "Ali ??? ? ?"),
        ("Zoë 😀", "Zoë ?"),
        ("A\x00B", "A?B"),
        ("A\ud800B", "A?B"),
        ("\x7f\x81", "??"),
    ):
        done = one(charter, filler, field, text)
        assert done.shortfalls == (Shortfall(entry=field.id, reason="characters"),)
        assert [shown.lines for shown in shown_in(done, field, filler)] == [[shows]]


def test_what_nobody_sees_is_no_shortfall(charter: Blank, filler: Filler) -> None:
    """Spaces of all widths, hints for breaking words, accents that stand apart."""
    field = one_line(charter.form)
    done = one(charter, filler, field, "Rene\u0301\u202f!\tZoe\u0308\u2009du\u00ad\u200bpont\r\ns\u0327 \u00a0\n")
    assert done.shortfalls == ()
    assert [shown.lines for shown in shown_in(done, field, filler)] == [["René\u00a0! Zoë dupont ş"]]


def test_names_of_our_neighbours_show(charter: Blank, filler: Filler) -> None:
    field = one_line(charter.form)
    for name in NAMES:
        done = one(charter, filler, field, name)
        assert done.shortfalls == ()
        assert [shown.lines for shown in shown_in(done, field, filler)] == [[name]]


def test_the_second_font_is_there_once_and_only_when_needed(charter: Blank, filler: Filler) -> None:
    first, second = charter.form.texts[:2]
    french = filler.fill(charter, {first.id: "Hœuvre €", second.id: "“Zoë” –"}).content
    both = filler.fill(charter, {first.id: "Łukasz", second.id: "Ayşe"}).content
    assert french.count(b"/CIDFontType2") == charter.content.count(b"/CIDFontType2")
    assert both.count(b"/CIDFontType2") == charter.content.count(b"/CIDFontType2") + 1
    assert len(french) < len(charter.content) + 1500


def test_each_letter_of_the_second_font_is_its_own(charter: Blank, filler: Filler) -> None:
    """Its code leads to its drawing, its width and its character."""
    source = TTFont(font_file(NAMES_FONT, ROOT / ".cache" / "fonts"))
    names, outlines = source.getBestCmap(), source.getGlyphSet()
    with pikepdf.open(io.BytesIO(one(charter, filler, charter.form.texts[0], "Ł").content)) as pdf:
        font = pdf.get_object(charter.form.size, 0)
        inner = font.DescendantFonts[0]
        glyphs, told = inner.CIDToGIDMap.read_bytes(), font.ToUnicode.read_bytes().decode()
        embedded = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
        listed = width_table(inner.W)
    drawings, order = embedded.getGlyphSet(), embedded.getGlyphOrder()
    ranges = [(int(first, 16), int(last, 16)) for first, last in re.findall(r"<(\w+)> <(\w+)> <\1>", told)]
    assert filler.fonts.extension.chars == "".join(map(chr, sorted(names)))
    assert set(filler.fonts.field.chars) - {"\x7f"} <= set(filler.fonts.extension.chars)
    for char, width in zip(filler.fonts.extension.chars, filler.fonts.extension.widths, strict=True):
        code = ord(char)
        name = order[int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")]
        assert outline(drawings, name) == outline(outlines, names[code]), char
        assert width == listed[code] == round(source["hmtx"][names[code]][0] * 1000 / source["head"].unitsPerEm)
        assert any(first <= code <= last for first, last in ranges), char


def test_papers_are_not_set_in_the_second_font(tmp_path: Path) -> None:
    """Typst takes every font of the folder that it recognizes; this one has the name of the font of the papers."""
    shutil.copy(font_file(NAMES_FONT, ROOT / ".cache" / "fonts"), tmp_path)
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(tmp_path)])
    assert found.families() == []


def width_table(listed: pikepdf.Object) -> dict[int, int]:
    pairs = iter(listed)
    return {int(first) + place: int(width) for first in pairs for place, width in enumerate(next(pairs))}


def outline(glyphs: Any, name: str) -> Any:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value


# ---------------------------------------------------------------- the standards


def test_filled_forms_keep_both_standards(pack: Pack, filler: Filler, tmp_path: Path, tools: Tools) -> None:
    for paper in ("charter", "evaluation-form", "invitation", "message-log", "reflex-card", "support-survey"):
        packed = pack.papers[paper, Edition.FR].files[Format.FORM]
        blank = Blank(paper, packed.content, form_of(packed.content))
        (tmp_path / f"{paper}.pdf").write_bytes(filled(blank, filler, NAMES).content)
        (tmp_path / "hostile.pdf").write_bytes(filled(blank, filler, HOSTILE).content)
    files = sorted(tmp_path.glob("*.pdf"))
    assert len(files) == 7
    for said in tools.verapdf(files).values():
        assert_sound(said)


def test_qpdf_finds_nothing_wrong_with_filled_forms(
    blanks: list[Blank], filler: Filler, tmp_path: Path, tools: Tools
) -> None:
    for place, blank in enumerate(blanks):
        file = tmp_path / blank.name
        file.write_bytes(filled(blank, filler, (NAMES, HOSTILE)[place % 2]).content)
        assert tools.complaints(file) == ""


def test_the_form_data_for_the_browser_stay_small(blanks: list[Blank]) -> None:
    for blank in blanks:
        assert len(blank.form.json_text()) < 40_000, blank.name
