"""Plans all dates of a creation from one, and writes them as a calendar file, as the guide's page does."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from macros.checks.site import checked_site
from macros.commands.address import OutputPath, site_url_option
from macros.commands.telling import WrongUseError, tell
from macros.filling.exchange import Plan
from macros.filling.planner import planner_of
from macros.filling.scripts import Scripts
from macros.model.language import Language
from macros.model.messages import Message, chosen_language, translated
from macros.model.planning import APPROVAL, EVENING, LAUNCH
from macros.publishing.output_place import place_errors, refuse_other_file
from macros.rendering.cache import write_whole

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BEGINNING = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//PLP BIN//"
"""Of the calendar files that are made here."""


@click.command()
@click.option("--evening", default="")
@click.option("--launch", default="")
@click.option("--approval", default="")
@click.option("--time", "hour", default="19:30", show_default=True)
@click.option("--name", default="")
@click.option("-o", "--output", required=True, type=OutputPath(dir_okay=False, path_type=Path))
@site_url_option
def main(evening: str, launch: str, approval: str, hour: str, name: str, output: Path, site_url: str) -> None:
    """Writes a calendar file, and lists its dates; nothing is written when a wish is wrong."""
    language = chosen_language().value
    if language not in set(Language):
        raise WrongUseError(translated(Message("calendar-language")))
    dates = {EVENING: evening, LAUNCH: launch, APPROVAL: approval}
    for option, day in dates.items():
        if day and not _DAY.fullmatch(day):
            raise WrongUseError(translated(Message("calendar-day", option=option, written=day)))
    planner = planner_of(checked_site(), Language(language), site_url)
    wishes = {"name": name, "time": hour, "dates": dates}
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    today = now.astimezone(ZoneInfo("Europe/Brussels")).date()
    with Scripts() as scripts:
        answer = scripts.ask(
            "plan", planner=planner.plain, wishes=wishes, today=str(today), now=f"{now:%Y-%m-%dT%H:%M:%SZ}"
        )
    plan = Plan.model_validate(answer)
    if plan.faults:
        told = (Message("option-at-fault", option=fault.id, said=fault.text) for fault in plan.faults)
        raise WrongUseError("\n".join(map(translated, told)))
    refuse_other_file(output, _BEGINNING)
    with place_errors(output):
        write_whole(output, plan.calendar.encode())
    for each in plan.dates:
        click.echo(f"{each.date or '-':10}  {each.title} ({each.text})")
        for note in each.notes:
            tell(f"  ! {note}")
