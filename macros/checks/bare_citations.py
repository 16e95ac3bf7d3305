"""Sources that a text names in square brackets, as the lists of the data do: readers would see that as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from macros.checks.twin_texts import TwinText
from macros.checks.wording import prose
from macros.model.language import Language
from macros.model.messages import Message
from macros.model.problems import Problem

_NOT_SHOWN = re.compile(r"`[^`]*`|\{\{.*?\}\}", re.DOTALL)
_IN_BRACKETS = re.compile(r"\[(([a-z0-9-]+)(?: [^\s\]]+)?)\](?![(\[])")


def citation_problems(texts: Iterable[TwinText], sources: Collection[str]) -> Iterator[Problem]:
    """Texts with the id of one of the `sources` in brackets, with a place in it or without."""
    for twin in texts:
        for language in () if twin.is_fact else Language:
            at = twin[language]
            if "[" not in at.text or not prose(at.text):  # nothing but code
                continue
            for citation, source in _IN_BRACKETS.findall(_NOT_SHOWN.sub("", at.text)):
                if source in sources:
                    on_page = twin.source.startswith("docs/")
                    how = Message("cite-on-page", citation=citation) if on_page else Message("cite-in-data")
                    named = {"record": twin.record, "language": language, "citation": citation, "how": how}
                    yield Problem.of("source-in-brackets", at.file, at.line, **named)
