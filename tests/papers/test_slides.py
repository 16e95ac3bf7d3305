"""The slides of the evening: what is on them can be read from the back row, and what is said fits in twenty minutes."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.oxml.ns import qn

from macros.content.site import ROOT, Site
from macros.model.blocks import Slide, Table
from macros.model.language import Edition, Language
from macros.papers.downloads import PackedPaper
from macros.papers.formats import rendered
from macros.papers.paper import Format
from macros.papers.pdf import PaperError
from macros.papers.pptx import slides_file
from macros.tree.nodes import FieldLine, Heading, Words
from macros.tree.nodes import Slide as SlideNode
from tests.building import OnePaper
from tests.papers.reading_papers import assert_sound, flat
from tests.papers.reading_slides import FOOT, SMALLEST, box_of, drawn_by_libreoffice, lines_in
from tests.tools import Tools

FONTS = ROOT / ".cache" / "fonts"


@pytest.fixture(params=Edition)
def packed(request: pytest.FixtureRequest, one_paper: OnePaper) -> PackedPaper:
    """The slides in an edition."""
    return one_paper("slides", request.param)


@pytest.fixture
def opened(packed: PackedPaper) -> Any:
    """Their PowerPoint file, as python-pptx reads it."""
    return pptx.Presentation(io.BytesIO(packed.files[Format.SLIDES].content))


def slides_in(site: Site) -> list[Slide]:
    return [block for block in site.catalogue.documents["slides"].blocks if isinstance(block, Slide)]


# ---- the talk


def test_there_are_ten_to_fourteen_slides_for_twenty_minutes(site: Site) -> None:
    slides = slides_in(site)
    assert 10 <= len(slides) <= 14
    assert sum(slide.minutes for slide in slides) == 20


def test_no_point_has_more_talk_than_the_agenda_gives_it(site: Site) -> None:
    blocks = site.catalogue.documents["evening-sheets"].blocks
    (agenda,) = (block for block in blocks if isinstance(block, Table) and block.id == "agenda")
    given = {number: int(row[2].fr.split()[0]) for number, row in enumerate(agenda.rows, start=1)}
    slides = slides_in(site)
    points = [slide.point for slide in slides if slide.point]
    assert points == sorted(points), "they follow the agenda"
    assert set(points) == set(given)
    for point, minutes in given.items():
        assert sum(slide.minutes for slide in slides if slide.point == point) <= minutes


def test_what_is_said_with_each_slide_fits_its_minutes(site: Site, language: Language) -> None:
    """At 130 words a minute and slower; and nobody stands there with nothing to say."""
    for slide in slides_in(site):
        words = sum(len(note[language].split()) for note in slide.notes)
        assert 60 <= words / slide.minutes <= 130, slide.id


# ---- the PowerPoint file


def test_each_slide_has_its_title_its_texts_in_places_and_its_notes(packed: PackedPaper, opened: Any) -> None:
    nodes = [node for node in packed.paper.nodes if isinstance(node, SlideNode)]
    assert (opened.slide_width.pt, opened.slide_height.pt) == (960, 540)
    titles = [slide.shapes.title.text_frame.text for slide in opened.slides]
    assert titles == ["\n".join(map(str, node.title)) for node in nodes]
    assert len(set(titles)) == len(titles)
    for slide, node in zip(opened.slides, nodes, strict=True):
        said = slide.notes_slide.notes_text_frame.text
        assert all(str(words) in said for text in (node.label, *node.notes) for words in text), titles
        first, *others = slide.shapes
        assert first == slide.shapes.title, "it is read first"
        written = [shape for shape in others if shape.has_text_frame and shape.text_frame.text]
        assert all(shape.is_placeholder or shape.name.startswith("Caption") for shape in written)
        assert all(shape.text_frame.text.strip() for shape in slide.placeholders), "no place is left empty"


def test_every_picture_is_told_and_every_run_has_its_language(packed: PackedPaper, opened: Any) -> None:
    tags = {language.tag for language in packed.paper.languages}
    pictures = [shape for slide in opened.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == 3  # the path of an alert, the window, the code
    assert all(shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures)
    for slide in opened.slides:
        for tree in (slide._element, slide.notes_slide._element):
            runs = [run for run in tree.iter(qn("a:r")) if run.find(qn("a:t")).text]
            assert {run.find(qn("a:rPr")).get("lang") for run in runs} <= tags
    assert opened.core_properties.title == packed.paper.title
    assert opened.core_properties.language == packed.paper.languages[0].tag


def test_what_a_picture_shows_may_hold_any_sign(one_paper: OnePaper) -> None:
    paper = one_paper("slides", Edition.FR).paper
    shown = "La \"fenêtre\" <'d'en face'> & l'autre"
    first, *others = paper.nodes
    assert isinstance(first, SlideNode)
    changed = replace(first, window=(Words(Language.FR, (shown,)),))
    opened = pptx.Presentation(io.BytesIO(slides_file(replace(paper, nodes=(changed, *others)), FONTS)))
    pictures = [shape for shape in opened.slides[0].shapes if shape.shape_type == 13]
    assert [shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures] == [shown]


def test_what_stands_on_no_slide_is_refused(one_paper: OnePaper) -> None:
    paper = one_paper("slides", Edition.FR).paper
    first, second, *others = paper.nodes
    assert isinstance(second, SlideNode)
    changed = replace(second, nodes=(*second.nodes, Heading(2, second.title)))
    with pytest.raises(TypeError, match="Heading"):
        slides_file(replace(paper, nodes=(first, changed, *others)), FONTS)


def test_slides_of_more_kinds_than_the_file_has_layouts_for_are_told_with_the_first_of_them(
    one_paper: OnePaper,
) -> None:
    paper = one_paper("slides", Edition.FR).paper
    (slide,) = (node for node in paper.nodes[1:2] if isinstance(node, SlideNode))
    line = FieldLine(paper.entries[0].id, slide.title, 1)
    slides = [replace(slide, title=(Words(Language.FR, (f"Dia {n}",)),), nodes=(line,) * n) for n in range(1, 15)]
    with pytest.raises(PaperError, match="“Dia 11”"):
        slides_file(replace(paper, nodes=(paper.nodes[0], *slides)), FONTS)


def test_the_file_is_the_same_at_every_build_and_only_what_is_used_is_in_it(packed: PackedPaper, opened: Any) -> None:
    assert slides_file(packed.paper, FONTS) == packed.files[Format.SLIDES].content
    used = {slide.slide_layout.name for slide in opened.slides}
    assert {layout.name for layout in opened.slide_layouts} == used


# ---- what can be read


def test_the_back_row_reads_all_that_libreoffice_shows_and_nothing_runs_over_its_place(
    packed: PackedPaper, opened: Any, tools: Tools, tmp_path: Path
) -> None:
    pdf = drawn_by_libreoffice(packed.files[Format.SLIDES].content, tmp_path, tools)
    lines = [line for line in lines_in(pdf, tools) if line.top < FOOT]
    assert {line.page for line in lines} == set(range(1, len(opened.slides) + 1))
    boxes = [[box_of(shape) for shape in slide.shapes if shape.has_text_frame] for slide in opened.slides]
    texts = [shape.text_frame.text for slide in opened.slides for shape in slide.shapes if shape.has_text_frame]
    words = {word for text in texts for word in text.split()}
    for line in lines:
        assert line.size >= SMALLEST, line
        assert {word for word in line.text.split() if len(word) > 3} <= words, "no word is torn"
        assert any(left <= line.left and line.right <= right and top <= line.top and line.bottom <= bottom
                   for left, top, right, bottom in boxes[line.page - 1]), line  # fmt: skip


@pytest.mark.parametrize("kind", [Format.PRINT, Format.FORM])
def test_the_back_row_reads_the_pdf_of_the_slides(
    kind: Format, packed: PackedPaper, tools: Tools, tmp_path: Path
) -> None:
    file = tmp_path / "slides.pdf"
    file.write_bytes(packed.files[kind].content)
    lines = [line for line in lines_in(file, tools) if line.top < FOOT - 4]
    assert {line.page for line in lines} == set(range(1, len(packed.paper.nodes) + 1))
    assert [line for line in lines if line.size < SMALLEST - 1] == []  # sizes are whole numbers
    shown = flat("".join(line.text for line in lines))
    for node in packed.paper.nodes:
        assert isinstance(node, SlideNode)
        assert all(flat(str(words)) in shown for words in node.title)


def test_both_languages_of_an_item_are_level(one_paper: OnePaper, tools: Tools, tmp_path: Path) -> None:
    file = tmp_path / "slides.pdf"
    file.write_bytes(one_paper("slides", Edition.BOTH).files[Format.PRINT].content)
    places: dict[tuple[int, int], list[int]] = defaultdict(list)
    for line in lines_in(file, tools):
        if re.match(r"[–×]|\d\. ?", line.text):
            places[line.page, line.left].append(line.top)
    pages = [page for page, _ in places]
    assert len(pages) == 2 * len(set(pages)) > 20
    for (page, left), tops in places.items():
        assert all(tops == other for (other_page, _), other in places.items() if page == other_page), (page, left)


def test_the_pdf_files_are_sound(packed: PackedPaper, verdicts: dict[str, list[str]]) -> None:
    for kind in (Format.PRINT, Format.FORM, Format.NOTES):
        assert_sound(verdicts[packed.files[kind].name])


def test_a_text_too_long_for_its_slide_is_told(packed: PackedPaper) -> None:
    first, second, *others = packed.paper.nodes
    assert isinstance(second, SlideNode)
    long = tuple(Words(words.language, (f"{words} " * 40,)) for words in second.title)
    with pytest.raises(PaperError, match="slide"):
        rendered(replace(packed.paper, nodes=(first, replace(second, title=long), *others)), Format.PRINT, FONTS)
