"""What an editor is told of the lock: what is refused, and what is asked to be agreed to."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, groupby
from pathlib import Path, PurePosixPath

from macros.checks.agreed_lock import LOCK, Agreed, agreed_of, lock_below, written_lock
from macros.checks.frame import FRAME, frame_facts
from macros.checks.lock_changes import Changes, Renamed, changes_since, inner_id, inner_place, records_around
from macros.checks.twin_texts import TwinText, data_texts, texts_in
from macros.content.catalogue import data_files
from macros.content.page_files import Pages
from macros.model.language import Language
from macros.model.messages import Message
from macros.model.problems import Problem, language_name

_SHOWN = 3
"""So many changes of a file are named."""
_BY_HAND = 4
"""So many lines of the lock one may change by hand."""


def agreed_texts(root: Path, pages: Pages) -> list[TwinText]:
    """All that is agreed to: the texts and facts of the guide, and the templates around them."""
    return [*texts_in(root, pages), *frame_facts(root)]


def lock_problems(root: Path, pages: Pages) -> list[Problem]:
    """What an editor must do before the guide is agreed to: all that differs from the lock."""
    if not (root / LOCK).exists():
        return [Problem.of("lock-missing", LOCK)]
    texts = agreed_texts(root, pages)
    found = changes_since(lock_below(root), texts)
    if found.renamed:  # all that names the old id has changed as well, and changes back with it
        return refusals(found)
    return [*refusals(found), *_unrecorded(found, texts)]


def unpublishable(root: Path, pages: Pages) -> list[Problem]:
    """What must not be published: one language has changed alone, or an id that readers' links and answers name.

    A copy of the data and pages without a lock has nothing to compare with.
    """
    agreed = lock_below(root)
    return refusals(changes_since(agreed, texts_in(root, pages))) if agreed else []


def lost_problems(root: Path, named: Collection[str]) -> list[Problem]:
    """Files of the data that lost more than they gained, but for those already `named` by another problem.

    Records that are gone show where others lead to them: this says where they stood.
    """
    now = Counter(twin.source for twin in data_texts(data_files(root / "data")))
    before = Counter(line.source for line in lock_below(root))
    lost = {file: before[file] - now[file] for file in sorted(before) if file.startswith("data/")}
    return [
        Problem.of("texts-lost", file, count=count) for file, count in lost.items() if file not in named and count > 0
    ]


# ---- what is refused


def refusals(found: Changes) -> list[Problem]:
    """A problem for each text of which one language alone has changed, and for each id that has."""
    return [*(_one_sided(*each) for each in found.one_sided), *map(_renamed, found.renamed)]


def _one_sided(twin: TwinText, language: Language, was: Agreed) -> Problem:
    here, other, now = twin[language], twin[language.other], agreed_of(twin)
    return Problem.of(
        "changed-alone" if now[language.other] == was[language.other] else "words-changed-alone",
        here.file,
        here.line,
        record=twin.record,
        language=language,
        changed=language_name(language),
        unchanged=language_name(language.other),
        place=other.place,
        whole=other.file,
        text=here.excerpt(60),
        lock=LOCK,
        source=was.source,
        now=now,
        was=was,
    )


def _renamed(found: Renamed) -> Problem:
    at = found.twins[0].fr
    if found.was_id:
        return Problem.of("id-renamed", at.file, at.line, was=found.was_id, now=found.now_id, place=at.place)
    slugs = json.loads(found.now_id)  # one for each language, unless both are the same
    now = ", ".join(slugs.values() if isinstance(slugs, dict) else [slugs] * 2)
    return Problem.of("address-changed", at.file, at.line, now=now, place=at.place)


# ---- what is asked


@dataclass(frozen=True)
class _ShownChange:
    """One change as an editor is told it."""

    source: str
    kind: str
    shown: Message
    file: str = ""
    line: int = 0


def _unrecorded(found: Changes, texts: Iterable[TwinText]) -> Iterator[Problem]:
    """One problem for each file with texts or facts that are new, gone, have changed or have moved."""
    changes = [*_shown_changes(found)]
    by_hand = [*_lines_by_hand(found, texts)]
    for source in sorted({each.source for each in changes}):
        own = [each for each in changes if each.source == source]
        first = next((each for each in own if each.file), own[0])
        lines = [line for each, line in by_hand if each == source]
        yield Problem.of(
            "templates-wanted" if source == FRAME else "agreement-wanted",
            first.file or source.replace("docs/", f"docs/{Language.FR}/", 1),
            first.line,
            counts=_counts(own),
            shown=Message("such-as", texts=[each.shown for each in own[:_SHOWN]]),
            lock=LOCK,
            by_hand=Message("lock-by-hand", source=source, lines=lines) if 0 < len(lines) <= _BY_HAND else "",
        )


def counts_of(found: Changes) -> Message:
    """How many texts and facts have changed, are new, are gone, have moved."""
    return _counts(_shown_changes(found))


def _counts(changes: Iterable[_ShownChange]) -> Message:
    kinds = [each.kind for each in changes]
    return Message("texts-changed", **{kind: kinds.count(kind) for kind in ("changed", "new", "gone", "moved")})


def _shown_changes(found: Changes) -> Iterator[_ShownChange]:
    for (_, kind, here, there), group in groupby(found.moved, lambda pair: _move(agreed_of(pair[0]), pair[1])):
        twin, was = next(group)
        yield _shown_change(
            "moved", twin, kind, here=here, there=there, record=inner_id(was.place) or name_of(replace(was, place=""))
        )
    for twin, _ in found.changed:
        yield _shown_change("changed", twin, _sentence(twin))
    for twins in found.fresh:
        yield _shown_change("new", twins[0], _sentence(twins[0], "fact-new") if len(twins) == 1 else "record-new")
    for lines in found.gone:
        whole = len(lines) > 1
        yield _ShownChange(
            lines[0].source, "gone", Message("text-gone", what=_record_of(lines[0]) if whole else name_of(lines[0]))
        )


def _sentence(twin: TwinText, of_fact: str = "fact-is") -> str:
    if twin.source == FRAME:
        return "template-changed"
    return of_fact if twin.is_fact else "text-at"


def _shown_change(kind: str, twin: TwinText, sentence: str, **values: object) -> _ShownChange:
    """A change of a text or a fact, which is named, quoted and given its line."""
    now = agreed_of(twin)
    named = {"what": name_of(now), "record": _record_of(now), "text": twin.fr.excerpt(40), "at": twin.fr.line}
    return _ShownChange(twin.source, kind, Message(sentence, **named | values), twin.fr.file, twin.fr.line)


def _record_of(line: Agreed) -> str:
    """The id of the record in which a line stands; of a page its path, with the anchor of the section."""
    return inner_id(line.place) or name_of(replace(line, place=re.sub(r"[/[].*", "", line.place)))


def _move(now: Agreed, was: Agreed) -> tuple[object, str, str, str]:
    """What tells one move from another: what has moved, the sentence that says it, where it is, where it was."""
    inside = inner_place(now.place)
    if now == was:
        return [*records_around(now)][-1:], "record-reordered" if inside else "text-reordered", "", ""
    if now.place == was.place:
        files = [replace(line, place="") for line in (now, was)]
        return now.source, "record-moved", name_of(files[0]), name_of(files[1])
    if inside and inside == inner_place(was.place):
        outside = [replace(line, place=line.place.removesuffix(inside)) for line in (now, was)]
        return inner_id(now.place), "record-moved", name_of(outside[0]), name_of(outside[1])
    return now, "text-moved", name_of(now), name_of(was)


def name_of(line: Agreed) -> str:
    """Where a text stands, for a message: `stage-2 › before-evening › plan-evening › title`.

    >>> name_of(Agreed("data/roles.yml", "[citizen]/does[call-101]/text", "", ""))
    'citizen › call-101 › text'
    """
    if line.source == FRAME:
        return line.place
    path = PurePosixPath(line.source)
    file = path.stem if len(path.parts) > 2 and path.parts[0] == "data" else ""
    file = str(path.relative_to("docs")) if path.parts[0] == "docs" else file
    steps = re.sub(r"\w+(?=\[[^\]])", "", line.place)  # the key of a list whose records have ids says nothing more
    return " › ".join(filter(None, [file, *re.split(r"[\[\]/]+", steps)]))


def _lines_by_hand(found: Changes, texts: Iterable[TwinText]) -> Iterator[tuple[str, Message]]:
    """What to write into the lock without the command, each with the file below which it goes."""
    for twin, was in found.changed:
        yield was.source, Message("line-to-change", line=agreed_of(twin), was=was)
    fresh = {id(twin) for twin in (*chain(*found.fresh), *(twin for twin, _ in found.moved))}
    before: dict[str, Agreed] = {}
    for was in (*chain(*found.gone), *(was for _, was in found.moved)):
        yield was.source, Message("line-to-delete", line=was)
    for twin in texts:
        line = agreed_of(twin)
        if id(twin) in fresh:
            yield twin.source, Message("line-to-add", line=line, before=before.get(twin.source, twin.source))
        before[twin.source] = line


# ---- the lock renewed


def renewed(texts: Iterable[TwinText], agreed: Iterable[Agreed], places: Collection[str]) -> tuple[str, Changes]:
    """The lock for these texts, and how they stood to the old one but for those named in `places`.

    A place is `file:line` as the check writes it: there the other language needs no change, or an id may be another.
    For languages it may be a whole file; what is agreed to so counts as changed. A text that changed in one language
    stays in the lock as it was; while an id is refused, all does.
    """
    texts, agreed = list(texts), list(agreed)
    found = changes_since(agreed, texts)
    one_sided = tuple(each for each in found.one_sided if not _named(each[0], places))
    on_ones_word = tuple((twin, was) for twin, _, was in found.one_sided if _named(twin, places))
    renamed = tuple(each for each in found.renamed if each.twins[0].fr.place not in places)
    kept = {id(twin): was for twin, _, was in one_sided}
    lines = agreed if renamed else [kept.get(id(twin), agreed_of(twin)) for twin in texts]
    return written_lock(lines), replace(
        found, one_sided=one_sided, renamed=renamed, changed=(*found.changed, *on_ones_word)
    )


def _named(twin: TwinText, places: Collection[str]) -> bool:
    return any(place in places for language in Language for place in (twin[language].place, twin[language].file))
