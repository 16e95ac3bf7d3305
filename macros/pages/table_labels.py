"""A Markdown extension: tables that can be read row by row on a phone, and by a screen reader.

The first cell of each row becomes its header, and every other cell carries its column's name, which
the style sheet shows where there is no room for columns.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor


class _TableLabels(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            table.set("class", "table")
            columns = ["".join(cell.itertext()) for cell in table.iterfind("thead/tr/th")]
            for cell in table.iterfind("thead/tr/th"):
                cell.set("scope", "col")
            for row in table.iterfind("tbody/tr"):
                for index, cell in enumerate(row):
                    if index == 0:
                        cell.tag = "th"
                        cell.set("scope", "row")
                    else:
                        cell.set("data-label", columns[index])


class TableLabels(Extension):
    """Registers the treatment of tables."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Runs after inline text has been parsed (priority 20)."""
        md.treeprocessors.register(_TableLabels(md), "table-labels", 5)


def makeExtension(**settings: object) -> TableLabels:  # noqa: N802
    """What Markdown calls when `macros.pages.table_labels` is among its extensions."""
    return TableLabels(**settings)
