"""What is to be known of a PDF form to fill it in, for the builder's scripts (`docs/assets/js/builder/pdf.js`).

They write behind the blank file what changes, which stays as it is, so a few numbers of each field suffice.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pikepdf

from macros.filling.exchange import BoxField, BoxPlace, Form, TextField, TextPlace
from macros.papers.pdf_form import FONT, MULTILINE


def form_of(content: bytes) -> Form:
    """What a filler needs to know of a PDF that `fillable_pdf` has made."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form, trailer = pdf.Root.AcroForm, pdf.trailer
        fields = {kind: [each for each in form.Fields if str(each.FT) == kind] for kind in ("/Tx", "/Btn")}
        return Form(
            startxref=int(content[content.rindex(b"startxref") + 9 :].split()[0]),
            size=int(trailer.Size),
            trailer=f"/Info {_number(trailer.Info)} 0 R /Root {_number(trailer.Root)} 0 R",
            id=bytes(trailer.ID[0]).hex(),
            font=_number(form.DR.Font[f"/{FONT}"]),
            texts=tuple(map(_text_field, fields["/Tx"])),
            boxes=tuple(box for field in fields["/Btn"] for box in _box_fields(field)),
        )


def _number(found: Any) -> int:
    number, _ = found.objgen
    return int(number)


def _text_field(field: pikepdf.Object) -> TextField:
    return TextField(
        id=str(field.T),
        value=_number(field.V),
        lines=bool(int(field.get("/Ff", 0)) & MULTILINE),
        places=tuple(_text_place(widget, field) for widget in _widgets(field)),
    )


def _text_place(widget: pikepdf.Object, field: pikepdf.Object) -> TextPlace:
    left, bottom, right, top = (float(edge) for edge in widget.Rect)
    return TextPlace(
        drawing=_number(widget.AP.N),
        width=round((right - left) * 100),
        height=round((top - bottom) * 100),
        size=int(str(widget.get("/DA", field.DA)).split()[1]),
    )


def _box_fields(field: pikepdf.Object) -> Iterator[BoxField]:
    """The boxes of a field: one, or the options of a choice."""
    places: dict[str, list[BoxPlace]] = defaultdict(list)
    for widget in _widgets(field):
        (state,) = set(widget.AP.N.keys()) - {"/Off"}
        places[state.removeprefix("/")].append(BoxPlace(widget=_number(widget), text=_stateless(widget)))
    for state, each in places.items():
        yield BoxField(id=state, value=_number(field.V), places=tuple(each))


def _widgets(field: pikepdf.Object) -> Iterator[Any]:
    yield from field.Kids


def _stateless(widget: pikepdf.Object) -> str:
    """The dictionary of a box, a character for each byte, without its state and its end."""
    kept = pikepdf.Dictionary({key: value for key, value in widget.items() if key != "/AS"})
    return kept.unparse().decode("latin-1").removesuffix(">>").rstrip()
