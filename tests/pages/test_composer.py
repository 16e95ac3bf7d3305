"""The page that helps to write a message: 101 first, other words offered and never put, nothing sent or kept."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from macros.content.site import Site
from macros.model.language import Language
from tests.asking import asked_for_all

PAGE = "documents/message.md"
ORDER = ["where", "what", "when", "injured", "who", "vehicle", "direction", "witness"]
"""That of an operator: the address, what happened, who is hurt, then descriptions, and who calls."""


def open_composer(page: Page, site: Site, base_url: str, language: Language = Language.FR) -> None:
    page.goto(base_url + site.page(PAGE, language).address)
    page.wait_for_selector("[data-composer][data-started]")


def begin_report(page: Page, now: str = "no") -> None:
    page.click("label[for=way-report]")
    page.click(f"label[for=now-{now}]")


def begin_message(page: Page, text: str = "") -> None:
    page.click("label[for=way-message]")
    page.fill("#message-text", text)


def warned(page: Page) -> list[str]:
    found: list[str] = page.locator("[data-rule]:visible").evaluate_all("(all) => all.map((each) => each.dataset.rule)")
    return found


def test_what_happens_now_leads_to_101_and_asks_for_nothing(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_composer(page, site, base_url, language)
    expect(page.locator("textarea:visible")).to_have_count(0)
    begin_report(page, "yes")
    expect(page.locator("[data-when=yes] a[href='tel:101']")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("112")
    expect(page.locator("textarea:visible")).to_have_count(0)


def test_a_report_is_read_back_in_the_order_of_an_operator(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    begin_report(page)
    assert page.locator("[data-field]:visible").evaluate_all("(all) => all.map((each) => each.dataset.field)") == ORDER
    for asked in reversed(ORDER):
        page.fill(f"#ask-{asked}", f"réponse {asked}")
    page.fill("#ask-injured", "")
    answered = [asked for asked in ORDER if asked != "injured"]
    assert page.locator("[data-said]:visible dd").all_inner_texts() == [f"réponse {asked}" for asked in answered]
    lines = page.input_value("#report-text").split("\n")
    assert [re.split(r"\s:\s", line)[1] for line in lines] == [f"réponse {asked}" for asked in answered]


def test_a_report_lets_pass_the_place_the_plate_and_the_name_of_who_saw_it(
    page: Page, site: Site, base_url: str
) -> None:
    open_composer(page, site, base_url)
    begin_report(page)
    page.fill("#ask-where", "Rue du Tilleul 14 à Valbois")
    page.fill("#ask-vehicle", "Renault blanche, 1-ABC-234")
    page.fill("#ask-witness", "Amina Benali, 02 000 00 10")
    assert warned(page) == []
    page.fill("#ask-who", "Un Marocain")
    assert warned(page) == ["origin"]


def test_in_a_report_an_origin_is_no_reason_but_an_answer_and_its_words_may_go(
    page: Page, site: Site, base_url: str
) -> None:
    open_composer(page, site, base_url)
    begin_report(page)
    page.fill("#ask-what", "Un Marocain force une porte.")
    rule = page.locator("[data-rule=origin]:visible")
    expect(rule).to_contain_text("La police vous pose une question ? Répondez.")
    expect(rule.get_by_role("button")).to_have_count(1)
    begin_message(page, "Un Marocain force une porte.")
    expect(rule).to_contain_text("ne décrit personne")
    expect(rule).not_to_contain_text("Répondez")
    rule.get_by_role("button", name="toute la phrase").click()
    expect(page.locator("#message-text")).to_have_value("")


def test_a_message_says_who_sends_it_and_who_reads_it_first(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_composer(page, site, base_url, language)
    sender = page.locator(".composer p", has_text=site.catalogue.labels["composer-sender"][language][:20])
    begin_report(page)
    expect(sender).to_be_hidden()
    begin_message(page)
    expect(sender).to_be_visible()


def test_other_words_are_taken_with_one_press_and_never_by_themselves(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    text = "Une voiture 1-ABC-234 devant chez Madame Peeters."
    begin_message(page, text)
    assert warned(page) == ["name", "plate"]
    expect(page.locator("#message-text")).to_have_value(text)
    page.locator("[data-rule=name] button").click()
    expect(page.locator("#message-text")).to_have_value("Une voiture 1-ABC-234 devant chez une personne.")
    expect(page.locator("#message-text")).to_be_focused()
    assert warned(page) == ["plate"]


def test_the_last_press_is_undone_with_one_and_nothing_older(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_composer(page, site, base_url, language)
    text = "Bonjour. Karim Benali. 1-ABC-234."
    begin_message(page, text)
    undo = page.locator("[data-form=message] [data-do=undo]")
    expect(undo).to_be_hidden()
    page.locator("[data-rule=name] button").click()
    after = page.input_value("#message-text")
    assert after != text
    page.locator("[data-rule=plate] button").click()
    undo.click()
    expect(page.locator("#message-text")).to_have_value(after)
    expect(page.locator("#message-text")).to_be_focused()
    assert "plate" in warned(page)
    expect(undo).to_be_hidden()
    page.click("[data-model=test]")
    expect(undo).to_be_visible()
    undo.click()
    expect(page.locator("#message-text")).to_have_value(after)
    page.click("[data-model=test]")
    page.locator("#message-text").press("End")
    page.keyboard.type("x")
    expect(undo, "what was typed since would be lost").to_be_hidden()


def test_the_note_of_a_model_stays_while_the_model_does(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    begin_message(page)
    page.click("[data-model=test]")
    note = page.locator("#note-test")
    page.locator("#message-text").press("Control+End")
    page.keyboard.type(" Karim Benali.")
    page.locator("[data-rule=name]:visible button").first.click()
    undo = page.locator("[data-form=message] [data-do=undo]")
    undo.click()
    expect(note).to_be_visible()
    page.click("[data-model=test]")
    undo.click()
    expect(note).to_be_visible()
    page.fill("#message-text", "")
    page.click("[data-model=meeting]")
    undo.click()
    expect(page.locator("#note-meeting")).to_be_hidden()


def test_a_copy_leaves_the_focus_where_it_is_unless_the_reader_must_copy(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    begin_message(page, "Bonjour")
    page.context.grant_permissions(["clipboard-write"])
    selected = "text => [document.activeElement === text, text.selectionEnd - text.selectionStart]"
    text, copy = page.locator("#message-text"), page.locator("[data-do=copy]:visible")
    copy.click()
    expect(page.locator(".composer__done:visible")).not_to_be_empty()
    assert text.evaluate(selected) == [False, 0]
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException()); }")
    copy.click()
    expect(text).to_be_focused()
    assert text.evaluate(selected) == [True, len("Bonjour")]


def test_a_text_in_the_other_language_is_read_out_in_it(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    begin_message(page)
    text = page.locator("#message-text")
    page.click("label[for=edition-nl]")
    page.click("[data-model=test]")
    expect(text).to_have_attribute("lang", "nl")
    text.press("Control+End")
    page.keyboard.type(" Karim Benali.")
    expect(page.locator("[data-rule=name] q").first).to_have_attribute("lang", "nl")
    page.click("[data-model=meeting]")
    assert text.get_attribute("lang") is None, "another stands below it"
    page.locator("[data-form=message] [data-do=undo]").click()
    expect(text).to_have_attribute("lang", "nl")
    page.fill("#message-text", "")
    assert text.get_attribute("lang") is None
    page.click("label[for=edition-fr-nl]")
    page.click("[data-model=test]")
    assert text.get_attribute("lang") is None


def test_blanks_are_told_once(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    begin_message(page, "À [heure]")
    page.locator(".composer__blanks").evaluate("""place => {
      window.told = 0;
      new MutationObserver(() => { told += 1; }).observe(place, {childList: true});
    }""")
    page.locator("#message-text").press_sequentially(" chez")
    assert page.evaluate("told") == 0


def test_a_report_is_undone_in_its_own_field(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    begin_report(page)
    page.fill("#ask-where", "Rue Haute")
    page.fill("#ask-what", "Un Marocain force une porte.")
    page.locator("[data-rule=origin]:visible button").click()
    page.locator("[data-form=report] [data-do=undo]").click()
    expect(page.locator("#ask-what")).to_have_value("Un Marocain force une porte.")
    expect(page.locator("#ask-where")).to_have_value("Rue Haute")
    expect(page.locator("#report-text")).to_have_value(re.compile("Un Marocain"))


@pytest.mark.parametrize("way", ["report", "message"])
def test_leaving_for_the_other_language_loses_no_text_without_a_question(
    way: str, page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_composer(page, site, base_url)
    page.click(f"label[for=way-{way}]")
    if way == "report":
        page.click("label[for=now-no]")
    field = "#ask-what" if way == "report" else "#message-text"
    page.locator(field).press_sequentially("Bonjour")
    page.click(".head__language")
    page.wait_for_selector("html[lang=nl]")
    assert agreed_to == ["beforeunload"]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.wait_for_selector("[data-composer][data-started]")
    page.click(".head__language")
    page.wait_for_selector("html[lang=fr]")
    assert agreed_to == ["beforeunload"], "nothing was typed there"


def test_a_text_that_was_copied_may_be_left(page: Page, site: Site, base_url: str, agreed_to: list[str]) -> None:
    open_composer(page, site, base_url)
    begin_message(page)
    page.context.grant_permissions(["clipboard-write"])
    page.locator("#message-text").press_sequentially("Bonjour")
    page.click("[data-do=copy]:visible")
    expect(page.locator(".composer__done:visible")).not_to_be_empty()
    page.click(".head__language")
    page.wait_for_selector("html[lang=nl]")
    assert agreed_to == []


def test_a_call_is_not_held_up_by_a_question_about_what_was_typed(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    """Chromium takes a link to a telephone number for leaving the page."""
    open_composer(page, site, base_url)
    begin_message(page)
    page.locator("#message-text").press_sequentially("Bonjour")
    page.locator("a[href='tel:101']:visible").first.click()
    page.wait_for_timeout(1500)
    assert agreed_to == []
    page.click(".head__language")
    page.wait_for_selector("html[lang=nl]")
    assert agreed_to == ["beforeunload"]


def test_to_choose_a_language_is_no_typing(page: Page, site: Site, base_url: str, agreed_to: list[str]) -> None:
    open_composer(page, site, base_url)
    page.context.grant_permissions(["clipboard-write"])
    begin_message(page)
    page.click("[data-model=test]")
    page.click("[data-do=copy]:visible")
    expect(page.locator(".composer__done:visible")).not_to_be_empty()
    page.locator("[name=edition][value=nl]").evaluate("each => each.click()")
    expect(page.locator("[data-form=message] [data-do=undo]")).to_be_visible()
    page.click(".head__language")
    page.wait_for_selector("html[lang=nl]")
    assert agreed_to == []


def test_a_text_that_comes_back_after_a_copy_is_not_left_without_a_question(
    page: Page, site: Site, base_url: str, agreed_to: list[str]
) -> None:
    open_composer(page, site, base_url)
    page.context.grant_permissions(["clipboard-write"])
    begin_message(page)
    page.locator("#message-text").press_sequentially("Bonjour")
    page.click("[data-model=test]")
    page.click("[data-do=copy]:visible")
    expect(page.locator(".composer__done:visible")).not_to_be_empty()
    page.click("[data-form=message] [data-do=undo]")
    expect(page.locator("#message-text")).to_have_value("Bonjour")
    page.click(".head__language")
    page.wait_for_selector("html[lang=nl]")
    assert agreed_to == ["beforeunload"]


def test_what_keeps_others_from_calling_is_not_copied_until_it_is_dropped(
    page: Page, site: Site, base_url: str
) -> None:
    open_composer(page, site, base_url)
    begin_message(page, "Réunion jeudi. Écrivez-moi toujours d'abord, avant d'appeler le 101.")
    copy, withheld = page.locator("[data-form=message] [data-do=copy]"), page.locator(".composer__withheld:visible")
    expect(copy).to_be_hidden()
    expect(withheld).to_contain_text("101")
    page.click("[data-rule=before-101]:visible button")
    expect(copy).to_be_visible()
    expect(withheld).to_have_count(0)
    assert page.input_value("#message-text").strip() == "Réunion jeudi."


@pytest.mark.parametrize(("way", "title"), [("report", "Un signalement"), ("message", "Un message")])
def test_a_link_says_which_of_the_two_is_prepared(way: str, title: str, page: Page, site: Site, base_url: str) -> None:
    page.goto(f"{base_url}{site.page(PAGE, Language.FR).address}#{way}")
    page.wait_for_selector("[data-composer][data-started]")
    heading = page.locator(f"#{way}")
    expect(heading).to_contain_text(title)
    expect(heading).to_be_in_viewport()


def test_every_warning_says_its_source(page: Page, site: Site, base_url: str, language: Language) -> None:
    open_composer(page, site, base_url, language)
    rules = page.locator("[data-rule]").all()
    assert len(rules) > 10
    for rule in rules:
        assert rule.locator("a[role=doc-noteref]").count(), rule.get_attribute("data-rule")


def test_a_warning_says_what_to_do_and_folds_its_reason(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    begin_message(page, "Madame Peeters est venue.")
    rule = page.locator("[data-rule=name]:visible")
    expect(rule).to_contain_text("Donnez un nom à la police seulement.")
    reason = rule.get_by_text("Autorité de protection des données")
    expect(reason).to_be_hidden()
    rule.get_by_text("Pourquoi").click()
    expect(reason).to_be_visible()


def test_urgent_words_offer_101_and_no_other_words(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    begin_message(page, "Venez vite, quelqu'un force la porte en ce moment !")
    assert warned(page) == ["urgent"]
    expect(page.locator("[data-rule=urgent]:visible a[href='tel:101']")).to_be_visible()
    expect(page.locator("[data-rule=urgent]:visible button")).to_have_count(0)


def test_the_models_are_those_of_a_coordinator_and_no_alert(
    page: Page, site: Site, base_url: str, language: Language
) -> None:
    open_composer(page, site, base_url, language)
    begin_message(page)
    models = page.locator("[data-model]").evaluate_all("(all) => all.map((each) => each.dataset.model)")
    assert models == ["advice", "all-clear", "meeting", "test", "thanks"]
    for model in models:
        page.click(f"[data-model={model}]")
        expect(page.locator("#message-text")).to_have_value(site.catalogue.message_models[model].text[language])
        expect(page.locator(f"#note-{model}")).to_be_visible()
        expect(page.locator(".composer__blanks")).not_to_be_empty()
    page.click("label[for=edition-fr-nl]")
    page.click("[data-model=test]")
    text = site.catalogue.message_models["test"].text
    expect(page.locator("#message-text")).to_have_value(f"{text.fr}\n\n{text.nl}")


def test_a_model_leaves_what_was_typed(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    begin_message(page, "Bonjour à tous.")
    page.click("[data-model=meeting]")
    assert page.input_value("#message-text").startswith("Bonjour à tous.\n\nRÉUNION")


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)> Karim", "שרה לוי Karim \u202e", "👩‍🚒 Karim"])
def test_any_text_is_shown_as_text(page: Page, site: Site, base_url: str, text: str) -> None:
    open_composer(page, site, base_url)
    begin_message(page, text)
    expect(page.locator("[data-rule=name] q").first).to_be_visible()
    expect(page.locator("#message-text")).to_have_value(text)
    expect(page.locator(".composer img")).to_have_count(0)
    begin_report(page)
    page.fill("#ask-what", text)
    expect(page.locator("[data-said=what] dd")).to_have_text(text)
    expect(page.locator(".composer img")).to_have_count(0)


def test_nothing_leaves_the_page_and_nothing_stays(page: Page, site: Site, base_url: str, language: Language) -> None:
    with asked_for_all(page):
        open_composer(page, site, base_url, language)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    begin_message(page, "Karim Benali, 1-ABC-234")
    page.click("[data-do=copy]:visible")
    expect(page.locator(".composer__done:visible")).not_to_be_empty()
    begin_report(page)
    page.fill("#ask-what", "Karim Benali")
    assert requests == []
    assert page.evaluate("fetch('/').then(() => 'sent', () => 'blocked')") == "blocked"
    policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    for words in ("connect-src 'none'", "form-action 'none'", "frame-src 'none'", "script-src 'self'"):
        assert words in policy
    assert (
        page.evaluate("[...Object.values(localStorage), ...Object.values(sessionStorage)].join().includes('Karim')")
        is False
    )
    page.reload()
    page.wait_for_selector("[data-started]")
    expect(page.locator("#message-text")).to_have_value("")


def test_the_page_is_used_with_the_keyboard_alone(page: Page, site: Site, base_url: str) -> None:
    open_composer(page, site, base_url)
    page.focus("#way-report")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#way-message")).to_be_checked()
    page.focus("#message-text")
    page.keyboard.type("Madame Peeters est venue.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#message-text")).to_have_value("Une personne est venue.")


def test_without_scripts_the_page_says_so_and_leads_on(page_without_script: Page, site: Site, base_url: str) -> None:
    page_without_script.goto(base_url + site.page(PAGE, Language.FR).address)
    expect(page_without_script.locator(".composer__no-script")).to_be_visible()
    expect(page_without_script.locator(".composer__form")).to_be_hidden()


def test_only_this_page_loads_the_rules(page: Page, site: Site, base_url: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(base_url + site.page("understand/messages.md", Language.FR).address, wait_until="networkidle")
    assert [url for url in requests if url.endswith(".js")], "scripts are named as they are below"
    assert [url for url in requests if re.search("composer|wording", url)] == []
    requests.clear()
    page.goto(base_url + site.page(PAGE, Language.FR).address, wait_until="networkidle")
    assert [url for url in requests if re.search("composer|wording", url)]
