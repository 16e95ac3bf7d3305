"""Reports on the sources: `python -m macros.commands.sources` exits with 1 when one needs a reader."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence

from macros.checks.site import checked_site
from macros.checks.source_report import addresses_of, asked, report, rests_on
from macros.content.site import ROOT
from macros.model.problems import GuideError


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the report; returns 0 when no source needs a reader, 1 otherwise."""
    argparse.ArgumentParser(description=__doc__).parse_args(arguments)
    try:
        site = checked_site()
    except GuideError as error:
        print(error, file=sys.stderr)
        return 1
    sources = list(site.catalogue.sources.values())
    answers = asked(address for source in sources for address in addresses_of(source))
    text, is_well = report(sources, rests_on(ROOT, site), answers, dt.datetime.now(dt.UTC).date())
    print(text)
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
