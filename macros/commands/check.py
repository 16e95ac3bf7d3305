"""Says what is wrong with data and pages: `python -m macros.commands.check` exits with 1 when there is a problem."""

from __future__ import annotations

import sys

from macros.checks.agreed_lock import lost_problems, step_problems
from macros.checks.site import checked_site
from macros.content.site import ROOT
from macros.model.problems import GuideError, report


def main() -> int:
    """Prints the report; returns 0 when the guide is sound, 1 otherwise."""
    try:
        site = checked_site()
        problems = step_problems(ROOT, site.pages)
    except GuideError as error:
        problems = [*error.problems, *lost_problems(ROOT, {problem.file for problem in error.problems})]
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    print(f"The guide is sound: {len(site.pages)} pages, {len(site.paths)} in each language.")
    print(f"Municipalities with a page: {', '.join(sorted(site.catalogue.communes))}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
