"""Draws the pictures of shared links: PNG, 1200 by 630, the size that social networks and messengers ask for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from macros.model.language import Language


@dataclass(frozen=True)
class LinkCard:
    """The card of a page: what it says, and what its picture shows."""

    title: str
    above: str
    """What stands above the title: the stage, the section, or what the guide is."""
    panes: int
    """How many panes of the window are lit: the number of the stage, 5 for the evaluation, 0 for none."""
    picture: str
    """The name of its picture."""


def share_pictures(cards: Sequence[LinkCard], name: str, language: Language, fonts: Path) -> list[bytes]:
    """The picture of each card, in the same order; `name` is the guide's."""
    from macros.rendering.typst import compiler

    def drawn(**inputs: object) -> list[bytes]:
        said = json.dumps({"language": language, "name": name, **inputs}, ensure_ascii=False)
        sheets = compiler("cards/templates/link_card.typ", fonts).compile(
            sys_inputs={"cards": said}, format="png", ppi=72
        )
        return [bytes(each) for each in (sheets if isinstance(sheets, list) else [sheets]) if each]

    (ground,) = drawn(cards=())
    return drawn(cards=[asdict(card) for card in cards], ground=[*ground])
