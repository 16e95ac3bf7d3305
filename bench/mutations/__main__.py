"""Breaks every record and every page in the ways people do, and counts what the checks say.

`.venv/bin/python -m bench.mutations` tries all (an hour of one core); `--every 10` tries each tenth of a kind. It
exits with 1 when something passes that is not allowed to, or when a check ends in a traceback.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import click

from bench.mutations.breaking import Mutation, all_mutations
from bench.mutations.moving import moving_mutations
from bench.mutations.trying import ALLOWED, Trial, Verdict, is_named
from macros.content.site import ROOT

NOT_NAMED, CRASH = "not by name", "crash"
COLUMNS = ("tried", *Verdict, NOT_NAMED, CRASH)


@dataclass
class Tally:
    """How often each verdict fell on each kind, and some places for each."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def note(self, kind: str, verdict: str, place: str) -> None:
        """Counts a verdict."""
        self.counts[kind, verdict] += 1
        self.places.setdefault((kind, verdict), []).append(place)


@click.command()
@click.option("--every", default=1, help="try each N-th mutation of a kind")
@click.option("--kind", default="", help="try the kinds whose name begins so")
@click.option("--processes", default=os.cpu_count() or 1, help="how many to try at the same time")
@click.option("--examples", default=3, help="how many examples of what the checks do not refuse")
def main(every: int, kind: str, processes: int, examples: int) -> None:
    """Prints a table in Markdown, a row for each kind; then examples."""
    with ProcessPoolExecutor(processes) as pool:
        parts = pool.map(tried, *zip(*((every, kind, processes, share) for share in range(processes)), strict=True))
    total = Tally()
    for part in parts:
        total.counts += part.counts
        for what, places in part.places.items():
            total.places.setdefault(what, []).extend(places)
    kinds = list(
        dict.fromkeys(mutation.kind for mutation in every_mutation() if (mutation.kind, "tried") in total.counts)
    )
    print(f"| kind | {' | '.join(COLUMNS)} |\n|---|{'---:|' * len(COLUMNS)}")
    for each in kinds:
        print(f"| {each} | {' | '.join(str(total.counts[each, column] or '') for column in COLUMNS)} |")
    sums = [sum(total.counts[each, column] for each in kinds) for column in COLUMNS]
    print(f"| **all** | {' | '.join(f'**{number}**' for number in sums)} |")
    for (each, verdict), places in sorted(total.places.items()):
        if verdict in (Verdict.ASKED, Verdict.UNCHANGED, Verdict.THROUGH, NOT_NAMED, CRASH):
            print(f"\n{each}, {verdict}: {len(places)}, for example")
            print("\n".join(f"  {place}" for place in places[:: max(1, len(places) // examples)][:examples]))
    wrong = [each for each in kinds if total.counts[each, CRASH]]
    wrong += [each for each in kinds if total.counts[each, Verdict.THROUGH] and each not in ALLOWED]
    if wrong:
        sys.exit(f"let through, and nothing says why: {', '.join(wrong)}")


def every_mutation() -> Iterator[Mutation]:
    """Every way to break a record, a file or a page, and every way to move it or to break what stands around."""
    yield from moving_mutations(ROOT)
    yield from all_mutations(ROOT)


def tried(every: int, wanted: str, shares: int, share: int) -> Tally:
    """What becomes of one share of the mutations."""
    tally = Tally()
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        for mutation in every_mutation():
            seen[mutation.kind] += 1
            number, left = divmod(seen[mutation.kind], every)
            if mutation.kind.startswith(wanted) and not left and number % shares == share:
                _try(trial, mutation, tally)
    return tally


def _try(trial: Trial, mutation: Mutation, tally: Tally) -> None:
    tally.note(mutation.kind, "tried", mutation.place)
    try:
        verdict, problems = trial.verdict(mutation)
    except Exception:
        tally.note(mutation.kind, CRASH, f"{mutation.place}: {traceback.format_exc()}")
        return
    tally.note(mutation.kind, verdict, mutation.place)
    if problems and not is_named(mutation, problems):
        tally.note(mutation.kind, NOT_NAMED, f"{mutation.place}: {problems[0]}")


if __name__ == "__main__":
    main()
