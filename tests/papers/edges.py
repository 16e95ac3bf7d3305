"""What stands alone at an edge of a sheet, by the tags of a PDF file and the heights at which its letters stand."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from tests.papers.reading_papers import kids_of

FEWEST_LINES = 4
"""Of a sheet, without its head and foot, which have no tags."""
_NEXT_LINE = 6
"""Letters that stand less points lower are of the same line: those of a smaller size, or beside a box."""
_WITHIN_A_TEXT = {"Span", "Link", "Form", "Lbl"}

_FAR_RIGHT = 2000
"""Right of any letter, in points."""
_SECOND_COLUMN = 250
"""What begins further right than so many points is of the second of two languages."""

Lines = Mapping[int, frozenset[int]]
"""On each sheet, counted from 0, the heights at which letters stand, in points."""


@dataclass(frozen=True)
class Tagged:
    """A part of a document that shows: a text, a list, a row, a whole table."""

    role: str
    inner: tuple[Tagged, ...]
    lines: Lines
    left: int
    """Where its letters begin, in points."""

    def all(self) -> Iterator[Tagged]:
        yield self
        for each in self.inner:
            yield from each.all()

    def texts(self) -> Iterator[Tagged]:
        """Its headings and paragraphs, as they are read aloud; the number or the dash of an item is none."""
        parts = [each for each in self.inner if each.role not in _WITHIN_A_TEXT]
        if not parts:
            yield self
        for each in self.inner if parts else ():
            if each.role != "Lbl":
                yield from each.texts()

    def rows(self) -> list[Tagged]:
        """Those of a table that has heads: in the others, two languages stand beside each other."""
        rows = [each for each in self.all() if each.role == "TR"]
        has_heads = self.role == "Table" and any(cell.role == "TH" for row in rows for cell in row.inner)
        return [row for row in rows if has_heads and any(cell.role == "TD" for cell in row.inner)]

    def items_and_texts(self) -> Iterator[Tagged]:
        """Each item as one, and each text that is in none."""
        if self.role == "LI" or not self.inner:
            yield self
        else:
            yield from itertools.chain.from_iterable(each.items_and_texts() for each in self.inner)


def document_in(pdf: Path) -> Tagged:
    """The document of a tagged PDF file: ours, or one that LibreOffice drew."""
    places = _places(pdf)
    with pikepdf.open(pdf) as opened:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        root = opened.Root.StructTreeRoot
        roles = {str(name): str(role) for name, role in root.get("/RoleMap", pikepdf.Dictionary()).items()}

        def read(element: pikepdf.Object, sheet: int) -> Tagged:
            sheet = numbers[element.Pg.objgen] if "/Pg" in element else sheet
            marked: list[tuple[int, int]] = []
            inner: list[Tagged] = []
            for kid in kids_of(element):
                if not isinstance(kid, pikepdf.Dictionary):
                    marked.append((sheet, int(kid)))
                elif kid.get("/Type") == "/MCR":
                    marked.append((numbers[kid.Pg.objgen] if "/Pg" in kid else sheet, int(kid.MCID)))
                elif "/S" in kid:
                    inner.append(read(kid, sheet))
            shown = tuple(each for each in inner if each.lines)
            name = str(element.get("/S", ""))
            lines = _together(
                [*({on: places[on, number].heights} for on, number in marked), *(each.lines for each in shown)]
            )
            left = min((*(places[each].left for each in marked), *(each.left for each in shown)), default=0)
            return Tagged(roles.get(name, name).removeprefix("/"), shown, lines, left)

        return read(root, 0)


class _Place(NamedTuple):
    """Where letters stand, in points."""

    left: int
    heights: frozenset[int]


def _places(pdf: Path) -> Mapping[tuple[int, int], _Place]:
    """Where those of each sheet stand that have one number of marked content."""
    found: defaultdict[tuple[int, int], _Place] = defaultdict(lambda: _Place(_FAR_RIGHT, frozenset()))
    with pypdfium2.PdfDocument(pdf) as opened:
        for sheet, page in enumerate(opened):
            for letters in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT]):
                left, _, right, _ = letters.get_bounds()
                if right > left:  # a space alone stands nowhere
                    key = sheet, pdfium.FPDFPageObj_GetMarkedContentID(letters)
                    before = found[key]
                    found[key] = _Place(min(before.left, round(left)), before.heights | {round(letters.get_matrix().f)})
    return found


def _together(several: Iterable[Lines]) -> Lines:
    found: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    for sheet, heights in itertools.chain.from_iterable(each.items() for each in several):
        found[sheet] |= heights
    return {sheet: heights for sheet, heights in found.items() if heights}


def lines_at(heights: Iterable[int]) -> int:
    """How many lines letters at these heights are."""
    return 1 + sum(upper - lower >= _NEXT_LINE for lower, upper in itertools.pairwise(sorted(heights)))


def alone_at_edges(document: Tagged) -> Iterator[str]:
    """Each heading without what it heads, line, item or row on a sheet of its own, and each sheet of few lines."""
    for sheet, heights in document.lines.items():
        if lines_at(heights) < FEWEST_LINES:
            yield f"sheet {sheet + 1}: {lines_at(heights)} lines"
    for text, following in itertools.pairwise(document.texts()):
        (*_, last), (first, *_) = sorted(text.lines), sorted(following.lines)
        if text.role.startswith("H") and not following.role.startswith("H") and last != first:
            yield f"sheet {last + 1}: heading"
    for text in document.texts():
        if len(text.lines) > 1:
            yield from (f"sheet {sheet + 1}: line" for sheet, lines in text.lines.items() if lines_at(lines) == 1)
    for role, group in parted_groups(document):
        on = Counter(sheet for each in group for sheet in each.lines)
        yield from (f"sheet {sheet + 1}: {role}" for sheet, count in on.items() if count == 1)


def parted_groups(document: Tagged) -> Iterator[tuple[str, list[Tagged]]]:
    """The items of each list, and the rows of each table with heads, that stand on several sheets."""
    for role, group in _groups(document):
        if len({sheet for each in group for sheet in each.lines}) > 1 < len(group):
            yield role, group


def _groups(document: Tagged) -> Iterator[tuple[str, list[Tagged]]]:
    """The lists of the first column tell of both: each item is level with its twin."""
    first = [each for each in document.items_and_texts() if each.left < _SECOND_COLUMN]
    for is_item, following in itertools.groupby(sorted(first, key=_place_in), lambda each: each.role == "LI"):
        if is_item:
            yield "item", list(following)
    for each in document.all():
        yield "row", each.rows()


def _place_in(shown: Tagged) -> tuple[int, int]:
    """Its first sheet, and how far below the top of all sheets its first line stands."""
    sheet = min(shown.lines)
    return sheet, -max(shown.lines[sheet])
