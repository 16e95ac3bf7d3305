"""Every text of the guide beside its twin in the other language, with the place of each."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from macros.content.catalogue import data_files
from macros.content.communes import is_local
from macros.content.page_files import Page, Pages
from macros.content.yaml_reader import Location, YamlFile
from macros.model.language import Language
from macros.model.messages import Message

_FENCE = re.compile(r"\s*(```|~~~)")
_STARTS_BLOCK = re.compile(r"\s*(?:[-*|]|\d+\.) |\s*///|#{1,6} ")
"""A heading, an item of a list, a row of a table, the edge of a Markdown block: each begins a block of its own."""
_SEARCH_ONLY = "data/word_families.yml"
_NOT_TEXTS = ("search_words", "say_instead")
"""Keys of what nobody reads: the words that readers type, and those that the guide does not write."""
_HEADING = re.compile(r"#{1,6}\s")


@dataclass(frozen=True)
class TextAt:
    """A text in one language, and where it stands."""

    text: str
    file: str
    line: int

    @property
    def place(self) -> str:
        """The place as messages write it: `docs/fr/understand/cost.md:12`."""
        return f"{self.file}:{self.line}"

    def excerpt(self, length: int) -> str:
        """The beginning of the text in one line, cut where a word ends: `Un PLP ne coûte…`."""
        return textwrap.shorten(self.text, length, placeholder="…", break_on_hyphens=False)


@dataclass(frozen=True)
class TwinText:
    """A text in both languages; `source` is the file of the data, or the path of the page in both languages.

    What a record holds beside its texts, such as its sources and its level, is one text, the same in both languages.
    """

    source: str
    record: str
    fr: TextAt
    nl: TextAt
    is_fact: bool = False

    def __getitem__(self, language: Language) -> TextAt:
        """The text in `language`."""
        return self.fr if language is Language.FR else self.nl


def texts_in(root: Path, pages: Pages) -> list[TwinText]:
    """Every text of the guide in both languages: those of `data/` below `root`, and those of these pages."""
    return [*data_texts(data_files(root / "data")), *page_texts(pages)]


def data_texts(files: Mapping[str, YamlFile]) -> Iterator[TwinText]:
    """The texts of the files of `data/`: every `fr` that stands beside an `nl`."""
    for file in files.values():
        if file.name != _SEARCH_ONLY:
            yield from _texts_of(file)


@lru_cache(maxsize=40)
def _texts_of(file: YamlFile) -> tuple[TwinText, ...]:
    return tuple(_texts_in(file, file.content, (), ""))


LOCAL = "data/communes/"
"""Where the texts of municipalities stand."""
_NAMES = ("name", "police_zone")
"""Keys of a municipality that hold names, which may be the same in both languages."""


def _texts_in(file: YamlFile, content: Any, location: Location, record: str) -> Iterator[TwinText]:
    if isinstance(content, list):
        for index, item in enumerate(content):
            yield from _texts_in(file, item, (*location, index), record)
    elif isinstance(content, dict):
        record = content["id"] if isinstance(content.get("id"), str) else record
        french, dutch = content.get("fr"), content.get("nl")
        if isinstance(french, str) and isinstance(dutch, str):
            name = record or str(location[0] if location else "")
            at_french = TextAt(french, file.name, file.line((*location, "fr")))
            at_dutch = TextAt(dutch, file.name, file.line((*location, "nl")))
            yield TwinText(file.name, name, at_french, at_dutch)
        if facts := _facts(content):
            at = TextAt(facts, file.name, file.line(location))
            yield TwinText(file.name, record, at, at, is_fact=True)
        is_commune = file.name.startswith(LOCAL)
        for key, item in content.items():
            is_name = is_commune and key in _NAMES
            if not is_name and key not in _NOT_TEXTS:  # each language has its own
                yield from _texts_in(file, item, (*location, key), record)


def _facts(content: Mapping[str, Any]) -> str:
    """What a record holds beside its texts and inner records; not when it was checked, which changes by itself."""
    shown = []
    for key, value in content.items():
        is_list = isinstance(value, list) and not any(isinstance(item, (dict, list)) for item in value)
        is_text = key in ("fr", "nl") and isinstance(value, str)
        if key not in ("id", "checked_on") and not is_text and (is_list or not isinstance(value, (dict, list))):
            shown.append(f"{key}: {value}")
    return ", ".join(shown)


def only_in(french: Counter[str], dutch: Counter[str]) -> Message:
    """What one language has and the other has not, for a message."""
    alone = {"french": sorted((french - dutch).elements()), "dutch": sorted((dutch - french).elements())}
    if alone["french"] and alone["dutch"]:
        return Message("only-in-each", **alone)
    return Message("only-in-french" if alone["french"] else "only-in-dutch", **alone)


def page_texts(pages: Pages) -> Iterator[TwinText]:
    """The texts of the pages, block by block: titles, headings, paragraphs, items of lists, rows of tables.

    A page made from the file of a municipality has none of its own. Sections whose blocks are not as many as those of
    their twins give none: `twins.py` reports them.
    """
    for (language, path), french in pages.items():
        dutch = pages.get((Language.NL, path))
        if language is Language.FR and dutch is not None and not is_local(path):
            source = f"docs/{path}"
            for key in ("title", "description"):
                heads = [TextAt(getattr(page.front_matter, key), page.file, 1) for page in (french, dutch)]
                yield TwinText(source, "", heads[0], heads[1])
            yield _page_facts(source, french, dutch)
            sections, twins = sections_of(french), sections_of(dutch)
            for section, twin in zip(sections, twins, strict=False):
                if len(sections) == len(twins) and len(section) == len(twin):
                    yield from (TwinText(source, "", left, right) for left, right in zip(section, twin, strict=True))


def _page_facts(source: str, french: Page, dutch: Page) -> TwinText:
    heads = [page.front_matter for page in (french, dutch)]
    facts = f"slugs: {', '.join(str(head.slug) for head in heads)}"
    return TwinText(source, "", TextAt(facts, french.file, 1), TextAt(facts, dutch.file, 1), is_fact=True)


def sections_of(page: Page) -> list[list[TextAt]]:
    """The blocks of a page by section: a heading begins one."""
    return _sections(page.body, page.body_line, page.file)


@lru_cache(maxsize=512)  # several checks ask for them
def _sections(body: str, first_line: int, file: str) -> list[list[TextAt]]:
    sections: list[list[TextAt]] = [[]]
    for text, line in _blocks(body, first_line):
        if _HEADING.match(text):
            sections.append([])
        sections[-1].append(TextAt(text, file, line))
    return sections


def _blocks(body: str, first_line: int) -> Iterator[tuple[str, int]]:
    """Each block of a text, and the line on which it begins."""
    block: list[str] = []
    start, fence = 0, ""
    for number, line in enumerate([*body.split("\n"), ""], start=first_line):
        edge = _FENCE.match(line)
        begins = not fence and bool(_STARTS_BLOCK.match(line))
        if block and not fence and (begins or not line.strip()):
            yield "\n".join(block), start
            block = []
        if line.strip() or fence:
            start = start if block else number
            block.append(line)
        if edge:
            fence = "" if fence == edge[1] else fence or edge[1]
    if block:
        yield "\n".join(block), start
