"""What cannot be printed stops the build, and says where and why."""

from __future__ import annotations

import fnmatch
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
import typst

from macros.content.site import ROOT
from macros.model.language import Edition, Language
from macros.papers.formats import refuse_missing_characters, rendered
from macros.papers.office import filled
from macros.papers.pack import set_paper
from macros.papers.paper import Format, Paper
from macros.papers.pdf import PaperError
from macros.tree.nodes import Blank, Card, FieldLine, Heading, Items, Marker, Node, Paragraph, Poster, Slide, Words
from tests.building import Build, OnePaper
from tests.copies import lend
from tests.papers.reading_papers import xml_text

FONTS = ROOT / ".cache" / "fonts"


def sample(paper: Paper, *nodes: Node) -> Paper:
    return replace(paper, nodes=(*paper.nodes, *nodes))


def test_a_character_that_the_fonts_lack_is_refused(one_paper: OnePaper) -> None:
    paper = one_paper("announcement", Edition.FR).paper
    broken = sample(paper, Heading(2, (Words(Language.FR, ("Bonjour 🙂",)),)))
    with pytest.raises(PaperError) as refused:
        refuse_missing_characters(broken)
    assert "U+1F642" in refused.value.message
    assert refused.value.language == Language.FR


def test_a_character_that_the_fonts_lack_is_refused_in_the_name_of_who_publishes_too(one_paper: OnePaper) -> None:
    paper = one_paper("announcement", Edition.FR).paper
    with pytest.raises(PaperError, match=r"U\+0218"):
        refuse_missing_characters(replace(paper, publisher=(Words(Language.FR, ("Ștefan",)),)))


def test_a_checklist_that_cannot_be_set_leads_to_the_file_of_its_stage(one_paper: OnePaper, tmp_path: Path) -> None:
    paper = one_paper("checklist-stage-1", Edition.FR).paper
    (problem,) = set_paper(sample(paper, Heading(2, (Words(Language.FR, ("Bonjour 🙂",)),))), tmp_path)
    assert problem.file == "data/stages/stage-1.yml"


@pytest.mark.parametrize(("kind", "template"), [(Format.PICTURE, "slides.typ"), (Format.NOTES, "paper.typ")])
def test_what_typst_refuses_is_told_with_the_template(kind: Format, template: str, one_paper: OnePaper) -> None:
    paper = one_paper("slides", Edition.FR).paper
    first, second, *others = paper.nodes
    assert isinstance(second, Slide)
    unknown = (Words(Language.FR, (Blank("nobody-knows"),)),)
    broken = replace(second, window=unknown) if kind is Format.PICTURE else replace(second, notes=(unknown,))
    with pytest.raises(PaperError, match=f"Typst refuses it.*macros/papers/templates/{template}"):
        rendered(replace(paper, nodes=(first, broken, *others)), kind, FONTS)


def test_what_typst_hints_at_is_told_with_its_place(one_paper: OnePaper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its hint alone would send an editor to the text of the paper."""
    paper = one_paper("charter", Edition.FR).paper
    diagnostic = "error: unknown variable: set-box\n  ┌─ macros/papers/templates/paper.typ:365:4"
    refused = typst.TypstError("unknown variable: set-box", diagnostic)
    vars(refused).update(message="unknown variable: set-box", diagnostic=diagnostic, hints=["try adding spaces"])
    monkeypatch.setattr("macros.papers.pdf.compiled", Mock(side_effect=refused))
    with pytest.raises(PaperError, match=r"set-box; try adding spaces.*macros/papers/templates/paper.typ:365"):
        rendered(paper, Format.PRINT, FONTS)


@pytest.mark.parametrize(("paper_id", "attribute"), [("reflex-card", "alert"), ("invitation", "lead")])
def test_a_text_too_long_for_its_card_or_poster_is_refused(paper_id: str, attribute: str, one_paper: OnePaper) -> None:
    paper = one_paper(paper_id, Edition.NL).paper
    longer = (Words(Language.NL, ("Dit is een zin die niet ophoudt. " * 40,)),)
    nodes = tuple(
        replace(node, alert=longer)
        if isinstance(node, Card)
        else replace(node, lead=longer)
        if isinstance(node, Poster)
        else node
        for node in paper.nodes
    )
    with pytest.raises(PaperError, match="mm too full"):
        rendered(replace(paper, nodes=nodes), Format.PRINT, FONTS)


@pytest.mark.parametrize("number", [0, 2])
def test_a_slide_that_is_too_full_is_named(number: int, one_paper: OnePaper) -> None:
    paper = one_paper("slides", Edition.BOTH).paper
    slide = paper.nodes[number]
    assert isinstance(slide, Slide)
    longer = tuple(Words(each.language, (*each.runs, " encore" * 300)) for each in slide.title)
    nodes = (*paper.nodes[:number], replace(slide, title=longer), *paper.nodes[number + 1 :])
    with pytest.raises(PaperError) as refused:
        rendered(replace(paper, nodes=nodes), Format.PICTURE, FONTS)
    assert refused.value.message.startswith(f"the slide “{slide.title[0].runs[0]}")
    assert " / " in refused.value.message


def test_a_picture_without_alternative_text_is_refused(one_paper: OnePaper) -> None:
    paper = one_paper("invitation", Edition.FR).paper
    nodes = tuple(
        replace(node, code=replace(node.code, alternative="")) if isinstance(node, Poster) else node
        for node in paper.nodes
    )
    with pytest.raises(PaperError):
        rendered(replace(paper, nodes=nodes), Format.PRINT, FONTS)


def test_a_blank_that_no_entry_describes_is_refused(one_paper: OnePaper) -> None:
    paper = one_paper("announcement", Edition.FR).paper
    broken = sample(paper, FieldLine("nobody-knows", (Words(Language.FR, ("Nom",)),), 1))
    for kind in (Format.FORM, Format.WORD, Format.OPEN):
        with pytest.raises((PaperError, KeyError, ValueError)):
            rendered(broken, kind, FONTS)


def test_a_change_of_a_style_sheet_that_finds_nothing_to_change_is_refused() -> None:
    with pytest.raises(ValueError, match="size of yesterday"):
        filled("word/numbering.xml", {"size of yesterday": "size of today"})


def test_an_entry_that_no_blank_shows_is_named(one_paper: OnePaper) -> None:
    paper = one_paper("announcement", Edition.FR).paper
    unseen = replace(paper, entries=(*paper.entries, replace(paper.entries[0], id="seen-nowhere")))
    with pytest.raises(ValueError, match="seen-nowhere"):
        rendered(unseen, Format.FORM, FONTS)


@pytest.mark.parametrize(("kind", "part"), [(Format.WORD, "word/document.xml"), (Format.OPEN, "content.xml")])
def test_a_text_that_stands_once_among_texts_in_two_languages_is_kept(
    kind: Format, part: str, one_paper: OnePaper
) -> None:
    both = Words(Language.FR, ("Le quartier",)), Words(Language.NL, ("De buurt",))
    once = (Words(Language.FR, ("Dilbeek",)),)
    items = Items(Marker.NUMBER, ((Paragraph(both),), (Paragraph(once),)))
    paper = sample(one_paper("charter", Edition.BOTH).paper, items)
    assert "LequartierDebuurtDilbeek" in xml_text(rendered(paper, kind, FONTS), part)


def test_the_build_stops_and_names_the_file_and_language(guide_copy: Path, tmp_path: Path, build: Build) -> None:
    lend(guide_copy, ".cache")
    card, old = guide_copy / "data" / "documents" / "reflex-card.yml", "Deel het enkel als het dat vraagt."
    assert old in card.read_text("utf-8")
    card.write_text(card.read_text("utf-8").replace(old, (f"{old} " * 60).strip()), "utf-8")
    result = build(guide_copy, tmp_path / "site")
    assert result.returncode != 0
    assert "data/documents/reflex-card.yml (record 'reflex-card', language nl)" in result.stderr
    assert fnmatch.fnmatch(" ".join(result.stderr.split()), "*the card is * mm too full*")
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()
