"""Whatever a text says: typography changes none of its words, and folding is done once and for all.

The examples are made by hypothesis, the same ones at each run.
"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from macros.checks.wording import figures_in, prose
from macros.model.folding import folded
from macros.model.language import Language
from macros.model.typography import typeset
from macros.pages.html_steps import finished_content
from macros.rendering.html_tree import part_text, part_tree
from macros.search.words import stem, words
from tests.examples import ANY_TEXT, GUIDE_TEXT, examples


@examples(300)
@given(GUIDE_TEXT, st.sampled_from(list(Language)))
def test_typography_changes_no_word_and_no_number(text: str, language: Language) -> None:
    assert words(typeset(text, language), language) == words(text, language)
    assert typeset(typeset(text, language), language) == typeset(text, language)
    assert figures_in(prose(typeset(text, language)), language) == figures_in(prose(text), language)
    assert re.sub(r"\s|\u2060|['’]", "", typeset(text, language)) == re.sub(r"\s|\u2060|['’]", "", text)


@examples(200)
@given(
    st.lists(st.one_of(st.sampled_from(["<p>", "</p>", "<code>", "</code>", "<b a='1 ;'>", "'"]), ANY_TEXT)).map(
        "".join
    )
)
def test_typography_leaves_every_tag_as_it_is(html: str) -> None:
    plain = part_text(part_tree(html))
    assert re.findall("<[^>]*>", finished_content(html, (), {}, Language.FR).html) == re.findall("<[^>]*>", plain)


@examples(300)
@given(st.text(max_size=60), st.sampled_from(list(Language)))
def test_the_words_of_any_text_are_folded_once_and_for_all(text: str, language: Language) -> None:
    assert folded(folded(text)) == folded(text)
    for word in words(text, language):
        assert word
        assert not re.search(r"\s", word)
        assert stem(word, language)
        assert words(word.upper(), language)
