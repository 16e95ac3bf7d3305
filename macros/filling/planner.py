"""What the scripts of the calendar know: its steps, the days on which offices are closed, and their phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.content.catalogue import Catalogue
from macros.content.site import Site
from macros.filling import exchange
from macros.model import planning
from macros.model.language import Language
from macros.model.references import cited
from macros.model.typography import MONTHS, WEEKDAYS, typeset

SAID = "plan-"
"""How the names of the labels begin that the scripts say."""


def planner_files(site: Site, site_url: str) -> Iterator[tuple[str, bytes]]:
    """The scripts, one for each language, that hold what the page of the calendar knows, with their names."""
    for language in Language:
        yield f"planner-{language}.js", f"export default {planner_of(site, language, site_url).json_text()};\n".encode()


def planner_of(site: Site, language: Language, site_url: str) -> exchange.Planner:
    """The calendar in a language, for a guide at this address."""
    catalogue = site.catalogue
    return exchange.Planner(
        language=language,
        steps=tuple(_step(each, site, language, site_url) for each in catalogue.steps.values()),
        closed_days=tuple(
            exchange.ClosedDay(name=typeset(day.name[language], language), **day.model_dump(include=_OF_DAY))
            for day in catalogue.closed_days.values()
        ),
        months={each.value: names for each, names in MONTHS.items()},
        weekdays={each.value: names for each, names in WEEKDAYS.items()},
        words={
            name.removeprefix(SAID): _phrase(name, catalogue, language)
            for name in catalogue.labels
            if name.startswith(SAID)
        },
    )


_OF_DAY = {"day", "after_easter", "community"}
_OF_STEP = {
    *("id", "counted_from", "days", "months", "latest", "starts_at", "minutes", "reminder"),
    *("waits_for", "days_after_it"),
}
"""What scripts take as it stands in the records."""


def _step(step: planning.PlannedStep, site: Site, language: Language, site_url: str) -> exchange.PlannedStep:
    page = f"{site_url}{site.page(step.page, language).address}#{step.anchor}"
    lines = [typeset(step.explanation[language], language)]
    awaited = step.waits_for
    waiting = _distance_text(step.days_after_it, awaited, site.catalogue, language) if awaited else ""
    return exchange.PlannedStep(
        title=typeset(step.title[language], language),
        wished_title=typeset(step.wished_title[language], language) if step.wished_title else "",
        term=term_text(step, site.catalogue, language),
        waiting_term=waiting,
        told="\n".join([*lines, *sources_text([step], site.catalogue, language), page]),
        page=page,
        **step.model_dump(include=_OF_STEP),
    )


def sources_text(steps: Iterable[planning.PlannedStep], catalogue: Catalogue, language: Language) -> list[str]:
    """A line that names the sources of steps, each once; none where they have no source."""
    sources = (catalogue.sources[cited(each).source] for step in steps for each in step.sources)
    named = dict.fromkeys(source.title[language] for source in sources)
    titles = typeset((" ; " if language is Language.FR else "; ").join(named), language)
    return [_phrase("planner-sources", catalogue, language).format(titles=titles)] if named else []


def term_text(step: planning.PlannedStep, catalogue: Catalogue, language: Language) -> str:
    """How far a step is from the one that it is counted from: `3 semaines avant « Soirée d'information »`."""
    if not step.counted_from:
        return ""
    if not step.months:
        return _distance_text(step.days, step.counted_from, catalogue, language)
    phrase = _phrase(f"planner-{'month' if step.months == 1 else 'months'}-after", catalogue, language)
    return phrase.format(count=step.months, step=_title(step.counted_from, catalogue, language))


def _distance_text(days: int, other: str, catalogue: Catalogue, language: Language) -> str:
    count, unit = _of_days(days)
    phrase = _phrase(f"planner-{unit}-{'before' if days < 0 else 'after'}", catalogue, language)
    return phrase.format(count=count, step=_title(other, catalogue, language))


def _title(step: str, catalogue: Catalogue, language: Language) -> str:
    return typeset(catalogue.steps[step].title[language], language)


def _of_days(days: int) -> tuple[int, str]:
    weeks, rest = divmod(abs(days), 7)
    if rest or weeks < 3:
        return abs(days), "day" if abs(days) == 1 else "days"
    return weeks, "weeks"


def _phrase(name: str, catalogue: Catalogue, language: Language) -> str:
    return typeset(catalogue.labels[name][language], language)
