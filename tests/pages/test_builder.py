"""The builder: what a reader types fills in the documents, in their browser only, and is lost only when they say so."""

from __future__ import annotations

import base64
import gzip
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, Position, Route, expect

from macros.content.site import ROOT, Site
from macros.filling.answers import read_answers
from macros.filling.browser_data import paper_files
from macros.filling.exchange import Content, FilledPack
from macros.filling.scripts import Scripts
from macros.model.blocks import Signature, Table, inner_blocks
from macros.model.language import Edition, Language
from macros.model.questionnaire import asked_id, asked_in
from macros.model.records import FieldKind
from macros.model.typography import typeset
from macros.papers.downloads import Pack
from macros.papers.paper import Format
from tests.asking import asked_for_all
from tests.building import BuiltSite, OnePaper
from tests.filling.answering import HOSTILE, KASTEELWIJK, UNCLEAN, answers_to_all, papers_in_a_pack
from tests.filling.functions import parts_in
from tests.tools import Tools

PACK = """async ({answers, edition, documents}) => {
  const SCRIPTS = document.querySelector("[src$='js/page.js']").src;
  const {packOf} = await import(new URL("builder/files.js", SCRIPTS));
  const {shortfallsIn} = await import(new URL("builder/papers.js", SCRIPTS));
  const {valuesOf, warnings} = await import(new URL("builder/values.js", SCRIPTS));
  const {content} = await import(new URL("builder/questions.js", SCRIPTS));
  const values = valuesOf(content, answers, edition);
  const pack = await packOf(documents, edition, ["pdf", "docx", "odt", "pptx"], values);
  let text = "";
  for (let at = 0; at < pack.content.length; at += 0x8000) {
    text += String.fromCharCode(...pack.content.subarray(at, at + 0x8000));
  }
  return {
    archive: btoa(text),
    edition,
    warnings: warnings(content, answers, edition),
    shortfalls: await shortfallsIn(documents, edition, values.texts),
    untranslated: {}, // the page shows each language
  };
}"""


FINDS = """async (text) => {
  const SCRIPTS = document.querySelector("[src$='js/page.js']").src;
  const {findMunicipalities} = await import(new URL("builder/find.js", SCRIPTS));
  const {fr, nl} = findMunicipalities(text)[0];
  return [fr, nl];
}"""
MUNICIPALITIES = """async () => {
  const scripts = document.querySelector("[src$='js/page.js']").src;
  return (await import(new URL("../builder/communes.js", scripts))).default.length;
}"""

POINTS = """(selector) => [...document.querySelectorAll(selector)].map((each) => {
  return parseFloat(getComputedStyle(each).fontSize) * 0.75;
})"""

BOXES = """() => {
  const texts = document.createTreeWalker(document.querySelector(".sheet"), NodeFilter.SHOW_TEXT);
  const lines = Object.groupBy(document.querySelectorAll(".sheet__box"), (box) => {
    texts.currentNode = box;
    while (!texts.nextNode().data.trim());
    const word = document.createRange();
    word.setStart(texts.currentNode, texts.currentNode.data.search(/\\S/));
    const [{ bottom }, { top, left }] = [box, word].map((each) => each.getBoundingClientRect());
    return top < bottom && box.getBoundingClientRect().left < left ? "together" : "parted";
  });
  return [lines.parted ?? [], lines.together ?? []].map((boxes) => boxes.map(({ ariaLabel }) => ariaLabel));
}"""
"""The boxes that stand on another line than the first word of their answer, and all others."""

ROOMS = """() => {
  const lines = ":is([data-style=Room], [data-style=LowRoom])";
  const rooms = document.querySelectorAll(`${lines}:has(> :is(.sheet__blank, .sheet__line))`);
  return [...rooms].map(({ parentNode: cell, firstElementChild: line }) => {
    const [last, row] = [cell.lastElementChild, cell.parentNode].map((each) => each.getBoundingClientRect());
    const lines = 1 + cell.querySelectorAll("[data-style=Ruled]").length;
    return [line.dataset.entry, lines, (last.bottom - row.top) * 25.4 / 96];
  });
}"""
"""Of each line to write on: its entry, how many there are of it, how many millimetres are above the last."""

PLACE_OF = """(questions) => {
  const part = [...document.querySelectorAll(".part")].find((each) => each.checkVisibility());
  const wanted = questions.filter((id) => document.querySelector(`#ask-${id}:not([hidden])`));
  return [part.id, wanted, wanted.filter((id) => part.querySelector(`#ask-${id}`))];
}"""
"""The part that is shown; which of these questions are asked, and which of them there."""


ABOVE_THE_BAR = """(selector) => {
  const bar = document.querySelector(".builder__bar").getBoundingClientRect();
  const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
  return top >= 0 && bottom <= Math.min(bar.top, innerHeight);
}"""
"""Whether all of an element is in sight on a phone."""
FOLLOW = """(id) => new Promise((done) => {
  const link = document.createElement("a");
  link.href = `#${id}`;
  document.body.append(link);
  link.click();
  setTimeout(() => done(Math.round(scrollY)), 300);
})"""
"""Follows a link within the page; where this leads, in pixels from its top."""


def open_builder(page: Page, site: Site, base_url: str, language: Language = Language.FR, part: str = "") -> None:
    """The builder with all papers wanted, at a part."""
    open_first(page, site, base_url, language, "part-evaluation")  # which only a later paper asks: then all are wanted
    page.evaluate("part => location.replace(`#${part}`)", part or "part-papers")


def open_first(page: Page, site: Site, base_url: str, language: Language = Language.FR, part: str = "") -> None:
    """The builder as a reader finds it, or as a link to a part of it opens it."""
    page.goto(base_url + site.page("documents/builder.md", language).address + (f"#{part}" if part else ""))
    page.wait_for_selector("[data-ready]")


def want_only(page: Page, paper: str) -> None:
    """Unticks all other papers, one after the other."""
    boxes = page.locator("[name=document]")
    boxes.evaluate_all(
        "(all, paper) => all.filter(({value, checked}) => checked !== (value === paper)).forEach(box => box.click())",
        paper,
    )
    expect(page.locator("[name=document]:checked")).to_have_count(1)


def test_a_choice_is_made_wherever_its_button_is_pressed(page: Page, site: Site, base_url: str) -> None:
    """The boxes, which nobody sees, lie where the row of buttons begins."""
    open_first(page, site, base_url)
    corner: Position = {"x": 7, "y": 7}
    page.locator("label[for=edition-nl]").click(position=corner)
    assert page.is_checked("#edition-nl")
    page.locator("label[for=edition-fr]").click(position=corner)
    assert page.is_checked("#edition-fr")
    page.locator("label[for=keep-yes]").click(position=corner)
    assert page.is_checked("#keep-yes")


def test_a_link_of_a_paper_leads_to_the_first_part_that_asks_for_it(
    page: Page, site: Site, base_url: str, asked: Content
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for paper, questions in asked.documents.items():
        page.goto("about:blank")
        open_first(page, site, base_url, part=f"paper-{paper}")
        part, wanted, there = page.evaluate(PLACE_OF, questions)
        assert there if wanted else part == "part-papers", paper
        assert page.locator(f"[name=document][value={paper}]").is_checked()
    assert errors == []


@pytest.fixture(scope="module")
def builder_page(browser: Browser, site: Site, base_url: str) -> Iterator[Page]:
    """One open builder, for what only computes."""
    context = browser.new_context()
    page = context.new_page()
    open_builder(page, site, base_url)
    yield page
    context.close()


def hostile_answers(site: Site) -> dict[str, Any]:
    """Each hostile or unclean text in some field, and every other field with one of them."""
    texts = [*HOSTILE.values(), *UNCLEAN]
    found: dict[str, Any] = {}
    for index, (asked, value) in enumerate(answers_to_all(site.catalogue).items()):
        text = texts[index % len(texts)]
        if isinstance(value, Mapping):
            found[asked] = dict.fromkeys(value, text)
        elif asked in site.catalogue.fields and site.catalogue.fields[asked].kind in ("line", "lines"):
            found[asked] = text
        else:
            found[asked] = value
    return found


@pytest.fixture(scope="module")
def filling(site: Site, pack: Pack) -> Iterator[Scripts]:
    """The scripts as the command line runs them, with the papers."""
    with Scripts() as scripts:
        scripts.provide(paper_files(pack, site.catalogue, ROOT / ".cache" / "made"))
        yield scripts


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("name", ["a neighbourhood", "hostile texts"])
def test_page_and_command_line_make_the_same_files(
    name: str, edition: Edition, builder_page: Page, site: Site, asked: Content, filling: Scripts
) -> None:
    neighbourhood = read_answers(KASTEELWIJK.read_bytes(), "answers", asked, filling).content["answers"]
    answers = json.loads(json.dumps(neighbourhood if name == "a neighbourhood" else hostile_answers(site)))
    wanted = {"answers": answers, "edition": edition, "documents": list(site.catalogue.documents)}
    ours = filling.fill(wanted, asked)
    theirs = FilledPack.model_validate(builder_page.evaluate(PACK, wanted))
    assert ours.warnings == theirs.warnings
    assert ours.shortfalls == theirs.shortfalls
    our_files, their_files = (parts_in(base64.b64decode(pack.archive)) for pack in (ours, theirs))
    assert list(our_files) == list(their_files)
    assert len(our_files) == 1 + papers_in_a_pack(site.catalogue), "with a page that says what is in it"
    for place, content in our_files.items():
        assert list(parts_in(content).items()) == list(parts_in(their_files[place]).items()), place


def test_every_question_stands_on_the_page_with_a_name(builder_page: Page, site: Site) -> None:
    controls = builder_page.locator("[data-answer]").evaluate_all(
        "all => all.map(({dataset, labels}) => [dataset.answer, labels.length])"
    )
    names: dict[str, list[int]] = {}
    for question, count in controls:
        names.setdefault(question, []).append(count)
    for each in asked_in(site.catalogue.parts.values()):
        assert set(names.get(asked_id(each), ())) == {1}, asked_id(each)


UNREAD = """() => {
  const notes = [...document.querySelectorAll(".part:not([hidden]) [data-ask]:not([hidden]) .ask__note")];
  const isRead = (note) => {
    const ask = note.closest("[data-ask]");
    const described = [ask, ...ask.querySelectorAll("[aria-describedby]")];
    const ids = described.map((each) => each.getAttribute("aria-describedby") ?? "").join(" ").split(" ");
    return ids.includes(note.closest("[id^=help-]")?.id);
  };
  return notes.filter((note) => !isRead(note)).map((note) => note.textContent);
}"""


def test_what_is_noted_of_a_question_is_read_with_it(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    for part in site.catalogue.parts:
        page.evaluate("part => (location.hash = `part-${part}`)", part)
        expect(page.locator(f"#title-{part}")).to_be_focused()
        assert page.evaluate(UNREAD) == [], part


# ---- in a reader's hands


def test_what_is_typed_shows_in_the_preview_and_no_longer_counts_as_missing(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_builder(page, site, base_url, language, "part-neighbourhood-and-municipality")
    before = page.inner_text("#title-missing")
    page.fill(f"[data-answer=neighbourhood][data-language={language}]", "Wijk <b>&amp; Ş")
    page.click(".builder__bar a")
    page.locator(".sheet b", has_text="Wijk <b>&amp; Ş").first.wait_for()
    expect(page.locator("#title-missing")).not_to_have_text(before)
    assert (page.text_content("[data-count=neighbourhood-and-municipality]") or "").startswith("1 ")
    expect(page.locator(".sheet b b")).to_have_count(0)


def test_a_municipality_is_found_by_code_and_by_either_name(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    for typed in ("1082", "sint agatha", "berchem-sainte", "Ste-Agathe", "agathe"):
        page.fill("#find-municipality", typed)
        expect(page.locator(".find__list"), typed).to_contain_text("Berchem-Sainte-Agathe / Sint-Agatha-Berchem (1082)")
    for typed, name in (
        ("commune de Namur", "Namur"),
        ("La ville de Namur", "Namur"),
        ("ville d'Andenne", "Andenne"),
        ("stad Gent", "Gand"),
        ("gemeente Lint", "Lint"),
        ("gemeente De Panne", "La Panne"),
        ("Villers-la-Ville", "Villers-la-Ville"),
        ("5070 Fosses-la-Ville", "Fosses-la-Ville"),
    ):
        page.fill("#find-municipality", typed)
        expect(page.locator(".find__list button").first, typed).to_contain_text(name)
    page.fill("#find-municipality", "agathe")
    page.locator(".find__list button", has_text="Sint-Agatha-Berchem").click()
    expect(page.locator("#q-municipality-fr")).to_have_value("Berchem-Sainte-Agathe")
    page.evaluate("location.hash = '#part-papers'")
    page.click("label[for=edition-nl]")
    expect(page.locator("#q-municipality-nl")).to_have_value("Sint-Agatha-Berchem")


def test_a_municipality_sets_the_language_of_the_papers_in_words_unless_it_was_chosen(
    page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, part="part-information-evening")
    page.fill("#q-evening-at-fr", "19h30")
    page.evaluate("location.hash = '#part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "1082 Sint-Agatha-Berchem")
    page.keyboard.press("Enter")
    assert page.is_checked("#edition-fr-nl")
    expect(page.locator(".find__count")).to_contain_text("dans les deux langues")
    expect(page.locator("#q-evening-at-nl"), "an hour is the same in both").to_have_value("19h30")
    told = page.locator(".builder > .visually-hidden[role=status]")
    expect(told.filter(has_text="Commune choisie"), "what is read out is no button").to_have_text(
        page.text_content(".find__count") or ""
    )
    expect(page.locator(".find__count button")).to_have_count(0)
    page.click(".find [data-do=speak]")
    assert page.is_checked("#edition-fr"), "with one press"
    expect(page.locator(".find [data-do=speak]")).to_be_hidden()
    open_builder(page, site, base_url, Language.NL, "part-papers")
    page.click("label[for=edition-nl]")  # it was checked already, and is now a choice
    page.evaluate("location.hash = '#part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "1082")
    page.keyboard.press("Enter")
    assert page.is_checked("#edition-nl")


@pytest.mark.parametrize(("chosen", "expected"), [(Edition.FR, Edition.BOTH), (Edition.NL, Edition.NL)])
def test_a_municipality_sets_the_language_also_for_a_reader_who_comes_back_unless_they_chose(
    chosen: Edition, expected: Edition, page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    if chosen is not Edition.FR:  # which goes without saying
        page.click(f"label[for=edition-{chosen}]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill(f"#q-evening-contact-{chosen}", "An Wouters")
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.evaluate("location.hash = 'part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "1040")
    page.keyboard.press("Enter")
    assert page.is_checked(f"#edition-{expected}")


def test_the_language_that_one_municipality_set_is_that_of_the_next_also_after_a_reload(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    for code, expected in (("9600", Edition.NL), ("5000", Edition.FR)):
        page.evaluate("location.hash = 'part-neighbourhood-and-municipality'")
        page.fill("#find-municipality", code)
        page.keyboard.press("Enter")
        assert page.is_checked(f"#edition-{expected}"), code
        page.reload()
        page.wait_for_selector("[data-ready]")
    page.evaluate("location.hash = 'part-papers'")
    page.click("label[for=edition-nl]")
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.evaluate("location.hash = 'part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "1040")
    page.keyboard.press("Enter")
    assert page.is_checked("#edition-nl"), "the reader chose it"


def test_the_police_zone_is_proposed_where_it_is_known_and_goes_with_its_municipality(
    page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    for code, zone in (("1082", "Bruxelles-Ouest (5340)"), ("1000", "")):
        page.fill("#find-municipality", code)
        page.keyboard.press("Enter")
        expect(page.locator("#q-police-zone-fr"), code).to_have_value(zone)
    page.evaluate("location.hash = '#part-police'")
    page.fill("#q-police-zone-fr", "Polbru")
    page.evaluate("location.hash = '#part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "1082")
    page.keyboard.press("Enter")
    expect(page.locator("#q-police-zone-fr"), "it was typed").to_have_value("Polbru")
    page.evaluate("location.hash = '#part-police'")
    page.fill("#q-police-zone-fr", "")
    page.evaluate("location.hash = '#part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "1082")
    page.keyboard.press("Enter")
    expect(page.locator("#q-police-zone-fr"), "it was deleted").to_have_value("Bruxelles-Ouest (5340)")


def test_the_zone_of_another_municipality_goes_also_after_the_page_was_opened_again(
    page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url)
    page.click("label[for=keep-yes]")
    for code, zone in (("1082", "Bruxelles-Ouest (5340)"), ("1000", "")):
        page.evaluate("location.hash = '#part-neighbourhood-and-municipality'")
        page.fill("#find-municipality", code)
        page.keyboard.press("Enter")
        page.reload()
        page.wait_for_selector("[data-ready]")
        expect(page.locator("#q-police-zone-fr"), code).to_have_value(zone)


def test_a_municipality_is_kept_once_it_is_chosen(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-files")
    page.click("[data-do=keep]")
    page.evaluate("location.hash = '#part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "9000")
    page.keyboard.press("Enter")
    assert kept_in(page)["answers"]["municipality"] == {"fr": "Gand", "nl": "Gent"}


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("namur", "Namur"),
        ("Turnhout", "Turnhout"),  # and not Oud-Turnhout
        ("5001", "Namur"),
        ("1050", ""),  # Ixelles, and a part of Brussels
        ("Louvière", ""),
        ("zz", ""),
        ("Namur (5000)", "Namur"),
        ("1050 Ixelles", "Ixelles"),
        ("1070 Bruxelles", "Anderlecht"),  # where many call the region so
        ("1050 Brussel", ""),  # Ixelles, and a part of the city
        ("1000 Bruxelles", "Bruxelles"),
        ("1000 ville de Bruxelles", "Bruxelles"),
        ("5100 Jambes", "Namur"),  # which is on no list: the code says it
    ],
)
def test_a_municipality_that_is_typed_and_not_chosen_is_taken_where_no_other_has_the_name_else_asked_for(
    typed: str, taken: str, page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.click("#find-municipality")
    page.keyboard.type(typed)
    said = page.locator(".find__count")
    colour = "element => getComputedStyle(element).color"
    before = said.evaluate(colour)
    if not taken and typed != "zz":
        page.keyboard.press("Tab")
        expect(page.locator(".find__list button").first, "who goes on to the list may choose").to_be_focused()
        assert said.evaluate(colour) == before
    page.click("#q-municipality-phone")
    expect(page.locator("[data-answer=municipality]:visible").first).to_have_value(taken)
    expect(page.locator("#q-municipality-phone"), "the reader is where they went").to_be_focused()
    expect(page.locator("#find-municipality")).to_have_value("" if taken else typed)
    expect(said).to_contain_text("Commune choisie" if taken else "choisissez" if "1050" in typed else "commune trouvée")
    assert (said.evaluate(colour) == before) is (bool(taken) or typed == "zz")


@pytest.mark.parametrize("box", ["#find-municipality", "#q-municipality-fr"])
def test_a_code_and_a_name_that_contradict_each_other_are_left_to_the_reader(
    box: str, page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.fill(box, "1300 Namur")
    page.keyboard.press("Enter")
    page.click("#q-municipality-phone")
    page.evaluate("new Promise((done) => setTimeout(done, 100))")  # what waits for the press is done
    expect(page.locator(box), "neither the code nor the name is dropped").to_have_value("1300 Namur")
    expect(page.locator(".find__count")).to_contain_text("Aucune commune trouvée")


def test_a_municipality_that_is_written_as_the_answer_is_taken_with_all_that_follows_from_it(
    page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    written, warning = page.locator("#q-municipality-fr"), page.locator("#rule-municipality-not-listed-municipality")
    for typed, taken, zone in (
        ("BERCHEM sainte agathe", "Berchem-Sainte-Agathe", "Bruxelles-Ouest (5340)"),
        ("namur", "Namur", ""),
        ("Sint-Agatha-Berchem", "Berchem-Sainte-Agathe", "Bruxelles-Ouest (5340)"),
    ):
        written.fill(typed)
        page.click("#q-municipality-phone")
        expect(written, typed).to_have_value(taken)
        expect(page.locator("#q-police-zone-fr"), typed).to_have_value(zone)
        expect(page.locator(".find__count")).to_contain_text("Commune choisie")
        expect(page.locator("#q-municipality-phone"), "the reader is where they went").to_be_focused()
        expect(warning).to_be_hidden()
    assert page.is_checked("#edition-fr-nl")


def test_a_name_that_somebody_gave_in_the_other_language_stays(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.evaluate("document.getElementById('edition-fr-nl').click()")
    french, dutch = page.locator("#q-municipality-fr"), page.locator("#q-municipality-nl")
    french.fill("Namur")
    page.keyboard.press("Tab")
    expect(dutch).to_have_value("Namen")
    dutch.fill("Namen en buurt")
    page.click("#q-municipality-phone")
    for typed in (None, "Namu", "Namur"):
        french.focus()
        if typed:
            french.fill(typed)
        page.click("#q-municipality-phone")
        page.evaluate("new Promise((done) => setTimeout(done, 100))")  # what waits for the press is done
        expect(dutch).to_have_value("Namen en buurt")
    expect(french).to_have_value("Namur")
    dutch.fill("")
    page.click("#q-municipality-phone")
    french.focus()
    page.click("#q-municipality-phone")
    expect(dutch, "only what is typed is looked for").to_have_value("")


def test_names_that_open_above_the_next_question_leave_it_in_sight_on_a_phone(
    page: Page, site: Site, base_url: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.evaluate("document.documentElement.style.overflowAnchor = 'none'")  # as where the browser holds no place
    page.fill("#q-municipality-fr", "saint")
    following = page.locator("#q-municipality-phone")
    following.evaluate("element => element.scrollIntoView({ block: 'end' })")
    page.evaluate("scrollBy(0, 70)")  # above the bar
    following.click()
    expect(page.locator(".find__list button")).to_have_count(8)
    expect(following).to_be_focused()
    page.wait_for_function(ABOVE_THE_BAR, arg="#q-municipality-phone", timeout=5_000)


def test_who_goes_back_to_the_municipality_while_names_are_offered_sees_where_they_are(
    page: Page, site: Site, base_url: str
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.fill("#q-municipality-fr", "saint")
    page.click("#q-municipality-phone")
    expect(page.locator(".find__list button")).to_have_count(8)
    page.focus("#q-municipality-fr")
    page.click(".builder__bar [href='#preview']")
    expect(page.locator("#preview")).to_be_focused()
    page.click(".builder__bar [data-back]")
    expect(page.locator("#q-municipality-fr")).to_be_focused()
    page.wait_for_function(ABOVE_THE_BAR, arg="#q-municipality-fr", timeout=5_000)


def test_a_municipality_that_is_none_is_asked_about_once_it_is_written_and_the_nearest_offered(
    page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    written, warning = page.locator("#q-municipality-fr"), page.locator("#rule-municipality-not-listed-municipality")
    written.fill("Vilette")
    expect(warning, "it is being typed").to_be_hidden()
    page.click("#q-municipality-phone")
    expect(warning).to_be_visible()
    expect(page.locator(".find__count"), "the warning says so").to_be_hidden()
    page.fill("#find-municipality", "zz")
    expect(page.locator(".find__count"), "here nothing else does").to_contain_text("Aucune commune trouvée")
    expect(page.locator(".find__count")).to_be_visible()
    page.fill("#find-municipality", "")
    page.evaluate("location.hash = 'part-files'")
    listed = page.locator("#part-files .builder__warnings--advice")
    expect(listed).to_contain_text("Ce nom n’est pas dans notre liste")
    page.evaluate("location.hash = 'part-neighbourhood-and-municipality'")
    written.fill("Louvière")
    page.click("#q-municipality-phone")
    page.locator(".find__list button", has_text="La Louvière").click()
    expect(written).to_have_value("La Louvière")
    expect(warning).to_be_hidden()
    expect(page.locator(".find__list button"), "nothing is offered any more").to_have_count(0)
    expect(listed).not_to_contain_text("Ce nom n’est pas dans notre liste")


@pytest.mark.parametrize(
    ("language", "box", "typed", "way"),
    [
        (Language.FR, "#q-municipality-fr", "Gent", "Tab"),
        (Language.FR, "#q-municipality-fr", "Vilvorde", "click"),
        (Language.FR, "#find-municipality", "Gand", "click"),
        (Language.NL, "#q-municipality-nl", "namur", "Tab"),
    ],
)
def test_who_goes_on_while_a_municipality_changes_the_language_types_in_the_box_that_is_shown(
    language: Language, box: str, typed: str, way: str, page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, language, part="part-neighbourhood-and-municipality")
    page.fill(box, typed)
    if way == "Tab":
        page.press(box, "Tab")
    else:
        page.click(f"#q-neighbourhood-{language}")
    shown = page.locator(f"#q-neighbourhood-{language.other}")
    expect(shown).to_be_focused()
    page.keyboard.type("Kasteel")
    expect(shown).to_have_value("Kasteel")


def test_who_presses_on_a_municipality_gets_this_one_not_the_one_that_was_typed(
    page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.fill("#find-municipality", "turnhout")
    page.locator(".find__list button", has_text="Oud-Turnhout").click()
    expect(page.locator("#q-municipality-nl")).to_have_value("Oud-Turnhout")
    expect(page.locator("#q-municipality-nl")).to_be_focused()


def test_nothing_is_chosen_while_the_reader_is_in_another_window(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.locator("#find-municipality").press_sequentially("halle")
    offered = page.locator(".find__list button")
    expect(offered.first).to_have_text(re.compile("Halle"))
    page.evaluate("document.activeElement.dispatchEvent(new FocusEvent('focusout', { bubbles: true }))")
    expect(offered.first, "as the browser tells it, the box keeps the focus").to_be_visible()
    expect(page.locator("#find-municipality")).to_have_value("halle")


def test_one_letter_is_not_said_to_find_nothing(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.fill("#find-municipality", "ville de")
    expect(page.locator(".find__list button"), "no name has begun").to_have_count(0)
    page.fill("#find-municipality", "zz")
    expect(page.locator(".find__count")).to_contain_text("Aucune commune")
    page.fill("#find-municipality", "'s")
    expect(page.locator(".find__count")).to_be_empty()
    page.fill("#find-municipality", "'s-Gravenb")
    expect(page.locator(".find__list button").first).to_contain_text("Braine-le-Comte / 's-Gravenbrakel")


def test_a_list_of_municipalities_that_is_cut_says_so(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.fill("#find-municipality", "sint")
    expect(page.locator(".find__list button")).to_have_count(8)
    assert re.search(r"\d\d+ communes trouvées, voici les 8 premières", page.inner_text(".find__count"))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ans", "Ans"),
        ("gent", "Gand / Gent"),
        ("hal", "Halle"),
        ("lierre", "Lierre / Lier"),
        ("roeulx", "Le Roeulx"),
        ("nevele", "Deinze"),
        ("1050", "Ixelles / Elsene"),  # of which Brussels has a part, too
        ("1040", "Etterbeek"),
        ("1020", "Bruxelles / Brussel"),
    ],
)
def test_whole_words_and_beginnings_are_found_first(typed: str, first: str, builder_page: Page) -> None:
    french, dutch = builder_page.evaluate(FINDS, typed)
    assert first in (french, dutch, f"{french} / {dutch}")


def test_all_565_municipalities_can_be_chosen(builder_page: Page) -> None:
    count = builder_page.evaluate(MUNICIPALITIES)
    assert count == 565


def test_a_rule_warns_beside_its_question_with_its_source_and_blocks_nothing(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_builder(page, site, base_url, language, "part-coordinator")
    rule = page.locator("#rule-coordinator-too-young-coordinator-is-adult")
    expect(rule).to_be_hidden()
    page.check("[name=coordinator-is-adult][value=no]")
    expect(rule).to_be_visible()
    assert rule.locator("a").count() >= 1, "a warning quotes its source"
    asked = page.locator("#ask-coordinator-is-adult")
    said = (rule.inner_text()).split(".")[0]
    expect(asked, "it is read with its question").to_have_accessible_description(re.compile(re.escape(said)))
    page.check("[name=coordinator-is-adult][value=yes]")
    expect(asked).not_to_have_accessible_description(re.compile(re.escape(said)))
    page.check("[name=coordinator-is-adult][value=no]")
    page.evaluate("location.hash = '#part-files'")
    with page.expect_download():
        page.click("[data-document=charter] [data-format=docx]")


@pytest.mark.parametrize("edition", Edition)
def test_every_edition_shows_helps_and_warnings(edition: Edition, page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    page.click(f"label[for=edition-{edition}]")
    page.evaluate("location.hash = '#part-communication-plan'")
    for language in edition.languages:
        page.fill(f"#q-non-urgent-channel-{language}", "101")
    expect(page.locator("#help-non-urgent-channel")).to_be_visible()
    expect(page.locator("#rule-emergency-number-when-not-urgent-non-urgent-channel")).to_be_visible()
    shown = [language for language in Language if page.locator(f"#q-non-urgent-channel-{language}").is_visible()]
    assert set(shown) == set(edition.languages)


def test_the_scripts_of_the_builder_are_light_and_those_that_write_pdf_come_after_the_form(
    page: Page, site: Site, base_url: str, built: BuiltSite
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base_url)))
    open_builder(page, site, base_url)
    page.wait_for_selector("[data-ready]")
    folder = f"{built.assets}/js/builder"
    own = [name for name in asked if re.fullmatch(rf"{built.assets}/js/(builder/.*|folding|saying)\.js", name)]
    paper = next(place for place, name in enumerate(asked) if "/builder/support-survey-" in name)
    later = {name for place, name in enumerate(asked) if name in own and place > paper}
    writers = {"files", "letters", "lines", "objects", "pieces", "sheets", "tags", "zip"}
    preview = {f"{folder}/{name}.js" for name in ("preview", "slides")}
    assert later == {*preview, *(f"{folder}/{name}.js" for name in writers)}
    at_once, then, shows = (
        sum(len(gzip.compress((built.root / name).read_bytes(), 9)) for name in names)
        for names in (set(own) - later, later - preview, preview)
    )
    assert at_once < 18_000
    assert then < 9_800
    assert shows < 2_480


def test_a_page_that_becomes_wide_shows_its_parts(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    parts = page.locator(".builder__parts a").first
    expect(parts).to_be_hidden()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(parts).to_be_visible()


def test_only_what_the_documents_wanted_ask_is_asked(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    want_only(page, "reflex-card")
    expect(page.locator("#title-missing")).to_have_text(re.compile("^Encore 2 "))
    page.click("[data-step='1']")
    expect(page.locator("#part-police"), "a part that no document needs is passed over").to_be_visible()
    asked = page.locator("[data-ask]:visible")
    expect(asked, "the number of the police").to_have_count(1)
    page.evaluate("location.hash = '#part-papers'")
    page.uncheck("[name=document][value=reflex-card]")
    page.evaluate("location.hash = '#part-files'")
    page.click("[data-do=download-all]")
    expect(page.locator(".builder__done:not(:empty)")).to_contain_text("au moins un document")


def test_answers_follow_to_the_other_language_in_this_tab_only(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-coordinator")
    page.fill("#q-coordinator-name", "An Wouters")
    page.click(".head__language")
    page.wait_for_selector("[data-ready]")
    assert page.evaluate("document.documentElement.lang") == "nl"
    expect(page.locator("#q-coordinator-name")).to_have_value("An Wouters")
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_who_comes_back_from_the_other_language_finds_what_they_had_typed(
    page: Page, site: Site, base_url: str
) -> None:
    """The browser that tries the pages makes them anew on the way back, as some of readers do."""
    page.on("dialog", lambda dialog: dialog.accept())
    open_builder(page, site, base_url, part="part-coordinator")
    page.fill("#q-coordinator-name", "An Wouters")
    page.click(".head__language")
    page.wait_for_selector("html[lang=nl] [data-ready]")
    page.go_back()
    page.wait_for_selector("html[lang=fr] [data-ready]")
    expect(page.locator("#q-coordinator-name")).to_have_value("An Wouters")
    expect(page.locator("#part-coordinator")).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("history.state") is None, "who starts over and loads the page again finds nothing"
    page.click(".builder__foot [data-do=keep]")
    page.fill("#q-coordinator-name", "Bo Maes")
    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#q-coordinator-name"), "what is kept is newer").to_have_value("Bo Maes")


def test_answers_from_a_file_follow_to_the_other_language_at_the_same_part(
    page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    file = answers_file(tmp_path, {"coordinator-name": "An Wouters"})
    open_builder(page, site, base_url, part="part-files")
    page.set_input_files("[data-load]", file)
    expect(page.locator(".builder__done:not(:empty)")).to_contain_text("Réponses chargées.")
    page.evaluate("location.hash = '#part-coordinator'")
    page.click(".head__language")
    page.wait_for_selector("[data-ready]")
    assert page.evaluate("document.documentElement.lang") == "nl"
    expect(page.locator("#part-coordinator")).to_be_visible()
    expect(page.locator("#q-coordinator-name")).to_have_value("An Wouters")


def test_the_other_language_says_in_which_the_papers_are_and_changes_it_with_one_press(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    other = language.other
    open_first(page, site, base_url, language, "part-survey")
    said = page.locator(".builder__edition")
    expect(said).to_be_hidden()
    page.fill(f"#q-interest-keeper-{language}", "Nadia Peeters, nadia.peeters@example.org")
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill(f"#q-evening-at-{language}", "19h30")
    page.fill(f"#q-evening-place-{language}", "Espace De Ruimte, salle communale")
    page.click(".head__language")
    page.wait_for_selector("[data-ready]")
    expect(said).to_be_in_viewport()
    expect(said).to_contain_text("antwoord in het Frans" if language is Language.FR else "répondez en néerlandais")
    box = page.locator(f"#ask-evening-place .ask__field[data-in={language}] label")
    expect(box, "each box names the language").to_contain_text(re.compile("in het Frans|en néerlandais"))
    expect(box.locator(".ask__language")).to_be_visible()
    expect(page.locator("[data-do=put].ask__language:visible"), "there is one box").to_have_count(0)
    assert page.is_checked(f"#edition-{language}"), "what was chosen stays"
    expect(page.locator(f"#q-evening-at-{language}")).to_have_value("19h30")
    said.get_by_role("button").click()
    expect(said).to_be_hidden()
    expect(page.locator("#title-information-evening")).to_be_focused()
    assert page.is_checked(f"#edition-{other}")
    expect(page.locator("#ask-evening-at .ask__language:visible"), "one language needs no name").to_have_count(0)
    expect(page.locator(f"#q-evening-at-{other}"), "an hour is of no language").to_have_value("19h30")
    expect(page.locator(f"#q-interest-keeper-{other}")).to_have_value("Nadia Peeters, nadia.peeters@example.org")
    expect(page.locator(f"#q-evening-place-{other}"), "a hall is").to_have_value("")
    expect(page.locator(f"#q-evening-place-{language}"), "it is not lost").to_have_value(re.compile("Espace"))
    page.click(".head__language")
    page.wait_for_selector("[data-ready]")
    page.evaluate("location.hash = 'part-papers'")
    page.click("label[for=edition-fr-nl]")
    expect(said, "the papers are in this language too").to_be_hidden()


def test_a_file_replaces_what_was_typed_or_kept_only_after_asking(
    page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    file = answers_file(tmp_path, {"coordinator-name": "An Wouters"})
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    open_builder(page, site, base_url, part="part-coordinator")
    page.fill("#q-coordinator-name", "Oğuz Yılmaz")
    page.evaluate("location.hash = '#part-files'")
    page.click("[data-do=keep]")
    with page.expect_event("dialog"):
        page.set_input_files("[data-load]", file)
    expect(page.locator("#q-coordinator-name")).to_have_value("Oğuz Yılmaz")
    assert len(asked) == 1
    assert "Oğuz" in page.evaluate("localStorage.getItem('guide.answers')")


def answers_file(folder: Path, answers: Mapping[str, object], **more: str) -> Path:
    """A file of answers, as the page writes it."""
    file = folder / "answers.json"
    written = {"format": "plp-bin-answers", "version": 1, "answers": answers, **more}
    file.write_text(json.dumps(written), "utf-8")
    return file


def test_a_file_opened_where_answers_are_kept_is_kept(page: Page, site: Site, base_url: str, tmp_path: Path) -> None:
    open_builder(page, site, base_url, part="part-files")
    page.click("[data-do=keep]")
    page.set_input_files("[data-load]", answers_file(tmp_path, {"coordinator-name": "An Wouters"}))
    expect(page.locator("#q-coordinator-name")).to_have_value("An Wouters")
    page.click(".head__language")
    page.wait_for_selector("[data-ready]")
    assert page.evaluate("document.documentElement.lang") == "nl"
    expect(page.locator("#q-coordinator-name")).to_have_value("An Wouters")


def test_two_tabs_that_keep_answers_do_not_overwrite_each_other(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-files")
    page.click("[data-do=keep]")
    second = page.context.new_page()
    open_builder(second, site, base_url, part="part-coordinator")
    page.evaluate("location.hash = '#part-coordinator'")
    page.fill("#q-coordinator-name", "An Wouters")
    expect(second.locator("#q-coordinator-name")).to_have_value("An Wouters")
    second.fill("#q-coordinator-phone", "0470 00 00 30")
    expect(second.locator("#q-coordinator-name")).to_have_value("An Wouters")
    expect(page.locator("#q-coordinator-phone")).to_have_value("0470 00 00 30")


def test_a_tab_that_begins_to_keep_writes_over_those_of_another_only_after_asking(
    page: Page, site: Site, base_url: str
) -> None:
    answer = ["dismiss", "accept"]
    second = page.context.new_page()
    second.on("dialog", lambda dialog: getattr(dialog, answer[0])())
    open_first(second, site, base_url, part="part-information-evening")
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-contact-fr", "An Wouters")
    second.fill("#q-evening-contact-fr", "Oğuz Yılmaz")
    second.evaluate("location.hash = 'part-papers'")
    second.click("label[for=keep-yes]")
    expect(second.locator("#keep-no")).to_be_checked()
    assert kept_in(second)["answers"] == {"evening-contact": {"fr": "An Wouters"}}
    answer.reverse()
    second.click("label[for=keep-yes]")
    assert kept_in(second)["answers"] == {"evening-contact": {"fr": "Oğuz Yılmaz"}}
    expect(page.locator("#q-evening-contact-fr")).to_have_value("Oğuz Yılmaz")


def test_a_tab_without_answers_that_begins_to_keep_takes_those_of_another(
    page: Page, site: Site, base_url: str
) -> None:
    second = page.context.new_page()
    open_first(second, site, base_url)
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-contact-fr", "An Wouters")
    second.click("label[for=keep-yes]")
    expect(second.locator("#q-evening-contact-fr")).to_have_value("An Wouters")
    expect(second.locator("#keep-yes")).to_be_checked()
    second.evaluate("location.hash = 'part-information-evening'")
    second.fill("#q-evening-place-fr", "Cultura")
    expect(page.locator("#q-evening-place-fr")).to_have_value("Cultura")
    expect(page.locator("#q-evening-contact-fr")).to_have_value("An Wouters")


def test_what_another_tab_keeps_is_not_written_over_by_the_page_in_the_other_language(
    page: Page, site: Site, base_url: str
) -> None:
    second = page.context.new_page()
    open_first(page, site, base_url, part="part-information-evening")
    page.fill("#q-evening-contact-fr", "An Wouters")
    open_first(second, site, base_url)
    second.click("label[for=keep-yes]")
    second.evaluate("location.hash = 'part-information-evening'")
    second.fill("#q-evening-contact-fr", "Oğuz Yılmaz")
    page.click(".head__language")
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#q-evening-contact-fr")).to_have_value("An Wouters")
    expect(page.locator("#keep-no")).to_be_checked()
    page.fill("#q-evening-contact-fr", "Nadia Peeters")
    assert kept_in(second)["answers"] == {"evening-contact": {"fr": "Oğuz Yılmaz"}}


COME_BACK = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
"""What a browser says that kept the page as it was left, and shows it again."""


def test_a_page_to_which_the_reader_comes_back_follows_what_was_kept_since(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-contact-fr", "An")
    kept = kept_in(page) | {"answers": {"evening-contact": {"fr": "An Wouters"}}}
    page.evaluate("text => localStorage.setItem('guide.answers', text)", json.dumps(kept))
    page.evaluate(COME_BACK)
    expect(page.locator("#q-evening-contact-fr")).to_have_value("An Wouters")
    page.fill("#q-evening-place-fr", "Cultura")
    assert kept_in(page)["answers"] == {"evening-contact": {"fr": "An Wouters"}, "evening-place": {"fr": "Cultura"}}


@pytest.mark.parametrize("clicks", [1, 2])
def test_who_comes_back_to_answers_that_are_not_kept_is_asked_before_leaving(
    page: Page, site: Site, base_url: str, agreed_to: list[str], clicks: int
) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    page.locator("#q-evening-contact-fr").press_sequentially("An")
    page.evaluate("document.body.addEventListener('click', (event) => event.preventDefault())")
    page.click(".head__language", click_count=clicks)
    assert json.loads(page.evaluate("sessionStorage.getItem('guide.answers')"))[1], "the other language is told"
    page.evaluate(COME_BACK)
    page.reload()
    assert agreed_to == ["beforeunload"]


def test_who_comes_back_to_answers_that_are_saved_leaves_without_a_question(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    page.locator("#q-evening-contact-fr").press_sequentially("An")
    page.click(".builder__foot [data-do=save-file]")
    page.evaluate("document.body.addEventListener('click', (event) => event.preventDefault())")
    page.click(".head__language")
    page.evaluate(COME_BACK)
    page.reload()
    assert agreed_to == []


def test_to_keep_answers_may_be_asked_for_before_the_scripts_come(page: Page, site: Site, base_url: str) -> None:
    held: list[Route] = []
    page.route("**/builder/form-fr.js", lambda route: held.append(route))
    with page.expect_request("**/builder/form-fr.js"):
        page.goto(base_url + site.page("documents/builder.md", Language.FR).address)
    page.click("label[for=keep-yes]")
    held[0].continue_()
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#keep-yes")).to_be_checked()
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-contact-fr", "An Wouters")
    assert kept_in(page)["answers"] == {"evening-contact": {"fr": "An Wouters"}}


def test_who_goes_on_before_the_questions_come_reads_that_they_are_on_their_way(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    held: list[Route] = []
    page.route(f"**/builder/form-{language}.js", lambda route: held.append(route))
    with page.expect_request(f"**/builder/form-{language}.js"):
        page.goto(base_url + site.page("documents/builder.md", language).address)
    coming = site.catalogue.labels["builder-form-loading"][language]
    state, waits = page.locator(".builder__state"), page.locator("[data-later]")
    expect(state, "there is nothing to type in").to_have_text(coming)
    expect(waits).to_be_hidden()
    page.click("[data-step='1']")
    expect(waits).to_have_text(coming)
    expect(waits).to_be_in_viewport()
    expect(waits, "it is read out").to_be_focused()
    held[0].continue_()
    page.wait_for_selector("[data-ready]")
    expect(waits).to_have_count(0)
    expect(page.locator(".part:not([hidden]) h2")).to_be_focused()
    assert page.locator(".part:not([hidden])").get_attribute("data-part"), "they are where they wanted to go"


@pytest.mark.parametrize("part", ["", "commune-44021"])
def test_what_is_chosen_before_the_scripts_come_stays(
    part: str, page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    """Also where this browser keeps other answers, and where the municipality of a link has another language."""
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.click("label[for=edition-fr-nl]")
    page.uncheck("[name=document][value=invitation]")
    held: list[Route] = []
    for keeps in (True, False):
        if not keeps:
            page.evaluate("localStorage.clear()")
        page.goto("about:blank")
        page.route("**/builder/form-fr.js", lambda route: held.append(route))
        with page.expect_request("**/builder/form-fr.js"):
            page.goto(base_url + site.page("documents/builder.md", Language.FR).address + f"#{part}")
        page.click("label[for=edition-fr]" if keeps else "label[for=edition-fr-nl]")
        page.click("label[for=edition-fr-nl]" if keeps else "label[for=edition-fr]")
        page.click("label[for=edition-nl]")
        page.locator("#paper-charter").click()
        page.locator("#paper-support-survey").click()  # no longer
        held.pop().continue_()
        page.unroute("**/builder/form-fr.js")
        page.wait_for_selector("[data-ready]")
        expect(page.locator("#edition-nl")).to_be_checked()
        expect(page.locator("#paper-charter input")).to_be_checked()
        expect(page.locator("#paper-support-survey input")).not_to_be_checked()
        expect(page.locator("#paper-invitation input")).to_be_checked(checked=not keeps)
        page.evaluate("location.hash = 'part-neighbourhood-and-municipality'")
        page.fill("#find-municipality", "5000")
        page.keyboard.press("Enter")
        expect(page.locator("#q-municipality-nl")).to_have_value("Namen")
        expect(page.locator("#edition-nl"), "it was chosen").to_be_checked()


def kept_in(page: Page) -> dict[str, Any]:
    """The file that the browser keeps."""
    kept: dict[str, Any] = json.loads(page.evaluate("localStorage.getItem('guide.answers')"))
    return kept


def test_a_text_for_both_languages_stays_in_one_when_the_other_is_edited(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url)
    kept = {"format": "plp-bin-answers", "version": 1, "edition": "fr-nl", "answers": {"neighbourhood": "Le Tilleul"}}
    page.evaluate("text => localStorage.setItem('guide.answers', text)", json.dumps(kept))
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.evaluate("location.hash = 'part-neighbourhood-and-municipality'")
    page.fill("#q-neighbourhood-fr", "Le Tilleuls")
    assert kept_in(page)["answers"]["neighbourhood"] == {"fr": "Le Tilleuls", "nl": "Le Tilleul"}
    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#q-neighbourhood-nl")).to_have_value("Le Tilleul")


@pytest.mark.parametrize("edition", [Edition.FR, Edition.NL])
def test_what_is_the_same_in_both_languages_stays_so_while_one_of_them_is_not_shown(
    edition: Edition, page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    for number in ("0470 12 34 56", "0470 99 88 77"):
        page.click(f"label[for=edition-{edition}]")
        page.evaluate("location.hash = 'part-survey'")
        page.fill(f"#q-interest-keeper-{edition}", f"Asmae {number}")
        page.evaluate("location.hash = 'part-papers'")
        page.click("label[for=edition-fr-nl]")
    for language in ("fr", "nl"):
        expect(page.locator(f"#q-interest-keeper-{language}")).to_have_value("Asmae 0470 99 88 77")


@pytest.mark.parametrize(
    ("found", "typed", "left"),
    [
        ("Asmae 0470 12 34 56", "salle du bas, chez Asmae", "Asmae 0470 12 34 56"),
        ("Asmae 0470 12 34 56", "", ""),
        ("Espace Tilia", "Espace Tilia, salle du bas", "Espace Tilia"),
    ],
)
def test_words_of_one_language_are_not_carried_into_the_other(
    found: str, typed: str, left: str, page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url, part="part-survey")
    page.evaluate("document.getElementById('edition-fr-nl').click()")
    for language in ("fr", "nl"):
        page.fill(f"#q-interest-keeper-{language}", found)
    page.evaluate("document.getElementById('edition-fr').click()")
    page.fill("#q-interest-keeper-fr", "")
    page.keyboard.type(typed)
    page.evaluate("document.getElementById('edition-fr-nl').click()")
    for language, value in (("fr", typed), ("nl", left)):
        expect(page.locator(f"#q-interest-keeper-{language}")).to_have_value(value)


def test_what_was_typed_in_the_other_language_stays_in_sight_and_is_taken_over_with_one_press(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    other = language.other
    own, new = (f"#q-evening-place-{each}" for each in (language, other))
    open_first(page, site, base_url, language, "part-information-evening")
    expect(page.locator(new)).to_be_hidden()
    page.fill(own, "Espace De Ruimte, salle communale")
    page.evaluate("other => document.getElementById(`edition-${other}`).click()", other)
    expect(page.locator(own)).to_be_visible()
    expect(page.locator("#ask-evening-place label .ask__language")).to_have_count(2)
    for named in page.locator("#ask-evening-place label .ask__language").all():
        expect(named, "each box says its language").to_be_visible()
    expect(page.locator(f"#q-evening-contact-{language}"), "nothing was typed there").to_be_hidden()
    expect(page.locator(new)).to_have_value("")
    page.click("#ask-evening-place [data-do=put]")
    expect(page.locator(new)).to_have_value("Espace De Ruimte, salle communale")
    expect(page.locator(own), "nothing moves while one answers").to_be_visible()
    page.evaluate("location.hash = 'part-survey'")
    page.evaluate("location.hash = 'part-information-evening'")
    expect(page.locator(own), "it is answered in the language of the papers").to_be_hidden()
    expect(page.locator(new)).to_have_value("Espace De Ruimte, salle communale")
    page.evaluate("language => document.getElementById(`edition-${language}`).click()", language)
    expect(page.locator(new)).to_be_hidden()
    expect(page.locator("#ask-evening-place label .ask__language:visible")).to_have_count(0)


def test_the_total_tells_answers_that_the_papers_need_in_another_language_too(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    total = page.locator(".builder__total")
    page.fill("#q-evening-place-fr", "salle communale")
    expect(total).to_have_text(re.compile(r"1 sur \d+$"))
    page.evaluate("document.getElementById('edition-fr-nl').click()")
    expect(total).to_have_text(re.compile(r"0 sur \d+, et 1 "))


def test_an_answer_that_is_cut_at_the_longest_says_so(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-coordinator")
    page.locator("#q-coordinator-name").evaluate(
        "box => { box.value = 'x'.repeat(box.maxLength); box.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    said = typeset(site.catalogue.labels["builder-say-error-cut"].fr, Language.FR)
    expect(page.locator("#error-coordinator-name")).to_have_text(said)
    page.fill("#q-coordinator-name", "An Wouters")
    expect(page.locator("#error-coordinator-name")).to_be_empty()


def test_a_number_that_differs_between_the_languages_is_asked_about_once_it_is_typed(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url, part="part-survey")
    page.evaluate("document.getElementById('edition-fr-nl').click()")
    page.fill("#q-interest-keeper-fr", "Asmae 0470 99 88 77")
    warning = page.locator("#rule-contact-unlike-interest-keeper")
    page.fill("#q-interest-keeper-nl", "Asmae 0470 12 34 56")
    expect(warning).to_be_hidden()
    page.focus("#q-survey-initiators-fr")
    expect(warning).to_be_visible()
    page.fill("#q-interest-keeper-nl", "Asmae 0470/99.88.77")
    expect(warning).to_be_hidden()


def test_advice_appears_once_a_question_is_left_by_its_button(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    page.click("label[for=edition-fr-nl]")
    page.evaluate("location.hash = '#part-neighbourhood-and-municipality'")
    page.fill("#q-municipality-fr", "Vilette")
    page.fill("#q-municipality-nl", "Vilette")
    page.keyboard.press("Tab")
    expect(page.locator("#ask-municipality [data-do=put]")).to_be_focused()
    advice = page.locator("#rule-municipality-not-listed-municipality")
    expect(advice).to_be_hidden()
    page.keyboard.press("Tab")
    expect(advice).to_be_visible()


def test_a_contact_without_number_or_address_is_asked_about_once_it_is_typed(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url, part="part-survey")
    warning = page.locator("#rule-contact-out-of-reach-interest-keeper")
    page.locator("#q-interest-keeper-fr").press_sequentially("Asmae")
    expect(warning).to_be_hidden()
    page.focus("#q-survey-initiators-fr")
    expect(warning).to_be_visible()
    page.fill("#q-interest-keeper-fr", "Asmae 0470/99.88.77")
    expect(warning).to_be_hidden()


def test_where_nothing_can_be_kept_the_page_says_so_and_goes_on(page: Page, site: Site, base_url: str) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('denied', 'SecurityError'); }")
    open_builder(page, site, base_url, part="part-files")
    page.click("[data-do=keep]")
    expect(page.locator(".builder__notice")).to_contain_text("n’a pas pu garder")
    expect(page.locator(".builder__notice [data-do=close]")).to_be_in_viewport()


def test_a_link_to_a_question_leads_into_it(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="ask-coordinator-name")
    assert page.evaluate("document.activeElement.id") == "q-coordinator-name"


def test_an_address_with_a_part_leads_to_it(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-costs")
    expect(page.locator("#title-costs")).to_be_focused()
    expect(page.locator("#title-costs")).to_be_in_viewport()


def test_a_telephone_in_words_is_told_otherwise_than_a_digit_too_few(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-coordinator")
    letters = ("04I2 34 56 78", "O475 12 34 56", "047O 12 34 56", "02 OOO OO OO", "04 75 l 2 34 56")  # I, O and l
    in_words = [(each, "phone-words") for each in ("abc", *letters)]
    in_digits = [(each, "phone") for each in ("02 000 0", "0475 12 34 5 (17h30)", "0475 12 34 5, l'après-midi")]
    for typed, label in (*in_words, *in_digits):
        page.fill("#q-coordinator-phone", typed)
        page.locator("#q-coordinator-phone").blur()
        said = typeset(site.catalogue.labels[f"builder-say-error-{label}"].fr, Language.FR)
        expect(page.locator("#error-coordinator-phone")).to_have_text(said)


def test_an_error_is_said_in_words_beside_the_field_and_in_a_summary(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-coordinator")
    page.fill("#q-coordinator-email", "an.voisins")
    page.locator("#q-coordinator-email").blur()
    expect(page.locator("#error-coordinator-email")).to_contain_text("@")
    expect(page.locator("#q-coordinator-email")).to_have_attribute("aria-invalid", "true")
    page.evaluate("location.hash = '#part-files'")
    with page.expect_download():
        page.click("[data-document=charter] [data-format=docx]")
    link = page.locator(".builder__errors a")
    expect(link).to_have_count(1)
    link.click()
    expect(page.locator("#q-coordinator-email")).to_be_focused()
    page.fill("#q-coordinator-email", "an@voisins.example")
    page.locator("#q-coordinator-email").blur()
    assert page.get_attribute("#q-coordinator-email", "aria-invalid") is None


@pytest.mark.parametrize("where", ["review", "after a download"])
def test_an_error_appears_once_its_field_is_left(where: str, page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-coordinator")
    name, before = "coordinator-email", 0
    page.fill("#q-coordinator-email", "an@voisins.example")
    if where == "review":
        page.evaluate("location.hash = '#part-review'")
        page.fill("#q-coordinator-email", "an@voisins")
    else:
        name, before = "coordinator-phone", 1
        page.fill("#q-coordinator-email", "an@voisins")
        page.evaluate("location.hash = '#part-files'")
        with page.expect_download():
            page.click("[data-document=charter] [data-format=docx]")
        page.evaluate("location.hash = '#part-coordinator'")
        page.locator("#q-coordinator-phone").press_sequentially("0")
    expect(page.locator(f"#error-{name}")).to_be_hidden()
    expect(page.locator(".builder__errors li")).to_have_count(before)
    page.locator(f"#q-{name}").blur()
    expect(page.locator(f"#error-{name}")).to_be_visible()
    expect(page.locator(".builder__errors li")).to_have_count(before + 1)
    page.locator(f"#q-{name}").press_sequentially("x")
    expect(page.locator(f"#error-{name}"), "until it is mended").to_be_visible()


def test_the_list_of_parts_says_where_an_answer_is_to_be_corrected_once_its_field_is_left(
    page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    count = page.locator("[data-count=information-evening]")
    said = count.text_content() or ""
    page.fill("#q-evening-on", "2072-03-01")
    expect(count).to_have_text(said)
    page.locator("#q-evening-on").blur()
    expect(count).to_have_text(f"{said}, à corriger")
    page.fill("#q-evening-on", "2027-03-01")
    expect(count).not_to_contain_text("à corriger")
    page.locator("#q-evening-on").blur()
    page.once("dialog", lambda dialog: dialog.accept())
    page.set_input_files("[data-load]", answers_file(tmp_path, {"evening-on": "2072-03-01"}))
    expect(count).to_contain_text("à corriger")
    expect(page.locator(".builder__errors"), "it would move what the reader is in").to_be_hidden()


def test_a_number_is_not_said_to_lack_digits_while_it_is_typed(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    advice, field = page.locator("#rule-cut-number-evening-contact"), page.locator("#q-evening-contact-fr")
    told = page.locator(".builder > .visually-hidden[role=status]:not(:empty)")
    field.press_sequentially("An 0470 12 3")
    page.wait_for_timeout(1300)
    expect(advice).to_be_hidden()
    expect(told).to_have_count(0)
    field.blur()
    expect(advice).to_be_visible()
    expect(told).to_contain_text(advice.inner_text())
    field.press_sequentially("4")
    expect(advice, "until it is mended").to_be_visible()
    field.press_sequentially(" 56")
    expect(advice).to_be_hidden()


def test_a_title_that_is_a_sentence_ends_once_before_what_is_said_of_it(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-communication-plan")
    page.locator("#ask-members-chat-group input").check()
    told = page.locator(".builder > .visually-hidden[role=status]:not(:empty)")
    expect(told).to_have_text(re.compile(r"police mandaté\. Un groupe"))


def test_what_is_wrong_is_told_before_any_file_is_asked_for(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-coordinator")
    page.fill("#q-coordinator-email", "an.voisins")
    page.evaluate("location.hash = '#part-files'")
    title = page.get_attribute("#ask-coordinator-email", "data-title")
    assert title
    expect(page.locator(".builder__errors a")).to_have_text(title)
    page.evaluate("location.hash = '#part-coordinator'")
    expect(page.locator('.missing a[href="#ask-coordinator-email"]')).to_have_count(1)
    page.fill("#q-coordinator-email", "an@voisins.example")
    expect(page.locator('.missing a[href="#ask-coordinator-email"]')).to_have_count(0)


def test_a_document_is_complete_only_when_what_it_takes_for_granted_is_answered(
    page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url)
    want_only(page, "message-log")
    page.evaluate("location.hash = '#part-papers'")
    page.check("[name=document][value=charter]")
    lacks = page.locator("[data-document=charter] .builder__lacks")
    before = lacks.text_content() or ""
    page.evaluate("location.hash = '#part-coordinator'")
    page.check("[name=coordinator-screened][value=yes]")
    expect(lacks).not_to_have_text(before)
    page.evaluate("location.hash = '#part-papers'")
    page.uncheck("[name=document][value=charter]")
    page.evaluate("location.hash = '#part-coordinator'")
    expect(page.locator("#ask-coordinator-screened"), "the log rests on no screening").to_be_hidden()


def test_what_is_filled_in_and_what_is_missing_make_the_total(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-coordinator")
    for field in ("coordinator-name", "deputy-coordinator-name"):  # the second may stay empty: it counts nowhere
        page.fill(f"#q-{field}", "An Wouters")
    expect(page.locator(".builder__total")).to_contain_text("1 sur")
    total = re.findall(r"\d+", page.inner_text(".builder__total"))
    missing = re.findall(r"\d+", page.inner_text("#title-missing"))
    assert int(total[0]) + int(missing[0]) == int(total[1])


def test_who_has_filled_in_all_is_led_to_the_files(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    want_only(page, "message-log")
    to_files = page.locator(".missing a[href='#part-files']")
    expect(to_files).to_be_hidden()
    for field in ("neighbourhood", "coordinator-name", "log-retention"):
        page.evaluate(f"location.hash = '#ask-{field}'")
        page.locator(f"#ask-{field}").get_by_role("textbox").first.fill("Tilleuls")
    expect(page.locator(".missing .help")).to_be_hidden()
    expect(page.locator("#title-missing")).to_contain_text("se complète à la main")
    to_files.click()
    expect(page.locator("#part-files")).to_be_visible()


def test_without_any_paper_the_page_asks_to_tick_one(page: Page, site: Site, base_url: str, language: Language) -> None:
    open_first(page, site, base_url, language)
    page.locator("[name=document]:checked").evaluate_all("all => all.forEach(box => box.click())")
    said = typeset(site.catalogue.labels["builder-say-no-papers"][language], language)
    for place in ("#title-missing", ".builder__estimate", ".builder__total"):
        expect(page.locator(place)).to_have_text(said)
    expect(page.locator(".missing a[href='#part-files']"), "nothing is ready").to_be_hidden()


def test_a_link_from_the_sources_leads_to_the_question_that_cites_one(
    page: Page, site: Site, base_url: str, built: BuiltSite
) -> None:
    builder = built.pages[site.page("documents/builder.md", Language.FR).address]
    mark = str(builder.tree.xpath("//section[@id='part-costs']//*[starts-with(@id, 'cite-')]/@id")[-1])
    open_builder(page, site, base_url, part=mark)
    expect(page.locator("#part-costs")).to_be_visible()
    expect(page.locator(f".ask:has([id='{mark}'])")).to_be_in_viewport()


def test_a_link_to_a_question_leads_to_the_language_that_lacks_an_answer(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    page.click("label[for=edition-fr-nl]")
    page.evaluate("location.hash = '#part-neighbourhood-and-municipality'")
    page.fill("#q-neighbourhood-fr", "Château")
    page.click('.missing a[href="#ask-neighbourhood"]')
    expect(page.locator("#q-neighbourhood-nl")).to_be_focused()


def test_what_lacks_an_answer_in_one_language_alone_is_listed_with_this_language(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_first(page, site, base_url, language, part="part-information-evening")
    page.evaluate("document.getElementById('edition-fr-nl').click()")
    link = page.locator(".missing a[href='#ask-evening-place']")
    title = link.inner_text()
    page.fill("#q-evening-place-fr", "Salle Tilia")
    dutch = site.catalogue.labels["builder-in-dutch"][language]
    expect(link).to_have_text(f"{title} ({dutch})")
    page.fill("#q-evening-place-nl", "  ")
    expect(link, "spaces are no answer").to_have_text(f"{title} ({dutch})")
    page.evaluate("location.hash = 'part-review'")
    expect(page.locator(".left a[href='#ask-evening-place']")).to_have_text(f"{title} ({dutch})")
    page.evaluate("document.getElementById('edition-nl').click()")
    expect(page.locator(".left a[href='#ask-evening-place']"), "none but Dutch is asked").to_have_text(title)


def test_a_message_goes_when_the_reader_goes_on(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-files")
    page.click("[data-do=keep]")
    page.click(".builder__kept [data-do=forget]")
    said = page.locator(".builder__done:not(:empty)")
    expect(said).to_have_count(1)
    page.uncheck("[name=format][value=docx]")
    expect(said).to_have_count(0)
    expect(page.locator("[data-document=charter] [data-format]:visible"), "of the files wanted").to_have_count(2)


def test_a_message_stands_below_what_was_done_and_near_it(
    page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    foreign = tmp_path / "answers.json"
    foreign.write_text("{}", "utf-8")
    open_builder(page, site, base_url, part="part-files")
    actions: dict[str, Callable[[], None]] = {
        "[data-do=download-all]": lambda: page.click("[data-do=download-all]"),
        "[data-document=charter]": lambda: page.click("[data-document=charter] [data-format=docx]"),
        ".builder__keep [data-do=open-file]": lambda: open_file(page, ".builder__keep", foreign),
        ".builder__keep [data-do=save-file]": lambda: page.click(".builder__keep [data-do=save-file]"),
    }
    for place, act in actions.items():
        page.evaluate("for (const each of document.querySelectorAll('.builder__done')) each.textContent = ''")
        act()
        said = page.locator(".builder__done:not(:empty)")
        expect(said, place).to_have_count(1)
        pressed, told = page.locator(place).bounding_box(), said.bounding_box()
        assert pressed, place
        assert told, place
        assert 0 < told["y"] - pressed["y"] < 400, f"{place}: {pressed}, {told}"


@pytest.mark.parametrize("place", [".builder__foot", ".builder__keep"])
def test_who_keeps_or_forgets_answers_is_led_to_what_is_said_of_it(
    place: str, page: Page, site: Site, base_url: str
) -> None:
    """The button that was pressed goes."""
    part = "information-evening" if place == ".builder__foot" else "files"
    open_first(page, site, base_url, part=f"part-{part}")
    page.press(f"{place} [data-do=keep]", "Enter")
    expect(page.locator(".builder__kept")).to_be_focused()
    expect(page.locator(".builder__kept")).to_be_in_viewport()
    page.press(".builder__kept [data-do=forget]", "Enter")
    expect(page.locator(f"#title-{part}")).to_be_focused()


def test_who_takes_what_another_tab_keeps_is_led_to_what_does_not_fit(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    kept = {"format": "plp-bin-answers", "version": 1, "answers": {"shoe-size": "42"}}
    page.evaluate("text => localStorage.setItem('guide.answers', text)", json.dumps(kept))
    page.press(".builder__foot [data-do=keep]", "Enter")
    expect(page.locator(".builder__notice p")).to_be_focused()
    page.press(".builder__notice [data-do=close]", "Enter")
    expect(page.locator("#title-information-evening")).to_be_focused()


def test_what_is_said_of_keeping_stands_below_its_question(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.click("label[for=keep-no]")
    expect(page.locator("#part-papers .builder__done")).to_contain_text("ne garde plus")


def test_nothing_leaves_the_page(page: Page, site: Site, base_url: str, language: Language) -> None:
    with asked_for_all(page):
        open_builder(page, site, base_url, language)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.click(".builder__parts summary")
    page.click('.builder__parts a[href="#part-neighbourhood-and-municipality"]')
    page.fill("#find-municipality", "1082")
    page.keyboard.press("Enter")
    page.fill(f"#q-neighbourhood-{language}", "Kasteelwijk")
    page.evaluate("location.hash = '#part-files'")
    with page.expect_download() as download:
        page.click("[data-do=download-all]")
    assert download.value.suggested_filename == "plp-bin-fr-nl-Kasteelwijk.zip", "the municipality has two languages"
    with page.expect_download():
        page.click("[data-do=save-file]")
    page.click("[data-do=keep]")
    asked = {url.removeprefix(base_url) for url in requests if not url.startswith(("blob:", "data:"))}
    assert {re.sub(r"^assets/\w+/builder/|\.js$", "", path) for path in asked} == {
        f"{paper}-fr-nl" for paper in site.catalogue.documents
    }, "only the papers in both languages, once"
    assert page.evaluate("fetch('/').then(() => 'sent', () => 'blocked')") == "blocked"
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    for words in ("connect-src 'none'", "form-action 'none'", "frame-src 'none'", "script-src 'self'"):
        assert words in policy
    assert page.context.cookies() == []


def papers_asked_for(requests: list[str]) -> set[str]:
    """The papers, with their editions, among the scripts that a page has asked for."""
    found = (re.search(r"/builder/([a-z-]+)\.js$", url) for url in requests if "/js/" not in url)
    return {match[1] for match in found if match} - {"communes", "fonts", "form-fr", "form-nl"}


def test_only_papers_that_are_chosen_are_loaded_in_the_language_chosen(page: Page, site: Site, base_url: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    open_first(page, site, base_url)
    first = {"support-survey", "invitation", "evening-sheets"}
    assert papers_asked_for(requests) == {f"{paper}-fr" for paper in first}
    with page.expect_request("**/builder/reflex-card-fr.js"):
        page.locator("input[name=document][value=reflex-card]").evaluate("box => box.click()")
    with page.expect_request("**/builder/reflex-card-nl.js"):
        page.locator("input[name=edition][value=nl]").evaluate("box => box.click()")
    expect(page.locator("[data-ready]")).to_be_attached()
    assert papers_asked_for(requests) == {
        *(f"{paper}-fr" for paper in first),
        *(f"{paper}-{edition}" for paper in [*first, "reflex-card"] for edition in ("fr", "nl")),
    }


def test_once_loaded_the_page_works_without_network(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    page.evaluate("location.hash = '#part-papers'")
    with page.expect_request("**/builder/evaluation-form-fr-nl.js"):
        page.click("label[for=edition-fr-nl]")
    page.wait_for_selector("[data-ready]")
    page.context.set_offline(True)
    page.evaluate("location.hash = '#part-files'")
    with page.expect_download() as download:
        page.click("[data-do=download-all]")
    with zipfile.ZipFile(download.value.path()) as archive:
        assert len(archive.namelist()) == 1 + papers_in_a_pack(site.catalogue)


def test_where_a_paper_could_not_come_the_others_can_be_had_one_by_one(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url)
    page.context.set_offline(True)
    page.locator("input[name=document][value=charter]").evaluate("box => box.click()")
    expect(page.locator(".builder__state")).to_have_text(
        site.catalogue.labels["builder-say-not-loaded"].fr.replace("'", "’")
    )
    page.evaluate("location.hash = '#part-files'")
    page.click("[data-do=download-all]")
    expect(page.locator(".builder__take + .builder__done")).to_contain_text("un par un")
    with page.expect_download() as download:
        page.click("[data-document=invitation] [data-format=pdf]")
    assert download.value.suggested_filename.endswith(".pdf")


def test_papers_that_could_not_come_are_asked_for_again_when_there_is_a_network(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    said = page.locator(".builder__state")
    ready = said.text_content() or ""
    page.set_viewport_size({"width": 1440, "height": 900})
    sheet = page.locator(".sheet")
    expect(sheet).to_have_attribute("lang", "fr")
    page.context.set_offline(True)
    page.locator("input[name=edition][value=nl]").evaluate("box => box.click()")
    expect(said).to_have_text(site.catalogue.labels["builder-say-not-loaded"].fr.replace("'", "’"))
    page.context.set_offline(False)
    expect(said).to_have_text(ready)
    expect(sheet).to_have_attribute("lang", "nl")
    page.evaluate("location.hash = '#part-files'")
    with page.expect_download() as download:
        page.click("[data-do=download-all]")
    assert download.value.suggested_filename == "plp-bin-nl.zip"


@pytest.mark.parametrize("part", ["fonts.js", "support-survey-fr.js", "sheets.js"])
def test_what_was_cut_off_while_papers_came_is_asked_for_again(
    part: str, page: Page, site: Site, base_url: str
) -> None:
    page.route(f"**/builder/{part}", lambda route: route.abort())
    page.goto(base_url + site.page("documents/builder.md", Language.FR).address)
    expect(page.locator(".builder__state")).to_have_text(
        site.catalogue.labels["builder-say-not-loaded"].fr.replace("'", "’")
    )
    page.unroute(f"**/builder/{part}")
    page.evaluate("location.hash = '#part-files'")
    with page.expect_download() as download:
        page.click("[data-do=download-all]")
    assert download.value.suggested_filename == "plp-bin-fr.zip"
    page.wait_for_selector("[data-ready]")
    ready = site.catalogue.labels["builder-say-ready"].fr.replace("'", "’")
    expect(page.locator(".builder__state")).to_have_text(ready)


def test_a_file_of_answers_opens_where_the_page_begins(
    page: Page, site: Site, base_url: str, tmp_path: Path, language: Language
) -> None:
    file = answers_file(tmp_path, {"coordinator-name": "An Wouters"})
    open_first(page, site, base_url, language)
    open_file(page, "#part-papers", file)
    expect(page.locator(".builder__done:not(:empty)")).to_be_in_viewport()
    expect(page.locator("#q-coordinator-name")).to_have_value("An Wouters")


def open_file(page: Page, place: str, file: Path) -> None:
    """Opens a file of answers with the button in a place."""
    with page.expect_file_chooser() as chooser:
        page.click(f"{place} [data-do=open-file]")
    chooser.value.set_files(file)


def test_answers_are_forgotten_unless_the_reader_keeps_them(page: Page, site: Site, base_url: str) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    open_builder(page, site, base_url, part="part-coordinator")
    page.fill("#q-coordinator-name", "An Wouters")
    open_builder(page, site, base_url, part="part-coordinator")
    page.reload()
    expect(page.locator("#q-coordinator-name")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0
    page.fill("#q-coordinator-name", "An Wouters")
    page.evaluate("location.hash = '#part-files'")
    page.click("[data-do=keep]")
    page.evaluate("location.hash = '#part-coordinator'")
    page.fill("#q-coordinator-phone", "0470 00 00 30")
    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#q-coordinator-name")).to_have_value("An Wouters")
    expect(page.locator("#q-coordinator-phone"), "what is typed later is kept as well").to_have_value("0470 00 00 30")
    page.click(".builder__kept [data-do=forget]")
    assert page.evaluate("localStorage.length") == 0
    expect(page.locator("#q-coordinator-name"), "what stands on the page stays there").to_have_value("An Wouters")


def test_a_file_of_answers_opens_again_here_and_at_the_command_line(
    page: Page, site: Site, asked: Content, scripts: Scripts, base_url: str, tmp_path: Path
) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    open_builder(page, site, base_url, part="part-coordinator")
    page.fill("#q-coordinator-name", 'Zoë "d\'Or" 👮 </script>')
    page.evaluate("location.hash = '#part-files'")
    with page.expect_download() as download:
        page.click("[data-do=save-file]")
    file = tmp_path / "answers.json"
    download.value.save_as(file)
    answers = read_answers(file.read_bytes(), "answers.json", asked, scripts).content["answers"]
    assert answers["coordinator-name"] == 'Zoë "d\'Or" 👮 </script>'
    open_builder(page, site, base_url, Language.NL, "part-files")
    page.set_input_files("[data-load]", file)
    page.wait_for_selector(".builder__done:not(:empty)")
    expect(page.locator("#q-coordinator-name")).to_have_value('Zoë "d\'Or" 👮 </script>')
    assert page.is_checked("#edition-fr"), "the language of the documents is kept as well"


REFUSED = {
    "foreign": "a,b\n1,2",
    "foreign JSON": '{"answers": {"place": "x"}}',
    "a list": "[1]",
    "truncated": '{"format": "plp-bin-answers", "version": 1, "answers": {"place": "x',
    "newer": '{"format": "plp-bin-answers", "version": 2, "answers": {}}',
    "newer, as a text": '{"format": "plp-bin-answers", "version": "2", "answers": {}}',
    "answers that are no record": '{"format": "plp-bin-answers", "version": 1, "answers": "x"}',
    "too large": '{"format": "plp-bin-answers", "version": 1, "answers": {"place": "' + "x" * 1_000_000 + '"}}',
}
DROPPED = {
    "shoe-size": "42",
    "__proto__": {"place": "x"},
    "constructor": "x",
    "mayor-name": 7,
    "neighbourhood": {"fr": "Château", "nl": "x" * 16_001},
    "municipality": {"de": "x"},
    "coordinator-is-adult": "maybe",
    "evening-on": "20277-03-01",
    "launch-on": "2027-02-30",
    "place": "x" * 16_001,
}
"""Answers that do not fit the page, whatever wrote them."""


def test_a_bad_file_of_answers_is_refused_with_a_reason_and_what_was_typed_stays(
    page: Page, site: Site, base_url: str, tmp_path: Path, language: Language
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_builder(page, site, base_url, language, "part-coordinator")
    page.fill("#q-coordinator-name", "An Wouters")
    page.evaluate("location.hash = '#part-files'")
    page.evaluate("File.prototype.arrayBuffer = () => Promise.reject(new Error('taken away')); 0")
    page.set_input_files("[data-load]", answers_file(tmp_path, {}))
    expect(page.locator(".builder__done:not(:empty)")).to_contain_text(re.compile("abîmé|beschadigd"))
    page.evaluate("delete File.prototype.arrayBuffer")
    for name, text in REFUSED.items():
        file = tmp_path / "answers.json"
        file.write_text(text, "utf-8")
        page.evaluate("for (const each of document.querySelectorAll('.builder__done')) each.textContent = ''")
        page.set_input_files("[data-load]", file)
        said = page.locator(".builder__done:not(:empty)").inner_text()
        assert ("toujours là" if language is Language.FR else "staat er nog") in said, name
        expect(page.locator("#q-coordinator-name"), name).to_have_value("An Wouters")
    assert errors == []
    assert page.evaluate("({}).place") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_a_file_that_an_editor_of_windows_saved_is_read_with_its_accents(
    encoding: str, page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    answers = {"evening-place": {"fr": "Café de l’Œuvre"}, "coordinator-name": "Zoë"}
    file = tmp_path / "answers.json"
    written = json.dumps({"format": "plp-bin-answers", "version": 1, "answers": answers}, ensure_ascii=False)
    file.write_text(written, encoding)
    open_first(page, site, base_url)
    page.set_input_files("[data-load]", file)
    expect(page.locator("#q-coordinator-name")).to_have_value("Zoë")
    expect(page.locator("#q-evening-place-fr")).to_have_value("Café de l’Œuvre")


@pytest.mark.parametrize("version", [{}, {"version": "1"}, {"version": ""}, {"version": None}, {"version": "x"}])
def test_a_file_that_says_no_version_is_read_answer_by_answer(
    version: Mapping[str, object], page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    answers = {"coordinator-name": "An Wouters", "shoe-size": "42"}
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"format": "plp-bin-answers", "answers": answers, **version}), "utf-8")
    open_first(page, site, base_url, part="part-files")
    page.set_input_files("[data-load]", file)
    said = page.locator(".builder__notice p")
    expect(said).to_contain_text("shoe-size")
    expect(said).not_to_contain_text("version")
    expect(page.locator("#q-coordinator-name")).to_have_value("An Wouters")


def test_a_damaged_memory_of_the_browser_is_refused_too(page: Page, site: Site, base_url: str) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    open_builder(page, site, base_url)
    for text in REFUSED.values():
        page.evaluate("text => localStorage.setItem('guide.answers', text)", text)
        page.reload()
        page.wait_for_selector("[data-ready]")
        expect(page.locator(".builder__notice")).to_contain_text("ne peut pas lire")
        expect(page.locator(".builder__notice p")).to_be_focused()
        expect(page.locator(".builder__kept"), "nothing that is typed is kept").to_be_hidden()
        page.locator("[name=document]").first.uncheck()
        assert page.evaluate("localStorage.getItem('guide.answers')") == text, "what was not read is not written over"
        page.click(".builder__notice [data-do=close]")
        expect(page.locator("#title-papers")).to_be_focused()
    page.reload()
    page.click(".builder__notice [data-do=forget]")
    assert page.evaluate("localStorage.length") == 0


def test_what_cannot_be_read_is_replaced_only_after_asking(page: Page, site: Site, base_url: str) -> None:
    answer = ["dismiss", "accept"]
    page.on("dialog", lambda dialog: getattr(dialog, answer[0])())
    open_first(page, site, base_url)
    page.evaluate("localStorage.setItem('guide.answers', '{')")
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.click("label[for=keep-yes]")
    expect(page.locator("#keep-no")).to_be_checked()
    assert page.evaluate("localStorage.getItem('guide.answers')") == "{"
    answer.reverse()
    page.click("label[for=keep-yes]")
    assert "plp-bin-answers" in page.evaluate("localStorage.getItem('guide.answers')")
    expect(page.locator(".builder__notice")).to_be_hidden()


def test_answers_are_kept_from_the_first_and_the_reader_returns_to_where_they_were(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-contact-fr", "An Wouters")
    page.goto(base_url + site.page("documents/builder.md", Language.FR).address + "?again")
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#q-evening-contact-fr")).to_have_value("An Wouters")
    expect(page.locator("#q-evening-contact-fr")).to_be_focused()
    expect(page.locator("#keep-yes")).to_be_checked()
    page.click(".builder__kept [data-do=forget]")
    assert page.evaluate("localStorage.length") == 0
    expect(page.locator("#keep-no")).to_be_checked()


def test_who_loads_the_page_again_returns_to_the_question_not_to_the_head_of_its_part(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-information-evening'")
    for question in ("evening-place", "responsible-publisher"):  # again, though the address names the question before
        page.fill(f"#q-{question}-fr", "Tilia")
        page.reload()
        page.wait_for_selector("[data-ready]")
        expect(page.locator(f"#q-{question}-fr")).to_be_focused()
    page.click(".missing a[href='#ask-evening-on']")
    expect(page.locator("#q-evening-on")).to_be_focused()
    page.fill("#q-evening-place-fr", "Espace Tilia")
    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#q-evening-place-fr")).to_be_focused()
    page.goto(base_url + site.page("documents/builder.md", Language.FR).address + "?again#part-survey")
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#title-survey"), "an address that leads elsewhere counts").to_be_focused()


def test_the_papers_that_were_chosen_stay_chosen_where_a_later_part_is_loaded_again(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    want_only(page, "charter")
    page.evaluate("location.hash = 'part-coordinator'")
    page.fill("#q-coordinator-name", "An Wouters")
    for _ in range(2):
        page.reload()
        page.wait_for_selector("[data-ready]")
        expect(page.locator("#q-coordinator-name")).to_be_focused()
        expect(page.locator("[name=document]:checked")).to_have_count(1)
        assert kept_in(page)["documents"] == ["charter"]


@pytest.mark.parametrize("address", ["", "#part-survey", "#part-police", "#ask-coordinator-phone"])
def test_the_papers_that_were_chosen_stay_chosen_though_none_asks_for_what_the_address_names(
    address: str, page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-survey'")
    want_only(page, "invitation")
    page.goto(base_url + site.page("documents/builder.md", Language.FR).address + f"?again{address}")
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#part-papers")).to_be_visible()
    expect(page.locator("[name=document]:checked")).to_have_count(1)
    page.click("label[for=edition-nl]")
    assert kept_in(page)["documents"] == ["invitation"]


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_file_that_is_opened_leads_to_where_the_reader_was(
    is_kept: bool, page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    file = answers_file(tmp_path, {"evening-contact": "An Wouters"}, place="#ask-evening-contact")
    open_first(page, site, base_url)
    if is_kept:
        page.click("label[for=keep-yes]")
    open_file(page, "#part-papers", file)
    expect(page.locator("#q-evening-contact-fr")).to_be_focused()
    assert page.locator("#q-evening-contact-fr").input_value() == "An Wouters"
    assert page.url.endswith("#ask-evening-contact")
    if is_kept:
        page.wait_for_function("JSON.parse(localStorage['guide.answers']).place === '#ask-evening-contact'")


def test_the_place_in_a_file_leads_within_the_page_only(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url)
    for place in ("javascript:document.title='x'", "https://example.org/", "//example.org", "#part-police\nx", 7):
        kept = {"format": "plp-bin-answers", "version": 1, "place": place, "answers": {"mayor-name": "Zoë"}}
        page.evaluate("text => localStorage.setItem('guide.answers', text)", json.dumps(kept))
        page.reload()
        page.wait_for_selector("[data-ready]")
        expect(page.locator("#q-mayor-name")).to_have_value("Zoë")
        assert "#" not in page.url


def test_a_full_store_is_told_keeps_its_last_copy_and_the_browser_asks_before_leaving(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.locator("#q-evening-contact-fr").press_sequentially("An")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full'); }; }")
    page.locator("#q-evening-contact-fr").press_sequentially(" Wouters")
    notice = page.locator(".builder__notice")
    expect(notice).to_contain_text("n’a pas pu garder")
    expect(notice.locator("[data-do=close]"), "wherever the reader is").to_be_in_viewport()
    expect(page.locator("#q-evening-contact-fr"), "who goes on typing").to_be_focused()
    expect(page.locator(".builder__kept")).to_be_hidden()
    expect(page.locator("#keep-no")).to_be_checked()
    expect(page.locator("[data-unkept]")).to_be_visible()
    page.locator("#q-evening-contact-fr").press_sequentially("!")
    expect(notice, "until it is closed").to_be_visible()
    page.reload()
    page.wait_for_selector("[data-ready]")
    assert agreed_to == ["beforeunload"]
    expect(page.locator("#q-evening-contact-fr")).to_have_value("An")


def test_what_another_tab_forgot_is_not_kept_again(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    second = page.context.new_page()
    open_first(second, site, base_url)
    second.click(".builder__kept [data-do=forget]")
    expect(page.locator("#keep-no")).to_be_checked()
    said = page.locator(".builder__notice")
    expect(said).to_contain_text(typeset(site.catalogue.labels["builder-say-forgotten"][Language.FR], Language.FR))
    expect(said.get_by_role("button"), "there is nothing left to erase").to_have_count(1)
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-contact-fr", "An Wouters")
    expect(said, "wherever the reader is").to_be_in_viewport()
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("left", ["newer", "truncated", "foreign"])
def test_what_another_tab_keeps_and_this_one_cannot_read_is_not_called_forgotten(
    left: str, page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    second = page.context.new_page()
    open_first(second, site, base_url)
    second.evaluate("text => localStorage.setItem('guide.answers', text)", REFUSED[left])
    expect(page.locator(".builder__notice")).to_contain_text("ne peut pas lire")
    expect(page.locator(".builder__done:not(:empty)")).to_have_count(0)
    expect(page.locator("#keep-no")).to_be_checked()
    page.locator("[name=document]").first.uncheck()
    assert page.evaluate("localStorage.getItem('guide.answers')") == REFUSED[left], "it is not written over"


@pytest.mark.parametrize("tab", ["this", "another"])
def test_who_leaves_after_answers_were_forgotten_is_asked(
    tab: str, page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-contact-fr", "An Wouters")
    forgetting = page
    if tab == "another":
        forgetting = page.context.new_page()
        open_first(forgetting, site, base_url)
    forgetting.click(".builder__kept [data-do=forget]")
    expect(page.locator("#keep-no")).to_be_checked()
    page.reload()
    assert agreed_to == ["beforeunload"]


@pytest.mark.parametrize("answer", [{"fr": "abc"}, {"fr": 5}, {"nl": "x" * 17_000}, {"de": [1]}])
def test_an_answer_by_language_where_none_is_asked_goes_alone(
    answer: object, page: Page, site: Site, base_url: str
) -> None:
    kept = {"format": "plp-bin-answers", "version": 1, "answers": {"evening-on": answer, "mayor-name": "Zoë"}}
    open_first(page, site, base_url)
    page.evaluate("text => localStorage.setItem('guide.answers', text)", json.dumps(kept))
    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(page.locator("#q-mayor-name")).to_have_value("Zoë")
    expect(page.locator(".builder__notice")).to_contain_text("Date")


def test_a_file_replaces_what_does_not_fit_the_page_only_after_asking(
    page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    page.on("dialog", lambda dialog: dialog.dismiss())
    kept = {"format": "plp-bin-answers", "version": 1, "answers": {"evening-on": "20277-03-01"}}
    open_first(page, site, base_url)
    page.evaluate("text => localStorage.setItem('guide.answers', text)", json.dumps(kept))
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.set_input_files("[data-load]", answers_file(tmp_path, {"coordinator-name": "An Wouters"}))
    expect(page.locator("#q-coordinator-name")).to_have_value("")
    assert kept_in(page)["answers"] == {"evening-on": "20277-03-01"}


@pytest.mark.parametrize("where", ["file", "store"])
def test_what_fits_is_taken_and_the_rest_named_with_the_reason_and_never_lost(
    where: str, page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    good = {"coordinator-name": "An Wouters", "log-retention": {"fr": "deux ans", "de": "x"}}
    file = answers_file(tmp_path, DROPPED | good)
    open_first(page, site, base_url, part="part-files")
    if where == "file":
        page.set_input_files("[data-load]", file)
    else:
        page.evaluate("text => localStorage.setItem('guide.answers', text)", file.read_text("utf-8"))
        page.reload()
        page.wait_for_selector("[data-ready]")
    notice = page.locator(".builder__notice")
    expect(notice.locator("p")).to_be_focused()
    expect(notice.locator("[data-do=close]")).to_be_in_viewport()
    said = page.locator(".builder__notice p").inner_text().splitlines()
    assert said[0].startswith("Réponses chargées, sauf")
    assert len(said) == 2 + len(DROPPED), said
    title = page.get_attribute("#ask-evening-on", "data-title")
    assert any(f"{title}" in line and "20277-03-01" in line and "pas une date" in line for line in said)
    assert any("shoe-size" in line and "ne pose pas cette question" in line for line in said)
    assert sum("trop longue" in line for line in said) == 2
    assert sum("plus un choix" in line for line in said) == 1
    link = notice.get_by_role("link", name="20277-03-01")
    expect(link, "each line leads to its question").to_have_attribute("href", "#ask-evening-on")
    expect(page.locator("#q-coordinator-name")).to_have_value("An Wouters")
    expect(page.locator("#q-log-retention-fr")).to_have_value("deux ans")
    page.evaluate("location.hash = 'part-papers'")
    page.click("label[for=keep-yes]")
    expect(notice, "until it is closed").to_be_visible()
    kept = kept_in(page)["answers"]
    assert {name: kept[name] for name in DROPPED} == DROPPED, "a later page may know what to do with it"
    assert errors == []
    assert page.evaluate("({}).place") is None


def test_what_does_not_fit_the_page_is_carried_along_and_kept_without_any_answer(
    page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    open_first(page, site, base_url, part="part-files")
    page.evaluate("text => localStorage.setItem('guide.answers', text)", "{}")
    page.set_input_files("[data-load]", answers_file(tmp_path, {"shoe-size": "42"}))
    expect(page.locator(".builder__notice")).to_contain_text("shoe-size")
    page.click(".head__language")
    page.wait_for_selector("html[lang=nl] [data-ready]")
    expect(page.locator(".builder__notice")).to_contain_text("shoe-size")
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("location.hash = 'part-papers'")
    page.click("label[for=keep-yes]")
    assert kept_in(page)["answers"] == {"shoe-size": "42"}
    page.evaluate("location.hash = 'part-files'")
    page.click("[data-do=start-over]")
    expect(page.locator(".builder__notice"), "nothing of it is left").to_be_hidden()
    expect(page.locator("#part-papers h2"), "and the reader begins again").to_be_focused()


@pytest.mark.parametrize("file", sorted((KASTEELWIJK.parent / "published").iterdir()), ids=lambda file: file.stem)
def test_a_file_of_each_published_version_opens_whole(
    file: Path, page: Page, site: Site, asked: Content, base_url: str
) -> None:
    open_first(page, site, base_url, part="part-files")
    page.set_input_files("[data-load]", file)
    given = json.loads(file.read_text("utf-8"))["answers"]
    former = [site.catalogue.labels[f"builder-say-former-{name}"].fr for name in asked.former if name in given]
    said = page.locator(".builder__notice:visible p, .builder__done:not(:empty)")
    expect(said).to_contain_text("Réponses chargées")
    named = [line.partition("\N{NARROW NO-BREAK SPACE}»")[0][2:] for line in said.inner_text().splitlines()[1:]]
    assert named == former, "what is no longer asked is named"
    controls = page.locator("[data-answer]").evaluate_all(
        "all => all.map(({dataset, value, checked}) => [dataset.answer, dataset.language, value, checked])"
    )
    for question in asked.questions:
        own = [each for each in controls if each[0] == question.id]
        for language, text in answer_in(given.get(question.id, {})):
            if question.ask == "field":
                shown = [value for _, of, value, _ in own if language in (None, of)]
                assert set(shown) == {text}, question.id  # what was asked once may be asked in each language
            elif text:
                assert [checked for _, _, value, checked in own if value == text] == [True], question.id


def answer_in(answer: str | Mapping[str, str]) -> Iterator[tuple[str | None, str]]:
    """The texts of an answer, each with the language of its control, if it has one."""
    if isinstance(answer, str):
        yield None, answer
    else:
        yield from answer.items()


def test_a_date_of_which_a_part_is_missing_is_told(page: Page, site: Site, base_url: str, language: Language) -> None:
    open_first(page, site, base_url, language, "part-information-evening")
    page.locator("#q-evening-on").press_sequentially("0301")
    page.locator("#q-evening-on").blur()
    expect(page.locator("#error-evening-on")).to_have_text(re.compile("15/01/2027"))
    page.evaluate("location.hash = 'part-review'")
    page.click(".builder__errors [href='#ask-evening-on']")
    page.fill("#q-evening-on", "2027-03-01")
    page.locator("#q-evening-on").blur()
    expect(page.locator("#error-evening-on")).to_be_hidden()


def test_a_year_has_four_digits_and_one_of_this_age(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-information-evening")
    dates = page.locator("input[type=date]")
    assert dates.evaluate_all("all => all.every(({max}) => max === '9999-12-31')")
    page.locator("#q-evening-on").press_sequentially("030120277")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", page.input_value("#q-evening-on"))
    error = page.locator("#error-evening-on")
    for year, is_wrong in (("0207", True), ("2027", False), ("2072", True), ("2006", True)):
        page.fill("#q-evening-on", f"{year}-03-01")
        page.locator("#q-evening-on").blur()
        expect(error).to_be_visible(visible=is_wrong)


def test_a_date_that_has_passed_is_asked_about_as_it_is_typed_and_where_answers_are_read_again(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    page.clock.set_fixed_time("2027-03-02T09:00:00+01:00")
    open_first(page, site, base_url, language, "part-information-evening")
    asked = page.locator("#rule-date-passed-evening-on")
    for day, is_asked in (("2027-03-02", False), ("0202-03-01", False), ("2027-03-01", True)):
        page.fill("#q-evening-on", day)
        expect(asked, day).to_be_visible(visible=is_asked)
    assert page.get_attribute("#q-evening-on", "aria-invalid") is None, "it may be right"
    page.evaluate("location.hash = 'part-review'")
    expect(asked).to_be_visible()
    expect(page.locator(".builder__errors")).to_be_hidden()
    page.evaluate("location.hash = 'part-papers'")
    for paper in ("support-survey", "invitation"):
        page.uncheck(f"[name=document][value={paper}]")
    page.evaluate("location.hash = 'part-information-evening'")
    expect(page.locator("#q-evening-on")).to_be_visible()
    expect(asked, "minutes report an evening that was").to_be_hidden()


WRONG_DATE = "#error-evening-on"


def test_a_finger_reaches_its_button_though_an_error_appears_above_it(
    browser: Browser, site: Site, base_url: str
) -> None:
    """The mouse that a browser makes of a finger moves the focus, after the finger has left."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_first(page, site, base_url, part="part-survey")
    page.fill("#q-interest-erased-on", "2072-03-01")
    page.locator("#q-interest-erased-on").focus()
    page.locator("[data-step='1']").tap()
    expect(page.locator("#part-survey")).to_be_hidden()
    expect(page.locator("#error-interest-erased-on")).not_to_have_text("")
    context.close()


def test_what_is_not_asked_is_not_held_against_the_reader(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-information-evening")
    page.locator("[name=edition][value=fr-nl]").evaluate("box => box.click()")
    page.fill("#q-evening-on", "2072-03-01")
    page.fill("#q-evening-at-nl", "99h99")
    page.fill("#q-evening-at-fr", "19h30")
    page.evaluate("location.hash = 'part-files'")
    page.click("[data-do=download-all]")
    expect(page.locator(".builder__errors li")).to_have_count(2)
    page.locator("[name=edition][value=fr]").evaluate("box => box.click()")
    expect(page.locator(".builder__errors li")).to_have_count(1)
    expect(page.locator("#error-evening-at")).to_have_text("")
    want_only(page, "support-survey")
    expect(page.locator(".builder__errors")).to_be_hidden()


def test_half_a_date_stays_while_others_answers_are_put_anew(
    page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    open_builder(page, site, base_url, part="part-information-evening")
    page.locator("#q-evening-on").press_sequentially("1103")
    page.locator("#q-evening-on").blur()
    expect(page.locator(WRONG_DATE)).not_to_have_text("")
    page.locator("[name=edition][value=fr-nl]").evaluate("box => box.click()")
    assert page.evaluate("document.querySelector('#q-evening-on').validity.badInput")
    expect(page.locator(WRONG_DATE)).not_to_have_text("")
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("location.hash = 'part-files'")
    page.set_input_files("[data-load]", answers_file(tmp_path, {"evening-at": {"fr": "19h30"}}))
    expect(page.locator("#q-evening-at-fr")).to_have_value("19h30")
    assert not page.evaluate("document.querySelector('#q-evening-on').validity.badInput"), "it goes with the others"
    expect(page.locator(WRONG_DATE)).to_have_text("")


@pytest.mark.parametrize("way", ["file", "start over"])
def test_an_error_goes_with_the_answer_that_was_wrong(
    way: str, page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    open_builder(page, site, base_url, part="part-information-evening")
    page.evaluate("location.hash = 'part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "5000")
    page.keyboard.press("Enter")
    expect(page.locator(".find__count")).to_contain_text("Namur")
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-on", "2072-03-01")
    page.evaluate("location.hash = 'part-files'")
    page.click("[data-do=download-all]")
    expect(page.locator(".builder__errors li")).to_have_count(1)
    if way == "file":
        page.set_input_files("[data-load]", answers_file(tmp_path, {"evening-on": "2027-03-11"}))
    else:
        page.click("[data-do=start-over]")
    expect(page.locator(".find__count"), "it speaks of what was chosen before").to_be_empty()
    expect(page.locator(WRONG_DATE)).to_have_text("")
    assert page.get_attribute("#q-evening-on", "aria-invalid") is None
    expect(page.locator(".builder__errors")).to_be_hidden()


def test_an_error_is_told_though_the_press_that_left_its_field_became_a_scroll(
    page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, part="part-information-evening")
    page.fill("#q-evening-on", "2072-03-01")
    page.evaluate("dispatchEvent(new PointerEvent('pointerdown'))")
    page.locator("#q-evening-on").blur()
    expect(page.locator(WRONG_DATE)).to_have_text("")
    page.evaluate("dispatchEvent(new PointerEvent('pointercancel'))")
    expect(page.locator(WRONG_DATE)).not_to_have_text("")


def test_a_click_reaches_its_button_though_an_error_appears_above_it(page: Page, site: Site, base_url: str) -> None:
    """The error comes when the reader leaves the field by pressing on the button; it would move the button away."""
    page.set_viewport_size({"width": 1440, "height": 2600})  # where no scrolling makes up for it
    open_builder(page, site, base_url, part="part-information-evening")
    page.fill("#q-evening-on", "2072-03-01")
    page.locator("#q-evening-on").focus()
    button = page.locator("[data-step='1']")
    box = button.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 3)
    page.mouse.down()
    page.wait_for_timeout(150)
    page.mouse.up()
    assert page.evaluate("location.hash") != "#part-information-evening"
    expect(page.locator("#error-evening-on")).not_to_have_text("")


def test_an_error_is_told_though_the_press_that_left_its_field_opened_a_menu(
    page: Page, site: Site, base_url: str
) -> None:
    """Where the menu opens as the button of the mouse goes down, the page hears nothing when it comes up."""
    open_builder(page, site, base_url, part="part-information-evening")
    page.fill("#q-evening-on", "2072-03-01")
    page.evaluate("dispatchEvent(new PointerEvent('pointerdown')); dispatchEvent(new MouseEvent('mousedown'))")
    page.locator("#q-evening-on").blur()
    expect(page.locator(WRONG_DATE)).to_have_text("")
    page.evaluate("dispatchEvent(new PointerEvent('contextmenu'))")
    expect(page.locator(WRONG_DATE)).not_to_have_text("")


# ---- few questions


def test_the_minutes_are_a_paper_of_their_own_with_the_votes_in_their_rows(
    page: Page, site: Site, base_url: str, tools: Tools, tmp_path: Path
) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    minutes = page.locator("li:has([href='#part-minutes'])")
    expect(minutes).to_have_attribute("hidden", "")
    page.locator("[name=document][value=evening-minutes]").evaluate("box => box.click()")
    expect(minutes).not_to_have_attribute("hidden", "")
    page.click("[data-step='1']")
    page.fill("#q-minutes-decisions-fr", "La charte est prête avant l'été.")
    page.fill("#q-partnership-no", "3")
    page.locator("#ask-partnership-conclusion").get_by_role("button", name="oui", exact=True).click()
    page.evaluate("location.hash = 'part-files'")
    with page.expect_download() as download:
        page.click("[data-document=evening-minutes] [data-format=pdf]")
    download.value.save_as(file := tmp_path / "minutes.pdf")
    text = tools.run("pdftotext", "-layout", file, "-").stdout
    assert "La charte est prête avant l’été." in text
    assert re.search(r"le partenariat\s+3\s+oui", text), "the vote stands in its row, however few said no"
    assert "bulletins à découper" not in text, "what is sent holds nothing else of the evening"


@pytest.mark.parametrize("edition", Edition)
def test_the_first_papers_ask_at_most_fifteen_questions_and_say_how_long_it_takes(
    edition: Edition, page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url)
    page.click(f"label[for=edition-{edition}]")
    wanted = page.locator("[name=document]:checked").evaluate_all("boxes => boxes.map(({value}) => value)")
    assert wanted == ["support-survey", "invitation", "evening-sheets"]
    assert page.evaluate("document.querySelectorAll('[data-ask]:not([hidden])').length") <= 15
    count, minutes = map(int, re.findall(r"\d+", page.inner_text(".builder__estimate")))
    assert count <= 15
    lead = page.inner_text(".lead")
    assert "environ douze minutes, ou seize pour les deux langues" in lead
    assert minutes == (16 if edition is Edition.BOTH else 12)
    before = minutes
    page.check("[name=document][value=charter]")
    count, minutes = map(int, re.findall(r"\d+", page.inner_text(".builder__estimate")))
    assert minutes > before


@pytest.mark.parametrize("language", Language)
def test_what_is_said_at_first_is_what_the_scripts_reckon(
    language: Language, page: Page, page_without_script: Page, site: Site, base_url: str
) -> None:
    page_without_script.goto(base_url + site.page("documents/builder.md", language).address)
    open_first(page, site, base_url, language)
    for place in (".builder__estimate", ".builder__total", "#title-missing"):
        assert page.text_content(place) == page_without_script.text_content(place), place


@pytest.mark.parametrize(
    ("link", "wanted"), [("paper-charter", {"charter"}), ("papers-stage-1", {"mayor-brief", "support-survey"})]
)
def test_a_link_to_a_paper_or_a_stage_asks_for_these_papers(
    link: str, wanted: set[str], page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url, part=link)
    ticked = page.locator("[name=document]:checked").evaluate_all("boxes => boxes.map(({value}) => value)")
    assert set(ticked) == wanted
    assert page.input_value("#previewed") in wanted


def test_a_link_to_a_question_of_a_later_paper_opens_it(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="ask-coordinator-name")
    expect(page.locator("#q-coordinator-name")).to_be_focused()


def test_a_ready_answer_fills_both_languages_and_leaves_what_was_typed(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-communication-plan")
    ready = page.locator("#ask-coordinator-members-channel .ask__ready button")
    ready.first.click()
    ready.nth(1).click()
    ready.nth(1).click()
    expect(page.locator("#q-coordinator-members-channel-fr")).to_have_value("un SMS, un appel")
    expect(page.locator("#q-coordinator-members-channel-nl")).to_have_value("een sms, een telefoontje")
    told = page.locator(".builder > .visually-hidden[role=status]")
    expect(told.filter(has_text="un SMS, un appel"), "to those who listen").to_have_count(1)
    page.evaluate("location.hash = 'part-papers'")
    expect(page.locator("[data-do=put]:visible")).to_have_count(0)
    page.click("label[for=edition-fr-nl]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-place-fr", "Cultura")
    page.click("#ask-evening-place [data-do=put]")
    expect(page.locator("#q-evening-place-nl")).to_have_value("Cultura")
    page.fill("#q-evening-place-fr", "Salle")
    page.click("#ask-evening-place [data-do=put]")
    expect(page.locator("#q-evening-place-nl"), "it was there, and goes only after asking").to_have_value("Cultura")
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#ask-evening-place [data-do=put]")
    expect(page.locator("#q-evening-place-nl")).to_have_value("Salle")
    page.evaluate("location.hash = 'part-minutes'")
    page.fill("#q-partnership-conclusion-fr", "oui")
    page.locator("#ask-partnership-conclusion .ask__field [data-do=put]").click()
    expect(page.locator("#q-partnership-conclusion-nl"), "in its own words").to_have_value("ja")


def test_a_ready_answer_that_stands_alone_takes_the_place_of_another(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-minutes")
    field = page.locator("#q-partnership-conclusion-fr")
    for text in ("oui", "non"):
        page.locator("#ask-partnership-conclusion [data-alone]").get_by_text(text, exact=True).click()
        expect(field).to_have_value(text)
    field.fill("non, à revoir")
    page.locator("#ask-partnership-conclusion [data-alone]").get_by_text("pas encore").click()
    expect(field, "what was typed stays").to_have_value("non, à revoir, pas encore")


def test_a_broken_rule_stands_apart_from_advice(page: Page, site: Site, base_url: str) -> None:
    """Where answers are read again, advice is beside its answer alone."""
    open_builder(page, site, base_url, part="part-coordinator")
    page.check("[name=coordinator-is-adult][value=no]")
    page.evaluate("location.hash = 'part-review'")
    listed = page.locator("#part-review .builder__warnings")
    expect(listed.locator("[href='#ask-coordinator-is-adult']:visible")).to_have_count(1)
    expect(listed.locator("[href='#ask-deputy-coordinator-name']")).to_have_count(0)
    page.evaluate("location.hash = 'part-files'")
    boxes = (":not([data-advice])", "[data-advice]")
    rules, advice = (page.locator(f"#part-files .builder__warnings{which}") for which in boxes)
    expect(rules.locator("[href='#ask-coordinator-is-adult']:visible")).to_have_count(1)
    expect(advice.locator("[href='#ask-coordinator-is-adult']")).to_have_count(0)
    expect(advice.locator("[href='#ask-deputy-coordinator-name']:visible")).to_have_count(1)


def test_all_answers_stand_on_one_page_before_the_files_are_taken(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    page.fill("#q-evening-contact-fr", "An Wouters")
    page.evaluate("location.hash = 'part-review'")
    expect(page.locator("[data-ask]:visible")).to_have_count(1)
    expect(page.locator(".help:visible:not(.missing *, .left *)")).to_have_count(0)
    page.fill("#q-evening-contact-fr", "")
    expect(page.locator("#q-evening-contact-fr")).to_be_focused()
    page.fill("#q-evening-contact-fr", "An Peeters")
    page.click("[data-step='1']")
    expect(page.locator("#title-files")).to_be_focused()
    expect(page.locator("[data-ask]:visible")).to_have_count(0)
    expect(page.locator("#q-evening-contact-fr")).to_have_value("An Peeters")


def test_answers_that_are_read_again_in_both_languages_say_in_which_each_is(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_first(page, site, base_url, language, "part-information-evening")
    page.evaluate("document.getElementById('edition-fr-nl').click()")
    page.fill("#q-evening-place-fr", "Espace Tilia")
    page.evaluate("location.hash = 'part-review'")
    for name in ("french", "dutch"):
        label = site.catalogue.labels[f"builder-in-{name}"][language]
        expect(
            page.locator("#ask-evening-place .ask__field:visible", has_text=label).locator("label span").last
        ).to_be_visible()
        expect(page.locator("#ask-evening-place").get_by_role("textbox", name=re.compile(label))).to_have_count(1)
    expect(page.locator("[data-do=put]:visible")).to_have_count(0)
    page.evaluate("language => document.getElementById(`edition-${language}`).click()", language)
    expect(page.locator(".ask__language:visible"), "one language needs no name").to_have_count(0)


def test_a_choice_that_is_read_again_can_be_changed_there(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-neighbourhood-and-municipality")
    options = page.locator("#ask-consultation-held .tick:visible")
    options.filter(has_text="Oui").click()
    page.evaluate("location.hash = 'part-review'")
    expect(options, "but that there is no answer").to_have_count(2)
    options.filter(has_text="Non").click()
    expect(page.locator("[name=consultation-held][value=no]")).to_be_checked()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_long_answer_is_read_again_whole_and_an_endless_one_scrolls(
    width: int, page: Page, site: Site, base_url: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_builder(page, site, base_url, part="part-police")
    name = "Samira Vandenbroucke-Benali, première commissaire divisionnaire, brigade de proximité du quartier"
    page.fill("#q-chief-of-police-name", name)
    page.press("#q-chief-of-police-name", "Enter")
    expect(page.locator("#q-chief-of-police-name"), "it is one line").to_have_value(name)
    page.fill("#q-mandated-officer-email", "partenariats.locaux.de.prevention@police-bruxelles-ouest.example.org")
    page.fill("#q-deputy-officer-name", "Oğuz " * 2000)
    page.evaluate("location.hash = 'part-review'")
    for asked, is_whole in (
        ("chief-of-police-name", True),
        ("mandated-officer-email", True),
        ("deputy-officer-name", False),
    ):
        control = page.locator(f"#q-{asked}")
        expect(control).to_be_visible()
        cut, below, height = control.evaluate(
            """({scrollWidth, clientWidth, scrollHeight, clientHeight}) =>
              [scrollWidth > clientWidth, scrollHeight > clientHeight, clientHeight]"""
        )
        assert not cut, asked
        assert below != is_whole, asked
        assert height < 500, asked


def test_every_place_counts_the_same_answers_as_missing(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_first(page, site, base_url, language)
    page.check("[name=document][value=charter]")
    said = {f"evening-contact-{language}": "An", f"evening-at-{language}": "25h", "deputy-officer-email": "x@"}
    for asked, answer in said.items():
        page.evaluate("asked => (location.hash = `ask-${asked}`)", asked.removesuffix(f"-{language}"))
        page.fill(f"#q-{asked}", answer)
    page.evaluate("location.hash = 'part-review'")
    (missing,) = re.findall(r"\d+", page.inner_text("#title-missing"))
    listed = page.locator(".left[data-name=left]")
    assert re.findall(r"\d+", listed.locator("summary").inner_text()) == [missing]
    expect(listed.locator("li")).to_have_count(int(missing))
    done, total, begun = re.findall(r"\d+", page.text_content(".builder__total") or "")
    assert int(total) - int(done) == int(missing)
    assert begun == "2", "what was typed and cannot be used yet"
    parts = [re.findall(r"\d+", text) for text in page.locator("[data-count]").all_text_contents() if text]
    assert sum(int(whole) - int(part) for part, whole in parts) == int(missing)


def test_what_is_refused_stays_out_of_the_papers_and_is_named_with_its_reason(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_first(page, site, base_url, language, "part-information-evening")
    page.fill(f"#q-evening-at-{language}", "25h")
    page.fill("#q-evening-on", "2072-03-01")
    page.evaluate("location.hash = 'part-review'")
    for asked in ("evening-at", "evening-on"):
        item = page.locator(".builder__errors li", has=page.locator(f"[href='#ask-{asked}']"))
        expect(item).to_contain_text(page.inner_text(f"#error-{asked}"))
    expect(page.locator("#title-errors")).to_contain_text("documents" if language is Language.FR else "documenten")
    page.select_option("#previewed", "invitation")
    page.locator(".sheet mark[data-entry=evening-at]").first.wait_for(state="attached")
    expect(page.locator(".sheet")).not_to_contain_text("25")
    expect(page.locator(".sheet")).not_to_contain_text("2072")


def test_who_knows_of_a_wrong_answer_is_led_to_it_once(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    page.fill("#q-evening-at-fr", "25h")
    page.evaluate("location.hash = 'part-files'")
    button = page.locator("[data-document=invitation] [data-format=docx]")
    for is_led in (True, False):
        with page.expect_download():
            button.click()
        place = page.locator(".builder__errors") if is_led else button
        expect(place).to_be_focused()
    expect(page.locator("[data-document=invitation] .builder__done"), "it is told all the same").to_contain_text("1")
    for answer in ("19h30", "25h"):
        page.evaluate("location.hash = 'part-information-evening'")
        page.fill("#q-evening-at-fr", answer)
    page.evaluate("location.hash = 'part-files'")
    with page.expect_download():
        button.click()
    expect(page.locator(".builder__errors"), "it is a new one").to_be_focused()


def test_who_unticks_all_papers_finds_none_ticked_when_they_come_back(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-papers")
    page.check("#keep-yes", force=True)
    page.evaluate("for (const box of document.querySelectorAll('[name=document]:checked')) box.click()")
    assert kept_in(page)["documents"] == []
    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(page.locator("[name=document]:checked")).to_have_count(0)


def test_the_edition_of_a_municipality_asks_nobody_who_chose_another(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="commune-21005")
    page.check("#keep-yes", force=True)
    body = re.compile(r'<body class="page[^"]*"')

    def own(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=body.sub(r'\g<0> data-own="92094"', response.text()))

    page.route("**/remplir/", own)
    page.goto("about:blank")
    open_first(page, site, base_url)
    assert page.evaluate("document.body.dataset.own") == "92094"
    expect(page.locator("#q-municipality-fr")).to_have_value("Etterbeek")
    expect(page.locator(".builder__notice")).to_be_hidden()


def test_a_link_to_a_wrong_answer_leads_to_the_language_in_which_it_is_wrong(
    page: Page, site: Site, base_url: str
) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    page.evaluate("document.getElementById('edition-fr-nl').click()")
    page.fill("#q-evening-at-fr", "25 h")
    page.evaluate("location.hash = 'part-review'")
    page.click(".builder__errors [href='#ask-evening-at']")
    expect(page.locator("#q-evening-at-fr")).to_be_focused()


def test_who_comes_from_another_municipality_is_told_whose_answers_are_there(
    page: Page, site: Site, base_url: str
) -> None:
    address = base_url + site.page("documents/builder.md", Language.FR).address
    page.goto(f"{address}#commune-21005")
    page.wait_for_selector("[data-ready]")
    page.check("#keep-yes", force=True)
    for code, is_told in (("21005", False), ("21009", True)):
        page.goto("about:blank")
        page.goto(f"{address}#commune-{code}")
        page.wait_for_selector("[data-ready]")
        said = page.locator(".builder__notice").filter(has_text="une autre commune\u202f: Ixelles")
        expect(said).to_have_count(int(is_told))
        expect(page.locator("#q-municipality-fr")).to_have_value("Etterbeek")
    expect(said).to_be_in_viewport()
    expect(said.locator("button:visible")).to_have_text(["Changer de commune", "Fermer"])
    said.locator("[data-do=close]").click()
    expect(said).to_be_hidden()
    assert kept_in(page)["answers"]["municipality"]["fr"] == "Etterbeek", "nothing is changed unasked"
    page.reload()
    page.wait_for_selector("[data-ready]")
    page.click("label[for=edition-fr]")
    expect(said, "it stays until it is answered").to_be_visible()
    page.evaluate("location.hash = 'part-neighbourhood-and-municipality'")
    page.fill("#find-municipality", "Ixelles")
    page.keyboard.press("Enter")
    expect(said, "it was answered").to_be_hidden()
    page.fill("#find-municipality", "Etterbeek")
    page.keyboard.press("Enter")
    page.evaluate("location.hash = 'commune-21009'")
    page.reload()
    page.wait_for_selector("[data-ready]")
    said.locator("[data-do=move]").click()
    expect(said).to_be_hidden()
    assert kept_in(page)["answers"]["municipality"] == {"fr": "Ixelles", "nl": "Elsene"}
    expect(page.locator(".part:visible h2"), "the button went").to_be_focused()


def test_the_municipality_that_a_link_sets_is_read_out_with_the_language_of_the_papers(
    page: Page, site: Site, base_url: str
) -> None:
    told = page.locator(".builder > .visually-hidden[role=status]").filter(has_text="Commune choisie")
    open_first(page, site, base_url, part="commune-44021")
    expect(told).to_have_text(re.compile(r"Gand / Gent.*en.néerlandais"))
    is_asked = "!dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert not page.evaluate(is_asked), "nothing was typed"
    page.goto("about:blank")
    open_first(page, site, base_url, part="commune-92094")
    page.check("#keep-yes", force=True)
    page.goto("about:blank")
    open_first(page, site, base_url, part="commune-44021")
    page.click("[data-do=move]")
    expect(told, "also in place of another, from a part that does not ask it").to_have_text(
        re.compile(r"Gand / Gent.*en.néerlandais")
    )
    assert kept_in(page)["answers"]["municipality"] == {"fr": "Gand", "nl": "Gent"}


def notice_before_a_link_is_asked_about(page: Page, site: Site, base_url: str) -> Locator:
    """Namur is kept, with an answer that nothing asks for, and a link names Ghent: first it tells of the answer."""
    open_first(page, site, base_url, part="commune-92094")
    page.check("#keep-yes", force=True)
    kept = {**kept_in(page), "answers": {**kept_in(page)["answers"], "no-such-question": "An"}}
    page.evaluate("kept => localStorage.setItem('guide.answers', JSON.stringify(kept))", kept)
    page.goto("about:blank")
    open_first(page, site, base_url, part="commune-44021")
    notice = page.locator(".builder__notice")
    expect(notice).to_have_attribute("data-about", "loaded-but")
    return notice


def test_who_comes_from_another_municipality_is_asked_once_what_is_said_is_closed(
    page: Page, site: Site, base_url: str
) -> None:
    notice = notice_before_a_link_is_asked_about(page, site, base_url)
    notice.locator("[data-do=close]").click()
    expect(notice).to_have_attribute("data-about", "other-municipality")
    expect(notice).to_contain_text("Gand")
    expect(notice.locator("p"), "so that it is read").to_be_focused()
    notice.locator("[data-do=close]").click()
    expect(notice, "it was asked").to_be_hidden()
    assert kept_in(page)["answers"]["municipality"]["fr"] == "Namur"


def test_who_starts_over_is_no_longer_asked_about_the_municipality_of_a_link(
    page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    notice = notice_before_a_link_is_asked_about(page, site, base_url)
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("document.querySelector('[data-do=start-over]').click()")
    page.set_input_files("[data-load]", answers_file(tmp_path, {"shoe-size": "42"}))
    expect(notice).to_contain_text("shoe-size")
    page.evaluate("document.querySelector('.builder__notice [data-do=close]').click()")
    expect(notice).to_be_hidden()
    expect(page.locator("#q-municipality-fr")).to_have_value("")


def test_a_file_that_is_opened_no_longer_waits_for_the_municipality_of_a_link(
    page: Page, site: Site, base_url: str, tmp_path: Path, agreed_to: list[str]
) -> None:
    notice = notice_before_a_link_is_asked_about(page, site, base_url)
    page.set_input_files("[data-load]", answers_file(tmp_path, {"shoe-size": "42", "coordinator-name": "An Wouters"}))
    expect(notice).to_contain_text("shoe-size")
    notice.locator("[data-do=close]").click()
    expect(notice).to_be_hidden()
    assert agreed_to == ["confirm"]
    assert "municipality" not in kept_in(page)["answers"], "nothing is added to the file unasked"


@pytest.mark.parametrize(
    ("answer", "is_asked"),
    [
        ({"fr": "Namur"}, False),
        ({"fr": ""}, False),
        ({"fr": "namur", "nl": "Namen"}, False),
        ({"fr": "Namur", "nl": "Namen en buurt"}, True),
        ({"nl": "Gent"}, True),
    ],
)
def test_the_municipality_of_a_link_is_asked_about_only_where_it_would_replace_another(
    answer: Mapping[str, str], is_asked: bool, page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    open_first(page, site, base_url)
    page.check("#keep-yes", force=True)
    page.set_input_files("[data-load]", answers_file(tmp_path, {"municipality": answer}))
    expect(page.locator(".builder__done:not(:empty)")).to_have_count(1)
    page.goto("about:blank")
    open_first(page, site, base_url, part="commune-92094")
    asked = page.locator(".builder__notice[data-about=other-municipality]:visible")
    expect(asked).to_have_count(int(is_asked))
    expected = answer if is_asked else {"fr": "Namur", "nl": "Namen"}
    assert kept_in(page)["answers"]["municipality"] == expected


def test_a_link_that_is_pasted_into_the_open_page_is_followed(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url)
    page.evaluate("location.hash = 'commune-92094'")
    expect(page.locator("#q-municipality-fr")).to_have_value("Namur")
    page.evaluate("location.hash = 'commune-44021'")
    expect(page.locator(".builder__notice")).to_contain_text("Gand")
    expect(page.locator("#q-municipality-fr"), "nothing is changed unasked").to_have_value("Namur")
    page.click("[data-do=move]")
    expect(page.locator("#q-municipality-nl")).to_have_value("Gent")
    page.evaluate("location.hash = 'paper-evening-minutes'")
    expect(page.locator("#paper-evening-minutes input")).to_be_checked()
    expect(page.locator("#paper-invitation input"), "what was chosen stays").to_be_checked()
    expect(page.locator("#part-papers"), "the first part that it asks about is shown").to_be_hidden()


def test_who_goes_back_to_a_link_finds_what_they_chose_since(page: Page, site: Site, base_url: str) -> None:
    """Only a link that is new is followed."""
    open_first(page, site, base_url, part="papers-stage-3")
    page.uncheck("#paper-charter input")
    page.evaluate("location.hash = 'part-files'")
    page.go_back()
    expect(page.locator("#paper-charter input")).not_to_be_checked()
    page.evaluate("location.hash = 'commune-92094'")
    expect(page.locator("#q-municipality-fr")).to_have_value("Namur")
    page.evaluate("location.hash = 'part-neighbourhood-and-municipality'")
    page.fill("#q-municipality-fr", "Liège")
    page.go_back()
    page.wait_for_function("location.hash === '#commune-92094'")
    page.evaluate("new Promise((done) => setTimeout(done, 300))")  # what follows from it is done
    expect(page.locator(".builder__notice")).to_be_hidden()
    expect(page.locator("#q-municipality-fr")).to_have_value("Liège")


def test_who_started_over_and_goes_back_keeps_the_papers_that_they_chose_since(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_first(page, site, base_url)
    page.evaluate("location.hash = 'part-information-evening'")
    page.fill("#q-evening-contact-fr", "An Wouters")
    page.evaluate("location.hash = 'part-papers'")
    want_only(page, "charter")
    page.evaluate("document.querySelector('[data-do=start-over]').click()")
    assert len(agreed_to) == 1
    page.go_back()
    page.go_back()
    expect(page.locator("[name=document]:checked")).to_have_count(1)


def test_going_back_within_a_part_leads_where_the_reader_was(page: Page, site: Site, base_url: str) -> None:
    """The browser finds the place again."""
    page.set_viewport_size({"width": 390, "height": 600})
    open_first(page, site, base_url, part="part-information-evening")
    first = page.evaluate(FOLLOW, "ask-evening-on")
    last = page.evaluate(FOLLOW, "ask-responsible-publisher")
    assert last > first + 300
    page.go_back()
    page.wait_for_function("y => Math.abs(scrollY - y) < 100", arg=first, timeout=5_000)


@pytest.mark.parametrize("size", [(390, 800), (360, 740)])
def test_what_is_said_above_the_part_is_in_sight_on_a_phone(
    size: tuple[int, int], language: Language, page: Page, site: Site, base_url: str
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_first(page, site, base_url, language, "commune-92094")
    page.check("#keep-yes", force=True)
    notice = page.locator(".builder__notice")
    for part, about in (
        ("commune-44021", "other-municipality"),
        ("", "unreadable"),
        ("ask-municipality-address", "unreadable"),
    ):
        page.goto("about:blank")
        open_first(page, site, base_url, language, part)
        expect(notice).to_have_attribute("data-about", about)
        page.wait_for_function(ABOVE_THE_BAR, arg=".builder__notice", timeout=5_000)
        page.evaluate("localStorage.setItem('guide.answers', '{')")
    expect(page.locator("#ask-municipality-address"), "and it hides not where the reader was led").to_be_in_viewport()


def test_no_file_is_made_where_no_kind_of_file_is_wanted(page: Page, site: Site, base_url: str) -> None:
    """The box of slides, which nobody sees while none are wanted, does not count."""
    open_first(page, site, base_url, part="part-files")
    for box in page.locator("[name=format]:visible").all():
        box.uncheck()
    expect(page.locator("[name=format]:checked")).to_have_count(1)
    expect(page.locator("[data-document]:visible").first.locator("button:visible"), "one by one").to_have_count(3)
    button = page.locator("[data-do=download-all]")
    button.evaluate("button => button.scrollIntoView({ block: 'end' })")
    button.click()
    said = page.locator(".builder__done:visible").filter(has_text="un type de fichier")
    expect(said).to_have_count(1)
    text, bar = said.bounding_box(), page.locator(".builder__bar").bounding_box()
    assert text
    assert bar
    assert text["y"] + text["height"] <= bar["y"] + 1, "the bar of a phone does not cover it"


@pytest.mark.parametrize("part", ["review", "files"])
def test_a_part_that_has_nothing_to_show_leads_to_the_papers(part: str, page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part=f"part-{part}")
    link = page.locator(f"#part-{part} .builder__none a")
    expect(link).to_be_hidden()
    page.evaluate("document.querySelectorAll('[name=document]:checked').forEach((box) => box.click())")
    link.click()
    expect(page.locator("#part-papers")).to_be_visible()


def test_what_has_no_answer_is_collected_above_them_and_is_one_link_away(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    page.evaluate("document.getElementById('edition-fr-nl').click()")
    page.fill("#q-evening-contact-fr", "An Wouters")
    page.fill("#q-evening-at-fr", "19h30")
    page.evaluate("location.hash = 'part-review'")
    needed, optional = (page.locator(f".left[data-name={name}]") for name in ("left", "left-optional"))
    expect(needed).to_be_visible()
    listed = page.evaluate("[...document.querySelectorAll('.left a')].map(({ hash }) => hash.slice(5))")
    shown = page.evaluate(
        "[...document.querySelectorAll('[data-ask]')].filter((ask) => ask.offsetHeight).map((ask) => ask.dataset.ask)"
    )
    assert set(shown) == {"evening-at", "evening-contact"}
    assert "evening-at" in listed, "in Dutch it has no answer"
    asked = page.evaluate("[...document.querySelectorAll('[data-ask]:not([hidden])')].map((ask) => ask.dataset.ask)")
    assert {*listed, *shown} == {*asked}, "none is lost"
    expect(needed.locator("a").first).to_be_visible()
    expect(optional.locator("a").first).to_be_hidden()
    page.evaluate("location.hash = 'part-papers'")
    page.check("[name=document][value=charter]")
    page.evaluate("location.hash = 'part-review'")
    expect(needed.locator("a").first).to_be_hidden()  # so many that they would hide the answers
    expect(page.locator("#q-evening-contact-fr")).to_be_visible()
    needed.locator("summary").click()
    needed.locator("[href='#ask-evening-place']").click()
    expect(page.locator("#q-evening-place-fr")).to_be_focused()


@pytest.mark.parametrize("is_many", [True, False])
def test_a_list_of_what_is_missing_stays_as_the_reader_left_it(
    is_many: bool, page: Page, site: Site, base_url: str
) -> None:
    (open_builder if is_many else open_first)(page, site, base_url, part="part-information-evening")
    page.fill("#q-evening-contact-fr", "An Wouters")
    page.evaluate("location.hash = 'part-review'")
    left = page.locator(".left[data-name=left]")
    assert (left.get_attribute("open") is None) == is_many
    left.locator("summary").click()
    said = left.locator("summary").inner_text()
    page.fill("#q-evening-contact-fr", "")
    expect(left.locator("summary")).not_to_have_text(said)
    assert (left.get_attribute("open") is None) != is_many


# ---- taken along


def test_the_zip_opens_with_a_page_that_leads_to_each_file(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.fill("#q-neighbourhood-fr", "Łódź d'Or 1/2 (& 3)")
    page.evaluate("location.hash = 'part-files'")
    with page.expect_download() as download:
        page.click("[data-do=download-all]")
    named = "-Łódź d\u2019Or 1-2 (& 3)."
    assert download.value.suggested_filename == f"plp-bin-fr{named}zip", "the browser changes nothing in it"
    with zipfile.ZipFile(download.value.path()) as archive:
        first, *files = archive.namelist()
        # a file of DOS, which Info-ZIP reads in an old alphabet, has system 0
        assert {(each.create_system, oct(each.external_attr >> 16)) for each in archive.infolist()} == {(3, "0o100644")}
        contents = archive.read(first).decode()
    assert first == "index.html"
    assert all(named in file for file in files)
    assert [unescape(link) for link in re.findall(r'href="([^"]+)"', contents)] == files
    assert "<h1>Entre voisins</h1><p>Łódź d’Or 1/2 (&#38; 3)" in contents
    assert "<h2>Enquête dans le quartier</h2><p" in contents
    assert ">Étape\xa01\u202f: idée et préparation. D’après un modèle non officiel du" in contents


def test_the_poster_has_its_button_among_the_papers(page: Page, site: Site, base_url: str, language: Language) -> None:
    open_first(page, site, base_url, language, "part-files")
    poster = page.locator("[data-poster]:visible")
    expect(poster).to_have_count(1)
    expect(poster).to_have_accessible_name(re.compile("Affiche A3 en PDF$|A3-affiche als pdf$"))
    with page.expect_download() as download:
        poster.click()
    name = "invitation-affiche-fr-a3" if language is Language.FR else "uitnodiging-affiche-nl-a3"
    assert download.value.suggested_filename == f"{name}.pdf"
    with pikepdf.open(download.value.path()) as pdf:
        sizes = {tuple(round(float(each) / 72 * 25.4) for each in sheet.mediabox[2:]) for sheet in pdf.pages}
    assert sizes == {(297, 420)}
    expect(page.locator("[data-document=invitation] .builder__done")).to_contain_text(f"{name}.pdf")
    page.uncheck("[name=format][value=pdf]")
    expect(poster).to_have_count(0)


@pytest.mark.parametrize("outcome", ["shared", "AbortError", "NotAllowedError"])
def test_where_apps_take_files_the_papers_go_to_one(outcome: str, page: Page, site: Site, base_url: str) -> None:
    page.add_init_script(f"""
      navigator.canShare = ({{files}}) => files[0] instanceof File;
      navigator.share = async ({{files}}) => {{
        document.body.dataset.shared = JSON.stringify(files.map(({{name, type, size}}) => [name, type, size > 10_000]));
        if ({outcome!r} !== "shared") throw new DOMException("", {outcome!r});
      }};""")
    open_first(page, site, base_url, part="part-survey")
    page.evaluate("location.hash = 'part-files'")
    page.click("[data-do=share]")
    page.wait_for_selector("[data-shared]")
    assert json.loads(page.evaluate("document.body.dataset.shared")) == [
        [f"{name}.pdf", "application/pdf", True]
        for name in ("enquete-fr", "invitation-affiche-fr", "soiree-ordre-du-jour-fr")
    ]
    said = {"shared": "transmis", "AbortError": "", "NotAllowedError": "n’ont pas été transmis"}[outcome]
    expect(page.locator(".builder__take + .builder__done")).to_contain_text(said)


def test_where_no_app_takes_files_none_is_offered(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-survey")
    page.evaluate("location.hash = 'part-files'")
    expect(page.locator("[data-do=share]")).to_be_hidden()


@pytest.mark.parametrize("why", ["none", "many", "refused"])
def test_where_an_app_would_take_no_such_files_the_page_says_why(
    why: str, page: Page, site: Site, base_url: str
) -> None:
    page.add_init_script(f"""
      navigator.canShare = ({{ files }}) => files.length > 0 && {why!r} !== "refused";
      navigator.share = async ({{ files }}) => {{
        if (files.length > 10) throw new DOMException("", "NotAllowedError"); // as Chromium does
        document.body.dataset.shared = "";
      }};""")
    open_builder(page, site, base_url) if why == "many" else open_first(page, site, base_url)
    if why == "none":
        page.evaluate("document.querySelectorAll('[name=document]:checked').forEach((box) => box.click())")
    page.evaluate("location.hash = 'part-files'")
    page.click("[data-do=share]")
    said = "n’ont pas été transmis. Une application en reçoit au plus dix à la fois"
    expect(page.locator(".builder__take + .builder__done")).to_contain_text(said)
    expect(page.locator("[data-shared]")).to_have_count(0)


def test_leaving_with_answers_not_kept_asks_first(page: Page, site: Site, base_url: str, agreed_to: list[str]) -> None:
    open_builder(page, site, base_url, part="part-coordinator")
    page.locator("#q-coordinator-name").press_sequentially("An")
    page.reload()
    assert agreed_to == ["beforeunload"]


def test_who_leaves_half_a_date_which_is_not_kept_is_asked(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.locator("#q-evening-on").press_sequentially("0301")
    page.reload()
    assert agreed_to == ["beforeunload"]
    page.fill("#q-evening-on", "2027-03-01")
    page.reload()
    assert agreed_to == ["beforeunload"], "a whole date is kept"


def test_half_a_date_that_is_no_longer_asked_for_holds_nobody(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_first(page, site, base_url)
    page.click("label[for=keep-yes]")
    page.evaluate("location.hash = 'part-information-evening'")
    page.locator("#q-evening-on").press_sequentially("0301")
    want_only(page, "reflex-card")
    page.reload()
    assert agreed_to == []


@pytest.mark.parametrize(
    ("way", "kept"),
    [
        ("types on", False),
        ("starts over", False),
        ("goes on, starts over and comes back", False),
        ("opens a file", False),
        ("chooses a municipality", False),
        ("keeps", True),
    ],
)
def test_who_stays_for_half_a_date_finds_what_is_kept_when_the_page_is_loaded_again(
    way: str, kept: bool, page: Page, site: Site, base_url: str, tmp_path: Path
) -> None:
    """What was left for the other language does not come back in its place."""
    open_first(page, site, base_url, part="part-information-evening")
    there = {"starts over": "part-files", "chooses a municipality": "part-neighbourhood-and-municipality"}
    contact = page.locator("#q-evening-contact-fr")
    contact.fill("An 0470 12 34 56")
    page.locator("#q-evening-on").press_sequentially("0301")
    if way in there:
        page.evaluate("part => (location.hash = part)", there[way])
    stays = True
    page.on("dialog", lambda dialog: dialog.dismiss() if stays else dialog.accept())
    with page.expect_event("dialog"):
        page.locator(".head__language").dispatch_event("click")
    stays = False
    assert "An 0470" in page.evaluate("history.state[0]")
    match way:
        case "types on":
            contact.fill("Nadia 0470 65 43 21")
        case "starts over":
            page.click("[data-do=start-over]")
        case "goes on, starts over and comes back":
            page.evaluate("location.hash = 'part-files'")
            page.click("[data-do=start-over]")
            page.evaluate("history.go(-2)")
            expect(page.locator("#part-information-evening")).to_be_visible()
        case "opens a file":
            page.set_input_files("[data-load]", answers_file(tmp_path, {"evening-place": {"fr": "Cultura"}}))
            expect(page.locator("#q-evening-place-fr")).to_have_value("Cultura")
        case "chooses a municipality":
            page.fill("#find-municipality", "Namur")
            page.keyboard.press("Enter")
        case _:
            page.click(".builder__foot [data-do=keep]")
    page.reload()
    page.wait_for_selector("[data-ready]")
    expect(contact).to_have_value("An 0470 12 34 56" if kept else "")
    assert page.locator("#keep-yes").is_checked() is kept


def test_who_only_looked_for_a_municipality_leaves_without_a_question(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.locator("#find-municipality").press_sequentially("lessi")
    expect(page.locator(".find__list li").first).to_be_visible()
    page.reload()
    assert agreed_to == []


def test_who_could_lose_nothing_leaves_without_a_question(
    page: Page, site: Site, base_url: str, tmp_path: Path, agreed_to: list[str]
) -> None:
    foreign = tmp_path / "foreign.json"
    foreign.write_text("{}", "utf-8")
    open_first(page, site, base_url, part="part-information-evening")
    page.locator("#q-evening-contact-fr").press_sequentially("A")
    page.keyboard.press("Backspace")
    page.evaluate("location.hash = 'part-papers'")
    page.check("[name=document][value=charter]")
    open_file(page, "#part-papers", foreign)
    expect(page.locator("#part-papers .builder__done")).not_to_be_empty()
    page.goto("about:blank")
    open_first(page, site, base_url, part="commune-21003")
    expect(page.locator("#q-municipality-fr")).to_have_value("Berchem-Sainte-Agathe")
    page.click("#title-papers")
    page.reload()
    assert agreed_to == []


def test_answers_that_are_saved_are_replaced_without_a_question(
    page: Page, site: Site, base_url: str, tmp_path: Path, agreed_to: list[str]
) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    page.fill("#q-evening-contact-fr", "An Wouters")
    page.click(".builder__foot [data-do=save-file]")
    page.set_input_files("[data-load]", answers_file(tmp_path, {"evening-contact": {"fr": "Nadia Peeters"}}))
    expect(page.locator("#q-evening-contact-fr")).to_have_value("Nadia Peeters")
    assert agreed_to == []


SHIFTS = """
  window.shifts = [];
  const moved = ({ sources }) => sources.map(({ node }) => {
    if (node?.parentElement?.closest(".head")) return "";
    return node?.textContent.trim().slice(0, 80) ?? "what has gone since";
  });
  new PerformanceObserver((list) => shifts.push(...list.getEntries().flatMap(moved).filter(Boolean)))
    .observe({ type: "layout-shift", buffered: true });"""


def test_nothing_moves_on_a_slow_phone_while_the_form_comes(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    """Fonts have come before: until then those of the machine, which may be wider, break the path in two lines.

    The head of the page may come in pieces, one beside the other, where the machine has no time for it.
    """
    page.set_viewport_size({"width": 412, "height": 823})
    page.goto(base_url + site.page("index.md", language).address)
    page.evaluate("document.fonts.ready")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(SHIFTS)
    open_first(page, site, base_url, language)
    assert page.evaluate("shifts") == []


def test_the_page_says_so_when_its_questions_do_not_come(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    page.route(f"**/builder/form-{language}.js", lambda route: route.abort())
    page.goto(base_url + site.page("documents/builder.md", language).address)
    said = site.catalogue.labels["builder-form-not-loaded"][language].replace("'", "’")
    expect(page.locator(".builder__state")).to_have_text(said)
    page.click("[data-step='1']")
    expect(page.locator("[data-later]"), "nobody waits for what does not come").to_have_text(said)


def test_without_scripts_the_page_says_so_and_leads_to_the_blank_documents(
    page_without_script: Page, site: Site, base_url: str, language: Language
) -> None:
    page_without_script.goto(base_url + site.page("documents/builder.md", language).address)
    expect(page_without_script.locator(".builder__no-script")).to_be_visible()
    expect(page_without_script.locator(".builder__form")).to_be_hidden()
    assert page_without_script.locator(".builder__no-script a").get_attribute("href")


def test_a_document_prints_as_its_pdf_file(page: Page, site: Site, base_url: str) -> None:
    open_first(page, site, base_url, part="part-information-evening")
    page.evaluate("Object.defineProperty(navigator, 'pdfViewerEnabled', { value: true })")
    page.evaluate("open = () => (window.opened = {}); print = () => (window.printed = true); 0")
    page.evaluate("URL.createObjectURL = (blob) => ((window.made = blob), 'blob:a-file')")
    page.fill("#q-evening-contact-fr", "An Wouters")
    page.click("[data-do=print]")
    expect(page.locator(".preview .builder__done")).to_contain_text("nouvel onglet")
    assert page.evaluate("opened.location") == "blob:a-file"
    assert page.evaluate("made.slice(0, 5).text()") == "%PDF-"
    assert not page.evaluate("window.printed")


@pytest.mark.parametrize("lacks", ["a viewer", "a tab", "letters", "memory"])
def test_where_no_pdf_file_can_be_shown_the_preview_prints_and_the_page_says_so(
    lacks: str, page: Page, site: Site, base_url: str
) -> None:
    """As in the browsers within apps."""
    open_first(page, site, base_url, part="part-information-evening")
    viewer = "false" if lacks == "a viewer" else "true"
    opens = "null" if lacks == "a tab" else "(window.opened = { close: () => (opened.closed = true) })"
    page.evaluate(f"Object.defineProperty(navigator, 'pdfViewerEnabled', {{ value: {viewer} }})")
    page.evaluate(f"open = () => {opens}; print = () => (window.printed = true); 0")
    page.fill("#q-evening-contact-fr", "محمد" if lacks == "letters" else "An Wouters")
    if lacks == "memory":  # or the script of the paper does not come
        page.evaluate("URL.createObjectURL = Blob = () => { throw new RangeError(); }; 0")
    page.click("[data-do=print]")
    expect(page.locator(".preview .builder__done")).to_contain_text("aperçu")
    assert page.evaluate("window.printed")
    assert page.evaluate("window.opened?.closed") == (True if lacks in ("letters", "memory") else None)


def test_the_tab_of_a_pdf_file_is_opened_before_the_file_is_made(page: Page, site: Site, base_url: str) -> None:
    """Safari refuses it afterwards. Its own engine, tried by hand, shows the sheets so."""
    open_first(page, site, base_url, part="part-information-evening")
    page.evaluate("Object.defineProperty(navigator, 'pdfViewerEnabled', { value: true })")
    page.evaluate("open = () => (window.opened = { location: '' }); 0")
    page.locator("[data-do=print]").evaluate("button => { button.click(); window.atOnce = Boolean(window.opened); }")
    assert page.evaluate("atOnce")


def test_nothing_is_drawn_under_a_button_that_is_pressed(page: Page, site: Site, base_url: str) -> None:
    """The preview is drawn once it comes into view: the button below would move away, and its click be lost."""
    open_first(page, site, base_url, part="part-information-evening")
    press = "dispatchEvent(new PointerEvent('pointerdown'))"
    page.evaluate(f"{press}; document.querySelector('[data-do=print]').scrollIntoView({{ behavior: 'instant' }})")
    page.wait_for_timeout(1000)
    expect(page.locator(".sheet > *")).to_have_count(0)
    page.evaluate("dispatchEvent(new PointerEvent('pointerup'))")
    expect(page.locator(".sheet h3").first).to_be_attached()


@pytest.mark.parametrize("size", [(1366, 660), (1440, 900)])
def test_beside_the_questions_lines_of_the_preview_are_in_sight(
    page: Page, site: Site, base_url: str, size: tuple[int, int]
) -> None:
    """Read first, too: the list of what is missing comes below."""
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    open_builder(page, site, base_url, part="part-survey")
    page.locator("#part-survey .ask").last.scroll_into_view_if_needed()
    page.locator(".sheet h3").wait_for()
    sheet, missing = (page.locator(place).bounding_box() for place in (".sheet", ".missing"))
    assert sheet
    assert missing
    assert sheet["height"] >= 200
    assert sheet["y"] + sheet["height"] < missing["y"] < height, "what is missing begins in sight"


def test_on_a_phone_a_table_of_the_preview_is_read_without_moving_it_sideways(
    page: Page, site: Site, base_url: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_builder(page, site, base_url)
    page.select_option("#previewed", "evening-minutes")
    page.locator("#previewed").scroll_into_view_if_needed()
    cell = page.locator(".sheet__table td[data-label=Oui]").first
    expect(cell).to_be_visible()
    sheet = page.locator(".sheet")
    assert sheet.evaluate("sheet => sheet.scrollWidth - sheet.clientWidth") == 0
    assert "Oui" in cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    room, wide = (each.evaluate("each => each.clientWidth") for each in (cell, sheet))
    assert room > wide * 0.7, "it takes the width of the sheet"


def test_a_preview_out_of_view_is_not_printed_as_it_was_before_the_last_answers(
    page: Page, site: Site, base_url: str, tmp_path: Path, tools: Tools
) -> None:
    def printed() -> str:
        page.pdf(path=tmp_path / "printed.pdf")
        return " ".join(tools.run("pdftotext", tmp_path / "printed.pdf", "-").stdout.split())

    page.set_viewport_size({"width": 390, "height": 844})
    open_builder(page, site, base_url, part="part-coordinator")
    page.locator("#previewed").scroll_into_view_if_needed()
    page.wait_for_selector(".sheet h3")
    page.locator("#q-coordinator-name").scroll_into_view_if_needed()
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.fill("#q-coordinator-name", "Samira Lambert")
    button = page.locator("[data-do=print]").inner_text()
    told = printed()
    assert button in told
    assert page.locator(".sheet h3").first.inner_text() not in told
    page.locator("#previewed").scroll_into_view_if_needed()
    expect(page.locator(".sheet [data-entry=coordinator-name]").first).to_have_text("Samira Lambert")
    assert "Samira Lambert" in printed()
    assert button not in printed()


def test_a_preview_that_was_never_drawn_prints_how_to_print_it_in_place_of_the_form(
    page: Page, site: Site, base_url: str, tmp_path: Path, tools: Tools
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_first(page, site, base_url, part="part-information-evening")
    expect(page.locator(".sheet > *")).to_have_count(0)
    button, question = page.locator("[data-do=print]").inner_text(), page.locator("#title-information-evening")
    page.route("**/builder/support-survey-fr.js", lambda route: route.abort())
    page.pdf(path=tmp_path / "printed.pdf")
    told = " ".join(tools.run("pdftotext", tmp_path / "printed.pdf", "-").stdout.split())
    assert button in told
    assert question.inner_text() not in told


@pytest.mark.parametrize("paper", ["support-survey", "evaluation-form", "evening-sheets"])
def test_the_preview_counts_what_its_files_count(paper: str, page: Page, site: Site, base_url: str) -> None:
    """The numbers of its questions, or of its agenda, are in no text."""
    open_builder(page, site, base_url)
    page.select_option("#previewed", paper)
    page.locator(".sheet h3").first.wait_for(state="attached")
    counted = page.locator(".sheet ol:has(> li:only-child) > li")
    counted.first.wait_for(state="attached")
    assert counted.evaluate_all("items => items.map(({ value }) => value)") == list(range(1, counted.count() + 1))
    assert counted.count() > 5


def test_a_box_of_the_preview_says_whether_it_is_ticked(page: Page, site: Site, base_url: str) -> None:
    """In a row of boxes, as "No Yes" the answers of a choice would be heard."""
    open_builder(page, site, base_url)
    page.select_option("#previewed", "charter")
    boxes = page.locator(".sheet__box")
    boxes.first.wait_for(state="attached")
    names = boxes.evaluate_all("boxes => boxes.map(({ ariaLabel }) => ariaLabel)")
    assert set(names) == {"non coché"}


def test_the_preview_prints_alone(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_selector(".sheet h3", state="attached")
    page.emulate_media(media="print")
    expect(page.locator(".sheet")).to_be_visible()
    for other in (".head", ".builder__form", ".builder__parts", ".missing", ".page-foot", ".foot"):
        expect(page.locator(other).first, other).to_be_hidden()


def test_on_paper_the_line_behind_a_label_goes_to_the_end_of_its_place(page: Page, site: Site, base_url: str) -> None:
    """Such as that of a name below a signature; the sheet is as wide as A4 between its margins."""
    open_builder(page, site, base_url)
    page.select_option("#previewed", "charter")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_selector("[data-style=Value]", state="attached")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    left = page.evaluate("""() => [...document.querySelectorAll("[data-style=Value]")].map((place) => {
      const line = place.querySelector(".sheet__blank, .sheet__line");
      return place.getBoundingClientRect().right - line.getBoundingClientRect().right;
    })""")
    assert len(left) >= 8
    assert max(map(abs, left)) < 1, left


@pytest.mark.parametrize("edition", Edition)
def test_on_paper_no_caption_stands_alone_and_what_is_signed_stays_whole(
    edition: Edition, page: Page, site: Site, base_url: str, tmp_path: Path, tools: Tools
) -> None:
    open_builder(page, site, base_url)
    page.click(f"label[for=edition-{edition}]")
    page.select_option("#previewed", "charter")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".sheet")).to_have_attribute("lang", edition.languages[0])
    heads = page.evaluate("[...document.querySelectorAll('.sheet__table')].map(({tHead}) => tHead.rows.length)")
    assert heads == [1] * len(heads), "a head is one row, and is set again on each page"
    page.pdf(path=tmp_path / "printed.pdf", format="A4", margin={"top": "15mm", "bottom": "15mm"})
    printed = tools.run("pdftotext", "-layout", tmp_path / "printed.pdf", "-").stdout.split("\f")
    charter = site.catalogue.documents["charter"]
    language = edition.languages[0]
    for block in inner_blocks(charter.blocks):
        if isinstance(block, Table):
            (place,) = (text for text in printed if block.caption[language] in text)
            assert block.columns[0][language] in place.partition(block.caption[language])[2]
        if isinstance(block, Signature):
            functions = [each.on_behalf[language].split()[-1] for each in block.signatories]
            assert any(all(function in text for function in functions) for text in printed)


def test_ballots_log_and_slides_print_on_the_sheets_of_the_pdf_file(
    page: Page, site: Site, base_url: str, one_paper: OnePaper, tmp_path: Path
) -> None:
    """As many, upright or lying: no ballot stands on two, and none is empty.

    A text that runs on, as that of an invitation, is broken by the browser, and may take fewer.
    """
    open_builder(page, site, base_url)
    own = {
        "evening-sheets": "[data-entry=evening-on]",
        "message-log": "[data-entry=log-from]",
        "slides": ".sheet__slide",
    }
    for paper, part in own.items():
        page.select_option("#previewed", paper)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.wait_for_selector(f".sheet {part}", state="attached")
        page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
        (tmp_path / "drawn.pdf").write_bytes(one_paper(paper, Edition.FR).files[Format.PRINT].content)
        printed, drawn = (lying_sheets(tmp_path / f"{name}.pdf") for name in ("printed", "drawn"))
        assert printed == drawn, paper


def test_on_paper_an_answered_list_stands_beside_its_label(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-neighbourhood-and-municipality")
    page.fill("#q-area-streets-fr", "Rue Haute\nRue Basse")
    page.select_option("#previewed", "charter")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    listed = page.locator(".sheet p:has(> [data-entry=area-streets])")
    expect(listed).to_contain_text("Rue Haute")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 800})
    label, streets = (listed.locator(part).bounding_box() for part in ("> span", "> [data-entry=area-streets]"))
    assert label
    assert streets
    assert label["x"] + label["width"] <= streets["x"]


def lying_sheets(file: Path) -> list[bool]:
    """Of each sheet, whether it is wider than high."""
    with pikepdf.open(file) as pdf:
        return [bool(sheet.mediabox[2] > sheet.mediabox[3]) for sheet in pdf.pages]


def test_on_paper_a_box_stays_with_its_answer(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    page.select_option("#previewed", "support-survey")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.wait_for_selector(".sheet .sheet__box", state="attached")
    page.emulate_media(media="print")
    for width in range(400, 800, 20):
        page.set_viewport_size({"width": width, "height": 800})
        parted, together = page.evaluate(BOXES)
        assert not parted, width
        assert len(together) > 20


@pytest.mark.parametrize("paper", ["charter", "communication-plan"])
def test_on_paper_there_is_the_room_to_write_and_to_sign_that_the_files_have(
    paper: str, page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url)
    page.select_option("#previewed", paper)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".sheet h3").first).to_have_text(site.catalogue.documents[paper].title[Language.FR])
    page.emulate_media(media="print")
    tables = [block for block in inner_blocks(site.catalogue.documents[paper].blocks) if isinstance(block, Table)]
    widths = page.evaluate("[...document.querySelectorAll('col')].map(({ style }) => parseFloat(style.width))")
    assert widths == pytest.approx(
        [100 * width / sum(table.widths) for table in tables for width in table.widths], abs=0.1
    )
    fields = site.catalogue.fields
    rooms = page.evaluate(ROOMS)
    for entry, lines, millimetres in rooms:
        if fields[entry].kind is FieldKind.SIGNATURE:
            assert millimetres > 20, entry
        else:
            assert lines == fields[entry].rows, entry
            assert millimetres > 8 * lines, entry
    assert len(rooms) > 4


@pytest.mark.parametrize("edition", Edition)
def test_cards_are_cut_out_of_the_printed_preview_as_out_of_the_pdf_file(
    edition: Edition, page: Page, site: Site, base_url: str, tmp_path: Path, tools: Tools
) -> None:
    """Four on each sheet, between lines to cut along, with numbers that are seen at once."""
    open_builder(page, site, base_url)
    page.click(f"label[for=edition-{edition}]")
    page.select_option("#previewed", "reflex-card")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".sheet [data-style=CardTitle]")).to_have_count(4 * len(edition.languages))
    page.emulate_media(media="print")
    assert {round(points) for points in page.evaluate(POINTS, "[data-style=Large]")} == {26}
    page.pdf(path=tmp_path / "printed.pdf", format="A4", margin={"top": "15mm", "bottom": "15mm"})
    sheets = tools.run("pdftotext", "-layout", tmp_path / "printed.pdf", "-").stdout.split("\f")[:-1]
    assert [sheet.split().count("101") >= 4 for sheet in sheets] == [True] * len(edition.languages)
    lines = page.evaluate(
        "getComputedStyle(document.querySelector('[data-style=CardTitle]').parentNode).borderRightStyle"
    )
    assert lines == "dashed"


CODE_WIDTH = """(image) => {
  const { naturalWidth: width, naturalHeight: height } = image;
  const drawing = new OffscreenCanvas(width, height).getContext("2d");
  drawing.drawImage(image, 0, 0);
  const { data } = drawing.getImageData(0, 0, width, height);
  const dark = [...Array(width * height).keys()].filter((at) => data[4 * at] < 128).map((at) => at % width);
  const modules = dark.reduce((most, at) => Math.max(most, at)) + 1 - dark.reduce((least, at) => Math.min(least, at));
  return (image.width * 25.4 / 96) * (modules / width);
}"""
"""How wide, in millimetres, the dark modules of a code are, without the quiet zone around them."""


def test_the_printed_poster_has_its_code_and_titles_of_one_size(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    page.click("label[for=edition-fr-nl]")
    page.select_option("#previewed", "invitation")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    code = page.locator(".sheet img")
    expect(code).to_be_visible()
    assert "QR" in (code.get_attribute("alt") or "")
    assert code.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 20
    assert 32 <= code.evaluate(CODE_WIDTH) < 34
    assert page.evaluate(POINTS, "h3[data-style^=Poster]") == pytest.approx([38, 38])


def test_a_pdf_that_cannot_show_a_name_says_which_and_points_to_word(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url, part="part-coordinator")
    page.fill("#q-coordinator-name", "محمد")
    page.evaluate("location.hash = '#part-files'")
    with page.expect_download():
        page.click("[data-document=charter] [data-format=pdf]")
    said = page.locator(".builder__shortfalls")
    expect(said).to_contain_text("Word")
    expect(said).to_contain_text(page.locator("#ask-coordinator-name label").inner_text().strip())


@pytest.mark.parametrize("language", Language)
def test_a_long_count_breaks_no_word_beside_it_on_a_phone(
    language: Language, page: Page, site: Site, base_url: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_first(page, site, base_url, language, "part-survey")
    text = site.catalogue.labels["builder-say-total-begun"][language].format(done=12, total=75, begun=10)
    page.locator(".builder__total").evaluate("(total, text) => (total.textContent = text)", text)
    button = page.locator(".builder__bar a:visible")
    broken = button.evaluate("""({ firstChild: text }) => [...text.data.matchAll(/\\S+/g)].filter((word) => {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      return range.getClientRects().length > 1;
    }).map(([word]) => word)""")
    assert broken == []


def test_what_the_charter_tells_again_of_an_answer_is_said_once_where_it_is_asked(
    page: Page, site: Site, base_url: str
) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    open_builder(page, site, base_url, part="part-coordinator")
    given = {"deputy-coordinator-name": "محمد", "deputy-coordinator-email": "محمد@example.org"}
    for question, answer in given.items():
        page.fill(f"#q-{question}", answer)
    notes = page.locator("[data-short]:not(:empty)")
    expect(notes).to_have_count(2)
    assert notes.evaluate_all("notes => notes.map(({ id }) => id)") == [f"short-{each}" for each in given]
    expect(page.locator(".builder__shortfalls li")).to_have_count(2)
    assert errors == []


def test_an_answer_too_long_for_the_pdf_is_told_below_it_while_it_is_typed(
    page: Page, site: Site, base_url: str
) -> None:
    open_builder(page, site, base_url, part="part-police")
    page.fill("#q-chief-of-police-name", "Samira " * 40)
    note = page.locator("#short-chief-of-police-name")
    note.wait_for()
    expect(note).to_contain_text("Word")
    field = page.locator("#q-chief-of-police-name")
    expect(field).to_have_accessible_description(re.compile("^Cette réponse est trop longue"))
    field.fill("Samira")
    expect(note).to_be_hidden()
    page.evaluate("location.hash = '#part-files'")
    page.uncheck("[name=format][value=pdf]")
    page.evaluate("location.hash = '#part-police'")
    said = page.locator(".builder__shortfalls")
    said.evaluate("said => said.append('not yet looked at')")
    page.fill("#q-chief-of-police-name", "Samira " * 40)
    expect(said, "no PDF is wanted").to_be_empty()
    expect(note).to_be_hidden()


def test_the_preview_follows_the_question(page: Page, site: Site, base_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_builder(page, site, base_url, part="part-evaluation")
    page.focus("#q-first-evaluation-within-fr")
    place = page.locator(".sheet__here").first
    place.wait_for()
    expect(page.locator("#previewed")).to_have_value("charter")
    assert place.get_attribute("data-entry") == "first-evaluation-within"
    sheet, mark = page.locator(".sheet").bounding_box(), place.bounding_box()
    assert sheet
    assert mark
    assert sheet["y"] <= mark["y"] <= sheet["y"] + sheet["height"]
    page.evaluate("location.hash = '#ask-launch-on'")
    page.wait_for_selector("[data-entry=launch-on].sheet__here")
    expect(page.locator("#previewed")).to_have_value("announcement")


def test_the_preview_shows_no_paper_that_is_not_wanted(page: Page, site: Site, base_url: str) -> None:
    open_builder(page, site, base_url)
    shown = page.input_value("#previewed")
    page.uncheck(f"[name=document][value={shown}]")
    ticked = page.locator("[name=document]:checked").evaluate_all("boxes => boxes.map(({value}) => value)")
    assert page.input_value("#previewed") in ticked


def test_the_part_keeps_its_place_while_the_preview_or_a_source_is_looked_at(
    page: Page, site: Site, base_url: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_builder(page, site, base_url)
    page.evaluate("location.hash = '#part-police'")
    page.fill("#q-mandated-officer-phone", "02 000 00 21")
    page.click(".builder__bar a:visible")
    expect(page.locator("#preview")).to_be_focused()
    expect(page.locator("#part-police")).to_be_visible()
    page.click(".builder__bar a[data-back]")
    expect(page.locator("#q-mandated-officer-phone")).to_be_focused()
    expect(page.locator("#q-mandated-officer-phone")).to_be_in_viewport()
    page.locator("#part-police .source-mark a:visible").first.click()
    expect(page.locator(".sources__list")).to_be_in_viewport()
    expect(page.locator("#part-police")).to_be_visible()
    page.go_back()
    expect(page.locator("#q-mandated-officer-phone")).to_be_in_viewport()
    expect(page.locator("#part-police")).to_be_visible()


def test_the_preview_shows_what_was_chosen_last_whatever_comes_first(page: Page, site: Site, base_url: str) -> None:
    """The paper that is chosen first arrives last."""
    held: list[Route] = []
    page.route("**/charter-fr.js", lambda route: held.append(route))
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(base_url + site.page("documents/builder.md", Language.FR).address)
    page.wait_for_selector("[data-ready]")
    page.select_option("#previewed", "charter")
    page.select_option("#previewed", "reflex-card")
    page.click("label[for=edition-nl]")
    shown = page.locator(".sheet h3").first
    expect(shown).to_have_text("Merkt u iets op in uw buurt?")
    (charter,) = held
    charter.continue_()
    page.wait_for_selector("[data-ready]")  # all papers have come
    expect(page.locator(".sheet")).to_have_attribute("lang", "nl")
    expect(shown).to_have_text("Merkt u iets op in uw buurt?")


def test_the_preview_follows_the_language_in_which_one_answers(page: Page, site: Site, base_url: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_builder(page, site, base_url)
    page.click("label[for=edition-fr-nl]")
    page.evaluate("location.hash = '#part-information-evening'")
    for language, shown in ((Language.FR, "19\N{NO-BREAK SPACE}h 30"), (Language.NL, "19.30\N{NO-BREAK SPACE}uur")):
        page.fill(f"#q-evening-at-{language}", "19.30")
        expect(page.locator(f".sheet [data-entry=evening-at-{language}]").first).to_be_in_viewport()
        expect(page.locator(f".sheet [data-entry=evening-at-{language}]").first).to_have_text(shown)


def test_the_way_through_by_keyboard(page: Page, site: Site, base_url: str) -> None:
    """Tab and Enter lead from the first part to the last; the focus follows."""
    open_builder(page, site, base_url)
    asked = [part.id for part in site.catalogue.parts.values()]
    for part in [*asked, "review", "files"]:
        page.focus("[data-step='1']")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"#title-{part}:focus")
        expect(page.locator(f"#part-{part}")).to_be_visible()
    page.go_back()
    page.wait_for_selector("#title-review:focus")
