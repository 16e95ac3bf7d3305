"""Reads the text of files, and refuses what nobody has typed: another encoding, a page of a million letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from macros.model.problems import Problem

LARGEST = 1_000_000
"""Bytes of a file of data: several times the largest."""
LARGEST_PAGE = 70_000
"""Bytes of a page: several times the largest. Markdown needs the longer for each letter the longer a text is."""
_LONGEST_WORD = 500
"""Letters without a space between them: more than twice those of the longest."""
_LONGEST_LINE = 5_000
"""Letters of a line: several times those of the longest paragraph."""
_TOO_LONG = re.compile(rf"^.{{{_LONGEST_LINE},}}$|\S{{{_LONGEST_WORD},}}", re.MULTILINE)
_MERGE_MARK = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)


def read_text(path: Path, name: str, largest: int = LARGEST) -> str | Problem:
    """The text of a file that messages call `name`, or why it cannot be read: too large, or not UTF-8."""
    size = path.stat().st_size
    if size > largest:
        return Problem.of("file-too-large", name, size=size, largest=largest)
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _not_utf_8(content[: error.start], name)
    # A null is in no text, and in every second place of one that was saved as UTF-16.
    if "\0" in text:
        return _not_utf_8(content[: content.index(0)], name)
    # Accents of their own, as texts copied from a PDF have them, join their letters.
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def _not_utf_8(before: bytes, name: str) -> Problem:
    return Problem.of("file-not-utf-8", name, before.count(b"\n") + 1)


@lru_cache(maxsize=512)  # while one file is edited, all others stay as they are
def text_problem(text: str, name: str) -> Problem | None:
    """The mark that an unfinished merge left in a text, or a line or word that nobody can have typed, if there is one.

    Longer lines would be refused sooner or later, but some rules would look at each for minutes first.
    """
    if mark := _MERGE_MARK.search(text):
        return Problem.of("merge-unfinished", name, text.count("\n", 0, mark.start()) + 1)
    if long := _TOO_LONG.search(text):
        line = text.count("\n", 0, long.start()) + 1
        return Problem.of("line-too-long", name, line, letters=len(long[0]), longest=_LONGEST_LINE, word=_LONGEST_WORD)
    return None
