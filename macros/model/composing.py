"""What helps to write a message, and the words of which its page warns: the records of `data/messages.yml`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from macros.model.language import Bilingual, Id, Record
from macros.model.references import Citation, WordingRuleReference


class MessageForm(StrEnum):
    """Whom a text is for: a report goes to the police, a message to the members."""

    REPORT = "report"
    MESSAGE = "message"


class ReportQuestion(Record):
    """What a report answers: its order helps at the telephone."""

    id: Id
    name: Bilingual
    asked: Bilingual
    help: Bilingual
    passes: tuple[WordingRuleReference, ...] = ()
    """The rules on whose words no warning is due: a place is asked for, or the name of who saw it."""
    sources: tuple[Citation, ...] = ()


class MessageModel(Record):
    """A message that a coordinator writes, with what is to fill in between square brackets: never an alert."""

    id: Id
    title: Bilingual
    note: Bilingual
    text: Bilingual


_WORD = r"(\([a-z-]+\)|[A-Z9]+|-?[^\W_]+-?)"
LISTED_WORD = rf"^{_WORD}$"
PATTERN = rf"^\^?{_WORD}(\|{_WORD})*[?$]?( (~\d+|{_WORD}(\|{_WORD})*[?$]?))*( = ?.*)?$"
"""Words to find, `= ` what may stand instead; decisions/composer.md explains the signs."""
Pattern = Annotated[str, StringConstraints(strict=True, pattern=PATTERN)]


class Patterns(Record):
    """Patterns of each language.

    `homme|femme` is one of several words, `moslim-` and `-straat` words that begin or end so, `(person)` a list of
    words, capitals a kind of word; `^` and `$` stand at the edge of a phrase, `?` may be missing, `~3` lets up to three
    words pass, and what follows `=` may stand instead.
    """

    fr: tuple[Pattern, ...]
    nl: tuple[Pattern, ...]


class WordList(Record):
    """Words that patterns name together, in brackets: `(person)`."""

    id: Id
    fr: tuple[Annotated[str, StringConstraints(strict=True, pattern=LISTED_WORD)], ...]
    nl: tuple[Annotated[str, StringConstraints(strict=True, pattern=LISTED_WORD)], ...]


class WordingRule(Record):
    """A rule on what a text holds: its words are found by patterns, but where `unless` lets them pass."""

    id: Id
    forms: tuple[MessageForm, ...] = Field(min_length=1)
    title: Bilingual
    text: Bilingual
    advice: Bilingual | None = None
    """What to do: ours, and no rule."""
    report_advice: Bilingual | None = None
    """The same in a report, where it is another."""
    keeps_in_report: bool = False
    """Whether the words stay in a report, since the police may need them."""
    sources: tuple[Citation, ...] = Field(min_length=1)
    instead: Bilingual | None = None
    """What may stand instead; without it, the words may go."""
    whole_sentence: tuple[MessageForm, ...] = ()
    """Where the whole sentence is to go: without its words, the rest would say what nobody saw."""
    silent_with: Patterns | None = None
    """What a text says with which it needs no warning: that 101 was called."""
    not_silent_with: Patterns | None = None
    """What makes that no reason: that 101 is not to be called."""
    calls: bool = False
    """Whether 101 is to be called: the text is not copied, and at most a sentence of it is offered to be dropped."""
    found: Patterns
    unless: Patterns
