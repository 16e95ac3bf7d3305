"""Whether one language alone has other words than were agreed to, where both have other sources.

The lock holds digests of whole texts. What a text was before its sources changed is found by trying: one citation of it
after the other is left out, or becomes each that the guide has or had, until the digest is that of the lock.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from macros.checks.agreed_lock import Agreed, digest
from macros.checks.twin_texts import TwinText
from macros.model.language import Language

_CITING = re.compile(r"\{\{\s*source\(.*?\)\s*\}\}")
_AS_EXPECTED = re.compile(r'\{\{ source\("[^"]+"(?:, "[^"]+")*\) \}\}')
_CITATION = re.compile(r'"([a-z0-9-]+)(?: ([^"\s]+))?"')
_NUMBER_AT_END = re.compile(r"\d{1,2}$")
_HIGHEST = 12
"""So far a place such as 1.5 is counted, since nothing else may cite the one that a text cited."""


def changed_alone(twin: TwinText, was: Agreed, citations: Collection[str]) -> Language | None:
    """The language that alone has other words, where the other has other sources only.

    None where both or none has, and where a mark is spelt in another way than most: what it was is not found then.
    """
    if not all(map(_AS_EXPECTED.fullmatch, _CITING.findall(twin.fr.text) + _CITING.findall(twin.nl.text))):
        return None
    changed = [each for each in Language if not _had(twin[each].text, was[each], citations)]
    return changed[0] if len(changed) == 1 else None


def cites(twin: TwinText) -> bool:
    """Whether a text has marks of sources, whose citations may be others than they were."""
    return not twin.is_fact and bool(_CITING.search(twin.fr.text))


def citations_known(texts: Iterable[str], ids: Iterable[str]) -> list[str]:
    """What a text may have cited: these sources, and those that texts cite, with the places there and those near."""
    found = {match for text in texts for mark in _CITING.findall(text) for match in _CITATION.findall(mark)}
    named, places = {source for source, _ in found}, {place for _, place in found if place}
    near = {_NUMBER_AT_END.sub(str(number), place) for place in places for number in range(_HIGHEST + 1)}
    with_places = {source for source, place in found if place} | ({*ids} - named)
    return sorted({*named, *ids, *(f"{source} {place}" for source in with_places for place in near | places)})


def _had(text: str, agreed: str, citations: Iterable[str]) -> bool:
    """Whether a text with other citations is what was agreed to."""
    return any(digest(each) == agreed for each in _with_others(text, citations))


def _with_others(text: str, citations: Iterable[str]) -> Iterator[str]:
    marks = [*dict.fromkeys(_CITING.findall(text))]
    for mark in marks:
        yield text.replace(mark, "")
        yield text.replace(f" {mark}", "")
    for written in dict.fromkeys(found[0] for mark in marks for found in _CITATION.finditer(mark)):
        yield text.replace(f", {written}", "")
        yield text.replace(f"{written}, ", "")
        yield from (text.replace(written, f'"{other}"') for other in citations)
