"""Texts of which one language has changed and the other has not.

`agreed.lock` holds, for each text of the guide, a digest of its French and one of its Dutch, as they were when both
were found to say the same; and one of the facts that stand beside the texts of a record. `make agree` renews it.
Why digests, and not the history of the files: decisions/translations.md.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from macros.checks.twin_texts import TwinText, data_texts, texts_in
from macros.content.catalogue import data_files
from macros.content.page_files import Pages
from macros.model.language import Language
from macros.model.messages import Message
from macros.model.problems import Problem, language_name

LOCK = "agreed.lock"
_HEAD = (
    "# The texts whose French and Dutch say the same: file, digest of the French, of the Dutch.\n"
    "# `make agree` writes this, `make check` reads it. See decisions/translations.md.\n"
)


@dataclass(frozen=True)
class Agreed:
    """A text as it stands in the lock: where, and the digest of each language."""

    source: str
    fr: str
    nl: str

    def __str__(self) -> str:
        """The line of the lock."""
        return f"{self.source} {self.fr} {self.nl}"

    def __getitem__(self, language: Language) -> str:
        """The digest of the text in `language`."""
        return self.fr if language is Language.FR else self.nl


@dataclass(frozen=True)
class Steps:
    """How the texts of the guide stand to the lock."""

    one_sided: tuple[tuple[TwinText, Language, Agreed], ...]
    """Texts of which this language alone has changed, each with what was agreed."""
    fresh: tuple[TwinText, ...]
    """Texts that are new, or have changed in both languages."""
    gone: tuple[Agreed, ...]
    """Texts that were agreed, and are no longer there."""


@lru_cache(maxsize=20_000)
def digest(text: str) -> str:
    """What changes with the words of a text and with its indentation, and not with its line ends."""
    indentation = text[: len(text) - len(text.lstrip())]
    return hashlib.sha256((indentation + " ".join(text.split())).encode()).hexdigest()[:8]


def agreed_of(twin: TwinText) -> Agreed:
    """A text as the lock holds it."""
    return Agreed(twin.source, digest(twin.fr.text), digest(twin.nl.text))


def read_lock(text: str) -> Counter[Agreed]:
    """The texts that a lock holds; lines that say nothing are skipped."""
    lines = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return Counter(Agreed(*line[:3]) for line in lines if len(line) == 3)


def steps(texts: Iterable[TwinText], agreed: Counter[Agreed]) -> Steps:
    """How texts stand to the lock. Texts may move: only the words of both languages count."""
    fresh: list[TwinText] = []
    left = agreed.copy()
    for twin in texts:
        if left[agreed_of(twin)] > 0:
            left[agreed_of(twin)] -= 1
        else:
            fresh.append(twin)
    one_sided: list[tuple[TwinText, Language, Agreed]] = []
    both: list[TwinText] = []
    for twin in fresh:
        now = agreed_of(twin)
        found = next(((language, was) for was, language in _half_of(now, left)), None)
        if found is None:
            both.append(twin)
        else:
            left[found[1]] -= 1
            one_sided.append((twin, *found))
    return Steps(tuple(one_sided), tuple(both), tuple(left.elements()))


def _half_of(now: Agreed, left: Counter[Agreed]) -> Iterator[tuple[Agreed, Language]]:
    """What was agreed with one language of a text, and the language that has changed since."""
    for was, count in left.items():
        if count > 0 and was.source == now.source:
            for language in Language:
                if was[language.other] == now[language.other]:
                    yield was, language


def step_problems(root: Path, pages: Pages) -> list[Problem]:
    """What an editor must do about translations before they are agreed: all that differs from the lock."""
    if not (root / LOCK).exists():
        return [Problem.of("lock-missing", LOCK)]
    found = steps(texts_in(root, pages), _agreed(root))
    return [*one_sided_problems(found), *_unrecorded(found)]


def lost_problems(root: Path, named: Collection[str]) -> list[Problem]:
    """Files of the data that lost more than they gained, but for those already `named` by another problem.

    Records that are gone show where others lead to them: this says where they stood.
    """
    now = Counter(twin.source for twin in data_texts(data_files(root / "data")))
    before: Counter[str] = Counter()
    for each, count in _agreed(root).items():
        before[each.source] += count
    return [
        Problem.of("texts-lost", file, count=count - now[file])
        for file, count in before.items()
        if file.startswith("data/") and file not in named and count > now[file]
    ]


def half_translated(root: Path, pages: Pages) -> list[Problem]:
    """Texts that must not be published: one language has changed alone.

    A copy of the data and pages without a lock has nothing to compare with.
    """
    return one_sided_problems(steps(texts_in(root, pages), _agreed(root)))


def _agreed(root: Path) -> Counter[Agreed]:
    """The texts of the lock below `root`; none where there is no lock."""
    lock = root / LOCK
    return read_lock(lock.read_text("utf-8")) if lock.exists() else Counter()


def one_sided_problems(found: Steps) -> list[Problem]:
    """A problem for each text of which one language alone has changed, with both places."""
    return [_one_sided(*each) for each in found.one_sided]


def _one_sided(twin: TwinText, language: Language, was: Agreed) -> Problem:
    here, other = twin[language], twin[language.other]
    return Problem.of(
        "changed-alone",
        here.file,
        here.line,
        record=twin.record,
        language=language,
        changed=language_name(language),
        unchanged=language_name(language.other),
        place=other.place,
        text=here.excerpt(60),
        lock=LOCK,
        now=agreed_of(twin),
        was=was,
    )


def _unrecorded(found: Steps) -> Iterator[Problem]:
    """One problem for each file with texts that are new, changed in both languages, or gone."""
    for source in sorted({twin.source for twin in found.fresh} | {was.source for was in found.gone}):
        fresh = [twin for twin in found.fresh if twin.source == source]
        gone = [was for was in found.gone if was.source == source]
        lines = [Message("line-to-add", line=agreed_of(twin)) for twin in fresh]
        lines += [Message("line-to-delete", line=was) for was in gone]
        shown = [Message("text-at", text=twin.fr.excerpt(40), at=twin.fr.line) for twin in fresh[:_SHOWN]]
        yield Problem.of(
            "agreement-wanted",
            fresh[0].fr.file if fresh else source.replace("docs/", f"docs/{Language.FR}/", 1),
            fresh[0].fr.line if fresh else 0,
            counts=changes(len(fresh), len(gone)),
            shown=Message("such-as", texts=shown) if shown else "",
            lock=LOCK,
            by_hand=Message("lock-by-hand", lines=lines) if len(lines) <= _BY_HAND else "",
        )


_SHOWN = 3
"""So many texts are quoted."""
_BY_HAND = 4
"""So many lines of the lock one may change by hand."""


def changes(fresh: int, gone: int) -> Message:
    """How many texts have changed in both languages, are new, are gone.

    The lock knows no places: where one is gone and another is fresh, one has changed.
    """
    changed = min(fresh, gone)
    return Message("texts-changed", changed=changed, new=fresh - changed, gone=gone - changed)


def renewed(texts: Iterable[TwinText], agreed: Counter[Agreed], places: Collection[str]) -> tuple[str, Steps]:
    """The lock for these texts, and how they stood to the old one but for those named in `places`.

    A place is `file:line` as the check writes it, or a whole file: there the other language needs no change.
    """
    texts = list(texts)
    found = steps(texts, agreed)
    kept = {id(twin): (twin, language, was) for twin, language, was in found.one_sided if not _named(twin, places)}
    lines = [str(kept[id(twin)][2] if id(twin) in kept else agreed_of(twin)) for twin in texts]
    return _HEAD + "".join(f"{line}\n" for line in sorted(lines)), replace(found, one_sided=tuple(kept.values()))


def _named(twin: TwinText, places: Collection[str]) -> bool:
    return any(place in places for language in Language for place in (twin[language].place, twin[language].file))
