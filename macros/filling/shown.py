"""What of a paper is there only with some answers: an option of a choice, a sheet behind the paper.

A paper that is completed by hand shows all of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from macros.filling.exchange import Shown
from macros.papers.paper import Paper, entries_in
from macros.tree.nodes import Box, Group, NewPage


def options_in(paper: Paper) -> dict[str, Shown]:
    """When each option of a choice is there: until another is chosen."""
    if paper.by_hand:
        return {}
    groups = [node for node in paper.nodes if isinstance(node, Group) and node.name.endswith("choice")]
    shown = {}
    for group in groups:
        options = tuple(each.entry for each in group.nodes if isinstance(each, Box))
        shown |= {option: Shown(with_any=(option,), without=options) for option in options}
    return shown


def sheets_in(paper: Paper) -> Iterator[Shown | None]:
    """For each new sheet, when what follows is there; None when it always is.

    A sheet that does not count, such as an addendum, is there once something of its own is answered, and in a paper
    without any answer.
    """
    breaks = [index for index, node in enumerate(paper.nodes) if isinstance(node, NewPage)]
    uncounted = [index for index in breaks if paper.nodes[index] == NewPage(counted=False)]
    asked = tuple(dict.fromkeys(entries_in(paper.nodes[: uncounted[0]]))) if uncounted else ()
    for start, end in itertools.pairwise([*breaks, len(paper.nodes)]):
        if paper.by_hand or not uncounted or start < uncounted[0]:
            yield None
        else:
            own = dict.fromkeys(each for each in entries_in(paper.nodes[start:end]) if each not in asked)
            yield Shown(with_any=tuple(own), without=asked)
