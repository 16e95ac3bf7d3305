"""Kerning written small: the pairs that text holds, in classes of letters that are kerned alike.

What a font carries for every pair of its glyphs can weigh more than its outlines. Here accents are kerned as their
letter, and what nobody sees is left out.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

Pairs = Mapping[tuple[str, str], int]
"""By how much two glyphs that follow each other are moved, in units of the font; 1000 make the size of the text."""

_BEFORE, _AFTER = "’ .,«-", "’.,»-"
"""What is kerned beside letters, on their left and right."""
_LEAST, _STEP = 8, 4
"""The smallest move that is kept, and the step to which moves are rounded: a thirteenth of a pixel in text."""


def pair_values(font: Any) -> Pairs:
    """Every pair of glyphs that the feature `kern` of a font without axes moves."""
    table, moves = font["GPOS"].table, defaultdict[tuple[str, str], int](int)
    features = (each.Feature for each in table.FeatureList.FeatureRecord if each.FeatureTag == "kern")
    for index in sorted({index for feature in features for index in feature.LookupListIndex}):
        seen = set[tuple[str, str]]()
        for subtable in table.LookupList.Lookup[index].SubTable:
            for pair, move in _moves(getattr(subtable, "ExtSubTable", subtable), font.getGlyphOrder()):
                if pair not in seen:  # of a lookup's subtables, the first that knows a pair decides
                    seen.add(pair)
                    moves[pair] += move
    return {pair: move for pair, move in moves.items() if move}


def _moves(subtable: Any, glyphs: list[str]) -> Iterator[tuple[tuple[str, str], int]]:
    for number, left in enumerate(subtable.Coverage.glyphs):
        if subtable.Format == 1:
            for record in subtable.PairSet[number].PairValueRecord:
                yield (left, record.SecondGlyph), getattr(record.Value1, "XAdvance", 0)
        else:
            row = subtable.Class1Record[subtable.ClassDef1.classDefs.get(left, 0)].Class2Record
            for right in glyphs:
                yield (left, right), getattr(row[subtable.ClassDef2.classDefs.get(right, 0)].Value1, "XAdvance", 0)


def kern(font: Any, pairs: Pairs) -> None:
    """Gives `font`, which has no layout tables, the kerning that text needs of `pairs`."""
    from fontTools.feaLib.builder import addOpenTypeFeaturesFromString

    rules = "".join(
        f"pos [{' '.join(lefts)}] [{' '.join(rights)}] {move};" for lefts, rights, move in _rules(font, pairs)
    )
    if rules:
        addOpenTypeFeaturesFromString(font, f"feature kern {{ {rules} }} kern;")


def _rules(font: Any, pairs: Pairs) -> Iterator[tuple[list[str], list[str], int]]:
    """Classes of glyphs on the left and on the right, and how they are moved."""
    rows, columns = defaultdict[str, dict[str, int]](dict), defaultdict[str, dict[int, int]](dict)
    for (left, right), move in _needed(font, pairs):
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


def _needed(font: Any, pairs: Pairs) -> Iterator[tuple[tuple[str, str], int]]:
    glyphs = {chr(code): glyph for code, glyph in font.getBestCmap().items()}
    for before, left in glyphs.items():
        for after, right in glyphs.items():
            if not _in_text(before, after):
                continue
            move = pairs.get((glyphs.get(_bare(before), left), glyphs.get(_bare(after), right)), 0)
            if abs(move) >= _LEAST:
                yield (left, right), round(move / _STEP) * _STEP


def _bare(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0]


def _in_text(before: str, after: str) -> bool:
    if not (before.isalpha() or before in _BEFORE) or not (after.isalpha() or after in _AFTER):
        return False
    return not (before.islower() and after.isupper())
