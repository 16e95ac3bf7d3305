"""What the builder needs in the browser: the questions and rules, and the papers as templates to fill in."""

from __future__ import annotations

import base64
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from macros.content.catalogue import Catalogue
from macros.content.communes import edition_of, former_names, known_answers
from macros.content.municipalities import Municipality, municipalities
from macros.filling.answers import FORMATS, options_of
from macros.filling.slots import Part, parts_of
from macros.model import blocks
from macros.model.language import Edition, Language
from macros.model.questionnaire import (
    AskedField,
    Confirmation,
    Question,
    asked_id,
    asked_in,
    may_stay_open,
    warnings_in,
)
from macros.model.records import Commune
from macros.model.typography import MONTHS, typeset
from macros.papers.downloads import Pack, PackedPaper
from macros.papers.paper import Format
from macros.rendering.cache import cache_key, cached

MADE_BY = ("macros.filling.browser_data", "macros.papers.formats")
"""The modules that make what is kept here."""
BUILDER_FOLDER = "assets/builder"
"""Where the templates stand below the root of the site."""


def builder_files(pack: Pack, catalogue: Catalogue, store: Path) -> Iterator[tuple[str, bytes]]:
    """The names and the texts of the scripts that hold the papers, the municipalities and the fonts.

    Those that have not changed are taken from the folder `store`.
    """
    papers = [pack.papers[document, edition] for edition in Edition for document in catalogue.documents]
    for packed in papers:
        name = f"{packed.paper.id}-{packed.paper.edition}.js"
        yield name, cached(store / f"{cache_key(packed.paper, *MADE_BY)}.js", partial(_encoded, paper_script, packed))
    yield "communes.js", municipalities_script(catalogue).encode()
    form = papers[0].files[Format.FORM].content
    fonts = partial(_encoded, fonts_script, form, store.parent / "fonts")
    yield "fonts.js", cached(store / f"{cache_key(form, *MADE_BY)}.js", fonts)


def _encoded(make: Callable[..., str], *arguments: Any) -> bytes:
    return make(*arguments).encode()


# ---- what is asked


def questions_json(catalogue: Catalogue) -> str:
    """The questions, the conditions of the rules and what each document asks, for the scripts of the page."""
    questions = [_question(question, catalogue) for question in asked_in(catalogue.parts.values())]
    asked = {question["id"] for question in questions}
    confirmations = [each for each in asked_in(catalogue.parts.values()) if isinstance(each, Confirmation)]
    content = {
        "questions": questions,
        "rules": [
            {"id": warns.id, "beside": warns.beside, "when": [each.model_dump() for each in warns.when]}
            for warns in warnings_in(catalogue.rules.values())
        ],
        "documents": {
            document.id: [
                *(each for each in dict.fromkeys(_asked_by(document.blocks)) if each in asked),
                *(asked_id(each) for each in confirmations if document.id in each.documents),
            ]
            for document in catalogue.documents.values()
        },
        "months": MONTHS,
    }
    return _json(content)


def _question(question: Question, catalogue: Catalogue) -> dict[str, Any]:
    found: dict[str, Any] = {"id": asked_id(question), "ask": question.ask, "optional": may_stay_open(question)}
    if question.given:
        found["given"] = question.given.model_dump()
    if isinstance(question, AskedField):
        asked = catalogue.fields[question.field]
        found |= {"kind": asked.kind, "translated": asked.translated}
    else:
        found["options"] = options_of(question, catalogue)
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
    "builder-choose-something",
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
    "builder-keep-failed",
    "builder-lacks",
    "builder-loaded",
    "builder-loading",
    "builder-missing-in-part",
    "builder-missing-none",
    "builder-missing-one",
    "builder-missing-others",
    "builder-missing-title",
    "builder-missing-which",
    "builder-municipality-chosen",
    "builder-municipality-first",
    "builder-municipality-found",
    "builder-municipality-in-fr",
    "builder-municipality-in-fr-nl",
    "builder-municipality-in-nl",
    "builder-municipality-none",
    "builder-municipality-one",
    "builder-next",
    "builder-no",
    "builder-not-loaded",
    "builder-part-of",
    "builder-previous",
    "builder-ready",
    "builder-refused-foreign",
    "builder-refused-newer",
    "builder-refused-too-large",
    "builder-refused-truncated",
    "builder-refused-unknown",
    "builder-refused-value",
    "builder-replace-sure",
    "builder-start-over-sure",
    "builder-total",
    "builder-waiting",
    "builder-warning-characters",
    "builder-warning-length",
    "builder-yes",
    "formerly",
)
"""The labels that the scripts say."""


def words_json(catalogue: Catalogue, language: Language) -> str:
    """The phrases of the scripts in a language, with their places unfilled."""
    labels = catalogue.labels
    return _json({name.removeprefix("builder-"): typeset(labels[name][language], language) for name in PHRASES})


def municipalities_script(catalogue: Catalogue) -> str:
    """A script whose default export lists the municipalities.

    Of each: French name, Dutch name, postal codes, NIS code, edition, former names, and what its file answers, if any.
    """
    communes = {commune.nis_code: commune for commune in catalogue.communes.values()}
    return _script([_listed(each, communes.get(each.nis_code), catalogue) for each in municipalities()])


def _listed(municipality: Municipality, commune: Commune | None, catalogue: Catalogue) -> list[Any]:
    former = {name[language] for name in former_names(municipality.nis_code, catalogue) for language in Language}
    name, known = municipality.name, [known_answers(commune)] if commune else []
    codes, edition = " ".join(municipality.postal_codes), edition_of(municipality, catalogue)
    return [name.fr, name.nl, codes, municipality.nis_code, edition, ", ".join(sorted(former)), *known]


# ---- the papers


def paper_script(packed: PackedPaper) -> str:
    """A script whose default export is a paper to fill in: its names, its PDF form, and its compressed parts.

    There is one for each paper, so that none keeps a phone busy for long.
    """
    from macros.filling.pdf_fill import form_of

    paper = packed.paper
    form = packed.files[Format.FORM].content
    parts = {kind: _shipped(packed.files[FORMATS[kind]].content) for kind in ("docx", "odt")}
    content = {
        "name": paper.name,
        "folder": paper.folder,
        "parts": _base64(zlib.compress(json.dumps(parts, ensure_ascii=False).encode(), 9)),
        "pdf": [_base64(piece) for piece in form.split(_field_font(form))],
        "form": asdict(form_of(form)),
    }
    return _script(content)


def _shipped(content: bytes) -> dict[str, Any]:
    """The parts of a file: text as it is, other bytes in base 64, a part with slots as a list of its pieces."""
    return {name: _part(part) for name, part in parts_of(content).items()}


def _part(part: Part) -> Any:
    if isinstance(part, bytes):
        try:
            return part.decode()
        except UnicodeDecodeError:
            return {"bytes": _base64(part)}
    return [piece if isinstance(piece, str) else list(vars(piece).values()) for piece in part]


def fonts_script(form: bytes, fonts: Path) -> str:
    """A script with the fonts that all PDF forms share; `form` is one of them, `fonts` the folder of the fonts."""
    from macros.filling.pdf_fonts import fill_fonts

    return _script(asdict(fill_fonts(fonts)) | {"file": _base64(_field_font(form))})


def _field_font(form: bytes) -> bytes:
    """The font of the fields as it stands in a form, the same in all: it is shipped once."""
    import pikepdf

    with pikepdf.open(io.BytesIO(form)) as pdf:
        embedded = dict(pdf.Root.AcroForm.DR.Font.items())
        return next(iter(embedded.values())).FontDescriptor.FontFile2.read_raw_bytes()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _script(content: Any) -> str:
    """A script whose default export is `content`, in ASCII: browsers keep such a text in half the room."""
    return f"export default {json.dumps(content, separators=(',', ':'))};\n"


def _json(content: Any) -> str:
    """JSON that may stand in a page: no text in it can end the element."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
