"""Slides filled in open and hold every answer in its place."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pptx
import pytest

from macros.model.language import Edition
from macros.papers.downloads import PackedPaper
from macros.papers.paper import Format
from macros.rendering.archive import zipped
from tests.building import OnePaper
from tests.filling.functions import Functions
from tests.papers.reading_papers import assert_sound, flat
from tests.papers.reading_slides import FOOT, box_of, drawn_by_libreoffice, lines_in
from tests.tools import Tools

ANSWERS = {
    "neighbourhood": "Château d'eau <b> & 水",
    "municipality": "Berchem-Sainte-Agathe / Sint-Agatha-Berchem",
    "area-streets": "rue des Tilleuls\nrue de l'École",
    "police-zone-phone": "02 000 00 20",
    "evening-contact": "Service de prévention, prev@example.org",
}
LONGEST = "Saint-Georges-sur-Meuse / Sint-Genesius-Rode"


@pytest.fixture(params=Edition)
def packed(request: pytest.FixtureRequest, one_paper: OnePaper) -> PackedPaper:
    """The slides in an edition."""
    return one_paper("slides", request.param)


def filled(packed: PackedPaper, kind: str, functions: Functions, answers: dict[str, str]) -> dict[str, bytes]:
    entries = [entry.id for entry in packed.paper.entries]
    given = {
        each: answers[re.sub("-(fr|nl)$", "", each)] for each in entries if re.sub("-(fr|nl)$", "", each) in answers
    }
    return functions.filled_parts(packed, kind, given, ())


def test_filled_in_slides_open_and_hold_every_answer(
    packed: PackedPaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    content = zipped(filled(packed, "pptx", functions, ANSWERS))
    texts = [
        "\n".join(shape.text_frame.text for shape in slide.placeholders)
        for slide in pptx.Presentation(io.BytesIO(content)).slides
    ]
    for answer in ANSWERS.values():
        assert any(answer.replace("\n", " · ") in text for text in texts), answer
    said = tools.said("pdftotext", drawn_by_libreoffice(content, tmp_path, tools), "-")
    for answer in ("Château d'eau <b> &", *list(ANSWERS.values())[1:]):
        assert flat(answer.replace("\n", " · ")) in flat(said), answer
    blank = filled(packed, "pptx", functions, {})
    assert zipped(blank) == packed.files[Format.SLIDES].content


def test_the_longest_name_of_a_municipality_stays_in_its_place(
    one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    packed = one_paper("slides", Edition.BOTH)
    answers = dict.fromkeys(("neighbourhood", "municipality", "evening-at"), LONGEST) | {
        "evening-place": "Schoolstraat 12"
    }
    content = zipped(filled(packed, "pptx", functions, answers))
    first = pptx.Presentation(io.BytesIO(content)).slides[0]
    boxes = [box_of(shape) for shape in first.placeholders]
    for line in lines_in(drawn_by_libreoffice(content, tmp_path, tools), tools):
        if line.page == 1 and line.top < FOOT:
            assert any(top <= line.top and line.bottom <= bottom for _, top, _, bottom in boxes), line


def test_long_answers_stay_in_their_places_above_the_foot(
    one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """LibreOffice makes them smaller; PowerPoint does so once somebody edits them."""
    packed = one_paper("slides", Edition.BOTH)
    answers = {
        "evening-place": "Commissariat de la zone de police, boulevard du Jubilé 2, 1080 Molenbeek-Saint-Jean / " * 3,
        "area-streets-fr": "Rue du Grand-Hospice, boulevard du Jubilé, du 1 au 187 et du 2 au 164, rue de la Colonne, "
        * 4,
        "area-streets-nl": "Grootgodshuisstraat, Jubelfeestlaan, van 1 tot 187 en van 2 tot 164, Kolomstraat, " * 4,
    }
    content = zipped(filled(packed, "pptx", functions, answers))
    slides = pptx.Presentation(io.BytesIO(content)).slides
    lines = list(lines_in(drawn_by_libreoffice(content, tmp_path, tools), tools))
    assert {line.page for line in lines} == set(range(1, len(slides) + 1))
    found = set()
    for line in (line for line in lines if line.page in (1, 7) and len(line.text.strip("… ")) > 8):
        shapes = [shape for shape in slides[line.page - 1].shapes if shape.has_text_frame]
        boxes = [box_of(shape) for shape in shapes if flat(line.text) in flat(shape.text_frame.text)]
        for _, top, _, bottom in boxes:
            found.add(line.page)
            assert top <= line.top, line
            assert line.bottom <= bottom, line
    assert found == {1, 7}


def test_a_filled_in_pdf_has_a_sheet_for_each_slide_and_holds_every_answer(
    packed: PackedPaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    ((_, content),) = filled(packed, "pdf", functions, ANSWERS).items()
    file = tmp_path / "filled.pdf"
    file.write_bytes(content)
    sheets = tools.said("pdftotext", file, "-").split("\f")[:-1]
    assert len(sheets) == len(packed.paper.nodes)
    for answer in ("Château d'eau <b>", *list(ANSWERS.values())[1:]):
        assert any(flat(answer.replace("\n", " · ")) in flat(sheet) for sheet in sheets), answer


def test_the_back_row_reads_an_ordinary_contact(
    packed: PackedPaper, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """It has the width that its label leaves."""
    contact = "Jean-Baptiste Vanderlinden-Delacroix, 0470 00 00 30, plp.maritime@voisins.example"
    ((_, content),) = filled(packed, "pdf", functions, {"evening-contact": contact}).items()
    (tmp_path / "filled.pdf").write_bytes(content)
    sizes = [line.size for line in lines_in(tmp_path / "filled.pdf", tools) if flat("plp.maritime@") in line.text]
    assert min(sizes) >= 20


def test_filled_in_pdf_files_are_sound(one_paper: OnePaper, functions: Functions, tools: Tools, tmp_path: Path) -> None:
    for edition in Edition:
        ((_, content),) = filled(one_paper("slides", edition), "pdf", functions, ANSWERS).items()
        (tmp_path / f"{edition}.pdf").write_bytes(content)
    verdicts = tools.verapdf(sorted(tmp_path.glob("*.pdf")))
    assert len(verdicts) == len(Edition)
    for said in verdicts.values():
        assert_sound(said)
