"""Numbers that a reader could take for an emergency number, and that are none of `data/emergency_numbers.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path

from macros.checks.frame import frame_files
from macros.checks.twin_texts import TwinText
from macros.checks.wording import EXCEPTIONS, Allowed
from macros.content.catalogue import Catalogue
from macros.model.language import Language
from macros.model.messages import Message
from macros.model.problems import Problem, each_once
from macros.model.records import ExceptionKind

_STRINGS = r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`"
_WORDS_OF = {
    ".html": re.compile(r'>([^<>]*)<|(?:aria-label|alt|title|content|placeholder|value|href)="([^"]*)"'),
    ".xml": re.compile(r">([^<>]*)<"),
    ".svg": re.compile(r">([^<>]*)<"),
    ".typ": re.compile(r"\[([^\[\]]*)\]|\"([^\"\n]*)\""),
    ".js": re.compile(_STRINGS),
    ".css": re.compile(_STRINGS),
    ".yml": re.compile(r"([^\n]+)"),
    ".txt": re.compile(r"([^\n]+)"),
}
"""What may be read in a file that is no text of the guide, by its ending."""
_EXPRESSION = re.compile(r"\$\{[^{}]*\}|\{\{.*?\}\}")
"""What a script or a template works out."""
_MESSAGES = "macros/messages/*.yml"
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
"""A digit of another script, or as wide as a Chinese letter: １０２."""
_MAYBE = re.compile(rf"1[01]\d|tel:|&#|\d\*|{_OTHER_DIGIT.pattern}")
"""What nearly all texts lack: they are not read further."""
_CALL = re.compile(r"\btel:([^\s\"'<>(){}\]]*)")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
PHONE = re.compile(r"(?:\+|(?<!\d)0)\d[\d ./-]{5,}\d")
"""A telephone number as people write it: `02 123 45 67`, `+32 2 123 45 67`."""
_SEPARATOR = r"[ .,:\u00a0\u202f-]"
_OTHER_NUMBER = re.compile(
    rf"\d+[.,:]\d+|(?<!\d)\d{{1,3}}(?:{_SEPARATOR}\d{{3}})+(?!\d)|€\s?\d+|\d+\s?(?:€|%|euro)"  # 0,110; 1 101; € 110
)
_THREE_DIGITS = re.compile(r"(?<!\w)1[01]\d(?!\w)")


def number_problems(root: Path, texts: Iterable[TwinText], catalogue: Catalogue) -> Iterator[Problem]:
    """Numbers from 100 to 119 and numbers to call that are no emergency numbers, in texts, templates and scripts.

    One that counts something needs an exception of the kind `number`; exceptions that nothing needs are told too.
    """
    known = {each.number for each in catalogue.emergency_numbers.values()}
    allowed = Allowed(catalogue.exceptions.values(), {ExceptionKind.NUMBER})
    named = [
        Message("emergency-number", number=each.number, fr=each.answered_by.fr, nl=each.answered_by.nl)
        for each in catalogue.emergency_numbers.values()
    ]
    found = [
        Problem.of("number-unknown", file, line, language=language, number=number, known=named)
        for file, line, language, text in (*_read_in_guide(texts), *_read_elsewhere(root))
        for number in numbers_to_call(allowed.without(ExceptionKind.NUMBER, text))
        if number not in known
    ]
    yield from each_once(found)
    yield from allowed.unused()


@lru_cache(maxsize=4096)  # while one text is edited, all others stay as they are
def numbers_to_call(text: str) -> tuple[str, ...]:
    """What a reader could call in an emergency: numbers from 100 to 119 alone, and those of `tel:` links.

    >>> numbers_to_call("Formez le 107 ou le 101/112 ; au 02 110 20 30, 1 101 fois, 0,110 €.")
    ('107', '101', '112')
    """
    text = _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), unescape(text).replace("*", ""))
    called = [number for number in _CALL.findall(text) if number]
    text = PHONE.sub(" ", _ADDRESS.sub(" ", _CALL.sub(" ", text)))
    return (*called, *_THREE_DIGITS.findall(_OTHER_NUMBER.sub(_all_alike, text)))


def _all_alike(number: re.Match[str]) -> str:
    """The numbers of `101 112` stay; a number in groups such as `101 250` goes."""
    groups = re.split(_SEPARATOR, number[0])
    return number[0] if all(re.fullmatch(r"1[01]\d", group) for group in groups) else " "


_Read = tuple[str, int, str, str]
"""What is read: file, line, language, text."""


def _read_in_guide(texts: Iterable[TwinText]) -> Iterator[_Read]:
    for twin in texts:
        if twin.source == EXCEPTIONS:
            continue  # it names the numbers that it allows
        if twin.is_fact and _may_hold_one(twin.fr.text):  # a number that stands there without quotation marks is a size
            yield twin.fr.file, twin.fr.line, "", " ; ".join(re.findall(r'"([^"]*)"', twin.fr.text))
        if not twin.is_fact:
            yield from (
                (at.file, at.line, each, at.text) for each in Language if _may_hold_one((at := twin[each]).text)
            )


@lru_cache(maxsize=40_000)  # while one text is edited, all others stay as they are
def _may_hold_one(text: str) -> bool:
    return _MAYBE.search(text) is not None


def files_read_beside(root: Path) -> list[Path]:
    """The templates, settings, scripts and messages in which numbers are looked for."""
    return [*frame_files(root), *root.glob(_MESSAGES)]


def _read_elsewhere(root: Path) -> Iterator[_Read]:
    for file in files_read_beside(root):
        if file.suffix in _WORDS_OF:
            stat = file.stat()
            name = file.relative_to(root).as_posix()
            yield from ((name, line, "", words) for line, words in _lines_of(file, stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=512)  # while one file is edited, all others stay as they are
def _lines_of(file: Path, changed: int, size: int) -> tuple[tuple[int, str], ...]:
    """The lines of a file in which a number may stand, and what may be read there."""
    text = file.read_text("utf-8", errors="replace")
    return tuple(
        (
            text.count("\n", 0, match.start()) + 1,
            _EXPRESSION.sub(" ", next(filter(None, match.groups()), "")),
        )
        for match in (_WORDS_OF[file.suffix].finditer(text) if _MAYBE.search(text) else ())
        if _MAYBE.search(match[0])
    )
