"""What is wrong with the data or the pages, in words an editor can act on."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from macros.model.folding import folded
from macros.model.language import Language
from macros.model.messages import Message, printable, translated


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where it is (file, line, record, language), what it is, and the remedy.

    Message and remedy are `Message`s: English to who compares them, and told in the language that was asked for.
    """

    file: str
    line: int
    message: str
    remedy: str
    record: str = ""
    language: str = ""

    @classmethod
    def of(
        cls, fault: str, file: str, line: int = 0, /, *, record: str = "", language: str = "", **values: Any
    ) -> Problem:
        """A problem in the words that `macros/messages` has under the id `fault`, its places filled with `values`.

        >>> Problem.of("file-empty", "data/terms.yml").remedy
        'write a record in it, or delete the file'
        """
        message, remedy = Message(f"{fault}.fault", **values), Message(f"{fault}.remedy", **values)
        return cls(file, line, message, remedy, record, language)

    @property
    def place(self) -> str:
        """Where it is: `docs/fr/understand/cost.md:12`."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        """The fault as three short lines: place, fault, remedy."""
        details = [Message("of-record", record=self.record)] if self.record else []
        details += [Message("of-language", language=self.language)] if self.language else []
        place = printable(self.place)
        head = f"{place} ({', '.join(map(translated, details))})" if details else place
        return f"{head}\n    {translated(self.message)}\n    → {translated(self.remedy)}"


class GuideError(Exception):
    """The guide cannot be built; `problems` says why, all at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems)

    def __str__(self) -> str:
        """All problems, in the language that was asked for."""
        return report(self.problems)


class UnreadableError(GuideError):
    """Something in the guide's folders is no file, or no text: nothing of the guide may be read before it is gone."""


class UnknownRecordError(Exception):
    """An id that no record of that kind has; `macros/messages/kinds.yml` names the kinds.

    It is no `LookupError`: a template would take that for a value that is not there, and say nothing of the id.
    """

    def __init__(self, kind: str, wanted: str, known: Iterable[str]) -> None:
        self.kind, self.wanted = kind, wanted
        self.message = Message("no-such-record", none=Message(f"no-{kind}"), wanted=wanted)
        known = sorted(known)
        # Themes are six, and none is meant by a word that looks like it.
        self.remedy = Message("known-names", names=known) if kind == "theme" else suggestion(wanted, known)
        if kind == "source" and self.remedy.sentence != "did-you-mean":
            self.remedy = Message("source-to-add")
        super().__init__(f"{self.message}; {self.remedy}")

    def at(self, file: str, line: int = 0, record: str = "", language: str = "") -> Problem:
        """The problem of who named it, at this place."""
        return Problem(file, line, self.message, self.remedy, record, language)


_PLACES = 3
"""So many further places of a fault are named."""


def each_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Each fault once, where it is met first, with the other places: a record that is missing may be named often."""
    same: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        same[problem.message, problem.remedy].append(problem)
    for first, *others in same.values():
        further = list(dict.fromkeys(other.place for other in others if other.place != first.place))
        places = [*further[:_PLACES]]
        if len(further) > _PLACES:
            places.append(Message("and-more", more=len(further) - _PLACES))
        yield replace(first, message=Message("also-in", fault=first.message, places=places)) if places else first


def suggestion(wanted: str, known: Iterable[str]) -> Message:
    """A remedy for a misspelt name: the nearest known ones, or all when none is near.

    Capitals, accents, spaces and hyphens do not count; a name that begins so is near.
    """
    names = {_bare(name): name for name in sorted(known)}
    near = difflib.get_close_matches(_bare(wanted), names, n=3, cutoff=0.6)
    near = near[:1] if near[:1] == [_bare(wanted)] else near
    near = near or [name for name in names if len(wanted) > 2 and name.startswith(_bare(wanted))][:3]
    if near:
        return Message("did-you-mean", names=either(names[name] for name in near))
    shown, more = [*names.values()][:12], len(names) - 12
    if more > 0:
        return Message("known-names-and-more", names=shown, more=more)
    return Message("known-names", names=shown) if shown else Message("known-none")


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", folded(name))


def either(names: Iterable[str]) -> str:
    """Names as one would choose between them: `a, b or c`; there is at least one."""
    return reduce(lambda first, last: Message("either", first=first, last=last), names)


def language_name(language: Language) -> Message:
    """The name of a language of the guide, for the middle of a sentence."""
    return Message("french") if language is Language.FR else Message("dutch")


def report(problems: Iterable[Problem]) -> str:
    """All problems in the language that was asked for: how many there are, then each, sorted by place."""
    listed = sorted(set(problems))
    head = Message("one-problem") if len(listed) == 1 else Message("problems", count=len(listed))
    return "\n".join([translated(head), *map(str, listed)])
