"""Says what is wrong with data and pages."""

from __future__ import annotations

import sys

import click

from macros.checks.agreed_lock import lost_problems, step_problems
from macros.checks.site import checked_site
from macros.content.site import ROOT
from macros.model.problems import GuideError, report


@click.command()
def main() -> None:
    """Say what is wrong with data and pages.

    All is said at once; the exit code is 1 when something is.

    Example: python -m macros check
    """
    try:
        site = checked_site()
        problems = step_problems(ROOT, site.pages)
    except GuideError as error:
        problems = [*error.problems, *lost_problems(ROOT, {problem.file for problem in error.problems})]
    if problems:
        sys.exit(report(problems))
    click.echo(f"The guide is sound: {len(site.pages)} pages, {len(site.paths)} in each language.")
    click.echo(f"Municipalities with a page: {', '.join(sorted(site.catalogue.communes))}.")
