"""Word and OpenDocument files filled in hold every value where it belongs, and nothing else changes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from macros.content.site import Site
from macros.filling.slots import MarkSlot, TextSlot, filled_file, parts_of
from macros.filling.values import clean
from macros.model.language import Edition
from macros.papers.downloads import Pack
from macros.papers.paper import Format
from tests.building import OnePaper
from tests.filling.answering import HOSTILE
from tests.papers.reading_papers import LOEXT, ODF, WORD, body_text, flat
from tests.tools import Tools

FORMATS = (Format.WORD, Format.OPEN)
ENTRIES = "{urn:plp-bin:entries}"
OFFICE = "http://schemas.microsoft.com/office/word/2010/wordml"


@pytest.fixture(params=FORMATS)
def kind(request: pytest.FixtureRequest) -> Format:
    return Format(request.param)


def test_a_file_without_answers_is_the_file_that_the_site_offers(pack: Pack, kind: Format) -> None:
    for packed in pack.papers.values():
        blank = packed.files[kind].content
        assert filled_file(parts_of(blank), {}, ()) == blank, packed.paper.name


def test_every_entry_of_every_paper_has_its_slots(pack: Pack, kind: Format) -> None:
    for packed in pack.papers.values():
        pieces = [
            piece for part in parts_of(packed.files[kind].content).values() if isinstance(part, tuple) for piece in part
        ]
        texts = {piece.entry for piece in pieces if isinstance(piece, TextSlot)}
        marks = {piece.entry for piece in pieces if isinstance(piece, MarkSlot)}
        assert texts == {entry.id for entry in packed.paper.entries if entry.kind is not None}, packed.paper.name
        assert marks - texts == {entry.id for entry in packed.paper.entries if entry.kind is None}, packed.paper.name


def filled(
    one_paper: OnePaper, document: str, edition: Edition, kind: Format, text: str
) -> tuple[bytes, dict[str, str], set[str]]:
    """A document in which every blank has `text` and every box a tick."""
    packed = one_paper(document, edition)
    texts = {entry.id: text for entry in packed.paper.entries if entry.kind is not None}
    ticks = {entry.id for entry in packed.paper.entries if entry.kind is None}
    return filled_file(parts_of(packed.files[kind].content), texts, ticks), texts, ticks


@pytest.mark.parametrize("name", HOSTILE)
def test_a_word_file_gives_back_every_value(name: str, one_paper: OnePaper) -> None:
    text = clean(HOSTILE[name], lines=True)
    content, texts, ticks = filled(one_paper, "charter", Edition.BOTH, Format.WORD, text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        stored = ElementTree.fromstring(archive.read("customXml/item1.xml"))
    assert {entry.get("id"): entry.text for entry in stored.iter(f"{ENTRIES}entry")} == texts
    controls = list(body.iter(f"{WORD}sdt"))
    assert {str(control.find(f".//{WORD}tag").get(f"{WORD}val")) for control in controls} == {*texts, *ticks}  # type: ignore[union-attr]
    for control in controls:
        shown = "".join(found.text or "" for found in control.iter(f"{WORD}t"))
        box = control.find(f".//{{{OFFICE}}}checked")
        assert shown == (text if box is None else "☒")
        assert control.find(f".//{WORD}showingPlcHdr") is None
        assert box is None or box.get(f"{{{OFFICE}}}val") == "1"


@pytest.mark.parametrize("name", HOSTILE)
def test_an_opendocument_file_gives_back_every_value(name: str, one_paper: OnePaper) -> None:
    text = clean(HOSTILE[name], lines=True)
    content, texts, ticks = filled(one_paper, "charter", Edition.BOTH, Format.OPEN, text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    declared = {
        found.get(f"{ODF % 'text'}name"): found.get(f"{ODF % 'office'}string-value")
        for found in root.iter(f"{ODF % 'text'}user-field-decl")
    }
    assert declared == texts
    assert {found.text for found in root.iter(f"{ODF % 'text'}user-field-input")} == {text}
    boxes = list(root.iter(f"{LOEXT}content-control"))
    assert {box.get(f"{LOEXT}tag") for box in boxes} == ticks
    assert {(box.get(f"{LOEXT}checked"), box.text) for box in boxes} == {("true", "☒")}


def test_lines_stay_lines(one_paper: OnePaper) -> None:
    word, _, _ = filled(one_paper, "charter", Edition.FR, Format.WORD, "one\ntwo")
    opened, _, _ = filled(one_paper, "charter", Edition.FR, Format.OPEN, "one\ntwo")
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert b"one</w:t><w:br/><w:t" in archive.read("word/document.xml")
    with zipfile.ZipFile(io.BytesIO(opened)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    declared = [each.get(f"{ODF % 'office'}string-value") for each in root.iter(f"{ODF % 'text'}user-field-decl")]
    assert set(declared) == {"one\ntwo"}


def test_libreoffice_shows_every_value_in_every_document(site: Site, pack: Pack, tmp_path: Path, tools: Tools) -> None:
    """Each blank has a value of its own, and each box a tick."""
    for document in site.catalogue.documents:
        for kind in FORMATS:
            packed = pack.papers[document, Edition.BOTH]
            texts = {e.id: f"¤{number}¤Łódź" for number, e in enumerate(packed.paper.entries) if e.kind is not None}
            ticks = {entry.id for entry in packed.paper.entries if entry.kind is None}
            content = filled_file(parts_of(packed.files[kind].content), texts, ticks)
            (tmp_path / f"{document}{kind.value}").write_bytes(content)
    found = tools.opened(sorted(tmp_path.iterdir()), tmp_path)
    for document in site.catalogue.documents:
        entries = pack.papers[document, Edition.BOTH].paper.entries
        for kind in FORMATS:
            text = body_text(found / f"{document}{kind.value}.fodt")
            numbers = {number for number, entry in enumerate(entries) if entry.kind is not None}
            assert {int(number) for number in re.findall("¤(\\d+)¤Łódź", text)} == numbers, (document, kind)
            assert flat("☐") not in text, (document, kind)
