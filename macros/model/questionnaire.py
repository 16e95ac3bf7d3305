"""What the builder asks, in which order, and of what it warns: the records of `data/builder.yml`.

An answer is kept under the id of what is asked: a field, a choice or a check of the documents, or a confirmation that
stands in no document and serves a rule only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, model_validator

from macros.model.language import Bilingual, Id, Record
from macros.model.references import (
    AskedReference,
    CheckReference,
    ChoiceReference,
    Citation,
    DocumentReference,
    FieldReference,
    OptionReference,
    ReadyAnswerReference,
    StageReference,
)
from macros.model.refusals import refused

YES, NO = "yes", "no"
"""The answers to a confirmation; `yes` is also that of a check."""


class Chosen(Record):
    """Holds when this option of a choice, or this answer to a check or confirmation, was given."""

    condition: Literal["chosen"]
    asked: AskedReference
    option: OptionReference


class Empty(Record):
    """Holds when none of these fields has an answer, or none but zero."""

    condition: Literal["empty"]
    fields: tuple[AskedReference, ...] = Field(min_length=1)


class AboutOne(Record):
    """A condition about the field beside which the warning stands, unless it names others."""

    fields: tuple[AskedReference, ...] = ()


MENTIONED = r"^([a-z0-9]+\*?|@)$"
Mentioned = Annotated[str, Field(pattern=MENTIONED)]


class Mentions(AboutOne):
    """Holds when one of the fields has one of these words in its answer; case and accents do not count.

    `app*` is any word that begins with "app". Of a number in groups the first counts: `02 101 20 30` does not mention
    101. `@` is in any e-mail address.
    """

    condition: Literal["mentions"]
    words: tuple[Mentioned, ...] = Field(min_length=1)


class Lacks(AboutOne):
    """Holds when its field says something, in some language of the papers, without any of these words.

    Words as in `mentions`; `0*` to `9*` together stand for any number. With no words, whatever it says.
    """

    condition: Literal["lacks"]
    words: tuple[Mentioned, ...]


class Before(Record):
    """Holds when the date in the first of two fields comes before that in the second, by more than so many days.

    A year that is mistyped is told beside its own date: it makes no other date look wrong.
    """

    condition: Literal["before"]
    fields: tuple[AskedReference, AskedReference]
    days: int = Field(default=0, ge=0)


class Past(AboutOne):
    """Holds when the date in its field has passed, more than so many days ago.

    It does to a reader of the page only: the command line knows no day, so that the same answers give the same whenever
    they are filled in.
    """

    condition: Literal["past"]
    days: int = Field(default=0, ge=0)


class CutNumber(AboutOne):
    """Holds when its field has a Belgian telephone number that lacks digits, as its 0, or has one too many.

    After its 0, it has five or more, and not eight, or nine of a mobile phone.
    """

    condition: Literal["cut-number"]


class Early(AboutOne):
    """Holds when its field has an hour from 5 to 9 in the morning, however written."""

    condition: Literal["early"]


class Same(Record):
    """Holds when two fields have the same words in their answers; case and accents do not count."""

    condition: Literal["same"]
    fields: tuple[AskedReference, AskedReference]


class Uneven(Record):
    """Holds when a paper of both languages has more lines of a field in one of them, and some in each."""

    condition: Literal["uneven"]
    fields: tuple[AskedReference]


class Unbalanced(Record):
    """Holds when the numbers in all fields but the first do not make the first, as votes the ballots.

    While one of them is missing, they may make less.
    """

    condition: Literal["unbalanced"]
    fields: tuple[AskedReference, ...] = Field(min_length=3)


class BareNumber(AboutOne):
    """Holds when its field has a number alone, as "12" for a time, and no unit."""

    condition: Literal["bare-number"]


class CutAddress(AboutOne):
    """Holds when its field has an e-mail address that is none, as "an@example"."""

    condition: Literal["cut-address"]


class Outvoted(Record):
    """Holds when the first of two numbers, of those who say yes, is not more than the second."""

    condition: Literal["outvoted"]
    fields: tuple[AskedReference, AskedReference]


class OddYear(AboutOne):
    """Holds when its field has words without a year, or with one as 2072."""

    condition: Literal["odd-year"]


class Unlike(AboutOne):
    """Holds when a paper of both languages has other hours, years, telephone numbers or addresses in one of them.

    However they are written: 19 h 30 is 19.30 uur, and +32 470 12 34 56 is 0470/12.34.56. Of addresses, those of e-mail
    count. Who says less says nothing else.
    """

    condition: Literal["unlike"]


class Unlisted(AboutOne):
    """Holds when no municipality has the name in its field, in either language; case and accents do not count.

    Only the page knows the names; the command line never warns.
    """

    condition: Literal["unlisted"]


_OF_NO_SOURCE = (BareNumber, CutAddress, CutNumber, Lacks, OddYear, Outvoted, Past, Unbalanced, Unlike, Unlisted)
"""What may be a slip, whatever the rules of a partnership."""

Condition = Annotated[
    BareNumber
    | Before
    | Chosen
    | CutAddress
    | CutNumber
    | Early
    | Empty
    | Lacks
    | Mentions
    | OddYear
    | Outvoted
    | Past
    | Same
    | Unbalanced
    | Uneven
    | Unlike
    | Unlisted,
    Field(discriminator="condition"),
]


class Asked(Record):
    """Something asked, with what helps to answer; `given` says when it is asked at all."""

    explanation: Bilingual | None = None
    sources: tuple[Citation, ...] = ()
    given: Chosen | None = None


class ReadyAnswer(Record):
    """An answer that a reader takes with one press, in both languages at once."""

    id: Id
    text: Bilingual
    alone: bool = False
    """Whether it excludes the others: the next one takes its place, as "no" that of "yes"."""


class AskedField(Asked):
    """A field of the documents; an `optional` one may well stay empty. `ready` names answers to choose from."""

    ask: Literal["field"]
    field: FieldReference
    optional: bool = False
    ready: tuple[ReadyAnswerReference, ...] = ()


class AskedChoice(Asked):
    """A choice of the documents, with its options."""

    ask: Literal["choice"]
    choice: ChoiceReference
    question: Bilingual | None = None
    """How it is asked, where the words of the paper make no question."""


class AskedCheck(Asked):
    """A box to tick in the documents."""

    ask: Literal["check"]
    check: CheckReference
    question: Bilingual | None = None


class Confirmation(Asked):
    """A question with yes or no, whose answer stands in no document and serves a rule."""

    ask: Literal["confirmation"]
    confirmation: Id
    question: Bilingual
    documents: tuple[DocumentReference, ...] = Field(min_length=1)
    """The documents that take for granted what is asked."""


Question = Annotated[AskedField | AskedChoice | AskedCheck | Confirmation, Field(discriminator="ask")]


class Part(Record):
    """Questions about one subject, which belong to a stage."""

    id: Id
    stage: StageReference
    title: Bilingual
    lead: Bilingual
    questions: tuple[Question, ...] = Field(min_length=1)


class Rule(Record):
    """A warning, shown beside each of its questions while all its conditions hold. It never blocks a draft.

    It says what is against a rule; one that is `advice` says what is better, or asks about a slip: a date that has
    passed, or a sum that is none, rests on no source. With `documents`, it is about what these ask.
    """

    id: Id
    advice: bool = False
    beside: tuple[AskedReference, ...] = Field(min_length=1)
    documents: tuple[DocumentReference, ...] = ()
    when: tuple[Condition, ...] = Field(min_length=1)
    text: Bilingual
    sources: tuple[Citation, ...] = ()

    @model_validator(mode="after")
    def _rests_on_a_source(self) -> Rule:
        if not self.sources and not any(isinstance(condition, _OF_NO_SOURCE) for condition in self.when):
            raise refused("rule-without-source")
        return self

    @property
    def is_reminder(self) -> bool:
        """Whether it only reminds of what is not filled in yet."""
        return all(isinstance(condition, Empty) for condition in self.when)


@dataclass(frozen=True)
class Warns:
    """A rule beside one of its questions, with its conditions about that one."""

    rule: Rule
    beside: Id
    when: tuple[Condition, ...]

    @property
    def id(self) -> str:
        """A name of its own."""
        return f"{self.rule.id}-{self.beside}"


def warnings_in(rules: Iterable[Rule]) -> Iterator[Warns]:
    """Each rule beside each of its questions, in order."""
    for rule in rules:
        for beside in rule.beside:
            yield Warns(rule, beside, tuple(_about(beside, condition) for condition in rule.when))


def _about(beside: Id, condition: Condition) -> Condition:
    """The condition, about the field `beside` when it names none."""
    if isinstance(condition, AboutOne) and not condition.fields:
        return condition.model_copy(update={"fields": (beside,)})
    return condition


def asked_id(question: Question) -> str:
    """The id under which the answer to a question is kept."""
    return str(getattr(question, question.ask))


def may_stay_open(question: Question) -> bool:
    """Whether a paper is complete without an answer: a box is answered either way."""
    return isinstance(question, AskedCheck) or (isinstance(question, AskedField) and question.optional)


def asked_in(parts: Iterable[Part]) -> Iterator[Question]:
    """Every question, in order."""
    for part in parts:
        yield from part.questions
