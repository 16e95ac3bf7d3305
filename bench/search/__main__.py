"""Compares engines for the search: what they find of the queries in `tests/search`, their weight and their time.

Run it by hand, where the tests can run: `.venv/bin/python -m bench.search`. It needs Chromium, and Node with npm
for the other engines; what it installs and builds is kept in `.cache/bench/search`. It prints a table in Markdown
and changes nothing. All engines are given the same records: title, everyday words, headings, text. Ours is as it
is; the others are tuned: accents folded, a stemmer of the language where the engine has one, titles and everyday
words before text, beginnings of words and slips. The larger size repeats all but the municipalities ten times, with
a third of the words changed in each copy. Times are those of a processor four times slower, worth something on a
quiet machine only.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import minify
import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from bench.pages.server import Host, serving
from bench.search.records import built_records
from macros.checks.site import checked_site
from macros.content.site import ROOT
from macros.model.language import Language
from macros.search.entry import SearchEntry
from macros.search.index import index_files
from macros.search.words import WordRules, stem, words

CACHE = ROOT / ".cache" / "bench" / "search"
PACKAGES = {"lunr": "2.3.9", "lunr-languages": "1.22.0", "minisearch": "7.2.0", "pagefind": "1.6.0"}
ENGINES = ("ours", "minisearch", "lunr", "pagefind")
HERE = Path(__file__).parent
HOST = Host(8951)
SLOWER = 4
TIMED = """async (text) => {
    const start = performance.now();
    const found = await search(text);
    return [performance.now() - start, found];
}"""
WEIGHED = 24
"""Every how many queries one is weighed, each in a browser that has nothing yet."""


@dataclass(frozen=True)
class Row:
    """What one engine does in one language at one size."""

    engine: str
    language: Language
    size: str
    first: float
    within_three: float
    bytes_usual: int
    bytes_most: int
    first_answer: float
    """Milliseconds from nothing loaded to the first answer, on this machine's network."""
    usual: float
    slowest: float

    def __str__(self) -> str:
        """The row as Markdown."""
        found = f"{self.first:.1f} % | {self.within_three:.1f} %"
        weight = f"{self.bytes_usual / 1000:.1f} | {self.bytes_most / 1000:.1f}"
        times = f"{self.first_answer:.0f} | {self.usual:.0f} | {self.slowest:.0f}"
        return f"| {self.engine} | {self.language} | {self.size} | {found} | {weight} | {times} |"


def main() -> None:
    """Builds, serves, measures, prints."""
    options = _options()
    _install()
    records = built_records(checked_site(), ROOT)
    print("| engine | | size | first | in three | kB, median | kB, most | first answer, ms | next, ms | slowest, ms |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright, serving(CACHE / "www", HOST):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language in Language:
            for size, found in (("today", records[language]), ("ten times", _ten_times(records[language], language))):
                write_index(found, language)
                _write_others(found, language)
                for engine in options.engines:
                    print(_measured(browser, engine, language, size), flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.search", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("engines", nargs="*", default=ENGINES, help="measure these only")
    return parser.parse_args()


def install_ours() -> None:
    """Puts our engine into a folder to be served, with the pages of all."""
    www = CACHE / "www"
    shutil.rmtree(www, ignore_errors=True)
    shutil.copytree(HERE / "engines", www)
    shutil.copytree(ROOT / "docs" / "assets" / "js" / "search", www / "search")


def _install() -> None:
    install_ours()
    www = CACHE / "www"
    (CACHE / "package.json").write_text(json.dumps({"private": True, "type": "module", "dependencies": PACKAGES}))
    if not (CACHE / "node_modules" / "pagefind").exists():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"], cwd=CACHE, check=True)
    shutil.copy(HERE / "build.mjs", CACHE)
    for name in ("minisearch/dist/es/index.js", "lunr/lunr.min.js"):
        shutil.copy(CACHE / "node_modules" / name, www / f"{name.split('/')[0]}.lib.js")
    for name in ("lunr.stemmer.support.js", "lunr.fr.js", "lunr.nl.js"):
        shutil.copy(CACHE / "node_modules" / "lunr-languages" / "min" / name.replace(".js", ".min.js"), www / name)
    for each in www.glob("**/*.js"):
        if "lib" not in each.name:
            each.write_text(minify.string("text/javascript", each.read_text("utf-8")), "utf-8")


def write_index(found: Sequence[SearchEntry], language: Language) -> None:
    """Writes our index."""
    www = CACHE / "www" / "index"
    shutil.rmtree(www, ignore_errors=True)
    catalogue = checked_site().catalogue
    families = [family[language] for family in catalogue.families.values()]
    for name, text in index_files(found, WordRules(language, catalogue.search_lists), families).items():
        file = www / "search" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _write_others(found: Sequence[SearchEntry], language: Language) -> None:
    """The indexes of the other engines."""
    (CACHE / "records.json").write_text(json.dumps([_record(each) for each in found], ensure_ascii=False), "utf-8")
    subprocess.run(["node", "build.mjs", language], cwd=CACHE, check=True, stdout=subprocess.DEVNULL)


def _record(found: SearchEntry) -> dict[str, Any]:
    return {
        "address": found.address or "./",
        "title": " ".join([found.title, *found.names]),
        "words": ", ".join(found.words),
        "headings": " ".join(found.headings),
        "body": found.body,
        "text": found.text,
        "page": found.page,
        "weight": found.weight,
    }


def _ten_times(found: Sequence[SearchEntry], language: Language) -> list[SearchEntry]:
    """A guide ten times as large, in which each copy has words of its own."""
    copied = [each for each in found if not each.whole]
    return [*found, *(_copy(each, number, language) for number in range(1, 10) for each in copied)]


def _copy(found: SearchEntry, number: int, language: Language) -> SearchEntry:
    def changed(text: str) -> str:
        listed = words(text, language)
        return " ".join(
            f"{word}{'abcdefghi'[number - 1] * 2}k" if len(stem(word, language)) % 3 == number % 3 else word
            for word in listed
        )

    return replace(
        found,
        address=f"{number}/{found.address}",
        title=changed(found.title),
        names=(),
        words=tuple(changed(word) for word in found.words),
        headings=tuple(changed(heading) for heading in found.headings),
        body=changed(found.body),
    )


def _queries(language: Language) -> list[tuple[str, list[str]]]:
    listed = yaml.safe_load((ROOT / "tests" / "search" / f"queries.{language}.yml").read_text("utf-8"))
    return [(each["query"], each["finds"]) for each in listed]


def _measured(browser: Browser, engine: str, language: Language, size: str) -> Row:
    asked = _queries(language)[:: 1 if size == "today" else 4]
    weights, waits = zip(*(_first_answer(browser, engine, language, text) for text, _ in asked[::WEIGHED]), strict=True)
    page, context = _opened(browser, engine, language)
    times, places = [], []
    page.evaluate("text => search(text)", asked[0][0])
    for text, finds in asked:
        answer = page.evaluate(TIMED, text)
        times.append(answer[0])
        places.append(_place(answer[1], finds))
    context.close()
    return Row(
        engine,
        language,
        size,
        100 * sum(place == 0 for place in places) / len(places),
        100 * sum(place < 3 for place in places) / len(places),
        int(statistics.median(weights)),
        max(weights),
        statistics.median(waits),
        statistics.median(times),
        max(times),
    )


def _place(found: Sequence[str], wanted: Sequence[str]) -> int:
    """The place of the first good answer; a copy is as good as what it copies."""
    addresses = [re.sub(r"^\d/", "", address) or "./" for address in found]
    good = (place for place, each in enumerate(addresses) if each in wanted or each.split("#")[0] in wanted)
    return next(good, 99)


def _opened(browser: Browser, engine: str, language: Language) -> tuple[Page, Any]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{HOST.address}{engine}.html?{language}")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page, context


def _first_answer(browser: Browser, engine: str, language: Language, text: str) -> tuple[int, float]:
    """The compressed bytes of scripts and index, and the milliseconds, until the first answer."""
    HOST.sent.clear()
    page, context = _opened(browser, engine, language)
    wait = page.evaluate(
        "async (text) => { const at = performance.now(); await search(text); return performance.now() - at; }", text
    )
    context.close()
    return sum(size for path, size in HOST.sent.items() if not path.endswith((".html", ".ico"))), float(wait)


if __name__ == "__main__":
    main()
