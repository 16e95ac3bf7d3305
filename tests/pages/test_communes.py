"""Every municipality can be found on the site, and its practice shows where it belongs."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager

from playwright.sync_api import Browser, Page, Route, expect

from macros.content.communes import SUBJECT_PAGES, local_page_path
from macros.content.municipalities import municipalities, municipalities_by_code
from macros.content.site import Site
from macros.model.language import Language
from tests.building import BuiltSite


def test_every_municipality_is_listed_with_a_link(built: BuiltSite, site: Site, language: Language) -> None:
    page = built.pages[site.page("communes/index.md", language).address]
    links = page.tree.xpath("//*[@data-find]/a")
    assert sorted(link.text_content().replace("\u2060", "") for link in links) == sorted(
        each.name[language].replace("'", "’") for each in municipalities()
    )
    local = {f"nis-{commune.nis_code}" for commune in site.catalogue.communes.values()}
    answered = {link.getparent().get("id") for link in links if link.get("href") == "#found"}
    assert answered == {f"nis-{code}" for code in municipalities_by_code()} - local
    assert page.tree.xpath("//*[@id='found']//ol/li/a")


def test_codes_are_looked_for_and_not_shown(built: BuiltSite, site: Site, language: Language) -> None:
    page = built.pages[site.page("communes/index.md", language).address]
    found = {each.get("id"): each for each in page.tree.xpath("//*[@data-find]")}
    for each in municipalities():
        listed = found[f"nis-{each.nis_code}"]
        assert set(each.postal_codes) <= set(listed.get("data-find").split())
        assert not any(letter.isdigit() for letter in listed.text_content()), each


def test_a_local_page_says_all_that_its_file_says(
    built: BuiltSite, site: Site, commune_id: str, language: Language
) -> None:
    commune = site.catalogue.communes[commune_id]
    page = built.pages[site.page(local_page_path(commune), language).address]
    text = " ".join(page.tree.xpath("//main")[0].text_content().split()).replace("’", "'").replace("\u00a0", " ")
    for practice in commune.practices:
        assert practice.text[language].split(".")[0] in text
        assert page.tree.xpath("//h2[@id=$subject]", subject=practice.subject.value)
    assert commune.nis_code in text


def test_general_pages_have_a_place_for_the_practice_of_a_municipality(
    built: BuiltSite, site: Site, language: Language
) -> None:
    for subject, path in SUBJECT_PAGES.items():
        page = built.pages[site.page(path, language).address]
        [place] = page.tree.xpath("//*[@data-local]")
        assert place.get("data-local") == subject
        assert place.get("hidden") is not None


QUERIES = {
    "berchem": ["Berchem-Sainte-Agathe"],
    "Sint-Agatha": ["Berchem-Sainte-Agathe"],
    "1082": ["Berchem-Sainte-Agathe"],
    "liege": ["Liège"],
    "LUIK": ["Liège"],
    "St Nicolas": ["Saint-Nicolas"],
    "Gooik": ["Pajottegem"],
    "Borsbeek": ["Anvers"],
    "Laken": ["Bruxelles"],
    "Deurne": ["Anvers", "Diest"],
    "Wepion": ["Namur"],
    "gembloux": ["Gembloux"],
    "Ixelles 1050": ["Ixelles"],
    "B-1050": ["Ixelles"],
    "Ville de Namur": ["Namur"],
    "commune d'Ixelles": ["Ixelles"],
    "stad Gent": ["Gand"],
    "gemeente Lint": ["Lint"],
}


def test_a_municipality_is_found_by_name_in_either_language_code_or_former_name(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}fr/communes/")
    shown = page.locator("[data-find]:visible > a")
    for query, wanted in QUERIES.items():
        page.fill("#find-commune", "ville de")
        expect(page.locator(".find__count"), "no name has begun").to_contain_text("565")
        page.fill("#find-commune", query)
        expect(page.locator(".find__count"), query).to_contain_text("trouvée")
        assert set(wanted) <= set(shown.all_inner_texts()), query
        assert 0 < shown.count() < 10, query


def test_a_slip_finds_the_municipality(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}fr/communes/")
    shown = page.locator("[data-find]:visible > a")
    slips = {
        "Nmaur": "Namur",
        "Leige": "Liège",
        "Scharbeek": "Schaerbeek",
        "Bruxles": "Bruxelles",
        "Kesel-Lo": "Louvain",
        "Andene": "Andenne",
    }
    for typed, meant in slips.items():
        page.fill("#find-commune", typed)
        assert meant in shown.all_inner_texts(), typed
        assert shown.count() < 4, typed
    for typed in ("zzz", "9999", "Nmaru"):
        page.fill("#find-commune", typed)
        assert shown.count() == 0, typed


def test_a_name_that_no_municipality_has_is_said_to_have_been_taken_for_another(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}nl/gemeenten/")
    page.fill("#find-commune", "Veurnne")
    expect(page.locator("[data-find]:visible > a")).to_have_text(["Veurne"])
    expect(page.locator(".find__count")).to_contain_text("Geen gemeente heet “Veurnne”")
    page.press("#find-commune", "Enter")
    assert "#" not in page.url, "what was only nearly typed is not answered for"
    page.fill("#find-commune", "Veurne")
    page.press("#find-commune", "Enter")
    expect(page.locator("#found-name")).to_have_text("Veurne")


def test_the_list_says_by_which_of_its_parts_a_municipality_is_found(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}fr/communes/")
    page.fill("#find-commune", "deurne")
    expect(page.locator("[data-find]:visible")).to_contain_text(["Deurne en fait partie", "Deurne en fait partie"])
    page.fill("#find-commune", "Diest")
    expect(page.locator("[data-find]:visible")).not_to_contain_text("Deurne")


def test_the_first_screen_of_the_home_page_has_a_door_to_the_municipalities(
    site: Site, language: Language, base_url: str, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(base_url + site.page("index.md", language).address)
    box = page.locator(".home__band--first .home__actions a").last.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 844
    page.locator(".home__band--first .home__actions a").last.click()
    expect(page.locator("#find-commune")).to_be_visible()


def test_what_no_municipality_is_called_gives_a_calm_answer(page: Page, base_url: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{base_url}nl/gemeenten/")
    for query in ("<b>x</b>", "(", "\\", "𝄞", "x" * 80):
        page.fill("#find-commune", "zzz")
        expect(page.locator(".find__count"), query).to_contain_text("Geen gemeente gevonden")
        page.fill("#find-commune", query)
        expect(page.locator(".find__count"), query).not_to_be_empty()
        page.fill("#find-commune", "")
        expect(page.locator(".find__count"), query).to_contain_text("565")
        assert errors == [], query


def test_the_field_is_there_before_its_script_which_moves_nothing(page: Page, base_url: str) -> None:
    waiting: list[Route] = []
    page.route("**/js/communes.js", lambda route: waiting.append(route))
    page.goto(f"{base_url}fr/communes/", wait_until="commit")
    first = page.locator("[data-area] summary").first
    page.wait_for_function(
        "() => document.styleSheets.length && document.querySelector('footer') && document.fonts.status === 'loaded'"
    )
    page.fill("#find-commune", "namur")
    before = first.bounding_box()
    waiting[0].continue_()
    expect(page.locator(".find__count"), "what was typed before counts").to_contain_text("trouvée")
    page.fill("#find-commune", "")
    expect(page.locator(".find__count")).to_contain_text("565")
    after = first.bounding_box()
    assert before
    assert after
    assert (after["y"], after["x"]) == (before["y"], before["x"])


def test_without_script_all_municipalities_can_be_reached(page_without_script: Page, base_url: str) -> None:
    page_without_script.goto(f"{base_url}fr/communes/")
    expect(page_without_script.locator("#find-commune")).to_be_hidden()
    page_without_script.get_by_text("Région de Bruxelles-Capitale").click()
    page_without_script.get_by_role("link", name="Berchem-Sainte-Agathe").click()
    expect(page_without_script.locator("h1")).to_have_text("Les PLP à Berchem-Sainte-Agathe")


def test_the_answer_says_that_no_list_exists_and_leads_to_where_zones_are_found(
    page: Page, base_url: str, language: Language
) -> None:
    address, said, police, step = {
        Language.FR: ("fr/communes/", "de liste publique", "https://www.police.be/", "cherchez Namur pour"),
        Language.NL: ("nl/gemeenten/", "geen openbare lijst", "https://www.politie.be/", "zoek er Namen om"),
    }[language]
    page.goto(f"{base_url}{address}#nis-92094")
    answer = page.locator("#found")
    expect(answer.locator("[data-when=general]")).to_contain_text(said)
    lookup = answer.locator("li").filter(has=page.locator(f"a[href='{police}']"))
    expect(lookup).to_contain_text(step)
    name = police.split(".", 1)[1].removesuffix("/")
    expect(lookup.locator("a").first, "it is named for what it opens").to_have_text(
        re.compile(f"^(Open|Ouvrez) {re.escape(name)}$")
    )


def test_without_script_a_municipality_leads_to_whom_to_ask(page_without_script: Page, base_url: str) -> None:
    page_without_script.goto(f"{base_url}nl/gemeenten/")
    page_without_script.get_by_text("Provincie Namen").click()
    page_without_script.get_by_role("link", name="Namen", exact=True).click()
    answer = page_without_script.locator("#found")
    expect(answer).to_be_in_viewport()
    expect(answer).to_contain_text("en zoek er uw gemeente")


ANSWERS = {
    "namur": ("Namur", ["français. Les documents sont prêts en français"], ["facilités"]),
    "1082": (
        "Berchem-Sainte-Agathe",
        ["Bruxelles-Ouest (5340)", "prêts en français et en néerlandais"],
        ["savons pas", "et cherchez"],
    ),
    "sint genesius rode": ("Rhode-Saint-Genèse", ["facilités pour les francophones", "prêts en néerlandais"], []),
    "eupen": (
        "Eupen",
        [
            "allemand, avec des facilités pour les francophones",
            "prêts en français. Ils existent en français et en néerlandais, pas en allemand",
        ],
        [],
    ),
}
"""What is typed, the municipality that answers, what the answer says, and what it does not."""


def test_a_municipality_answers_in_place_with_whom_to_ask_steps_and_languages(page: Page, base_url: str) -> None:
    answer = page.locator("#found")
    page.goto(f"{base_url}fr/communes/")
    for query, (name, said, unsaid) in ANSWERS.items():
        page.fill("#find-commune", query)
        expect(page.locator(".find__count"), query).to_contain_text("Une commune trouvée")
        page.press("#find-commune", "Enter")
        expect(page.locator("#found-name"), query).to_have_text(name)
        expect(page.locator("#found-name"), query).to_be_focused()
        expect(page.locator("#found-name"), query).to_be_in_viewport()
        everywhere = ["son numéro est sur police.be. Le 101 sert seulement", "service de prévention de la commune"]
        for words in [*everywhere, *said]:
            expect(answer, query).to_contain_text(words, use_inner_text=True)
        for words in unsaid:
            expect(answer, query).not_to_contain_text(words, use_inner_text=True)
        assert answer.locator("ol > li > a:visible").count() == 3, query


def test_on_a_phone_the_field_goes_to_the_top_so_that_its_keyboard_covers_no_result(
    browser: Browser, base_url: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{base_url}fr/communes/")
    page.get_by_role("searchbox").tap()
    page.wait_for_function("() => document.querySelector('[data-communes]').getBoundingClientRect().top < 40")
    context.close()


def test_a_name_that_others_begin_with_answers_in_each_language(page: Page, base_url: str) -> None:
    """Lier is called Lierre in French; Lierde and Lierneux begin so too."""
    page.goto(f"{base_url}fr/communes/")
    for typed, name in (("Lier", "Lierre"), ("Lierre", "Lierre"), ("Tielt", "Tielt")):
        page.fill("#find-commune", typed)
        page.press("#find-commune", "Enter")
        expect(page.locator("#found-name"), typed).to_have_text(name)


def test_a_chosen_municipality_leads_to_its_page_and_to_papers_with_its_name(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}fr/communes/")
    page.fill("#find-commune", "berchem")
    page.locator("#nis-21003 > a").click()
    page.get_by_role("link", name="ce qui se fait dans cette commune").click()
    expect(page).to_have_url(f"{base_url}fr/communes/berchem-sainte-agathe/")
    page.go_back()
    expect(page.locator("#found-name")).to_have_text("Berchem-Sainte-Agathe")
    page.get_by_role("link", name="Ou remplir les documents").click()
    expect(page).to_have_url(re.compile("#commune-21003$"))


def test_the_way_back_from_a_municipality_leads_to_the_answer_for_all(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}fr/communes/")
    title, answer = page.locator("#found-name"), page.locator("#found")
    general = title.inner_text()
    page.fill("#find-commune", "Tielt")
    page.press("#find-commune", "Enter")
    expect(title).to_have_text("Tielt")
    page.go_back()
    expect(title).to_have_text(general)
    expect(answer).not_to_contain_text("Tielt")
    expect(answer).to_be_hidden()
    expect(answer.locator("[data-when=papers], [data-when=language]").locator("visible=true")).to_have_count(0)


def test_who_looks_for_another_municipality_no_longer_reads_about_the_one_before(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}fr/communes/")
    title, answer = page.locator("#found-name"), page.locator("#found")
    page.fill("#find-commune", "Tielt")
    page.press("#find-commune", "Enter")
    page.fill("#find-commune", "Tiel")
    expect(title).to_have_text("Tielt")
    page.fill("#find-commune", "Zzzbrugge")
    expect(page.locator(".find__count")).to_contain_text("Aucune commune trouvée")
    expect(answer).to_be_hidden()
    page.fill("#find-commune", "Tielt")
    page.press("#find-commune", "Enter")
    expect(title).to_have_text("Tielt")
    expect(title).to_be_in_viewport()


def test_the_address_of_a_municipality_opens_its_answer(page: Page, base_url: str) -> None:
    for fragment, name in (("#nis-92094", "Namen"), ("#nis-63023", "Eupen")):
        page.goto("about:blank")
        page.goto(f"{base_url}nl/gemeenten/{fragment}")
        expect(page.locator("#found-name")).to_have_text(name)
        expect(page.locator("#found-name")).to_be_focused()
        expect(page.locator("#found-name")).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(f"{base_url}nl/gemeenten/#nis-99999")
    expect(page.locator("#find-commune")).to_be_visible()
    expect(page.locator("#found")).to_be_hidden()


def test_a_chosen_municipality_prints_without_the_list_of_all(page: Page, base_url: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{base_url}nl/gemeenten/")
    expect(page.locator(".communes")).to_be_visible()
    page.goto(f"{base_url}nl/gemeenten/#nis-92094")
    expect(page.locator("#found")).to_be_visible()
    expect(page.locator(".communes")).to_be_hidden()


def test_the_answer_keeps_the_focus_where_the_page_is_drawn_late(
    page: Page, base_url: str, undrawn: AbstractContextManager[None]
) -> None:
    """When it first draws, a browser goes to the place that the address names, and takes the focus away."""
    with undrawn:
        page.goto(f"{base_url}nl/gemeenten/#nis-92094")
        page.evaluate("new Promise((resolve) => setTimeout(resolve))")  # what the page itself puts off is over
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    expect(page.locator("#found-name")).to_have_text("Namen")
    expect(page.locator("#found-name")).to_be_focused()


def test_who_types_while_the_page_loads_stays_in_the_field(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}nl/gemeenten/#nis-92094")
    expect(page.locator("#found-name")).to_be_focused()
    page.locator("[data-communes] input").focus()
    page.evaluate("document.dispatchEvent(new Event('readystatechange'))")
    page.evaluate("new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))")
    expect(page.locator("[data-communes] input")).to_be_focused()


def test_a_page_that_the_browser_kept_shows_the_municipality_chosen_since(
    page: Page, base_url: str, site: Site
) -> None:
    page.goto(base_url)
    page.evaluate("localStorage.setItem('guide.commune', '21003')")
    page.goto(f"{base_url}{site.page('understand/what.md', Language.FR).address}")
    expect(page.locator("[data-local]")).to_contain_text("cinq PLP")
    back = "dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
    page.evaluate(f"localStorage.clear(); {back}")
    expect(page.locator("[data-local]")).to_be_hidden()
    page.evaluate(f"localStorage.setItem('guide.commune', '21003'); {back}")
    expect(page.locator("[data-local]")).to_be_visible()


def test_a_chosen_municipality_shows_on_general_pages_in_both_languages(page: Page, base_url: str, site: Site) -> None:
    what = {language: site.page("understand/what.md", language).address for language in Language}
    page.goto(f"{base_url}fr/communes/berchem-sainte-agathe/")
    page.get_by_role("button", name="C’est ma commune").click()
    expect(page.locator(".local-choice [role=status]")).to_contain_text("Commune retenue")
    page.goto(f"{base_url}{what[Language.FR]}")
    note = page.locator("[data-local]")
    expect(note).to_contain_text("cinq PLP")
    page.goto(f"{base_url}{what[Language.NL]}")
    expect(page.locator("[data-local]")).to_contain_text("vijf BIN")
    page.locator("[data-local] a").click()
    expect(page).to_have_url(f"{base_url}nl/gemeenten/sint-agatha-berchem/#partnerships")
    page.get_by_role("button", name="Deze gemeente niet meer onthouden").click()
    page.goto(f"{base_url}{what[Language.NL]}")
    expect(page.locator("[data-local]")).to_be_hidden()


def test_a_municipality_that_is_forgotten_in_another_tab_is_not_shown_as_chosen(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}fr/communes/berchem-sainte-agathe/")
    page.get_by_role("button", name="C’est ma commune").click()
    for event in ("storage", "pageshow"):
        page.evaluate("localStorage.setItem('guide.commune', '21003'); dispatchEvent(new Event('storage'))")
        expect(page.locator(".local-choice [role=status]")).to_contain_text("Commune retenue")
        page.evaluate("event => { localStorage.clear(); dispatchEvent(new Event(event)); }", event)
        expect(page.get_by_role("button", name="C’est ma commune"), event).to_be_visible()


def test_a_practice_that_the_page_says_already_is_not_said_twice(page: Page, base_url: str, site: Site) -> None:
    page.goto(base_url)
    page.evaluate("localStorage.setItem('guide.commune', '21003')")
    page.goto(f"{base_url}{site.page('understand/cost.md', Language.FR).address}")
    expect(page.locator("[data-of='21003']")).to_be_visible()
    expect(page.locator("[data-local]")).to_be_hidden()


def test_what_someone_writes_into_the_storage_does_no_harm(page: Page, base_url: str, site: Site) -> None:
    errors: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base_url)
    for stored in ("99999", "../../x", "", "{}", "21003/../../secret"):
        page.evaluate("text => localStorage.setItem('guide.commune', text)", stored)
        page.goto(f"{base_url}{site.page('understand/members.md', Language.FR).address}", wait_until="networkidle")
        expect(page.locator("[data-local]"), stored).to_be_hidden()
        assert errors == [], stored
        assert not [url for url in asked if "secret" in url or "/x.json" in url], stored


def test_the_builder_opens_with_the_municipality_and_its_languages(page: Page, base_url: str, site: Site) -> None:
    builder = site.page("documents/builder.md", Language.FR).address
    page.goto(f"{base_url}{builder}#commune-21003")
    expect(page.locator("#q-municipality-nl")).to_have_value("Sint-Agatha-Berchem")
    expect(page.locator("#q-police-zone-fr")).to_have_value("Bruxelles-Ouest (5340)")
    expect(page.locator("[name=edition][value=fr-nl]")).to_be_checked()


def test_an_address_that_names_no_municipality_opens_an_empty_builder(page: Page, base_url: str, site: Site) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for fragment in ("commune-99999", "commune-", "commune-__proto__", "commune-<b>"):
        page.goto("about:blank")
        page.goto(f"{base_url}{site.page('documents/builder.md', Language.NL).address}#{fragment}")
        expect(page.locator("[data-started]"), fragment).to_be_attached()
        expect(page.locator("#q-municipality-nl"), fragment).to_have_value("")
        assert errors == [], fragment
