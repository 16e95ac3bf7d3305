"""Whatever stands in a file or an answer: it is read, or refused in words; what is taken arrives whole in every format.

The examples are made by hypothesis, the same ones at each run.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import pikepdf
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from macros.checks.macro_calls import calls_in, syntax_problems
from macros.checks.page_slips import slip_problems
from macros.checks.twin_texts import sections_of
from macros.checks.twins import outline
from macros.checks.wording import figures_in, prose
from macros.content.catalogue import Records, load_catalogue
from macros.content.municipalities import slug
from macros.content.page_files import Page, read_page
from macros.content.site import ROOT, Site
from macros.content.yaml_reader import parse_yaml
from macros.filling.answers import read_answers
from macros.filling.pdf_fill import fill_pdf, form_of
from macros.filling.pdf_fonts import Fonts, fill_fonts
from macros.filling.slots import TextSlot, filled_file, parts_of
from macros.filling.values import Answers, clean, values_of, warnings
from macros.model.folding import folded
from macros.model.language import Bilingual, Edition, Language
from macros.model.problems import GuideError, Problem, report
from macros.model.records import StatementList
from macros.model.typography import typeset
from macros.pages.html_steps import typeset_html
from macros.pages.page_macros import PageMacros
from macros.pages.view import View
from macros.papers.docx import word_file
from macros.papers.downloads import Pack
from macros.papers.elements import Format, Paragraph, Words
from macros.papers.formats import refuse_missing_characters
from macros.papers.odt import open_document
from macros.papers.pdf import PaperError, print_pdf
from macros.rendering.fonts import lacking
from macros.rendering.html_tree import part_text, part_tree
from macros.search.words import stem, words
from tests.reading_papers import flat

TERMS = (ROOT / "data" / "terms.yml").read_text("utf-8")
PAGE = (ROOT / "docs" / "fr" / "understand" / "cost.md").read_text("utf-8")
FONTS = ROOT / ".cache" / "fonts"


def examples(count: int) -> settings:
    """How many examples: the same at each run, without a clock."""
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]
    return settings(max_examples=count, derandomize=True, database=None, deadline=None, suppress_health_check=quiet)


ANY_TEXT = st.text(max_size=60)
ODD_YAML = st.sampled_from(
    [
        "2026-13-45",
        "1e5",
        "~",
        "yes",
        "<<",
        "? ",
        "---\n",
        "%",
        "@",
        "`",
        "'",
        "\t",
        "\r\n",
        "\u2028",
        "\x85",
        "é",
        "1:30",
    ]
)
YAML_PIECES = st.sampled_from(
    [
        "- ",
        "  ",
        "\n",
        ": ",
        "id",
        "fr",
        "nl",
        ">-",
        "|",
        "&a ",
        "*a",
        "!!int ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        " #",
        '"',
    ]
)
YAML_LIKE = st.lists(st.one_of(YAML_PIECES, ODD_YAML, ANY_TEXT), max_size=25).map("".join)
JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "fr", "nl", "name", "block", "x", "{y}"]), inner, max_size=4)
    ),
    max_leaves=8,
)
MARKDOWN_PIECES = st.sampled_from(
    ["# ", "\n", "\n\n", "```", "~~~", "{{", "}}", ' term("charter") ', "{ #a }", "{#b}", "](a.md)", "](", "///", "- "]
)
ODD_MARKDOWN = st.sampled_from(
    [
        "/// details | x",
        "<div>",
        "</div>",
        "{%",
        "%}",
        "{##",
        "| a |",
        "    ",
        "\t",
        "9**9**9",
        "x|y",
        "é",
        "\x00",
        "\u202e",
    ]
)
MARKDOWN_LIKE = st.lists(st.one_of(MARKDOWN_PIECES, ODD_MARKDOWN, ANY_TEXT), max_size=25).map("".join)


def are_readable(problems: list[Problem]) -> bool:
    """Whether every problem says where, what and what to do."""
    assert report(problems)
    return all(problem.file and problem.message.strip() and problem.remedy.strip() for problem in problems)


# ---- loaders


@examples(400)
@given(st.one_of(YAML_LIKE, ANY_TEXT), st.booleans())
def test_any_yaml_is_read_or_refused_in_words(text: str, as_typed: bool) -> None:
    file, problems = parse_yaml(text, "data/x.yml", as_typed=as_typed)
    assert file is not None or problems
    assert are_readable(problems)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide") / "data"
    shutil.copytree(ROOT / "data", folder)
    return folder


@examples(40)
@given(st.integers(0, len(TERMS)), st.integers(0, 400), YAML_LIKE)
def test_a_file_of_data_with_anything_in_it_is_read_or_refused_in_words(
    data: Path, start: int, length: int, new: str
) -> None:
    file = data / "terms.yml"
    file.write_bytes((TERMS[:start] + new + TERMS[start + length :]).encode("utf-8", "surrogatepass"))
    catalogue, problems = load_catalogue(data)
    file.write_text(TERMS, "utf-8")
    assert (catalogue is None) == bool(problems)
    assert are_readable(problems)


def places_in(content: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in what a YAML file holds."""
    yield place
    inner = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in inner:
        yield from places_in(value, (*place, key))


RECORDS = {
    name: yaml.safe_load((ROOT / "data" / name).read_text("utf-8"))
    for name in ("guide.yml", "contested.yml", "builder.yml", "stages/stage-1.yml", "documents/reflex-card.yml")
}


@examples(50)
@given(st.sampled_from(sorted(RECORDS)), st.integers(0, 10_000), JSON_LIKE)
def test_any_value_in_the_place_of_another_is_taken_or_refused_in_words(
    data: Path, name: str, number: int, new: object
) -> None:
    places = list(places_in(RECORDS[name]))
    file, before = data / name, (data / name).read_bytes()
    file.write_text(yaml.safe_dump(replaced(RECORDS[name], places[number % len(places)], new)), "utf-8")
    catalogue, problems = load_catalogue(data)
    file.write_bytes(before)
    assert (catalogue is None) == bool(problems)
    assert are_readable(problems)


def replaced(content: object, place: tuple[str | int, ...], new: object) -> object:
    if not place:
        return new
    if isinstance(content, dict):
        return {key: replaced(value, place[1:], new) if key == place[0] else value for key, value in content.items()}
    assert isinstance(content, list)
    return [replaced(value, place[1:], new) if index == place[0] else value for index, value in enumerate(content)]


@examples(300)
@given(st.integers(0, len(PAGE)), st.integers(0, 300), MARKDOWN_LIKE)
def test_any_page_is_read_or_refused_in_words(tmp_path: Path, start: int, length: int, new: str) -> None:
    file = tmp_path / "page.md"
    file.write_bytes((PAGE[:start] + new + PAGE[start + length :]).encode("utf-8", "surrogatepass"))
    page, problems = read_page(file, "page.md", Language.FR)
    assert page is not None or problems
    if page is not None:
        problems += [*syntax_problems(page), *slip_problems(page)]
        assert list(calls_in(page)) is not None
        assert outline(page)
        assert sections_of(page)
    assert are_readable(problems)


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
    assert list(warnings(answers, site.catalogue)) is not None


# ---- texts of the guide in every format


def is_taken(text: str) -> bool:
    """Whether the data may hold this text; what is refused is refused in words."""
    try:
        Bilingual(fr=text, nl=text)
    except ValidationError as error:
        return not all(detail["msg"] for detail in error.errors())
    return True


LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).map(
    str.strip
)
GUIDE_TEXT = st.one_of(
    LETTERS,
    st.text(st.sampled_from("aéï'’«»“”:;!?%€&\"\\#$_*[]()/-…–0123 {}~^`|@"), min_size=1, max_size=40).map(str.strip),
)


@dataclass(frozen=True)
class _Shown:
    """What stands in one format, without spaces."""

    format: str
    text: str


@examples(60)
@given(GUIDE_TEXT)
def test_a_text_that_is_taken_stands_whole_in_word_opendocument_and_html(site: Site, pack: Pack, text: str) -> None:
    if not is_taken(text) or re.search(r"\{[a-z0-9-]+\}", text):
        return
    paper = pack.papers["announcement", Edition.FR].paper
    paper = replace(
        paper, elements=(paper.elements[0], Paragraph((Words(Language.FR, (typeset(text, Language.FR),)),)))
    )
    shown = [
        _Shown("Word", xml_text(word_file(paper), "word/document.xml")),
        _Shown("OpenDocument", xml_text(open_document(paper), "content.xml")),
        _Shown("HTML", flat(lxml.html.fromstring(f"<div>{html_with(text, site)}</div>").text_content())),
    ]
    for each in shown:
        assert flat(typeset(text, Language.FR)) in each.text, each.format


def xml_text(content: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return flat("".join(ElementTree.fromstring(archive.read(part)).itertext()))


def html_with(text: str, site: Site) -> str:
    """A list of statements with this text, as it stands on a page."""
    one = next(iter(site.catalogue.statements.values()))
    statement = one.statements[0].model_copy(update={"text": Bilingual(fr=text, nl=text)})
    changed: StatementList = one.model_copy(update={"statements": (statement,)})
    catalogue = replace(site.catalogue, statements=Records("list", {one.id: changed}))
    changed_site = Site(catalogue, site.pages)
    return str(PageMacros(View(changed_site, changed_site.page("understand/what.md", Language.FR))).statements(one.id))


@examples(12)
@given(GUIDE_TEXT)
def test_a_text_that_is_taken_stands_whole_in_a_pdf_or_its_character_is_named(
    pack: Pack, tmp_path: Path, text: str
) -> None:
    if not is_taken(text):
        return
    words_ = Words(Language.FR, (typeset(text, Language.FR),))
    paper = pack.papers["announcement", Edition.FR].paper
    paper = replace(paper, elements=(paper.elements[0], Paragraph((words_,))))
    if lacking(str(words_)):
        with pytest.raises(PaperError, match=r"U\+[0-9A-F]{4}"):
            refuse_missing_characters(paper)
        return
    (tmp_path / "paper.pdf").write_bytes(print_pdf(paper, FONTS))
    said = subprocess.run(
        ["pdftotext", "-raw", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True
    )
    assert flat(str(words_)) in flat(said.stdout)


# ---- answers in every format


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return fill_fonts(FONTS)


@examples(40)
@given(st.text(max_size=80), st.sampled_from([Format.WORD, Format.OPEN]))
def test_any_answer_stands_whole_in_word_and_opendocument(pack: Pack, text: str, kind: Format) -> None:
    parts = parts_of(pack.papers["announcement", Edition.FR].files[kind].content)
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
def test_any_answer_stands_whole_in_a_pdf_and_what_it_cannot_show_is_told(pack: Pack, fonts: Fonts, text: str) -> None:
    blank = pack.papers["announcement", Edition.FR].files[Format.FORM].content
    form = form_of(blank)
    field, value = form.texts[0], clean(text, lines=False)
    filled = fill_pdf(blank, form, fonts, {field.id: value}, ())
    with pikepdf.open(io.BytesIO(filled.content)) as pdf:
        found = {str(each.T): str(each.get("/V", "")) for each in pdf.Root.AcroForm.Fields if each.FT == "/Tx"}
    assert found[field.id] == value
    assert {each.entry for each in filled.shortfalls} <= {field.id}


# ---- words


@examples(300)
@given(st.text(max_size=60), st.sampled_from(list(Language)))
def test_the_words_of_any_text_are_folded_once_and_for_all(text: str, language: Language) -> None:
    assert folded(folded(text)) == folded(text)
    for word in words(text, language):
        assert word
        assert not re.search(r"\s", word)
        assert stem(word, language)
        assert words(text.upper(), language) is not None


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
    assert re.findall("<[^>]*>", typeset_html(html, Language.FR)) == re.findall("<[^>]*>", plain)


@examples(200)
@given(st.text(max_size=60))
def test_the_address_of_any_name_is_plain(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]*", slug(name))


@examples(60)
@given(st.dictionaries(st.sampled_from(["neighbourhood", "mayor-name", "x"]), st.text(max_size=30)))
def test_unknown_answers_put_nothing_in_a_paper(site: Site, values: dict[str, str]) -> None:
    texts = values_of(Answers(values=values), site.catalogue, Edition.FR).texts
    assert "x" not in texts


def test_a_page_cannot_make_the_check_work_for_ever(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(
        PAGE + '\n{{ source("a" * 9 ** 9 ** 9) }}\n{{ config.site_dir }}\n{% for x in range(9) %}{% endfor %}\n',
        "utf-8",
    )
    page, problems = read_page(file, "page.md", Language.FR)
    assert isinstance(page, Page)
    assert problems == []
    assert len(list(syntax_problems(page))) == 3
