"""Says what is wrong with data and pages."""

from __future__ import annotations

import click

from macros.checks.lock_problems import lock_problems, lost_problems
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
            problems = lock_problems(ROOT, site.pages)
    except UnreadableError:
        raise
    except GuideError as error:
        named = {problem.file for problem in error.problems}
        raise GuideError([*error.problems, *lost_problems(ROOT, named)]) from None
    if problems:
        raise GuideError(problems)
    say("guide-sound", pages=len(site.pages), paths=len(site.paths))
    say("communes-with-page", communes=sorted(site.catalogue.communes))
