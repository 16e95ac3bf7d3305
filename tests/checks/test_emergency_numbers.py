"""A number that someone in danger could call is one of those that are known, wherever it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros.checks.emergency_numbers import number_problems, numbers_to_call
from macros.checks.site import checked_site
from macros.checks.twin_texts import texts_in
from macros.content.page_files import load_pages
from macros.content.site import ROOT, Site
from macros.model.messages import MessageLanguage
from macros.model.problems import GuideError, Problem
from tests.checks.moving import change

KNOWN = re.compile(r"(?<![\w.,-])101(?![\w-])")
COMMUNE = "data/communes/berchem-sainte-agathe.yml"


def places() -> list[str]:
    """The files of the guide in which readers are told to call the police."""
    patterns = ("data/**/*.yml", "docs/**/*.md", "overrides/**/*.html", "macros/book/templates/*")
    files = [file for pattern in patterns for file in ROOT.glob(pattern) if KNOWN.search(file.read_text("utf-8"))]
    return sorted(file.relative_to(ROOT).as_posix() for file in files)


def found_in(root: Path, site: Site) -> list[Problem]:
    texts = texts_in(root, load_pages(root / "docs")[0])
    return list(number_problems(root, texts, site.catalogue))


@pytest.mark.parametrize("name", places())
def test_another_number_in_the_place_of_that_of_the_police_is_refused(name: str, locked_copy: Path, site: Site) -> None:
    file = locked_copy / name
    file.write_text(KNOWN.sub("102", file.read_text("utf-8")), "utf-8")
    (problem,) = found_in(locked_copy, site)
    assert (problem.file, problem.message[:4]) == (name, "102 ")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("mkdocs.yml", "Understand: Comprendre", "Understand: Appelez le 107"),
        ("macros/messages/commands.yml", "agreed:\n", 'agreed:\n  # call "103"\n'),
        ("docs/assets/js/checklist.js", "const ", 'const called = "Bel 110";\nconst '),
        ("docs/assets/css/guide.css", "{", '{ content: "111";'),
        ("overrides/bare.html", 'href="tel:101"', 'href="tel:+3225551234"'),
        ("data/communes/exemple.yml.txt", "#", "# 119\n#"),
    ],
)
def test_a_number_that_was_not_there_is_refused_in_settings_messages_scripts_and_templates(
    name: str, old: str, new: str, locked_copy: Path, site: Site
) -> None:
    change(locked_copy / name, old, new)
    (problem,) = found_in(locked_copy, site)
    assert problem.file == name
    assert problem.message.translated_into(MessageLanguage.NL) != problem.message  # type: ignore[attr-defined]


def test_the_list_of_numbers_may_not_lack_one_that_stands_in_texts(guide_copy: Path) -> None:
    change(guide_copy / "data" / "emergency_numbers.yml", 'number: "101"', 'number: "102"')
    with pytest.raises(GuideError, match="101 could be taken for an emergency number") as raised:
        checked_site(guide_copy)
    assert len(raised.value.problems) == 1, "told once, with other places"


def test_a_number_that_counts_needs_a_reason(guide_copy: Path) -> None:
    text = re.search(r"(?m)^ +fr: >-\n +(Selon une page sans date .*)\n", (guide_copy / COMMUNE).read_text("utf-8"))
    assert text
    for language_text in (
        text[1],
        next(iter(re.findall(r"(Volgens een pagina zonder datum .*)", (guide_copy / COMMUNE).read_text("utf-8")))),
    ):
        change(guide_copy / COMMUNE, language_text, f"{language_text} (105)")
    with pytest.raises(GuideError, match="105 could be taken for an emergency number"):
        checked_site(guide_copy)
    exceptions = guide_copy / "data" / "twin_exceptions.yml"
    reason = '\n- id: counted\n  kind: number\n  reason: So many streets.\n  texts: ["(105)"]\n'
    exceptions.write_text(exceptions.read_text("utf-8") + reason, "utf-8")
    checked_site(guide_copy)


def test_an_exception_for_a_number_that_no_text_has_is_refused(guide_copy: Path) -> None:
    exceptions = guide_copy / "data" / "twin_exceptions.yml"
    reason = '\n- id: counted\n  kind: number\n  reason: So many streets.\n  texts: ["(105)"]\n'
    exceptions.write_text(exceptions.read_text("utf-8") + reason, "utf-8")
    with pytest.raises(GuideError, match=r"no text needs the exception '\(105\)' \(number\)"):
        checked_site(guide_copy)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Appelez le 102.", ["102"]),
        ("Bel 101/112.", ["101", "112"]),
        ("het nummer (107)", ["107"]),
        ("au 102 24 heures sur 24", ["102"]),
        ("le 101 102", ["101", "102"]),
        ("[appeler](tel:0470123456)", ["0470123456"]),
        ("0470 110 118, 02 110 20 30, +32 2 110 20 30, 02/110.20.30", []),
        ("1 101 fois, 112 500 habitants, 0,110 €, € 110, 110 %, 1101", []),
        ("Bel １０２ of ١٠٧, 1&#48;3 of 10**4**.", ["102", "107", "103", "104"]),
        ("https://example.be/107 et a107@example.be", []),
    ],
)
def test_what_looks_like_a_number_to_call(text: str, numbers: list[str]) -> None:
    assert [*numbers_to_call(text)] == numbers
