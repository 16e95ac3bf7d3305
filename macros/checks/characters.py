"""Characters that the fonts of papers do not hold: they would print as holes.

Those in the words of a page `page_slips.py` finds, line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.checks.twin_texts import TwinText
from macros.model.language import Language
from macros.model.problems import Problem
from macros.rendering.fonts import lacking

_GUIDE = "data/guide.yml"
"""Its facts stand on papers: who publishes the guide may be written once for both languages."""
_HEAD = ("title", "description")
"""What is shown of the head of a page."""


def character_problems(texts: Iterable[TwinText]) -> Iterator[Problem]:
    """What no paper can show: texts of records, answers of the example, who publishes; heads of pages."""
    for twin in texts:
        if twin.place in _HEAD if twin.source.startswith("docs/") else twin.source == _GUIDE or not twin.is_fact:
            for language, at in [("", twin.fr)] if twin.is_fact else [(each.value, twin[each]) for each in Language]:
                if names := lacking(at.text.replace("\n", "")):
                    named = {"record": twin.record, "language": language, "names": names, "text": at.excerpt(60)}
                    yield Problem.of("character-lacking", at.file, at.line, **named)
