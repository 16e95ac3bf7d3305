"""Writes slides as a PowerPoint file: a master, layouts with places for titles and texts, and notes for who speaks.

All that a slide says stands in the places of its layout, so that who changes a layout changes every slide made with it.
Lengths are points; a slide is 960 wide and 540 high. See decisions/slides.md.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pptx
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import BaseOxmlElement as Node
from pptx.presentation import Presentation
from pptx.slide import Slide as PowerPointSlide
from pptx.slide import SlideLayout
from pptx.util import Pt

from macros.model.language import Language
from macros.model.messages import Message
from macros.papers.office import DOTS, colon_after, filled, in_one_line
from macros.papers.paper import Paper
from macros.papers.pdf import PaperError, figure_png
from macros.rendering.archive import repacked
from macros.tree.nodes import Blank, FieldLine, Items, Marker, Paragraph, Picture, Run, Slide, Text, Words, joined

_WIDTH, _HEIGHT, _EDGE, _FOOT = 960, 540, 44, 34
"""Of a slide, of the margins at both sides, of the foot."""
_INNER = _WIDTH - 2 * _EDGE
_FIGURE, _PATH, _GUTTER = 220, 90, 30
"""The width of what stands beside the text, of the path of an alert there, and between it and the text."""
_PATH_HEIGHT = 360
_TITLE, _COLUMN, _LINES, _NUMBER = 0, 10, 20, 30
"""The numbers of the places of a layout; the first language has the first column, the second the next."""
_SIZES = (
    {"title": 40, "text": 38, "space": 18, "first": 44, "first_line": 28, "line": 36, "foot": 12, "high": 60},
    {"title": 30, "text": 28, "space": 12, "first": 42, "first_line": 26, "line": 26, "foot": 10, "high": 74},
)
"""Of slides in one language and in two: letters, the space between items, and how high titles are."""
_UNUSED = ("/printerSettings", "/thumbnail")
_NAMESPACES = nsdecls("a")
_BULLETS = {
    Marker.NUMBER: '<a:pPr><a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/></a:pPr>',
    Marker.CROSS: '<a:pPr><a:buFont typeface="Calibri"/><a:buChar char="×"/></a:pPr>',
}
_WITHOUT_BULLET = '<a:pPr marL="0" indent="0"><a:buNone/></a:pPr>'

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True)
class _Kind:
    """What the layout of a slide has a place for."""

    first: bool
    number: bool
    picture: bool
    path: bool
    lines: int
    """How many lines of letters the answers take."""

    @property
    def name(self) -> str:
        """What PowerPoint calls the layout."""
        figures = ("number" * self.number, "picture" * self.picture, "path" * self.path)
        more = (*figures, f"{self.lines} to fill in" if self.lines else "")
        return "Title" if self.first else ", ".join(["Text", *filter(None, more)])


def slides_file(paper: Paper, fonts: Path) -> bytes:
    """The slides of a paper as a PowerPoint file; raises `PaperError` when it has too few layouts for them."""
    written = io.BytesIO()
    _Slides(paper, fonts).presentation.save(written)
    return repacked(written.getvalue())


class _Slides:
    """Draws one paper into one presentation of python-pptx."""

    def __init__(self, paper: Paper, fonts: Path) -> None:
        self.paper, self.fonts, self.language = paper, fonts, paper.languages[0]
        self.sizes = _SIZES[len(paper.languages) - 1]
        self.top = 24 + self.sizes["high"] + 26
        self.presentation: Presentation = pptx.Presentation()
        self._set_properties()
        self._set_master()
        slides = [
            (node, _kind_of(node, first=node is paper.nodes[0])) for node in paper.nodes if isinstance(node, Slide)
        ]
        layouts = self._layouts(slides)
        for node, kind in slides:
            self._draw(node, kind, self.presentation.slides.add_slide(layouts[kind]))
        self._name_languages()

    def _set_properties(self) -> None:
        properties, part = self.presentation.core_properties, self.presentation.part
        properties.title, properties.author = self.paper.title, self.paper.guide
        properties.language = self.language.tag
        properties.comments = properties.keywords = properties.last_modified_by = ""
        properties.created = properties.modified = dt.datetime.combine(self.paper.checked_on, dt.time())
        properties.revision = 1
        for relations in (part.rels, part.package._rels):
            for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED)]:
                relations.pop(key)
        made_by: Any = part.package.part_related_by(RELATION.EXTENDED_PROPERTIES)  # python-pptx names another program
        made_by._blob = filled("word/made_by.xml", guide=self.paper.guide).encode()

    def _set_master(self) -> None:
        self.presentation.slide_width, self.presentation.slide_height = Pt(_WIDTH), Pt(_HEIGHT)
        size: Any = self.presentation._element.sldSz
        del size.attrib["type"]
        master: Any = self.presentation.slide_master
        sizes = {name: self.sizes[name] * 100 for name in ("title", "text", "space")}
        new = parse_xml(filled("powerpoint/master.xml", language=self.language.tag, **sizes))
        for name in ("p:cSld", "p:txStyles"):
            old = master._element.find(qn(name))
            old.getparent().replace(old, new.find(qn(name)))
        theme = master.part.part_related_by(RELATION.THEME)
        colours = filled("powerpoint/colours.xml").strip().encode()
        theme._blob = re.sub(rb"<a:clrScheme .*?</a:clrScheme>", colours, theme.blob, flags=re.DOTALL)

    def _name_languages(self) -> None:
        """Puts the language of the paper where python-pptx has English."""
        notes = (slide.notes_slide._element for slide in self.presentation.slides)
        for root in (self.presentation._element, self.presentation.notes_master._element, *notes):
            for node in root.iter():
                if node.get("lang") == "en-US":
                    node.set("lang", self.language.tag)

    # ---- layouts

    def _layouts(self, slides: Iterable[tuple[Slide, _Kind]]) -> dict[_Kind, SlideLayout]:
        """The layouts that are used; those of python-pptx are rewritten, and the others go."""
        free, layouts = list(self.presentation.slide_layouts), dict[_Kind, SlideLayout]()
        for node, kind in slides:
            if kind not in layouts and not free:
                message = Message("slide-without-layout.fault", title=joined(node.title), most=len(layouts))
                raise PaperError(message, Message("slide-without-layout.remedy"))
            if kind not in layouts:
                layouts[kind] = free.pop(0)
        for layout in free:
            self.presentation.slide_layouts.remove(layout)
        for kind, layout in layouts.items():
            self._set_layout(kind, layout)
        return layouts

    def _set_layout(self, kind: _Kind, layout: SlideLayout) -> None:
        """Writes the places of a layout, what adorns it, and its foot."""
        element: Any = layout._element
        element.set("type", "title" if kind.first else "obj")
        element.set("preserve", "1")
        layout.name = kind.name
        element.cSld.spTree[2:] = []
        if kind.first:
            element.cSld.insert(0, parse_xml(filled("powerpoint/ground.xml")))
            self._add_picture(layout, figure_png("street", 0, self.fonts), (0, _HEIGHT - _FOOT - 269, _WIDTH, 269))
        else:
            self._add_picture(layout, figure_png("mark", 0, self.fonts), (_WIDTH - _EDGE - 34, 26, 34, 44))
            self._add(layout, "rule", (_EDGE, 24 + self.sizes["high"] + 6, _INNER, 2.5))
        start = "first_" if kind.first else ""
        for index, box in self._boxes(kind).items():
            if index == _TITLE:
                self._add(layout, f"{start}title", box, size=self.sizes["first"] * 100)
            elif index < _LINES:
                self._add(layout, "column", box, index=index)
            elif index < _NUMBER:
                self._add(layout, f"{start}lines", box, index=index, size=self.sizes[f"{start}line"] * 100)
            else:
                self._add(layout, "number", box, index=index)
        foot = f"{self.paper.guide}. {joined(self.paper.version)}. {joined(self.paper.publisher)}"
        look = {"colour": "bg1" if kind.first else "accent4", "size": self.sizes["foot"] * 100}
        self._add(layout, "foot", (_EDGE, _HEIGHT - _FOOT, _INNER, _FOOT), text=foot, **look)

    def _boxes(self, kind: _Kind) -> dict[int, Box]:
        """Where the places of a layout are, by their numbers."""
        languages, line = len(self.paper.languages), self.sizes["first_line" if kind.first else "line"] * 1.2 + 6
        if kind.first:
            high = self.sizes["first"] * 1.1 * languages + 8
            panel = (_EDGE, 48 + high, _INNER, (kind.lines + 1.5) * line)
            return {_TITLE: (_EDGE, 34, _INNER, high), _LINES: panel}
        boxes: dict[int, Box] = {_TITLE: (_EDGE, 24, _INNER - 60, self.sizes["high"])}
        bottom = _HEIGHT - _FOOT - 8 - kind.lines * line
        figure = _FIGURE if kind.number or kind.picture else _PATH if kind.path else 0
        room = _INNER - (figure + _GUTTER if figure else 0)
        width = (room - _GUTTER * (languages - 1)) / languages
        for index in range(languages):
            left = _EDGE + index * (width + _GUTTER)
            boxes[_COLUMN + index] = (left, self.top, width, bottom - self.top - 6)
        if kind.lines:
            boxes[_LINES] = (_EDGE, bottom, _INNER, kind.lines * line)
        if kind.number:
            boxes[_NUMBER] = (_EDGE + _INNER - _FIGURE, self.top, _FIGURE, 150)
        return boxes

    # ---- slides

    def _draw(self, node: Slide, kind: _Kind, slide: PowerPointSlide) -> None:
        places: dict[int, Any] = {each.placeholder_format.idx: each.text_frame for each in slide.placeholders}
        for place in places.values():  # LibreOffice shrinks a long answer only where the slide says it, too
            place.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
        title = (
            _paragraph([words], words.language, colour=("accent3" if kind.first else "accent1") if index else "")
            for index, words in enumerate(node.title)
        )
        _write(places[_TITLE]._txBody, title)
        for index, language in enumerate(self.paper.languages if not kind.first else ()):
            _write(places[_COLUMN + index]._txBody, self._column(node, index, language))
        if kind.lines:
            _write(places[_LINES]._txBody, (self._line(each) for each in node.nodes if isinstance(each, FieldLine)))
        if kind.number:
            _write(places[_NUMBER]._txBody, [_paragraph([node.number], self.language)])
        if node.window:
            drawn = figure_png("window", self.paper.panes, self.fonts)
            self._add_picture(slide, drawn, self._figure_box(206, 270), joined(node.window))
        if node.path:
            drawn, width = figure_png("path", 0, self.fonts), _PATH_HEIGHT * 26 / 166
            box = (_EDGE + _INNER - (_PATH + width) / 2, self.top, width, _PATH_HEIGHT)
            self._add_picture(slide, drawn, box, joined(node.path))
        if node.code:
            self._add_code(slide, node.code)
        notes: Any = slide.notes_slide.notes_text_frame
        _write(notes._txBody, self._notes(node))

    def _column(self, node: Slide, index: int, language: Language) -> Iterator[str]:
        """What stands on a slide in one of its languages."""
        for each in node.nodes:
            if isinstance(each, Paragraph):
                yield _paragraph([_at(each.text, index)], language, look=_WITHOUT_BULLET)
            elif isinstance(each, Items):
                look = _BULLETS.get(each.marker, "")
                texts = (item.text for nodes in each.items for item in nodes if isinstance(item, Paragraph))
                yield from (_paragraph([_at(text, index)], language, look=look) for text in texts)
            elif not isinstance(each, FieldLine):  # which stands below
                raise TypeError(f"a slide cannot hold a {type(each).__name__}")

    def _line(self, line: FieldLine) -> str:
        """A label, and room for the answer."""
        language = line.label[0].language if len(line.label) == 1 else self.language
        label = _runs([*in_one_line(line.label), colon_after(line.label)], language, strong=True)
        return f"<a:p {_NAMESPACES}>{label}{_runs([Blank(line.entry)], language)}</a:p>"

    def _notes(self, node: Slide) -> Iterator[str]:
        """Who speaks and how long, then the words, one language after the other."""
        for index, language in enumerate(self.paper.languages):
            yield _paragraph([_at(node.label, index)], language, strong=True)
            yield from (_paragraph([_at(note, index)], language) for note in node.notes)

    def _figure_box(self, width: float, height: float) -> Box:
        """Where a figure stands: in the middle of its room, below the title."""
        return _EDGE + _INNER - (_FIGURE + width) / 2, self.top, width, height

    def _add_code(self, slide: PowerPointSlide, code: Picture) -> None:
        self._add_picture(slide, code.content, self._figure_box(150, 150), code.alternative)
        left, top, width, _ = self._figure_box(_FIGURE, 0)
        caption: Any = self._add(slide, "caption", (left, top + 154, width, 34))
        _write(caption.txBody, [_paragraph(in_one_line(code.caption), self.language)])

    def _add_picture(
        self, owner: PowerPointSlide | SlideLayout, content: bytes, box: Box, alternative: str = ""
    ) -> None:
        _, relation = owner.part.get_or_add_image_part(io.BytesIO(content))
        self._add(owner, "picture", box, alternative=alternative, relation=relation)

    def _add(self, owner: PowerPointSlide | SlideLayout, template: str, box: Box, **values: object) -> Node:
        """Adds a shape that stands in `templates/powerpoint`."""
        place = {
            name: round(Pt(1) * length) for name, length in zip(("left", "top", "width", "height"), box, strict=True)
        }
        number = owner.shapes._next_shape_id
        values |= {
            "id": number,
            "name": f"{template.replace('_', ' ').title()} {number}",
            "language": self.language.tag,
        }
        shape: Node = parse_xml(filled(f"powerpoint/{template}.xml", **place, **values))
        owner.shapes._spTree.append(shape)
        return shape


def _kind_of(slide: Slide, *, first: bool) -> _Kind:
    rows = [2 if each.rows > 2 else 1 for each in slide.nodes if isinstance(each, FieldLine)]
    return _Kind(first, bool(slide.number), bool(slide.window or slide.code), bool(slide.path), sum(rows))


def _at(text: Text, index: int) -> Words:
    """A text in one language, or as it stands in all."""
    return text[min(index, len(text) - 1)]


def _paragraph(
    runs: Sequence[Run], language: Language, *, look: str = "", colour: str = "", strong: bool = False
) -> str:
    return f"<a:p {_NAMESPACES}>{look}{_runs(runs, language, colour, strong=strong)}</a:p>"


def _runs(runs: Iterable[Run], language: Language, colour: str = "", *, strong: bool = False) -> str:
    """The runs of a text; a blank keeps the name of its entry, which PowerPoint passes over, for who fills it in."""
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>' if colour else ""
    written = ""
    for run in runs:
        if isinstance(run, Words):
            written += _runs(run.runs, run.language, colour, strong=strong)
        elif isinstance(run, Blank):
            written += f'<a:r><a:rPr lang="{language.tag}" bmk="{run.entry}"/><a:t>{DOTS}</a:t></a:r>'
        elif isinstance(run, str):
            look = f'lang="{language.tag}"' + ' b="1"' * strong
            written += f"<a:r><a:rPr {look}>{fill}</a:rPr><a:t>{escape(run)}</a:t></a:r>"
        else:
            raise TypeError(f"a slide cannot hold a {type(run).__name__} in its text")
    return written


def _write(body: Node, paragraphs: Iterable[str]) -> None:
    """Puts paragraphs in a place, instead of the one that is there."""
    for old in body.findall(qn("a:p")):
        body.remove(old)
    body.extend(parse_xml(each) for each in paragraphs)
