"""Measures the search on what people typed who had seen nothing of it: `tests/search/unseen.*.yml`.

Run it by hand: `.venv/bin/python -m bench.search.unseen`. It prints for each half of each list how many answers come
first and within three, how often the guide wrongly says no, and rightly, how many results a query shows, and how many
of those were judged relevant. Each result shown for what the guide answers stands in `bench/search/judged.*.yml`, with
the judgement: new ones are added there without one, to be judged from what the person wants.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, sync_playwright

from bench.pages.server import serving
from bench.search.__main__ import CACHE, HOST, install_ours, write_index
from bench.search.records import built_records
from macros.checks.site import checked_site
from macros.content.site import ROOT
from macros.model.language import Language

HERE = Path(__file__).parent
HALVES = {"worked with": 0, "held out": 1}
SHOWN = """async (text) => {
    const { find, openIndex } = await import("./search/find.js");
    const index = await openIndex(new URL("index/search/start.json", location.href).href);
    const { numbers } = await find(index, text);
    const shown = await Promise.all(numbers.slice(0, 20).map(index.shown));
    return shown.map(({ address, title }) => [address || "./", title]);
}"""

Shown = Sequence[Sequence[str]]
"""Addresses and titles of results."""


@dataclass(frozen=True)
class Asked:
    """A query with what it shows."""

    query: str
    finds: Sequence[str]
    shown: Shown

    @property
    def place(self) -> int:
        """That of the first answer."""
        addresses = [address for address, _ in self.shown]
        return next(
            (at for at, each in enumerate(addresses) if each in self.finds or each.split("#")[0] in self.finds), 99
        )


def main() -> None:
    """Builds, asks, prints, and adds to the judgements."""
    install_ours()
    records = built_records(checked_site(), ROOT)
    print("| | half | first | in three | wrong no | right no | shown | judged | relevant |")
    print("|---|---|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright, serving(CACHE / "www", HOST):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language in Language:
            write_index(records[language], language)
            page = browser.new_page()
            page.goto(f"{HOST.address}ours.html?{language}")
            _measure(page, language)


def _measure(page: Page, language: Language) -> None:
    listed = yaml.safe_load((ROOT / "tests" / "search" / f"unseen.{language}.yml").read_text("utf-8"))
    answerable = [
        Asked(each["query"], each["finds"], page.evaluate(SHOWN, each["query"])) for each in listed["answerable"]
    ]
    refused = [not page.evaluate(SHOWN, each["query"]) for each in listed["unanswerable"]]
    judged = _judged(answerable, HERE / f"judged.{language}.yml")
    for half, start in HALVES.items():
        print(_row(language, half, answerable[start::2], refused[start::2], judged), flush=True)


def _row(
    language: Language, half: str, asked: Sequence[Asked], refused: Sequence[bool], judged: dict[tuple[str, str], Any]
) -> str:
    places = [each.place for each in asked]
    wrong = sum(bool(each.finds) and not each.shown for each in asked)
    marks = [judged[each.query, address] for each in asked for address, _ in each.shown]
    known = [mark for mark in marks if mark is not None]
    found = f"{places.count(0)} of {len(asked)} | {sum(place < 3 for place in places)} | {wrong}"
    relevant = f"{len(known)} of {len(marks)} | {100 * sum(known) / max(1, len(known)):.0f} %"
    no = f"{sum(refused)} of {len(refused)}"
    return f"| {language} | {half} | {found} | {no} | {len(marks) / len(asked):.1f} | {relevant} |"


def _judged(asked: Sequence[Asked], file: Path) -> dict[tuple[str, str], Any]:
    """The judgements by query and address, after writing down what is not judged yet."""
    listed = yaml.safe_load(file.read_text("utf-8")) if file.exists() else []
    known = {(each["query"], each["address"]): each["relevant"] for each in listed}
    shown = [(each.query, address, title) for each in asked for address, title in each.shown]
    marks = {(query, address): known.get((query, address)) for query, address, _ in shown}
    kept = [
        {"query": query, "address": address, "title": title, "relevant": marks[query, address]}
        for query, address, title in shown
    ]
    file.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
    return marks


if __name__ == "__main__":
    main()
