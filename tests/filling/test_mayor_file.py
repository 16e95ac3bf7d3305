"""What a mayor reads stands on one page, whatever the names; what the public reads shows no small number."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from macros.content.municipalities import Municipality, municipalities
from macros.filling.exchange import Content
from macros.model.language import Edition, Language
from macros.papers.downloads import PackedPaper
from macros.papers.paper import Format
from tests.building import OnePaper
from tests.filling.functions import Functions, joined
from tests.tools import Tools

ZONE = {"fr": "Uccle – Watermael-Boitsfort – Auderghem", "nl": "Ukkel – Watermaal-Bosvoorde – Oudergem"}
NEIGHBOURHOOD = {"fr": "Rue du Grand-Hospice et quai aux Briques", "nl": "Grootgodshuisstraat en Baksteenkaai"}
CONTACT = "Jean-Baptiste Vanderlinden-Delacroix, 0470 00 00 30, partenariat.maritime@voisins.example"
LONGEST = 3
"""Names tried in each language; all 565 were tried when the page was written."""


def longest_names() -> list[Municipality]:
    """The municipalities with the longest names in either language."""
    found = [
        each
        for language in Language
        for each in sorted(municipalities(), key=lambda each: len(each.name[language]))[-LONGEST:]
    ]
    return list({each.nis_code: each for each in found}.values())


def values_of(name: Municipality, edition: Edition, asked: Content, functions: Functions) -> dict[str, str]:
    answers: dict[str, Any] = {
        "municipality": {language: name.name[language] for language in Language},
        "police-zone": ZONE,
        "neighbourhood": NEIGHBOURHOOD,
        "initiator-contact": CONTACT,
    }
    texts: dict[str, str] = functions.call("values", "valuesOf", asked, answers, edition)["texts"]
    return texts


@pytest.fixture(params=list(Edition))
def brief(request: pytest.FixtureRequest, one_paper: OnePaper) -> PackedPaper:
    return one_paper("mayor-brief", request.param)


def test_the_brief_is_one_page_a_language_blank_and_with_the_longest_names(
    brief: PackedPaper, asked: Content, functions: Functions
) -> None:
    languages = len(brief.paper.languages)
    assert brief.files[Format.PRINT].pages == languages
    for name in longest_names():
        texts = values_of(name, brief.paper.edition, asked, functions)
        (content,) = functions.filled_parts(brief, "pdf", texts, ()).values()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert len(pdf.pages) == languages, name.name


def test_in_word_and_opendocument_the_brief_is_one_page_a_language_too(
    brief: PackedPaper, asked: Content, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    texts = values_of(longest_names()[-1], brief.paper.edition, asked, functions)
    files = {
        tmp_path / f"{kind}-{len(filled)}.{kind}": joined(functions.filled_parts(brief, kind, filled, ()))
        for kind in ("docx", "odt")
        for filled in ({}, texts)
    }
    for file, content in files.items():
        file.write_bytes(content)
    tools.drawn(list(files), tmp_path)
    for file in files:
        with pikepdf.open(tmp_path / f"{file.name}.pdf") as pdf:
            assert len(pdf.pages) == len(brief.paper.languages), file.name


def unbroken(text: str) -> str:
    """The text without its spaces and hyphens: those at the end of a line are not told apart."""
    return "".join(text.replace("-", "").split())


@pytest.mark.parametrize("edition", Edition)
def test_the_note_to_the_college_has_two_pages_or_three_in_both_languages_and_a_sheet_to_take_out(
    edition: Edition, one_paper: OnePaper
) -> None:
    packed = one_paper("council-note", edition)
    assert packed.files[Format.PRINT].pages == 1 + len(packed.paper.languages) + 1


FEW = {"fr": "moins de cinq", "nl": "minder dan vijf"}


@pytest.mark.parametrize("asked_id", ["report-members", "report-alerts"])
@pytest.mark.parametrize("edition", Edition)
def test_a_small_number_of_members_or_alerts_is_hidden_and_so_is_what_is_no_number(
    asked_id: str, edition: Edition, asked: Content, functions: Functions
) -> None:
    hidden = " / ".join(FEW[language] for language in edition.languages)
    for given, shown in (
        ("0", "0"),
        ("1", hidden),
        ("04", hidden),
        ("5", "5"),
        ("67", "67"),
        ("3 alertes", ""),
        ("drie", ""),
    ):
        texts = functions.call("values", "valuesOf", asked, {asked_id: given}, edition)["texts"]
        assert texts.get(asked_id, "") == shown, given


@pytest.mark.parametrize("edition", Edition)
def test_the_public_report_says_that_a_number_is_small_in_each_of_its_languages(
    edition: Edition, one_paper: OnePaper, asked: Content, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    packed = one_paper("yearly-report", edition)
    answers = {"report-members": "67", "report-alerts": "3", "report-advice": "2"}
    texts = functions.call("values", "valuesOf", asked, answers, edition)["texts"]
    (content,) = functions.filled_parts(packed, "pdf", texts, ()).values()
    (tmp_path / "report.pdf").write_bytes(content)
    sheets = tools.said("pdftotext", "-layout", tmp_path / "report.pdf", "-").split("\f")[:-1]
    assert len(sheets) == len(edition.languages)
    for sheet, language in zip(sheets, edition.languages, strict=True):
        lines = [" ".join(line.split()) for line in sheet.splitlines()]
        assert any(line.endswith(FEW[language]) for line in lines)
        assert any(line.endswith(" 67") for line in lines)
        assert any(line.endswith(" 2") for line in lines), "advice is about nobody"


@pytest.mark.parametrize("edition", Edition)
def test_the_public_reads_the_municipality_wherever_a_neighbourhood_is_named(
    edition: Edition, one_paper: OnePaper, asked: Content, functions: Functions, tools: Tools, tmp_path: Path
) -> None:
    """In every format, and on the sheets that there were: a letter has one, and so has a poster."""
    name = longest_names()[-1]
    texts = values_of(name, edition, asked, functions)
    languages = edition.split("-")
    sheets = {"invitation": (len(languages) + 2, len(languages) + 1), "announcement": (len(languages),) * 2}
    wanted: dict[Path, tuple[int, bool]] = {}
    """How many sheets a file should have, and whether it is filled in."""
    for paper, (in_pdf, in_office) in sheets.items():
        packed = one_paper(paper, edition)
        assert packed.files[Format.PRINT].pages == in_pdf
        for kind, filled in (("pdf", texts), ("docx", texts), ("odt", texts), ("docx", {}), ("odt", {})):
            file = tmp_path / f"{paper}-{len(filled)}.{kind}"
            parts = functions.filled_parts(packed, kind, filled, ())
            file.write_bytes(next(iter(parts.values())) if kind == "pdf" else joined(parts))
            wanted[file] = (in_pdf if kind == "pdf" else in_office, bool(filled))
    tools.drawn([file for file in wanted if file.suffix != ".pdf"], tmp_path)
    for file, (pages, is_filled) in wanted.items():
        drawn = file if file.suffix == ".pdf" else tmp_path / f"{file.name}.pdf"
        with pikepdf.open(drawn) as pdf:
            assert len(pdf.pages) == pages, file.name
        said = unbroken(tools.said("pdftotext", drawn, "-"))
        for language in languages if is_filled else ():
            place = name.name[Language(language)]
            named, placed = (said.count(unbroken(each)) for each in (NEIGHBOURHOOD[language], place))
            assert placed >= named > 1, f"{file.name} {language}"
