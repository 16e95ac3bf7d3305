"""Nothing stands alone at an edge of a sheet: blank or filled in, in every paper, edition and format."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.content.site import Site
from macros.filling.answers import read_answers
from macros.filling.exchange import Content
from macros.filling.scripts import Scripts
from macros.papers.downloads import Pack, PackedPaper
from macros.papers.paper import Format
from macros.rendering.archive import zipped
from macros.tree.nodes import Slide
from tests.filling.answering import KASTEELWIJK, MARITIME
from tests.filling.functions import Functions
from tests.papers.edges import alone_at_edges, document_in, parted_groups
from tests.papers.reading_papers import every, rewritten
from tests.tools import Tools

KINDS = {"pdf": Format.FORM, "docx": Format.WORD, "odt": Format.OPEN}
"""Of a file that is filled in, and of its blank form."""
THIN = {
    "docx": ("word/document.xml", "<w:body>", '<w:p><w:pPr><w:pStyle w:val="ThinEnd"/></w:pPr></w:p>'),
    "odt": ("content.xml", "</text:user-field-decls>", '<text:p text:style-name="ThinEnd"/>'),
}
"""Where the first paragraph of a file stands, and one of a point."""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_alone_at_an_edge_of_a_blank_sheet(
    kind: str, pack: Pack, folder: Path, drawn: Callable[[Format], Path], tools: Tools, tmp_path: Path
) -> None:
    names = [packed.files[KINDS[kind]].name for packed, _ in every(pack, KINDS[kind]) if not on_a_screen(packed)]
    sources = [folder / name for name in names]
    files = sources if kind == "pdf" else [drawn(KINDS[kind]) / f"{name}.pdf" for name in names]
    assert alone_in(sources, files, tools, tmp_path) == []
    assert sum(len(list(parted_groups(document_in(file)))) for file in files) > 10


@pytest.mark.parametrize("answers", ["kasteelwijk", "maritime", "half"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_stands_alone_at_an_edge_of_a_filled_sheet(
    kind: str,
    answers: str,
    pack: Pack,
    site: Site,
    functions: Functions,
    asked: Content,
    scripts: Scripts,
    tools: Tools,
    tmp_path: Path,
) -> None:
    """With ordinary answers, with long ones, and with every other one of these; the version for shops, too."""
    read = KASTEELWIJK if answers == "kasteelwijk" else MARITIME
    given = dict(read_answers(read.read_bytes(), read.name, asked, scripts).content["answers"])
    if answers == "half":
        given = dict(itertools.islice(given.items(), 0, None, 2))
    sources = []
    for packed, _ in every(pack, KINDS[kind]):
        if packed.paper.id in site.catalogue.document_versions and not on_a_screen(packed):
            values = functions.call("values", "valuesOf", asked, given, packed.paper.edition)
            parts = functions.filled_parts(packed, kind, values["texts"], values["ticks"])
            sources.append(tmp_path / f"{packed.paper.name}.{kind}")
            sources[-1].write_bytes(parts[""] if kind == "pdf" else zipped(parts, stored={"mimetype"}))
    files = sources if kind == "pdf" else drawn_by_libreoffice(sources, tools)
    assert alone_in(sources, files, tools, tmp_path) == []
    assert sum(len(list(parted_groups(document_in(file)))) for file in files) > 10


def on_a_screen(packed: PackedPaper) -> bool:
    return any(isinstance(node, Slide) for node in packed.paper.nodes)


def drawn_by_libreoffice(sources: list[Path], tools: Tools) -> list[Path]:
    folder = sources[0].parent
    tools.drawn(sources, folder)
    return [folder / f"{source.name}.pdf" for source in sources]


def alone_in(sources: list[Path], files: list[Path], tools: Tools, folder: Path) -> list[str]:
    """What stands alone in files that were drawn from these.

    LibreOffice supposes at first that 25 paragraphs fill a sheet, and does not hold the last of them to the next. So
    what stands alone only until there is a paragraph more in front, of a point, is no fault of ours.
    """
    again = [source for source, file in zip(sources, files, strict=True) if any(alone_at_edges(document_in(file)))]
    if not again:
        return []
    if sources is not files:
        moved = folder / "moved"
        moved.mkdir()
        for source in again:
            name, before, thin = THIN[source.suffix[1:]]
            rewritten(source, moved / source.name, name, before, before + thin)
        files = drawn_by_libreoffice([moved / source.name for source in again], tools)
    return [f"{file.name}, {fault}" for file in files for fault in alone_at_edges(document_in(file))]
