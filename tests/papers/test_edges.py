"""The reader of edges finds what stands alone, in sheets of ten lines that LibreOffice draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.papers.edges import alone_at_edges, document_in
from tests.tools import Tools

SHEETS = """<?xml version="1.0"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
  office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
  <office:styles>
    <style:default-style style:family="paragraph">
      <style:paragraph-properties fo:line-height="5mm" fo:orphans="0" fo:widows="0"/>
      <style:text-properties fo:font-size="9pt"/>
    </style:default-style>
    <style:style style:name="Title" style:family="paragraph"/>
  </office:styles>
  <office:automatic-styles>
    <style:page-layout style:name="sheet">
      <style:page-layout-properties fo:page-width="210mm" fo:page-height="51mm" fo:margin="0mm"/>
    </style:page-layout>
  </office:automatic-styles>
  <office:master-styles><style:master-page style:name="Standard" style:page-layout-name="sheet"/></office:master-styles>
  <office:body><office:text>{}</office:text></office:body>
</office:document>"""
LINE = "<text:p>A line.</text:p>"
LONG = f"<text:p>{'A text. ' * 44}</text:p>"
"""Of three lines."""
HEADING = '<text:h text:style-name="Title" text:outline-level="2">A heading</text:h>'
ITEM = "<text:list-item><text:p>An item.</text:p></text:list-item>"
CELLS = (
    "<table:table-cell><text:p>One</text:p></table:table-cell><table:table-cell><text:p>Two</text:p></table:table-cell>"
)
ROW = f"<table:table-row>{CELLS}</table:table-row>"


def list_of(items: int) -> str:
    return f"<text:list>{ITEM * items}</text:list>"


def table_of(rows: int) -> str:
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    return f"<table:table>{columns}<table:table-header-rows>{ROW}</table:table-header-rows>{ROW * rows}</table:table>"


def side_by_side(items: int) -> str:
    """Lists in two languages: a row of cells for each item."""
    cell = f"<table:table-cell>{list_of(1)}</table:table-cell>"
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    return f"<table:table>{columns}{f'<table:table-row>{cell * 2}</table:table-row>' * items}</table:table>"


@pytest.mark.parametrize(
    ("body", "alone"),
    [
        (LINE * 9 + HEADING + LINE * 5, ["sheet 1: heading"]),
        (LINE * 8 + HEADING + LINE * 6, []),
        (LINE * 9 + LONG + LINE * 5, ["sheet 1: line"]),
        (LINE * 8 + LONG + LINE * 5, ["sheet 2: line"]),
        (LINE * 12, ["sheet 2: 2 lines"]),
        (LINE * 9 + list_of(5) + LINE, ["sheet 1: item"]),
        (LINE * 6 + list_of(5) + LINE * 4, ["sheet 2: item"]),
        (LINE * 8 + list_of(4) + LINE * 4, []),
        (LINE * 8 + table_of(4) + LINE, ["sheet 1: row"]),
        (LINE * 7 + table_of(4) + LINE * 4, []),
        (LINE * 9 + side_by_side(4) + LINE * 4, ["sheet 1: item"]),
        (LINE * 8 + side_by_side(4) + LINE * 4, []),
    ],
)
def test_what_stands_alone_at_an_edge_is_found(body: str, alone: list[str], tools: Tools, tmp_path: Path) -> None:
    source = tmp_path / "sheets.fodt"
    source.write_text(SHEETS.format(body), "utf-8")
    tools.drawn([source], tmp_path)
    assert list(alone_at_edges(document_in(tmp_path / f"{source.name}.pdf"))) == alone
