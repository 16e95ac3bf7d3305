"""Sentences have the length of speech: a text of short ones only reads like a telegram."""

from __future__ import annotations

import re

from macros.content.site import Site
from macros.model.language import Language
from tests.building import BuiltSite
from tests.site.test_provenance import sentences

SAID_SENT_OR_FILLED_IN = (
    *("examples/", "documents/slides.md", "documents/support-survey.md", "documents/evaluation-form.md"),
    *("documents/builder.md", "documents/message.md", "create/planner.md", "create/years.md", "search.md", "a-z.md"),
)
"""Speech, messages, questions and tools, whose sentences are as short as they are."""
PROSE = ".//p[not(ancestor::li or ancestor::dd or ancestor::table or ancestor::figure)]"
_WHOLE = re.compile(r"[^\W\d_]{2}.*\s.*[^\W\d_]{2}.*[.!?…]\W*$")
"""At least two words, and an end: neither a label nor "Art. 2."."""
SHORT = 7
"""Words."""


def test_at_most_one_sentence_in_five_is_short(site: Site, built: BuiltSite, language: Language) -> None:
    """Outside lists and tables."""
    lengths = [
        (len(re.findall(r"\w[\w’'-]*", sentence)), path, sentence)
        for path in site.paths
        if not path.startswith(SAID_SENT_OR_FILLED_IN)
        for sentence in sentences(built.pages[site.page(path, language).address], PROSE)
        if _WHOLE.search(sentence)
    ]
    short = [each for each in lengths if each[0] <= SHORT]
    assert len(lengths) > 1000
    assert len(short) <= len(lengths) / 5, "\n".join(f"{path}: {sentence}" for _, path, sentence in short)
