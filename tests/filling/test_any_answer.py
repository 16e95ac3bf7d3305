"""Whatever is answered: it is read, or refused in words, and arrives whole in every format.

The examples are made by hypothesis, the same ones at each run.
"""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any

import pikepdf
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.content.site import Site
from macros.filling.answers import read_answers
from macros.filling.exchange import Content, Fonts
from macros.filling.pieces import in_pieces
from macros.filling.scripts import Scripts
from macros.model.language import Edition
from macros.model.problems import GuideError, Problem
from macros.model.typography import unbroken
from macros.rendering.archive import zipped
from tests.building import OnePaper
from tests.examples import JSON_LIKE, YAML_LIKE, are_readable, examples
from tests.filling.functions import FONTS, Functions
from tests.papers.reading_papers import flat, xml_text


@examples(200)
@given(st.one_of(st.binary(max_size=200), YAML_LIKE.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_file_of_answers_is_read_or_refused_in_words(asked: Content, scripts: Scripts, content: bytes) -> None:
    for start in (
        b"",
        b"format: plp-bin-answers\nversion: 1\nanswers:\n  ",
        b'{"format": "plp-bin-answers", "version": 1, ',
    ):
        _, problems = taken(start + content, asked, scripts)
        assert are_readable(problems)


_NUMBERS = ("02 000 00 10", "(0)470", "+32", "0", "1", "1.", "1,", "02\u2011000 10", "02/03/2027 09")
_BESIDE_NUMBERS = (*" ./-:(+@_aé", ".be@", "1000 É", "mai ", "Rue 12", "Rue 7b,")
_NUMBERLIKE = st.lists(st.sampled_from([*_NUMBERS, *_BESIDE_NUMBERS]), max_size=8).map("".join)


@examples(1000)
@given(_NUMBERLIKE)
def test_the_scripts_and_python_find_the_same_telephone_numbers_and_addresses_among_words(
    functions: Functions, text: str
) -> None:
    """Papers filled in and those of the example, in which none is cut at the end of a line."""
    asked = {"questions": [{"ask": "field", "kind": "line", "id": "contact"}]}
    typed = functions.clean(text, lines=False)
    texts = functions.call("values", "valuesOf", asked, {"contact": typed}, Edition.FR)["texts"]
    assert texts.get("contact", "") == unbroken(typed)


def taken(content: bytes, asked: Content, scripts: Scripts) -> tuple[Any, list[Problem]]:
    """What a file says, nothing when it is refused; and the problems."""
    try:
        return read_answers(content, "answers.yml", asked, scripts).content, []
    except GuideError as error:
        return {}, list(error.problems)


@examples(100)
@given(st.dictionaries(st.integers(0, 200), JSON_LIKE, max_size=4), st.sampled_from(list(Edition)))
def test_any_answers_fill_in_or_are_refused_in_words(
    site: Site,
    asked: Content,
    scripts: Scripts,
    functions: Functions,
    given_values: dict[int, object],
    edition: Edition,
) -> None:
    fields = sorted(site.catalogue.fields)
    values = {fields[number % len(fields)]: value for number, value in given_values.items()}
    content = {"format": "plp-bin-answers", "version": 1, "edition": edition.value, "answers": values}
    file, problems = taken(yaml.safe_dump(content).encode(), asked, scripts)
    assert are_readable(problems)
    answers = file.get("answers", {})
    texts = functions.call("values", "valuesOf", asked, answers, edition)["texts"].values()
    assert all(text == functions.clean(text, lines=True) for text in texts)
    assert {*functions.call("values", "warnings", asked, answers, edition)} <= {rule.id for rule in asked.rules}


@examples(60)
@given(st.dictionaries(st.sampled_from(["neighbourhood", "mayor-name", "x"]), st.text(max_size=30)))
def test_unknown_answers_put_nothing_in_a_paper(asked: Content, functions: Functions, values: dict[str, str]) -> None:
    assert "x" not in functions.call("values", "valuesOf", asked, values, "fr")["texts"]


@examples(40)
@given(st.text(max_size=80), st.sampled_from(["docx", "odt"]))
def test_any_answer_stands_whole_in_word_and_opendocument(
    one_paper: OnePaper, functions: Functions, text: str, kind: str
) -> None:
    packed = one_paper("announcement", Edition.FR)
    entry = next(entry.id for entry in packed.paper.entries if entry.kind is not None)
    value = functions.clean(text, lines=False)
    filled = zipped(functions.filled_parts(packed, kind, {entry: value}, ()))
    part = "word/document.xml" if kind == "docx" else "content.xml"
    assert flat(value) in xml_text(filled, part)


@examples(30)
@given(st.text(max_size=80))
def test_any_answer_stands_whole_in_a_pdf_and_what_it_cannot_show_is_told(
    one_paper: OnePaper, functions: Functions, fonts: Fonts, text: str
) -> None:
    pieces, without_sheets = in_pieces(one_paper("announcement", Edition.FR).paper, FONTS)
    value = functions.clean(text, lines=False)
    made = functions.set_anew(without_sheets, pieces, fonts, {"neighbourhood": value})
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        drawn = "".join(page.Contents.read_bytes().decode("latin-1") for page in pdf.pages)
    told = {each.entry for each in made.shortfalls}
    shown = [char for char in value if char in fonts.chars and not char.isspace()]
    assert all(f"{ord(char):04x}" in drawn for char in shown)
    assert told == ({"neighbourhood"} if lacking(value, fonts) else set())


def lacking(value: str, fonts: Fonts) -> bool:
    """Whether a text has characters that are seen and that the font does not hold."""
    seen = re.sub(r"[\s\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]", "", unicodedata.normalize("NFC", value))
    return any(char not in fonts.chars for char in seen)
