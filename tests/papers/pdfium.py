"""A form as PDFium shows it, which is what Chromium, Chrome and Edge show PDF files with, and types into it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

LARGE = 2
"""Pixels of a picture for each point."""


class TypedField:
    """A text field of the first page of a form, into which somebody types."""

    def __init__(self, document: pypdfium2.PdfDocument, name: str) -> None:
        document.init_forms()
        self._form = document.formenv.raw
        self._page = document[0]
        self._left, self._bottom, self._right, self._top = self._place_of(name)

    def typed(self, text: str) -> bytes:
        """The pixels at the place of the field once `text` was typed over what stood in it, and the field was left."""
        within = (self._left + self._right) / 2, (self._bottom + self._top) / 2
        pdfium.FORM_OnLButtonDown(self._form, self._page, 0, *within)
        pdfium.FORM_OnLButtonUp(self._form, self._page, 0, *within)
        pdfium.FORM_SelectAllText(self._form, self._page)
        pdfium.FORM_ReplaceSelection(self._form, self._page, _wide(text))
        pdfium.FORM_ForceToKillFocus(self._form)
        margins = (self._left, self._bottom, self._page.get_width() - self._right, self._page.get_height() - self._top)
        return bytes(self._page.render(scale=LARGE, crop=margins, may_draw_forms=True).buffer)

    def _place_of(self, name: str) -> tuple[float, float, float, float]:
        for number in range(pdfium.FPDFPage_GetAnnotCount(self._page)):
            annotation = pdfium.FPDFPage_GetAnnot(self._page, number)
            if self._name_of(annotation) == name:
                place = pdfium.FS_RECTF()
                assert pdfium.FPDFAnnot_GetRect(annotation, place)
                return place.left, min(place.bottom, place.top), place.right, max(place.bottom, place.top)
        raise KeyError(name)

    def _name_of(self, annotation: object) -> str:
        length = pdfium.FPDFAnnot_GetFormFieldName(self._form, annotation, None, 0)
        written = (ctypes.c_ushort * (length // 2))()
        pdfium.FPDFAnnot_GetFormFieldName(self._form, annotation, written, length)
        return bytes(written).decode("utf-16-le").removesuffix("\0")


@contextmanager
def typed_field(form: bytes, name: str) -> Iterator[TypedField]:
    """The field called `name` of a form, while somebody types into it.

    Raises `KeyError` when the first page has no such field.
    """
    document = pypdfium2.PdfDocument(form)
    try:
        yield TypedField(document, name)
    finally:
        document.close()


def _wide(text: str) -> ctypes.Array[ctypes.c_ushort]:
    units = (text + "\0").encode("utf-16-le")
    return (ctypes.c_ushort * (len(units) // 2)).from_buffer_copy(units)
