"""The tags of a paper in pieces: what of a sheet each of them holds.

Each list and each table becomes one again, of which Typst has set the parts on sheets of their own. What tags say of
looks goes: it is no longer true once pieces move.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary

from macros.filling.exchange import Mark, Tag

_MEANT = ("/O", "/ListNumbering", "/Scope", "/ColSpan", "/RowSpan")


@dataclass(frozen=True)
class TaggedPlaces:
    """To which piece the sheets belong, by the numbers of their objects, and what each note in them is."""

    pieces: dict[tuple[int, int], int | None]
    spots: dict[tuple[int, int], Mark]
    joins: list[bool]
    """Whether each piece goes on with the list or the table of the one before."""


def tag_of(element: Any, places: TaggedPlaces, page: int) -> Tag | Mark | None:
    """A tag of the sheets with what it holds; None where it holds nothing, unless it is a cell of a table.

    `page` is the piece to which its marks belong, when it does not say.
    """
    if isinstance(element, Array):
        (element,) = element
    sheet = places.pieces[element.Pg.objgen] if "/Pg" in element else None
    held = list(_held(element, places, sheet if sheet is not None else page))
    kind = str(element.S)[1:]
    spots = [each for each in held if isinstance(each, Mark) and each.spot is not None]
    if kind == "Link" and len(spots) == len(held) == 1:
        return spots[0]
    if not held and kind not in ("TD", "TH"):
        return None
    return Tag(tag=kind, more=_more(element), holds=tuple(held))


def _held(element: Any, places: TaggedPlaces, page: int) -> Iterator[Tag | Mark]:
    """What an element holds; a list or a table goes on where its next piece joins."""
    kids = element.get("/K", Array())
    held: list[Tag | Mark] = []
    for kid in kids if isinstance(kids, Array) else [kids]:
        for each in _kid(kid, places, page):
            last = held[-1] if held else None
            if isinstance(each, Tag) and isinstance(last, Tag) and _goes_on(last, each, places):
                held[-1] = last.model_copy(update={"holds": last.holds + each.holds})
            else:
                held.append(each)
    yield from held


def _kid(kid: Any, places: TaggedPlaces, page: int) -> Iterator[Tag | Mark]:
    if isinstance(kid, int):
        yield Mark(piece=page, mark=kid)
    elif "/MCID" in kid:
        piece = places.pieces[kid.Pg.objgen] if "/Pg" in kid else page
        assert piece is not None
        yield Mark(piece=piece, mark=int(kid.MCID))
    elif "/Obj" in kid:
        if kid.Obj.objgen in places.spots:
            yield places.spots[kid.Obj.objgen]
    elif (found := tag_of(kid, places, page)) is not None:
        if isinstance(found, Tag) and found.tag == "Div" and not found.more:
            yield from found.holds  # it says nothing
        else:
            yield found


def _goes_on(last: Tag, tag: Tag, places: TaggedPlaces) -> bool:
    """Whether a list or a table is the next part of the one before it."""
    return tag.tag == last.tag and tag.tag in ("L", "Table") and places.joins[_first(tag).piece]


def _first(tag: Tag) -> Mark:
    """The first thing that a tag holds."""
    for each in tag.holds:
        if isinstance(each, Mark):
            return each
        if each.holds:
            return _first(each)
    return Mark(piece=0)


def _more(element: Any) -> str:
    """What a tag says beside what it holds: language, title, alternative text; of its looks nothing."""
    said = {name: element[name] for name in ("/Lang", "/T", "/Alt", "/ActualText") if name in element}
    listed = element.get("/A", Array())
    attributes = [_kept(each) for each in (listed if isinstance(listed, Array) else [listed])]
    if meant := [each for each in attributes if len(each) > 1]:
        said["/A"] = Array(meant)
    return " ".join(f"{name} {value.unparse().decode('latin-1')}" for name, value in said.items())


def _kept(attributes: Any) -> Dictionary:
    """What attributes say of a list or a cell; their owner alone, when they say nothing."""
    return Dictionary({name: value for name, value in attributes.items() if name in _MEANT})
