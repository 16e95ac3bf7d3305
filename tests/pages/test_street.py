"""The street is of terraced houses: no two neighbours are alike, and their windows are whole."""

from __future__ import annotations

import json
import re
from itertools import pairwise

from lxml.html import fromstring

from macros.content.site import ROOT
from macros.pages.street import street_svg

HOUSES = json.loads((ROOT / "macros" / "rendering" / "templates" / "street.json").read_text("utf-8"))


def test_no_two_neighbours_are_alike() -> None:
    for one, other in pairwise([*HOUSES, HOUSES[0]]):  # the row is drawn twice, side by side
        assert one[2] != other[2], "their roofs are"
        assert one[3] != other[3], "their tints are"
        assert one[1] != other[1], "their heights are"


def test_every_window_has_its_pane_and_its_cross_inside_its_house() -> None:
    tree = fromstring(street_svg())
    drawn = {name: [_corners(path) for path in tree.xpath(f"//path[@class='street__{name}']/@d")] for name in _PARTS}
    for panes, crosses in zip(drawn["window"], drawn["cross"], strict=True):
        assert panes == crosses
        edges = _edges()
        for x, y in panes:
            (top,) = (56 - height for left, right, height in edges if left < x and x + 3.6 < right)
            assert top <= y - 5.6 < y < 56
    (lit,) = drawn["lit"]
    assert len(lit) == sum(house[4] is not None for house in HOUSES)
    assert set(lit) < set(drawn["window"][0]), "behind the light is a window as in the second row"


_PARTS = ("window", "cross", "lit")


def _corners(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)", path)]


def _edges() -> list[tuple[float, float, float]]:
    left, edges = 0.0, []
    for width, height, *_ in HOUSES:
        edges.append((left, left + width, height))
        left += width
    return edges
