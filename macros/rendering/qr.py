"""Draws QR codes in the ink of the papers, with the quiet zone of four modules that phones need."""

from __future__ import annotations

import io
import math

import segno

_DARK = "#0A382E"
_QUIET = 4


def qr_svg(address: str) -> str:
    """The code of an address as SVG."""
    written = io.BytesIO()
    _code(address).save(written, kind="svg", dark=_DARK, border=_QUIET, xmldecl=False)
    return written.getvalue().decode()


def qr_png(address: str) -> bytes:
    """The code of an address as PNG, eight pixels a module."""
    written = io.BytesIO()
    _code(address).save(written, kind="png", dark=_DARK, border=_QUIET, scale=8)
    return written.getvalue()


def qr_width(address: str, width: int) -> int:
    """How wide a picture of the code is, in whole millimetres, so that its modules alone are at least so wide."""
    modules, _ = _code(address).symbol_size(border=0)
    return math.ceil(width * (modules + 2 * _QUIET) / modules)


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m")
