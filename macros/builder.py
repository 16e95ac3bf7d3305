"""What the builder needs in the browser: the questions and rules, and the papers as templates to fill in."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pikepdf

from macros import blocks
from macros.catalogue import Catalogue
from macros.downloads import Pack, PackedPaper
from macros.language import Edition
from macros.municipalities import municipalities
from macros.papers import Format
from macros.questionnaire import AskedChoice, AskedField, Confirmation, Question, asked_id, asked_in
from macros.renderers.html import View
from macros.renderers.pdf_fill import form_of
from macros.renderers.pdf_letters import fill_fonts
from macros.renderers.slots import Part, parts_of
from macros.typography import MONTHS
from macros.values import choice_block

FOLDER = "assets/builder"
"""Where the templates stand below the root of the site."""


def builder_files(pack: Pack, documents: Iterable[str], fonts: Path) -> Iterator[tuple[str, str]]:
    """The names and the texts of the scripts that hold the papers of each edition, the municipalities and the fonts.

    `fonts` is the folder in which fonts are kept.
    """
    for edition in Edition:
        yield f"papers-{edition}.js", templates_script(pack, edition, documents)
    yield "communes.js", municipalities_script()
    yield "fonts.js", f"export default {_json(asdict(fill_fonts(fonts)))};\n"


# ---- what is asked


def questions_json(catalogue: Catalogue) -> str:
    """The questions, the conditions of the rules and what each document asks, for the scripts of the page."""
    questions = [_question(question, catalogue) for question in asked_in(catalogue.parts.values())]
    asked = {question["id"] for question in questions}
    content = {
        "questions": questions,
        "rules": [
            {"id": rule.id, "beside": rule.beside, "when": [each.model_dump() for each in rule.when]}
            for rule in catalogue.rules.values()
        ],
        "documents": {
            document.id: [each for each in dict.fromkeys(_asked_by(document.blocks)) if each in asked]
            for document in catalogue.documents.values()
        },
        "months": MONTHS,
    }
    return _json(content)


def _question(question: Question, catalogue: Catalogue) -> dict[str, Any]:
    found: dict[str, Any] = {"id": asked_id(question), "ask": question.ask}
    if question.given:
        found["given"] = question.given.model_dump()
    if isinstance(question, AskedField):
        asked = catalogue.fields[question.field]
        found |= {"kind": asked.kind, "translated": asked.translated, "optional": question.optional}
    elif isinstance(question, AskedChoice):
        found["options"] = [option.id for option in choice_block(question.choice, catalogue).options]
    elif isinstance(question, Confirmation):
        found["options"] = ["yes", "no"]
    return found


def _asked_by(content: Iterable[blocks.Block]) -> Iterator[str]:
    """The ids of the fields, choices and checks in a document, in reading order."""
    for block in blocks.inner_blocks(content):
        match block:
            case blocks.Choice() | blocks.Check():
                yield block.id
            case blocks.Blank():
                yield block.field
            case blocks.Card() | blocks.Poster():
                yield from block.fields
            case blocks.Signature():
                yield from (signatory.name for signatory in block.signatories)
        yield from blocks.blanks_in(block.model_dump_json())


PHRASES = (
    "builder-complete",
    "builder-done",
    "builder-error-amount",
    "builder-error-date",
    "builder-error-email",
    "builder-error-phone",
    "builder-error-title",
    "builder-failed",
    "builder-filled",
    "builder-forgotten",
    "builder-lacks",
    "builder-loaded",
    "builder-missing-in-part",
    "builder-missing-none",
    "builder-missing-one",
    "builder-missing-others",
    "builder-missing-title",
    "builder-municipality-chosen",
    "builder-municipality-found",
    "builder-municipality-none",
    "builder-municipality-one",
    "builder-next",
    "builder-part-of",
    "builder-previous",
    "builder-ready",
    "builder-refused-foreign",
    "builder-refused-newer",
    "builder-refused-too-large",
    "builder-refused-truncated",
    "builder-refused-unknown",
    "builder-refused-value",
    "builder-start-over-sure",
    "builder-total",
    "builder-warning-characters",
    "builder-no",
    "builder-warning-length",
    "builder-yes",
)
"""The labels that the scripts say."""


def words_json(view: View) -> str:
    """The phrases of the scripts in the language of the page, with their places unfilled."""
    return _json({name.removeprefix("builder-"): view.label_template(name) for name in PHRASES})


def municipalities_script() -> str:
    """A script whose default export lists the municipalities: French name, Dutch name, postal codes."""
    listed = [[each.name.fr, each.name.nl, " ".join(each.postal_codes)] for each in municipalities()]
    return f"export default {_json(listed)};\n"


# ---- the papers


def templates_script(pack: Pack, edition: Edition, documents: Iterable[str]) -> str:
    """A script whose default export holds the papers of an edition: their parts, each once, and where they belong."""
    store = _Store()
    papers = {document: _paper(pack.papers[document, edition], store) for document in documents}
    return f"export default {_json({'edition': edition, 'parts': store.parts, 'papers': papers})};\n"


class _Store:
    """The parts of all files, each kept once."""

    def __init__(self) -> None:
        self.parts: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, part: Part | bytes) -> int:
        """The number of a part, which is added when it is new."""
        shipped = _shipped(part)
        key = json.dumps(shipped)
        if key not in self._places:
            self._places[key] = len(self.parts)
            self.parts.append(shipped)
        return self._places[key]


def _shipped(part: Part) -> Any:
    """A part as JSON: text as it is, other bytes in base 64, a part with slots as a list of its pieces."""
    if isinstance(part, bytes):
        try:
            return part.decode()
        except UnicodeDecodeError:
            return {"bytes": base64.b64encode(part).decode()}
    return [piece if isinstance(piece, str) else list(vars(piece).values()) for piece in part]


def _paper(packed: PackedPaper, store: _Store) -> dict[str, Any]:
    files = {each: packed.files[each].content for each in (Format.WORD, Format.OPEN, Format.FORM)}
    return {
        "name": packed.paper.name,
        "title": packed.paper.title,
        "folder": packed.paper.folder,
        "docx": _places(parts_of(files[Format.WORD]), store),
        "odt": _places(parts_of(files[Format.OPEN]), store),
        "pdf": [store.place(piece) for piece in _pdf_pieces(files[Format.FORM])],
        "form": asdict(form_of(files[Format.FORM])),
    }


def _places(parts: Mapping[str, Part], store: _Store) -> dict[str, int]:
    return {name: store.place(part) for name, part in parts.items()}


def _pdf_pieces(content: bytes) -> list[bytes]:
    """The file cut around the font of its fields, which is the same in all papers."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        embedded = dict(pdf.Root.AcroForm.DR.Font.items())
        font = next(iter(embedded.values())).FontDescriptor.FontFile2.read_raw_bytes()
    before, found, after = content.partition(font)
    return [piece for piece in (before, found, after) if piece]


def _json(content: Any) -> str:
    """JSON that may stand in a page: no text in it can end the element."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
