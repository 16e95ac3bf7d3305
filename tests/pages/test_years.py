"""Evaluations of several years are set side by side in the browser: nothing leaves it, and nothing typed is lost."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from macros.content.site import Site
from macros.model.blocks import Blank, Table
from macros.model.language import BLANK, Language
from macros.pages.years_form import YEARS_PAGE, figures, points
from tests.asking import asked_for_all

OLD = {"evaluation-until": "2025-12-31", "members-count": "60", "reports-count": "4", "reporting": "could-be-better"}
NEW = {"evaluation-until": "2026-12-31", "members-count": "1 082", "reports-count": "inconnu", "reporting": "good"}


def open_years(page: Page, site: Site, base_url: str, language: Language = Language.FR) -> None:
    page.goto(base_url + site.page(YEARS_PAGE, language).address)
    page.wait_for_selector("[data-started]", state="attached")


def fill(page: Page, *evaluations: Mapping[str, str]) -> None:
    for place, values in enumerate(evaluations):
        form = page.locator(".evaluation").nth(place)
        for name, value in values.items():
            control = form.locator(f"[data-value={name}]")
            if control.evaluate("control => control.matches('select')"):
                control.select_option(value)
            else:
                control.fill(value)
                control.blur()


def cells(page: Page, name: str) -> list[str]:
    row = page.locator(".comparison tr", has=page.locator("th", has_text=name)).locator("td")
    return [text.replace("\u202f", " ").replace("\u00a0", " ") for text in row.all_inner_texts()]


def a_file(name: str, content: Any) -> FilePayload:
    text = content if isinstance(content, str) else json.dumps(content)
    return {"name": name, "mimeType": "application/json", "buffer": text.encode()}


def an_evaluation(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"format": "plp-bin-evaluation", "version": 1, "evaluation": values}


def test_the_page_asks_every_number_and_point_of_the_form_in_its_words(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    form = site.catalogue.documents["evaluation-form"]
    tables = [block for block in form.blocks if isinstance(block, Table) and block.id not in ("period", "participants")]
    numbers = {name for table in tables for row in table.rows for cell in row for name in BLANK.findall(cell[language])}
    judged = [
        block.field.removesuffix("-remarks")
        for block in form.blocks
        if isinstance(block, Blank) and block.field.endswith("-remarks")
    ]
    assert {figure.field for figure in figures(form)} == {each for each in numbers if each.endswith("-count")}
    assert [point.id for point in points(form)] == judged
    open_years(page, site, base_url, language)
    asked = page.locator(".evaluation").first.locator("[data-value]")
    assert asked.evaluate_all("all => all.map(({dataset}) => dataset.value)") == [
        "evaluation-from",
        "evaluation-until",
        *(figure.field for figure in figures(form)),
        *judged,
    ]
    for control in asked.all():
        assert control.evaluate("control => control.labels.length") == 1


def test_a_figure_that_is_a_part_stands_right_below_its_whole(site: Site) -> None:
    asked = list(figures(site.catalogue.documents["evaluation-form"]))
    parts = [figure for figure in asked if figure.counts.fr.startswith("Dont ")]
    assert parts
    for above, figure in pairwise(asked):
        assert figure.whole == (above.field if figure in parts else None)


def test_two_evaluations_show_what_rose_what_fell_and_what_is_not_known(page: Page, site: Site, base_url: str) -> None:
    open_years(page, site, base_url)
    expect(page.locator(".comparison__tables")).to_be_hidden()
    fill(page, NEW, OLD)  # in the order of the periods, however they were typed
    expect(page.locator(".comparison__tables")).to_be_visible()
    assert cells(page, "Membres à la fin") == ["60", "1 082", "1 022 de plus"]
    assert cells(page, "Signalements du quartier") == ["4", "inconnu", "pas de comparaison"]
    assert cells(page, "1. Les signalements") == ["à améliorer", "bien", "mieux"]
    line = page.locator(".comparison tr", has=page.locator("th", has_text="Signalements du quartier à la police"))
    chart = line.locator("svg")
    assert str(chart.locator("path").get_attribute("d")).count("M") == 1, "what is not known has no bar"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"members-count": "beaucoup"}, "Écrivez un nombre"),
        ({"members-count": "-3"}, "Écrivez un nombre"),
        ({"members-count": "12.5"}, "Écrivez un nombre"),
        ({"members-count": "1.2.3"}, "Écrivez un nombre"),
        ({"members-count": "٨٢"}, "Écrivez un nombre"),
        ({"members-count": "9" * 20}, "Écrivez un nombre"),
        ({"reports-count": "20", "member-reports-count": "25"}, "plus grand que celui"),
        ({"evaluation-until": "2062-09-30"}, "encore à venir"),
        ({"evaluation-until": "0026-09-30"}, "de 2000 à 2099"),
        ({"evaluation-from": "1926-01-01"}, "de 2000 à 2099"),
        ({"evaluation-from": "2024-01-01"}, "plus de deux ans"),
        ({"evaluation-from": "2025-06-01"}, "recouvre en partie"),
        ({"evaluation-from": "2027-01-01"}, "finit avant de commencer"),
        ({"evaluation-until": "2025-12-31"}, "finit le même jour"),
    ],
)
def test_what_cannot_be_compared_is_told_in_words(
    page: Page, site: Site, base_url: str, values: dict[str, str], said: str
) -> None:
    open_years(page, site, base_url)
    fill(page, OLD, {**NEW, **values})
    form = page.locator(".evaluation").nth(1)
    expect(form.locator(".evaluation__wrong:visible, .evaluation__error:visible").filter(has_text=said)).to_have_count(
        1
    )
    figure = form.locator("[data-value=members-count]")
    assert figure.get_attribute("aria-invalid") == ("true" if "nombre" in said else None)
    if "nombre" in said:
        assert cells(page, "Membres à la fin")[1:] == ["à corriger", "à corriger"]
    expect(page.locator(".comparison__tables")).to_be_visible(visible="2099" not in said)


def test_a_part_that_is_more_than_its_whole_is_told_and_not_compared(page: Page, site: Site, base_url: str) -> None:
    open_years(page, site, base_url)
    fill(page, OLD, {**NEW, "reports-count": "20", "member-reports-count": "25"})
    form = page.locator(".evaluation").nth(1)
    whole, part = (form.locator(f"[data-value={name}-count]") for name in ("reports", "member-reports"))
    assert [each.get_attribute("aria-invalid") for each in (whole, part)] == [None, "true"]
    expect(part).to_have_accessible_description(re.compile("plus grand que celui"))
    assert cells(page, "Dont ceux") == ["pas rempli", "à corriger", "à corriger"]
    whole.fill("30")
    expect(form.locator(".evaluation__wrong:visible")).to_have_count(0)
    assert cells(page, "Dont ceux")[1] == "25"


def test_a_period_that_ends_before_it_begins_is_marked_where_it_is_compared(
    page: Page, site: Site, base_url: str
) -> None:
    open_years(page, site, base_url)
    fill(page, OLD, {**NEW, "evaluation-from": "2027-01-01"})
    heads = page.locator(".comparison thead th", has_text="(à corriger)")
    expect(heads).to_have_count(2)
    for line in ("Membres à la fin", "1. Les signalements"):
        assert cells(page, line)[2] == "à corriger", "nobody knows which period follows the other"
    days = page.locator(".evaluation").nth(1).locator("[type=date]")
    assert days.evaluate_all("all => all.map((day) => day.ariaInvalid)") == ["true", "true"]
    fill(page, {}, {"evaluation-from": "2026-01-01"})
    expect(heads).to_have_count(0)
    assert days.evaluate_all("all => all.map((day) => day.ariaInvalid)") == [None, None]
    assert cells(page, "Membres à la fin")[2] == "1 022 de plus"


def test_a_year_that_cannot_be_is_neither_compared_nor_saved(page: Page, site: Site, base_url: str) -> None:
    open_years(page, site, base_url)
    fill(page, OLD, {**NEW, "evaluation-until": "0026-12-31"})
    page.locator("[data-do=save]").nth(1).click()
    form = page.locator(".evaluation").nth(1)
    expect(form.locator(".evaluation__error")).to_contain_text("de 2000 à 2099")
    expect(form.locator("[data-value=evaluation-until]")).to_be_focused()
    expect(page.locator(".comparison__tables")).to_be_hidden()


def test_what_keeps_an_evaluation_from_being_saved_is_told_in_its_form(page: Page, site: Site, base_url: str) -> None:
    open_years(page, site, base_url)
    form = page.locator(".evaluation").nth(1)
    until, error = form.locator("[data-value=evaluation-until]"), form.locator(".evaluation__error")
    form.locator("[data-do=save]").click()
    expect(error).to_contain_text("d’abord la fin")
    expect(error).to_be_in_viewport()
    expect(until).to_be_focused()
    assert until.get_attribute("aria-invalid") == "true"
    expect(until).to_have_accessible_description(error.inner_text())
    page.locator(".evaluation").first.locator("[data-value=members-count]").fill("12")
    expect(error).to_contain_text("d’abord la fin")
    until.fill("2026-12-31")
    expect(error).to_be_empty()
    assert until.get_attribute("aria-invalid") is None
    until.fill("2026-12-31")
    form.locator("[data-value=evaluation-from]").fill("0026-01-01")
    form.locator("[data-do=save]").click()
    expect(form.locator("[data-value=evaluation-from]")).to_be_focused()
    form.locator("[data-value=evaluation-from]").fill("2026-01-01")
    with page.expect_download():
        form.locator("[data-do=save]").click()
    done = form.get_by_role("status")
    expect(done).to_contain_text("2026-12-31.json")
    expect(done).to_be_in_viewport()
    expect(done, "nothing is left to mend").not_to_contain_text("Corrigez")
    form.locator("[data-value=members-count]").fill("douze")
    with page.expect_download():
        form.locator("[data-do=save]").click()
    expect(done).to_contain_text("Corrigez encore ce qui est marqué")
    until.fill("")
    form.locator("[data-do=save]").click()
    expect(error).not_to_be_empty()
    expect(done).to_be_empty()


def test_nobody_is_interrupted_while_typing_what_is_right(page: Page, site: Site, base_url: str) -> None:
    open_years(page, site, base_url)
    page.evaluate("""() => { window.told = [];
      new MutationObserver(() => {
        for (const each of document.querySelectorAll(".years__form [role=alert]:not([hidden])")) {
          if (each.textContent) told.push(each.textContent);
        }
      }).observe(document.querySelector(".evaluations"), {subtree: true, childList: true, attributes: true});
    }""")
    form = page.locator(".evaluation").first
    form.locator("[data-value=evaluation-until]").press_sequentially("12312025")
    form.locator("[data-value=members-count]").press_sequentially("inconnu")
    form.locator("[data-value=reports-count]").press_sequentially("i")
    assert form.locator("[data-value=evaluation-until]").input_value() == "2025-12-31"
    assert page.evaluate("told") == []
    form.locator("[data-value=reports-count]").blur()
    expect(form.locator(".evaluation__wrong:visible")).to_have_count(1)
    form.locator("[data-value=reports-count]").fill("5")
    expect(form.locator(".evaluation__wrong:visible")).to_have_count(0)


def test_the_ring_stands_around_the_button_that_has_the_focus(page: Page, site: Site, base_url: str) -> None:
    open_years(page, site, base_url)
    page.keyboard.press("Tab")
    page.focus("#years-files")
    style = "button => getComputedStyle(button).outlineStyle"
    assert page.locator("label[for=years-files]").evaluate(style) == "solid"
    assert page.locator(".years__form [data-do=add]").evaluate(style) == "none"


def test_a_line_of_figures_is_named_once(page: Page, site: Site, base_url: str) -> None:
    open_years(page, site, base_url)
    fill(page, OLD, NEW)
    expect(page.locator(".comparison__figures .bars").first).to_be_visible()
    assert "img" not in page.locator(".comparison__figures").aria_snapshot()


def test_what_is_judged_of_crime_is_shown_and_no_change_is_named(page: Page, site: Site, base_url: str) -> None:
    open_years(page, site, base_url)
    fill(page, {**OLD, "offences": "as-many"}, {**NEW, "offences": "fewer"})
    assert cells(page, "3. Les tentatives") == ["autant", "moins", "voir les chiffres de la police"]


def test_the_change_is_in_sight_on_a_telephone(page: Page, site: Site, base_url: str, language: Language) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_years(page, site, base_url, language)
    fill(page, OLD, NEW)
    box = page.locator(".comparison__figures tbody td:last-child").first.bounding_box()
    assert box
    assert box["x"] + box["width"] <= 390
    assert page.evaluate(
        "[...document.querySelectorAll('.comparison__scroll')].every(e => e.scrollWidth <= e.clientWidth)"
    )


def test_a_file_keeps_its_neighbourhood_and_the_same_period_replaces_after_a_question(
    page: Page, site: Site, base_url: str
) -> None:
    open_years(page, site, base_url)
    fill(page, {**OLD, "evaluation-from": "2025-01-01"}, NEW)
    page.fill("#place", "Cité-Été, Sacré-Cœur")
    with page.expect_download() as download:
        page.locator("[data-do=save]").first.click()
    assert download.value.suggested_filename == "evaluation-cite-ete-sacre-coeur-2025-12-31.json"
    content = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert content["evaluation"]["place"] == "Cité-Été, Sacré-Cœur"
    expect(page.locator(".comparison__title")).to_have_text("Évaluations du PLP, Cité-Été, Sacré-Cœur")
    expect(page.locator(".comparison__figures thead")).to_contain_text("1/01/2025 – 31/12/2025")
    answers = [False, True]
    page.on("dialog", lambda dialog: dialog.accept() if answers.pop(0) else dialog.dismiss())
    page.set_input_files("#years-files", [a_file("a.json", content)])
    expect(page.locator(".years__done")).to_contain_text("Pas ouvert")
    content["evaluation"]["members-count"] = "61"
    page.set_input_files("#years-files", [a_file("a.json", content)])
    expect(page.locator(".years__done")).to_contain_text("Ouvert\u202f: a.json")
    expect(page.locator(".evaluation")).to_have_count(2)
    assert cells(page, "Membres à la fin")[0] == "61"


def saved(page: Page, form: Locator) -> dict[str, Any]:
    with page.expect_download() as download:
        form.locator("[data-do=save]").click()
    found: dict[str, Any] = json.loads(Path(download.value.path()).read_text("utf-8"))
    return found


def test_an_evaluation_comes_back_from_its_file_with_what_the_form_does_not_ask(
    page: Page, site: Site, base_url: str
) -> None:
    open_years(page, site, base_url)
    more = {**OLD, "of-a-later-form": "<b>42</b>", "reporting": "of-a-later-form"}
    page.set_input_files("#years-files", [a_file("a.json", an_evaluation(more)), a_file("b.json", an_evaluation(NEW))])
    expect(page.locator(".years__done")).to_contain_text("a.json")
    expect(page.locator(".evaluation")).to_have_count(2)
    assert saved(page, page.locator(".evaluation").first) == an_evaluation(more)
    expect(page.locator(".comparison__tables")).to_be_visible()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"format": "plp-bin-answers", "version": 1, "answers": {}}, "pas d'évaluation"),
        ("", "n'est pas une évaluation"),
        ("null", "n'est pas une évaluation"),
        ("[]", "n'est pas une évaluation"),
        ("%PDF-1.7", "n'est pas une évaluation"),
        (json.dumps(an_evaluation(OLD))[:60], "incomplet ou abîmé"),
        (an_evaluation(OLD) | {"evaluation": []}, "incomplet ou abîmé"),
        (an_evaluation(OLD) | {"version": 2}, "version plus récente"),
        ("x" * 100_001, "trop grand"),
        (
            an_evaluation(OLD | {"members-count": 60, "evaluation-until": "2024-12-31"}),
            "repris\u202f: Membres à la fin de la période.",
        ),
        (
            an_evaluation({"evaluation-until": "2023-02-31", "reporting": 1, "place": 2, "of-a-later-form": 3}),
            "leur nombre et leur qualité\u202f; Quartier et commune\u202f; of-a-later-form.",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_told_and_takes_nothing_away(
    page: Page, site: Site, base_url: str, content: Any, said: str
) -> None:
    open_years(page, site, base_url)
    fill(page, OLD, NEW)
    page.set_input_files("#years-files", [a_file("<img src=x>.json", content)])
    expect(page.locator(".years__done")).to_contain_text(said.replace("'", "’"))
    assert page.locator(".years__done img").count() == 0
    assert page.locator("[data-value=members-count]").first.input_value() == OLD["members-count"]


def test_nothing_leaves_the_page_of_evaluations_and_what_is_not_saved_is_asked_about(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    with asked_for_all(page):
        open_years(page, site, base_url)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    fill(page, OLD, NEW)
    page.fill("#place", "@ Łódź ş")
    for form in page.locator(".evaluation").all():
        saved(page, form)
    page.pdf()  # a title of other letters is on paper only
    assert [url for url in requests if not url.startswith("blob:")] == []
    assert page.evaluate("fetch('/').then(() => 'sent', () => 'blocked')") == "blocked"
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.goto("about:blank")
    assert agreed_to == []
    open_years(page, site, base_url)
    fill(page, OLD)
    page.goto("about:blank")
    assert agreed_to == ["beforeunload"]


def test_the_printed_comparison_of_three_years_is_one_page(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_years(page, site, base_url, language)
    page.click("[data-do=add]")
    fill(page, OLD, NEW, {**NEW, "evaluation-until": "2027-12-31"})
    page.fill("#place", "Kasteelwijk, Sint-Agatha-Berchem")
    with pikepdf.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == 1
