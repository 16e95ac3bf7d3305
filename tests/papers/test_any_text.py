"""Whatever text the guide may hold arrives whole in every format, or is refused in words.

The examples are made by hypothesis, the same ones at each run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from pydantic import ValidationError

from macros.content.catalogue import Records
from macros.content.site import ROOT, Site
from macros.model.language import Bilingual, Edition, Language
from macros.model.records import StatementList
from macros.model.typography import typeset
from macros.pages.page_macros import PageMacros
from macros.pages.view import View
from macros.papers.docx import word_file
from macros.papers.formats import refuse_missing_characters
from macros.papers.odt import open_document
from macros.papers.pdf import PaperError, print_pdf
from macros.rendering.fonts import lacking
from macros.tree.nodes import Paragraph, Words
from tests.building import OnePaper
from tests.examples import GUIDE_TEXT, examples
from tests.papers.reading_papers import flat, xml_text
from tests.tools import Tools

FONTS = ROOT / ".cache" / "fonts"


def is_taken(text: str) -> bool:
    """Whether the data may hold this text; what is refused is refused in words."""
    try:
        Bilingual(fr=text, nl=text)
    except ValidationError as error:
        return not all(detail["msg"] for detail in error.errors())
    return True


@dataclass(frozen=True)
class _Shown:
    """What stands in one format, without spaces."""

    format: str
    text: str


@examples(60)
@given(GUIDE_TEXT)
def test_a_text_that_is_taken_stands_whole_in_word_opendocument_and_html(
    site: Site, one_paper: OnePaper, text: str
) -> None:
    if not is_taken(text):
        return
    paper = one_paper("announcement", Edition.FR).paper
    paper = replace(paper, nodes=(paper.nodes[0], Paragraph((Words(Language.FR, (typeset(text, Language.FR),)),))))
    shown = [
        _Shown("Word", xml_text(word_file(paper), "word/document.xml")),
        _Shown("OpenDocument", xml_text(open_document(paper), "content.xml")),
        _Shown("HTML", flat(lxml.html.fromstring(f"<div>{html_with(text, site)}</div>").text_content())),
    ]
    for each in shown:
        assert flat(typeset(text, Language.FR)) in each.text, each.format


def html_with(text: str, site: Site) -> str:
    """A list of statements with this text, as it stands on a page."""
    one = next(iter(site.catalogue.statements.values()))
    statement = one.statements[0].model_copy(update={"text": Bilingual(fr=text, nl=text)})
    changed: StatementList = one.model_copy(update={"statements": (statement,)})
    catalogue = replace(site.catalogue, statements=Records("list", {one.id: changed}))
    changed_site = Site(catalogue, site.pages)
    return str(PageMacros(View(changed_site, changed_site.page("understand/what.md", Language.FR))).statements(one.id))


@examples(12)
@given(GUIDE_TEXT)
def test_a_text_that_is_taken_stands_whole_in_a_pdf_or_its_character_is_named(
    one_paper: OnePaper, tmp_path: Path, tools: Tools, text: str
) -> None:
    if not is_taken(text):
        return
    words_ = Words(Language.FR, (typeset(text, Language.FR),))
    paper = one_paper("announcement", Edition.FR).paper
    paper = replace(paper, nodes=(paper.nodes[0], Paragraph((words_,))))
    if lacking(str(words_)):
        with pytest.raises(PaperError, match=r"U\+[0-9A-F]{4}"):
            refuse_missing_characters(paper)
        return
    (tmp_path / "paper.pdf").write_bytes(print_pdf(paper, FONTS))
    assert flat(str(words_)) in flat(tools.run("pdftotext", "-raw", tmp_path / "paper.pdf", "-").stdout)
