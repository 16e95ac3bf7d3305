"""The lock: what every text and fact of the guide was when someone agreed to it, and where it stood.

`agreed.lock` holds, for each text, its place and a digest of its French and of its Dutch; for each fact its place and
one digest. Its lines stand in the order of the guide, so what has moved shows. `./guide agree` renews it.
Why digests, and not the history of the files: decisions/translations.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from macros.checks.twin_texts import TwinText
from macros.model.language import Language
from macros.model.problems import GuideError, Problem

LOCK = "agreed.lock"
_HEAD = (
    "# What was agreed to: below each file, the place of a text with digests of its French and its Dutch,\n"
    "# or of a fact with one digest. `./guide agree` writes it, `./guide check` reads it: decisions/translations.md.\n"
)
_CONFLICT = re.compile(r"^\|{7}.*?(?=^=======)|^(?:<{7}|={7}|>{7}).*?$", re.DOTALL | re.MULTILINE)
"""What git writes around the lines of two branches; between `|||||||` and `=======` stand those that neither has."""


@dataclass(frozen=True)
class Agreed:
    """A text or a fact as it stands in the lock; a fact has no `nl`."""

    source: str
    place: str
    fr: str
    nl: str

    def __str__(self) -> str:
        """The line of the lock."""
        return " ".join(filter(None, (self.place, self.fr, self.nl)))

    def __getitem__(self, language: Language) -> str:
        """The digest of the text in `language`."""
        return self.fr if language is Language.FR else self.nl


def digest(text: str) -> str:
    """What changes with the words of a text and with its indentation, and not with its line ends."""
    indentation = text[: len(text) - len(text.lstrip())]
    return hashlib.sha256((indentation + " ".join(text.split())).encode()).hexdigest()[:8]


@lru_cache(maxsize=20_000)
def agreed_of(twin: TwinText) -> Agreed:
    """A text or a fact as the lock holds it."""
    place = re.sub(r"\s", "%20", twin.place)  # a line of the lock is split at its spaces
    return Agreed(twin.source, place, digest(twin.fr.text), "" if twin.is_fact else digest(twin.nl.text))


@lru_cache(maxsize=2)
def read_lock(text: str) -> tuple[Agreed, ...]:
    """What a lock holds, in its order; lines that say nothing are skipped.

    Of a merge that was not finished the lines of both branches count: what no text needs is asked about.
    """
    found: list[Agreed] = []
    source = ""
    for line in _CONFLICT.sub("", text).splitlines():
        parts = line.split()
        if line.startswith(" ") and len(parts) in (2, 3):
            found.append(Agreed(source, *parts, *[""] * (3 - len(parts))))
        elif not line.startswith((" ", "#")):
            source = line or source
    return tuple(found)


def lock_below(root: Path) -> tuple[Agreed, ...]:
    """What the lock below `root` holds, nothing where there is none; raises `GuideError` when it cannot be read."""
    try:
        return read_lock((root / LOCK).read_text("utf-8"))
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        raise GuideError([Problem.of("file-not-utf-8", LOCK)]) from None


def written_lock(lines: Iterable[Agreed]) -> str:
    """The text of a lock: the files in alphabetical order, below each its lines in their order."""
    files = groupby(sorted(lines, key=lambda line: line.source), lambda line: line.source)
    return _HEAD + "".join(f"{file}\n{''.join(f' {line}' + chr(10) for line in group)}" for file, group in files)
