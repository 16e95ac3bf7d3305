"""Every format of a paper says the same, asks for the same, and carries a value typed once everywhere."""

from __future__ import annotations

import copy
import ctypes
import functools
import html
import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from macros.content.site import ROOT, Site
from macros.filling.exchange import TextSlot
from macros.filling.shown import conditions_in
from macros.filling.slots import parts_of
from macros.model.blocks import Choice, inner_blocks
from macros.model.blocks import Table as TableBlock
from macros.model.language import Edition, Language
from macros.model.records import Document, FieldKind, Orientation
from macros.model.typography import typeset
from macros.pages.view import View, document_html
from macros.papers.docx import word_file
from macros.papers.docx_parts import NAMESPACE, twips
from macros.papers.downloads import Pack, PackedPaper
from macros.papers.from_records import document_paper
from macros.papers.odt import GAP, open_document
from macros.papers.office import DOTS, LINE
from macros.papers.paper import CHECKLIST, Format
from macros.papers.pdf import print_pdf
from macros.tree.nodes import (
    Blank,
    Box,
    Card,
    FieldLine,
    Group,
    Heading,
    Items,
    Marker,
    NewPage,
    Node,
    Paragraph,
    Poster,
    Role,
    Signatures,
    Slide,
    Table,
    ToSign,
    Words,
)
from tests.building import SITE_URL, BuiltSite, OnePaper
from tests.papers.reading_papers import (
    ODF,
    WORD,
    Word,
    as_shown,
    beginning,
    body_of,
    body_text,
    elements_in,
    elements_of,
    every,
    flat,
    introductions,
    lost_and_added,
    part,
    pdf_text,
    pieces,
    rewritten,
    sheets_of,
    state_of,
    words_in,
)
from tests.tools import Tools

TEXTUAL = (Format.WORD, Format.OPEN)
ONLY_ON_PAGES = (
    "explanation",
    "source-mark",
    "blank",
    "field-line__help",
    "visually-hidden",
    "paper__head",
    "poster__alternative",
    "for-shops",
)
"""What a page shows beside the text of the paper: help, sources, and the names of blanks."""
_UNITS = "ans?|jours?|mois|heures?|voix|oui|non|jaar|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|uur|min|ja|nee|€|%"
TORN = re.compile(
    rf"\b[^\W\d_]{{1,3}}-\n\w|\w-\n[^\W\d_]{{1,3}}\b|\d\n(?:{_UNITS})\b|\b(?:[Aa]rt\.|n°|nr\.|[Bb]lad|[Ff]euille)\n\d"
)
"""What the end of one line and the beginning of the next part badly."""
VALUE = "Van den Broucke-Lefèvre"
MM = 72 / 25.4
"""A millimetre, in points."""


@pytest.mark.parametrize("kind", TEXTUAL)
def test_word_and_opendocument_files_say_the_paper_block_by_block(
    kind: Format, pack: Pack, folder: Path, tools: Tools, tmp_path: Path
) -> None:
    """As LibreOffice opens them."""
    opened = tools.opened([folder / packed.files[kind].name for packed, _ in every(pack, kind)], tmp_path)
    for packed, _ in every(pack, kind):
        name = packed.files[kind].name
        lost, added = lost_and_added(packed.paper, body_text(opened / f"{name}.fodt"))
        assert lost == [], name
        assert set(added) <= set("/:·☐."), f"{name} adds {added!r}"


HEADINGS = {
    Format.WORD: (
        "word/document.xml",
        re.compile(r'<w:p><w:pPr><w:pStyle w:val="Clause-(fr|nl)"/>(?:(?!</w:p>).)*</w:p>', re.DOTALL),
    ),
    Format.OPEN: (
        "content.xml",
        re.compile(
            r'<text:list-item><text:h text:style-name="(?:Clause-(?:fr|nl)|paragraph-\d+)".*?</text:list-item>',
            re.DOTALL,
        ),
    ),
}
"""The headings of clauses."""


@pytest.mark.parametrize("kind", TEXTUAL)
def test_whoever_deletes_a_clause_has_the_others_counted_anew_in_both_languages(
    kind: Format, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    charter = one_paper("charter", Edition.BOTH)
    source = tmp_path / charter.files[kind].name
    source.write_bytes(charter.files[kind].content)
    name, heading = HEADINGS[kind]
    with zipfile.ZipFile(source) as archive:
        whole = archive.read(name).decode()
    second = [found[0] for found in heading.finditer(whole)][2:4]
    shortened = functools.reduce(lambda text, found: text.replace(found, "", 1), second, whole)
    rewritten(source, tmp_path / f"shorter{kind}", name, whole, shortened)
    tools.convert("txt:Text (encoded):UTF8", tmp_path, tmp_path / f"shorter{kind}")
    said = (tmp_path / "shorter.txt").read_text("utf-8").replace("\u00a0", " ")
    shown = re.findall(r"(Arti(?:cle|kel) \d+)\. (.+)$", said, re.MULTILINE)
    clauses = [node for node in charter.paper.nodes if isinstance(node, Heading) and node.number]
    kept = [clauses[0], *clauses[2:]]
    for place, word in enumerate(("Article", "Artikel")):
        expected = [(f"{word} {number}", str(node.text[place])) for number, node in enumerate(kept, start=1)]
        assert [found for found in shown if found[0].startswith(word)] == expected


NUMBERED = {
    Format.WORD: ("word/document.xml", r'<w:p><w:pPr><w:pStyle w:val="ListNumber"/>(?:(?!</w:p>).)*</w:p>'),
    Format.OPEN: (
        "content.xml",
        r'<text:list-item(?: [^>]*)?><text:p text:style-name="Item(?:Lead)?">.*?</text:list-item>',
    ),
}
"""The items of lists with numbers, or of any."""


@pytest.mark.parametrize("edition", [Edition.FR, Edition.BOTH])
@pytest.mark.parametrize("kind", TEXTUAL)
def test_whoever_deletes_an_item_has_the_others_counted_anew_in_both_languages(
    kind: Format, edition: Edition, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """An item that others follow; they are counted from 1, and so they were."""
    by_laws = one_paper("by-laws", edition)
    source = tmp_path / by_laws.files[kind].name
    source.write_bytes(by_laws.files[kind].content)
    (listed,) = [node for node in by_laws.paper.nodes if isinstance(node, Items) and node.marker is Marker.NUMBER]
    name, item = NUMBERED[kind]
    with zipfile.ZipFile(source) as archive:
        whole = archive.read(name).decode()
    shorter = whole
    for place in range(len(edition.languages)):
        (deleted,) = [
            found for found in re.findall(item, whole) if flat(said_in(listed.items[1], place)) in flat(plain(found))
        ]
        shorter = shorter.replace(deleted, "<w:p/>" if kind is Format.WORD else "", 1)
    rewritten(source, tmp_path / f"shorter{kind}", name, whole, shorter)
    for file, kept in ((source, listed.items), (tmp_path / f"shorter{kind}", (listed.items[0], *listed.items[2:]))):
        tools.convert("txt:Text (encoded):UTF8", tmp_path, file)
        said = (tmp_path / f"{file.stem}.txt").read_text("utf-8")
        for place in range(len(edition.languages)):
            for number, each in enumerate(kept, start=1):
                assert f"{number}.{flat(said_in(each, place))}" in flat(said), (file.name, number)


COUNTED = ("support-survey", "evaluation-form", "evening-sheets")
"""Papers whose questions or rows begin with a number."""


@pytest.mark.parametrize("edition", [Edition.NL, Edition.BOTH])
@pytest.mark.parametrize("paper_id", COUNTED)
@pytest.mark.parametrize("kind", TEXTUAL)
def test_whoever_deletes_a_question_or_a_row_has_the_others_counted_anew(
    kind: Format, paper_id: str, edition: Edition, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """Their numbers were text."""
    packed = one_paper(paper_id, edition)
    source = tmp_path / packed.files[kind].name
    source.write_bytes(packed.files[kind].content)
    name = PARAGRAPHS[kind][0]
    with zipfile.ZipFile(source) as archive:
        whole = archive.read(name).decode()
    second, third = (numbered_in(source, number, tools) for number in (2, 3))
    paragraph = {
        Format.WORD: r"<w:p>(?:(?!</w:p>).)*</w:p>",
        Format.OPEN: r"<text:list [^>]*><text:list-item>(?:(?!</text:list>).)*</text:list>",
    }[kind]
    deleted = [found for found in re.findall(paragraph, whole) if flat(plain(found)) in second]
    assert len(deleted) >= len(edition.languages)
    shorter = functools.reduce(
        lambda text, found: text.replace(found, "<w:p/>" if kind is Format.WORD else "<text:p/>", 1), deleted, whole
    )
    rewritten(source, tmp_path / f"shorter{kind}", name, whole, shorter)
    assert numbered_in(tmp_path / f"shorter{kind}", 2, tools) == third


@pytest.mark.parametrize("paper_id", COUNTED)
def test_questions_and_rows_that_change_places_are_counted_anew_on_the_page_and_in_each_paper(
    paper_id: str, site: Site, tools: Tools, tmp_path: Path, language: Language
) -> None:
    """Their numbers were typed in `data/`."""
    document = turned_round(site.catalogue.documents[paper_id])
    asked = [block.question for block in document.blocks if isinstance(block, Choice) and block.numbered]
    tables = [block for block in document.blocks if isinstance(block, TableBlock) and block.numbered]
    rows = [row[0] for table in tables for row in table.rows]
    wanted = [
        flat(f"{number}. {typeset(text[language], language)}")
        for texts in (asked, rows)
        for number, text in enumerate(texts, start=1)
    ]
    assert len(wanted) >= 6
    paper = document_paper(site, document, Edition(language), SITE_URL)
    page = document_html(document, View(site, site.page(document.page, language)))
    said = {"page": html.unescape(re.sub("<[^>]+>", "", page))}
    print_file = tmp_path / "paper.pdf"
    print_file.write_bytes(print_pdf(paper, ROOT / ".cache" / "fonts"))
    said["pdf"] = tools.said("pdftotext", "-raw", print_file, "-")
    for kind, content in ((Format.WORD, word_file(paper)), (Format.OPEN, open_document(paper))):
        (tmp_path / f"paper{kind}").write_bytes(content)
        tools.convert("txt:Text (encoded):UTF8", tmp_path, tmp_path / f"paper{kind}")
        said[kind] = (tmp_path / "paper.txt").read_text("utf-8")
    missing = [(name, words) for name, text in said.items() for words in wanted if words not in flat(text)]
    assert not missing


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("paper_id", COUNTED)
def test_the_number_of_a_question_or_a_row_stands_apart_from_its_words(
    paper_id: str, site: Site, edition: Edition
) -> None:
    """Word and OpenDocument, which count themselves, cut it off the words again."""
    nodes = document_paper(site, site.catalogue.documents[paper_id], edition, SITE_URL).nodes
    questions = [node.nodes[0] for node in nodes if isinstance(node, Group) and isinstance(node.nodes[0], Paragraph)]
    counted = [question.text for question in questions if isinstance(question, Paragraph) and question.number]
    counted += [row[0] for node in nodes if isinstance(node, Table) and node.numbered for row in node.rows]
    assert counted
    assert not [str(words) for text in counted for words in text if re.match(r"\d+\.", str(words))]


def turned_round(document: Document) -> Document:
    """A document whose numbered questions, and rows of numbered tables, come from the last to the first."""
    questions = [block for block in document.blocks if isinstance(block, Choice) and block.numbered]
    blocks = tuple(questions.pop() if isinstance(each, Choice) and each.numbered else each for each in document.blocks)
    turned = tuple(
        each.model_copy(update={"rows": each.rows[::-1]}) if isinstance(each, TableBlock) and each.numbered else each
        for each in blocks
    )
    return document.model_copy(update={"blocks": turned})


def numbered_in(file: Path, number: int, tools: Tools) -> set[str]:
    """What has this number in a text, as LibreOffice writes it out."""
    tools.convert("txt:Text (encoded):UTF8", file.parent, file)
    lines = (line.strip() for line in re.split(r"[\t\n]", file.with_suffix(".txt").read_text("utf-8")))
    return {flat(line.removeprefix(f"{number}.")) for line in lines if line.startswith(f"{number}.")}


@pytest.mark.parametrize("edition", [Edition.FR, Edition.BOTH])
@pytest.mark.parametrize("kind", TEXTUAL)
def test_a_list_goes_on_after_a_note_or_begins_with_another_number(
    kind: Format, edition: Edition, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    def text(words: str) -> Paragraph:
        return Paragraph(tuple(Words(each, (f"{words} {each}",)) for each in edition.languages))

    def listed(start: int, *items: str) -> Items:
        return Items(Marker.NUMBER, tuple((text(each),) for each in items), start)

    nodes = (
        listed(1, "pear", "plum"),
        text("Note"),
        listed(3, "apple"),
        text("Other"),
        listed(7, "oak"),
        listed(1, "elm"),
    )
    paper = replace(one_paper("chat-rules", edition).paper, nodes=nodes)
    file = tmp_path / f"paper{kind}"
    file.write_bytes(word_file(paper) if kind is Format.WORD else open_document(paper))
    tools.convert("txt:Text (encoded):UTF8", tmp_path, file)
    said = (tmp_path / "paper.txt").read_text("utf-8")
    for language in edition.languages:
        assert re.findall(rf"(\d+)\.\s+(\w+) {language}", said) == [
            ("1", "pear"),
            ("2", "plum"),
            ("3", "apple"),
            ("7", "oak"),
            ("1", "elm"),
        ]


def said_in(item: Iterable[Node], place: int) -> str:
    """What an item says in one of the languages."""
    return "".join(str(node.text[place]) for node in item if isinstance(node, Paragraph))


def plain(xml: str) -> str:
    """The text of a piece of XML."""
    return html.unescape(re.sub("<[^>]+>", "", xml))


@pytest.mark.parametrize("kind", TEXTUAL)
def test_what_is_signed_has_the_sheets_of_its_pdf_file_and_one_for_all_who_sign(
    kind: Format, pack: Pack, drawn: Callable[[Format], Path], tools: Tools
) -> None:
    """With the font that Word has, or the one that is as wide: a page of the charter is the same page everywhere."""
    for packed in (
        pack.papers[each, edition]
        for each in ("charter", "by-laws", "communication-plan", "member-registration")
        for edition in Edition
    ):
        name = packed.files[kind].name
        sheets = [flat(sheet) for sheet in tools.said("pdftotext", drawn(kind) / f"{name}.pdf", "-").split("\f")[:-1]]
        assert len(sheets) == packed.files[Format.PRINT].pages, name
        for window in (node for node in packed.paper.nodes if isinstance(node, Signatures)):
            signing = [flat(str(pane.function[0])) for pane in window.panes]
            assert any(all(each in sheet for each in signing) for sheet in sheets), f"{name}: signed on two sheets"
        for table in (node for node in packed.paper.nodes if isinstance(node, Table)):
            if len(table.rows) > 8:  # a long one may go on on the next sheet, below its heads
                continue
            heads = [flat(str(row[0][0])) for row in (table.columns, *table.rows) if row[0]]
            assert any(all(each in sheet for each in heads) for sheet in sheets), f"{name}: {heads} on two sheets"


@pytest.mark.parametrize("kind", TEXTUAL)
def test_no_paper_takes_a_sheet_more_than_its_pdf_file(
    kind: Format, pack: Pack, drawn: Callable[[Format], Path], tools: Tools
) -> None:
    """The version for shops and papers that nobody signs included."""
    for packed, _ in every(pack, kind):
        sheets = tools.said("pdftotext", drawn(kind) / f"{packed.files[kind].name}.pdf", "-").count("\f")
        assert sheets <= packed.files[Format.PRINT].pages, packed.files[kind].name


def test_no_blank_of_a_word_file_is_parted_within_its_dots(
    pack: Pack, drawn: Callable[[Format], Path], tools: Tools
) -> None:
    """Where a label and its dots are longer than their line, the last dots would stand alone on the next."""
    kind = Format.WORD
    for packed, _ in every(pack, kind):
        words = words_in(drawn(kind) / f"{packed.files[kind].name}.pdf", tools)
        dots = [len(found[1]) if (found := re.match("(…+)[.,;]?$", word.text)) else 0 for word in words]
        parted = [each for each in itertools.pairwise(dots) if all(each) and {*each} != {len(DOTS)}]
        assert parted == [], packed.files[kind].name


def test_each_blank_in_an_opendocument_text_is_one_rule(
    pack: Pack, folder: Path, drawn: Callable[[Format], Path]
) -> None:
    """A long label, or a narrow column, might part it."""
    for packed, kind in every(pack, Format.OPEN):
        name = packed.files[kind].name
        spans = part(folder / name, "content.xml").iter(f"{ODF % 'text'}span")
        blanks = [span for span in spans if span.get(f"{ODF % 'text'}style-name") == "Gap"]
        rules = list(underlines(drawn(kind) / f"{name}.pdf"))
        assert len(rules) == len(blanks), name
        assert len(set(rules)) <= 1, name


def underlines(file: Path) -> Iterator[int]:
    """How long, in points, each underline of a blank is; the rules of tables are thinner, or of another colour.

    LibreOffice 26 underlines the space, too, that follows a blank at the end of a line.
    """
    end = (0.0, 0.0)
    with pypdfium2.PdfDocument(file) as pdf:
        for page in pdf:
            for line in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH]):
                colour = [ctypes.c_uint() for _ in "rgba"]
                pdfium.FPDFPageObj_GetStrokeColor(line, *colour)
                left, bottom, right, top = line.get_bounds()
                if bytes(part.value for part in colour[:3]).hex() != "66796f" or not 1.8 < top - bottom < 4:
                    continue
                if not (right - left < 5 and bottom == end[0] and left < end[1]):
                    yield round(right - left)
                end = (bottom, right)


@pytest.mark.parametrize("kind", TEXTUAL)
def test_a_choice_stands_with_its_options_on_one_sheet(
    kind: Format, pack: Pack, site: Site, drawn: Callable[[Format], Path], tools: Tools
) -> None:
    asking = [
        each.id
        for each in site.catalogue.document_versions.values()
        if any(isinstance(b, Choice) for b in inner_blocks(each.blocks))
    ]
    choices = 0
    for packed in (pack.papers[each, edition] for each in asking for edition in Edition):
        file = drawn(kind) / f"{packed.files[kind].name}.pdf"
        said = tools.said("pdftotext", "-raw", file, "-").split("\f")[:-1]
        sheets = [flat(sheet) for sheet in said]
        for group in (node for node in packed.paper.nodes if isinstance(node, Group) and "choice" in node.name):
            first, *options = [beginning(node) for node in group.nodes if isinstance(node, Paragraph | Box)]
            (sheet,) = [sheet for sheet in sheets if first in sheet][:1]
            rest = sheet.partition(first)[2]
            for option in options:
                assert option in rest, f"{packed.paper.name}: {first} {option}"
                rest = rest.partition(option)[2]
            choices += 1
    assert choices > 60


@pytest.mark.parametrize("kind", [Format.PRINT, *TEXTUAL])
def test_no_sheet_is_left_with_a_line_or_two(
    kind: Format, pack: Pack, folder: Path, drawn: Callable[[Format], Path], tools: Tools
) -> None:
    """Not counting its head and its foot. The last sheet of the log holds the beginning of a table in four lines.

    Nor is a box alone, of two either in Word and OpenDocument.
    """
    made = [packed for packed, _ in every(pack, kind) if not any(isinstance(n, Slide) for n in packed.paper.nodes)]
    assert sum(len(list(introductions(packed.paper.nodes))) for packed in made) >= 3, "one in each edition"
    for packed in made:
        name = packed.files[kind].name
        file = drawn(kind) / f"{name}.pdf" if kind in TEXTUAL else folder / name
        said = tools.said("pdftotext", "-raw", file, "-")
        sheets = [body_of(packed.paper, sheet) for sheet in said.split("\f")[:-1]]
        assert min(map(len, sheets)) >= 4, (packed.paper.name, [sheet for sheet in sheets if len(sheet) < 4])
        for boxes in lists_of_boxes(packed.paper.nodes, 2 if kind in TEXTUAL else 3):
            places = [sheet for sheet, lines in enumerate(map("".join, sheets)) for each in boxes if each in lines]
            assert min(Counter(places).values()) > 1, (packed.paper.name, boxes, places)
        for text, question in introductions(packed.paper.nodes):
            together = [sheet for sheet in map("".join, sheets) if text in sheet and question in sheet]
            assert together, (packed.paper.name, text, question)


def test_no_line_of_a_pdf_file_parts_what_is_read_as_one(pack: Pack, folder: Path, tools: Tools) -> None:
    """A figure and what it counts, an abbreviation and its number, the pieces of "e-mail" and "lui-même"."""
    torn = {
        (packed.paper.name, line.text, next_line.text)
        for packed, kind in every(pack, Format.PRINT, Format.NOTES)
        for line, next_line in itertools.pairwise(words_in(folder / packed.files[kind].name, tools))
        if next_line.top > line.top + 4 and next_line.left < line.left
        if TORN.search(f"{line.text}\n{next_line.text}")
    }
    assert not torn, sorted(torn)


def printed_words(packed: PackedPaper, folder: Path, tools: Tools) -> list[Word]:
    """The words of a paper as its PDF file has them."""
    file = folder / "printed.pdf"
    file.write_bytes(packed.files[Format.PRINT].content)
    return words_in(file, tools)


def drawn_words(packed: PackedPaper, kind: Format, folder: Path, tools: Tools) -> list[Word]:
    """The words of a paper as LibreOffice draws it."""
    source = folder / packed.files[kind].name
    source.write_bytes(packed.files[kind].content)
    tools.drawn([source], folder)
    return words_in(folder / f"{source.name}.pdf", tools)


@pytest.mark.parametrize("kind", TEXTUAL)
def test_who_signs_beside_each_other_signs_at_one_height(
    kind: Format, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """However many lines the title above takes: that of the mandated officer has one more."""
    words = drawn_words(one_paper("charter", Edition.BOTH), kind, tmp_path, tools)
    (sheet,) = {word.sheet for word in words if word.text == "Burgemeester"} & {
        word.sheet for word in words if word.text == "Handtekeningen"
    }
    for label in ("Handtekening", "Naam:", "Datum:"):
        first, second, third, fourth = (each.top for each in words if (each.sheet, each.text) == (sheet, label))
        assert first == pytest.approx(second, abs=0.5), label
        assert third == pytest.approx(fourth, abs=0.5), label


@pytest.mark.parametrize("kind", TEXTUAL)
def test_a_short_option_stands_beside_its_twin(kind: Format, one_paper: OnePaper, tools: Tools, tmp_path: Path) -> None:
    """Below the second of two headings, "De beslissing", which it stands beside too."""
    words = drawn_words(one_paper("evaluation-form", Edition.BOTH), kind, tmp_path, tools)
    (column,) = {word.left for word in words if word.text == "beslissing"}
    found = 0
    for one, other in (("bien", "goed"), ("moins", "minder"), ("aucune", "geen"), ("membres", "leden")):
        for word in words:
            twins = [each for each in words if each.text == other and (each.sheet, each.top) == (word.sheet, word.top)]
            if word.text == one and twins:
                assert twins[0].left == pytest.approx(column, abs=20)
                found += 1
    assert found == 7


@pytest.mark.parametrize("kind", TEXTUAL)
def test_the_number_of_a_page_has_its_place_beside_a_foot_of_two_lines(
    kind: Format, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """On as many sheets as its PDF file has: lying down, there is little room."""
    packed = one_paper("message-log", Edition.BOTH)
    source = tmp_path / packed.files[kind].name
    source.write_bytes(packed.files[kind].content)
    tools.drawn([source], tmp_path)
    words = words_in(tmp_path / f"{source.name}.pdf", tools)
    numbers = [word for word in words if word.text == "Pagina"]
    assert len(numbers) == packed.files[Format.PRINT].pages
    for number in numbers:
        line = [each for each in words if each.sheet == number.sheet and abs(each.top - number.top) < 1]
        assert [each.text for each in line][-6:] == [
            "Page",
            "/",
            "Pagina",
            str(number.sheet + 1),
            "/",
            str(len(numbers)),
        ]
        assert line[-1].right * 25.4 / 72 == pytest.approx(297 - 20, abs=1)  # in millimetres


@pytest.mark.parametrize("paper_id", ["message-log", "communication-plan-shops", "by-laws-shops", "charter"])
def test_a_head_of_any_height_has_room_below_it(
    paper_id: str, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """The same in both formats, between its last line and the first of the text: less on a sheet that lies down."""
    packed = one_paper(paper_id, Edition.BOTH)
    word, opened = (room_below_head(drawn_words(packed, kind, tmp_path, tools)) for kind in TEXTUAL)
    assert word > MM * (3 if packed.paper.orientation is Orientation.LANDSCAPE else 5)
    assert word == pytest.approx(opened, abs=0.4 * MM)


def room_below_head(words: list[Word]) -> float:
    """In points, on the first sheet: a head is set in letters of one size, smaller than any at the top of a text."""
    height = words[0].bottom - words[0].top
    head = list(itertools.takewhile(lambda word: word.bottom - word.top == pytest.approx(height, abs=0.3), words))
    return words[len(head)].top - head[-1].bottom


def test_a_letter_begins_as_high_in_word_as_in_opendocument(
    pack: Pack, drawn: Callable[[Format], Path], tools: Tools
) -> None:
    """Six millimetres lower, long names took another sheet."""
    letters = [packed for packed, _ in every(pack, Format.WORD) if packed.paper.letter]
    for packed in letters:
        files = (drawn(kind) / f"{packed.files[kind].name}.pdf" for kind in TEXTUAL)
        word, opened = (words_in(file, tools)[0] for file in files)
        assert word.top == pytest.approx(opened.top, abs=0.4 * MM), packed.paper.name
    assert len(letters) == 9


def test_a_line_of_a_text_is_as_high_in_word_as_in_opendocument(
    one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """The 45 lines of a sheet are no millimetre higher: they were two, and the last text of a charter had no room."""
    word, opened = (
        line_height(drawn_words(one_paper("charter", Edition.FR), kind, tmp_path, tools)) for kind in TEXTUAL
    )
    assert 45 * abs(word - opened) < MM


def line_height(words: list[Word]) -> float:
    """In points, from a line to the next in a text: what is found most often."""
    tops = sorted({(word.sheet, round(word.top, 2)) for word in words})
    steps = Counter(round(lower - upper, 2) for (_, upper), (_, lower) in itertools.pairwise(tops) if lower > upper)
    return steps.most_common(1)[0][0]


@pytest.mark.parametrize("kind", TEXTUAL)
def test_a_heading_in_two_columns_stands_with_what_it_heads(
    kind: Format, pack: Pack, drawn: Callable[[Format], Path], tools: Tools
) -> None:
    led = 0
    for packed in (each for each, _ in every(pack, kind) if each.paper.edition is Edition.BOTH):
        said = tools.said("pdftotext", "-raw", drawn(kind) / f"{packed.files[kind].name}.pdf", "-").split("\f")[:-1]
        sheets = [flat(sheet) for sheet in said]
        for heading, node in itertools.pairwise(packed.paper.nodes):
            if isinstance(heading, Heading) and len(heading.text) > 1 and not isinstance(node, NewPage):
                title, below = flat(str(heading.text[0])), pieces(node, 1)[0][:24]
                assert any(below in sheet.partition(title)[2] for sheet in sheets), (packed.paper.name, title)
                led += 1
    assert led > 90


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("kind", TEXTUAL)
def test_a_poster_fills_its_sheet_with_no_hole_between_its_lines(
    kind: Format, edition: Edition, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """Its labels and the code stand in line, each below the other; what it ends with is near its foot."""
    packed = one_paper("invitation", edition)
    (poster,) = (node for node in packed.paper.nodes if isinstance(node, Poster))
    words = drawn_words(packed, kind, tmp_path, tools)
    shown = [word for word in words if word.sheet == words[-1].sheet]
    assert words[-1].sheet == len(edition.languages)  # behind a letter in each language
    labels = [str(line.label[0]).split()[0] for line in poster.occasion]
    tops = [next(word.top for word in shown if word.text == label) for label in labels]
    assert all(MM * 8 < below - above < MM * 22 for above, below in itertools.pairwise(tops))
    guide = next(word for word in shown if word.text == str(poster.code.caption[0]).split()[0])
    welcome = next(word for word in reversed(shown) if word.text == str(poster.welcome[-1]).split()[-1])
    assert guide.left == pytest.approx(next(word.left for word in shown if word.text == labels[0]), abs=0.5)
    assert welcome.top - guide.top > MM * poster.code.width
    assert 0.83 < welcome.bottom / 842 < 0.93


PARAGRAPHS = {
    Format.WORD: ("word/document.xml", r'<w:p><w:pPr><w:pStyle w:val="{}"/>.*?</w:p>'),
    Format.OPEN: ("content.xml", r'<text:p text:style-name="{}">.*?</text:p>'),
}


def paragraphs_in(packed: PackedPaper, kind: Format, style: str) -> list[str]:
    """The paragraphs of a style, as they are written."""
    name, pattern = PARAGRAPHS[kind]
    with zipfile.ZipFile(io.BytesIO(packed.files[kind].content)) as archive:
        found = re.findall(pattern.format(style), archive.read(name).decode())
    assert found
    return found


@pytest.mark.parametrize("kind", TEXTUAL)
@pytest.mark.parametrize(
    "paper_id",
    ["evaluation-form", "communication-plan", "support-survey", "charter", "invitation", "member-registration"],
)
def test_a_line_to_write_on_has_no_dots(paper_id: str, kind: Format, one_paper: OnePaper) -> None:
    """Nor where its entry stands in a text, too: a field of OpenDocument has one value in all places."""
    rooms = paragraphs_in(one_paper(paper_id, Edition.BOTH), kind, "(?:Poster(?:Small)?|Low|Cell|Last)?Room")
    assert "…" not in "".join(rooms)


@pytest.mark.parametrize("kind", TEXTUAL)
@pytest.mark.parametrize("edition", [Edition.NL, Edition.BOTH])
@pytest.mark.parametrize("paper_id", ["council-note", "charter", "communication-plan"])
def test_a_blank_in_a_cell_has_a_line_of_its_own_with_room_for_a_hand(
    paper_id: str, edition: Edition, kind: Format, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """Six dots behind a text, or two languages at 4 mm from each other, are no room."""
    packed = one_paper(paper_id, edition)
    rows = [row for node in packed.paper.nodes if isinstance(node, Table) for row in node.rows]
    texts = [text for row in rows for text in row]
    shared = sum(len(blanks_of(text)) for text in texts if blanks_of(text) and any(pieces_beside_blanks(text)))
    own = paragraphs_in(packed, kind, "(?:Cell|Last)Room") if shared else []
    assert len(own) == shared
    assert not any(len(re.findall("<w:sdt>|<text:user-field-input ", paragraph)) > 1 for paragraph in own)
    file = packed.files[kind]
    (tmp_path / file.name).write_bytes(file.content)
    typed = tmp_path / f"typed{kind}"
    rewritten(tmp_path / file.name, typed, PARAGRAPHS[kind][0], LINE, "Mot")
    tools.drawn([typed], tmp_path)
    places = [word for word in words_in(tmp_path / f"{typed.name}.pdf", tools) if word.text == "Mot"]
    below = [
        next_one.top - word.top
        for word, next_one in itertools.permutations(places, 2)
        if word.sheet == next_one.sheet and abs(word.left - next_one.left) < 1 and word.top < next_one.top
    ]
    assert min(below) >= 7.3 * MM


@pytest.mark.parametrize("kind", TEXTUAL)
@pytest.mark.parametrize("paper_id", ["council-note", "yearly-report", "evaluation-form"])
def test_what_is_written_in_a_first_column_is_not_bold(paper_id: str, kind: Format, one_paper: OnePaper) -> None:
    """As in the PDF file: bold are the words that head a row."""
    headed = paragraphs_in(one_paper(paper_id, Edition.FR), kind, "Column")
    assert headed
    assert not any(re.search("<w:sdt>|<text:user-field-input ", paragraph) for paragraph in headed)


def blanks_of(text: Iterable[Words]) -> list[Blank]:
    return [run for words in text for run in words.runs if isinstance(run, Blank)]


def pieces_beside_blanks(text: Sequence[Words]) -> Iterator[object]:
    """What stands in a cell beside its first blank."""
    return itertools.islice(itertools.chain.from_iterable(words.runs for words in text), 1, None)


@pytest.mark.parametrize("kind", TEXTUAL)
def test_no_line_ends_within_a_short_answer_that_stands_beside_others(kind: Format, one_paper: OnePaper) -> None:
    content = one_paper("support-survey", Edition.FR).files[kind].content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        text = file.read("word/document.xml" if kind is Format.WORD else "content.xml").decode()
    assert "Incendie\xa0et\xa0CO" in text


@pytest.mark.parametrize("kind", TEXTUAL)
def test_a_dense_paper_has_less_room_around_its_headings(kind: Format, one_paper: OnePaper) -> None:
    file, pattern = {
        Format.WORD: ("word/styles.xml", r'w:styleId="Heading2".*?w:before="(\d+)" w:after="(\d+)"'),
        Format.OPEN: ("styles.xml", r'name="Heading_20_2".*?margin-top="([\d.]+)cm".*?margin-bottom="([\d.]+)cm"'),
    }[kind]
    rooms = []
    for paper_id in ("checklist-all", "checklist-stage-1"):
        with zipfile.ZipFile(io.BytesIO(one_paper(paper_id, Edition.FR).files[kind].content)) as archive:
            found = re.search(pattern, archive.read(file).decode(), re.DOTALL)
        assert found
        rooms.append([float(room) for room in found.groups()])
    dense, usual = rooms
    assert dense[0] < usual[0]
    assert dense[1] < usual[1]


@pytest.mark.parametrize("kind", TEXTUAL)
def test_a_label_ends_before_its_line_begins(kind: Format, one_paper: OnePaper, tmp_path: Path) -> None:
    packed = one_paper("support-survey", Edition.NL)
    file = tmp_path / packed.files[kind].name
    file.write_bytes(packed.files[kind].content)
    if kind is Format.WORD:
        cells = [cell for cell in part(file, "word/document.xml").iter(f"{WORD}tc") if has_style(cell, "LowLabel")]
        sizes = [str(cell.find(f".//{WORD}tcMar/{WORD}right").get(f"{WORD}w")) for cell in cells]  # type: ignore[union-attr]
        gutters = [int(size) / 1440 * 25.4 for size in sizes]
    else:
        root, name = part(file, "content.xml"), f"{ODF % 'style'}name"
        styles = {style.get(name): style for style in root.iter(f"{ODF % 'style'}style")}
        cells = [cell for cell in root.iter(f"{ODF % 'table'}table-cell") if has_style(cell, "LowLabel")]
        looks = [styles[cell.get(f"{ODF % 'table'}style-name")][0] for cell in cells]
        gutters = [float(look.get(f"{ODF % 'xsl-fo-compatible'}padding-right", "0mm")[:-2]) for look in looks]
    assert len(gutters) > 2
    assert gutters == pytest.approx([3] * len(gutters), abs=0.1)


def has_style(cell: ElementTree.Element, style: str) -> bool:
    """Whether a paragraph of a style stands in a cell."""
    texts = ((node.get(f"{WORD}val"), node.get(f"{ODF % 'text'}style-name")) for node in cell.iter())
    return any(style in names for names in texts)


def test_the_box_of_an_emergency_number_in_word_has_room_around_its_text(one_paper: OnePaper, tmp_path: Path) -> None:
    packed = one_paper("reflex-card", Edition.FR)
    file = tmp_path / packed.files[Format.WORD].name
    file.write_bytes(packed.files[Format.WORD].content)
    styles = part(file, "word/styles.xml").iter(f"{WORD}style")
    (look,) = (style for style in styles if style.get(f"{WORD}styleId") == "Emergency")
    (fill,) = (str(each.get(f"{WORD}fill")) for each in look.iter(f"{WORD}shd"))
    edges = [edge for around in look.iter(f"{WORD}pBdr") for edge in around]
    assert [edge.get(f"{WORD}color") for edge in edges] == [fill] * 4
    assert all(int(edge.get(f"{WORD}space") or 0) >= 3 for edge in edges)  # in points


FRENCH_COLON_AFTER_DUTCH = {
    Format.WORD: (
        "word/document.xml",
        r'"nl-BE"/></w:rPr><w:t [^>]*>([^<]*)</w:t></w:r><w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t [^>]*>\u202f',
    ),
    Format.OPEN: ("content.xml", r'"Dutch">([^<]*)</text:span>(?:</text:span>)?\u202f'),
}


@pytest.mark.parametrize("kind", TEXTUAL)
@pytest.mark.parametrize("paper_id", ["reflex-card", "member-registration", "ministry-letter", "charter"])
def test_dutch_has_no_space_before_its_colon_beside_french(paper_id: str, kind: Format, one_paper: OnePaper) -> None:
    name, french = FRENCH_COLON_AFTER_DUTCH[kind]
    with zipfile.ZipFile(io.BytesIO(one_paper(paper_id, Edition.BOTH).files[kind].content)) as archive:
        said = archive.read(name).decode()
    assert re.findall(french, said) == []


@pytest.mark.parametrize("kind", TEXTUAL)
def test_four_cards_stand_on_one_sheet(kind: Format, pack: Pack, drawn: Callable[[Format], Path], tools: Tools) -> None:
    """Cut in the middle, with all their blanks, and no word lost at the cut or at the foot."""
    for edition in Edition:
        packed = pack.papers["reflex-card", edition]
        file = drawn(kind) / f"{packed.files[kind].name}.pdf"
        sheets = tools.said("pdftotext", "-raw", file, "-").split("\f")[:-1]
        cards = [node for node in packed.paper.nodes if isinstance(node, Card)]
        assert len(sheets) == len(cards) == len(edition.languages)
        for card, sheet in zip(cards, map(flat, sheets), strict=True):
            assert all(sheet.count(flat(str(line.label[0]))) == 4 for line in card.lines), file.name
        for word in words_in(file, tools):
            assert all(abs(word.bottom * 25.4 / 72 - edge) > 5 for edge in (148.5, 297)), file.name  # in millimetres


def test_no_last_sheet_of_a_checklist_is_left_with_two_tasks(pack: Pack, folder: Path, tools: Tools) -> None:
    """The sheet would be turned over for hardly anything."""
    several = 0
    for (paper_id, _), packed in pack.papers.items():
        if not paper_id.startswith(CHECKLIST) or packed.paper.dense:
            continue
        said = tools.said("pdftotext", "-raw", folder / packed.files[Format.PRINT].name, "-")
        sheets = ["".join(body_of(packed.paper, sheet)) for sheet in said.split("\f")[:-1]]
        *_, tasks = lists_of_boxes(packed.paper.nodes, 3)
        assert len(sheets) == 1 or sum(each in sheets[-1] for each in tasks) >= 3, packed.paper.name
        several += len(sheets) > 1
    assert several > 10


def lists_of_boxes(nodes: Iterable[Node], least: int) -> Iterator[list[str]]:
    """The beginnings of boxes, at least so many, that follow each other."""
    for is_box, found in itertools.groupby(nodes, lambda node: isinstance(node, Box)):
        boxes = [beginning(node)[:24] for node in found if isinstance(node, Box)]
        if is_box and len(boxes) >= least:
            yield boxes


def test_a_question_of_the_evaluation_stands_with_its_remarks(
    one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """As the signatures of the communication plan stand with the lines above them."""
    led = 0
    for paper_id, edition in itertools.product(("evaluation-form", "communication-plan"), Edition):
        packed = one_paper(paper_id, edition)
        file = tmp_path / f"{packed.paper.name}.pdf"
        file.write_bytes(packed.files[Format.PRINT].content)
        sheets = [flat(sheet) for sheet in tools.said("pdftotext", "-raw", file, "-").split("\f")[:-1]]
        for node, line in itertools.pairwise(packed.paper.nodes):
            if not isinstance(line, (FieldLine, ToSign)) or not isinstance(node, (Group, FieldLine)):
                continue
            label = line.label if isinstance(line, FieldLine) else line.lines[0].label
            above = beginning(node.nodes[-1]) if isinstance(node, Group) else flat(str(node.label[0]))  # type: ignore[arg-type]
            assert any(flat(str(label[0])) in sheet.partition(above)[2] for sheet in sheets), (file.name, above)
            led += 1
    assert led > 20


def test_no_blank_goes_past_the_right_margin(pack: Pack) -> None:
    """A long word held to its blank took it out of a column."""
    for packed, _ in every(pack, Format.FORM):
        with pikepdf.open(io.BytesIO(packed.files[Format.FORM].content)) as pdf:
            widgets = [widget for field in pdf.Root.AcroForm.Fields for widget in field.Kids]
            ends = [float(widget.P.MediaBox[2] - widget.Rect[2]) / MM for widget in widgets]
        margins = [margin for kind, margin in ((Card, 9), (Slide, 15)) if isinstance(packed.paper.nodes[-1], kind)]
        (margin,) = margins or [14 if packed.paper.dense else 20]
        assert min(ends) > margin - 0.1, packed.files[Format.FORM].name


def test_each_ballot_has_a_line_to_cut_along_above_and_below(one_paper: OnePaper) -> None:
    """The last one kept the foot of the sheet, and was known among the others."""
    nodes = one_paper("evening-sheets", Edition.FR).paper.nodes
    cuts = [index for index, node in enumerate(nodes) if isinstance(node, Paragraph) and node.role is Role.CUT]
    parts = [nodes[above + 1 : below] for above, below in itertools.pairwise(cuts)]
    assert [len(part) for part in parts] == [1] * 4
    assert all(isinstance(table, Table) and str(table.caption[0]) == "Bulletin de vote" for (table,) in parts)


def test_an_answer_on_a_printed_ballot_can_be_circled(one_paper: OnePaper, tools: Tools, tmp_path: Path) -> None:
    """At 4.7 mm from each other, a circle around one goes through the next; in Word a ballot would leave the sheet."""
    words = printed_words(one_paper("evening-sheets", Edition.FR), tmp_path, tools)
    tops = [word.top for word in words if word.text == "Approuvez-vous"]
    assert len(tops) == 8
    assert min(lower - upper for upper, lower in zip(tops[::2], tops[1::2], strict=True)) >= 6 * MM


@pytest.mark.parametrize("kind", TEXTUAL)
def test_who_signs_in_a_second_row_is_named_clear_of_the_line_above(
    kind: Format, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """Below the line of the mayor, "Signature du mandaté" read as a word on it."""
    packed = one_paper("charter", Edition.FR)
    signed = next(node for node in packed.paper.nodes if isinstance(node, ToSign) and len(node.lines) > 1)
    for words in (printed_words(packed, tmp_path, tools), drawn_words(packed, kind, tmp_path, tools)):
        three = zip(words, words[1:], words[2:], strict=False)
        below = next(run[0] for run in three if [word.text for word in run] == ["Signature", "du", "mandaté"])
        (mayor,) = (word for word in words if word.text == "Bourgmestre" and word.sheet == below.sheet)
        assert (below.top - mayor.bottom) / MM > signed.room + 4


@pytest.mark.parametrize("edition", Edition)
def test_whoever_signs_on_a_line_has_38_mm_above_it(edition: Edition, one_paper: OnePaper) -> None:
    """In the addenda and the plan, and below the window of the charter."""
    signed = 0
    for packed in (one_paper(each, edition) for each in ("charter", "communication-plan")):
        rooms = {
            line.entry: node.room for node in packed.paper.nodes if isinstance(node, ToSign) for line in node.lines
        }
        with pikepdf.open(io.BytesIO(packed.files[Format.FORM].content)) as pdf:
            heights = {
                str(field.T): [float(widget.Rect[3] - widget.Rect[1]) for widget in field.Kids]
                for field in pdf.Root.AcroForm.Fields
            }
        with zipfile.ZipFile(io.BytesIO(packed.files[Format.WORD].content)) as archive:
            text = archive.read("word/document.xml").decode()
        for entry, room in rooms.items():
            assert room >= (37 if entry == "countersigner" else 39)  # beside its label, the space above is free, too
            assert min(heights[entry]) == pytest.approx(room * 72 / 25.4, abs=0.01), entry
            above = text.partition(f'<w:tag w:val="{entry}"/>')[0]
            assert int(above.rpartition('<w:trHeight w:val="')[2].partition('"')[0]) >= twips(room), entry
            signed += 1
    assert signed == 9


@pytest.mark.parametrize("entry", ["minutes-decisions", "minutes-questions"])
@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
def test_each_sheet_of_the_minutes_has_lines_to_write_on_down_to_its_foot(
    edition: Edition, entry: str, one_paper: OnePaper
) -> None:
    """Two lines more would take another sheet."""
    packed = one_paper("evening-minutes", edition)
    nodes = (
        replace(node, rows=node.rows + 2) if isinstance(node, FieldLine) and node.entry == entry else node
        for node in packed.paper.nodes
    )
    longer = print_pdf(replace(packed.paper, nodes=tuple(nodes)), ROOT / ".cache" / "fonts")
    with pikepdf.open(io.BytesIO(longer)) as pdf:
        assert len(pdf.pages) > packed.files[Format.PRINT].pages == 2


@pytest.mark.parametrize("kind", TEXTUAL)
def test_a_sheet_of_the_minutes_begins_with_room_above_its_first_line(
    kind: Format, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    """LibreOffice drew the last line of the sheet before there again."""
    file = one_paper("evening-minutes", Edition.FR).files[kind]
    source = tmp_path / file.name
    source.write_bytes(file.content)
    drawn = pypdfium2.PdfDocument(tools.drawn([source], tmp_path) / f"{source.name}.pdf")[1].render(scale=2).to_pil()
    height = drawn.height // 2
    beside = drawn.convert("L").crop((drawn.width * 3 // 4, 0, drawn.width * 3 // 4 + 1, height)).tobytes()
    dark = [place for place in range(1, height) if beside[place] < 180 <= beside[place - 1]]
    assert len(dark) > 10
    room = [(below - above) / 2 / MM for above, below in itertools.pairwise(dark)]
    assert all(each > 8 for each in room)


@pytest.mark.parametrize("kind", [Format.PRINT, Format.FORM])
def test_pdf_files_say_the_paper_block_by_block(kind: Format, pack: Pack, folder: Path, tools: Tools) -> None:
    for packed, _ in every(pack, kind):
        lost, _ = lost_and_added(
            as_shown(packed.paper), pdf_text(packed.paper, folder / packed.files[kind].name, tools)
        )
        assert lost == [], packed.files[kind].name


def test_the_page_of_a_document_says_the_same(site: Site, pack: Pack, built: BuiltSite, language: Language) -> None:
    for document in site.catalogue.documents.values():
        paper = pack.papers[document.id, Edition(language)].paper
        (found,) = built.pages[site.page(document.page, language).address].tree.xpath("//article[@class='paper']")
        article = copy.deepcopy(found)
        for note in article.xpath(" | ".join(f".//*[contains(@class, '{name}')]" for name in ONLY_ON_PAGES)):
            note.drop_tree()
        without = tuple(node for node in paper.nodes if not (isinstance(node, Group) and node.name == "loose-sheet"))
        lost, added = lost_and_added(replace(paper, nodes=without), flat(article.text_content()), cards=1)
        assert set(added) <= set("/:·.()"), f"{document.id} adds {added!r}"
        assert lost == [], document.id


def test_every_format_asks_for_the_same_entries(pack: Pack, folder: Path) -> None:
    for packed in pack.papers.values():
        asked = {entry.id for entry in packed.paper.entries}
        with pikepdf.open(folder / packed.files[Format.FORM].name) as pdf:
            fields = list(pdf.Root.AcroForm.Fields)
            texts = {str(each.T) for each in fields if each.FT == "/Tx"}
            ticked = {state_of(widget) for each in fields if each.FT == "/Btn" for widget in each.Kids}
            assert texts | ticked == asked, packed.paper.name
            assert len({str(each.T) for each in fields}) == len(fields), packed.paper.name
        if Format.SLIDES in packed.files:
            parts = parts_of(packed.files[Format.SLIDES].content, conditions_in(packed.paper))
            slots = (piece for pieces in parts.values() if isinstance(pieces, tuple) for piece in pieces)
            assert {slot.entry for slot in slots if isinstance(slot, TextSlot)} == asked
            continue
        asked = {entry.id for entry in packed.paper.entries_in_texts}
        word = part(folder / packed.files[Format.WORD].name, "word/document.xml")
        assert {node.get(f"{WORD}val") for node in word.iter(f"{WORD}tag")} == asked, packed.paper.name
        content = part(folder / packed.files[Format.OPEN].name, "content.xml")
        inputs = {node.get(f"{ODF % 'text'}name") for node in content.iter(f"{ODF % 'text'}user-field-input")}
        boxes = {
            node.get("{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}tag")
            for node in content.iter(
                "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}content-control"
            )
        }
        assert inputs | boxes == asked, packed.paper.name


def test_every_field_of_a_form_is_named_for_a_screen_reader(folder: Path) -> None:
    forms = sorted(folder.glob("*-form.pdf"))
    assert forms
    for file in forms:
        with pikepdf.open(file) as pdf:
            assert len(pdf.Root.AcroForm.Fields) > 0, file.name
            for each in pdf.Root.AcroForm.Fields:
                assert str(each.TU).strip(), file.name
                # Firefox reads the name of a field from each of its places
                assert all(str(widget.TU) == str(widget.Contents) != "" for widget in each.Kids), file.name


def test_a_box_of_a_checklist_says_how_binding_its_task_is(site: Site, pack: Pack) -> None:
    levels = {task.id: task.level for stage in site.catalogue.stages.values() for task in stage.tasks}
    asked = [
        (entry, edition)
        for (paper_id, edition), packed in pack.papers.items()
        if paper_id.startswith(CHECKLIST)
        for entry in packed.paper.entries
    ]
    assert {entry.id for entry, _ in asked} == set(levels)
    for entry, edition in asked:
        for language in edition.languages:
            assert site.catalogue.labels[f"level-{levels[entry.id]}"][language].lower() in entry.label, entry.label


def test_the_tasks_of_a_checklist_are_items_of_its_lists(pack: Pack, folder: Path) -> None:
    for (paper_id, _), packed in pack.papers.items():
        if paper_id.startswith(CHECKLIST):
            with pikepdf.open(folder / packed.files[Format.FORM].name) as pdf:
                items = [each for each in elements_in(pdf.Root.StructTreeRoot) if each.get("/S") == "/LI"]
                boxes = [each for each in elements_in(pdf.Root.StructTreeRoot) if each.get("/S") == "/Form"]
            assert len(items) == len(boxes) >= len(packed.paper.entries), packed.paper.name


def test_a_card_printed_four_times_is_listed_once(folder: Path) -> None:
    cards = [sorted(folder.glob(name)) for name in ("carte-reflexe-*.pdf", "meldkaart-*.pdf")]
    assert all(cards)
    for file in itertools.chain(*cards):
        with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
            listed = [item.title for top in outline.root for item in (top, *top.children)]
        assert len(listed) == len(set(listed)) > 1, file.name


def test_an_entry_of_a_bilingual_paper_is_named_in_both_languages(site: Site, pack: Pack) -> None:
    """Also where the languages follow each other: the same field stands in the French text and in the Dutch one."""
    for (_, edition), packed in pack.papers.items():
        for entry in packed.paper.entries:
            if edition is Edition.BOTH and entry.id in site.catalogue.fields:
                label = site.catalogue.fields[entry.id].label
                for language in Language:
                    assert typeset(label[language], language) in entry.label, f"{packed.paper.id}: {entry.id}"


def test_the_options_of_a_choice_exclude_each_other_where_one_is_asked(site: Site, pack: Pack, folder: Path) -> None:
    """They are boxes of one field, which has one value; radio buttons could not be cleared in Chromium and Firefox."""
    found = set()
    for document in site.catalogue.documents.values():
        choices = [block for block in inner_blocks(document.blocks) if isinstance(block, Choice)]
        found |= {choice.several for choice in choices}
        for edition in Edition:
            with pikepdf.open(folder / pack.papers[document.id, edition].files[Format.FORM].name) as pdf:
                fields = [each for each in pdf.Root.AcroForm.Fields if each.FT == "/Btn"]
                assert all("/Ff" not in each for each in fields)
                together = [{state_of(widget) for widget in each.Kids} for each in fields]
                for choice in choices:
                    options = {f"{choice.id}-{option.id}" for option in choice.options}
                    wanted = [{option} for option in options] if choice.several else [options]
                    assert all(each in together for each in wanted), f"{document.id}: {choice.id}"
    assert found == {True, False}


def test_long_answers_may_take_several_lines_and_boxes_can_be_ticked(pack: Pack, folder: Path) -> None:
    packed = pack.papers["charter", Edition.FR]
    kinds = {entry.id: entry for entry in packed.paper.entries}
    with pikepdf.open(folder / packed.files[Format.FORM].name) as pdf:
        for each in pdf.Root.AcroForm.Fields:
            if each.FT == "/Btn":
                assert all(kinds[state_of(widget)].kind is None for widget in each.Kids)
            else:
                entry = kinds[str(each.T)]
                tallest = max(float(widget.Rect[3]) - float(widget.Rect[1]) for widget in each.Kids)
                several = bool(int(each.get("/Ff", 0)) & 1 << 12)
                assert several == (entry.kind in (FieldKind.LINES, FieldKind.SIGNATURE)), entry.id
                assert tallest > 40 if several else tallest < 16, entry.id


def test_a_value_typed_once_in_a_pdf_stands_everywhere(folder: Path, pack: Pack, tmp_path: Path, tools: Tools) -> None:
    source = folder / pack.papers["charter", Edition.BOTH].files[Format.FORM].name
    with pikepdf.open(source) as pdf:
        (name,) = [each for each in pdf.Root.AcroForm.Fields if each.T == "coordinator-name"]
        name.V = pikepdf.String(VALUE)
        pdf.Root.AcroForm.NeedAppearances = True
        places = len(name.Kids)
        pdf.save(tmp_path / "filled.pdf")
    said = tools.run("pdftotext", tmp_path / "filled.pdf", "-").stdout
    assert said.count(VALUE) == places == 2


def test_a_value_typed_once_in_a_word_or_opendocument_file_stands_everywhere(
    folder: Path, pack: Pack, tmp_path: Path, tools: Tools
) -> None:
    charter = pack.papers["charter", Edition.FR].files
    word, opened = '<entry id="neighbourhood" />', f'office:string-value="{GAP}" text:name="neighbourhood"'
    filled = f'<entry id="neighbourhood">{VALUE}</entry>', opened.replace(GAP, VALUE)
    rewritten(folder / charter[Format.WORD].name, tmp_path / "filled.docx", "customXml/item1.xml", word, filled[0])
    rewritten(folder / charter[Format.OPEN].name, tmp_path / "filled.odt", "content.xml", opened, filled[1])
    found = tools.opened([tmp_path / "filled.docx", tmp_path / "filled.odt"], tmp_path)
    for name in ("filled.docx", "filled.odt"):
        assert body_text(found / f"{name}.fodt").count(flat(VALUE)) == 3, name  # and in both addenda


def test_the_store_of_a_word_file_holds_each_value_once(folder: Path, pack: Pack) -> None:
    for packed, _ in every(pack, Format.WORD):
        store = part(folder / packed.files[Format.WORD].name, "customXml/item1.xml")
        named = [node.get("id") for node in store.iter(f"{{{NAMESPACE}}}entry")]
        assert named == [entry.id for entry in packed.paper.entries_in_texts if entry.kind is not None]


def test_every_file_is_tagged_with_its_languages(folder: Path, pack: Pack) -> None:
    for packed in pack.papers.values():
        first = packed.paper.languages[0].tag
        for kind in (Format.PRINT, Format.FORM):
            with pikepdf.open(folder / packed.files[kind].name) as pdf:
                assert str(pdf.Root.Lang) == first
                assert str(pdf.docinfo.Title) == packed.paper.title
        if Format.WORD not in packed.files:
            continue
        styles = part(folder / packed.files[Format.WORD].name, "word/styles.xml")
        assert next(styles.iter(f"{WORD}lang")).get(f"{WORD}val") == first


def test_word_and_opendocument_files_say_which_guide_made_them(folder: Path, pack: Pack) -> None:
    for packed, _ in every(pack, Format.WORD):
        word, opened = (folder / packed.files[kind].name for kind in (Format.WORD, Format.OPEN))
        made_by = [
            *part(word, "docProps/app.xml").itertext(),
            part(word, "docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}creator"),
            part(opened, "meta.xml").findtext(f".//{ODF % 'meta'}generator"),
        ]
        assert {each.strip() for each in made_by if each and each.strip()} == {packed.paper.guide}, word.name


def test_the_second_language_of_a_paper_is_tagged_as_such(folder: Path, pack: Pack) -> None:
    for document in {paper_id for paper_id, edition in pack.papers if edition is Edition.BOTH}:
        packed = pack.papers[document, Edition.BOTH]
        with pikepdf.open(folder / packed.files[Format.PRINT].name) as pdf:
            assert "nl-BE" in {str(found) for found in languages_in(pdf.Root.StructTreeRoot)}, document
        if Format.WORD not in packed.files:
            continue
        word = part(folder / packed.files[Format.WORD].name, "word/document.xml")
        assert {node.get(f"{WORD}val") for node in word.iter(f"{WORD}lang")} == {"nl-BE"}, document
        content = part(folder / packed.files[Format.OPEN].name, "content.xml")
        spans = {node.get(f"{ODF % 'text'}style-name") for node in content.iter(f"{ODF % 'text'}span")}
        assert {"French", "Dutch"} <= spans, document


def languages_in(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    return (each.Lang for each in elements_in(element) if "/Lang" in each)


def test_tables_have_header_rows_and_row_headers(folder: Path, pack: Pack) -> None:
    packed = pack.papers["charter", Edition.FR]
    with pikepdf.open(folder / packed.files[Format.PRINT].name) as pdf:
        scopes = Counter(header_scopes(pdf.Root.StructTreeRoot))
    assert scopes["/Column"] == 9
    assert scopes["/Row"] == 9
    word = part(folder / packed.files[Format.WORD].name, "word/document.xml")
    assert len(list(word.iter(f"{WORD}tblHeader"))) == 2
    content = part(folder / packed.files[Format.OPEN].name, "content.xml")
    assert len(list(content.iter(f"{ODF % 'table'}table-header-rows"))) == 2


def header_scopes(element: pikepdf.Object) -> Iterator[str]:
    for head in (each for each in elements_in(element) if each.get("/S") == "/TH"):
        attributes = head.A if isinstance(head.A, pikepdf.Array) else [head.A]
        yield from (str(each.Scope) for each in attributes if isinstance(each, pikepdf.Dictionary) and "/Scope" in each)


def test_no_item_and_no_row_stands_alone_at_the_edge_of_a_sheet(pack: Pack, folder: Path) -> None:
    several = 0
    for packed, kind in every(pack, Format.FORM):  # as in a file to print, where an empty row stands nowhere
        with pikepdf.open(folder / packed.files[kind].name) as pdf:
            numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
            for items in lists_and_tables(pdf.Root.StructTreeRoot):
                sheets = [sheets_of(each, numbers) for each in items]
                on = Counter(sheet for each in sheets for sheet in each)
                assert len(on) < 2 or min(on.values()) > 1, (packed.files[kind].name, sheets)
                several += len(items) > 1
    assert several > 300


def lists_and_tables(root: pikepdf.Object) -> Iterator[list[pikepdf.Object]]:
    """The items of each list, the rows of each table. A list beside its twin is in pieces: those of one language."""
    for element in elements_in(root):
        inner = elements_of(element)
        if element.get("/S") in ("/L", "/TBody"):
            yield inner
        else:
            pieces = [each for each in inner if [kid.S for kid in elements_of(each)] == ["/L"]]
            yield [each for each in pieces if "nl-BE" not in {str(found) for found in languages_in(each)}]


def test_every_style_that_a_paper_uses_is_in_its_style_sheet(pack: Pack, folder: Path) -> None:
    for packed, kind in every(pack, *TEXTUAL):
        file = folder / packed.files[kind].name
        if kind is Format.WORD:
            used = {node.get(f"{WORD}val") for node in part(file, "word/document.xml").iter(f"{WORD}pStyle")}
            known = {node.get(f"{WORD}styleId") for node in part(file, "word/styles.xml").iter(f"{WORD}style")}
        else:
            content, name = part(file, "content.xml"), f"{ODF % 'style'}name"
            texts = (node for tag in ("p", "h", "span") for node in content.iter(f"{ODF % 'text'}{tag}"))
            own = [
                node
                for node in content.iter(f"{ODF % 'style'}style")
                if node.get(f"{ODF % 'style'}family") == "paragraph"
            ]
            used = {node.get(f"{ODF % 'text'}style-name") for node in texts} - {node.get(name) for node in own}
            used |= {node.get(f"{ODF % 'style'}parent-style-name") for node in own}
            known = {node.get(name) for node in part(file, "styles.xml").iter(f"{ODF % 'style'}style")}
        assert used <= known, file.name


def test_landscape_papers_lie_down_in_every_format(pack: Pack, folder: Path) -> None:
    wide = [packed for packed in pack.papers.values() if packed.paper.orientation is Orientation.LANDSCAPE]
    assert wide
    for packed in wide:
        with pikepdf.open(folder / packed.files[Format.PRINT].name) as pdf:
            box = pdf.pages[0].mediabox
            assert box[2] > box[3]
        size = next(part(folder / packed.files[Format.WORD].name, "word/document.xml").iter(f"{WORD}pgSz"))
        assert int(size.get(f"{WORD}w") or 0) > int(size.get(f"{WORD}h") or 0)
