"""Reads papers back from their files, to compare them with what they were made from."""

from __future__ import annotations

import html
import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pikepdf

from macros.papers.downloads import Pack, PackedPaper
from macros.papers.formats import texts
from macros.papers.paper import Format, Paper
from macros.papers.side_by_side import SideBySide, grouped
from macros.tree.nodes import Box, Card, Group, Heading, Node, Paragraph, Signatures, Slide, Table, joined
from tests.tools import Tools

ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_SHEET_OR_WORD = re.compile(
    '<page |<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">(.*?)</word>', re.DOTALL
)


class Word(NamedTuple):
    """A word as it shows, measured in points from the left and the top of its sheet."""

    sheet: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def flat(text: str) -> str:
    """Text without spaces, and without what stands in an empty blank."""
    return re.sub(r"[\s\u00a0\u202f…\u00ad\u2060]", "", text)


def body_text(file: Path) -> str:
    """The flat text of a document that LibreOffice has opened, without head and foot."""
    root = ElementTree.parse(file).getroot()
    body = root.find(f".//{ODF % 'office'}text")
    assert body is not None
    return flat(" ".join(reading(body, dict(_numbers(root)))))


def _numbers(root: ElementTree.Element) -> Iterator[tuple[str, Iterator[str]]]:
    """The numbers of clauses, questions and rows, such as "Article 1." and "1.", by the name of their list."""
    for style in root.iter(f"{ODF % 'text'}list-style"):
        level = style.find(f"{ODF % 'text'}list-level-style-number")
        before = "" if level is None else level.get(f"{ODF % 'style'}num-prefix", "")
        in_text = level is not None and any(
            each.get(f"{ODF % 'text'}label-followed-by") == "space" for each in level.iter()
        )
        if level is not None and in_text:
            after = level.get(f"{ODF % 'style'}num-suffix", "")
            name = style.get(f"{ODF % 'style'}name", "")
            yield name, map((before + "{}" + after).format, itertools.count(1))


def reading(node: ElementTree.Element, numbers: Mapping[str, Iterator[str]]) -> Iterator[str]:
    """The pieces of text below a node; pictures and their descriptions are left out."""
    if (name := node.get(f"{ODF % 'text'}style-name", "")) in numbers and node.tag == f"{ODF % 'text'}list":
        yield next(numbers[name])
    if node.tag in {f"{ODF % 'svg-compatible'}title", f"{ODF % 'svg-compatible'}desc", f"{ODF % 'office'}binary-data"}:
        return
    yield node.text or ""
    for child in node:
        yield from reading(child, numbers)
        yield child.tail or ""


def pieces(node: object, cards: int) -> list[str]:
    """The flat pieces of text between the blanks of a node; there are so many copies of a card."""
    found = [flat(run) for words in texts((node,)) for run in words.runs if isinstance(run, str)]
    found += _counted(node)
    if isinstance(node, Card):
        found = [*found, *(each.number for each in node.emergencies)] * cards
    if isinstance(node, Slide) and node.number:
        found.append(node.number)
    if isinstance(node, Signatures):  # each of its panes has the three labels
        labels = (node.signature, node.name, node.date)
        found += [flat(str(words)) for text in labels for words in text] * (len(node.panes) - 1)
    return [piece for piece in found if piece]


def _counted(node: object) -> Iterator[str]:
    """The numbers of the questions and rows in a node, in each language: "3."."""
    match node:
        case Paragraph(number=number) if number:
            yield from (f"{number}." for _ in node.text)
        case Table(numbered=True):
            said = node.rows[: len(node.rows) - node.blank]
            yield from (f"{number}." for number, row in enumerate(said, start=1) for _ in row[0])
        case tuple():
            for each in node:
                yield from _counted(each)
        case Group():
            yield from _counted(node.nodes)


def lost_and_added(paper: Paper, text: str, cards: int = 4) -> tuple[list[str], str]:
    """What of the paper is not in `text` at its place, and what `text` adds between its blocks."""
    lost, added, start = [], "", 0
    for block in blocks(paper):
        wanted = Counter(pieces(block, cards))
        end = start
        for piece, times in wanted.items():
            last = after(text, piece, start, times)
            if last < 0:
                lost.append(piece)
            end = max(end, last)
        segment = text[start:end]
        for piece in sorted(wanted.elements(), key=len, reverse=True):
            segment = segment.replace(piece, "", 1)
        added, start = added + segment, end
    return lost, added + text[start:]


def blocks(paper: Paper) -> Iterator[object]:
    """What stands together in every format: a node, or a heading and its text beside their twins."""
    for node in grouped(paper.nodes):
        if isinstance(node, SideBySide):
            yield from node.rows
        else:
            yield node


def after(text: str, piece: str, start: int, times: int) -> int:
    """Where the last of the first `times` occurrences of a piece ends, or -1 when there are fewer."""
    for _ in range(times):
        place = text.find(piece, start)
        if place < 0:
            return -1
        start = place + len(piece)
    return start


def body_of(paper: Paper, sheet: str) -> list[str]:
    """The lines of a sheet, as a PDF file gives them, without those of its head and its foot; all flat."""
    around = (paper.kind, paper.title, paper.stage, paper.guide, paper.version, paper.publisher, paper.address)
    told = flat("".join(each if isinstance(each, str) else joined(each) for each in around))
    lines = (flat(re.sub(r"(Page|Pagina)( /|\xa0).*", "", line)) for line in sheet.splitlines())
    return [line for line in lines if line and re.sub("[·.,]", "", line) not in re.sub("[·.,]", "", told)]


def introductions(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """What the only text below a heading begins with, and the question of the choice that it introduces; both flat."""
    for heading, text, choice in zip(nodes, nodes[1:], nodes[2:], strict=False):
        if isinstance(heading, Heading) and isinstance(text, Paragraph) and isinstance(choice, Group):
            question = choice.nodes[0]
            assert isinstance(question, Paragraph)
            yield beginning(text), beginning(question)


def beginning(node: Paragraph | Box) -> str:
    """What a text begins with, up to its first blank."""
    first = node.text[0].runs[0]
    assert isinstance(first, str)
    return flat(first)


def as_shown(paper: Paper) -> Paper:
    """A paper without what is said with its slides, and what those hear who do not see them."""
    shown = (
        replace(each, label=(), notes=(), window=(), path=()) if isinstance(each, Slide) else each
        for each in paper.nodes
    )
    return replace(paper, nodes=tuple(shown))


def every(pack: Pack, *kinds: Format) -> Iterator[tuple[PackedPaper, Format]]:
    for packed in pack.papers.values():
        for kind in kinds:
            if kind in packed.files:
                yield packed, kind


def pdf_text(paper: Paper, file: Path, tools: Tools) -> str:
    """The flat text of a PDF file in reading order, without the head and foot of its pages."""
    said = tools.said("pdftotext", "-raw", file, "-")
    around = flat(f"{paper.guide}. {' / '.join(map(str, paper.version))}. {paper.address}")
    kind, stage = (" / ".join(map(str, text)) for text in (paper.kind, paper.stage))
    heads = {flat(f"{kind} · {paper.title}"), flat(stage)}
    kept = []
    for line in said.replace("\f", "\n").splitlines():
        found = flat(line)
        foot = (len(found) > 8 and found in around) or found.startswith(flat(paper.page_of[0])) or around in found
        if found not in heads and not foot:
            kept.append(found)
    return "".join(kept)


def words_in(pdf: Path, tools: Tools) -> list[Word]:
    """The words that Poppler shows, and has nothing to complain of."""
    return list(words_listed(tools.said("pdftotext", "-bbox", pdf, "-", silent=True)))


def words_listed(said: str) -> Iterator[Word]:
    """The words that Poppler lists, a hundred thousand of them in the time in which an XML parser reads a fifth."""
    sheet = -1
    for found in _SHEET_OR_WORD.finditer(said):
        left, top, right, bottom, text = found.groups()
        if text is None:
            sheet += 1
        else:
            yield Word(sheet, html.unescape(text), float(left), float(top), float(right), float(bottom))


def assert_sound(said: list[str]) -> None:
    """VeraPDF finds both standards kept."""
    ua, archive = said
    assert ua.startswith("PDFUA_1\tpass\t")
    assert archive.startswith("PDFA_2_A\tpass\t")


def state_of(widget: pikepdf.Object) -> str:
    """The state of a box when it is ticked: the id of its entry."""
    (state,) = set(widget.AP.N.keys()) - {"/Off"}
    return state.removeprefix("/")


def part(file: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(file) as opened:
        return ElementTree.fromstring(opened.read(name))


def xml_text(content: bytes, part: str) -> str:
    """The flat text of a part of a document."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return flat("".join(ElementTree.fromstring(archive.read(part)).itertext()))


def rewritten(source: Path, target: Path, name: str, old: str, new: str) -> None:
    with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w") as copy:
        for member in archive.namelist():
            content = archive.read(member)
            if member == name:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            copy.writestr(member, content)


def kids_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    """What an element of a tagged PDF file holds: elements, references and numbers of marked content."""
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def elements_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The elements that an element of a tagged PDF file holds."""
    return [each for each in kids_of(element) if isinstance(each, pikepdf.Dictionary) and "/S" in each]


def elements_in(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """An element of a tagged PDF file and all below it, in the order in which they are read aloud."""
    yield element
    for each in elements_of(element):
        yield from elements_in(each)


def sheets_of(element: pikepdf.Object, numbers: Mapping[tuple[int, int], int], sheet: int = 0) -> set[int]:
    """The sheets on which what an element of a tagged PDF file holds stands; `numbers` are those of its pages."""
    if "/Pg" in element:
        sheet = numbers[element.Pg.objgen]
    found: set[int] = set()
    for kid in kids_of(element):
        found |= sheets_of(kid, numbers, sheet) if isinstance(kid, pikepdf.Dictionary) else {sheet}
    return found or ({sheet} if element.get("/Type") in ("/MCR", "/OBJR") else set())
