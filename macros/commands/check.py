"""Says what is wrong with data and pages."""

from __future__ import annotations

import click

from macros.checks.agreed_lock import lost_problems, step_problems
from macros.checks.site import checked_site
from macros.commands.telling import progress, say
from macros.content.site import ROOT
from macros.model.problems import GuideError, UnreadableError


@click.command()
def main() -> None:
    """Says what is wrong with data and pages, all at once."""
    try:
        with progress("checking"):
            site = checked_site()
            problems = step_problems(ROOT, site.pages)
    except UnreadableError:
        raise
    except GuideError as error:
        named = {problem.file for problem in error.problems}
        raise GuideError([*error.problems, *lost_problems(ROOT, named)]) from None
    if problems:
        raise GuideError(problems)
    say("guide-sound", pages=len(site.pages), paths=len(site.paths))
    say("communes-with-page", communes=sorted(site.catalogue.communes))
