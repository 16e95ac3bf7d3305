"""How the texts and facts of the guide stand to the lock: what is new, gone, changed, moved, or has another id."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import PurePosixPath
from typing import TypeVar

from macros.checks.agreed_lock import Agreed, agreed_of
from macros.checks.cited_before import changed_alone, citations_known, cites
from macros.checks.twin_texts import TwinText
from macros.model.language import Language

T = TypeVar("T")
Pairs = tuple[tuple[TwinText, Agreed], ...]
"""Texts or facts, each with what was agreed."""


@dataclass(frozen=True)
class Renamed:
    """A record or a section whose id has changed, or a page whose address has: readers' links lead nowhere."""

    was_id: str
    """Empty for an address, which the lock does not hold."""
    now_id: str
    twins: tuple[TwinText, ...]
    was: tuple[Agreed, ...]


@dataclass(frozen=True)
class Changes:
    """What differs between the guide and its lock; each text and each line of the lock stands once."""

    one_sided: tuple[tuple[TwinText, Language, Agreed], ...]
    """Texts of which this language alone has changed, but for sources, each with what was agreed."""
    renamed: tuple[Renamed, ...]
    moved: Pairs
    """What says the same in another place, or in another order."""
    changed: Pairs
    """Texts that have changed in both languages, and facts."""
    fresh: tuple[tuple[TwinText, ...], ...]
    """What is new, a whole record or section together."""
    gone: tuple[tuple[Agreed, ...], ...]
    """What was agreed and is no longer there, a whole record or section together."""


def changes_since(agreed: Iterable[Agreed], texts: Iterable[TwinText]) -> Changes:
    """What differs between the lock and these texts, paired with what is most like it first."""
    before, now = _by_source(agreed, lambda line: line.source), _by_source(texts, lambda twin: twin.source)
    left = _Left(*_differences(before, now))
    if not left.fresh and not left.gone:
        return Changes((), (), (), (), (), ())
    known = _records_in(line for source in {twin.source for twin in left.fresh} for line in before.get(source, []))
    present = _records_in(
        agreed_of(twin) for source in {was.source for was in left.gone} for twin in now.get(source, [])
    )
    renamed = [*_take_renamed(left, known, present), *_take_addresses(left)]
    moved = [pair for key in _MOVED for pair in left.pairs(key)]
    one_sided = [
        (twin, language, was)
        for place in (lambda line: line.place, lambda line: inner_place(line.place), lambda line: "")
        for language in Language
        for twin, was in left.pairs(_half(language.other, place))
    ]
    changed = left.pairs(lambda line: (line.source, line.place, bool(line.nl)))
    lagging = [*_lagging(changed, before, now)]
    one_sided += lagging
    changed = tuple(pair for pair in changed if pair[0] not in {twin for twin, _, _ in lagging})
    fresh = groupby(left.fresh, lambda twin: _first_outside(known, agreed_of(twin)) or id(twin))
    gone = groupby(left.gone, lambda line: _first_outside(present, line) or id(line))
    groups = tuple(tuple(group) for _, group in fresh), tuple(tuple(group) for _, group in gone)
    return Changes(tuple(one_sided), tuple(renamed), tuple(moved), changed, *groups)


def _by_source(items: Iterable[T], source: Callable[[T], str]) -> dict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        found[source(item)].append(item)
    return found


def _differences(
    before: dict[str, list[Agreed]], now: dict[str, list[TwinText]]
) -> tuple[list[TwinText], list[Agreed]]:
    """What stands in the guide and not in the lock, and the other way round, compared as sequences, file by file."""
    fresh: list[TwinText] = []
    gone: list[Agreed] = []
    for source in sorted({*before, *now}):
        twins, was = now.get(source, []), before.get(source, [])
        lines = [agreed_of(twin) for twin in twins]
        if lines != was:
            for _, start, end, first, last in SequenceMatcher(None, was, lines, autojunk=False).get_opcodes():
                if was[start:end] != lines[first:last]:
                    gone += was[start:end]
                    fresh += twins[first:last]
    return fresh, gone


def _lagging(
    changed: Pairs, before: dict[str, list[Agreed]], now: dict[str, list[TwinText]]
) -> Iterator[tuple[TwinText, Language, Agreed]]:
    """Texts with other sources in both languages, of which one alone has other words."""
    citing = [pair for pair in changed if cites(pair[0])]
    if citing:
        texts = (twin.fr.text for source, twins in now.items() if source.startswith("docs/") for twin in twins)
        ids = {found[0][1:-1] for line in before.get(_SOURCES, []) if (found := _ID.match(line.place))}
        citations = citations_known(texts, ids)
        for twin, was in citing:
            if language := changed_alone(twin, was, citations):
                yield twin, language, was


class _Left:
    """What differs and has no partner yet."""

    def __init__(self, fresh: list[TwinText], gone: list[Agreed]) -> None:
        self.fresh, self.gone = fresh, gone

    def pairs(self, key: Callable[[Agreed], Hashable]) -> Pairs:
        """Takes out those that have the same key, in their order; a line whose key is None has no partner."""
        waiting: defaultdict[Hashable, deque[Agreed]] = defaultdict(deque)
        for was in self.gone:
            waiting[key(was)].append(was)
        waiting.pop(None, None)
        found = [(twin, waiting[now].popleft()) for twin in self.fresh if waiting.get(now := key(agreed_of(twin)))]
        self.take([twin for twin, _ in found], [was for _, was in found])
        return tuple(found)

    def take(self, twins: Iterable[TwinText], lines: Iterable[Agreed]) -> None:
        """Takes out these."""
        taken = {id(each) for each in (*twins, *lines)}
        self.fresh = [twin for twin in self.fresh if id(twin) not in taken]
        self.gone = [was for was in self.gone if id(was) not in taken]


def inner_place(place: str) -> str:
    """The place within the innermost record that has an id, with that id; empty where there is none.

    >>> inner_place("moments[before-evening]/tasks[plan-evening]/title")
    '[plan-evening]/title'
    """
    start = max((found.start() for found in _ID.finditer(place)), default=None)
    return "" if start is None else place[start:]


def inner_id(place: str) -> str:
    """The id of the innermost record that has one; empty where there is none.

    >>> inner_id("moments[before-evening]/tasks[plan-evening]/title")
    'plan-evening'
    """
    return inner_place(place).partition("]")[0][1:]


_SOURCES = "data/sources.yml"
_ID = re.compile(r"\[[^\[\]]+\]")
_MOVED: tuple[Callable[[Agreed], Hashable], ...] = (
    lambda line: line,  # in another order
    lambda line: (inside, line.fr, line.nl) if (inside := inner_place(line.place)) else None,  # with its record
    lambda line: (line.place, line.fr, line.nl),  # with its file
    lambda line: (line.source, line.fr, line.nl) if line.nl else None,  # words alone: a fact such as "must" is none's
    lambda line: (line.fr, line.nl) if line.nl else None,
)
"""What tells that a line has moved, the surest first."""


def _half(language: Language, place: Callable[[Agreed], str]) -> Callable[[Agreed], Hashable]:
    """What two texts share of which the other language alone has changed."""
    return lambda line: (line.source, place(line), line[language]) if line.nl else None


# ---- ids

_Record = tuple[str, str]
"""The file and the place of what has an id: `("data/terms.yml", "[plp]")`."""


def records_around(line: Agreed) -> Iterator[_Record]:
    """The records with an id in which a line stands, the outermost first: of pages the sections with an anchor."""
    if line.source.startswith("docs/"):
        anchor = re.match(r"#[\w-]+", line.place)
        if anchor:
            yield line.source, anchor[0]
    elif line.source.startswith("data/"):
        yield line.source, ""
        for found in _ID.finditer(line.place):
            yield line.source, line.place[: found.end()]


def _records_in(lines: Iterable[Agreed]) -> set[_Record]:
    return {record for line in lines for record in records_around(line)}


def _id_of(record: _Record) -> str:
    source, place = record
    return inner_id(place) or place or PurePosixPath(source).stem


def _take_renamed(left: _Left, known: set[_Record], present: set[_Record]) -> Iterator[Renamed]:
    """Records that are gone while another with mostly the same words has come under another id."""
    gone = _outermost(left.gone, lambda line: line, present)
    come = _outermost(left.fresh, agreed_of, known)
    for was, lines in gone.items():
        for record, twins in come.items():
            if _id_of(was) != _id_of(record) and _alike(was, lines, record, [agreed_of(twin) for twin in twins]):
                left.take(twins, lines)
                yield Renamed(_id_of(was), _id_of(record), tuple(twins), tuple(lines))
                del come[record]
                break


def _outermost(items: Iterable[T], line_of: Callable[[T], Agreed], others: set[_Record]) -> dict[_Record, list[T]]:
    """Items by the outermost record around each that is not among `others`."""
    found: defaultdict[_Record, list[T]] = defaultdict(list)
    for item in items:
        if (record := _first_outside(others, line_of(item))) is not None:
            found[record].append(item)
    return found


def _first_outside(others: set[_Record], line: Agreed) -> _Record | None:
    return next((record for record in records_around(line) if record not in others), None)


def _alike(was: _Record, lines: list[Agreed], record: _Record, others: list[Agreed]) -> bool:
    """Whether two records share half of what they hold, a text among it where there are texts."""
    left, right = _contents(was, lines), _contents(record, others)
    shared = left & right
    has_text = any(nl for _, _, nl in shared) or not any(nl for _, _, nl in (left | right))
    return has_text and 2 * shared.total() >= max(left.total(), right.total())


def _contents(record: _Record, lines: list[Agreed]) -> Counter[tuple[str, str, str]]:
    return Counter((line.place.removeprefix(record[1]), line.fr, line.nl) for line in lines)


def _take_addresses(left: _Left) -> Iterator[Renamed]:
    """Pages whose address has changed: it ends with the `slug` of their front matter."""
    for twin, was in left.pairs(lambda line: line.source if line.place == "slug" else None):
        yield Renamed("", twin.fr.text, (twin,), (was,))
