"""What was measured, as tables in Markdown, and what it lacks to the targets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.pages.lighthouse import CATEGORIES, METRICS, Complaint, Result
from bench.pages.server import Host, Kind
from macros.model.language import Language

PLACES = {"FCP": 0, "LCP": 0, "TBT": 0, "CLS": 3}
"""How many decimals of a metric are shown."""


@dataclass(frozen=True)
class Measured:
    """A page that was measured: of which site, from which template, in which language, and where it stood."""

    site: str
    template: str
    language: Language
    host: Host
    path: str

    def __str__(self) -> str:
        return f"{self.site} {self.template} {self.language}"


@dataclass(frozen=True)
class Target:
    """A limit that every page concerned must keep, and the value of each; less is better unless `at_least`."""

    name: str
    limit: float
    values: Mapping[Measured, float]
    at_least: bool = False
    places: int = 0

    @property
    def worst(self) -> tuple[Measured, float]:
        """The page farthest from the target."""
        choose = min if self.at_least else max
        return choose(self.values.items(), key=lambda each: each[1])

    @property
    def missed(self) -> list[Measured]:
        """The pages that miss it."""
        sign = -1 if self.at_least else 1
        return [page for page, value in self.values.items() if sign * (value - self.limit) > 0]


def print_weights(weighed: Mapping[Measured, Counter[Kind]]) -> None:
    """Each page by kind of resource, in kB."""
    print("\n## Weight: what a first view moves, gzip -9, kB (1,000 bytes)\n")
    kinds = [kind for kind in Kind if kind is not Kind.FONT]
    rows = [
        [
            str(page),
            *(_kilo(weight[kind]) for kind in kinds),
            f"**{_kilo(_without_fonts(weight))}**",
            _kilo(weight[Kind.FONT]),
            _kilo(weight.total()),
        ]
        for page, weight in weighed.items()
    ]
    _print_table(["page", *kinds, "without fonts", Kind.FONT, "total"], rows)
    for site, host in {page.site: page.host for page in weighed}.items():
        if host.missing:
            print(f"\n{site} asks for what is not there, and is sent its 404 page: {', '.join(sorted(host.missing))}")


def _kilo(size: int) -> str:
    return f"{size / 1000:.1f}" if size else "–"


def _without_fonts(weight: Counter[Kind]) -> int:
    return weight.total() - weight[Kind.FONT]


def print_results(results: Mapping[Measured, Result], runs: int) -> None:
    """Each page's scores and metrics."""
    print(f"\n## Lighthouse, phone, simulated throttling, median of {runs}; times in ms\n")
    rows = [
        [
            str(page),
            *(f"{result.scores[name]:.0f}" for name in CATEGORIES),
            *(f"{result.metrics[name]:.{PLACES[name]}f}" for name in METRICS),
        ]
        for page, result in results.items()
    ]
    _print_table(["page", *CATEGORIES, *METRICS], rows)


def print_complaints(results: Mapping[Measured, Result]) -> None:
    """What Lighthouse holds against our pages, each complaint once, with the pages that it is about."""
    about: dict[Complaint, list[Measured]] = defaultdict(list)
    for page, result in results.items():
        if page.site == "ours":
            for complaint in result.complaints:
                about[complaint].append(page)
    print("\n## What costs our pages points\n")
    for complaint, pages in sorted(about.items()):
        print(f"- {complaint.category}, {complaint.audit}: {complaint.reason} ({', '.join(map(str, pages))})")
    if not about:
        print("Nothing that was measured.")


def print_targets(weighed: Mapping[Measured, Counter[Kind]], results: Mapping[Measured, Result]) -> None:
    """Each target with the worst of our pages."""
    print("\n## Targets\n")
    rows = []
    for target in _targets(weighed, results):
        page, value = target.worst
        limit = f"{'≥' if target.at_least else '≤'} {target.limit:g}"
        worst, difference = f"{value:.{target.places}f}", f"{value - target.limit:+.{target.places}f}"
        verdict = f"**missed** by {len(target.missed)} of {len(target.values)}" if target.missed else "met"
        rows.append([target.name, limit, worst, difference, str(page), verdict])
    _print_table(["target", "limit", "worst", "difference", "where", ""], rows)


def _targets(weighed: Mapping[Measured, Counter[Kind]], results: Mapping[Measured, Result]) -> Iterator[Target]:
    """The targets that were measured on a page of ours."""
    guidance = {page: weight for page, weight in weighed.items() if page.site == "ours" and page.template == "guidance"}
    if guidance:
        lean = {page: _without_fonts(weight) / 1000 for page, weight in guidance.items()}
        fonts = {page: weight[Kind.FONT] / 1000 for page, weight in guidance.items()}
        yield Target("guidance page without fonts, kB", 14, lean, places=1)
        yield Target("fonts, kB", 56, fonts, places=1)
    ours = {page: result for page, result in results.items() if page.site == "ours"}
    if ours:
        for name, limit in {"FCP": 800, "LCP": 1000, "TBT": 0, "CLS": 0}.items():
            yield Target(name, limit, {page: each.metrics[name] for page, each in ours.items()}, places=PLACES[name])
        for name in CATEGORIES:
            yield Target(name, 100, {page: each.scores[name] for page, each in ours.items()}, at_least=True)


def _print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    for row in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(row)} |")
