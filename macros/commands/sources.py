"""Reports on the sources."""

from __future__ import annotations

import datetime as dt
import sys

import click

from macros.checks.allowed_html import addresses_of
from macros.checks.site import checked_site
from macros.checks.source_report import asked, report, rests_on
from macros.commands.telling import progress
from macros.content.site import ROOT


@click.command()
def main() -> None:
    """Reports on the sources: which answer, what rests on each."""
    site = checked_site()
    sources = list(site.catalogue.sources.values())
    with progress("asking-sources"):
        answers = asked(addresses_of(sources))
    text, is_well = report(sources, rests_on(ROOT, site), answers, dt.datetime.now(dt.UTC).date())
    click.echo(text)
    sys.exit(0 if is_well else 1)
