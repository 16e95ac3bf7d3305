"""Reports on the sources."""

from __future__ import annotations

import datetime as dt
import sys

import click

from macros.checks.site import checked_site
from macros.checks.source_report import addresses_of, asked, report, rests_on
from macros.content.site import ROOT
from macros.model.problems import GuideError


@click.command()
def main() -> None:
    """Report on the sources: which answer, what rests on each.

    The exit code is 1 when one needs a reader: one whose address does not answer, or that nobody has read for a
    year. It needs the network.

    Example: python -m macros sources > sources.md
    """
    try:
        site = checked_site()
    except GuideError as error:
        sys.exit(str(error))
    sources = list(site.catalogue.sources.values())
    answers = asked(address for source in sources for address in addresses_of(source))
    text, is_well = report(sources, rests_on(ROOT, site), answers, dt.datetime.now(dt.UTC).date())
    click.echo(text)
    sys.exit(0 if is_well else 1)
