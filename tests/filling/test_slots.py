"""Word and OpenDocument files filled in hold every value where it belongs, and nothing else changes."""

from __future__ import annotations

import base64
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from macros.content.site import Site
from macros.filling.answers import read_answers
from macros.filling.exchange import Content, MarkSlot, PartSlot, Segment, TextSlot, TwinSlot
from macros.filling.scripts import Scripts
from macros.filling.shown import conditions_in
from macros.filling.slots import parts_of
from macros.model.language import Edition, Language
from macros.model.records import FieldKind
from macros.papers.downloads import Pack, PackedPaper
from macros.papers.office import LINE
from macros.papers.paper import Format
from macros.rendering.archive import zipped
from macros.tree.nodes import Box, FieldLine, Group, Paragraph, Poster, ToSign, joined
from tests.building import OnePaper
from tests.filling.answering import HOSTILE, KASTEELWIJK, MARITIME
from tests.filling.functions import Functions, parts_in, written
from tests.papers.reading_papers import LOEXT, ODF, WORD, Word, body_of, body_text, every, flat, rewritten, words_in
from tests.tools import Tools

FORMATS = {"docx": Format.WORD, "odt": Format.OPEN}
ENTRIES = "{urn:plp-bin:entries}"
MM = 72 / 25.4
OFFICE = "http://schemas.microsoft.com/office/word/2010/wordml"


@pytest.fixture(params=FORMATS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_file_without_answers_has_the_parts_of_the_file_that_the_site_offers(
    documents: list[PackedPaper], kind: str, functions: Functions
) -> None:
    for packed in (each for each in documents if FORMATS[kind] in each.files):
        blank = parts_in(packed.files[FORMATS[kind]].content)
        filled = functions.filled_parts(packed, kind, {}, ())
        assert list(filled.items()) == list(blank.items()), packed.paper.name


def test_an_opendocument_file_begins_with_its_type_not_compressed(one_paper: OnePaper, functions: Functions) -> None:
    """So that programs know it by its first bytes."""
    packed = one_paper("announcement", Edition.FR)
    functions.filled_parts(packed, "odt", {}, ())
    made = functions.call("files", "fileOf", "announcement", "fr", "odt", {"texts": {}, "ticks": {"set": []}})
    content = base64.b64decode(made["content"])
    assert content[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.text")


def test_every_entry_of_every_paper_has_its_slots(pack: Pack, kind: str) -> None:
    for packed, _ in every(pack, FORMATS[kind]):
        assert_every_entry_has_its_slots(packed, FORMATS[kind])


@pytest.mark.parametrize(
    ("paper_id", "kind"),
    [("charter", Format.WORD), ("charter", Format.OPEN), ("evaluation-form", Format.OPEN), ("slides", Format.SLIDES)],
)
def test_slots_are_found_in_the_xml_as_it_is_spelled(paper_id: str, kind: Format, one_paper: OnePaper) -> None:
    """They are found in its text, by the order of attributes and the spaces that its writers leave: see it at once."""
    assert_every_entry_has_its_slots(one_paper(paper_id, Edition.BOTH), kind)


def assert_every_entry_has_its_slots(packed: PackedPaper, kind: Format) -> None:
    """In each part that holds entries: a text where one is written, a mark where one is ticked."""
    texts = {entry.id for entry in packed.paper.entries_in_texts if entry.kind is not None}
    boxes = {entry.id for entry in packed.paper.entries_in_texts if entry.kind is None}
    parts = parts_of(packed.files[kind].content, conditions_in(packed.paper))
    found = [tuple(slots_in(part)) for part in parts.values() if isinstance(part, tuple)]
    for slots in found if kind is not Format.SLIDES else [tuple(itertools.chain(*found))]:
        assert {slot.entry for slot in slots if isinstance(slot, TextSlot)} == texts, packed.paper.name
    marks = {slot.entry for slots in found for slot in slots if isinstance(slot, MarkSlot)}
    assert marks - texts == boxes, packed.paper.name


def slots_in(segments: Iterable[Segment]) -> Iterator[Segment]:
    """All segments, also those of parts that are not always there."""
    for segment in segments:
        yield from slots_in(segment.segments) if isinstance(segment, PartSlot | TwinSlot) else (segment,)


def values_everywhere(packed: PackedPaper, text: str) -> tuple[dict[str, str], set[str]]:
    """A text for every blank, and a tick for every box."""
    texts = {entry.id: text for entry in packed.paper.entries if entry.kind is not None}
    return texts, {entry.id for entry in packed.paper.entries if entry.kind is None}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_word_file_gives_back_every_value(name: str, one_paper: OnePaper, functions: Functions) -> None:
    text = functions.clean(HOSTILE[name], lines=True)
    packed = one_paper("charter", Edition.BOTH)
    texts, ticks = values_everywhere(packed, text)
    conditions = conditions_in(packed.paper)
    texts |= dict.fromkeys(conditions.twins, f"{text}…")  # the same answer would stand once in a cell
    parts = functions.filled_parts(packed, "docx", texts, ticks)
    body = ElementTree.fromstring(parts["word/document.xml"])
    stored = ElementTree.fromstring(parts["customXml/item1.xml"])
    assert {entry.get("id"): entry.text for entry in stored.iter(f"{ENTRIES}entry")} == texts
    controls = list(body.iter(f"{WORD}sdt"))
    tags = [str(control.find(f".//{WORD}tag").get(f"{WORD}val")) for control in controls]  # type: ignore[union-attr]
    assert {*tags} == {*texts}.difference(conditions.lines)
    for control, tag in zip(controls, tags, strict=True):
        assert "".join(found.text or "" for found in control.iter(f"{WORD}t")) == texts[tag]
        assert control.find(f".//{WORD}showingPlcHdr") is None


@pytest.mark.parametrize("name", HOSTILE)
def test_an_opendocument_file_gives_back_every_value(name: str, one_paper: OnePaper, functions: Functions) -> None:
    text = functions.clean(HOSTILE[name], lines=True)
    packed = one_paper("charter", Edition.BOTH)
    texts, ticks = values_everywhere(packed, text)
    root = ElementTree.fromstring(functions.filled_parts(packed, "odt", texts, ticks)["content.xml"])
    assert values_declared(root) == texts
    assert {found.text for found in root.iter(f"{ODF % 'text'}user-field-input")} == {text}


def test_in_a_paper_that_is_completed_by_hand_boxes_stay_boxes(one_paper: OnePaper, functions: Functions) -> None:
    packed = one_paper("evaluation-form", Edition.FR)
    _, ticks = values_everywhere(packed, "")
    half = sorted(ticks)[::2]
    word = ElementTree.fromstring(functions.filled_parts(packed, "docx", {}, half)["word/document.xml"])
    states = {
        str(control.find(f".//{WORD}tag").get(f"{WORD}val")): str(box.get(f"{{{OFFICE}}}val"))  # type: ignore[union-attr]
        for control in word.iter(f"{WORD}sdt")
        if (box := control.find(f".//{{{OFFICE}}}checked")) is not None
    }
    assert states == {entry: "1" if entry in half else "0" for entry in ticks}
    root = ElementTree.fromstring(functions.filled_parts(packed, "odt", {}, half)["content.xml"])
    boxes = {
        str(box.get(f"{LOEXT}tag")): (box.get(f"{LOEXT}checked"), box.text)
        for box in root.iter(f"{LOEXT}content-control")
    }
    assert boxes == {entry: ("true", "☒") if entry in half else ("false", "☐") for entry in ticks}


@pytest.mark.parametrize("edition", Edition)
def test_what_was_not_chosen_is_gone_and_what_was_is_a_sentence(
    edition: Edition, kind: str, one_paper: OnePaper, functions: Functions
) -> None:
    packed = one_paper("charter", edition)
    box = {
        node.entry: joined(node.text)
        for group in packed.paper.nodes
        if isinstance(group, Group)
        for node in group.nodes
        if isinstance(node, Box)
    }
    (question,) = [
        str(node.text[-1])
        for group in packed.paper.nodes
        if isinstance(group, Group) and group.name.endswith("choice")
        for node in group.nodes
        if isinstance(node, Paragraph)
    ]
    chosen, other = (text.split(" / ")[-1] for text in box.values())
    for ticks, gone in (((), []), ([next(iter(box))], [other])):
        text = written(functions, packed, kind, {"municipality": "Lo"}, ticks)
        assert (flat(other) in text) is not bool(gone)
        assert ("☐" + flat(next(iter(box.values())).split(" / ")[0]) in text) is not bool(ticks)
        assert flat(chosen) in text
        assert (flat(question) in text) is not bool(ticks)


CELL_ABOVE = {"docx": f"{WORD}tc", "odt": f"{ODF % 'table'}table-cell"}


@pytest.mark.parametrize("paper_id", ["charter", "by-laws", "communication-plan"])
def test_what_was_chosen_stands_in_two_columns_as_all_else_does(
    paper_id: str, kind: str, one_paper: OnePaper, functions: Functions
) -> None:
    packed = one_paper(paper_id, Edition.BOTH)
    _, ticks = values_everywhere(packed, "")
    chosen = [
        box
        for node in packed.paper.nodes
        for box in (node.nodes if isinstance(node, Group) else (node,))
        if isinstance(box, Box) and len(box.text) > 1
    ]
    assert chosen
    for texts, made in (({}, ()), ({"municipality": "Lo"}, ticks)):
        parts = functions.filled_parts(packed, kind, texts, made)
        root = ElementTree.fromstring(parts["word/document.xml" if kind == "docx" else "content.xml"])
        cells = [flat("".join(cell.itertext())) for cell in root.iter(CELL_ABOVE[kind])]
        for box in chosen:
            for words in box.text:
                first = flat(str(words.runs[0]))
                assert any(cell.startswith(first) for cell in cells) is bool(made), first


def test_a_sheet_behind_the_paper_is_there_once_something_on_it_is_answered(
    kind: str, one_paper: OnePaper, functions: Functions
) -> None:
    """An addendum is no part of what is signed first; a blank paper has it."""
    packed = one_paper("charter", Edition.FR)
    for texts, addenda in (
        ({}, 2),
        ({"municipality": "Lo"}, 0),
        ({"municipality": "Lo", "addendum-number": "1"}, 1),
        ({"municipality": "Lo", "deputy-coordinator-name": "An"}, 1),
    ):
        text = written(functions, packed, kind, texts, ())
        assert text.count("Avenantnuméro") == addenda
        assert ("Feuillevolante" in text) is (not texts)


def test_lines_to_write_on_go_where_an_answer_is_printed(one_paper: OnePaper, functions: Functions) -> None:
    packed = one_paper("charter", Edition.FR)
    given = ({"municipality": "Lo"}, {"municipality": "Lo", "neighbourhood": "Lo"})
    word = [functions.filled_parts(packed, "docx", texts, ())["word/document.xml"] for texts in given]
    one, two = (part.count(b"<w:tcBorders><w:bottom ") for part in word)
    assert one - two == 1
    opened = [functions.filled_parts(packed, "odt", texts, ())["content.xml"] for texts in given]
    before, after = (Counter(re.findall(b'<table:table-cell table:style-name="([^"]+)"', part)) for part in opened)
    assert sorted((before - after).values()) == [1, 1]  # the cell of the label, and that of the line
    assert after - before == {b"Answered": 2}


def test_an_answer_in_an_opendocument_text_has_no_rule_below_it(one_paper: OnePaper, functions: Functions) -> None:
    packed = one_paper("charter", Edition.FR)
    texts, ticks = values_everywhere(packed, "Lo")
    some, ruled = {"municipality": "Lo"}, '<text:span text:style-name="Gap"><text:user-field-input text:name="([^"]+)"'
    given = [({}, ()), (some, ()), (texts, ticks)]
    contents = [functions.filled_parts(packed, "odt", *each)["content.xml"].decode() for each in given]
    blank, one, full = (Counter(re.findall(ruled, content)) for content in contents)
    assert blank["municipality"] > 0
    assert set(blank) - set(one) >= {"municipality"}
    assert not full


TWO_LINES = "Erstwort " + "zweite " * 12
"""More than a line of any list holds."""
BESIDE_LABELS = {"charter": 51, "member-registration": 51, "invitation": 56, "invitation-fr-nl": 48}
"""How far, in millimetres, an answer begins from its label."""


def labels_beside_answers(words: list[Word], lines: Iterable[FieldLine], beside: float) -> list[bool]:
    """For each answer in a list of lines, whether one of these labels begins beside its first line."""
    begin = {str(line.label[0]).split()[0] for line in lines}
    left = min(word.left for word in words)
    answers = [word for word in words if word.text == "Erstwort" and abs(word.left - left - beside * MM) < 1]
    return [
        any(
            word.text in begin and word.sheet == answer.sheet and abs(word.bottom - answer.bottom) < 4
            for word in words
            if abs(word.left - left) < 1
        )
        for answer in answers
    ]


@pytest.mark.parametrize(
    ("paper_id", "edition"),
    [
        ("charter", Edition.FR),
        ("charter", Edition.NL),
        ("member-registration", Edition.BOTH),
        ("invitation", Edition.FR),
        ("invitation", Edition.BOTH),
    ],
)
def test_a_label_stands_beside_the_first_line_of_its_answer(
    paper_id: str, edition: Edition, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    packed = one_paper(paper_id, edition)
    texts, _ = values_everywhere(packed, TWO_LINES)
    source = tmp_path / f"filled.{kind}"
    source.write_bytes(zipped(functions.filled_parts(packed, kind, texts, ()), stored={"mimetype"}))
    tools.drawn([source], tmp_path)
    words = words_in(tmp_path / f"{source.name}.pdf", tools)
    room = BESIDE_LABELS.get(f"{paper_id}-{edition}", BESIDE_LABELS[paper_id])
    beside = labels_beside_answers(words, lines_in(packed), room)
    assert len(beside) >= 4
    assert all(beside)


@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
def test_a_short_label_stands_beside_the_first_line_that_is_typed_by_hand(
    edition: Edition, kind: str, one_paper: OnePaper, tools: Tools, tmp_path: Path
) -> None:
    packed = one_paper("charter", edition)
    name = LINES[kind][0]
    file = packed.files[FORMATS[kind]]
    source, typed = tmp_path / file.name, tmp_path / f"typed.{kind}"
    source.write_bytes(file.content)
    rewritten(source, typed, name, LINE, TWO_LINES)
    tools.drawn([typed], tmp_path)
    words = words_in(tmp_path / f"{typed.name}.pdf", tools)
    short = [line for line in lines_in(packed) if len(str(line.label[0])) <= 28]
    assert sum(labels_beside_answers(words, short, BESIDE_LABELS["charter"])) >= 10


def lines_in(packed: PackedPaper) -> list[FieldLine]:
    """The lines to fill in of a paper, also of its poster."""
    lines = [node for node in packed.paper.nodes if isinstance(node, FieldLine)]
    for node in packed.paper.nodes:
        lines += [*node.occasion, *node.lines] if isinstance(node, Poster) else []
        lines += node.lines if isinstance(node, ToSign) else []
    return lines


def test_an_answer_in_a_cell_has_no_line_of_its_own(one_paper: OnePaper, kind: str, functions: Functions) -> None:
    """Behind a text it goes on in its line."""
    packed = one_paper("communication-plan", Edition.BOTH)
    texts = {"non-urgent-contact-fr": "le commissariat", "non-urgent-contact-nl": "het commissariaat"}
    name = LINES[kind][0]
    blank, filled = (functions.filled_parts(packed, kind, given, ())[name].decode() for given in ({}, texts))
    room = re.compile(r'[": ](?:Cell|Last)Room"')
    assert len(room.findall(blank)) - len(room.findall(filled)) == len(texts)
    paragraphs = re.findall(r"<(?:w|text):p[ >].*?</(?:w|text):p>", filled)
    told = [flat(re.sub("<[^>]+>", "", each)) for each in paragraphs]
    assert {"Lemembreprévientlapolice:lecommissariat", "Hetlidverwittigtdepolitie:hetcommissariaat"} <= set(told)


LINES = {
    "docx": ("word/document.xml", '<w:pStyle w:val="Ruled"/>'),
    "odt": ("content.xml", '<text:p text:style-name="Ruled" />'),
}


@pytest.mark.parametrize("paper_id", ["evening-minutes", "evaluation-form"])
def test_an_answer_has_as_many_lines_as_in_the_pdf_file_until_it_is_given(
    paper_id: str, kind: str, one_paper: OnePaper, functions: Functions
) -> None:
    packed = one_paper(paper_id, Edition.FR)
    rows = {node.entry: node.rows for node in packed.paper.nodes if isinstance(node, FieldLine) and node.rows > 1}
    name, line = LINES[kind]
    one = next(iter(rows))
    for given, count in (((), 0), ((one,), rows[one] - 1), (rows, sum(rows.values()) - len(rows))):
        parts = functions.filled_parts(packed, kind, dict.fromkeys(given, "Lo"), ())
        assert parts[name].decode().count(line) == sum(rows.values()) - len(rows) - count, given


@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
@pytest.mark.parametrize("paper_id", ["charter", "announcement"])
def test_sixty_streets_begin_below_what_stands_above_them_and_take_no_sheet_more_than_in_the_pdf_file(
    paper_id: str, edition: Edition, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    packed = one_paper(paper_id, edition)
    texts = {"area-streets": "\n".join(f"Chaussée-{number}" for number in range(60))}
    (pdf,) = functions.filled_parts(packed, "pdf", texts, ()).values()
    (tmp_path / "set.pdf").write_bytes(pdf)
    source = tmp_path / f"filled.{kind}"
    source.write_bytes(zipped(functions.filled_parts(packed, kind, texts, ()), stored={"mimetype"}))
    tools.drawn([source], tmp_path)
    words = words_in(tmp_path / f"{source.name}.pdf", tools)
    streets = [word for word in words if word.text.startswith("Chaussée-")]
    assert len({word.text for word in streets}) == 60
    (above,) = (place for place, word in enumerate(words) if word == streets[0])
    assert streets[0].sheet == words[above - 20].sheet
    assert words[-1].sheet == words_in(tmp_path / "set.pdf", tools)[-1].sheet


def _with_streets(
    counts: Sequence[int],
    packed: PackedPaper,
    kind: str,
    texts: Mapping[str, str],
    functions: Functions,
    tools: Tools,
    folder: Path,
) -> Iterator[tuple[int, list[Word]]]:
    """The words of a paper with so many streets, and these texts, as LibreOffice draws it; for each count."""
    sources = {count: folder / f"{count}.{kind}" for count in counts}
    for count, source in sources.items():
        streets = "\n".join(f"Chaussée-{number}" for number in range(count))
        parts = functions.filled_parts(packed, kind, {**texts, "area-streets": streets}, ())
        source.write_bytes(zipped(parts, stored={"mimetype"}))
    tools.drawn([*sources.values()], folder)
    for count, source in sources.items():
        yield count, words_in(folder / f"{source.name}.pdf", tools)


@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
@pytest.mark.parametrize("paper_id", ["charter", "announcement"])
def test_no_street_stands_alone_on_a_sheet_and_all_stand_in_line(
    paper_id: str, edition: Edition, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """However many they are: LibreOffice left the last one alone, where the list stood in a row of a table."""
    packed = one_paper(paper_id, edition)
    parted = 0
    for count, words in _with_streets(range(36, 48), packed, kind, {}, functions, tools, tmp_path):
        placed = [word for word in words if word.text.startswith("Chaussée-")]
        sheets = Counter(word.sheet for word in placed)
        assert sheets.total() == count
        assert min(sheets.values()) > 1, (count, sheets)
        assert len({round(word.left) for word in placed}) == 1
        parted += len(sheets) > 1
    assert parted > 1


@pytest.mark.parametrize(("edition", "headed"), [(Edition.FR, "sociaux"), (Edition.NL, "sociale")])
def test_the_text_that_ends_an_announcement_stays_whole_below_its_heading(
    edition: Edition, headed: str, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """Its last two lines were a sheet of their own."""
    packed = one_paper("announcement", edition)
    texts = {"launch-contact": "Écrivez-nous"}
    sheets = set()
    for count, words in _with_streets(range(14, 26), packed, kind, texts, functions, tools, tmp_path):
        heading, end = (
            next(word.sheet for word in reversed(words) if word.text.startswith(text))
            for text in (headed, "Écrivez-nous")
        )
        assert heading == end, count
        sheets.add(end)
    assert len(sheets) == 2


@pytest.mark.parametrize("edition", Edition)
def test_an_addendum_for_a_deputy_has_no_lines_for_a_mandated_officer(
    edition: Edition, kind: str, one_paper: OnePaper, functions: Functions
) -> None:
    """Nobody is replaced and nobody designated then; the blank one is for whoever is new."""
    packed = one_paper("charter", edition)
    name = LINES[kind][0]
    for texts, count in (({}, 1), ({"deputy-coordinator-name": "An Wouters"}, 0)):
        said = functions.filled_parts(packed, kind, texts, ())[name].decode()
        body = said.partition("</text:user-field-decls>")[2] or said
        for entry in ("addendum-replaces", "addendum-designated-on"):
            assert body.count(f'="{entry}"') == count, (texts, entry)
        assert '="addendum-approved-on"' in body


AREA = {"fr": "territoire", "nl": "gebied"}
"""The last word of the label of the list of streets."""


@pytest.mark.parametrize("given", [("fr", "nl"), ("fr",), ("nl",), ()])
def test_lists_in_two_languages_stand_beside_each_other(
    given: tuple[str, ...], kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """They begin on the sheet of what stands above, and what has no answer keeps its lines to write on."""
    packed = one_paper("charter", Edition.BOTH)
    texts = {f"area-streets-{each}": "\n".join(f"{each}-{number}" for number in range(40)) for each in given}
    parts = functions.filled_parts(packed, kind, texts, ())
    source = tmp_path / f"filled.{kind}"
    source.write_bytes(zipped(parts, stored={"mimetype"}))
    tools.drawn([source], tmp_path)
    words = words_in(tmp_path / f"{source.name}.pdf", tools)
    columns = [[word for word in words if re.fullmatch(rf"{each}-\d+", word.text)] for each in given]
    assert all(len(column) == 40 for column in columns)
    for row in zip(*columns, strict=True):
        assert len({(word.sheet, round(word.top)) for word in row}) == 1, row
    above = next(word for word in words if word.text == "doelstellingen")
    assert all(column[0].sheet == above.sheet for column in columns)
    for each, (first, *_) in zip(given, columns, strict=True):  # near its label, as in the PDF
        label = [word.top for word in words if word.text == AREA[each] and word.sheet == first.sheet]
        assert 0 < first.top - max(top for top in label if top < first.top) < 6 * MM
    name, line = LINES[kind]
    assert parts[name].decode().count(line.replace("Ruled", "LastRuled")) == 2 - len(given)


@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
def test_no_sheet_of_a_charter_ends_with_a_heading_however_many_its_streets(
    edition: Edition, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """Nor with a heading and one line. LibreOffice left them there below a thin paragraph, also on later sheets."""
    packed = one_paper("charter", edition)
    sources = [tmp_path / f"{count}.{kind}" for count in range(1, 31, 2)]
    for source in sources:
        streets = "\n".join(f"Chaussée-{number}" for number in range(int(source.stem)))
        texts, _ = values_everywhere(packed, "Lo")
        parts = functions.filled_parts(packed, kind, texts | {"area-streets": streets}, ())
        source.write_bytes(zipped(parts, stored={"mimetype"}))
    tools.drawn(sources, tmp_path)
    for source in sources:
        said = tools.said("pdftotext", "-raw", tmp_path / f"{source.name}.pdf", "-").split("\f")[:-1]
        for sheet in said:
            foot = flat(packed.paper.guide)
            end = [line for line in body_of(packed.paper, sheet) if not line.startswith(foot)][-2:]
            assert not any(re.match(r"(?:Article|Artikel)\d+\.", line) for line in end), (source.name, end)


class Drawing(NamedTuple):
    """Draws a paper with the answers of a file, in LibreOffice."""

    functions: Functions
    asked: Content
    scripts: Scripts
    tools: Tools
    folder: Path

    def words(self, packed: PackedPaper, kind: str, file: Path) -> list[Word]:
        given = read_answers(file.read_bytes(), file.name, self.asked, self.scripts).content["answers"]
        values = self.functions.call("values", "valuesOf", self.asked, given, packed.paper.edition)
        parts = self.functions.filled_parts(packed, kind, values["texts"], values["ticks"])
        source = self.folder / f"filled.{kind}"
        source.write_bytes(zipped(parts, stored={"mimetype"}))
        self.tools.drawn([source], self.folder)
        return words_in(self.folder / f"{source.name}.pdf", self.tools)


@pytest.fixture
def drawing(functions: Functions, asked: Content, scripts: Scripts, tools: Tools, tmp_path: Path) -> Drawing:
    return Drawing(functions, asked, scripts, tools, tmp_path)


@pytest.mark.parametrize("edition", Edition)
def test_an_address_of_usual_length_takes_one_line_of_its_cell(
    edition: Edition, kind: str, one_paper: OnePaper, drawing: Drawing
) -> None:
    """In these formats no sign tells where a longer one may be parted that would not be copied with it."""
    words = drawing.words(one_paper("charter", edition), kind, KASTEELWIJK)
    assert "prevention@commune.example" in [word.text for word in words]


def test_a_log_with_long_answers_keeps_to_its_sheets(kind: str, one_paper: OnePaper, drawing: Drawing) -> None:
    packed = one_paper("message-log", Edition.BOTH)
    words = drawing.words(packed, kind, MARITIME)
    assert words[-1].sheet + 1 == packed.files[Format.PRINT].pages


def values_declared(root: ElementTree.Element) -> dict[str | None, str | None]:
    """The values of an OpenDocument file, by the id of their entry."""
    return {
        found.get(f"{ODF % 'text'}name"): found.get(f"{ODF % 'office'}string-value")
        for found in root.iter(f"{ODF % 'text'}user-field-decl")
    }


def test_nothing_to_write_on_is_left_below_the_answers_of_a_poster(
    one_paper: OnePaper, functions: Functions, kind: str
) -> None:
    """Its lines keep their height, so that it fills its sheet."""
    packed = one_paper("invitation", Edition.FR)
    (poster,) = (node for node in packed.paper.nodes if isinstance(node, Poster))
    texts, _ = values_everywhere(packed, "Parvis")
    name, rule = {
        "docx": ("word/document.xml", r"<w:tcBorders><w:bottom [^>]*/></w:tcBorders>"),
        "odt": (
            "content.xml",
            r'<table:table-cell table:style-name="([^"]+)"[^>]*><text:p text:style-name="Poster(?:Long|Small)?Room">',
        ),
    }[kind]
    blank, filled = (functions.filled_parts(packed, kind, given, ())[name].decode() for given in ({}, texts))
    ruled = re.findall(rule, blank)
    left = [each for each in re.findall(rule, filled) if each in ruled]
    count = len(poster.occasion) + len(poster.lines)
    assert len(ruled) >= count
    assert left == []
    heights = r'<w:trHeight w:val="\d+"/>' if kind == "docx" else r'<table:table-row table:style-name="[^"]+"'
    assert re.findall(heights, filled)[-count:] == re.findall(heights, blank)[-count:]


def test_each_language_has_its_own_date(one_paper: OnePaper, functions: Functions, kind: str) -> None:
    """With the day of the week."""
    given = {
        "evening-on": "jeudi 11 mars 2027 / donderdag 11 maart 2027",
        "evening-on-fr": "jeudi 11 mars 2027",
        "evening-on-nl": "donderdag 11 maart 2027",
    }
    for paper_id in ("invitation", "evening-minutes"):
        packed = one_paper(paper_id, Edition.BOTH)
        parts = functions.filled_parts(packed, kind, given, ())
        said = parts["word/document.xml" if kind == "docx" else "content.xml"].decode()
        for entry in ("evening-on-fr", "evening-on-nl"):
            assert given[entry] in said, paper_id


LONG = {
    entry: dict(zip(Language, texts, strict=True))
    for entry, texts in {
        "evening-on": ("mercredi 24 novembre 2027", "woensdag 24 november 2027"),
        "evening-at": ("19 h 30, accueil dès 19 h", "19.30 uur, deuren open vanaf 19 uur"),
        "evening-place": (
            "Grande salle du centre culturel et sportif communal, rue de la Vallée du Roodebeek 125 (cour)",
            "Grote zaal van het gemeentelijk cultureel en sportcentrum, Roodebeekdalstraat 125 (binnenplaats)",
        ),
        "neighbourhood": ("Rue du Grand-Hospice et quai aux Briques", "Grootgodshuisstraat en Baksteenkaai"),
        "municipality": ("Woluwe-Saint-Lambert", "Sint-Lambrechts-Woluwe"),
        "evening-contact": (
            "Service de prévention de la commune, Anne-Marie Van den Broucke, 02 000 00 30, prevention@commune.example",
            "Preventiedienst van de gemeente, Anne-Marie Van den Broucke, 02 000 00 30, preventie@gemeente.example",
        ),
        "responsible-publisher": (
            "Marie-Christine Van den Broucke-Lefèvre, boulevard du Jubilé 114, 1080 Molenbeek",
            "Marie-Christine Van den Broucke-Lefèvre, Jubelfeestlaan 114, 1080 Molenbeek",
        ),
    }.items()
}
"""What a poster tells, each at some length."""


def in_each(edition: Edition, answers: Mapping[str, Mapping[Language, str]]) -> Iterator[tuple[str, str]]:
    """Answers in all languages of an edition, by their entries."""
    for entry, said in answers.items():
        yield entry, " / ".join(said[language] for language in edition.languages)
        yield from ((f"{entry}-{language}", said[language]) for language in Language)


@pytest.mark.parametrize("is_same", [False, True])
def test_on_a_poster_each_language_has_lines_of_its_own_and_what_both_say_stands_once(
    is_same: bool, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    packed = one_paper("invitation", Edition.BOTH)
    words = {Language.FR: "Alpha Beta", Language.NL: "Alpha Beta" if is_same else "Gamma Delta"}
    texts = dict(in_each(Edition.BOTH, dict.fromkeys(LONG, words)))
    source = tmp_path / f"filled.{kind}"
    source.write_bytes(zipped(functions.filled_parts(packed, kind, texts, ()), stored={"mimetype"}))
    tools.drawn([source], tmp_path)
    shown = [word for word in words_in(tmp_path / f"{source.name}.pdf", tools) if word.sheet == 2]
    found = (word for word in shown if word.text in ("Alpha", "Beta", "Gamma", "Delta"))
    said = sorted(found, key=lambda word: (word.top, word.left))
    lines = [" ".join(word.text for word in line) for _, line in itertools.groupby(said, lambda word: word.top)]
    assert lines == ["Alpha Beta", *([] if is_same else ["Gamma Delta"])] * len(LONG)
    assert len({word.left for word in said if word.text in ("Alpha", "Gamma")}) == 1


@pytest.mark.parametrize("edition", Edition)
def test_a_poster_with_long_answers_keeps_to_its_sheet(
    edition: Edition, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """What it ends with stood alone on another."""
    packed = one_paper("invitation", edition)
    texts = dict(in_each(edition, LONG))
    source = tmp_path / f"filled.{kind}"
    source.write_bytes(zipped(functions.filled_parts(packed, kind, texts, ()), stored={"mimetype"}))
    tools.drawn([source], tmp_path)
    words = words_in(tmp_path / f"{source.name}.pdf", tools)
    assert words[-1].sheet == len(edition.languages)  # behind a letter in each language


@pytest.mark.parametrize("edition", Edition)
def test_a_poster_keeps_to_its_sheet_however_long_the_hour_is_told(
    edition: Edition, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """With 70 letters in each language beside each label but the day's, what it ends with stood on another."""
    packed = one_paper("invitation", edition)
    long = "Réponse nettement plus longue, de soixante-dix lettres, rue Haute 12 a"
    told = {entry: {language: long + language[0] for language in Language} for entry in LONG}
    texts = dict(in_each(edition, {**told, "evening-on": LONG["evening-on"]}))
    source = tmp_path / f"filled.{kind}"
    source.write_bytes(zipped(functions.filled_parts(packed, kind, texts, ()), stored={"mimetype"}))
    tools.drawn([source], tmp_path)
    assert words_in(tmp_path / f"{source.name}.pdf", tools)[-1].sheet == len(edition.languages)
    assert tools.said("pdftotext", tmp_path / f"{source.name}.pdf", "-").count("\f") == 1 + len(edition.languages)


@pytest.mark.parametrize("edition", [Edition.NL, Edition.BOTH])
def test_an_address_of_35_letters_stands_whole_among_the_contacts_of_a_charter(
    edition: Edition, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """Word and LibreOffice part an address that is longer than its cell before its last letter."""
    packed = one_paper("charter", edition)
    address = "marie.vandenbroucke@voisins.example"
    texts = {f"municipality-email{language}": address for language in ("", "-fr", "-nl")}
    source = tmp_path / f"filled.{kind}"
    source.write_bytes(zipped(functions.filled_parts(packed, kind, texts, ()), stored={"mimetype"}))
    tools.drawn([source], tmp_path)
    assert address in [word.text for word in words_in(tmp_path / f"{source.name}.pdf", tools)]


def test_long_contacts_leave_no_first_sheet_half_empty(
    kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """Their table goes on on the next sheet, as in the PDF file."""
    packed = one_paper("charter", Edition.BOTH)
    service = "Service Prévention et Proximité, Marie-Hélène Vandermeersch, boulevard du Jubilé"
    texts = {f"municipality-contact{language}": f"{service} {language}" for language in ("", "-fr", "-nl")}
    texts["police-zone"] = "Rhode-Saint-Genèse, Linkebeek, Drogenbos et quelques autres communes / " * 3
    source = tmp_path / f"filled.{kind}"
    source.write_bytes(zipped(functions.filled_parts(packed, kind, texts, ()), stored={"mimetype"}))
    tools.drawn([source], tmp_path)
    first = tools.said("pdftotext", tmp_path / f"{source.name}.pdf", "-").split("\f")[0]
    assert "Functie" in first


@pytest.mark.parametrize("kind_of_charter", ["charter", "charter-shops"])
def test_who_countersigns_signs_on_the_sheet_of_the_others_however_long_their_names(
    kind_of_charter: str, kind: str, one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    packed = one_paper(kind_of_charter, Edition.BOTH)
    long = "Anne-Marie-Christine Vandenbroucke-Lefèvre, boulevard du Jubilé 14"
    texts = {entry.id: long for entry in packed.paper.entries if entry.kind is FieldKind.LINE}
    source = tmp_path / f"filled.{kind}"
    source.write_bytes(zipped(functions.filled_parts(packed, kind, texts, ()), stored={"mimetype"}))
    tools.drawn([source], tmp_path)
    sheets = [flat(each) for each in tools.said("pdftotext", tmp_path / f"{source.name}.pdf", "-").split("\f")]
    (signing,) = (each for each in sheets if "Medeondertekend" in each)
    assert "Korpschef" in signing


@pytest.mark.parametrize("paper_id", ["charter", "council-note", "invitation"])
def test_an_answer_within_a_text_is_in_the_language_of_the_text(
    paper_id: str, one_paper: OnePaper, functions: Functions
) -> None:
    """Blank and answered, in Word as in OpenDocument; Word also types in it what is typed into the file."""
    packed = one_paper(paper_id, Edition.BOTH)
    spans = {"French": None, "Dutch": "nl-BE"}  # the first language is that of the whole paper, and is not told
    for texts in ({}, {entry.id: "Lo" for entry in packed.paper.entries if entry.kind is not None}):
        content = ElementTree.fromstring(functions.filled_parts(packed, "odt", texts, ())["content.xml"])
        expected = {
            (span.get(f"{ODF % 'text'}style-name"), field.get(f"{ODF % 'text'}name"))
            for span in content.iter(f"{ODF % 'text'}span")
            for field in span.iter(f"{ODF % 'text'}user-field-input")
        }
        told = {(spans[str(style)], str(entry)) for style, entry in expected if style in spans}
        assert any(tag and entry.endswith("-nl") for tag, entry in told)
        word = ElementTree.fromstring(functions.filled_parts(packed, "docx", texts, ())["word/document.xml"])
        controls = [each for each in word.iter(f"{WORD}sdt") if each.find(f".//{WORD}dataBinding") is not None]
        found = [
            (tuple(tag_of(control, part) for part in ("sdtPr", "sdtContent/w:r")), entry_of(control))
            for control in controls
        ]
        assert {(tag, entry) for (tag, _), entry in found if tag} == {each for each in told if each[0]}
        assert all(typed == shown for (typed, shown), _ in found)
        assert all(tag == "nl-BE" for (tag, _), entry in found if entry.endswith("-nl"))


def entry_of(control: ElementTree.Element) -> str:
    """The entry of a content control of Word."""
    tag = control.find(f".//{WORD}tag")
    assert tag is not None
    return str(tag.get(f"{WORD}val"))


def tag_of(control: ElementTree.Element, part: str) -> str | None:
    """The tag of a language in a part of a content control of Word."""
    found = control.find(f"w:{part}/w:rPr/w:lang", {"w": WORD.strip("{}")})
    return None if found is None else found.get(f"{WORD}val")


def test_lines_stay_lines(one_paper: OnePaper, functions: Functions) -> None:
    packed = one_paper("charter", Edition.FR)
    texts, ticks = values_everywhere(packed, "one\ntwo")
    word = functions.filled_parts(packed, "docx", texts, ticks)
    assert b"one</w:t><w:br/><w:t" in word["word/document.xml"]
    root = ElementTree.fromstring(functions.filled_parts(packed, "odt", texts, ticks)["content.xml"])
    assert set(values_declared(root).values()) == {"one\ntwo"}


def test_libreoffice_shows_every_value_in_every_document(
    site: Site, pack: Pack, functions: Functions, tmp_path: Path, tools: Tools
) -> None:
    """Each blank has a value of its own, and each box a tick."""
    documents = [each for each in site.catalogue.documents if Format.WORD in pack.papers[each, Edition.BOTH].files]
    for document in documents:
        for kind in FORMATS:
            packed = pack.papers[document, Edition.BOTH]
            texts = {e.id: f"¤{number}¤Łódź" for number, e in enumerate(packed.paper.entries) if e.kind is not None}
            ticks = {entry.id for entry in packed.paper.entries if entry.kind is None}
            parts = functions.filled_parts(packed, kind, texts, ticks)
            (tmp_path / f"{document}.{kind}").write_bytes(zipped(parts, stored={"mimetype"}))
    found = tools.opened(sorted(tmp_path.iterdir()), tmp_path)
    for document in documents:
        entries = pack.papers[document, Edition.BOTH].paper.entries
        for kind in FORMATS:
            text = body_text(found / f"{document}.{kind}.fodt")
            gone = conditions_in(pack.papers[document, Edition.BOTH].paper).lines
            told = {e.id for e in pack.papers[document, Edition.BOTH].paper.entries_in_texts if e.kind is not None}
            numbers = {number for number, e in enumerate(entries) if e.id in told - gone.keys()}
            assert {int(number) for number in re.findall("¤(\\d+)¤Łódź", text)} == numbers, (document, kind)
            assert flat("☐") not in text, (document, kind)
