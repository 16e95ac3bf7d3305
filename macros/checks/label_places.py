"""The places of labels, such as {count}: one that no code fills would be shown to readers with its braces.

A name that code fills in another label is not found out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from macros.checks.agreed_lock import Agreed, digest
from macros.checks.twin_texts import TwinText
from macros.content.site import ROOT
from macros.model.language import Language, blanks_in
from macros.model.messages import Message
from macros.model.problems import Problem, suggestion

LABELS = "data/labels.yml"
_CODE = ("overrides/**/*.html", "macros/**/templates/*.html", "docs/assets/js/**/*.js", "macros/**/*.py")
"""What fills labels: of ours, since a copy of the data alone has none."""


def label_place_problems(texts: Iterable[TwinText], agreed: Iterable[Agreed]) -> Iterator[Problem]:
    """Places that no code fills, with the name they had when the label was agreed to, if its words are the same."""
    labels = {twin.place: twin for twin in texts if twin.source == LABELS and not twin.is_fact}
    places = {label: blanks_in(twin.fr.text) for label, twin in labels.items()}
    unknown = _never_filled({place for each in places.values() for place in each})
    if not unknown:
        return
    was = {line.place: line for line in agreed if line.source == LABELS}
    known = sorted({place for each in places.values() for place in each} - unknown)
    for label, twin in labels.items():
        for place in dict.fromkeys(each for each in places[label] if each in unknown):
            before = [each for each in known if label in was and _had(twin, was[label], place, each)]
            beside = {each for other in places if _kin(other, label) for each in places[other]} - unknown
            near = Message("did-you-mean", names=f"{{{before[0]}}}") if before else suggestion(place, beside or known)
            named = {"place": f"{{{place}}}", "near": near}
            yield Problem.of("label-place-invented", LABELS, twin.fr.line, record=label, **named)


def _kin(one: str, other: str) -> bool:
    """Whether two labels stand in the same part of the site, as `search-one` and `search-many`."""
    return one.partition("-")[0] == other.partition("-")[0]


def _had(twin: TwinText, was: Agreed, place: str, other: str) -> bool:
    """Whether a label with another place is what was agreed to, in one language at least."""
    return any(digest(twin[each].text.replace(f"{{{place}}}", f"{{{other}}}")) == was[each] for each in Language)


def _never_filled(names: Collection[str]) -> set[str]:
    """Those of the names that no code gives a value: as `name=`, `name:`, or a word between others."""
    left = {*names}
    for file in (file for pattern in _CODE for file in sorted(Path(ROOT).glob(pattern))):
        if not left:
            break
        left -= {*re.findall(rf"[{{,(]\s*({'|'.join(map(re.escape, left))})(?=\s*[=:,}})])", file.read_text("utf-8"))}
    return left
