"""Draws the street of terraced houses that stands on the home pages and the door: decoration, as inline SVG.

The houses are those of the poster (`rendering/templates/street.json`): for each its width, its height, its roof, its
tint, and the window that is lit. Each has its door at one side, and windows with a cross. The row is
drawn twice, side by side; only some of the windows are lit, and only once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from markupsafe import Markup

_HOUSES = Path(__file__).parents[1] / "rendering" / "templates" / "street.json"
_HEIGHT = 56
_WINDOW = "v-4.9q1.8-1.2 3.6 0v4.9z"
"""A window 3.6 wide with an arched top, drawn from its lower left corner."""
_CROSS = "m1.8 0v-5.4m-1.8 1.9h3.6"
"""The bars of a window, from the same corner."""
_DOOR = "v-7.2q2.1-2 4.2 0v7.2z"


@cache
def street_svg() -> Markup:
    """The street, without a name: screen readers pass it by."""
    houses: list[tuple[float, float, str, int, int | None]] = json.loads(_HOUSES.read_text("utf-8"))
    walls: dict[int, list[str]] = {0: [], 1: [], 2: []}
    panes: list[str] = []
    lit: list[str] = []
    crosses: list[str] = []
    doors: list[str] = []
    left = 0.0
    for width, height, roof, tint, lit_window in houses:
        top = _HEIGHT - height
        walls[tint].append(f"M{left:g} {_HEIGHT}V{top:g}{_roof(roof, width)}V{_HEIGHT}z")
        *windows, door = _openings(width, height, tint)
        doors.append(f"M{left + door[0] - 0.3:.4g} {_HEIGHT}{_DOOR}")
        for number, (x, y) in enumerate(windows):
            corner = f"M{left + x:.4g} {top + y:.4g}"
            panes.append(corner + _WINDOW)
            if number == lit_window:
                lit.append(corner + _WINDOW)
            crosses.append(corner + _CROSS)
        left += width
    drawn = "".join(f'<path class="street__wall-{tint}" d="{"".join(paths)}"/>' for tint, paths in walls.items())
    drawn += f'<path class="street__window" d="{"".join(panes)}"/><path class="street__door" d="{"".join(doors)}"/>'
    bars = f'<path class="street__cross" d="{"".join(crosses)}"/>'
    again = f'<g transform="translate({left:g})">'
    return Markup(
        f'<svg class="street" viewBox="0 0 {2 * left:g} {_HEIGHT}" preserveAspectRatio="xMinYMax slice" '
        f'aria-hidden="true">{drawn}{again}{drawn}</g>'
        f'<path class="street__lit" d="{"".join(lit)}"/>{bars}{again}{bars}</g></svg>'
    )


def _roof(kind: str, width: float) -> str:
    """The outline of a roof from its left eave to its right one."""
    if kind == "gable":
        return f"l{width / 2:g} -7 {width / 2:g} 7"
    if kind == "mansard":
        return f"l{width * 0.14:.3g} -6h{width * 0.72:.4g}l{width * 0.14:.3g} 6"
    if kind == "step":
        step = f"{width / 7:.3g}"
        return f"v-2h{step}v-2h{step}v-2h{step}h{step}h{step}v2h{step}v2h{step}v2"
    return f"v-4h{width:g}v4"


def _openings(width: float, height: float, tint: int) -> Iterator[tuple[float, float]]:
    """The lower left corners of what opens in a house, from its top left corner; the last is the door."""
    across = 3 if width > 14.5 else 2
    columns = [(column + 0.5) * width / across - 1.8 for column in range(across)]
    floors = int((height - 11) // 10)
    for floor in range(floors):
        yield from ((x, 8.6 + floor * (height - 11) / floors) for x in columns)
    door = 0 if tint == 1 else -1
    beside = columns[1:] if door == 0 else columns[:-1]
    yield from ((x, height - 2.4) for x in beside)
    yield columns[door], height
