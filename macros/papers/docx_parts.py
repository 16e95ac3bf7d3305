"""The parts of a Word file that python-docx does not know: bound values, placeholders, our styles.

Each entry of a paper has one node in a custom XML part, `<entry id="…">`; every content control of that
entry is bound to it, so Word shows a value typed once wherever it stands. See decisions/papers.md.
"""

from __future__ import annotations

import copy
import io
import re
import uuid
from collections.abc import Iterable, Mapping
from functools import cache
from xml.etree import ElementTree

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from macros.model.language import Language
from macros.model.records import FieldKind
from macros.papers.office import DOTS, LABELS, LINE, filled
from macros.papers.paper import Entry
from macros.rendering.archive import repacked
from macros.tree.nodes import Words

NAMESPACE = "urn:plp-bin:entries"
STORE = f"{{{str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()}}}"
_PLACEHOLDERS = {DOTS: "Dots", LINE: "Line"}
"""What an empty blank shows, by the names in `word/placeholders.xml`."""
_FIGURES, COUNTED = 2, 5
"""Of the lists in `word/numbering.xml`, one with items, and one of paragraphs that look as if it were typed."""
UNCHECKED = "☐"

_DENSE = {
    'w:val="22"': 'w:val="17"',
    'w:val="48"': 'w:val="30"',
    'w:val="27"': 'w:val="20"',
    'w:val="18"': 'w:val="15"',
    'w:before="200" w:after="80"': 'w:before="190" w:after="40"',
    'w:after="80"/><w:ind w:left="425"': 'w:after="30"/><w:ind w:left="425"',
}
"""What a dense paper changes in the styles."""
_BOX = 425
"""How far the text of a box to tick is indented, in twips."""
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument."
_GLOSSARY = f"{_TYPES}wordprocessingml.document.glossary+xml"
_UNUSED = ("/customXml", "/stylesWithEffects", "/webSettings", "/theme")


def element(name: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """An element of WordprocessingML: `element("pStyle", val="Box")` is `<w:pStyle w:val="Box"/>`."""
    made: BaseOxmlElement = OxmlElement(f"w:{name}", {qn(f"w:{key}"): str(value) for key, value in attributes.items()})
    made.extend(children)
    return made


def twips(millimetres: float) -> int:
    """A length in Word's measure, a twentieth of a point."""
    return round(millimetres / 25.4 * 72 * 20)


def empty_document(
    language: Language,
    guide: str,
    entries: Iterable[Entry],
    *,
    dense: bool,
    poster: Mapping[str, float],
    width: float,
    second: float,
    below_head: float,
) -> Document:
    """A document with our styles, in `language`, made by `guide`, that holds an empty value for each entry.

    `dense` sets it small; `poster` has the points of the letters of a poster and of the room above
    them; `width` is that of the text, `second` where the second of two
    languages begins, and `below_head` the room below the head of a page, in millimetres.
    """
    document = docx.Document(io.BytesIO(_bare_document()))
    part = document.part
    values: dict[str, object] = {"language": language.tag}
    values |= {
        "width": twips(width),
        "labels": twips(LABELS),
        "second": twips(second),
        "second_in_box": twips(second) + _BOX,
        "below_head": twips(below_head),
    }
    values |= {
        f"poster_{name}": round((20 if name.startswith("above") else 2) * points) for name, points in poster.items()
    }
    document.styles.element[:] = parse_xml(filled("word/styles.xml", _DENSE if dense else {}, **values))
    document.settings.element[:] = parse_xml(filled("word/settings.xml", **values))
    part.numbering_part.element[:] = parse_xml(filled("word/numbering.xml"))
    part.part_related_by(RELATION.FONT_TABLE)._blob = filled("word/fonts.xml").encode()
    made_by = part.package.part_related_by(RELATION.EXTENDED_PROPERTIES)  # python-docx names a program of Microsoft
    made_by._blob = filled("word/made_by.xml", guide=guide).encode()
    store = _add_part(part, "/customXml/item1.xml", "application/xml", "customXml", _values(entries))
    named = filled("word/store.xml", store=STORE, namespace=NAMESPACE)
    _add_part(store, "/customXml/itemProps1.xml", f"{_TYPES}customXmlProperties+xml", "customXmlProps", named.encode())
    shown = filled("word/placeholders.xml", dots=DOTS, line=LINE)
    _add_part(part, "/word/glossary/document.xml", _GLOSSARY, "glossaryDocument", shown.encode())
    return document


@cache
def _bare_document() -> bytes:
    """The document that python-docx begins with, without what ours have not or write anew: it opens in less time."""
    document = docx.Document()
    part = document.part
    for relations, endings in ((part.rels, _UNUSED), (part.package.rels, ("/thumbnail",))):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(endings)]:
            del relations[key]
    for replaced in (document.styles, document.settings, part.numbering_part):
        del replaced.element[:]
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _add_part(owner: Part, name: str, content_type: str, relation: str, content: bytes) -> Part:
    added = Part(PackURI(name), content_type, content, owner.package)
    owner.relate_to(added, f"{_RELATIONS}/{relation}")
    return added


def _values(entries: Iterable[Entry]) -> bytes:
    root = ElementTree.Element("entries", xmlns=NAMESPACE)
    for entry in entries:
        if entry.kind is not None:  # boxes are not bound: LibreOffice would write "false" in their place
            ElementTree.SubElement(root, "entry", id=entry.id)
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))


def new_numbers(document: Document, start: int, *, kind: int = _FIGURES) -> int:
    """The number of a new list of a kind with figures that begins with `start`.

    It has a kind of its own: lists of one kind, as in two columns, would count each other's items.
    """
    numbering = document.part.numbering_part.element
    figures = copy.deepcopy(numbering.find(f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{kind}']"))
    figures.find(f".//{qn('w:start')}").set(qn("w:val"), str(start))
    return _numbered(document, figures)


def _numbered(document: Document, kind: BaseOxmlElement) -> int:
    """The number of a new list of a new kind."""
    numbering = document.part.numbering_part.element
    kind_number, number = _next(numbering, "abstractNum"), _next(numbering, "num")
    kind.set(qn("w:abstractNumId"), str(kind_number))
    numbering.find(qn("w:num")).addprevious(kind)
    numbering.append(element("num", element("abstractNumId", val=kind_number), numId=number))
    return number


def clause_style(document: Document, number: Words) -> str:
    """The style of the headings of clauses in a language, with its numbering; `number` is that of any, "Article 3."."""
    name = f"Clause-{number.language}"
    styles = document.styles.element
    if any(each.get(qn("w:styleId")) == name for each in styles):
        return name
    texts = {"clause": name, "language": number.language.tag}
    shown = re.sub(r"\d+", "%1", str(number))
    listed = _numbered(document, parse_xml(filled("word/clause_numbering.xml", **texts, shown=shown)))
    styles.append(parse_xml(filled("word/clause_style.xml", **texts, list=listed)))
    return name


def _next(numbering: BaseOxmlElement, kind: str) -> int:
    return len(numbering.findall(qn(f"w:{kind}"))) + 1


def control(entry: Entry, number: int, empty: str, language: str) -> BaseOxmlElement:
    """A content control bound to the value of `entry`, and what it shows `empty`.

    Where a `language` is told, what is typed in place of what it shows is in this language too.
    """
    look = f'<w:lang w:val="{language}"/>' if language else ""
    kind = "<w:text w:multiLine='1'/>" if entry.kind is FieldKind.LINES else "<w:text/>"
    path = f"/e:entries[1]/e:entry[@id='{entry.id}'][1]"
    return _control(
        entry,
        number,
        f'<w:placeholder><w:docPart w:val="{_PLACEHOLDERS[empty]}"/></w:placeholder><w:showingPlcHdr/>'
        f'<w:dataBinding w:prefixMappings="xmlns:e=\'{NAMESPACE}\'" w:xpath="{path}" w:storeItemID="{STORE}"/>{kind}',
        f'<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/>{look}</w:rPr><w:t xml:space="preserve">{empty}</w:t></w:r>',
        f"<w:rPr>{look}</w:rPr>" if look else "",
    )


def check_box(entry: Entry, number: int) -> BaseOxmlElement:
    """A box to tick, called `entry`."""
    kind = (
        '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    font = '<w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/>'
    return _control(entry, number, kind, f"<w:r><w:rPr>{font}</w:rPr><w:t>{UNCHECKED}</w:t></w:r>")


def _control(entry: Entry, number: int, properties: str, content: str, look: str = "") -> BaseOxmlElement:
    element = parse_xml(
        f'<w:sdt {nsdecls("w")} xmlns:w14="{_W14}"><w:sdtPr>{look}<w:alias/><w:tag w:val="{entry.id}"/>'
        f'<w:id w:val="{number}"/>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
    )
    element.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").set(qn("w:val"), entry.label)
    return element


def computed(name: str) -> BaseOxmlElement:
    """A field that Word computes: `PAGE` or `NUMPAGES`."""
    shown = element("t")
    shown.text = "1"
    return element("fldSimple", element("r", shown), instr=name)


def packed(document: Document) -> bytes:
    """The file's bytes, the same at every build."""
    for cell in document.element.body.iter(qn("w:tc")):
        if cell[-1].tag != qn("w:p"):  # Word refuses a cell without a paragraph
            cell.append(element("p"))
    written = io.BytesIO()
    document.save(written)
    return repacked(written.getvalue())
