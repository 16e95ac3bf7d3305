"""What of a paper is there only with some answers: an option of a choice, a line to fill in, a sheet behind the paper.

A paper that is completed by hand shows all of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from macros.filling.exchange import Shown
from macros.papers.paper import Paper, entries_in
from macros.tree.nodes import Box, FieldLine, Group, Heading, NewPage, Node, Nodes


@dataclass(frozen=True)
class Conditions:
    """When the parts of a paper are there."""

    by_hand: bool
    """Whether all of it always is, for it is completed by hand."""
    options: Mapping[str, Shown] = field(default_factory=dict)
    """By the entries of their boxes."""
    lines: Mapping[str, Shown] = field(default_factory=dict)
    """By their entries: lines to fill in that another answer makes go."""
    of_choices: frozenset[str] = frozenset()
    """Those of a choice, whose question goes with them."""
    twins: Mapping[str, str] = field(default_factory=dict)
    """By the entry of the second language, that of the first, where each has its own."""
    sheets: tuple[Shown | None, ...] = ()
    """What follows each new sheet; None when it always is there."""


def conditions_in(paper: Paper) -> Conditions:
    """When the options and the sheets of a paper are there.

    An option is there until another is chosen; a box that stands for itself, until something under its heading is
    answered without it. A sheet that does not count, such as an addendum, is there once something of its own is
    answered, and in a paper without any answer.
    """
    sheets = tuple(_sheets_in(paper))
    twins = {each.id: each.in_each.fr for each in paper.entries if each.in_each and each.id == each.in_each.nl}
    if paper.by_hand:
        return Conditions(by_hand=True, twins=twins, sheets=(None,) * len(sheets))
    lines = {
        node.entry: Shown(with_any=(), without=(node.gone_with,))
        for node in paper.nodes
        if isinstance(node, FieldLine) and node.gone_with
    }
    of_choices = frozenset(option for node in paper.nodes for option in _options_of(node))
    options = dict(_options_in(paper.nodes))
    return Conditions(by_hand=False, options=options, lines=lines, of_choices=of_choices, twins=twins, sheets=sheets)


def _options_in(nodes: Nodes) -> Iterator[tuple[str, Shown]]:
    headings = [index for index, node in enumerate(nodes) if isinstance(node, Heading)]
    for start, end in itertools.pairwise([0, *headings, len(nodes)]):
        section = nodes[start:end]
        for node in section:
            options = _options_of(node)
            yield from ((option, Shown(with_any=(option,), without=options)) for option in options)
            if isinstance(node, Box):
                own, others = (tuple(dict.fromkeys(entries_in(each))) for each in (node, section))
                yield node.entry, Shown(with_any=own, without=others)


def _options_of(node: Node) -> tuple[str, ...]:
    """The entries of a choice; none of another node."""
    if isinstance(node, Group) and node.name.endswith("choice"):
        return tuple(each.entry for each in node.nodes if isinstance(each, Box))
    return ()


def _sheets_in(paper: Paper) -> Iterator[Shown | None]:
    nodes = paper.nodes
    # the same in all languages: a paper may ask for it in one, and a sheet behind it in another
    same = {entry.id: entry.in_each or entry.id for entry in paper.entries}
    breaks = {index: node for index, node in enumerate(nodes) if isinstance(node, NewPage)}
    parts = [nodes[start:end] for start, end in itertools.pairwise([0, *breaks, len(nodes)])]
    counted = (True, *(node.counted for node in breaks.values()))
    asked = tuple(dict.fromkeys(each for part in itertools.compress(parts, counted) for each in entries_in(part)))
    known = {same[each] for each in asked}
    for node, part in zip(breaks.values(), parts[1:], strict=True):
        own = tuple(dict.fromkeys(each for each in entries_in(part) if same[each] not in known))
        wanted = (node.used_with,) if node.used_with else own
        yield None if node.counted else Shown(with_any=wanted, without=asked)
