"""Every text of the guide beside its twin in the other language, with the place of each."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from macros.content.catalogue import data_files
from macros.content.communes import is_local
from macros.content.page_files import FrontMatter, Page, Pages
from macros.content.yaml_reader import Location, YamlFile
from macros.model.language import Language, Record
from macros.model.messages import Message

_FENCE = re.compile(r"\s*(```|~~~)")
_STARTS_BLOCK = re.compile(r"\s*(?:[-*|]|\d+\.) |\s*///|#{1,6} ")
"""A heading, an item of a list, a row of a table, the edge of a Markdown block: each begins a block of its own."""
_NOT_TEXTS = ("search_words", "say_instead")
"""Keys of what nobody reads: the words that readers type, and those that the guide does not write."""
_HEADING = re.compile(r"#{1,6}\s")
_HEADING_ANCHOR = re.compile(r"\{[^{}\n]*?#([\w-]+)[^{}\n]*\}\s*$")


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


@dataclass(frozen=True, eq=False)
class TwinText:
    """A text in both languages; `source` is the file of the data, or the path of the page in both languages.

    `place` is where it stands there: `moments[before-evening]/tasks[plan-evening]/title`, `answer[]`; in a page
    `#rule/title` for a heading, `#rule[]` for what stands under it. What is no text, such as the sources and the level
    of a record, is a fact: one text, the same in both languages, written as JSON.
    """

    source: str
    record: str
    fr: TextAt
    nl: TextAt
    is_fact: bool = False
    place: str = ""

    def __getitem__(self, language: Language) -> TextAt:
        """The text in `language`."""
        return self.fr if language is Language.FR else self.nl


def texts_in(root: Path, pages: Pages) -> list[TwinText]:
    """Every text and fact of the guide: those of `data/` below `root`, and those of these pages."""
    return [*data_texts(data_files(root / "data")), *page_texts(pages)]


def data_texts(files: Mapping[str, YamlFile]) -> Iterator[TwinText]:
    """The texts of the files of `data/`, every `fr` that stands beside an `nl`; and every other value, as a fact.

    The keys of a record come in alphabetical order: in which order they are written means nothing.
    """
    for file in files.values():
        yield from file.once(_texts_in, partial(_texts_of, file))


def _texts_of(file: YamlFile) -> tuple[TwinText, ...]:
    return tuple(_texts_in(file, file.content, (), "", ""))


LOCAL = "data/communes/"
"""Where the texts of municipalities stand."""
_NAMES = ("name", "police_zone")
"""Keys of a municipality that hold names, which may be the same in both languages."""


def _texts_in(file: YamlFile, content: Any, location: Location, place: str, record: str) -> Iterator[TwinText]:
    """The texts and facts of a list or a record at a place of a file."""
    if isinstance(content, list):
        for index, item in enumerate(content):
            name = _id_of(item)
            yield from _texts_in(file, item, (*location, index), f"{place}[{name}]", name or record)
        return
    if not isinstance(content, dict):  # left empty, or only a word: the check of records names it
        return
    record = _id_of(content) or record
    is_text = isinstance(content.get("fr"), str) and isinstance(content.get("nl"), str)
    if is_text:
        french, dutch = (TextAt(content[each], file.name, file.line((*location, each))) for each in ("fr", "nl"))
        yield TwinText(file.name, record or str(location[0] if location else ""), french, dutch, place=place)
    for key in sorted(content, key=str):
        if not (is_text and key in ("fr", "nl")) and not (key == "id" and (not place or place.endswith("]"))):
            inner = f"{place}/{key}" if place else str(key)
            if _is_fact(file, key, content[key]):
                yield _fact(file, content[key], (*location, key), inner, record)
            else:
                yield from _texts_in(file, content[key], (*location, key), inner, record)


def _id_of(content: Any) -> str:
    return content["id"] if isinstance(content, dict) and isinstance(content.get("id"), str) else ""


def _is_fact(file: YamlFile, key: str, value: Any) -> bool:
    """Whether a value holds no texts of which one language is the translation of the other."""
    if key in _NOT_TEXTS or (file.name.startswith(LOCAL) and key in _NAMES):
        return True  # each language has its own
    if isinstance(value, list):
        return not any(isinstance(item, (dict, list)) for item in value)
    return not isinstance(value, dict)


def _fact(file: YamlFile, value: Any, location: Location, place: str, record: str) -> TwinText:
    at = TextAt(_as_json(value), file.name, file.line(location))
    return TwinText(file.name, record, at, at, is_fact=True, place=place)


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: Any) -> Any:
    """What JSON can hold of a value: of a record its keys, of a date its text."""
    return value.model_dump() if isinstance(value, Record) else str(value)


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
            yield from _texts_of_pages(french, dutch)


@lru_cache(maxsize=256)
def _texts_of_pages(french: Page, dutch: Page) -> tuple[TwinText, ...]:
    return (*_head_texts(french, dutch), *_body_texts(french, dutch))


def _head_texts(french: Page, dutch: Page) -> Iterator[TwinText]:
    """What stands between the `---` lines: the title, the description, and the rest as facts."""
    source = f"docs/{french.path}"
    for key in FrontMatter.model_fields:
        values = [getattr(page.front_matter, key) for page in (french, dutch)]
        if not any(values):
            continue  # neither page has it
        if is_fact := key not in ("title", "description"):
            values = [_as_json(values[0] if values[0] == values[1] else dict(zip(Language, values, strict=True)))] * 2
        pages = zip(values, (french, dutch), strict=True)
        left, right = (TextAt(text, page.file, page.head_lines.get((key,), 1)) for text, page in pages)
        yield TwinText(source, "", left, right, is_fact=is_fact, place=key)


def _body_texts(french: Page, dutch: Page) -> Iterator[TwinText]:
    source, anchor = f"docs/{french.path}", ""
    sections, twins = sections_of(french), sections_of(dutch)
    for section, twin in zip(sections, twins, strict=False):
        heading = section[0].text if section and _HEADING.match(section[0].text) else ""
        anchor = found[1] if (found := _HEADING_ANCHOR.search(heading)) else anchor
        if len(sections) == len(twins) and len(section) == len(twin):
            for index, (left, right) in enumerate(zip(section, twin, strict=True)):
                place = f"#{anchor}/title" if heading and not index else f"#{anchor}[]"
                yield TwinText(source, "", left, right, place=place)


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
