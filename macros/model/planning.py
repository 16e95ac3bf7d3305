"""The calendar of a creation: the records of `data/planner.yml`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, model_validator
from pydantic import Field as Key

from macros.model.language import Bilingual, Id, Record
from macros.model.records import PagePath
from macros.model.references import Citation, DocumentReference, StageReference, StepReference
from macros.model.refusals import refused

EVENING, LAUNCH = "evening", "launch"
"""The steps of which a reader says first when they are wished."""
APPROVAL = "approval"
"""The step of which nobody knows when it comes, and without which there is no launch."""
HOUR, DAY = r"^([01]\d|2[0-3]):[0-5]\d$", r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
Hour = Annotated[str, StringConstraints(strict=True, pattern=HOUR)]
"""An hour in quotes, as `"19:30"`."""


def _in_a_year(day: str) -> str:
    try:
        dt.date.fromisoformat(f"2024-{day}")  # a year with 29 February
    except ValueError:
        raise refused("day-of-no-year", day=day) from None
    return day


YearlyDay = Annotated[str, StringConstraints(strict=True, pattern=DAY), AfterValidator(_in_a_year)]
"""A month and a day in quotes, as `"07-21"`."""


class PlannedStep(Record):
    """A step, and how far from another it is proposed; every such distance is a proposal of the guide.

    The evening is counted from nothing. Neither is a step of which nobody knows when it comes: it has no date until
    the reader gives one.
    """

    id: Id
    title: Bilingual
    explanation: Bilingual
    stage: StageReference
    page: PagePath
    anchor: Id
    document: DocumentReference | None = None
    counted_from: StepReference | None = None
    days: int = Key(default=0, ge=-400, le=400)
    months: int = Key(default=0, ge=0, le=24)
    waits_for: StepReference | None = None
    """The step without which it may not come; once that one has a date, it is counted `days_after_it`."""
    days_after_it: int = Key(default=0, ge=0, le=400)
    wished_title: Bilingual | None = None
    """Its title as long as it waits: then its date is no more than a wish."""
    latest: bool = False
    """Whether it may come earlier than counted, and never later: others may be done on the next working day."""
    starts_at: Hour | None = None
    """When a step that has an hour usually begins; it then lasts so many `minutes`."""
    minutes: int = Key(default=0, strict=True, ge=0, le=600)
    reminder: int = Key(default=0, ge=0, le=60)
    """How many days before it a calendar reminds of it; without one it does not."""
    sources: tuple[Citation, ...] = ()
    """Those of the explanation."""
    ours: bool = False
    """Part of the explanation is what this guide proposes: it bears that mark, too."""

    @model_validator(mode="after")
    def _has_one_distance(self) -> PlannedStep:
        if bool(self.counted_from) != (bool(self.days) != bool(self.months)):
            raise refused("step-distance", id=self.id)
        if len({bool(self.waits_for), bool(self.days_after_it), bool(self.wished_title)}) > 1:
            raise refused("step-waits", id=self.id)
        return self


class ClosedDay(Record):
    """A public holiday, or the day of a community: the same day each year, or so many days after Easter."""

    id: Id
    name: Bilingual
    day: YearlyDay | None = None
    after_easter: int | None = Key(default=None, ge=-60, le=60)
    """Or how many days after Easter Sunday it comes."""
    community: bool = False
    sources: tuple[Citation, ...] = Key(min_length=1)

    @model_validator(mode="after")
    def _comes_on_one_day(self) -> ClosedDay:
        if (self.day is None) == (self.after_easter is None):
            raise refused("closed-day-when", id=self.id)
        return self
