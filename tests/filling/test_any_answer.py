"""Whatever is answered: it is read, or refused in words, and arrives whole in every format.

The examples are made by hypothesis, the same ones at each run.
"""

from __future__ import annotations

import io

import pikepdf
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from macros.content.site import ROOT, Site
from macros.filling.answers import read_answers
from macros.filling.pdf_fill import fill_pdf, form_of
from macros.filling.pdf_fonts import Fonts, fill_fonts
from macros.filling.slots import TextSlot, filled_file, parts_of
from macros.filling.values import Answers, clean, values_of, warnings
from macros.model.language import Edition
from macros.model.problems import GuideError, Problem
from macros.model.questionnaire import warnings_in
from macros.papers.paper import Format
from tests.building import OnePaper
from tests.examples import JSON_LIKE, YAML_LIKE, are_readable, examples
from tests.papers.reading_papers import flat, xml_text


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return fill_fonts(ROOT / ".cache" / "fonts")


@examples(200)
@given(st.one_of(st.binary(max_size=200), YAML_LIKE.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_file_of_answers_is_read_or_refused_in_words(site: Site, content: bytes) -> None:
    for start in (
        b"",
        b"format: plp-bin-answers\nversion: 1\nanswers:\n  ",
        b'{"format": "plp-bin-answers", "version": 1, ',
    ):
        answers, problems = taken(start + content, site)
        assert are_readable(problems)
        assert values_of(answers, site.catalogue, answers.edition)


def taken(content: bytes, site: Site) -> tuple[Answers, list[Problem]]:
    """The answers in a file, none when it is refused; and the problems."""
    try:
        return read_answers(content, "answers.yml", site.catalogue), []
    except GuideError as error:
        return Answers(), list(error.problems)


@examples(100)
@given(st.dictionaries(st.integers(0, 200), JSON_LIKE, max_size=4), st.sampled_from(list(Edition)))
def test_any_answers_fill_in_or_are_refused_in_words(
    site: Site, given_values: dict[int, object], edition: Edition
) -> None:
    asked = sorted(site.catalogue.fields)
    values = {asked[number % len(asked)]: value for number, value in given_values.items()}
    content = {"format": "plp-bin-answers", "version": 1, "edition": edition.value, "answers": values}
    answers, problems = taken(yaml.safe_dump(content).encode(), site)
    assert are_readable(problems)
    texts = values_of(answers, site.catalogue, edition).texts.values()
    assert all(text == clean(text, lines=True) for text in texts)
    assert {each.id for each in warnings(answers, site.catalogue)} <= {
        each.id for each in warnings_in(site.catalogue.rules.values())
    }


@examples(60)
@given(st.dictionaries(st.sampled_from(["neighbourhood", "mayor-name", "x"]), st.text(max_size=30)))
def test_unknown_answers_put_nothing_in_a_paper(site: Site, values: dict[str, str]) -> None:
    texts = values_of(Answers(values=values), site.catalogue, Edition.FR).texts
    assert "x" not in texts


@examples(40)
@given(st.text(max_size=80), st.sampled_from([Format.WORD, Format.OPEN]))
def test_any_answer_stands_whole_in_word_and_opendocument(one_paper: OnePaper, text: str, kind: Format) -> None:
    parts = parts_of(one_paper("announcement", Edition.FR).files[kind].content)
    entry = next(
        piece.entry
        for part in parts.values()
        if not isinstance(part, bytes)
        for piece in part
        if isinstance(piece, TextSlot)
    )
    value = clean(text, lines=False)
    filled = filled_file(parts, {entry: value}, ())
    part = "word/document.xml" if kind is Format.WORD else "content.xml"
    assert flat(value) in xml_text(filled, part)


@examples(30)
@given(st.text(max_size=80))
def test_any_answer_stands_whole_in_a_pdf_and_what_it_cannot_show_is_told(
    one_paper: OnePaper, fonts: Fonts, text: str
) -> None:
    blank = one_paper("announcement", Edition.FR).files[Format.FORM].content
    form = form_of(blank)
    field, value = form.texts[0], clean(text, lines=False)
    filled = fill_pdf(blank, form, fonts, {field.id: value}, ())
    with pikepdf.open(io.BytesIO(filled.content)) as pdf:
        found = {str(each.T): str(each.get("/V", "")) for each in pdf.Root.AcroForm.Fields if each.FT == "/Tx"}
    assert found[field.id] == value
    assert {each.entry for each in filled.shortfalls} <= {field.id}
