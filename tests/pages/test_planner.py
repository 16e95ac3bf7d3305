"""The page of the calendar: one date gives all others, on the screen, on one printed page and in a file."""

from __future__ import annotations

import gzip
import io
import re
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from macros.content.site import Site
from macros.filling.planner import planner_of
from macros.filling.scripts import Scripts
from macros.model.language import Language
from macros.model.planning import EVENING, LAUNCH
from macros.pages.planner_form import PAGE
from tests.asking import asked_for_all
from tests.building import SITE_URL, BuiltSite

NOW = "2026-11-27T13:00:00Z"


def open_planner(page: Page, site: Site, base_url: str, language: Language = Language.FR) -> None:
    page.clock.set_fixed_time(NOW)
    page.goto(base_url + site.page(PAGE, language).address)
    page.wait_for_selector(".planner[data-started]")


def shown(page: Page) -> dict[str, str]:
    """The date of each step, as it stands on the page."""
    steps = page.locator("[data-step]")
    return {str(step.get_attribute("data-step")): step.locator(".plan__date").inner_text() for step in steps.all()}


@pytest.mark.parametrize("language", Language)
def test_page_and_command_line_make_the_same_calendar_file(
    page: Page, site: Site, base_url: str, scripts: Scripts, language: Language, tmp_path: Path
) -> None:
    open_planner(page, site, base_url, language)
    dates = {EVENING: "2027-03-18", "survey-back": "2027-01-16", LAUNCH: "2027-10-04", "approval": "2027-09-16"}
    for step, day in dates.items():
        page.fill(f"#own-{step}", day)
    page.fill("#time", "20:15")
    page.fill("#name", "L'Été; <b>\u05e9\u05db\u05d5\u05e0\u05d4</b> 🏘️")
    with page.expect_download() as download:
        page.click("[data-do=calendar]")
    download.value.save_as(tmp_path / "page.ics")
    assert download.value.suggested_filename.endswith(".ics")
    expect(page.locator(".planner__done")).to_contain_text(download.value.suggested_filename)
    wishes = {"name": page.input_value("#name"), "time": "20:15", "dates": dates}
    planner = planner_of(site, language, SITE_URL).plain
    told = scripts.ask("plan", planner=planner, wishes=wishes, today="2026-11-27", now=NOW)
    assert told["faults"] == []
    assert (tmp_path / "page.ics").read_bytes() == told["calendar"].encode()
    assert shown(page) == {each["id"]: each["text"].replace("\u00a0", " ") for each in told["dates"]}


def test_one_date_gives_all_others_and_one_of_the_reader_stays_until_it_is_released(
    page: Page, site: Site, base_url: str
) -> None:
    open_planner(page, site, base_url)
    assert set(shown(page).values()) == {""}
    page.fill("#own-launch", "2027-09-09")
    assert shown(page)["evening"] == "jeudi 18 mars 2027, 19:30"
    page.fill("#own-signatures", "2027-06-24")
    page.fill("#own-evening", "2027-04-22")
    dates = shown(page)
    assert (dates["signatures"], dates["minutes"]) == ("jeudi 24 juin 2027", "jeudi 29 avril 2027")
    assert dates["approval"] == "Date inconnue"
    page.click("[data-release=signatures]")
    expect(page.locator("#own-signatures")).to_be_focused()
    expect(page.locator("[data-release=signatures]")).to_be_hidden()
    assert shown(page)["signatures"] == "jeudi 15 juillet 2027"


def test_a_date_of_ones_own_changes_the_distance_that_is_shown_and_the_launch_waits_for_the_approval(
    page: Page, site: Site, base_url: str
) -> None:
    open_planner(page, site, base_url)
    page.fill("#own-evening", "2027-03-18")
    distance = page.locator("[data-step=invitations] .plan__distance")
    expect(distance).to_have_text(re.compile(r"^3\ssemaines avant"))
    page.fill("#own-invitations", "2027-03-01")
    expect(distance).to_have_text(re.compile(r"^Votre date. Le guide proposait 3\ssemaines avant"))
    launch = page.locator("[data-step=launch]")
    expect(launch.locator(".plan__name")).to_have_text("Lancement (souhaité), pas avant l’approbation du SPF Intérieur")
    page.fill("#own-approval", "2027-11-22")
    expect(launch.locator(".plan__name")).to_have_text("Lancement")
    expect(launch.locator(".plan__date")).to_have_text("lundi 20 décembre 2027")
    page.fill("#own-signatures", "2072-06-25")
    expect(page.locator(".planner__done + [role=status]")).to_have_text(
        re.compile("choisies.: 4. À vérifier.: .*Charte signée")
    )
    page.fill("#own-evening", "0026-03-18")
    expect(page.locator(".planner__done + [role=status]")).to_have_text("")


def test_below_the_date_that_was_given_the_page_says_what_follows_and_where_to_take_it(
    page: Page, site: Site, base_url: str
) -> None:
    """On a phone the dates themselves stand a screen further down."""
    open_planner(page, site, base_url)
    results = page.locator(".planner__found")
    assert [result.is_visible() for result in results.all()] == [False, False]
    page.fill("#own-launch", "2027-09-09")
    assert [result.is_visible() for result in results.all()] == [False, True]
    page.fill("#own-evening", "2027-03-18")
    assert [result.is_visible() for result in results.all()] == [True, False]
    expect(results.first).to_contain_text(re.compile("^Du jeudi 17.décembre.2026 au .* calculées.: 14"))
    results.first.get_by_role("link").last.click()
    expect(page.locator("[data-do=calendar]")).to_be_in_viewport()
    page.fill("#own-evening", "0026-03-18")
    assert [result.is_visible() for result in results.all()] == [False, False]


def test_each_date_to_check_is_a_link_to_its_place(page: Page, site: Site, base_url: str, language: Language) -> None:
    open_planner(page, site, base_url, language)
    check = page.locator(".plan__check")
    page.fill("#own-evening", "2027-04-15")
    expect(check).to_be_hidden()
    page.fill("#own-minutes", "2027-04-12")
    page.fill("#own-decision", "2027-07-15")
    page.fill("#own-signatures", "2027-07-12")
    expect(check.locator("a")).to_have_count(2)
    for step, link in zip(("minutes", "signatures"), check.locator("a").all(), strict=True):
        page.focus("#own-evening")  # leaving a control counts anew, and the link stays under the pointer
        link.click()
        expect(page.locator(f"[data-step={step}] .plan__when")).to_be_focused()
        expect(page.locator(f"[data-step={step}] .plan__date")).to_be_in_viewport()
    between = {Language.FR: "\u202f; ", Language.NL: "; "}[language]
    names = between.join(check.locator("a").all_text_contents())
    assert names in str(check.text_content()), "others have commas in them"
    expect(page.locator(".planner__done + [role=status]")).to_contain_text(f"{names}.")
    page.click("[data-release=minutes]")
    page.click("[data-release=signatures]")
    expect(check).to_be_hidden()


def test_leaving_asks_first_when_dates_were_neither_taken_nor_printed(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_planner(page, site, base_url)
    page.goto("about:blank")
    open_planner(page, site, base_url)
    page.fill("#own-evening", "2027-03-18")
    with page.expect_download():
        page.click("[data-do=calendar]")
    page.goto("about:blank")
    assert agreed_to == []
    open_planner(page, site, base_url)
    page.fill("#own-evening", "2027-03-18")
    page.goto("about:blank")
    assert agreed_to == ["beforeunload"]


def test_what_is_wrong_is_told_beside_the_field_and_gives_no_file(page: Page, site: Site, base_url: str) -> None:
    open_planner(page, site, base_url)
    page.click("[data-do=calendar]")
    expect(page.locator("#own-evening")).to_be_focused()
    expect(page.locator("#error-evening")).to_have_text("Écrivez la date de la soirée, ou celle du lancement.")
    page.locator("#own-evening").press_sequentially("02302027")  # as keys: a browser takes no such date otherwise
    page.locator("#own-evening").blur()
    expect(page.locator("#error-evening")).to_contain_text("n’existe pas")
    assert page.get_attribute("#own-evening", "aria-invalid") == "true"
    page.fill("#own-evening", "2027-03-18")
    expect(page.locator("#error-evening")).to_be_hidden()
    date = page.locator("[data-step=room] .plan__date")
    expect(date).to_have_text(re.compile(r"\w+ \d+ \w+ 202\d$"))
    page.locator("#own-room").press_sequentially("02302027")
    page.locator("#own-room").blur()
    expect(date).to_contain_text("n’existe pas")
    page.fill("#own-room", "")
    page.fill("#name", "x" * 10_000)
    page.click("[data-do=calendar]")
    expect(page.locator("#name")).to_be_focused()
    expect(page.locator("#error-name")).to_be_visible()
    assert page.get_attribute("#name", "aria-describedby") == "help-name error-name"
    expect(page.locator(".planner__done")).to_have_text("Corrigez d’abord ce qui est signalé.")


def test_a_date_that_is_missed_is_said_until_it_is_given(page: Page, site: Site, base_url: str) -> None:
    open_planner(page, site, base_url)
    page.locator("#own-evening").focus()
    page.locator("#own-evening").blur()
    expect(page.locator("#error-evening")).to_be_hidden()
    page.click("[data-do=calendar]")
    page.locator("#own-evening").blur()
    expect(page.locator("#error-evening")).to_be_visible()
    page.fill("#name", "Rue Haute")
    expect(page.locator("#error-evening")).to_be_visible()
    page.fill("#own-evening", "2027-03-18")
    expect(page.locator("#error-evening")).to_be_hidden()


def test_what_is_wrong_is_told_with_its_field_once_the_reader_leaves_it(page: Page, site: Site, base_url: str) -> None:
    open_planner(page, site, base_url)
    status = page.locator(".planner > [role=status].visually-hidden")
    page.fill("#own-evening", "0026-03-18")
    page.locator("#own-evening").blur()
    error = page.locator("#error-evening").inner_text()
    expect(status).to_have_text(f"Date souhaitée de la soirée d’information. {error}")
    page.fill("#own-evening", "2027-03-18")
    expect(status).to_contain_text("calculées")


@pytest.mark.parametrize("language", Language)
def test_the_timetable_prints_on_one_page_whatever_is_to_be_seen(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_planner(page, site, base_url, language)
    page.fill("#name", "Sint-Agatha-Berchem, " * 3 + "WWWWWWWWWWWWWWWWW")
    page.fill("#own-evening", "2020-05-01")
    for step in site.catalogue.steps:
        if step not in (EVENING, LAUNCH):
            page.fill(f"#own-{step}", "2020-04-13")
    expect(page.locator(".plan__note:not(:empty)")).to_have_count(len(site.catalogue.steps))
    printed = page.pdf(prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert len(pdf.pages) == 1
    page.emulate_media(media="print")
    for part in (".plan__title", ".plan__foot", "[data-step=evaluation] .plan__date"):
        expect(page.locator(part)).to_be_visible()
    for part in (".planner__form", ".planner__take", ".head", ".lead", "#own-room", ".source-mark"):
        expect(page.locator(part).first).to_be_hidden()


@pytest.mark.parametrize("language", Language)
def test_a_timetable_with_little_to_be_seen_fills_its_page_in_letters_that_can_be_read(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_planner(page, site, base_url, language)
    page.fill("#name", "Sint-Agatha-Berchem, " * 3 + "WWWWWWWWWWWWWWWWW")
    page.fill("#own-evening", "2027-03-18")
    assert page.locator(".plan__note:not(:empty)").count() <= 3
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        assert len(pdf.pages) == 1
    page.emulate_media(media="print")
    sizes = page.locator(".plan__term, .plan__name").evaluate_all(
        "texts => texts.map(text => parseFloat(getComputedStyle(text).fontSize) * 0.75)"
    )
    assert min(sizes) >= 8.5, "in points"


@pytest.mark.parametrize("language", Language)
def test_fields_beside_each_other_are_level_whatever_is_said_of_one(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    open_planner(page, site, base_url, language)
    for day in ("", "2027-03-18"):
        page.fill("#own-evening", day)
        boxes = page.locator(".planner__form input").evaluate_all(
            "inputs => inputs.map(input => input.getBoundingClientRect())"
        )
        (evening, time, launch, name) = boxes
        assert (evening["top"], launch["top"]) == (time["top"], name["top"]), day
        assert (evening["right"], time["right"]) == (launch["right"], name["right"])


def test_nothing_that_is_typed_leaves_the_page_or_stays_in_the_browser(page: Page, site: Site, base_url: str) -> None:
    with asked_for_all(page):
        open_planner(page, site, base_url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    before = page.evaluate("[localStorage.length, sessionStorage.length, location.href]")
    page.fill("#own-evening", "2027-03-18")
    page.fill("#name", "Zorgeloos @ Łódź ş")
    with page.expect_download():
        page.click("[data-do=calendar]")
    page.pdf()  # a title of other letters is on paper only
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, location.href]") == before
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    assert {"default-src 'none'", "connect-src 'none'", "form-action 'none'", "frame-src 'none'"} <= set(
        policy.split("; ")
    )
    assert page.evaluate("fetch('/').then(() => 'sent', () => 'refused')") == "refused"


def test_without_scripts_each_step_has_its_distance(site: Site, built: BuiltSite) -> None:
    for language in Language:
        steps = built.pages[site.page(PAGE, language).address].tree.xpath("//li[@data-step]")
        assert [step.get("data-step") for step in steps] == list(site.catalogue.steps)
        for step in steps:
            (term,) = step.xpath(".//p[@class='plan__term']")
            is_counted = bool(site.catalogue.steps[step.get("data-step")].counted_from)
            counted = re.search(r"^\d+\s\w+ (avant|après|vóór|na) [«“]", term.text_content().strip())
            assert bool(counted) == is_counted, term.text_content()


def test_the_scripts_of_the_calendar_are_light_and_other_pages_do_not_load_them(
    page: Page, site: Site, base_url: str, built: BuiltSite
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base_url)))
    open_planner(page, site, base_url)
    own = {name for name in asked if re.search(r"/(planner|builder)/|saying", name)}
    assert sum(len(gzip.compress((built.root / name).read_bytes(), 9)) for name in own) < 10_200
    for name, each in built.pages.items():
        loads = "js/planner/" in each.html
        assert loads == (name in {site.page(PAGE, language).address for language in Language}), name


def test_the_page_on_evaluation_names_the_term_that_the_calendar_counts(site: Site, language: Language) -> None:
    named = {Language.FR: "six mois après le lancement", Language.NL: "zes maanden na de start"}
    assert site.catalogue.steps["evaluation"].months == 6
    assert named[language] in site.page("create/evaluation.md", language).body
