"""Each document has an example: its own text, filled in with invented answers, and marked as such on every sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from macros.content.example import EXAMPLE_FILES
from macros.content.site import ROOT, Site
from macros.filling.answers import read_answers
from macros.filling.exchange import Content
from macros.filling.scripts import Scripts
from macros.model.language import Edition, Language
from macros.model.questionnaire import YES
from macros.model.typography import size_text, typeset
from macros.papers.downloads import Pack
from macros.papers.example import EXAMPLE, example_papers
from macros.papers.paper import Format, Paper, entries_in
from tests.building import SITE_URL, BuiltSite
from tests.filling.functions import FUNCTIONS, Functions
from tests.papers.reading_papers import flat
from tests.tools import Tools


@pytest.fixture(params=list(Language))
def examples(request: pytest.FixtureRequest, site: Site) -> list[Paper]:
    return [*example_papers(site, Edition(request.param), SITE_URL)]


def test_each_document_has_one_in_each_language_named_after_the_blank_one(site: Site, pack: Pack) -> None:
    assert {*pack.examples} == {(each, Edition(language)) for each in site.catalogue.documents for language in Language}
    for (paper_id, edition), example in pack.examples.items():
        blank = pack.papers[paper_id, edition].files[Format.PRINT]
        ending = site.catalogue.labels["example-file"][Language(edition)]
        assert example.name == blank.name.replace(".pdf", f"-{ending}.pdf")


def test_an_answer_needs_no_more_sheets_than_a_blank(pack: Pack) -> None:
    for key, example in pack.examples.items():
        assert example.pages <= pack.papers[key].files[Format.PRINT].pages, example.name


def test_every_sheet_says_at_both_edges_that_it_is_an_example(
    site: Site, pack: Pack, folder: Path, tools: Tools, language: Language
) -> None:
    note = typeset(site.catalogue.labels["example-note"][language], language)
    for (_, edition), example in pack.examples.items():
        if edition == Edition(language):
            sheets = tools.said("pdftotext", folder / example.name, "-").split("\f")[:-1]
            assert len(sheets) == example.pages
            assert all(sheet.count(note) == 2 for sheet in sheets), example.name
            with pikepdf.open(folder / example.name) as pdf:
                assert str(pdf.docinfo["/Title"]).endswith(f"{note[0].lower()}{note[1:]}"), "screen readers say it"


def test_the_note_to_the_college_can_be_tabled_as_it_stands_with_the_budget_of_the_charter(
    examples: list[Paper],
) -> None:
    note, charter = (
        {entry.id: entry.answer for entry in paper.entries if entry.id in {*entries_in(paper.nodes)}}
        for name in ("council-note", "charter")
        for paper in examples
        if paper.id == f"{EXAMPLE}{name}"
    )
    assert [each for each, answer in note.items() if not answer] == ["deciding-body-council"], "who does not decide"
    lines = [each for each in note if each.startswith(("cost-", "payer-", "frequency-", "until-"))]
    free = {f"costs-1-{column}": f"budget-plan-1-{column}" for column in range(1, 6)}
    assert len(lines) == 12
    assert all(note[each] == charter[each] for each in lines)
    assert all(note[each] == charter[same] for each, same in free.items())


def test_every_answer_stands_on_its_paper(examples: list[Paper], pack: Pack, folder: Path, tools: Tools) -> None:
    for paper in examples:
        name = pack.examples[paper.id.removeprefix("example-"), paper.edition].name
        written = tools.said("pdftotext", "-raw", folder / name, "-")
        shown = flat(written)
        answers = [entry.answer for entry in paper.entries if entry.answer and entry.kind]
        assert answers, paper.id
        for answer in answers:
            for line in answer.split("\n"):
                assert flat(line) in shown, f"{name}: {line}"
        ticked = [entry for entry in paper.entries if entry.kind is None and entry.answer == YES]
        crosses = len(ticked) if paper.by_hand else 0  # elsewhere a dash stands before what was chosen
        assert len(re.findall(r"(?<!\w)X(?!\w)", written)) == crosses, name
        assert all(flat(entry.label) in shown for entry in ticked), name


def test_of_a_choice_that_is_printed_only_the_answer_stands_in_an_example(
    examples: list[Paper], pack: Pack, folder: Path, tools: Tools
) -> None:
    charter = next(paper for paper in examples if paper.id == "example-charter")
    written = tools.run("pdftotext", "-raw", folder / pack.examples["charter", charter.edition].name, "-").stdout
    shown = flat(written)
    options = {
        entry.label: entry.answer for entry in charter.entries if entry.id.startswith("steering-committee-choice-")
    }
    assert sorted(options.values()) == ["", YES]
    assert all((flat(label) in shown) is (answer == YES) for label, answer in options.items())


def test_what_is_taken_out_before_signing_is_not_in_a_signed_example(examples: list[Paper]) -> None:
    charter = next(paper for paper in examples if paper.id == "example-charter")
    assert "loose-sheet" not in str(charter.nodes)
    assert "addendum-change" not in str(charter.nodes), "nothing has changed yet"
    assert "addendum-person" in str(charter.nodes), "the deputy signs this one with the charter"


def test_the_builder_s_scripts_take_its_answers_with_one_reminder_and_fill_in_the_same(
    site: Site, asked: Content, scripts: Scripts
) -> None:
    with Scripts(FUNCTIONS) as tried:
        functions = Functions(tried)
        for place, language in zip(EXAMPLE_FILES, Language, strict=False):
            content = read_answers((ROOT / "data" / place).read_bytes(), place, asked, scripts).content
            assert content["edition"] == language
            given = functions.call("values", "valuesOf", asked.plain, content["answers"], language)
            warned = functions.call("values", "warnings", asked.plain, content["answers"], language)
            assert warned == ["chat-group-members-chat-group"], "the reminder that every chat group gets"
            entries = {
                entry.id: entry
                for paper in example_papers(site, Edition(language), SITE_URL)
                for entry in paper.entries
            }
            for entry, text in given["texts"].items():
                assert entries[entry].answer == typeset(text, language), entry
            for tick in given["ticks"]:
                assert entries[tick].answer == YES


def test_the_stages_come_in_their_order(site: Site) -> None:
    for example in site.catalogue.examples.values():
        survey, minutes, charter = map(example.values, ("support-survey", "evening-minutes", "charter"))
        letter, member, evaluation = map(example.values, ("ministry-letter", "member-registration", "evaluation-form"))
        log = example.values("message-log")
        days = [
            survey["survey-return-by"],
            minutes["evening-on"],
            minutes["minutes-sent-by"],
            charter["contacts-updated-on"],
            charter["coordinator-name-signed-on"],
            charter["signed-on"],
            letter["mayor-name-signed-on"],
            charter["approved-on"],
            member["member-name-signed-on"],
            survey["launch-on"],
            survey["interest-erased-on"],
            evaluation["evaluation-on"],
            evaluation["next-evaluation-on"],
        ]
        assert days == sorted(days)
        assert log["log-from"] == evaluation["evaluation-from"] == survey["launch-on"]
        assert log["log-until"] == evaluation["evaluation-until"] <= evaluation["evaluation-on"]


def test_the_figures_of_the_evaluation_are_those_of_the_log(site: Site) -> None:
    for example in site.catalogue.examples.values():
        kinds = [row[2] for row in example.values("message-log")["messages"]]
        evaluation = example.values("evaluation-form")
        assert int(evaluation["urgent-messages-count"]) == kinds.count("1")
        assert int(evaluation["test-messages-count"]) == kinds.count("3")
        assert int(evaluation["other-messages-count"]) == kinds.count("2")


def test_no_archive_and_no_list_of_files_holds_one(site: Site, pack: Pack, built: BuiltSite) -> None:
    names = {example.name.encode() for example in pack.examples.values()}
    assert not any(name in archive.content for archive in pack.archives.values() for name in names)
    for file in (*built.root.glob("*/search/**/*"), *built.root.glob("open-data/*.json")):
        assert not file.is_file() or not any(name in file.read_bytes() for name in names), file


def test_each_page_of_a_document_leads_to_its_example_and_tells_its_size(
    site: Site, pack: Pack, built: BuiltSite, language: Language
) -> None:
    for document in site.catalogue.documents.values():
        tree = built.pages[site.page(document.page, language).address].tree
        example = pack.examples[document.id, Edition(language)]
        (link,) = tree.xpath(f"//a[contains(@href, '{example.name}')]")
        size = size_text(len(example.content), language)
        assert flat(size) in flat(link.getparent().text_content())
        label = site.catalogue.labels["example-see"][language]
        assert link.text_content().startswith(label)
