"""Sets the texts of a paper in two languages beside each other, for formats that do so in tables."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from macros.tree.nodes import FieldLine, Heading, Items, Node, Nodes, Paragraph, leads

_SHORT = 28
"""So many characters of a heading stand in a column."""


@dataclass(frozen=True)
class FieldLines:
    """Lines to fill in that follow each other: one table."""

    lines: tuple[FieldLine, ...]


@dataclass(frozen=True)
class SideBySide:
    """Texts in two languages beside each other, in rows that are not parted.

    A row holds what must stay level with its twin: for each language one text, with what leads to it.
    """

    rows: tuple[tuple[Nodes, ...], ...]

    @property
    def leads(self) -> bool:
        """Whether it ends with a heading or an introduction, and so must stay with what follows."""
        return leads(self.rows[-1][0][-1])

    @property
    def held(self) -> tuple[bool, ...]:
        """Whether each row but the last stays with the next: no item of a list stands alone, first or last."""
        numbers = [*(_number(row[0][-1]) for row in self.rows), 0]
        return tuple(
            second > 1 and (third <= 1 or first == 1)
            for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False)
        )


def grouped(nodes: Iterable[Node]) -> Iterator[Node | FieldLines | SideBySide]:
    """The nodes, with lines that follow each other as one, and texts in two languages beside each other."""
    for kind, group in itertools.groupby(nodes, _group):
        if kind is FieldLines:
            yield FieldLines(tuple(node for node in group if isinstance(node, FieldLine)))
        elif kind is SideBySide:
            texts = list(group)
            last = texts.pop() if _is_short_heading(texts[-1]) else None
            if texts:
                yield SideBySide(tuple(_rows(texts)))
            if last:
                yield last
        else:
            yield from group


def _group(node: Node) -> type:
    if isinstance(node, FieldLine):
        return FieldLines
    title = isinstance(node, Heading) and node.level == 1
    return SideBySide if not title and any(len(pair) > 1 for pair in _pairs(node)) else type(node)


def _is_short_heading(node: Node) -> bool:
    """Whether it is one that takes a line in each language: with nothing below it in its row, it needs no table."""
    return isinstance(node, Heading) and not node.number and all(len(str(words)) <= _SHORT for words in node.text)


def _rows(nodes: Iterable[Node]) -> Iterator[tuple[Nodes, ...]]:
    leading: list[Nodes] = []
    for node in nodes:
        for pair in _pairs(node):
            leading.append(pair)
            if not leads(node):
                yield _columns(leading)
                leading = []
    if leading:
        yield _columns(leading)


def _number(node: Node) -> int:
    """That of an item in its list; 0 for what is no item."""
    return node.start if isinstance(node, Items) else 0


def _columns(pairs: list[Nodes]) -> tuple[Nodes, ...]:
    """The nodes of each language; what stands once stands in the first column."""
    return tuple(tuple(node for node in column if node) for column in itertools.zip_longest(*pairs))


def _pairs(node: Node) -> Iterator[Nodes]:
    """The texts of a node, each with its twin: those of a heading or a paragraph, of each item of a list."""
    if isinstance(node, Items):
        for number, (item, *_) in enumerate(node.items, start=node.start):
            for pair in _pairs(item):
                yield tuple(replace(node, items=((each,),), start=number) for each in pair)
    elif isinstance(node, Paragraph):
        yield tuple(replace(node, text=(words,)) for words in node.text)
    elif isinstance(node, Heading):
        yield tuple(
            replace(node, text=(words,), number=node.number[place : place + 1]) for place, words in enumerate(node.text)
        )
