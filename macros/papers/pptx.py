"""Writes slides as a PowerPoint file: a master, layouts with places for titles and texts, and notes for who speaks.

All that a slide says stands in the places of its layout, so that who changes a layout changes every slide made with it.
Lengths are points; the slide is 960 wide and 540 high. See decisions/slides.md.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE as RELATION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import BaseOxmlElement as Node
from pptx.presentation import Presentation
from pptx.slide import Slide as PowerPointSlide
from pptx.slide import SlideLayout

from macros.model.language import Language
from macros.model.typography import colon
from macros.papers.office import filled, in_one_line
from macros.papers.paper import Paper
from macros.papers.pdf import figure_png
from macros.rendering.archive import zipped
from macros.tree.nodes import Blank, FieldLine, Items, Marker, Paragraph, Picture, Run, Slide, Text, Words

WIDTH, HEIGHT = 960, 540
DOTS = "…" * 12
"""What an empty blank shows."""
_EDGE, _FOOT = 44, 34
"""The margin at both sides; the foot in height."""
_INNER = WIDTH - 2 * _EDGE
_FIGURE, _GUTTER = 220, 30
"""The width of what stands beside the text, and between it and the text."""
_NUMBER_HEIGHT = 150
_TITLE, _COLUMN, _LINES, _NUMBER = 0, 10, 20, 30
"""The numbers of the places of a layout; one language has the first column, the other the next."""
_SIZES = (
    {"title": 40, "text": 38, "space": 18, "first": 60, "line": 28, "foot": 12, "title_height": 60},
    {"title": 30, "text": 28, "space": 12, "first": 46, "line": 26, "foot": 10, "title_height": 74},
)
"""Of slides in one language and in two: letters in points, and how high titles are."""
_UNUSED = ("/printerSettings", "/thumbnail")

Box = tuple[float, float, float, float]
"""Left, top, width, height."""


@dataclass(frozen=True)
class _Kind:
    """What the layout of a slide has a place for."""

    first: bool
    number: bool
    picture: bool
    lines: int
    """How many lines of letters the answers take."""

    @property
    def name(self) -> str:
        """What PowerPoint calls the layout."""
        if self.first:
            return "Title"
        more = (("number", self.number), ("picture", self.picture), (f"{self.lines} to fill in", self.lines))
        return ", ".join(["Text", *(name for name, there in more if there)])


def slides_file(paper: Paper, fonts: Path) -> bytes:
    """The slides of a paper as a PowerPoint file."""
    return _packed(_Slides(paper, fonts).presentation)


class _Slides:
    """Draws one paper into one presentation of python-pptx."""

    def __init__(self, paper: Paper, fonts: Path) -> None:
        self.paper, self.fonts = paper, fonts
        self.sizes = _SIZES[len(paper.languages) - 1]
        self.presentation: Presentation = pptx.Presentation()
        self._set_properties()
        self._set_master()
        slides = [
            (node, _kind_of(node, first=node is paper.nodes[0])) for node in paper.nodes if isinstance(node, Slide)
        ]
        layouts = self._layouts([kind for _, kind in slides])
        for node, kind in slides:
            self._draw(node, kind, self.presentation.slides.add_slide(layouts[kind]))
        self._name_languages()

    def _set_properties(self) -> None:
        properties = self.presentation.core_properties
        properties.title, properties.author = self.paper.title, self.paper.guide
        properties.language = self.paper.languages[0].tag
        properties.comments = properties.keywords = properties.last_modified_by = ""
        properties.created = properties.modified = dt.datetime.combine(self.paper.checked_on, dt.time())
        properties.revision = 1
        package = self.presentation.part.package
        package._rels  # noqa: B018
        for relations in (self.presentation.part.rels, package._rels):
            for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED)]:
                relations.pop(key)
        made_by = package.part_related_by(RELATION.EXTENDED_PROPERTIES)
        made_by._blob = filled("word/made_by.xml", guide=self.paper.guide).encode()

    def _set_master(self) -> None:
        self.presentation.slide_width, self.presentation.slide_height = _emu(WIDTH), _emu(HEIGHT)
        del self.presentation._element.sldSz.attrib["type"]
        master = self.presentation.slide_master
        sizes = {name: self.sizes[name] * 100 for name in ("title", "text", "space")}
        new = parse_xml(filled("powerpoint/master.xml", language=self.paper.languages[0].tag, **sizes))
        for name in ("p:cSld", "p:txStyles"):
            old = master._element.find(qn(name))
            old.getparent().replace(old, new.find(qn(name)))
        theme = master.part.part_related_by(RELATION.THEME)
        colours = re.sub(r' xmlns:a="[^"]*"', "", filled("powerpoint/colours.xml").strip())
        theme._blob = re.sub(rb"<a:clrScheme .*?</a:clrScheme>", colours.encode(), theme.blob, flags=re.DOTALL)

    def _name_languages(self) -> None:
        """Puts the language of the paper where python-pptx has English."""
        tag = self.paper.languages[0].tag
        notes = self.presentation.notes_master._element
        for root in (
            self.presentation._element,
            notes,
            *(slide.notes_slide._element for slide in self.presentation.slides),
        ):
            for node in root.iter():
                if node.get("lang") == "en-US":
                    node.set("lang", tag)

    # ---- layouts

    def _layouts(self, kinds: Iterable[_Kind]) -> dict[_Kind, SlideLayout]:
        """The layouts that are used; those of python-pptx are rewritten, and the others go."""
        free = list(self.presentation.slide_layouts)
        layouts = {kind: free.pop(0) for kind in dict.fromkeys(kinds)}
        for layout in free:
            self.presentation.slide_layouts.remove(layout)
        for kind, layout in layouts.items():
            self._set_layout(kind, layout)
        return layouts

    def _set_layout(self, kind: _Kind, layout: SlideLayout) -> None:
        element = layout._element
        element.set("type", "title" if kind.first else "obj")
        element.set("preserve", "1")
        element.set("userDrawn", "1")
        layout.name = kind.name
        tree = layout.shapes._spTree
        for shape in list(tree)[2:]:
            tree.remove(shape)
        ground = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:effectLst/>'
        if kind.first:
            element.cSld.insert(0, parse_xml(f"<p:bg {_NAMESPACES}><p:bgPr>{ground}</p:bgPr></p:bg>"))
            self._add_picture(layout, figure_png("street", 0, self.fonts), (0, HEIGHT - _FOOT - 269, WIDTH, 269))
        else:
            self._add_picture(layout, figure_png("mark", 0, self.fonts), (WIDTH - _EDGE - 34, 26, 34, 44))
        for number, shape in enumerate(self._shapes_of(kind), start=20):
            tree.append(parse_xml(shape.format(number=number)))

    def _shapes_of(self, kind: _Kind) -> Iterator[str]:
        """The places of a layout, the line below its title, and its foot."""
        boxes = self._boxes(kind)
        if kind.first:
            yield _place(
                "title",
                _TITLE,
                boxes[_TITLE],
                f'<a:lvl1pPr><a:defRPr sz="{self.sizes["first"] * 100}">'
                '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:defRPr></a:lvl1pPr>',
            )
        else:
            yield _place("title", _TITLE, boxes[_TITLE])
            left, top, width, height = boxes[_TITLE]
            yield _shape(
                "Line", (left, top + height + 6, _INNER, 2.5), '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
            )
        for number, box in boxes.items():
            if number >= _NUMBER:
                look = '<a:lvl1pPr marL="0" indent="0" algn="ctr"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/><a:defRPr sz="9600" b="1"><a:solidFill><a:schemeClr val="bg1"/></a:solidFill></a:defRPr></a:lvl1pPr>'
                yield _place(
                    "body",
                    number,
                    box,
                    look,
                    '<a:solidFill><a:schemeClr val="accent2"/></a:solidFill>',
                    ' anchor="ctr"',
                )
            elif number >= _LINES:
                look = f'<a:lvl1pPr marL="0" indent="0"><a:spcBef><a:spcPts val="600"/></a:spcBef><a:buNone/><a:defRPr sz="{self.sizes["line"] * 100}"/></a:lvl1pPr>'
                ground = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>' if kind.first else ""
                inset = ' lIns="254000" rIns="254000" anchor="ctr"' if kind.first else ' anchor="b"'
                yield _place("body", number, box, look, ground, inset)
            elif number >= _COLUMN:
                yield _place("body", number, box)
        colour = "bg1" if kind.first else "accent4"
        foot = f"{self.paper.guide}. {_said(self.paper.version)}. {_said(self.paper.publisher)}"
        yield _foot(foot, self.paper.languages[0], colour, self.sizes["foot"])

    def _boxes(self, kind: _Kind) -> dict[int, Box]:
        """Where the places of a layout are, by their numbers."""
        languages, line = len(self.paper.languages), self.sizes["line"] * 1.2 + 6
        if kind.first:
            high = self.sizes["first"] * 1.1 * languages + 8
            return {
                _TITLE: (_EDGE, 34, _INNER, high),
                _LINES: (_EDGE, 34 + high + 14, _INNER, (kind.lines + 1.5) * line),
            }
        high = self.sizes["title_height"]
        boxes: dict[int, Box] = {_TITLE: (_EDGE, 24, _INNER - 60, high)}
        top, bottom = 24 + high + 26, HEIGHT - _FOOT - 8
        if kind.lines:
            bottom -= kind.lines * line + 6
            boxes[_LINES] = (_EDGE, bottom + 6, _INNER, kind.lines * line)
        room = _INNER - (_FIGURE + _GUTTER if kind.number or kind.picture else 0)
        width = (room - _GUTTER * (languages - 1)) / languages
        for index in range(languages):
            boxes[_COLUMN + index] = (_EDGE + index * (width + _GUTTER), top, width, bottom - top)
        if kind.number:
            boxes[_NUMBER] = (_EDGE + _INNER - _FIGURE, top, _FIGURE, _NUMBER_HEIGHT)
        return boxes

    # ---- slides

    def _draw(self, node: Slide, kind: _Kind, slide: PowerPointSlide) -> None:
        places = {shape.placeholder_format.idx: shape.text_frame._txBody for shape in slide.placeholders}
        if kind.number:
            _write(places[_NUMBER], [_paragraph([node.number], self.paper.languages[0])])
        second = "accent3" if kind.first else "accent1"
        _write(
            places[_TITLE],
            (
                _paragraph([words], words.language, colour=second if index else "")
                for index, words in enumerate(node.title)
            ),
        )
        for index, language in enumerate(self.paper.languages if not kind.first else ()):
            _write(places[_COLUMN + index], self._column(node, index, language))
        if lines := [each for each in node.nodes if isinstance(each, FieldLine)]:
            _write(places[_LINES], (self._line(each) for each in lines))
        if node.window:
            self._add_picture(
                slide,
                figure_png("window", self.paper.panes, self.fonts),
                self._figure_box(206, 270),
                _said(node.window),
            )
        if node.code:
            self._add_code(slide, node.code)
        self._write_notes(node, slide)

    def _column(self, node: Slide, index: int, language: Language) -> Iterator[str]:
        """What stands on a slide in one of its languages."""
        for each in node.nodes:
            if isinstance(each, Paragraph):
                yield _paragraph(
                    [_at(each.text, index)], language, look='<a:pPr marL="0" indent="0"><a:buNone/></a:pPr>'
                )
            elif isinstance(each, Items):
                texts = (item.text for nodes in each.items for item in nodes if isinstance(item, Paragraph))
                yield from (
                    _paragraph([_at(text, index)], language, look=_BULLETS.get(each.marker, "")) for text in texts
                )

    def _line(self, line: FieldLine) -> str:
        """A label, and room for the answer."""
        language = line.label[0].language if len(line.label) == 1 else self.paper.languages[0]
        label = _runs([*in_one_line(line.label), colon(language)], language, "", ' b="1"')
        return f"<a:p {_NAMESPACES}>{label}{_runs([Blank(line.entry)], language)}</a:p>"

    def _figure_box(self, width: float, height: float) -> Box:
        """Where a figure stands: in the middle of its room, below the title."""
        left = _EDGE + _INNER - _FIGURE + (_FIGURE - width) / 2
        return left, 24 + self.sizes["title_height"] + 26, width, height

    def _add_code(self, slide: PowerPointSlide, code: Picture) -> None:
        left, top, width, height = self._figure_box(150, 150)
        self._add_picture(slide, code.content, (left, top, width, height), code.alternative)
        box = (_EDGE + _INNER - _FIGURE, top + height + 4, _FIGURE, 34)
        runs = _runs(in_one_line(code.caption), self.paper.languages[0], "", ' sz="2400"')
        slide.shapes._spTree.append(
            parse_xml(_text_box("Caption", box, f'<a:p><a:pPr algn="ctr"/>{runs}</a:p>').format(number=60))
        )

    def _add_picture(
        self, owner: PowerPointSlide | SlideLayout, content: bytes, box: Box, alternative: str = ""
    ) -> None:
        """Adds a picture; one without an alternative text is an ornament."""
        _, relation = owner.part.get_or_add_image_part(io.BytesIO(content))
        tree = owner.shapes._spTree
        number = len(tree) + 40
        name = f"Picture {number}"
        tree.append(
            parse_xml(
                f'<p:pic {_NAMESPACES} {nsdecls("r")}><p:nvPicPr><p:cNvPr id="{number}" name="{name}" descr={quoteattr(alternative)}/>'
                f'<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr>'
                f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
                f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
            )
        )

    def _write_notes(self, node: Slide, slide: PowerPointSlide) -> None:
        """Who speaks and how long, then the words, one language after the other."""
        frame = slide.notes_slide.notes_text_frame
        assert frame is not None
        said = []
        for index, language in enumerate(self.paper.languages):
            said.append(_paragraph([_at(node.label, index)], language, look="", more=' b="1"'))
            said += [_paragraph([_at(note, index)], language) for note in node.notes]
        _write(frame._txBody, said)


_NAMESPACES = nsdecls("a", "p")
_BULLETS = {
    Marker.NUMBER: '<a:pPr><a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/></a:pPr>',
    Marker.CROSS: '<a:pPr><a:buClr><a:schemeClr val="accent2"/></a:buClr><a:buFont typeface="Calibri"/><a:buChar char="×"/></a:pPr>',
}


def _kind_of(slide: Slide, *, first: bool) -> _Kind:
    rows = [min(each.rows, 2) if each.rows > 2 else 1 for each in slide.nodes if isinstance(each, FieldLine)]
    return _Kind(first, bool(slide.number), bool(slide.window or slide.code), sum(rows))


def _at(text: Text, index: int) -> Words:
    """A text in one language, or as it stands in all."""
    return text[min(index, len(text) - 1)]


def _said(text: Text) -> str:
    return " / ".join(map(str, text))


def _emu(points: float) -> int:
    """A length in English Metric Units."""
    return round(points * 12700)


# ---- XML


def _frame(box: Box) -> str:
    left, top, width, height = map(_emu, box)
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _place(kind: str, number: int, box: Box, look: str = "", ground: str = "", inset: str = "") -> str:
    """A place of a layout; in the XML, `{number}` stands for the number of the shape."""
    index = f' idx="{number}"' if number else ""
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{{number}}" name="{kind.title()} {number}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ground}</p:spPr>'
        f"<p:txBody><a:bodyPr{inset}><a:normAutofit/></a:bodyPr><a:lstStyle>{look}</a:lstStyle><a:p><a:r><a:t>…</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _shape(name: str, box: Box, ground: str) -> str:
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{{number}}" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{ground}</p:spPr></p:sp>'
    )


def _text_box(name: str, box: Box, paragraphs: str) -> str:
    return (
        f'<p:sp {_NAMESPACES}><p:nvSpPr><p:cNvPr id="{{number}}" name="{name}"/><p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>'
    )


def _foot(text: str, language: Language, colour: str, size: int) -> str:
    """What stands below a slide, with its number at the right."""
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
    tab = f'<a:pPr><a:tabLst><a:tab pos="{_emu(_INNER)}" algn="r"/></a:tabLst></a:pPr>'
    look = f'<a:rPr lang="{language.tag}" sz="{size * 100}">{fill}</a:rPr>'
    number = f'<a:fld id="{{{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}}}" type="slidenum">{look}<a:t>‹#›</a:t></a:fld>'
    words = escape(text).replace("{", "{{").replace("}", "}}")
    return _text_box(
        "Foot", (_EDGE, HEIGHT - _FOOT, _INNER, _FOOT), f"<a:p>{tab}<a:r>{look}<a:t>{words}\t</a:t></a:r>{number}</a:p>"
    )


def _paragraph(runs: Sequence[Run], language: Language, *, look: str = "", colour: str = "", more: str = "") -> str:
    return f"<a:p {_NAMESPACES}>{look}{_runs(runs, language, colour, more)}</a:p>"


def _runs(runs: Iterable[Run], language: Language, colour: str = "", more: str = "") -> str:
    """The runs of a text; a blank keeps the name of its entry, which PowerPoint passes over, for who fills it in."""
    written = ""
    for run in runs:
        if isinstance(run, Words):
            written += _runs(run.runs, run.language, colour, more)
        elif isinstance(run, Blank):
            written += f'<a:r><a:rPr lang="{language.tag}" bmk="{run.entry}"/><a:t>{DOTS}</a:t></a:r>'
        elif isinstance(run, str):
            fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>' if colour else ""
            written += f'<a:r><a:rPr lang="{language.tag}"{more}>{fill}</a:rPr><a:t>{escape(run)}</a:t></a:r>'
        else:
            raise TypeError(f"a slide cannot hold a {type(run).__name__} in its text")
    return written


def _write(body: Node, paragraphs: Iterable[str]) -> None:
    """Puts paragraphs in a place, instead of the one that is there."""
    for old in body.findall(qn("a:p")):
        body.remove(old)
    body.extend(parse_xml(each) for each in paragraphs)


def _packed(presentation: Presentation) -> bytes:
    """The file's bytes, the same at every build: parts in order of their names."""
    written = io.BytesIO()
    presentation.save(written)
    with zipfile.ZipFile(written) as source:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return zipped({name: source.read(name) for name in names})
