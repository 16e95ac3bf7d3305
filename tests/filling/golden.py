"""Golden files: what the scripts make of ordinary and of hostile answers, for people to read and to compare.

They were first written by an implementation in Python, which gave the same bytes and is no more. What they begin with
stands beside them: a small questionnaire, a paper in pieces, parts of Word and OpenDocument files; nothing of the
guide's own texts, which change. After a change that is meant, write them anew and read the difference:

    .venv/bin/python -m tests.filling.golden
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import yaml

from macros.checks.site import checked_site
from macros.content.catalogue import Catalogue, Records
from macros.content.site import ROOT
from macros.filling.exchange import Content, Exchanged, Fonts, Pieces
from macros.filling.questions import content_of
from macros.filling.scripts import Scripts
from macros.filling.shown import Conditions
from macros.filling.slots import parts_of
from macros.model import questionnaire, records
from macros.model.language import Edition, Record
from macros.rendering.archive import zipped
from tests.filling.functions import FUNCTIONS, Functions

FOLDER = ROOT / "tests" / "filling" / "golden"
WITHOUT_SHEETS = b"%PDF-1.7\n"
"""What stands in for the file: what is written behind it is what counts."""
PARTS = {"word": "word/document.xml", "stored": "customXml/item1.xml", "open": "content.xml"}
_UNREADABLE = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u024f\u0370-\u04ff‘-”…€«»·–☐☒]")
"""What a person would not see or not tell apart: it is written as a number."""


def golden_answers() -> dict[str, Any]:
    """The answers by the name of their golden file."""
    return dict(json.loads((FOLDER / "answers.json").read_text("utf-8")))


def outcome(answers: Mapping[str, Any], asked: Content, functions: Functions) -> dict[str, Any]:
    """What the answers give in each edition."""
    return {edition.value: _in_edition(answers, edition, asked, functions) for edition in Edition}


def _in_edition(answers: Mapping[str, Any], edition: Edition, asked: Content, functions: Functions) -> dict[str, Any]:
    values = functions.call("values", "valuesOf", asked, answers, edition)
    texts, ticks = values["texts"], values["ticks"]
    filled = functions.set_anew(WITHOUT_SHEETS, _pieces(), _fonts(), texts, ticks)
    return {
        "texts": texts,
        "ticks": ticks,
        "warnings": functions.call("values", "warnings", asked, answers, edition),
        "suffix": functions.call("papers", "suffix", texts),
        **dict(_joined(texts, ticks, functions)),
        "pdf": filled.content.removeprefix(WITHOUT_SHEETS).decode("latin-1").split("\n"),
        "shortfalls": [f"{each.entry}: {each.reason}" for each in filled.shortfalls],
    }


def _joined(texts: Mapping[str, str], ticks: list[str], functions: Functions) -> Iterator[tuple[str, list[str]]]:
    """The lines of each part of Word and OpenDocument files."""
    packed = zipped({part: (FOLDER / f"{name}.xml").read_bytes() for name, part in PARTS.items()})
    parts = parts_of(packed, Conditions(by_hand=True))
    for name, part in PARTS.items():
        pieces = [each.plain if isinstance(each, Exchanged) else each for each in parts[part]]
        joined = functions.call("files", "joined", pieces, {"texts": texts, "ticks": {"set": ticks}})
        yield name, joined.split("\n")


def golden_questions() -> Content:
    """The small questionnaire, in place of the guide's."""
    data = yaml.safe_load((FOLDER / "questionnaire.yml").read_text("utf-8"))
    catalogue: Catalogue = replace(
        checked_site().catalogue,
        fields=_records(data["fields"], records.Field),
        documents=_records(data["documents"], records.Document),
        parts=_records(data["parts"], questionnaire.Part),
        rules=_records(data["rules"], questionnaire.Rule),
    )
    return content_of(catalogue)


def _records(listed: list[dict[str, Any]], kind: type[Record]) -> Records[Any]:
    return Records(kind.__name__, {each["id"]: kind.model_validate(each) for each in listed})


def _pieces() -> Pieces:
    return Pieces.model_validate_json((FOLDER / "pieces.json").read_text("utf-8"))


def _fonts() -> Fonts:
    """A font whose letters have invented widths, so that a new version of it changes nothing here."""
    ranges = ((32, 127), (160, 384), (0x219, 0x21A), (0x21B, 0x21C), (0x390, 0x3CF), (0x400, 0x460))
    chars = [chr(code) for first, end in ranges for code in range(first, end)] + [*"–‘’“”…€"]
    return Fonts(chars="".join(chars), widths=tuple(250 + ord(char) * 37 % 500 for char in chars), file="")


def readable(content: Any) -> str:
    """JSON in which a person can tell all characters apart: what turns the direction of writing is a number there."""
    return _UNREADABLE.sub(_numbered, json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _numbered(found: re.Match[str]) -> str:
    halves = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{halves[start : start + 4]}" for start in range(0, len(halves), 4))


def write_golden_files() -> None:
    """Writes all of them anew."""
    asked = golden_questions()
    with Scripts(FUNCTIONS) as scripts:
        for name, answers in golden_answers().items():
            text = readable(outcome(answers, asked, Functions(scripts)))
            (FOLDER / f"{name}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    write_golden_files()
