"""Kerning written small: the pairs that text holds, in classes of letters that are kerned alike.

What a font carries for every pair of its glyphs can weigh more than its outlines. Here accents are kerned as their
letter, and what nobody sees is left out.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from typing import Any

import uharfbuzz

_BEFORE, _AFTER = "’ .,«-", "’.,»-"
"""What is kerned beside letters, on their left and right."""
_LEAST, _STEP = 8, 4
"""The smallest move that is kept, and the step to which moves are rounded: a thirteenth of a pixel in text."""


def kern(font: Any, full: bytes) -> None:
    """Gives `font`, which has no layout tables, the kerning that text needs of the file `full`, which has them."""
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString

    rules = "".join(
        f"pos [{' '.join(lefts)}] [{' '.join(rights)}] {move};" for lefts, rights, move in _rules(font, Kerning(full))
    )
    if rules:
        addOpenTypeFeaturesFromString(font, f"feature kern {{ {rules} }} kern;")


class Kerning:
    """How a font moves letters that follow each other."""

    def __init__(self, file: bytes, axes: Mapping[str, float] | None = None) -> None:
        """Reads the file of a font, at this place of its axes, or at the one that it has of itself."""
        self._font = uharfbuzz.Font(uharfbuzz.Face(file))
        self._font.set_variations(axes or {})

    def move(self, letters: str) -> int:
        """By how much two letters are moved, in units of the font; 1000 make the size of the text."""
        return self._width(letters, kern=True) - self._width(letters, kern=False)

    def _width(self, letters: str, *, kern: bool) -> int:
        line = uharfbuzz.Buffer()
        line.add_str(letters)
        line.guess_segment_properties()
        uharfbuzz.shape(self._font, line, {"kern": kern, "liga": False, "clig": False})
        return sum(place.x_advance for place in line.glyph_positions)


def _rules(font: Any, kerning: Kerning) -> Iterator[tuple[list[str], list[str], int]]:
    """Classes of glyphs on the left and on the right, and how they are moved."""
    rows, columns = defaultdict[str, dict[str, int]](dict), defaultdict[str, dict[int, int]](dict)
    for (left, right), move in _needed(font, kerning):
        rows[left][right] = move
    alike_left = _alike(rows)
    for number, glyphs in enumerate(alike_left):
        for right, move in rows[glyphs[0]].items():
            columns[right][number] = move
    for rights in _alike(columns):
        for number, move in columns[rights[0]].items():
            yield alike_left[number], rights, move


def _alike(moved: Mapping[str, Mapping[Any, int]]) -> list[list[str]]:
    """The glyphs that are moved alike, together."""
    groups = defaultdict[Hashable, list[str]](list)
    for glyph, moves in moved.items():
        groups[frozenset(moves.items())].append(glyph)
    return list(groups.values())


def _needed(font: Any, kerning: Kerning) -> Iterator[tuple[tuple[str, str], int]]:
    glyphs = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
    move_of = cache(kerning.move)
    for before, left in glyphs.items():
        for after, right in glyphs.items():
            if not _in_text(before, after):
                continue
            bare = [plain if plain in glyphs else letter for letter in (before, after) if (plain := _bare(letter))]
            move = move_of("".join(bare))
            if abs(move) >= _LEAST:
                yield (left, right), round(move / _STEP) * _STEP


def _bare(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0]


def _in_text(before: str, after: str) -> bool:
    if not (before.isalpha() or before in _BEFORE) or not (after.isalpha() or after in _AFTER):
        return False
    return not (before.islower() and after.isupper())
