"""Every paper passes the real validators: PDF/UA-1 and PDF/A-2a by veraPDF, its syntax by qpdf, Word by Open XML's."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from macros.content.site import ROOT
from macros.model.language import Edition
from macros.papers.downloads import Pack
from tests.building import OnePaper
from tests.papers.reading_papers import assert_sound
from tests.tools import PROGRAMS, Tools


def test_every_program_that_tests_run_is_there(tools: Tools) -> None:
    assert all(tools.path(name) for name in PROGRAMS)


def test_every_pdf_is_accessible_and_fit_to_archive(pack: Pack, verdicts: dict[str, list[str]]) -> None:
    names = [file.name for file in pack.files if file.name.endswith(".pdf")]
    assert len(names) > 50
    for name in names:
        assert_sound(verdicts[name])


def test_the_validator_refuses_a_pdf_without_tags(verdicts: dict[str, list[str]]) -> None:
    said = [line for line in verdicts["untagged.pdf"] if not line.startswith(" ")]
    assert [line.split("\t")[:2] for line in said] == [["PDFUA_1", "fail"], ["PDFA_2_A", "fail"]]


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "data" / "documents").glob("*.yml")))
def test_word_opens_every_file_as_it_is(name: str, one_paper: OnePaper, tmp_path: Path, tools: Tools) -> None:
    """Both languages in one file hold all that a paper of one has."""
    files = one_paper(name, Edition.BOTH).files.values()
    written = [file for file in files if file.name.endswith((".docx", ".pptx"))]
    assert written
    for file in written:
        (tmp_path / file.name).write_bytes(file.content)
        assert tools.open_xml_faults(tmp_path / file.name) == []


def test_the_validator_refuses_a_word_file_with_a_style_that_word_repairs(
    folder: Path, tmp_path: Path, tools: Tools
) -> None:
    """A comma in the name of a style parts two names."""
    with ZipFile(folder / "charte-fr.docx") as sound, ZipFile(tmp_path / "wrong.docx", "w") as wrong:
        for each in sound.namelist():
            wrong.writestr(each, sound.read(each).replace(b'w:val="Box to tick above', b'w:val="Box, above'))
    assert "styles.xml" in " ".join(tools.open_xml_faults(tmp_path / "wrong.docx"))


def test_qpdf_finds_nothing_wrong(folder: Path, tools: Tools) -> None:
    files = sorted(folder.glob("*.pdf"))
    assert files
    for file in files:
        assert tools.complaints(file) == ""


def test_every_font_is_ours_and_embedded(folder: Path, tools: Tools) -> None:
    files = sorted(folder.glob("*.pdf"))
    assert files
    for file in files:
        listed = tools.said("pdffonts", file).splitlines()[2:]
        assert listed
        for line in listed:
            assert re.search(r"(BricolageGrotesque|GuideSans)", line), f"{file.name}: {line}"
            assert re.search(r" (yes) +(yes|no) +(yes|no) ", line), f"{file.name}: {line}"
