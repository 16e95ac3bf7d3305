"""Every PDF passes the real validators: PDF/UA-1 and PDF/A-2a by veraPDF, its syntax by qpdf."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf

from macros.papers.downloads import Pack
from tests.papers.reading_papers import assert_sound
from tests.tools import PROGRAMS, Tools


def test_every_program_that_tests_run_is_there(tools: Tools) -> None:
    assert all(tools.path(name) for name in PROGRAMS)


def test_every_pdf_is_accessible_and_fit_to_archive(pack: Pack, verdicts: dict[str, list[str]]) -> None:
    names = [file.name for file in pack.files if file.name.endswith(".pdf")]
    assert len(names) > 50
    for name in names:
        assert_sound(verdicts[name])


def test_the_validator_refuses_a_pdf_without_tags(folder: Path, tmp_path: Path, tools: Tools) -> None:
    with pikepdf.open(next(folder.glob("*.pdf"))) as pdf:
        del pdf.Root["/StructTreeRoot"]
        pdf.save(tmp_path / "untagged.pdf")
    said = tools.verapdf([tmp_path / "untagged.pdf"])["untagged.pdf"]
    verdicts = [line for line in said if not line.startswith(" ")]
    assert [verdict.split("\t")[:2] for verdict in verdicts] == [["PDFUA_1", "fail"], ["PDFA_2_A", "fail"]]


def test_qpdf_finds_nothing_wrong(folder: Path, tools: Tools) -> None:
    for file in folder.glob("*.pdf"):
        assert tools.complaints(file) == ""


def test_every_font_is_ours_and_embedded(folder: Path, tools: Tools) -> None:
    for file in folder.glob("*.pdf"):
        listed = tools.said("pdffonts", file).splitlines()[2:]
        assert listed
        for line in listed:
            assert re.search(r"(BricolageGrotesque|GuideSans)", line), f"{file.name}: {line}"
            assert re.search(r" (yes) +(yes|no) +(yes|no) ", line), f"{file.name}: {line}"
