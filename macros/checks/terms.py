"""Words that the guide does not write: for each thing it has one word, that of its glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from macros.checks.twin_texts import TwinText
from macros.checks.wording import prose
from macros.model.language import Language
from macros.model.problems import Problem
from macros.model.records import Source, Term

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»")
"""What others say, or what a text speaks about: it has their words."""
_SOURCES = "data/sources.yml"


def term_problems(texts: Iterable[TwinText], terms: Iterable[Term], sources: Iterable[Source]) -> Iterator[Problem]:
    """Texts with a word in the place of that of the glossary; the titles of sources are quotations."""
    instead = {language: _instead(terms, language) for language in Language}
    titles = {(language, source.title[language]) for source in sources for language in Language}
    for twin in texts:
        if twin.is_fact:
            continue
        for language, wordings in instead.items():
            at = twin[language]
            if twin.source == _SOURCES and (language, at.text) in titles:
                continue
            for found in misused(at.text, tuple(wordings)):
                named = {"found": found, "right": wordings[found]}
                yield Problem.of("word-not-ours", at.file, at.line, record=twin.record, language=language, **named)


def _instead(terms: Iterable[Term], language: Language) -> Mapping[str, str]:
    """What the guide does not write in `language`, and what it says instead."""
    return {
        wording: right for term in terms if term.say_instead for wording, right in term.say_instead[language].items()
    }


@lru_cache(maxsize=20_000)
def misused(text: str, wordings: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the wordings that stand in a text as whole words, outside quotations; a compound is another word.

    >>> misused("De BIN start. De BIN's en de BIN-leden, niet “de BIN”.", ("de BIN", "de leden"))
    ('de BIN',)
    """
    if not wordings:
        return ()
    words = " ".join(_QUOTED.sub(" ", prose(text)).split())
    found = {match.casefold() for match in _pattern(wordings).findall(words)}
    return tuple(wording for wording in wordings if wording.casefold() in found) if found else ()


@lru_cache
def _pattern(wordings: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(wordings, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-]|['’]\w)", re.IGNORECASE)
