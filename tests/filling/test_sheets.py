"""Papers that are set anew with their answers: whole, in the text, with nothing left that looks like a form."""

from __future__ import annotations

import base64
import io
import itertools
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from macros.content.site import Site
from macros.filling.answers import read_answers
from macros.filling.exchange import Content, Pieces, Tag
from macros.filling.pieces import in_pieces
from macros.filling.scripts import Scripts
from macros.filling.shown import conditions_in
from macros.model.language import Edition
from macros.model.records import FieldKind, Orientation
from macros.papers.downloads import Pack, PackedPaper
from macros.papers.from_records import document_paper
from macros.papers.paper import Entry, Format, entries_in
from macros.tree.nodes import Box, Group, Heading, Paragraph, Poster, Signatures
from tests.building import SITE_URL, OnePaper
from tests.filling.answering import KASTEELWIJK, MARITIME
from tests.filling.functions import FONTS, Functions, joined, kept_script, parts_in, written
from tests.papers.reading_papers import Word, body_of, flat, introductions, state_of, words_in, words_listed
from tests.tools import Tools

NAMES = ("Łukasz Śliwiński", "Ayşe Iğdır", "Rue de l’Église 12", "Δημήτρης", "Jean-François d’Hœuvre")
PEOPLE = (
    "Jean-François d’Hœuvre",
    "Ayşe Gül Öztürk-Iğdır İnan",
    "Łukasz Śliwiński ą",
    "Ștefan Țăranu",
    "Jiří Dvořáček",
    "Δημήτρης Παπαδόπουλος",
    "Тарас Шевченко",
    "Nguyễn Thị Hồng Ơn",
)
CONTACT = "Jean-Baptiste Vanderlinden-Delacroix, 0470 00 00 30, plp.maritime@voisins.example"
LONG_ADDRESS = "service.prevention.quartiers@molenbeek.example"
LABEL = ["zone", "de", "police", ":"]
ADDENDA = 2
"""For a change, and for a new person."""
SIGNING = ("Signature", "Handtekening")
SIGNED_AT = (("Fait", "à"), ("Opgemaakt", "te"))
OF_A_LINE = ("du", "de", "van")
"""What follows where a line is to be signed, in an addendum."""
MINUTES = ("minutes-questions", "minutes-decisions")
STREETS = tuple(f"Chaussée-{number}" for number in range(60))
"""More than a sheet has lines."""
LONG_STREET = " les numéros pairs et impairs, du canal et de la place du marché au parc, de 2 à 164, avec l’impasse "
MM = 72 / 25.4
PITCH = 14.1
"""From line to line of a text without blanks, in points."""
CODE, CODE_MODULES = (10, 56, 46), 25
"""The colour of the code, which is #0A382E, and the fewest modules it has: then they are the widest."""
WIDTHS = {Orientation.PORTRAIT: 595, Orientation.LANDSCAPE: 842, Orientation.SCREEN: 960}
"""Of sheets, in points."""
ABOVE_FOOT = 842 - MM * 18
"""Where the foot of most papers begins, from the top of a sheet."""
HOSTILE = ("( \\ ) <</MCID 1>> ET EMC", "<script>&amp;", "שלום \u202eevil", "a\x00\ud800b", "x" * 2000, "voisin " * 400)


@dataclass(frozen=True)
class Setter:
    """Sets papers anew."""

    functions: Functions

    def set(self, packed: PackedPaper, texts: dict[str, str], ticks: tuple[str, ...] = ()) -> bytes:
        (content,) = self.functions.filled_parts(packed, "pdf", texts, ticks).values()
        return content

    def set_poster(self, packed: PackedPaper, texts: dict[str, str]) -> bytes:
        """The poster of a paper alone, on A3."""
        (content,) = self.functions.filled_parts(packed, "pdf", texts, (), poster=True).values()
        return content


@pytest.fixture(scope="session")
def setter(functions: Functions) -> Setter:
    return Setter(functions)


def field_of(entry: Entry) -> str:
    """The name of its field: one is shared by the options of a choice."""
    return entry.one_of.id if entry.one_of else entry.id


def texts_of(packed: PackedPaper, values: tuple[str, ...]) -> dict[str, str]:
    """A text for each blank, by turns."""
    blanks = [entry.id for entry in packed.paper.entries if entry.kind is not None]
    return dict(zip(blanks, itertools.cycle(values)))


def words_of(content: bytes, tmp_path: Path, tools: Tools) -> list[Word]:
    file = tmp_path / "set.pdf"
    file.write_bytes(content)
    return words_in(file, tools)


def place_of(start: list[str], words: list[Word]) -> tuple[int, float]:
    """The sheet on which these words stand first, and how far from its top."""
    texts = [word.text for word in words]
    at = next(index for index in range(len(texts)) if texts[index : index + len(start)] == start)
    return words[at].sheet, words[at].top


def plain_text(content: bytes, tmp_path: Path, tools: Tools) -> str:
    """The text as it is read aloud, without spaces."""
    file = tmp_path / "set.pdf"
    file.write_bytes(content)
    return flat(tools.said("pdftotext", "-raw", file, "-"))


def sizes_in(content: bytes) -> set[bytes]:
    """The sizes of its answers, and of what else is set with them."""
    return set(re.findall(rb"/ArialUnicodeMS_01 ([\d.]+) Tf 1 0 0 1", content))


def fields_in(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {str(each.T) for each in pdf.Root.AcroForm.Fields}


# ---------------------------------------------------------------- what stands in the file


def test_without_answers_every_blank_and_every_box_is_a_field(documents: list[PackedPaper], setter: Setter) -> None:
    for packed in documents:
        assert fields_in(setter.set(packed, {})) == set(map(field_of, packed.paper.entries)), packed.paper.name


def test_a_field_of_one_line_is_as_low_as_its_letters_and_every_place_is_named(
    documents: list[PackedPaper], setter: Setter
) -> None:
    """Viewers set a single line in the middle of its place: so it stands on its rule. Firefox names places only."""
    for packed in documents:
        long = {entry.id for entry in packed.paper.entries if entry.kind is FieldKind.LINES}
        with pikepdf.open(io.BytesIO(setter.set(packed, {}))) as pdf:
            for field in pdf.Root.AcroForm.Fields:
                assert all(widget.Contents == widget.TU for widget in field.Kids)
                if field.FT != "/Tx":
                    continue
                assert all(widget.TU == field.TU for widget in field.Kids)
                several = "/Ff" in field
                assert several or str(field.T) not in long, f"{packed.paper.name}: {field.T}"
                for widget in field.Kids:
                    size, height = float(str(widget.DA).split()[1]), float(widget.Rect[3]) - float(widget.Rect[1])
                    assert several == (height > 1.5 * size), f"{packed.paper.name}: {field.T}"


def test_an_answer_is_text_and_only_what_has_none_keeps_a_field(
    documents: list[PackedPaper], setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    for packed in documents:
        gone = conditions_in(packed.paper).lines
        blanks = [entry.id for entry in packed.paper.entries if entry.kind is not None and entry.id not in gone]
        texts = {entry: f"¤{number}Łódź" for number, entry in enumerate(blanks) if number % 2 == 0}
        content = setter.set(packed, texts | {"deputy-coordinator-name": "Li An"})  # for whom an addendum is there
        # where both languages have theirs, these stand in the place of the one for both
        unseen = {text for entry, text in texts.items() if not {f"{entry}-fr", f"{entry}-nl"} <= texts.keys()}
        unseen -= set(re.findall("¤\\d+Łódź", plain_text(content, tmp_path, tools)))
        assert not unseen, packed.paper.name
        assert not fields_in(content) & texts.keys(), packed.paper.name


def test_all_answers_leave_nothing_to_fill_in(documents: list[PackedPaper], setter: Setter) -> None:
    """But the boxes of a paper that is completed by hand: there all options stay."""
    for packed in documents:
        boxes = [entry for entry in packed.paper.entries if entry.kind is None]
        left = fields_in(setter.set(packed, texts_of(packed, NAMES), tuple(box.id for box in boxes)))
        assert left == (set(map(field_of, boxes)) if packed.paper.by_hand else set()), packed.paper.name


def test_in_a_paper_that_is_completed_by_hand_a_box_is_ticked_and_one_of_a_choice_at_most(
    one_paper: OnePaper, setter: Setter
) -> None:
    packed = one_paper("support-survey", Edition.BOTH)
    boxes = [entry for entry in packed.paper.entries if entry.kind is None]
    ticked = {field_of(box): box.id for box in boxes}
    assert 1 < len(ticked) < len(boxes)
    with pikepdf.open(io.BytesIO(setter.set(packed, {}, tuple(ticked.values())))) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if field.FT == "/Btn":
                assert str(field.V) == f"/{ticked[str(field.T)]}"
                for widget in field.Kids:
                    own = state_of(widget)
                    assert str(widget.AS) == (f"/{own}" if own == ticked[str(field.T)] else "/Off")


def test_values_have_the_letters_of_their_text(one_paper: OnePaper, setter: Setter) -> None:
    """The charter says them in its font and its size, among its own words, however long they are."""
    texts = {"place": "Saint-Gilles", "neighbourhood": "Parvis", "municipality-email": LONG_ADDRESS}
    sizes = sizes_in(setter.set(one_paper("charter", Edition.FR), texts))
    assert sizes == {b"11", b"10", b"8.5"}  # of texts, of tables, of the number of the page


def test_an_answer_stands_within_its_sentence(
    one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = one_paper("ministry-letter", Edition.FR)
    text = plain_text(setter.set(packed, {"neighbourhood": "Parvis", "police-zone": "Midi"}), tmp_path, tools)
    assert flat("la charte du projet de partenariat local de prévention Parvis") in text
    assert flat("La commune et la police locale (Midi) se sont concertées") in text


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt"])
def test_a_sentence_that_an_answer_ends_has_one_point(
    kind: str, documents: list[PackedPaper], setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """As behind an abbreviation; before a comma it keeps its point."""
    ended = 0
    for packed in (each for each in documents if each.paper.orientation is not Orientation.SCREEN):
        said = []
        for answer in ("Tilleul", "Tilleul."):
            texts = texts_of(packed, (answer,))
            if kind == "pdf":
                said.append(plain_text(setter.set(packed, texts), tmp_path, tools))
            else:
                said.append(written(setter.functions, packed, kind, texts, ()))
        without, with_point = said
        assert "Tilleul.." not in with_point, packed.paper.name
        assert with_point.count("Tilleul.,") == without.count("Tilleul,"), packed.paper.name
        assert with_point.replace("Tilleul.", "Tilleul") == without.replace("Tilleul.", "Tilleul"), packed.paper.name
        ended += without.count("Tilleul.")
    assert ended > 20


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt"])
def test_an_answer_that_is_the_same_in_both_languages_stands_once_in_a_cell(
    kind: str, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = one_paper("communication-plan", Edition.BOTH)
    texts = {"non-urgent-channel-fr": "02 279 79 79", "non-urgent-channel-nl": "02 279 79 79"}
    texts |= {"offline-channel-fr": "Appel", "offline-channel-nl": "Telefoon"}
    if kind == "pdf":
        said = plain_text(setter.set(packed, texts), tmp_path, tools)
    else:
        said = written(setter.functions, packed, kind, texts, ())
    assert [said.count(flat(answer)) for answer in ("02 279 79 79", "Telefoon")] == [1, 1]
    assert "Appel" in said


def test_what_was_not_chosen_is_gone_and_what_follows_moves_up(
    one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = one_paper("charter", Edition.FR)
    group = next(node for node in packed.paper.nodes if isinstance(node, Group) and node.name.endswith("choice"))
    first, second = (node for node in group.nodes if isinstance(node, Box))
    one, other = (flat(str(node.text[0])) for node in (first, second))
    content = setter.set(packed, {}, (second.entry,))
    text = plain_text(content, tmp_path, tools)
    assert one not in text
    (question,) = (node for node in group.nodes if isinstance(node, Paragraph))
    assert flat(str(question.text[0])) not in text
    assert other in text
    assert {field_of(each) for each in packed.paper.entries if each.id == second.entry}.isdisjoint(fields_in(content))
    start = str(second.text[0]).split()[:3]
    before, after = (place_of(start, words_of(each, tmp_path, tools)) for each in (setter.set(packed, {}), content))
    assert after < before


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt"])
@pytest.mark.parametrize("edition", Edition)
def test_a_box_is_left_open_until_something_under_its_heading_is_answered(
    kind: str, edition: Edition, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Then it is a sentence, if it was ticked, or else gone with its blank."""
    packed = one_paper("communication-plan", edition)
    system, group = (node for node in packed.paper.nodes if isinstance(node, Box))
    answered = {f"messages-payer-without-support{language}": "Valbois" for language in ("", "-fr", "-nl")}
    starts = [flat(str(each))[:40] for each in (system.text[0], group.text[0])]
    for texts, ticks, there in (
        ({"neighbourhood": "Parvis"}, (), [True, True]),
        (answered, (), [False, False]),
        ({}, (system.entry,), [True, False]),
        (answered, (group.entry,), [False, True]),
    ):
        if kind == "pdf":
            text = plain_text(setter.set(packed, texts, ticks), tmp_path, tools)
        else:
            text = written(setter.functions, packed, kind, texts, ticks)
        assert [start in text for start in starts] == there, (texts, ticks)


def test_sheets_that_do_not_count_are_there_once_they_are_used(one_paper: OnePaper, setter: Setter) -> None:
    packed = one_paper("charter", Edition.FR)
    sheets = [
        len(pikepdf.open(io.BytesIO(setter.set(packed, texts))).pages)
        for texts in (
            {},
            {"municipality": "Lo"},
            {"municipality": "Lo", "addendum-number": "1"},
            {"municipality": "Lo", "deputy-coordinator-name": "An"},  # who signs the second
        )
    ]
    assert sheets[0] - sheets[1] == 3
    assert sheets[2] - sheets[1] == sheets[3] - sheets[1] == 1


JOINED = {"fr": "Je joins aussi l’avenant B", "nl": "Ook addendum B"}
LAST = {"fr": "toute autre annexe.", "nl": "elke andere bijlage."}
VOTES = {"fr": "49 oui, 3 non, 6 sans avis", "nl": "49 ja, 3 nee, 6 geen mening"}
DEPUTY = {
    Edition.FR: "Coordination adjointe : Li An",
    Edition.NL: "Co-coördinator: Li An",
    Edition.BOTH: "Coordination adjointe / Co-coördinator: Li An",
}


def test_the_letter_joins_the_addendum_of_a_deputy_and_tells_the_votes(
    asked: Content, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Without a deputy its list of annexes still ends with a full stop."""
    votes = {"partnership-yes": "49", "partnership-no": "3", "partnership-no-opinion": "6"}
    named = {**votes, "deputy-coordinator-name": "Li An"}
    for paper_id, edition, (answers, count) in itertools.product(
        ("ministry-letter", "ministry-letter-shops"), Edition, ((votes, 0), (named, 1))
    ):
        packed = one_paper(paper_id, edition)
        for kind in ("pdf", "docx", "odt"):
            text = filled_text(packed, kind, answers, asked, setter, tmp_path, tools)
            for language in edition.languages:
                told = [text.count(flat(words[language])) for words in (JOINED, LAST, VOTES)]
                assert told == [count, 1, 1], (packed.paper.name, kind, answers)


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt"])
@pytest.mark.parametrize("edition", Edition)
def test_the_addendum_of_a_deputy_says_who_it_is_and_how_to_reach_them(
    kind: str, edition: Edition, asked: Content, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = one_paper("charter", edition)
    contact = {"deputy-coordinator-phone": "02 000 00 12", "deputy-coordinator-email": "li@example.org"}
    answers = {"deputy-coordinator-name": "Li An", **contact}
    text = filled_text(packed, kind, answers, asked, setter, tmp_path, tools)
    for told in (DEPUTY[edition], ", ".join(contact.values())):
        assert text.count(flat(told)) == 1, told
    if kind == "pdf":
        assert fields_in(setter.set(packed, {})) >= {"addendum-successor", "addendum-contact"}, "still in a blank one"


def filled_text(
    packed: PackedPaper,
    kind: str,
    answers: dict[str, str],
    asked: Content,
    setter: Setter,
    tmp_path: Path,
    tools: Tools,
) -> str:
    """The text of a paper with answers as they were typed, without spaces."""
    values = setter.functions.call("values", "valuesOf", asked, answers, packed.paper.edition)
    if kind == "pdf":
        return plain_text(setter.set(packed, values["texts"], values["ticks"]), tmp_path, tools)
    return written(setter.functions, packed, kind, values["texts"], values["ticks"])


@pytest.mark.parametrize("answers", [None, {}, {"neighbourhood": "Parvis"}])
def test_sheets_that_count_are_numbered_in_each_language(
    answers: dict[str, str] | None, pack: Pack, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """The agenda and the list of the evening, not the ballots behind them; before it is filled in, and after."""
    packed = pack.papers["evening-sheets", Edition.BOTH]
    content = packed.files[Format.PRINT].content if answers is None else setter.set(packed, answers)
    words = words_of(content, tmp_path, tools)
    said = [" ".join(word.text for word in words if word.sheet == sheet) for sheet in range(6)]
    numbers = [re.findall(r"Page / Pagina (\d / \d)", text) for text in said]
    assert numbers == [["1 / 4"], ["2 / 4"], [], ["3 / 4"], ["4 / 4"], []]


@pytest.mark.parametrize("edition", Edition)
def test_a_line_more_takes_no_sheet_more(edition: Edition, one_paper: OnePaper, setter: Setter) -> None:
    """All stands a little closer where that saves one: who registers signs on the sheet of what is agreed to."""
    packed = one_paper("member-registration", edition)
    name = "Rue du Grand-Hospice et quai aux Briques, Grootgodshuisstraat en Baksteenkaai"
    content = setter.set(packed, {f"neighbourhood{language}": name for language in ("", "-fr", "-nl")})
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == packed.files[Format.PRINT].pages


def test_in_both_languages_a_sheet_is_not_used_because_the_paper_is(one_paper: OnePaper, setter: Setter) -> None:
    """An addendum names the neighbourhood in each language, the paper itself on one line."""
    packed = one_paper("charter", Edition.BOTH)
    named = {"neighbourhood": "A / B", "neighbourhood-fr": "A", "neighbourhood-nl": "B"}
    assert "addendum-number" not in fields_in(setter.set(packed, named))


def test_each_language_has_its_own_date(one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools) -> None:
    packed = one_paper("invitation", Edition.BOTH)
    french, dutch = "jeudi 11 mars 2027", "donderdag 11 maart 2027"
    dates = {"evening-on": "11/03/2027", "evening-on-fr": french, "evening-on-nl": dutch}
    text = plain_text(setter.set(packed, dates), tmp_path, tools)
    posters = 2 * sum(isinstance(node, Poster) for node in packed.paper.nodes)  # on green and on white
    assert text.count(flat(f"{french} {dutch}")) == posters
    assert text.count(flat(french)) == text.count(flat(dutch)) == 1 + posters


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt"])
@pytest.mark.parametrize("paper", ["support-survey", "evening-sheets"])
def test_a_date_on_a_page_of_one_language_is_in_its_words(
    paper: str, kind: str, pack: Pack, setter: Setter, asked: Content, tmp_path: Path, tools: Tools
) -> None:
    """Also where a paper of both languages is completed by hand."""
    dates = {question.id: "2027-03-11" for question in asked.questions if getattr(question, "kind", "") == "date"}
    values = setter.functions.call("values", "valuesOf", asked, dates, "fr-nl")
    packed = pack.papers[paper, Edition.BOTH]
    if kind == "pdf":
        text = plain_text(setter.set(packed, values["texts"]), tmp_path, tools)
    else:
        text = written(setter.functions, packed, kind, values["texts"], ())
    assert "11/03/2027" not in text
    assert text.count(flat("jeudi 11 mars 2027")) == text.count(flat("donderdag 11 maart 2027")) > 0


# ---------------------------------------------------------------- where it stands


def test_nothing_stands_on_something_else_nor_off_its_sheet(
    documents: list[PackedPaper],
    setter: Setter,
    site: Site,
    asked: Content,
    scripts: Scripts,
    tmp_path: Path,
    tools: Tools,
) -> None:
    given = read_answers(MARITIME.read_bytes(), MARITIME.name, asked, scripts).content["answers"]
    for packed in documents:
        values = setter.functions.call("values", "valuesOf", asked, given, packed.paper.edition)
        words = words_of(setter.set(packed, values["texts"], tuple(values["ticks"])), tmp_path, tools)
        words.sort(key=lambda word: (word.sheet, word.top, word.left))
        assert words
        for number, one in enumerate(words, 1):
            assert one.left >= 0
            assert one.right <= WIDTHS[packed.paper.orientation] + 1
            assert one.top >= 20
            assert one.bottom <= 842
            for other in itertools.islice(words, number, None):
                if (other.sheet, other.top) >= (one.sheet, one.bottom):
                    break
                if one.left < other.right - 1 and other.left < one.right - 1:
                    height = min(one.bottom - one.top, other.bottom - other.top)
                    assert other.top - one.top > 0.5 * height, f"{packed.paper.name}: {one} {other}"


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt"])
def test_whoever_signs_has_38_mm(kind: str, pack: Pack, functions: Functions, tmp_path: Path, tools: Tools) -> None:
    """Below the word that asks for a signature."""
    made: list[Path] = []
    for packed in pack.papers.values():
        names = (*NAMES, "Marie-Christine Vandenbroucke-Lefèvre")
        for texts in (
            ({}, texts_of(packed, names)) if any(isinstance(n, Signatures) for n in packed.paper.nodes) else ()
        ):
            parts = functions.filled_parts(packed, kind, texts, ())
            file = tmp_path / f"{packed.paper.name}-{len(texts)}.{kind}"
            file.write_bytes(next(iter(parts.values())) if kind == "pdf" else joined(parts))
            made.append(file)
    if kind != "pdf":
        tools.drawn(made, tmp_path)
        made = [tmp_path / f"{file.name}.pdf" for file in made]
    places = 0
    for file in made:
        words = words_in(file, tools)
        said = [word.text for word in words]
        of_panes = [at for at, text in enumerate(said) if text in SIGNING and said[at + 1 : at + 2][0] not in OF_A_LINE]
        for label in (words[at] for at in of_panes):
            below = (word for word in words if word.sheet == label.sheet and word.top > label.bottom)
            beneath = [word for word in below if word.right > label.left - 3 and word.left < label.left + MM * 50]
            assert min(word.top for word in beneath) >= label.bottom + MM * 38 - 1, file.name
            places += 1
    assert places > 60


@pytest.mark.parametrize("values", [("",), ("Lo",), NAMES, ("une réponse assez longue, avec une adresse " * 4,)])
def test_no_sheet_ends_with_a_heading_and_none_is_left_empty(
    values: tuple[str, ...], documents: list[PackedPaper], setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    assert sum(len(list(introductions(packed.paper.nodes))) for packed in documents) >= 3, "one in each edition"
    for packed in documents:
        titles = {flat(str(each)) for node in packed.paper.nodes if isinstance(node, Heading) for each in node.text}
        file = tmp_path / "set.pdf"
        file.write_bytes(setter.set(packed, texts_of(packed, values)))
        sheets = tools.said("pdftotext", "-raw", file, "-").split("\f")[:-1]
        for sheet in sheets:
            body = body_of(packed.paper, sheet)
            assert len(body) >= 4 or packed.paper.orientation is Orientation.SCREEN, (packed.paper.name, body)
            assert body[-1] not in titles, packed.paper.name
        for text, question in introductions(packed.paper.nodes):
            assert any(text in flat(sheet) and question in flat(sheet) for sheet in sheets), (packed.paper.name, text)


def test_a_hand_has_room_to_write_in_a_cell_of_two_languages(
    one_paper: OnePaper, setter: Setter, tmp_path: Path
) -> None:
    """As in the blank paper, 8 mm from line to line; and the last is clear of the border of its row."""
    file = tmp_path / "note.pdf"
    file.write_bytes(setter.set(one_paper("council-note", Edition.BOTH), {"neighbourhood": "Lo"}))
    with pikepdf.open(file) as pdf:
        places = [widget for page in pdf.pages for widget in widgets_of(page)]
    first = dict(reversed([(name, box[1]) for name, box in places if name.startswith("until-")]))
    assert len(first) >= 6
    rows = [(first[f"until-{entry}-fr"], first[f"until-{entry}-nl"]) for entry in ("messages", "print", "meetings")]
    for upper, lower in rows:
        assert upper - lower == pytest.approx(8.3 * MM, abs=MM / 4)
    for (_, lower), (upper, _) in itertools.pairwise(rows):
        assert lower - upper > 5.5 * MM


@pytest.mark.parametrize("edition", Edition)
def test_signatures_stand_below_their_heading(
    edition: Edition, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """However far down their sheet what stands above moves them."""
    packed = one_paper("charter", edition)
    for count in range(1, 31, 2):
        streets = {f"area-streets{language}": "\n".join(STREETS[:count]) for language in ("", "-fr", "-nl")}
        file = tmp_path / "set.pdf"
        file.write_bytes(setter.set(packed, texts_of(packed, ("une réponse assez longue",)) | streets))
        sheets = [body_of(packed.paper, sheet) for sheet in tools.said("pdftotext", "-raw", file, "-").split("\f")[:-1]]
        signed = [body for body in sheets if any(line.startswith(("Signatures", "Handtekeningen")) for line in body)]
        assert len(signed) == 1, count
        assert sum(line in ("Nom", "Naam", "Nom/Naam") for line in signed[0]) >= 2, (count, signed)


@pytest.mark.parametrize("length", [20, 30, 60, 75])
@pytest.mark.parametrize("edition", Edition)
def test_what_says_where_it_is_signed_stands_with_the_frames_to_sign(
    edition: Edition, length: int, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Below its heading, however long the name of the place is."""
    texts = {f"place{language}": (NAMES[4] + " et " + NAMES[2] * 4)[:length] for language in ("", "-fr", "-nl")}
    for paper in ("charter", "charter-shops", "by-laws"):
        words = words_of(setter.set(one_paper(paper, edition), texts), tmp_path, tools)
        (first, *_) = [word.sheet for word in words if word.text in SIGNING]
        headings = [word.sheet for word in words if word.text in ("Signatures", "Handtekeningen")]
        places = [word.sheet for word, to in itertools.pairwise(words) if (word.text, to.text) in SIGNED_AT]
        assert headings == places == [first] * len(edition.languages), paper


@pytest.mark.parametrize("count", range(0, 12, 4))
def test_two_points_do_not_stand_alone_on_the_last_sheet_of_a_council_note(
    count: int, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """However many of its first blanks are answered: with its head, the last sheet that counts is used to a quarter."""
    packed = one_paper("council-note", Edition.BOTH)
    blanks = [entry.id for entry in packed.paper.entries if entry.kind is not None]
    texts = dict.fromkeys(blanks[:count], "une réponse")
    file = tmp_path / "set.pdf"
    file.write_bytes(setter.set(packed, texts | {"municipality": "Lo"}))
    words = words_in(file, tools)
    (last, *_) = reversed([word.sheet for word in words if word.text == "Pagina"])
    lowest = max(word.bottom for word in words if word.sheet == last and word.bottom < ABOVE_FOOT)
    assert lowest > 842 * 0.28


@pytest.mark.parametrize("edition", Edition)
def test_an_addendum_for_a_person_is_there_only_once_the_person_is_named(edition: Edition, site: Site) -> None:
    """A telephone alone, which the addendum would tell too, brings no sheet that nobody can sign."""
    charter = document_paper(site, site.catalogue.documents["charter"], edition, SITE_URL)
    wanted = [sheet.with_any for sheet in conditions_in(charter).sheets if sheet]
    assert ("deputy-coordinator-name",) in wanted
    assert not any("addendum-contact" in each for each in wanted)


@pytest.mark.parametrize("edition", Edition)
def test_an_addendum_for_a_deputy_has_no_lines_for_a_mandated_officer(
    edition: Edition, one_paper: OnePaper, setter: Setter
) -> None:
    for texts in ({}, {"deputy-coordinator-name": "An Wouters"}):
        with pikepdf.open(io.BytesIO(setter.set(one_paper("charter", edition), texts))) as pdf:
            left = {str(field.T) for field in pdf.Root.AcroForm.Fields}
        assert left.isdisjoint({"addendum-replaces", "addendum-designated-on"}) == bool(texts)
        assert "addendum-approved-on" in left


def test_an_answer_in_each_language_stands_in_both_beside_a_label_that_they_share(
    one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """As "Contact", and the poster speaks both languages."""
    contact = {"": "Service / Dienst", "-fr": "Service", "-nl": "Dienst"}
    texts = {f"evening-contact{language}": text for language, text in contact.items()}
    words = words_of(setter.set(one_paper("invitation", Edition.BOTH), texts), tmp_path, tools)
    said = [{word.text for word in words if word.sheet == sheet} & {"Service", "Dienst"} for sheet in range(4)]
    assert said == [{"Service"}, {"Dienst"}, {"Service", "Dienst"}, {"Service", "Dienst"}]


@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
def test_an_answer_stands_with_its_heading_however_long_it_is(
    edition: Edition, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Also one that fills a sheet alone, and has no room there with its heading."""
    packed = one_paper("charter", edition)
    for count in range(42, 52):
        content = setter.set(packed, {"area-streets": "\n".join(STREETS[:count])})
        words = words_of(content, tmp_path, tools)
        sheets = Counter(word.sheet for word in words)
        assert min(sheets.values()) > 60, f"{count} streets: {sheets}"
        first = next(word for word in words if word.text == STREETS[0])
        assert place_of(["Article" if edition is Edition.FR else "Artikel", "3."], words)[0] == first.sheet, count


@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
def test_a_short_table_is_parted_where_much_of_a_sheet_would_stay_empty(
    edition: Edition, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Two rows at least stand on each sheet: the charter's table of contacts left half of the first one empty."""
    roles = ("chief-of-police", "mandated-officer", "deputy-officer", "coordinator", "deputy-coordinator")
    people = ["municipality-contact", *(f"{role}-name" for role in roles)]
    texts = {entry: "Anne-Sophie Vandenbroucke-Lefèvre, " * 3 + f"row-{row}" for row, entry in enumerate(people)}
    words = words_of(setter.set(one_paper("charter", edition), texts), tmp_path, tools)
    sheets = [next(word.sheet for word in words if word.text == f"row-{row}") for row in range(len(people))]
    assert sheets[:2] == [0, 0]
    assert sheets[-2:] == [1, 1]
    assert max(word.top for word in words if word.sheet == 0 and word.bottom < MM * 270) > MM * 297 * 2 / 3


LABELS = {"fr": "Rues", "nl": "Straten"}
"""What the labels of the streets begin with."""


@pytest.mark.parametrize("given", [("fr", "nl"), ("fr",), ("nl",)])
@pytest.mark.parametrize("count", [1, 13, 60])
def test_lists_in_two_languages_stand_beside_each_other_on_each_sheet(
    count: int, given: tuple[str, ...], one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Where one of them waits for its answer, its lines to write on stand beside the beginning of the other, whole."""
    lists = {language: [f"{language}-{number}" for number in range(count)] for language in given}
    texts = {f"area-streets-{language}": "\n".join(streets) for language, streets in lists.items()}
    content = setter.set(one_paper("charter", Edition.BOTH), texts)
    words = words_of(content, tmp_path, tools)
    placed = [[next(word for word in words if word.text == street) for street in lists[each]] for each in given]
    for row in zip(*placed, strict=True):
        assert len({(word.sheet, word.top) for word in row}) == 1, row
    assert [len({word.left for word in column}) for column in placed] == [1] * len(given)
    assert [column[0].left > WIDTHS[Orientation.PORTRAIT] / 2 for column in placed] == [each == "nl" for each in given]
    for each, (first, *_) in zip(given, placed, strict=True):  # further from its label than lines from each other
        (label,) = (word for word in words if word.text == LABELS[each] and 0 < first.bottom - word.bottom < 20)
        assert first.bottom - label.bottom > 15
    with pikepdf.open(io.BytesIO(content)) as pdf:
        left = [field for field in pdf.Root.AcroForm.Fields if str(field.T).startswith("area-streets")]
        assert len(left) == 2 - len(given)
        for (widget,) in (field.Kids for field in left):
            assert widget.P.objgen == pdf.pages[placed[0][0].sheet].objgen
            assert float(widget.Rect[1]) > MM * 23


@pytest.mark.parametrize(
    ("paper", "entry", "text", "words"),
    [
        ("support-survey", "interest-keeper", CONTACT, ["plp.maritime@voisins.example"]),
        ("charter", "municipality-email", LONG_ADDRESS, ["service.prevention.quartiers@", "molenbeek.example"]),
        (
            "charter",
            "municipality-email",
            "preventiedienst.veiligheid.gemeente.be/bin",
            ["preventiedienst.veiligheid.gemeente.", "be/bin"],
        ),
        ("support-survey", "interest-keeper", "An Wouters, bij-de.kerk-van.example", ["bij-de.kerk-van.example"]),
        ("charter", "municipality-phone", "02.000.00.20/0470.00.00.30", ["02.000.00.20/0470.00.00.30"]),
        ("charter", "municipality-phone", "mairie 0032-470-00-00-30", ["0032-470-00-00-30"]),
    ],
)
@pytest.mark.parametrize("edition", Edition)
def test_an_address_is_parted_only_where_it_is_longer_than_a_line(
    paper: str,
    entry: str,
    text: str,
    words: list[str],
    edition: Edition,
    one_paper: OnePaper,
    setter: Setter,
    tmp_path: Path,
    tools: Tools,
) -> None:
    content = setter.set(one_paper(paper, edition), {f"{entry}{language}": text for language in ("", "-fr", "-nl")})
    said = [word.text for word in words_of(content, tmp_path, tools)]
    assert any(said[at : at + len(words)] == words for at in range(len(said))), said


@pytest.mark.parametrize(
    ("paper", "texts", "sizes"),
    [
        (
            "charter",
            {"mayor-name": "Ann Lo", "chief-of-police-name": "Anne-Françoise Van Cauwenberghe-Dujardin"},
            {b"11", b"10", b"8.5"},  # of texts and names, of tables, of the number of the page
        ),
        (
            "ministry-letter",
            {"mayor-name": "Marie-Christine Vandenbroucke-Lefèvre"},
            {b"11", b"8.5"},
        ),
        (
            "charter",
            {"mayor-name": "Ann Lo", "chief-of-police-name": "Maximiliaan " * 8},
            {b"11", b"10", b"8.5", b"8"},
        ),
        (
            "reflex-card",
            {"police-zone-phone": "02 000 00 20", "coordinator-phone": "02 000 00 30, 0470 00 00 30"},
            {b"11.5"},
        ),
    ],
)
@pytest.mark.parametrize("edition", Edition)
def test_answers_in_frames_of_equals_have_one_size(
    paper: str, texts: dict[str, str], sizes: set[bytes], edition: Edition, one_paper: OnePaper, setter: Setter
) -> None:
    """The names of who signs, the numbers of a card; a long one takes two lines."""
    assert sizes_in(setter.set(one_paper(paper, edition), texts)) == sizes


# ---------------------------------------------------------------- what screen readers hear, and the standards


def test_every_spot_has_its_tag(documents: list[PackedPaper]) -> None:
    """As the builder is given them."""
    for packed in documents:
        pieces = pieces_of(packed)
        marks, spots = {(p, m) for p, m, _ in held_by(pieces.tree) if m is not None}, spots_tagged(pieces)
        assert marks == {(n, m) for n, piece in enumerate(pieces.pieces) for m in range(len(piece.drawn) - 1)}
        assert spots == {(n, s) for n, piece in enumerate(pieces.pieces) for s in range(len(piece.spots))}
        asked = {entry for piece in pieces.pieces for entry in entries_in_spots(piece.plain)}
        assert asked == set(entries_in(packed.paper.nodes)), packed.paper.name


def test_a_line_below_a_heading_stays_with_what_follows(documents: list[PackedPaper]) -> None:
    """The two would be alone at the foot of a sheet, above a long paragraph."""
    lines = 0
    for packed in documents:
        pieces = pieces_of(packed)
        for heading in headings_in(pieces.tree):
            below = pieces.pieces[min(heading + 1, len(pieces.pieces) - 1)]
            if below.height < 1500 and not (below.columns or below.breaks):
                assert below.sticky, packed.paper.name
                lines += 1
    assert lines > 10


@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
def test_a_list_is_parted_where_its_sheet_ends(
    edition: Edition, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Its lines stay with each other at its edges only: held whole, it left a sixth of the sheet above it empty."""
    content = setter.set(one_paper("charter", edition), {"area-streets": STREETS[0]})
    words = words_of(content, tmp_path, tools)
    assert max(word.bottom for word in words if word.sheet == 0 and word.bottom < ABOVE_FOOT) > 700


def headings_in(tag: Tag) -> Iterator[int]:
    """The last piece of each."""
    for each in tag.holds:
        if isinstance(each, Tag):
            held = [piece for piece, _, _ in held_by(each)] if re.fullmatch(r"H[1-6]", each.tag) else []
            yield from [max(held)] if held else headings_in(each)


def pieces_of(packed: PackedPaper) -> Pieces:
    """Those of the script of a paper."""
    paper = json.loads(kept_script(packed).removeprefix(b"export default ").removesuffix(b";\n"))
    return Pieces.model_validate_json(zlib.decompress(base64.b64decode(paper["pieces"])))


def held_by(tag: Tag) -> Iterator[tuple[int, int | None, int | None]]:
    for each in tag.holds:
        if isinstance(each, Tag):
            yield from held_by(each)
        else:
            yield each.piece, each.mark, each.spot


def spots_tagged(pieces: Pieces) -> set[tuple[int, int]]:
    return {(piece, spot) for piece, _, spot in held_by(pieces.tree) if spot is not None}


def entries_in_spots(plain: object) -> Iterator[str]:
    if isinstance(plain, dict):
        for name, value in plain.items():
            yield from (value,) if name == "entry" else entries_in_spots(value) if name != "shown" else ()
    elif isinstance(plain, list):
        for value in plain:
            yield from entries_in_spots(value)


def test_a_list_or_a_table_is_one_however_many_pieces_it_has(one_paper: OnePaper) -> None:
    pieces, _ = in_pieces(one_paper("communication-plan", Edition.NL).paper, FONTS)
    tables = [each for each in pieces.tree.holds if isinstance(each, Tag) and each.tag == "Table"]
    rows = [
        sum(isinstance(row, Tag) and row.tag in ("TR", "THead", "TBody") for row in table.holds) for table in tables
    ]
    assert len(tables) == 2
    assert min(rows) >= 5
    lists = [each for each in pieces.tree.holds if isinstance(each, Tag) and each.tag == "L"]
    assert all(len(each.holds) > 1 for each in lists)


def test_papers_set_anew_keep_both_standards(
    pack: Pack, setter: Setter, asked: Content, scripts: Scripts, tmp_path: Path, tools: Tools
) -> None:
    """Blank, half answered, with names, with hostile texts, with long ones; qpdf finds nothing wrong either."""
    given = read_answers(KASTEELWIJK.read_bytes(), KASTEELWIJK.name, asked, scripts).content["answers"]
    values = setter.functions.call("values", "valuesOf", asked, given, "fr")
    for paper, edition, name in (
        ("charter", Edition.FR, "half"),
        ("charter", Edition.BOTH, "names"),
        ("invitation", Edition.BOTH, "hostile"),
        ("communication-plan", Edition.NL, "blank"),
        ("reflex-card", Edition.FR, "names"),
        ("announcement", Edition.BOTH, "long"),
        ("support-survey", Edition.FR, "names"),
        ("evaluation-form", Edition.BOTH, "half"),
        ("message-log", Edition.NL, "hostile"),
    ):
        packed = pack.papers[paper, edition]
        boxes = tuple(entry.id for entry in packed.paper.entries if entry.kind is None)
        texts, ticks = {
            "blank": ({}, ()),
            "half": (values["texts"], tuple(values["ticks"])),
            "names": (texts_of(packed, NAMES), boxes),
            "hostile": (texts_of(packed, HOSTILE), boxes),
            "long": (texts_of(packed, ("\n".join(STREETS),)), boxes),
        }[name]
        (tmp_path / f"{paper}-{name}.pdf").write_bytes(setter.set(packed, texts, ticks))
    poster = setter.set_poster(pack.papers["invitation", Edition.BOTH], dict(half_of_the_poster(pack)))
    (tmp_path / "poster.pdf").write_bytes(poster)
    files = sorted(tmp_path.glob("*.pdf"))
    said = tools.verapdf(files)
    assert len(said) == len(files) == 10
    for lines in said.values():
        assert [line.split("\t")[:2] for line in lines] == [["PDFUA_1", "pass"], ["PDFA_2_A", "pass"]]
    assert [tools.complaints(file) for file in files] == [""] * len(files)


def half_of_the_poster(pack: Pack) -> Iterator[tuple[str, str]]:
    """An answer for every other blank of the invitation and its poster."""
    entries = [entry.id for entry in pack.papers["invitation", Edition.BOTH].paper.entries if entry.kind is not None]
    return zip(entries[::2], itertools.cycle(NAMES))


@pytest.mark.parametrize("edition", Edition)
def test_a_poster_tells_from_afar_when_and_where(
    edition: Edition, pack: Pack, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Date, hour and place are larger by half than what stands below them."""
    packed = pack.papers["invitation", edition]
    (poster,) = (node for node in packed.paper.nodes if isinstance(node, Poster))
    texts = {line.entry: "Samedi" for line in poster.occasion} | {line.entry: "Tilleul" for line in poster.lines}
    height: dict[str, list[float]] = {"Samedi": [], "Tilleul": []}
    for word in words_of(setter.set_poster(packed, texts), tmp_path, tools):
        height.get(word.text, []).append(word.bottom - word.top)
    assert len(height["Samedi"]) == 2 * len(poster.occasion)
    assert min(height["Samedi"]) > 1.5 * max(height["Tilleul"])


def test_the_poster_on_a3_is_that_on_a4_larger(pack: Pack, setter: Setter, tmp_path: Path, tools: Tools) -> None:
    """Every word, and every blank that is left to fill in, with its letters."""
    packed = pack.papers["invitation", Edition.BOTH]
    texts = dict(half_of_the_poster(pack))
    small, large = setter.set(packed, texts), setter.set_poster(packed, texts)
    with pikepdf.open(io.BytesIO(small)) as pdf, pikepdf.open(io.BytesIO(large)) as poster:
        assert [[round(float(edge)) for edge in page.mediabox] for page in poster.pages] == [[0, 0, 842, 1191]] * 2
        before = len(pdf.pages) - 2
        blanks = [[list(widgets_of(page)) for page in pages] for pages in (list(pdf.pages)[before:], poster.pages)]
    assert any(blanks[0])
    for on_a4, on_a3 in zip(*blanks, strict=True):
        assert [name for name, _ in on_a4] == [name for name, _ in on_a3]
        for (_, four), (_, three) in zip(on_a4, on_a3, strict=True):
            assert three == pytest.approx([each * 2**0.5 for each in four], abs=0.02)
    fours = [word for word in words_of(small, tmp_path, tools) if word.sheet >= before]
    threes = words_of(large, tmp_path, tools)
    assert [word.text for word in fours] == [word.text for word in threes]
    for four, three in zip(fours, threes, strict=True):
        assert (three.left, three.bottom) == pytest.approx((four.left * 2**0.5, four.bottom * 2**0.5), abs=0.1)


@pytest.mark.parametrize("place", ["Salle", "Salle " * 15, "Salle " * 35])
@pytest.mark.parametrize("edition", Edition)
def test_on_a_poster_a_label_stands_beside_the_first_line_of_its_answer_which_follows_the_one_above(
    edition: Edition, place: str, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = one_paper("invitation", edition)
    (poster,) = (node for node in packed.paper.nodes if isinstance(node, Poster))
    texts = dict(zip((line.entry for line in poster.occasion), ("Samedi", "Midi", place), strict=True))
    words = [word for word in words_of(setter.set_poster(packed, texts), tmp_path, tools) if word.sheet == 0]
    (day,), (hour,), (first, *_), (label, *_) = (
        [word for word in words if word.text == text]
        for text in ("Samedi", "Midi", "Salle", str(poster.occasion[2].label[0]))
    )
    assert first.top < (label.top + label.bottom) / 2 < first.bottom
    assert first.bottom - hour.bottom <= hour.bottom - day.bottom


@pytest.mark.parametrize("is_same", [False, True])
def test_on_a_poster_in_two_languages_every_label_stands_beside_the_first_line_of_its_answer(
    is_same: bool, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = one_paper("invitation", Edition.BOTH)
    (poster,) = (node for node in packed.paper.nodes if isinstance(node, Poster))
    asked = [*poster.occasion, *poster.lines]
    texts: dict[str, str] = {}
    for number, line in enumerate(asked):
        each = [f"A{number}", f"A{number}" if is_same else f"B{number}"]
        texts |= {line.entry: " / ".join(each)} | {f"{line.entry}-{turn}": each[turn == "nl"] for turn in ("fr", "nl")}
    words = [word for word in words_of(setter.set_poster(packed, texts), tmp_path, tools) if word.sheet == 0]
    for number, line in enumerate(asked):
        (first,) = (word for word in words if word.text == f"A{number}")
        label = next(w for w in words if w.text == str(line.label[0]).split()[0] and w.left < first.left < w.left + 200)
        assert first.top < (label.top + label.bottom) / 2 < first.bottom, line.entry


@pytest.mark.parametrize("is_same", [False, True])
def test_on_a_poster_each_language_has_lines_of_its_own_and_what_both_say_stands_once(
    is_same: bool, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = one_paper("invitation", Edition.BOTH)
    for entry in ("evening-on", "evening-place", "neighbourhood", "evening-contact", "responsible-publisher"):
        french, dutch = "Alpha Beta", "Alpha Beta" if is_same else "Gamma Delta"
        texts = {entry: f"{french} / {dutch}", f"{entry}-fr": french, f"{entry}-nl": dutch}
        words = [word for word in words_of(setter.set_poster(packed, texts), tmp_path, tools) if word.sheet == 0]
        said = [word for word in words if word.text in ("Alpha", "Beta", "Gamma", "Delta")]
        assert [word.text for word in said] == [*french.split(), *(() if is_same else dutch.split())], entry
        assert len({word.top for word in said}) == (1 if is_same else 2), entry
        assert [word for word in words if word.text == "/" and word.top in {word.top for word in said}] == []


PUBLISHERS = (
    "Marie Vandenbroucke-Delacroix, avenue Général Eisenhower 112, 1030 Schaerbeek",
    "Marie Vandenbroucke-Delacroix, Generaal Eisenhowerlaan 112, 1030 Schaarbeek",
)
"""A name and a full address, in each language."""


@pytest.mark.parametrize("edition", Edition)
def test_on_a_poster_a_publisher_with_an_address_can_be_read(
    edition: Edition, one_paper: OnePaper, setter: Setter
) -> None:
    french, dutch = PUBLISHERS
    whole = {Edition.FR: french, Edition.NL: dutch, Edition.BOTH: " / ".join(PUBLISHERS)}[edition]
    texts = dict(
        zip((f"responsible-publisher{each}" for each in ("", "-fr", "-nl")), (whole, french, dutch), strict=True)
    )
    sizes = sizes_in(setter.set_poster(one_paper("invitation", edition), texts))
    assert min(map(float, sizes)) >= 9.5


@pytest.mark.parametrize("edition", Edition)
def test_a_phone_sees_a_large_code_on_every_poster_with_a_white_edge_around_it(
    edition: Edition, one_paper: OnePaper, setter: Setter
) -> None:
    """Its dark modules alone are 32 mm wide, 45 on A3, and four of them fit in the white on each side."""
    packed = one_paper("invitation", edition)
    texts = {entry.id: "Salle du Parc, rue du Parc 12" for entry in packed.paper.entries if entry.kind is not None}
    small = packed.files[Format.PRINT].content, setter.set(packed, {}), setter.set(packed, texts)
    large = packed.files[Format.POSTER].content, setter.set_poster(packed, {}), setter.set_poster(packed, texts)
    for contents, least in ((small, 32), (large, 45)):
        for content in contents:
            assert all(width >= least for width in code_widths(content))


@pytest.mark.parametrize(
    ("kind", "pattern", "unit"),
    [(Format.WORD, rb'<wp:extent cx="(\d+)"', 36000), (Format.OPEN, rb'svg:width="(\d+)mm"', 1)],
)
@pytest.mark.parametrize("edition", Edition)
def test_a_phone_sees_the_same_code_on_the_poster_in_word_and_opendocument(
    edition: Edition, kind: Format, pattern: bytes, unit: int, one_paper: OnePaper
) -> None:
    parts = parts_in(one_paper("invitation", edition).files[kind].content)
    (width,) = (int(found) / unit for part in parts.values() for found in re.findall(pattern, part))
    (picture,) = (part for name, part in parts.items() if name.endswith(".png"))
    image = Image.open(io.BytesIO(picture)).convert("L")
    left, _, right, _ = box_of(image.point(lambda shade: 255 * (shade < 128)))
    assert width * (right - left) / image.width >= 32


def code_widths(content: bytes) -> Iterator[float]:
    """How wide, in millimetres, the code is on the last two sheets, the posters: it alone has its colour there.

    The street and what is below it are cut off. Around the code all is white, four modules wide.
    """
    document = pypdfium2.PdfDocument(content)
    for index in (-2, -1):
        sheet = document[len(document) + index]
        scale = 3 * 842 / sheet.get_height()
        image = sheet.render(scale=scale, crop=(0, sheet.get_height() / 3, 0, 0)).to_pil().convert("RGB")
        masks = (
            band.point(lambda shade, its=its: 255 * (abs(shade - its) < 3))
            for band, its in zip(image.split(), CODE, strict=True)
        )
        left, top, right, bottom = box_of(reduce(ImageChops.multiply, masks))
        assert abs((right - left) - (bottom - top)) <= 2, "something else has this colour"
        module = (right - left) / CODE_MODULES
        edge = round(4 * module) - 2
        around = image.crop((left - edge, top - edge, right + edge, bottom + edge))
        around.paste((255, 255, 255), (edge - 1, edge - 1, edge + right - left + 1, edge + bottom - top + 1))
        assert around.getextrema() == ((255, 255),) * 3
        yield (right - left) / scale / MM


def box_of(mask: Image.Image) -> tuple[int, int, int, int]:
    found = mask.getbbox()
    assert found
    return found


@pytest.mark.parametrize("edition", Edition)
def test_the_poster_is_no_page_of_the_letter(
    edition: Edition, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Nor in Word and OpenDocument, which count all pages: there, the letter has no numbers."""
    packed = one_paper("invitation", edition)
    before, between = packed.paper.page_of
    count = len(edition.languages)
    for content in (packed.files[Format.PRINT].content, setter.set(packed, {})):
        text = plain_text(content, tmp_path, tools)
        assert text.count(flat(before)) == count
        assert all(flat(f"{before}{place}{between}{count}") in text for place in range(1, count + 1))
    for kind, counter in ((Format.WORD, b"NUMPAGES"), (Format.OPEN, b"page-count")):
        parts = parts_in(packed.files[kind].content)
        assert not any(counter in part for part in parts.values())


def widgets_of(page: pikepdf.Page) -> Iterator[tuple[str, list[float]]]:
    """The fields of a sheet: the name of each, its place, and the size of its letters."""
    for widget in page.obj.get("/Annots", ()):
        size = float(str(widget.DA).split()[1]) if "/DA" in widget else 0.0
        yield str(widget.Parent.T), [*(float(edge) for edge in widget.Rect), size]


def test_what_a_frame_has_no_room_for_is_told(one_paper: OnePaper, setter: Setter) -> None:
    packed = one_paper("reflex-card", Edition.FR)
    entry = next(entry.id for entry in packed.paper.entries)
    for text, reasons in (("02 123 45 67", []), ("mot " * 200, ["length"]), ("Ali علي", ["characters"])):
        setter.set(packed, {entry: text})
        told = setter.functions.call("papers", "shortfallsIn", ["reflex-card"], "fr", {entry: text})
        assert sorted({each["reason"] for each in told}) == reasons


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("Ali علي 漢 ع", "Ali ??? ? ?"),
        ("Zoë 😀", "Zoë ?"),
        ("A\x00B", "A?B"),
        ("A\ud800B", "A?B"),
        ("\x7f\x81", "??"),
    ],
)
def test_characters_that_the_font_lacks_are_told_and_stand_as_question_marks(
    text: str, shows: str, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = one_paper("announcement", Edition.FR)
    said = plain_text(setter.set(packed, {"neighbourhood": text}), tmp_path, tools)
    assert flat(shows) in said
    told = setter.functions.call("papers", "shortfallsIn", ["announcement"], "fr", {"neighbourhood": text})
    assert told == [{"entry": "neighbourhood", "reason": "characters"}]


@pytest.mark.parametrize("name", [*PEOPLE, "Rene\u0301\u202f!\tZoe\u0308\u2009du\u00ad\u200bpont\r\ns\u0327 \u00a0\n"])
def test_names_of_our_neighbours_show_and_what_nobody_sees_is_no_shortfall(
    name: str, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Spaces of all widths, hints for breaking words, accents that stand apart."""
    packed = one_paper("announcement", Edition.FR)
    said = plain_text(setter.set(packed, {"neighbourhood": name}), tmp_path, tools)
    assert re.sub(r"[\s\u00ad\u200b]", "", unicodedata.normalize("NFC", name)) in said
    assert setter.functions.call("papers", "shortfallsIn", ["announcement"], "fr", {"neighbourhood": name}) == []


def test_the_second_id_of_a_file_tells_its_content(one_paper: OnePaper, setter: Setter) -> None:
    ids = set()
    for name in PEOPLE:
        content = setter.set(one_paper("announcement", Edition.FR), {"neighbourhood": name})
        with pikepdf.open(io.BytesIO(content)) as pdf:
            ids.add(tuple(bytes(each).hex() for each in pdf.trailer.ID))
    assert len({first for first, _ in ids}) == 1
    assert len({second for _, second in ids}) == len(PEOPLE)


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("paper", ["charter", "announcement"])
def test_sixty_streets_stand_above_the_foot_of_their_sheets(
    paper: str, edition: Edition, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    streets = "\n".join(STREETS)
    texts = {f"area-streets{language}": streets for language in ("", "-fr", "-nl")}
    words = words_of(setter.set(one_paper(paper, edition), texts), tmp_path, tools)
    shown = [word for word in words if word.text in STREETS]
    times = len(shown) // len(STREETS)
    assert sorted(word.text for word in shown) == sorted(STREETS * times)
    assert times == (2 if edition is Edition.BOTH else 1)
    assert max(word.bottom for word in shown) < ABOVE_FOOT


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("paper", ["charter", "announcement"])
def test_a_street_of_two_lines_stands_whole_on_its_sheet(
    paper: str, edition: Edition, one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Wherever the list is parted; side by side, the lists need not take two lines for the same street."""
    parted = 0
    for count in range(16, len(STREETS), 4):
        texts = {}
        for turn, language in enumerate(("", "-fr", "-nl")):
            middles = (LONG_STREET if (number + count) % 3 == turn else " " for number in range(count))
            streets = (f"Chaussée{language}-{at}{middle}fin{language}-{at}" for at, middle in enumerate(middles))
            texts[f"area-streets{language}"] = "\n".join(streets)
        words = words_of(setter.set(one_paper(paper, edition), texts), tmp_path, tools)
        begins, ends = (
            {word.text.removeprefix(name): word for word in words if re.match(rf"{name}\S*-\d", word.text)}
            for name in ("Chaussée", "fin")
        )
        assert len(begins) == len(ends) == count * len(edition.languages)
        assert all(ends[street].sheet == word.sheet for street, word in begins.items()), count
        assert any(ends[street].top > word.top for street, word in begins.items())
        parted += len({word.sheet for word in begins.values()}) > 1
    assert parted > 5


@pytest.mark.parametrize(("paper", "entries"), [("announcement", ["area-streets"]), ("evening-minutes", list(MINUTES))])
@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
def test_a_long_list_begins_on_the_sheet_that_it_would_leave_almost_empty(
    edition: Edition, paper: str, entries: list[str], one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """However long it is, each sheet but the last is more than half full, and each line stands once."""
    packed = one_paper(paper, edition)
    for count in range(15, len(STREETS), 5):
        lists = {entry: [f"{street}/{number}" for street in STREETS[:count]] for number, entry in enumerate(entries)}
        words = words_of(setter.set(packed, {entry: "\n".join(each) for entry, each in lists.items()}), tmp_path, tools)
        shown = [word.text for word in words if word.text.startswith("Chauss")]
        assert sorted(shown) == sorted(itertools.chain(*lists.values())), count
        for sheet in range(words[-1].sheet):
            lowest = max(word.bottom for word in words if word.sheet == sheet and word.bottom < ABOVE_FOOT)
            assert lowest > 842 * 0.55, (count, sheet)


def test_what_is_longer_than_a_sheet_goes_on_on_the_next(
    documents: list[PackedPaper], setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """In lines, in sentences and in cells: every word is there, unless it is told that there is no room for all."""
    with_room = set()
    for packed in documents[::2]:  # each document in one edition or two
        gone = conditions_in(packed.paper).lines
        blanks = [entry.id for entry in packed.paper.entries if entry.kind is not None and entry.id not in gone]
        long = {entry: " ".join(f"¤{number}/{word}" for word in range(600)) for number, entry in enumerate(blanks)}
        setter.functions.filled_parts(packed, "pdf", {}, ())
        told = setter.functions.call("papers", "shortfallsIn", [packed.paper.id], packed.paper.edition, long)
        shown = {entry: text for entry, text in long.items() if entry not in {each["entry"] for each in told}}
        asked = [entry for entry in shown if not {f"{entry}-fr", f"{entry}-nl"} <= shown.keys()]
        (tmp_path / "set.pdf").write_bytes(setter.set(packed, shown))
        listed = tools.run("pdftotext", "-bbox", tmp_path / "set.pdf", "-")  # too long to be kept
        assert listed.stderr == ""
        words = [word for word in words_listed(listed.stdout) if "¤" in word.text]
        there = {found for word in words for found in re.findall(r"¤\d+/\d+", word.text)}
        lacking = {word for entry in asked for word in shown[entry].split()} - there
        assert not lacking, packed.paper.name
        with_room |= {packed.paper.id} if asked else set()
        if packed.paper.orientation is Orientation.PORTRAIT:
            assert max((word.bottom for word in words), default=0) < ABOVE_FOOT, packed.paper.name
        assert tools.complaints(tmp_path / "set.pdf") == ""
    assert len(with_room) > 10, with_room


def test_the_lines_of_a_text_with_a_blank_are_as_far_apart(
    one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """The blank stands in its second line: there is more room above it and below it, and above the third."""
    words = words_of(setter.set(one_paper("council-note", Edition.FR), {"municipality": "Lo"}), tmp_path, tools)
    sheet, top = place_of(["Un", "partenariat", "local", "de", "prévention"], words)
    tops = sorted({round(word.top, 1) for word in words if word.sheet == sheet and -1 < word.top - top < 100})
    gaps = {round(lower - upper, 1) for upper, lower in itertools.pairwise(tops[:5])}
    assert max(gaps) - min(gaps) < 0.2, gaps
    assert min(gaps) > PITCH + 0.9, gaps


def test_in_a_cell_each_language_has_a_line_with_room_above(one_paper: OnePaper, setter: Setter) -> None:
    """The first was 4 mm below the rule of its row, and there were two for each language."""
    content = setter.set(one_paper("communication-plan", Edition.BOTH), {"municipality": "Lo"})
    sheet = pypdfium2.PdfDocument(content)[1]
    paths = (path.get_bounds() for path in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=5))
    rules = sorted((842 - top, left) for left, low, right, top in paths if top - low < 3 and right > 180 * MM)
    last_column = [top for top, left in rules if left > 120 * MM]
    above = [max(other for other, _ in rules if other < top - 1) for top in last_column]
    assert len(last_column) == 14, "two in each of seven cells"
    assert all(top - other > 8 * MM for top, other in zip(last_column, above, strict=True))


def test_a_blank_is_a_little_shorter_where_it_then_stays_on_its_line(
    one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """What the municipality pays a year stands where the sentence begins, in the narrow column of French."""
    words = words_of(setter.set(one_paper("council-note", Edition.BOTH), {"municipality": "Lo"}), tmp_path, tools)
    start = ["La", "commune", "paie", "au", "maximum"]
    sheet, top = place_of(start, words)
    euro = next(word for word in words if word.sheet == sheet and word.text == "€" and word.top > top - 1)
    assert abs(euro.top - top) < 1


@pytest.mark.parametrize("edition", Edition)
def test_the_number_of_an_addendum_stands_on_the_line_that_asks_for_it(
    edition: Edition, pack: Pack, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """A number needs less room than a name, whether the paper is filled in or not."""
    packed = pack.papers["charter", edition]
    for content in (packed.files[Format.PRINT].content, setter.set(packed, {"addendum-b-number": ""})):
        words = words_of(content, tmp_path, tools)
        pairs = [(one, other) for one, other in itertools.pairwise(words) if one.text in ("Avenant", "Addendum")]
        asked = [other for _, other in pairs if other.text in ("numéro", "nummer")]
        follow = [word for word in words if word.text in ("à", "bij")]
        assert len(asked) == ADDENDA * len(edition.languages)
        assert all(any(before_it(number, word) for word in follow) for number in asked)


@pytest.mark.parametrize("edition", [Edition.FR, Edition.BOTH])
def test_a_label_stands_whole_on_the_line_of_its_blank(
    edition: Edition, pack: Pack, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = pack.papers["charter", edition]
    for content in (packed.files[Format.PRINT].content, setter.set(packed, {"addendum-b-number": ""})):
        words = words_of(content, tmp_path, tools)
        runs = [words[at : at + len(LABEL)] for at in range(len(words))]
        labels = [run for run in runs if [word.text for word in run] == LABEL]
        assert len(labels) == ADDENDA
        assert all(before_it(*pair) for label in labels for pair in itertools.pairwise(label))


def before_it(each: Word, word: Word) -> bool:
    """Whether a word stands before another one on its line."""
    return each.sheet == word.sheet and abs(each.top - word.top) < 1 and each.left < word.left


def test_no_line_begins_with_what_ends_a_sentence(
    documents: list[PackedPaper], setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    for packed in documents:
        words = words_of(setter.set(packed, {"municipality": "Lo"}), tmp_path, tools)
        start = min(word.left for word in words)
        ends = [word for word in words if word.left - start < 24 and word.text[0] in ".,;"]
        # Behind a short word, as in "taire ;", a semicolon is a word of its own that stands near the start.
        assert all(any(before_it(each, word) for each in words) for word in ends), packed.paper.name


def test_the_head_of_a_table_stands_again_on_the_next_sheet(
    one_paper: OnePaper, setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    packed = one_paper("communication-plan", Edition.FR)
    text = plain_text(setter.set(packed, texts_of(packed, ("une réponse assez longue " * 12,))), tmp_path, tools)
    assert text.count(flat("Qui prévient qui Canal")) == 2


def test_the_number_of_an_item_stands_on_the_line_of_its_first_word(
    documents: list[PackedPaper], setter: Setter, tmp_path: Path, tools: Tools
) -> None:
    """Also where a blank stands in that line."""
    found = 0
    for packed in documents:
        words = words_of(setter.set(packed, {"municipality": "Lo"}), tmp_path, tools)
        for number, after in itertools.pairwise(words):
            if re.fullmatch(r"\d\.", number.text) and 0 <= after.left - number.right < 12:
                found += 1
                assert abs(number.bottom - after.bottom) < 1, f"{packed.paper.name}: {number} {after}"
    assert found > 20


def test_ordinary_answers_fit_however_long_they_are(
    documents: list[PackedPaper], setter: Setter, asked: Content, scripts: Scripts
) -> None:
    """Two names, an address with its place, an e-mail address and a number: nobody should have to shorten them."""
    for file in (KASTEELWIJK, MARITIME):
        given = read_answers(file.read_bytes(), file.name, asked, scripts).content["answers"]
        for packed in documents:
            values = setter.functions.call("values", "valuesOf", asked, given, packed.paper.edition)
            setter.set(packed, {})  # it is there then
            wanted = ["papers", "shortfallsIn", [packed.paper.id], packed.paper.edition, values["texts"]]
            told = setter.functions.call(*wanted)
            assert not [each for each in told if each["reason"] == "length"], packed.paper.name
