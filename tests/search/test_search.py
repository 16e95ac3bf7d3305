"""Readers find the right page with their own words, first or among the first three, and it costs them little."""

from __future__ import annotations

import functools
import gzip
import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml.html import tostring
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route, expect

from macros.checks.site import checked_site
from macros.content.page_files import PageContent
from macros.content.site import ROOT, Site
from macros.model.folding import folded
from macros.model.language import Language
from macros.model.records import SearchList, SearchLists
from macros.model.typography import typeset, typeset_prose
from macros.papers.downloads import Pack
from macros.search.entries import search_entries
from macros.search.entry import SearchEntry
from macros.search.index import index_files
from macros.search.words import _FILLERS, _QUESTION_WORDS, WordRules, stem, words
from tests.building import BuiltSite

FIRST, WITHIN_THREE = 0.965, 1.0
UNSEEN_FOUND, UNSEEN_REFUSED = 0.8, 0.7
"""How much of what people ask who saw nothing of the search: found within three, and refused where nothing answers."""
SLIP_FOUND = 0.82
"""How many of all slips in a word must find it: some make another word, or one that is as near to another."""
LIGHT = 25_200
"""Bytes, compressed, of scripts and index until the first answer."""
CATCHING = {
    Language.FR: (
        ("arrêter", "attraper", "retenir", "bloquer", "poursuivre", "suivre", "courir après", "maîtriser", "enfermer"),
        ("un voleur", "un cambrioleur", "le suspect", "des intrus"),
        ("{} {} soi-même", "puis-je {} {} moi-même ?", "{} {}", "je peux {} {} jusqu'à l'arrivée de la police ?"),
    ),
    Language.NL: (
        (
            "tegenhouden",
            "vatten",
            "vasthouden",
            "achtervolgen",
            "volgen",
            "achternalopen",
            "overmeesteren",
            "opsluiten",
        ),
        ("een dief", "een inbreker", "de verdachte", "indringers"),
        ("zelf {1} {0}", "mag ik {1} zelf {0}?", "{1} {0}", "mag ik {1} {0} tot de politie komt?"),
    ),
}
"""Ways to ask about stopping somebody oneself: what one does, to whom, and the sentences of both."""
INCIDENTS = {
    Language.FR: (
        "on cambriole chez le voisin",
        "mon mari me frappe",
        "il a un couteau",
        "au secours",
        "vitre cassée bruit",
    ),
    Language.NL: (
        "inbraak bij de buren wa nu",
        "mijn echtgenoot slaat mij",
        "er staat iemand met een mes",
        "help brand",
    ),
}
"""What somebody types who should call instead."""
PAPERS = {
    Language.FR: ("charte", "règlement en Word", "qui paie"),
    Language.NL: ("charter", "reglement in Word", "wie betaalt"),
}
HOSTILE = (
    "",
    "   ",
    "x" * 5000,
    "<b>",
    "<script>alert(1)</script>",
    "(((",
    "[a-z]+",
    "\\",
    ".*",
    "🙂",
    "𝔛𝔮𝔷𝔴𝔛𝔮𝔷",
    "%00",
    "'",
    "=",
)


OTHER_MATTERS = {
    Language.FR: (
        "renouveler ma carte d'identité",
        "mon assurance auto rembourse-t-elle",
        "à quelle heure ferme la maison communale",
        "chat perdu",
        "notre chien s'est enfui",
        "chien dangereux",
        "j'ai trouvé un chat",
        "quand sortir les poubelles",
        "devenir inspecteur",
        "prime pour une alarme",
        "déclaration de vol de vélo",
        "mot de passe oublié",
        "changement de domicile",
    ),
    Language.NL: (
        "hoe laat sluit het gemeentehuis",
        "wanneer gaat het gemeentehuis open",
        "hoe word ik agent",
        "politieagent worden",
        "premie alarm",
        "gevaarlijke hond",
        "be-alert wachtwoord vergeten",
    ),
}
"""Matters of other services, in several words: each rule that knows one has an example."""
OUR_MATTERS = {
    Language.FR: {
        "règles de notre chat": "regles-groupe/",
        "quitter notre chat": "questions/#use-whatsapp",
        "mon chat de quartier est plein de messages inutiles": "regles-groupe/",
        "quand ferme un plp": "questions/#ending",
        "devenir policier de référence": "police/",
        "assurance du coordinateur": "questions/#who-pays",
        "mon voisin fait du bruit": "exemples-signaler/#suspicious",
    },
    Language.NL: {
        "wanneer gaat de bin van start": "vragen/#can-we-start",
        "wanneer sluit ik me aan": "lid-worden/#join",
        "geluidsoverlast buren": "voorbeelden-melden/#suspicious",
        "hoe laat gaat de vergadering door": "stap-2/",
        "moet een agent worden gebeld": "voorbeelden-melden/#suspicious",
        "berichten uit de groep doorsturen": "regels-chatgroep/",
        "foto's uit de groep delen": "vragen/#photos",
        "hoe geraak ik uit de groep": "vragen/#leave",
        "een lid uit de groep zetten": "vragen/#member-sanctions",
    },
}
"""What the guide answers in nearly the same words, and where."""


@dataclass(frozen=True)
class Query:
    """What a reader types, and the addresses that answer it, below the root of the language."""

    text: str
    finds: tuple[str, ...]

    def found_at(self, addresses: list[str]) -> int | None:
        """The place of the first good answer; one without an anchor accepts every anchor of its page."""
        for place, address in enumerate(addresses):
            page = address.split("#")[0]
            if address in self.finds or page in self.finds:
                return place
        return None


def queries(language: Language) -> list[Query]:
    listed = yaml.safe_load((ROOT / "tests" / "search" / f"queries.{language}.yml").read_text("utf-8"))
    return [Query(each["query"], tuple(each["finds"])) for each in listed]


def rules_of(site: Site, language: Language) -> WordRules:
    return WordRules(language, site.catalogue.search_lists)


@dataclass(frozen=True)
class SearchPage:
    """The search page of a language, as a reader uses it."""

    page: Page
    root: str
    """The address of the language."""

    def ask(self, text: str) -> list[str]:
        """The addresses of the results, below the root of the language; the home page is `./`."""
        self.page.fill("#query", text)
        self.page.press("#query", "Enter")
        return self.results()

    def results(self) -> list[str]:
        self.page.locator(".search__results[aria-busy=false]").wait_for(state="attached")
        links = self.page.locator(".search__results > li > a:first-child")
        hrefs: list[str] = links.evaluate_all("links => links.map(link => link.href)")
        return [href.removeprefix(self.root) or "./" for href in hrefs]


@pytest.fixture
def search_page(site: Site, base_url: str, page: Page, language: Language) -> SearchPage:
    page.goto(base_url + site.page("search.md", language).address)
    return SearchPage(page, f"{base_url}{language}/")


# ---- what is found


def test_the_sets_are_large_enough_and_lead_to_what_exists(language: Language, built: BuiltSite) -> None:
    asked = queries(language)
    assert len(asked) >= 120
    assert len({query.text for query in asked}) == len(asked)
    for query in asked:
        for address in query.finds:
            page, _, anchor = address.partition("#")
            ids = built.pages[f"{language}/{page.removeprefix('./')}"].ids
            assert not anchor or anchor in ids, f"{query.text}: {address}"


def test_every_word_written_for_a_section_leads_to_it_within_three(
    site: Site, base_url: str, finder: Page, language: Language
) -> None:
    pages = [each for each in site.pages.values() if each.language is language]
    written = [
        (
            word,
            f"{each.address.removeprefix(f'{language}/')}#{anchor}",
            each.address.removeprefix(f"{language}/") or "./",
        )
        for each in pages
        for anchor, listed in each.front_matter.section_words.items()
        for word in listed
    ]
    assert len(written) > 300
    found = found_by([word for word, _, _ in written], base_url, finder, language)
    missed = [
        (word, section, addresses)
        for (word, section, whole), addresses in zip(written, found, strict=True)
        if section not in addresses and whole not in addresses
    ]
    assert missed == []


FOUND_BY = """async ([address, texts, most, another]) => {
  const scripts = document.querySelector("[src$='js/page.js']").src;
  const { find, openIndex } = await import(new URL(`search/find.js${another}`, scripts));
  const index = await openIndex(address);
  return Promise.all(texts.map(async (text) => {
    const { numbers, parts } = await find(index, text);
    return Promise.all(numbers.slice(0, most).map(async (number) => {
      await Promise.all(parts.get(number).map(index.shown));
      return (await index.shown(number)).address || "./";
    }));
  }));
}"""
"""Any query after the address makes `another` script of it, which has loaded nothing."""


@pytest.fixture(scope="module")
def finder(browser: Browser, site: Site, base_url: str) -> Iterator[Page]:
    """One page with the scripts of the search, for what only computes; they find in either language."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(base_url + site.page("search.md", Language.FR).address)
    yield page
    context.close()


def found_by(texts: list[str], base_url: str, finder: Page, language: Language, most: int = 3) -> list[list[str]]:
    """The first addresses for each text, without the page around the search."""
    found: list[list[str]] = finder.evaluate(FOUND_BY, [f"{base_url}{language}/search/start.json", texts, most, ""])
    return found


def test_every_page_question_paper_and_term_is_asked_for(language: Language, site: Site) -> None:
    answers = {answer.removeprefix("./") for query in queries(language) for answer in query.finds}
    searched = [page for (in_language, _), page in site.pages.items() if in_language is language]
    searched = [page for page in searched if not (page.front_matter.search and page.front_matter.search.exclude)]
    addresses = {page.address.removeprefix(f"{language}/") for page in searched}
    missing = addresses - {answer.partition("#")[0] for answer in answers}
    for path, records in (("questions.md", site.catalogue.questions), ("glossary.md", site.catalogue.terms)):
        address = site.page(path, language).address.removeprefix(f"{language}/")
        missing |= {f"{address}#{id_}" for id_ in records} - answers
    assert not missing, (
        f"Nothing in tests/search/queries.{language}.yml is asked of these. Add for each what a reader would type, as "
        f'`- query: "…"` with `finds: [its address]` below: {", ".join(sorted(missing))}'
    )


def test_the_right_page_comes_first_and_always_within_three(base_url: str, finder: Page, language: Language) -> None:
    asked = queries(language)
    found = found_by([query.text for query in asked], base_url, finder, language)
    places = {query.text: query.found_at(addresses) for query, addresses in zip(asked, found, strict=True)}
    not_first = {text: place for text, place in places.items() if place != 0}
    beyond = {text: place for text, place in not_first.items() if place is None}
    assert len(not_first) <= (1 - FIRST) * len(asked), not_first
    assert len(beyond) <= (1 - WITHIN_THREE) * len(asked), beyond


@dataclass(frozen=True)
class Unseen:
    """What people typed who had seen nothing of the search: what the guide answers, and what it does not."""

    answerable: list[Query]
    unanswerable: list[str]


def unseen(language: Language, name: str = "unseen") -> Unseen:
    listed = yaml.safe_load((ROOT / "tests" / "search" / f"{name}.{language}.yml").read_text("utf-8"))
    asked = [Query(each["query"], tuple(each["finds"])) for each in listed["answerable"]]
    return Unseen(asked, [each["query"] for each in listed["unanswerable"]])


SETS = ("unseen", "whole")
"""Queries of people who had seen nothing of the search, and whole questions as they are typed on a telephone."""


@pytest.mark.parametrize("name", SETS)
def test_the_unseen_lead_to_what_exists(name: str, language: Language, built: BuiltSite) -> None:
    for query in unseen(language, name).answerable:
        for address in query.finds:
            page, _, anchor = address.partition("#")
            assert not anchor or anchor in built.pages[f"{language}/{page}"].ids, f"{query.text}: {address}"


@pytest.mark.parametrize("name", SETS)
def test_what_others_ask_is_found_and_what_the_guide_does_not_answer_is_refused(
    name: str, base_url: str, finder: Page, language: Language
) -> None:
    asked = unseen(language, name)
    found = found_by([each.text for each in asked.answerable], base_url, finder, language)
    missed = [
        query.text
        for query, addresses in zip(asked.answerable, found, strict=True)
        if query.finds and query.found_at(addresses) is None
    ]
    assert len(missed) <= (1 - UNSEEN_FOUND) * len(found), missed
    refused = found_by(asked.unanswerable, base_url, finder, language)
    answered = [text for text, addresses in zip(asked.unanswerable, refused, strict=True) if addresses]
    assert len(answered) <= (1 - UNSEEN_REFUSED) * len(refused), answered


ORDINARY_SENTENCE = {
    Language.FR: "bonjour, il y a un gars qui essaie, est-ce que je peux {} ?",
    Language.NL: "er is hier een man die probeert, mag dat zomaar {}?",
}
KEPT_IN_SENTENCES = 0.97


def test_ordinary_words_around_an_everyday_one_do_not_take_its_answer_away(
    site: Site, base_url: str, finder: Page, language: Language
) -> None:
    everyday = [
        word
        for question in site.catalogue.questions.values()
        if question.search_words
        for word in question.search_words[language]
    ]
    alone = found_by(everyday, base_url, finder, language)
    sentences = [ORDINARY_SENTENCE[language].format(word) for word in everyday]
    whole = found_by(sentences, base_url, finder, language)
    lost = [word for word, one, other in zip(everyday, alone, whole, strict=True) if one and not other]
    assert len(everyday) > 500
    assert len(lost) <= (1 - KEPT_IN_SENTENCES) * len(everyday), lost


def test_what_may_be_urgent_is_said_first_where_nothing_is_found(search_page: SearchPage) -> None:
    assert search_page.ask("zzzzqqq") == []
    first = search_page.page.locator(".search__nothing > p:visible").first
    assert "101" in first.inner_text().split(".")[0]


def test_what_may_be_happening_now_is_answered_with_whom_to_call(search_page: SearchPage, language: Language) -> None:
    """Before all results, for the eye and for who listens."""
    line = search_page.page.locator(".search__urgent")
    for text in INCIDENTS[language]:
        search_page.ask(text)
        expect(line.locator("a:visible")).to_have_count(2)
        expect(search_page.page.locator(".search [role=status]")).to_contain_text("101")
    for text in PAPERS[language]:
        search_page.ask(text)
        expect(line).to_be_hidden()


def test_what_others_answer_names_nothing_of_the_guide(site: Site, language: Language) -> None:
    contents = [
        PageContent(page, f"<h1>{page.front_matter.title}</h1>", "")
        for page in site.pages.values()
        if page.language is language
    ]
    found = [each for each in search_entries(site, language, contents, None) if not each.whole]
    typed = {
        word for each in found for text in (each.title, *each.names, *each.words) for word in words(text, language)
    }
    elsewhere = set(rules_of(site, language).elsewhere)
    assert len(elsewhere) > 100
    assert typed & elsewhere == set()


def test_a_matter_of_other_services_is_known_by_its_words_together(site: Site, language: Language) -> None:
    rules = rules_of(site, language)
    elsewhere = set(rules.elsewhere)
    for text in OTHER_MATTERS[language]:
        assert elsewhere & set(words(text, language)), text
    patterns = [pattern for pattern, stands_for in rules.as_data()["splitting"] if elsewhere & set(stands_for.split())]
    texts = [folded(text) for text in OTHER_MATTERS[language]]
    assert [each for each in patterns if not any(re.search(each, text) for text in texts)] == []


def test_a_matter_of_the_guide_in_nearly_the_same_words_is_found(
    base_url: str, finder: Page, language: Language
) -> None:
    """And is no matter of other services, nor, where it comes from a group, one of leaving it."""
    asked = OUR_MATTERS[language]
    found = found_by(list(asked), base_url, finder, language)
    assert {
        text: addresses
        for (text, answer), addresses in zip(asked.items(), found, strict=True)
        if answer not in addresses
    } == {}


def test_a_word_of_what_others_answer_is_not_taken_for_one_of_the_guide(
    site: Site, base_url: str, finder: Page, language: Language
) -> None:
    asked = list(rules_of(site, language).elsewhere)
    found = found_by(asked, base_url, finder, language)
    assert {text: addresses for text, addresses in zip(asked, found, strict=True) if addresses} == {}


def test_the_page_shows_what_is_found_in_its_order(
    search_page: SearchPage, base_url: str, finder: Page, language: Language
) -> None:
    asked = [query.text for query in queries(language)[::30]]
    shown = [search_page.ask(text)[:10] for text in asked]
    assert shown == found_by(asked, base_url, finder, language, most=10)


def test_a_word_that_an_editor_adds_is_found(guide_copy: Path, language: Language, pack: Pack) -> None:
    terms = guide_copy / "data" / "terms.yml"
    text = terms.read_text("utf-8")
    record = re.search(r"(?<=- id: coordinator\n).*?(?=\n- id: |\Z)", text, re.DOTALL)
    assert record
    bare = re.sub(r"\n  search_words:\n    fr: .*?\]\n    nl: .*?\]", "", record[0], flags=re.DOTALL)
    added = bare.rstrip() + "\n  search_words:\n    fr: [wijkkapitein]\n    nl: [wijkkapitein]\n"
    terms.write_text(text.replace(record[0], added), "utf-8")
    site = checked_site(guide_copy)
    contents = [PageContent(site.page("glossary.md", language), "<h1>A</h1>", "")]
    found = search_entries(site, language, contents, pack)
    place = next(number for number, each in enumerate(found) if each.address.endswith("#coordinator"))
    word = "wijkkapiteins" if language is Language.NL else "wijkkapitein"
    assert place in numbers_of(index_files(found, rules_of(site, language), []), word, language)


@pytest.mark.parametrize(("word", "shown"), [("mot ", f"{'mot ' * 41}mot …"), ("x", f"{'x' * 170} …")])
def test_a_result_shows_whole_words_or_the_beginning_of_a_long_one(
    word: str, shown: str, site: Site, language: Language
) -> None:
    page = PageContent(site.page("understand/cost.md", language), f"<h1>A</h1><p>{word * 180} end</p>", "")
    (found,) = search_entries(site, language, [page], None)
    assert found.text == shown


def test_each_text_of_a_page_is_read_once_however_blocks_stand_in_one_another(site: Site, language: Language) -> None:
    html = (
        "<h1>A</h1><ul><li>one <b>two</b><ul><li>three</li></ul>four</li></ul><div>five<p>six</p><!-- no --></div>"
        "<table><caption>seven</caption><tr><td>eight<p>nine</p></td></tr></table>"
        "<details><summary>ten</summary><p>eleven</p></details><p><label>no</label> <button>no</button></p>"
    )
    (found,) = search_entries(site, language, [PageContent(site.page("understand/cost.md", language), html, "")], None)
    assert sorted(found.body.split()) == sorted(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
    )


def test_what_the_form_says_of_ones_answers_is_not_searched(site: Site, built: BuiltSite, language: Language) -> None:
    page = site.page("documents/builder.md", language)
    html = built.pages[page.address].tree.find(".//article")
    (found, *_) = search_entries(site, language, [PageContent(page, tostring(html, encoding="unicode"), "")], None)
    labels = site.catalogue.labels
    for name in ("missing-help", "error-title", "preview-of", "print"):
        assert typeset_prose(labels[f"builder-{name}"][language], language) not in found.body, name


def numbers_of(files: dict[str, str], word: str, language: Language) -> list[int]:
    """The results of a word in the index."""
    shelves: Iterator[dict[str, list[Any]]] = (json.loads(text) for name, text in files.items() if "/w" in name)
    entry = next(shelf[stem(word, language)] for shelf in shelves if stem(word, language) in shelf)
    distances = entry[1::2]
    return [sum(distances[: at + 1]) for at in range(len(distances))]


def test_a_word_and_the_phrases_that_begin_with_it_stand_in_one_file_if_they_fit(site: Site) -> None:
    """A query asks for them together."""
    firsts = [f"{letter}{second}ntwoord" for letter in "bdfghklmprstvw" for second in "aeiou"]
    titles = [f"{first} {last}" for first in firsts for last in ("zolder", "zuster", "zwager", "zilver")]
    files = index_files(
        [SearchEntry(f"{at}/", title, "") for at, title in enumerate(titles)], rules_of(site, Language.NL), []
    )
    shelves: list[dict[str, Any]] = [json.loads(text) for name, text in files.items() if "/w" in name]
    assert len(shelves) > 5
    for first in firsts:
        holding = [shelf for shelf in shelves if any(term.startswith(f"{first} ") or term == first for term in shelf)]
        assert len(holding) == 1, first


def test_a_word_is_not_found_where_pieces_of_it_stand_since_a_compound_holds_it(site: Site) -> None:
    """The text of a welcome has parts; "welkom" has none, though "wel" and "kom" are words."""
    titles = ("Welkomsttekst", "Welkom", "Kom wel", "Tekst")
    files = index_files([SearchEntry(f"{title}/", title, "") for title in titles], rules_of(site, Language.NL), [])
    assert numbers_of(files, "welkom", Language.NL) == [1]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        ("hoe schrijf ik me in voor de BIN", "hoe me inschrijven voor de BIN"),
        ("waar meld ik me aan", "waar me aanmelden"),
        ("sluit ik me hier aan bij de groep", "me hier aansluiten bij de groep"),
        ("om mee te doen met de buren", "om meedoen met de buren"),
        ("vul het formulier in", "het formulier invullen"),
        ("zeg je lidmaatschap op", "je lidmaatschap opzeggen"),
    ],
)
def test_a_dutch_verb_in_two_pieces_finds_what_it_finds_in_one(
    pieces: str, whole: str, base_url: str, finder: Page
) -> None:
    first, second = found_by([pieces, whole], base_url, finder, Language.NL)
    assert first == second


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (Language.FR, "commune", "communiqué"),
        (Language.FR, "règlement", "réglementation"),
        (Language.FR, "partir", "partage"),
        (Language.FR, "place", "plaque"),
        (Language.FR, "quitter", "citer"),
        (Language.FR, "avant", "avantages"),
        (Language.FR, "politique", "politie"),
        (Language.FR, "circuler", "circulaire"),
        (Language.NL, "bellen", "beelden"),
        (Language.NL, "teken", "teksten"),
        (Language.NL, "bestaan", "bestand"),
        (Language.NL, "over", "overheid"),
    ],
)
def test_words_that_only_look_alike_stay_apart(language: Language, one: str, other: str) -> None:
    assert stem(folded(one), language) != stem(folded(other), language)


ONE_SLIP = {
    "exchanged": "word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)",
    "dropped": "word.slice(0, at) + word.slice(at + 1)",
    "replaced": "word.slice(0, at) + 'x' + word.slice(at + 1)",
    "added": "word.slice(0, at) + 'x' + word.slice(at)",
}


@pytest.mark.parametrize("slip", ONE_SLIP)
def test_a_word_with_one_slip_finds_what_was_meant(
    slip: str, site: Site, base_url: str, page: Page, language: Language
) -> None:
    titles = [page.front_matter.title for page in site.pages.values() if page.language is language]
    titles += [term.name[language] for term in site.catalogue.terms.values()]
    meant = sorted({word for title in titles for word in words(title, language) if len(word) > 5 and word.isalpha()})[
        ::4
    ]
    page.goto(base_url + site.page("search.md", language).address)
    found: list[list[str | bool]] = page.evaluate(
        f"""async ([address, meant]) => {{
            const scripts = document.querySelector("[src$='js/page.js']").src;
            const {{ find, openIndex }} = await import(new URL("search/find.js", scripts));
            const index = await openIndex(address);
            const slips = meant.flatMap((word) => Array.from({{ length: word.length - 2 }}, (_, before) => {{
                const at = before + 1;
                return [word, {ONE_SLIP[slip]}];
            }}));
            return Promise.all(slips.map(async ([word, typed]) => {{
                const {{ terms, slips }} = await find(index, typed);
                return [typed, slips.get(typed) === index.stem(word) || terms.size > 0];
            }}));
        }}""",
        [f"{base_url}{language}/search/start.json", meant],
    )
    missed = [typed for typed, is_found in found if not is_found]
    assert len(found) > 150
    assert len(missed) <= (1 - SLIP_FOUND) * len(found), missed


@pytest.mark.parametrize(
    ("text", "ending"), [("charte word", ".docx"), ("règlement pdf", ".pdf"), ("enquête odt", ".odt")]
)
def test_a_paper_is_found_with_the_file_of_the_format_asked_for(
    text: str, ending: str, site: Site, base_url: str, page: Page
) -> None:
    page.goto(base_url + site.page("search.md", Language.FR).address)
    search = SearchPage(page, f"{base_url}fr/")
    search.ask(text)
    files = page.locator(".search__results > li:first-child .search__files a")
    assert [str(file.get_attribute("href"))[-len(ending) :] for file in files.all()] == [ending]
    with page.expect_download() as download:
        files.first.click()
    assert download.value.suggested_filename.endswith(ending)


def test_a_question_shows_its_short_answer(search_page: SearchPage, site: Site, language: Language) -> None:
    question = site.catalogue.questions["how-long"]
    search_page.ask(question.question[language])
    first = search_page.page.locator(".search__results > li.search__answer:first-child")
    assert question.answer[0][language][:60].replace("'", "’") in first.inner_text().replace("\u202f", " ")


def test_what_the_other_language_finds_is_offered_when_this_one_finds_nothing(
    search_page: SearchPage, site: Site, language: Language
) -> None:
    words_of_the_other = {Language.FR: "huishouden", Language.NL: "immatriculation"}
    page, text = search_page.page, words_of_the_other[language]
    if search_page.ask(text):
        pytest.fail(f"{text} is found: choose a word that is in the other language only")
    expect(page.locator(".search__offer")).to_be_visible()
    expect(page.locator(".search__nothing")).to_be_visible()
    page.locator(".search__offer a").click()
    page.locator(".search__results > li").first.wait_for()
    assert f"/{language.other}/" in page.url
    expect(page.locator("#query")).to_have_value(text)


# ---- how it behaves


def test_strange_input_finds_nothing_and_breaks_nothing(search_page: SearchPage, language: Language) -> None:
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "blocked by Playwright" not in message.text:  # the worker, which the page starts by itself later
            complaints.append(message.text)

    search_page.page.on("console", note)
    search_page.page.on("pageerror", lambda error: complaints.append(str(error)))
    for text in HOSTILE:
        assert search_page.ask("charte" if language is Language.FR else "charter")
        assert search_page.ask(text) == [], text
        assert complaints == [], text


def test_letters_of_another_form_find_what_plain_ones_find(search_page: SearchPage) -> None:
    plain = search_page.ask("charte")
    assert plain
    assert search_page.ask("𝕮𝔥𝔞𝔯𝔱𝔢") == plain


def test_results_come_while_the_reader_types_and_the_address_keeps_the_query(
    search_page: SearchPage, site: Site, language: Language
) -> None:
    page = search_page.page
    page.locator("#query").press_sequentially("coordinat", delay=20)
    page.locator(".search__results > li").first.wait_for()
    expect(page.locator(".search__count")).to_contain_text(re.compile(r"\d"))
    page.wait_for_url("**#q=coordinat")
    page.reload()
    expect(page.locator("#query")).to_have_value("coordinat")
    assert search_page.results()


def test_no_server_is_told_what_is_searched_for(
    search_page: SearchPage, base_url: str, site: Site, language: Language, page_without_script: Page
) -> None:
    text = {Language.FR: "huishouden", Language.NL: "immatriculation"}[language]
    told: list[str] = []
    for page in (search_page.page, page_without_script):
        page.on("request", lambda request: told.append(request.url.split("#")[0]))
    search_page.ask(text)
    search_page.page.reload()
    search_page.results()
    search_page.page.locator(".search__offer a").click()
    search_page.page.locator(".search__results > li").first.wait_for()
    page_without_script.goto(base_url + site.page("search.md", language).address)
    expect(page_without_script.locator("#query"), "a field that nothing answers").to_be_hidden()
    assert told
    assert [address for address in told if text in address] == []


def test_an_address_written_by_hand_is_searched_for(search_page: SearchPage, language: Language) -> None:
    word = {Language.FR: "charte", Language.NL: "charter"}[language]
    search_page.page.evaluate("word => location.hash = `q=${word}`", word)
    expect(search_page.page.locator("#query")).to_have_value(word)
    search_page.page.locator(".search__results > li").first.wait_for()


def test_words_found_by_their_stem_are_marked(search_page: SearchPage) -> None:
    search_page.ask("patrouilles")
    assert re.match("(?i)patrouill", search_page.page.locator(".search__results mark").first.inner_text())
    expect(search_page.page.locator(".search__slips")).to_be_hidden()


def test_a_word_taken_for_another_is_named_and_marks_nothing(search_page: SearchPage) -> None:
    assert search_page.ask("patruoille")
    expect(search_page.page.locator(".search__results mark")).to_have_count(0)
    expect(search_page.page.locator(".search__slips")).to_contain_text("patruoille")
    expect(search_page.page.locator(".search__slips")).to_contain_text("patrouill")


@pytest.mark.parametrize("text", ["inbraak", "messagerie", "voisns", "burgemeestr"])
def test_only_a_word_that_a_result_shows_is_named_as_meant(
    text: str, search_page: SearchPage, language: Language
) -> None:
    """Never the stem by which the index knows it."""
    assert search_page.ask(text)
    said = search_page.page.locator(".search__slips").inner_text()
    shown = search_page.page.locator(".search__results").inner_text().lower()
    named = {*re.findall(r"[«“]\s*(.+?)\s*[»”]", said)} - {text}
    assert bool(named) == (text == {Language.FR: "voisns", Language.NL: "burgemeestr"}[language]), said
    assert all(word in shown for word in named), said


def test_a_word_that_ends_what_a_result_says_is_named_as_meant(search_page: SearchPage, language: Language) -> None:
    """What follows is another text, and no part of the word."""
    typed, meant = {Language.FR: ("adjiont", "adjoint"), Language.NL: ("afbkaenen", "afbakenen")}[language]
    assert search_page.ask(typed)
    expect(search_page.page.locator(".search__slips")).to_contain_text(meant)


def test_a_slip_finds_no_more_by_name_than_the_word_itself(base_url: str, finder: Page) -> None:
    """What so many are called names none of them."""
    right, slip = found_by(["conseils", "consiels"], base_url, finder, Language.FR, most=99)
    assert right
    assert len(slip) <= len(right)


def ask_for_many(search_page: SearchPage, language: Language) -> None:
    """With an index in which all that a word finds is as good: in the guide's own, few words show so many."""

    def levelled(route: Route) -> None:
        response = route.fetch()
        shelf: dict[str, list[int]] = response.json()
        for entry in shelf.values():
            entry[2::2] = [80 for _ in entry[2::2]]
        route.fulfill(response=response, json=shelf)

    search_page.page.route(re.compile(r"/search/\w+/w\d+\.json"), levelled)
    assert len(search_page.ask("police" if language is Language.FR else "politie")) == 20


def test_the_next_results_take_the_focus(search_page: SearchPage, language: Language) -> None:
    ask_for_many(search_page, language)
    search_page.page.locator(".search__more").click()
    expect(search_page.page.locator(".search__results > li:nth-child(21) > a")).to_be_focused()


def test_next_results_that_do_not_come_are_missed_aloud(
    search_page: SearchPage, site: Site, language: Language
) -> None:
    page = search_page.page
    ask_for_many(search_page, language)
    page.route(re.compile(r"/search/\w+/r\d+\.json"), lambda route: route.abort())
    page.locator(".search__more").click()
    failed = typeset(site.catalogue.labels["search-failed"][language], language)
    expect(page.locator(".search__count")).to_have_text(failed)
    assert len(search_page.results()) == 20


def test_nothing_found_is_shown_where_the_other_language_cannot_be_searched(
    search_page: SearchPage, language: Language
) -> None:
    page = search_page.page
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(f"**/{language.other}/search/**", lambda route: route.abort())
    assert search_page.ask("zzzzqqq") == []
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    expect(page.locator(".search__nothing")).to_be_visible()
    assert errors == []


def test_each_query_without_an_answer_is_told(search_page: SearchPage) -> None:
    told = search_page.page.locator("form.search [role=status]")
    for text in ("zzzzqqq", "qqqqzzz"):
        search_page.ask(text)
        expect(told.first).to_contain_text(text)


@pytest.mark.parametrize("then", ["pressed again", "asked something else"])
def test_next_results_that_come_late_come_once_and_not_among_others(
    then: str, search_page: SearchPage, language: Language
) -> None:
    page, texts = search_page.page, re.compile(r"/search/\w+/r\d+\.json")
    other = search_page.ask("patrouille")
    ask_for_many(search_page, language)
    held: list[Route] = []
    page.route(texts, lambda route: held.append(route))
    page.locator(".search__more").click()
    page.wait_for_timeout(300)
    assert held
    if then == "pressed again":
        page.locator(".search__more").click()
    else:
        assert search_page.ask("patrouille") == other
    for route in held:
        route.continue_()
    page.unroute(texts)
    page.wait_for_timeout(1000)
    links = search_page.results()
    assert links == other if then != "pressed again" else len(set(links)) == len(links) > 20


def test_results_come_where_the_browser_keeps_no_more_addresses(search_page: SearchPage, language: Language) -> None:
    """Safari takes a hundred in half a minute."""
    search_page.page.evaluate(
        "() => { history.replaceState = () => { throw new DOMException('', 'SecurityError'); }; }"
    )
    search_page.page.fill("#query", "charte" if language is Language.FR else "charter")
    search_page.page.locator(".search__results > li").first.wait_for()


def test_the_field_has_the_focus_when_the_page_opens_and_after_a_search(
    search_page: SearchPage, language: Language
) -> None:
    expect(search_page.page.locator("#query")).to_be_focused()
    search_page.page.fill("#query", "charte" if language is Language.FR else "charter")
    search_page.page.locator(".search button[type=submit]").click()
    search_page.page.locator(".search__results > li").first.wait_for()
    expect(search_page.page.locator("#query")).to_be_focused()


def test_who_would_stop_somebody_is_answered_with_no(
    site: Site, base_url: str, page: Page, finder: Page, language: Language, search_page: SearchPage
) -> None:
    acts, people, sentences = CATCHING[language]
    asked = [each.format(act, who) for act in acts for who in people for each in sentences]
    found = found_by(asked, base_url, finder, language, most=1)
    answer = site.page("questions.md", language).address.removeprefix(f"{language}/") + "#step-in"
    assert {text: first for text, first in zip(asked, found, strict=True) if first != [answer]} == {}
    for text in asked[::17]:
        search_page.ask(text)
        card = page.locator(".search__results > li:first-child.search__answer strong")
        expect(card).to_contain_text("Non" if language is Language.FR else "Nee")


CARDS = {
    Language.FR: {
        "qui voit mon numéro de telephone": "member-list",
        "me désinscrire du plp": "leave",
        "peut-on patrouiller": "militia",
        "quel âge pour être membre": "minors",
        "carte": None,
        "bruit": None,
        "drogue dans la rue": None,
        "qui peut être coordinateur": None,
        "bourgmestres": None,
    },
    Language.NL: {
        "wie ziet mijn gsm nummer": "member-list",
        "hoe uitschrijven uit bin": "leave",
        "hoe meld ik mij af": "leave",
        "hoe stop ik met het bin": "leave",
        "mogen we patrouilleren": "militia",
        "burgemeesters": None,
        "lawaai": None,
        "wie kan coördinator worden": None,
    },
}
"""What people type, and the question that answers it in short; none answers a word alone, nor a page other matters."""


def test_a_card_answers_what_was_asked_and_stands_first(search_page: SearchPage, language: Language) -> None:
    for text, question in CARDS[language].items():
        found = search_page.ask(text)
        cards = search_page.page.locator(".search__results > li.search__answer")
        expect(cards, text).to_have_count(1 if question else 0)
        if question:
            assert found[0].endswith(f"#{question}"), text
            expect(search_page.page.locator(".search__results > li.search__answer:first-child"), text).to_be_visible()


def test_a_page_called_by_what_is_asked_answers_in_a_card(
    search_page: SearchPage, site: Site, language: Language
) -> None:
    asked = {Language.FR: "combien coûte un plp", Language.NL: "wat kost een bin"}[language]
    assert search_page.ask(asked)[0] == f"{site.page('understand/cost.md', language).front_matter.slug}/"
    expect(search_page.page.locator(".search__results > li.search__answer strong")).to_contain_text("principe")


def test_an_answer_is_shown_whole_and_leads_on(search_page: SearchPage, site: Site, language: Language) -> None:
    question = site.catalogue.questions["anonymous"]
    assert question.short
    search_page.ask(question.question[language])
    card = search_page.page.locator(".search__results > li.search__answer:first-child")
    shown = re.sub(r"\s+", " ", card.inner_text().replace("’", "'"))
    assert question.short[language] in shown
    expect(card.locator(".search__on a")).to_have_attribute("href", re.compile("#anonymous$"))
    assert folded(question.question[language])[:20] in folded(card.locator(".search__on a").text_content() or "")


def test_who_asks_which_number_to_call_sees_both(search_page: SearchPage, language: Language) -> None:
    for text in (
        ("101 ou 112", "101 ou 112 quand appeler") if language is Language.FR else ("101 of 112", "101 of 112 bellen")
    ):
        search_page.ask(text)
        answer = search_page.page.locator(".search__results > li.search__answer").inner_text()
        assert "101" in answer
        assert "112" in answer


@pytest.mark.parametrize("name", SETS)
def test_no_page_stands_twice_in_a_list(name: str, site: Site, base_url: str, finder: Page, language: Language) -> None:
    """With its sections; questions and terms are not parts of a page."""
    asked = [query.text for query in unseen(language, name).answerable]
    records = tuple(site.page(path, language).address.split("/", 1)[1] for path in ("questions.md", "glossary.md"))
    lists = site.page("documents/checklists/index.md", language).address.split("/", 1)[1]
    for text, addresses in zip(asked, found_by(asked, base_url, finder, language, most=20), strict=True):
        pages = [each.split("#")[0] for each in addresses if not each.startswith((*records, lists))]
        assert len(set(pages)) == len(pages), text


def test_a_section_of_a_found_page_stands_under_it(search_page: SearchPage, language: Language) -> None:
    search_page.ask("rôle du bourgmestre" if language is Language.FR else "taken coördinator")
    first = search_page.page.locator(".search__results > li:first-child")
    page = str(first.locator("> a").get_attribute("href")).split("#")[0]
    others = [str(each.get_attribute("href")) for each in first.locator("> :not(a) a").all()]
    assert others
    assert {each.split("#")[0] for each in others} == {page}


def test_what_leaves_out_a_rare_word_of_a_few_is_no_answer(search_page: SearchPage, language: Language) -> None:
    few = {
        Language.FR: ("récupérer ma garantie locative", "panneau zeppelin"),
        Language.NL: ("huurwaarborg terugkrijgen", "zeppelin bord"),
    }
    for text in few[language]:
        assert search_page.ask(text) == [], text
    search_page.ask(
        "zeppelin caméra bourgmestre police" if language is Language.FR else "zeppelin camera burgemeester politie"
    )
    expect(search_page.page.locator(".search__answer")).to_have_count(0)


def test_a_word_that_nothing_holds_is_named_beside_what_answers_a_part(
    search_page: SearchPage, language: Language
) -> None:
    text = {
        Language.FR: "ma caméra peut-elle filmer la rue avec un zeppelin",
        Language.NL: "mag een camera met een zeppelin de straat filmen",
    }
    assert search_page.ask(text[language])
    expect(search_page.page.locator(".search__slips")).to_contain_text("zeppelin")
    for word in ("cambriolages", "vraiment") if language is Language.FR else ("inbraken", "niks"):
        search_page.ask(word)
        expect(search_page.page.locator(".search__slips")).not_to_contain_text(word)


def test_the_number_of_results_names_what_was_asked(search_page: SearchPage, language: Language) -> None:
    text = "charte $&" if language is Language.FR else "charter $&"
    assert search_page.ask(text)
    expect(search_page.page.locator(".search__count")).to_contain_text(text)


BESIDE = {
    Language.FR: (
        ("devenir membre Namur", "understand/members.md", "92094"),
        ("combien coûte un plp à braine-le-comte", "understand/cost.md", "55004"),
        ("police à mons", "roles/police.md", "53053"),
    ),
    Language.NL: (
        ("lid worden lier", "understand/members.md", "12021"),
        ("charter Gent", "documents/charter.md", "44021"),
        ("lid worden in peer", "glossary.md", "72030"),
        ("hoeveel kost een bin in sint-pieters-leeuw", "understand/cost.md", "23077"),
    ),
}
OWN_WORDS = {Language.FR: ("avoir 18 ans", "membre trop zélé"), Language.NL: ("kan ik lid worden met een peer",)}


def test_a_municipality_beside_a_question_stands_below_its_answer(
    search_page: SearchPage, site: Site, language: Language
) -> None:
    """A word that is also the name of one, as "ans", is that word."""
    for query, page, code in BESIDE[language]:
        found = search_page.ask(query)
        assert f"{language}/{found[0].partition('#')[0]}" == site.page(page, language).address, found
        assert found[1].endswith(f"#nis-{code}"), found
    for query in OWN_WORDS[language]:
        assert not any("#nis-" in address for address in search_page.ask(query)), query


def test_a_telephone_shows_the_first_result_after_enter(
    browser: Browser, base_url: str, site: Site, language: Language
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 400}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(base_url + site.page("search.md", language).address)
    SearchPage(page, f"{base_url}{language}/").ask("charte" if language is Language.FR else "charter")
    expect(page.locator("#query")).not_to_be_focused()
    expect(page.locator(".search__results > li:first-child > a")).to_be_in_viewport()
    context.close()


def test_a_title_that_says_nothing_alone_names_its_page(search_page: SearchPage, language: Language) -> None:
    search_page.ask("rôle du coordinateur" if language is Language.FR else "taken coördinator")
    titles = search_page.page.locator(".search__results > li > a:first-child").all_inner_texts()
    named = "Coordinateur: votre rôle" if language is Language.FR else "Coördinator: van dag tot dag"
    assert any(named in re.sub("[\u202f\u2060]", "", title) for title in titles), titles


def test_what_is_shown_keeps_the_spaces_of_its_page(built: BuiltSite) -> None:
    files = [*(built.root / Language.FR / "search").glob("*/r*.json")]
    shown = "".join(file.read_text("utf-8") for file in files)
    assert "\u202f?" in shown
    assert re.findall(r"\w+ [?!;»]", shown) == []


def test_no_names_the_municipality_the_police_and_the_coordinator(search_page: SearchPage, language: Language) -> None:
    assert search_page.ask("zzzzqqq") == []
    said = search_page.page.locator(".search__nothing > p:visible").first.inner_text()
    whom = (
        ("commune", "police.be", "coordinateur")
        if language is Language.FR
        else ("gemeente", "politie.be", "coördinator")
    )
    assert all(word in said for word in whom), said
    expect(search_page.page.locator(".search__near")).to_be_hidden()


def test_the_other_language_is_offered_for_what_it_holds_exactly_only(
    search_page: SearchPage, language: Language
) -> None:
    text = {Language.FR: "huishoudn", Language.NL: "bash command not found"}
    assert search_page.ask(text[language]) == []
    search_page.page.wait_for_load_state("networkidle")
    expect(search_page.page.locator(".search__offer")).to_be_hidden()


def test_whether_members_may_patrol_is_answered_with_no(search_page: SearchPage, language: Language) -> None:
    search_page.ask("patrouiller la nuit" if language is Language.FR else "'s nachts patrouilleren")
    answer = search_page.page.locator(".search__results > li:first-child.search__answer strong")
    expect(answer).to_contain_text("Non" if language is Language.FR else "Nee")


def test_what_the_guide_does_not_answer_is_said_with_what_is_nearest_and_whom_to_ask(
    search_page: SearchPage, site: Site, language: Language
) -> None:
    text = {Language.FR: "panneau zeppelin", Language.NL: "zeppelin bord"}
    assert search_page.ask(text[language]) == []
    page, labels = search_page.page, site.catalogue.labels
    expect(page.locator(".search__count")).to_have_text(re.compile(labels["search-none"][language][:20]))
    near = page.locator(".search__near")
    expect(near).to_be_visible()
    assert near.locator("a").inner_text()
    assert str(near.locator("a").get_attribute("href")).startswith(search_page.root)
    expect(page.locator(".search__nothing")).to_contain_text("101")
    assert search_page.ask("charte" if language is Language.FR else "charter")
    expect(page.locator(".search__nothing")).to_be_hidden()


def test_the_page_from_a_to_z_leads_everywhere(site: Site, built: BuiltSite, language: Language) -> None:
    here = site.page("a-z.md", language)
    links = {str(link) for link in built.pages[here.address].tree.xpath("//article//ul[@class='names']//a/@href")}
    catalogue = site.catalogue
    for page in site.pages.values():
        if page.language is language and page is not here and not page.front_matter.search:
            assert any(f"../{page.address.split('/', 1)[1]}" == link for link in links), page.address
    anchors = {link.partition("#")[2] for link in links}
    assert anchors >= {*catalogue.terms, *catalogue.questions}


# ---- what it costs


def test_nothing_of_the_index_is_loaded_before_the_reader_searches(
    site: Site, base_url: str, page: Page, language: Language
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(base_url + site.page("search.md", language).address, wait_until="networkidle")
    page.focus("#query")
    assert [address for address in asked if "/search/" in address and address.endswith(".json")] == []


def test_scripts_and_index_are_light_until_the_first_answer(
    search_page: SearchPage, base_url: str, built: BuiltSite, language: Language
) -> None:
    """A first query is asked in the page; what others load of the index, each anew, is added to the same scripts."""
    loaded: set[str] = set()
    number = itertools.count()

    def note(request: Request) -> None:
        if "/search" in request.url and request.url.endswith((".js", ".json")):
            loaded.add(request.url.removeprefix(base_url))

    def loaded_by(text: str) -> set[str]:
        loaded.clear()
        start = f"{base_url}{language}/search/start.json"
        search_page.page.evaluate(FOUND_BY, [start, [text], 10, f"?{next(number)}"])
        return set(loaded)

    @functools.cache
    def size(name: str) -> int:
        return len(gzip.compress((built.root / name).read_bytes()))

    asked = sorted((query.text for query in queries(language)), key=len, reverse=True)
    search_page.page.on("request", note)
    search_page.page.reload()
    search_page.ask(asked[0])
    scripts = {name for name in loaded if name.endswith(".js")}
    assert f"{built.assets}/js/search/find.js" in scripts
    assert loaded - scripts == loaded_by(asked[0])
    for text in (*asked[:12], *asked[12::12]):
        names = scripts | loaded_by(text)
        assert f"{language}/search/start.json" in names
        assert sum(map(size, names)) <= LIGHT, text


def test_a_word_that_says_little_stands_in_one_list_once(language: Language) -> None:
    """Which says how little."""
    listed = Counter([*_FILLERS[language].split(), *_QUESTION_WORDS[language].split()])
    assert [word for word, times in listed.items() if times > 1] == []


def test_an_accent_in_a_list_of_words_makes_no_difference(site: Site, language: Language) -> None:
    def accented(listed: SearchList) -> SearchList:
        return SearchList(**{each: [word.replace("e", "é") for word in listed[each]] for each in Language})

    lists = site.catalogue.search_lists
    written = SearchLists(**{name: accented(getattr(lists, name)) for name in SearchLists.model_fields})
    assert written != lists
    assert WordRules(language, written).as_data() == WordRules(language, lists).as_data()


# ---- the two sides


def kind(word: str, rules: WordRules) -> int:
    return 0 if word in rules.fillers else 1 if word in rules.question_words else 2


def test_the_browser_takes_words_as_the_index_does(
    site: Site, base_url: str, built: BuiltSite, page: Page, language: Language
) -> None:
    texts = {str(text) for built_page in built.pages.values() for text in built_page.tree.xpath("//main//text()")}
    texts |= {
        *HOSTILE,
        "L’ÉTÉ, l'île; jusqu'à",
        "A.S.B.L. a.s.b.l",
        "BIN-Z en PLP i",
        "ideeën, 's avonds, foto's",
        "ﬁn ǅ ẞ İ",
    }
    rules = rules_of(site, language)
    page.goto(base_url + site.page("search.md", language).address)
    here: list[list[str]] = page.evaluate(
        """async ([texts, rules]) => {
            const scripts = document.querySelector("[src$='js/page.js']").src;
            const { wordRules } = await import(new URL("search/words.js", scripts));
            const { words, stem, kind } = wordRules(rules);
            return texts.map((text) => words(text).map((word) => `${word} ${stem(word)} ${kind(word)}`));
        }""",
        [sorted(texts), rules.as_data()],
    )
    for text, found in zip(sorted(texts), here, strict=True):
        expected = [f"{word} {stem(word, language)} {kind(word, rules)}" for word in words(text, language)]
        assert found == expected, text
