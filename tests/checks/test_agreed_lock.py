"""What stands in another place, or has another id or another value, does not pass without a word."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks.agreed_lock import LOCK, agreed_of, lock_below, read_lock, written_lock
from macros.checks.frame import frame_facts
from macros.checks.lock_problems import agreed_texts, renewed, unpublishable
from macros.checks.site import checked_site
from macros.checks.twin_texts import TextAt, TwinText
from macros.content.page_files import load_pages
from macros.content.site import ROOT
from macros.model.language import Language
from macros.model.messages import MessageLanguage
from macros.model.problems import GuideError
from tests.checks.moving import (
    add_paragraph,
    at,
    change,
    found_in,
    move_paragraph,
    move_record,
    pages,
    record,
    sections,
    set_fact,
    swap_texts,
    write_sections,
)

Fault = Callable[[Path], None]
STAGE, ROLES, CARD = "data/stages/stage-2.yml", "data/roles.yml", "data/documents/reflex-card.yml"
COMMUNE, QUESTIONS, STATEMENTS = "data/communes/berchem-sainte-agathe.yml", "data/questions.yml", "data/statements.yml"
FORM, COST = "data/documents/evaluation-form.yml", "understand/cost.md"
TASKS = "moments[before-evening]/tasks"


def agree(root: Path, *places: str) -> None:
    text, _ = renewed(agreed_texts(root, load_pages(root / "docs")[0]), lock_below(root), places)
    (root / LOCK).write_text(text, "utf-8")


def swap_facts(root: Path, file: str, one: str, other: str) -> None:
    values = [at(root, file, place).fr.text.replace('"', "") for place in (one, other)]
    assert values[0] != values[1]
    for place, value in zip((one, other), reversed(values), strict=True):
        set_fact(root, file, place, value)


def move_section(root: Path) -> None:
    for file in pages(root, COST):
        parts = sections(file)
        write_sections(file, {**{name: text for name, text in parts.items() if name != "rule"}, "rule": parts["rule"]})


def exclude(root: Path) -> None:
    change(pages(root, COST)[0], "\nslug:", "\nsearch: {exclude: true}\nslug:")


def swap_labels(root: Path) -> None:
    swap_texts(root, "data/labels.yml", "emergency-question", "emergency-answer")


def reverse(root: Path) -> None:
    """All questions in the opposite order."""
    file = root / QUESTIONS
    head, questions = file.read_text("utf-8").split("\nquestions:\n")
    records = re.findall(r"(?ms)^  - id: .*?(?=^  - id: |\Z)", questions)
    file.write_text(f"{head}\nquestions:\n{''.join(each.rstrip(chr(10)) + chr(10) for each in records[::-1])}", "utf-8")


PLACES: dict[str, tuple[Fault, str]] = {
    "titles of two tasks": (
        lambda root: swap_texts(root, STAGE, f"{TASKS}[plan-evening]/title", f"{TASKS}[invite-neighbourhood]/title"),
        "stage-2 › before-evening › plan-evening › title and now stands at .* invite-neighbourhood › title",
    ),
    "texts of two statements": (
        lambda root: swap_texts(
            root, STATEMENTS, "[is]/statements[written-agreement]/text", "[is-not]/statements[not-a-patrol]/text"
        ),
        "is › written-agreement › text and now stands at is-not › not-a-patrol › text",
    ),
    "sources of two statements": (
        lambda root: swap_facts(
            root, STATEMENTS, "[is]/statements[police-assesses]/sources", "[is]/statements[written-agreement]/sources"
        ),
        "2 changed.* police-assesses › sources is now",
    ),
    "levels of two tasks": (
        lambda root: swap_facts(
            root,
            STAGE,
            f"{TASKS}[plan-evening]/level",
            "moments[after-evening]/tasks[write-evening-minutes]/level",
        ),
        'plan-evening › level is now "may"',
    ),
    "definitions of two terms": (
        lambda root: swap_texts(root, "data/terms.yml", "[plp]/definition", "[plp-i]/definition"),
        "stood at plp › definition and now stands at plp-i › definition",
    ),
    "two answers of a choice": (
        lambda root: swap_texts(
            root, FORM, "blocks[reporting]/options[good]/text", "blocks[reporting]/options[could-be-better]/text"
        ),
        "reporting › good › text and now stands at .* reporting › could-be-better › text",
    ),
    "two steps of the card": (
        lambda root: swap_texts(root, CARD, "blocks[]/steps[]", "blocks[]/steps[]", (0, 1)),
        "1 moved.*stands in another order",
    ),
    "two paragraphs of an answer": (
        lambda root: swap_texts(
            root, QUESTIONS, "questions[can-we-start]/answer[]", "questions[can-we-start]/answer[]", (0, 1)
        ),
        "1 moved",
    ),
    "what a role does and does not": (
        lambda root: swap_texts(
            root, ROLES, "[citizen]/does[citizen-watchful]/text", "[citizen]/does_not[citizen-no-patrol]/text"
        ),
        "2 moved.*citizen-no-patrol › text and now stands at citizen › citizen-watchful › text",
    ),
    "a thing not to do among those to do": (
        lambda root: move_record(root, "citizen-no-patrol", ROLES, "citizen-watchful"),
        "1 moved.*citizen-no-patrol stood in citizen › does_not and now stands in citizen › does ",
    ),
    "tasks of the police and the municipality": (
        lambda root: swap_texts(
            root, ROLES, "[municipality]/does[municipality-evening]/text", "[police]/does[police-acts]/text"
        ),
        "municipality › municipality-evening › text and now stands at police › police-acts › text",
    ),
    "a task at another stage": (
        lambda root: move_record(root, "invite-neighbourhood", "data/stages/stage-3.yml", "draft-charter"),
        "invite-neighbourhood stood in stage-2 › before-evening › tasks and now stands in stage-3",
    ),
    "labels": (swap_labels, "emergency-question and now stands at emergency-answer"),
    "a paragraph under another heading": (
        lambda root: move_paragraph(root, COST, "rule", "evening"),
        "1 moved.*stood at understand/cost.md › #rule and now stands at understand/cost.md › #evening",
    ),
    "a section": (move_section, "1 moved.*stands in another order"),
    "all questions": (reverse, "[3-9]\\d moved"),
    "the police zone": (
        lambda root: change(root / COMMUNE, "-West (", "-Oost ("),
        "1 changed.*berchem-sainte-agathe › police_zone is now",
    ),
    "the day of reading of a municipality": (
        lambda root: set_fact(root, COMMUNE, "checked_on", "2026-11-01"),
        "checked_on is now",
    ),
    "the day of reading of a source": (
        lambda root: set_fact(root, "data/sources.yml", "[polbru]/checked_on", "2026-11-01"),
        "polbru › checked_on is now",
    ),
    "a word for the search": (
        lambda root: set_fact(root, "data/word_families.yml", "[absent]/fr", "[absent, parti]"),
        "absent › fr is now",
    ),
    "what search leaves out": (exclude, "cost.md › search is new"),
    "a template": (
        lambda root: change(root / "overrides/partials/emergency.html", "emergency-question", "emergency-answer"),
        "1 changed.*overrides/partials/emergency.html",
    ),
    "the name of a section of the site": (
        lambda root: change(root / "mkdocs.yml", "Understand: Comprendre", "Understand: Apprendre"),
        "1 changed.*mkdocs.yml",
    ),
    "a template of a paper": (
        lambda root: change(root / "macros/papers/templates/paper.typ", "tick", "tock"),
        "1 changed.*paper.typ",
    ),
    "a style that hides the number of the police": (
        lambda root: change(root / "docs/assets/css/guide.css", ".emergency {", ".emergency {\n  display: none;"),
        "1 changed.*docs/assets/css/guide.css",
    ),
    "a script that changes it": (
        lambda root: change(root / "docs/assets/js/page.js", "const ", "const number = 100 + 2;\nconst "),
        "1 changed.*docs/assets/js/page.js",
    ),
    "the drawing of the guide": (
        lambda root: change(root / "docs/assets/mark.svg", "</svg>", '<path d="M0 0h9"/></svg>'),
        "1 changed.*docs/assets/mark.svg",
    ),
    "the example of a municipality": (
        lambda root: change(root / "data/communes/exemple.yml.txt", "sources", "source"),
        "1 changed.*exemple.yml.txt",
    ),
}


@pytest.mark.parametrize("what", PLACES)
def test_what_is_in_another_place_is_asked_once_by_name_and_agreed_to_with_one_command(
    what: str, locked_copy: Path
) -> None:
    fault, said = PLACES[what]
    fault(locked_copy)
    (problem,) = found_in(locked_copy)
    assert re.search(said, problem.message)
    assert unpublishable(locked_copy, load_pages(locked_copy / "docs")[0]) == []
    agree(locked_copy)
    assert found_in(locked_copy) == []


def test_what_stands_at_the_head_of_a_page_has_the_line_of_its_key(locked_copy: Path) -> None:
    change(locked_copy / "docs/fr/understand/cost.md", "checked_on: ", "checked_on:  2026-01-02  #")
    change(locked_copy / "docs/fr/understand/cost.md", "description: ", "description:  ")
    (problem,) = found_in(locked_copy)
    head = (locked_copy / "docs/fr/understand/cost.md").read_text("utf-8").split("\n")
    assert head[problem.line - 1].startswith("checked_on: ")


def test_what_is_no_text_is_to_be_looked_at_and_not_read(locked_copy: Path) -> None:
    PLACES["a style that hides the number of the police"][0](locked_copy)
    (problem,) = found_in(locked_copy)
    assert problem.message.startswith("templates, styles, scripts or settings")
    assert problem.remedy.startswith("look at what they draw, in both languages")


def test_a_police_zone_has_no_number_of_a_person(guide_copy: Path) -> None:
    name = at(guide_copy, COMMUNE, "police_zone").fr.text.split('"')[3]
    change(guide_copy / COMMUNE, name, f"{name}, 0470 12 34 56")
    with pytest.raises(GuideError, match="has a mobile number"):
        checked_site(guide_copy)


NEW = ("Lisez cette page avec vos voisins.", "Lees deze pagina samen met uw buren.")


def test_a_new_paragraph_asks_about_itself_and_not_about_those_after_it(locked_copy: Path) -> None:
    add_paragraph(locked_copy, COST, "rule", NEW)
    (problem,) = found_in(locked_copy)
    assert re.search(r": 0 changed, 1 new, 0 gone, 0 moved\. “Lisez cette page", problem.message)


def test_a_heading_with_other_words_asks_about_itself(locked_copy: Path) -> None:
    for file in pages(locked_copy, COST):
        change(file, " { #rule }", ", demain { #rule }" if "/fr/" in file.as_posix() else ", morgen { #rule }")
    (problem,) = found_in(locked_copy)
    assert ": 1 changed, 0 new, 0 gone, 0 moved. “## " in problem.message


def test_a_record_that_is_new_or_gone_is_told_once(locked_copy: Path) -> None:
    text = record((locked_copy / ROLES).read_text("utf-8"), "citizen-watchful")
    change(locked_copy / ROLES, text, "")
    (problem,) = found_in(locked_copy)
    assert ": 0 changed, 0 new, 1 gone, 0 moved. citizen-watchful is gone" in problem.message
    agree(locked_copy)
    change(locked_copy / ROLES, "  does:\n", f"  does:\n{text}")
    (problem,) = found_in(locked_copy)
    assert ": 0 changed, 1 new, 0 gone, 0 moved. citizen-watchful is new" in problem.message


def test_the_order_of_the_keys_of_a_record_means_nothing(locked_copy: Path) -> None:
    change(locked_copy / STAGE, "id: stage-2\nnumber: 2\n", "number: 2\nid: stage-2\n")
    assert found_in(locked_copy) == []


def test_lines_written_by_hand_settle_what_the_command_would(locked_copy: Path) -> None:
    move_paragraph(locked_copy, COST, "rule", "evening")
    (problem,) = found_in(locked_copy)
    found = re.search(r"below (\S+), delete “(.+?)”, add “(.+?)” after “(.+?)”", problem.remedy)
    assert found
    text = (locked_copy / LOCK).read_text("utf-8")
    start = text.index(f"{found[1]}\n")
    own = text[start:].replace(f" {found[2]}\n", "", 1).replace(f" {found[4]}\n", f" {found[4]}\n {found[3]}\n", 1)
    (locked_copy / LOCK).write_text(text[:start] + own, "utf-8")
    assert found_in(locked_copy) == []


def test_each_file_that_is_asked_about_says_how_to_do_it_by_hand(locked_copy: Path) -> None:
    for what in ("labels", "levels of two tasks"):
        PLACES[what][0](locked_copy)
    assert [
        problem.remedy.count("agreed.lock; commit") + problem.remedy.count("below data/")
        for problem in (found_in(locked_copy))
    ] == [1, 1]


SENTENCES = ("a task at another stage", "levels of two tasks", "a section", "titles of two tasks", "a template")
"""What is told in each way that there is."""


@pytest.mark.parametrize("what", SENTENCES)
def test_what_is_asked_is_told_in_french_and_in_dutch(what: str, locked_copy: Path) -> None:
    PLACES[what][0](locked_copy)
    (problem,) = found_in(locked_copy)
    told = {problem.message.translated_into(language) for language in MessageLanguage}  # type: ignore[attr-defined]
    assert len(told) == len(MessageLanguage)


# ---- sources

CITING = '.{{ source("guide-berchem 1.5") }}\n'
OTHERWISE_CITED = {
    "another place": '.{{ source("guide-berchem 1.6") }}\n',
    "another source": '.{{ source("besafe-finance") }}\n',
    "a source more": '.{{ source("guide-berchem 1.5", "besafe-finance") }}\n',
    "a mark more": '.{{ source("guide-berchem 1.5") }}{{ source("besafe-finance") }}\n',
}


def cite(root: Path, new: str, *, words: Language | None) -> None:
    """Writes other sources behind the first paragraph of a section in both languages, and a word more in one."""
    for file, language in zip(pages(root, COST), Language, strict=True):
        parts = sections(file)
        assert CITING in parts["evening"]
        parts["evening"] = parts["evening"].replace(CITING, (", oui" if words is language else "") + new, 1)
        write_sections(file, parts)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("what", OTHERWISE_CITED)
def test_words_that_changed_alone_are_refused_though_both_languages_have_other_sources(
    what: str, language: Language, locked_copy: Path
) -> None:
    cite(locked_copy, OTHERWISE_CITED[what], words=language)
    (problem,) = found_in(locked_copy)
    assert f"docs/{language}/understand/cost.md" == problem.file
    assert "only the sources" in problem.message
    assert unpublishable(locked_copy, load_pages(locked_copy / "docs")[0]) == [problem]
    agree(locked_copy)
    assert found_in(locked_copy) == [problem]
    place = re.search(r"UNCHANGED=(\S+)", problem.remedy)
    assert place
    agree(locked_copy, place[1])
    assert found_in(locked_copy) == []


def test_a_place_that_nothing_cites_any_more_hides_no_words_that_changed_alone(locked_copy: Path) -> None:
    """Wherever a source had one article more, all that cite it change at once."""
    cite(locked_copy, CITING, words=Language.FR)
    for file in (*locked_copy.glob("docs/*/**/*.md"), *locked_copy.glob("data/**/*.yml")):
        text = file.read_text("utf-8")
        file.write_text(text.replace("guide-berchem 1.5", "guide-berchem 1.9"), "utf-8")
    told = [each for each in found_in(locked_copy) if "only the sources" in each.message]
    assert [each.file for each in told] == ["docs/fr/understand/cost.md"]


def test_other_sources_behind_the_same_words_are_asked(locked_copy: Path) -> None:
    cite(locked_copy, OTHERWISE_CITED["another place"], words=None)
    (problem,) = found_in(locked_copy)
    assert ": 1 changed, 0 new, 0 gone, 0 moved" in problem.message


@pytest.mark.parametrize("spelt", ['.{{source("guide-berchem 1.6")}}\n', ".{{ source('guide-berchem 1.6') }}\n"])
def test_sources_that_one_language_spells_otherwise_are_asked(spelt: str, locked_copy: Path) -> None:
    cite(locked_copy, OTHERWISE_CITED["another place"], words=None)
    _, dutch = pages(locked_copy, COST)
    parts = sections(dutch)
    parts["evening"] = parts["evening"].replace(OTHERWISE_CITED["another place"], spelt, 1)
    write_sections(dutch, parts)
    (problem,) = found_in(locked_copy)
    assert ": 1 changed, 0 new, 0 gone, 0 moved" in problem.message


def test_a_place_of_a_label_that_nothing_fills_has_the_name_back_that_was_agreed_to(locked_copy: Path) -> None:
    """Both languages have it, so that neither shows that the other is wrong."""
    for language in Language:
        words = at(locked_copy, "data/labels.yml", "search-one")[language].text
        change(locked_copy / "data/labels.yml", words, words.replace("{query}", "{demande}"))
    with pytest.raises(GuideError) as raised:
        checked_site(locked_copy)
    (problem,) = raised.value.problems
    assert (problem.record, problem.remedy) == ("search-one", "did you mean {query}?")


# ---- ids and addresses


def rename_everywhere(root: Path, old: str, new: str) -> None:
    """Another id for a record, wherever it is named."""
    for file in [*root.glob("data/**/*.yml"), *root.glob("docs/**/*.md")]:
        text = file.read_text("utf-8")
        file.write_text(re.sub(rf"(?<![\w/#-]){old}(?![\w-]|\.md)", new, text), "utf-8")
        if file.stem == old and file.suffix == ".yml":
            file.rename(file.with_stem(new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("plan-evening", "organise-evening"),
        ("member-list", "list-of-members"),
        ("opinions-asked", "asked-opinions"),
        ("municipality-phone", "phone-of-municipality"),
        ("message-log", "log-of-messages"),
        ("berchem-sainte-agathe", "sint-agatha"),
        ("before-evening", "ahead-of-evening"),
    ],
    ids=["task", "question", "choice", "field", "paper", "municipality", "moment"],
)
def test_an_id_that_readers_keep_may_not_be_another(old: str, new: str, locked_copy: Path) -> None:
    rename_everywhere(locked_copy, old, new)
    problems = found_in(locked_copy)
    told = [each for each in problems if f"the id “{old}” has become “{new}”" in each.message]
    assert len(told) == 1
    assert unpublishable(locked_copy, load_pages(locked_copy / "docs")[0]) != []
    agree(locked_copy)
    assert [each.message for each in found_in(locked_copy)] == [each.message for each in problems], "nothing is agreed"
    rename_everywhere(locked_copy, new, old)
    assert found_in(locked_copy) == []


def test_an_id_may_be_another_for_who_gives_up_the_links_and_says_so(locked_copy: Path) -> None:
    rename_everywhere(locked_copy, "plan-evening", "organise-evening")
    (problem,) = found_in(locked_copy)
    place = re.search(r"guide agree (\S+)", problem.remedy)
    assert place
    agree(locked_copy, problem.file)
    assert found_in(locked_copy) == [problem], "a whole file is not enough"
    agree(locked_copy, place[1])
    assert found_in(locked_copy) == []


def test_an_id_with_other_words_too_may_not_be_another(locked_copy: Path) -> None:
    rename_everywhere(locked_copy, "plan-evening", "organise-evening")
    title = at(locked_copy, STAGE, f"{TASKS}[organise-evening]/title")
    for language in Language:
        change(locked_copy / STAGE, title[language].text, f"{title[language].text} (1)")
    assert "has become “organise-evening”" in found_in(locked_copy)[0].message


def test_the_anchor_of_a_section_may_not_be_another(locked_copy: Path) -> None:
    for file in pages(locked_copy, COST):
        change(file, "{ #rule }", "{ #the-rule }")
    (problem,) = found_in(locked_copy)
    assert "the id “#rule” has become “#the-rule”" in problem.message


def test_the_address_of_a_page_may_not_be_another(locked_copy: Path) -> None:
    change(pages(locked_copy, COST)[1], "slug: kosten", "slug: prijs")
    (problem,) = found_in(locked_copy)
    assert "the address of the page has changed (slug, in French and in Dutch: cout, prijs)" in problem.message
    agree(locked_copy)
    assert found_in(locked_copy) == [problem]
    agree(locked_copy, problem.remedy.rpartition(" ")[2])
    assert found_in(locked_copy) == []


def test_a_record_that_is_new_beside_one_that_is_gone_is_no_rename(locked_copy: Path) -> None:
    text = record((locked_copy / ROLES).read_text("utf-8"), "citizen-watchful")
    other = text.replace("citizen-watchful", "citizen-new")
    for language in Language:
        words = at(locked_copy, ROLES, "[citizen]/does[citizen-watchful]/text")[language].text
        other = other.replace(words, NEW[0] if language is Language.FR else NEW[1])
    change(locked_copy / ROLES, text, other)
    (problem,) = found_in(locked_copy)
    assert "nobody has agreed to yet: 0 changed, 1 new, 1 gone, 0 moved" in problem.message


def test_what_is_hidden_beside_templates_is_none_of_them(locked_copy: Path) -> None:
    before = [fact.place for fact in frame_facts(locked_copy)]
    (locked_copy / "docs" / "assets").mkdir(parents=True, exist_ok=True)
    for name in (".DS_Store", ".main.css.swp"):
        (locked_copy / "docs" / "assets" / name).write_bytes(b"x")
    assert [fact.place for fact in frame_facts(locked_copy)] == before


def test_a_place_with_a_space_is_read_as_it_was_written() -> None:
    at = TextAt("x", "data/labels.yml", 1)
    line = agreed_of(TwinText("data/labels.yml", "my label", at, at, place="my label"))
    assert read_lock(written_lock([line])) == (line,)


def test_a_lock_in_another_encoding_is_refused_in_words(locked_copy: Path) -> None:
    text = (ROOT / LOCK).read_text("utf-8")
    (locked_copy / LOCK).write_text(text, "utf-16")
    with pytest.raises(GuideError, match="not UTF-8"):
        found_in(locked_copy)
    shutil.copy(ROOT / LOCK, locked_copy)
