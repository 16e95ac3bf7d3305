"""What is wrong with the data or the pages, in words an editor can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it is (file, line, record, language), what it is, and the remedy."""

    file: str
    line: int
    message: str
    remedy: str
    record: str = ""
    language: str = ""

    def __str__(self) -> str:
        """The fault as three short lines: place, fault, remedy."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        details = ", ".join(
            part
            for part in (
                f"record {self.record!r}" if self.record else "",
                f"language {self.language}" if self.language else "",
            )
            if part
        )
        head = f"{place} ({details})" if details else place
        return f"{head}\n    {self.message}\n    → {self.remedy}"


class GuideError(Exception):
    """The guide cannot be built; `problems` says why, all at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


class UnknownRecordError(LookupError):
    """An id that no record of that kind has."""

    def __init__(self, kind: str, wanted: str, known: Iterable[str]) -> None:
        self.kind, self.wanted = kind, wanted
        self.remedy = suggestion(wanted, known)
        super().__init__(f"there is no {kind} {wanted!r}; {self.remedy}")


def suggestion(wanted: str, known: Iterable[str]) -> str:
    """A remedy for a misspelt name: the nearest known ones, or all when none is near."""
    names = sorted(known)
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(near)}?"
    shown = ", ".join(names[:12]) or "none yet"
    return f"known: {shown}" + (f" and {len(names) - 12} more" if len(names) > 12 else "")


def report(problems: Iterable[Problem]) -> str:
    """All problems, numbered by their count in the first line, sorted by place."""
    listed = sorted(set(problems))
    noun = "problem" if len(listed) == 1 else "problems"
    return "\n".join([f"{len(listed)} {noun}:", *(str(problem) for problem in listed)])
