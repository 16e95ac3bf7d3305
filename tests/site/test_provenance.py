"""Readers come for the answer: rules bear numbers, proposals a sign, and few sentences talk about sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement

from macros.content.site import Site
from macros.model.language import Language
from macros.model.typography import OURS_SIGN
from tests.building import BuiltPage, BuiltSite

PATTERNS = {
    Language.FR: (
        r"\bsources?\b",
        r"\bbesafe\b",
        r"\bguide de berchem\b",
        r"\brèglement type\b",
        r"\b(selon|d'après) (l[ea']|une?|des) ?(réponse|ancienne|textes?|page|autorité|règlement|guide)\b",
        r"\b(vien(nen)?t|vienne) (du guide|de pages|d'une ancienne|des questions fréquentes)",
        r"\b(nous proposons|notre proposition|nos conseils|ce sont des conseils)\b",
        r"\bconseils? :",
        r"\baucune règle connue\b",
        r"\bnous n'avons (pas )?lu\b",
    ),
    Language.NL: (
        r"\bbron(nen)?\b",
        r"\bbesafe\b",
        r"\bgids van sint-agatha-berchem\b",
        r"\bmodelreglement\b",
        r"\bvolgens (de|het|een|lokale|oude) ?(antwoord|oude|teksten|pagina|gegevensbeschermings\w+|reglement|gids)\b",
        r"\bkom(t|en) (uit de gids|van politiepagina|uit een oude|uit de veelgestelde)",
        r"\b(ons voorstel|stellen (we|wij)|wij stellen|onze tips|dit zijn tips)\b",
        r"\b(tips?|raad):",
        r"\bgeen enkele bekende regel\b",
        r"\b(hebben we|we hebben) (niet )?gelezen\b",
    ),
}
"""How sentences speak of where words come from, instead of what they say."""
ABOUT_SOURCES = ("about/", "sources.md", "understand/legal-frame.md", "documents/checklists/index.md")
"""Pages on which readers look for that; the page of checklists explains the levels."""
NOT_READ = (
    *("sup", "svg", "script", "button", "progress"),
    *("visually-hidden", "ours", "checklist__progress", "level-key", "contested__sources", "explanation"),
)
"""What is no sentence; what a reader unfolds to compare sources; the notes beside the clauses of a paper."""
_BLOCKS = {"p", "li", "dd", "td", "th", "div", "section", "ul", "ol", "dl", "table", "details", "article", "figure"}
_END = re.compile(r"(?<=[.!?…])[\s»”]+(?=[A-ZÀ-Ý«“0-9])")
AT_MOST = 0.01


@pytest.mark.parametrize("language", Language)
def test_at_most_one_sentence_in_a_hundred_speaks_of_sources(site: Site, built: BuiltSite, language: Language) -> None:
    said = [
        (path, sentence)
        for path in site.paths
        if not path.startswith(ABOUT_SOURCES)
        for sentence in sentences(built.pages[site.page(path, language).address])
    ]
    about = [(path, sentence) for path, sentence in said if speaks_of_sources(sentence, language)]
    assert len(said) > 2000
    assert len(about) <= AT_MOST * len(said), "\n".join(f"{path}: {sentence}" for path, sentence in about)


def test_every_mark_of_a_proposal_has_a_name_and_its_page_a_legend(
    site: Site, built: BuiltSite, language: Language
) -> None:
    name = site.catalogue.labels["ours"][language]
    marked = 0
    for path in site.paths:
        tree = built.pages[site.page(path, language).address].tree
        marks = tree.xpath("//*[@class='ours']")
        assert {(mark.get("role"), mark.get("aria-label"), mark.text) for mark in marks} <= {("img", name, OURS_SIGN)}
        legend = tree.xpath("//*[@class='ours-legend' or @class='level-key']")
        assert bool(legend) >= bool(marks), path
        marked += len(marks)
    assert marked > 50


def test_what_has_no_source_is_marked_as_a_proposal_in_the_checklist(site: Site, built: BuiltSite) -> None:
    tree = built.pages[site.page("documents/checklists/all.md", Language.FR).address].tree
    for stage in site.catalogue.stages.values():
        for task in stage.tasks:
            (row,) = tree.xpath("//li[@id=$id]", id=task.id)
            assert bool(row.find_class("ours")) != bool(task.sources), task.id


def test_the_first_paragraph_answers_in_thirty_words(site: Site, built: BuiltSite, language: Language) -> None:
    """Whether it answers the title, a reader judges; a paragraph that begins elsewhere is longer."""
    for path in site.paths:
        if path == "search.md" or path.startswith("documents/"):  # a box to type in; papers are introduced otherwise
            continue
        lead = built.pages[site.page(path, language).address].tree.find_class("lead")[0]
        words = re.findall(r"[^\W\d_]\S*", "".join(_words(lead)))
        assert 8 <= len(words) <= 30, f"{path}: {len(words)} words"


def speaks_of_sources(sentence: str, language: Language) -> bool:
    words = re.sub(r"\s+", " ", sentence.replace("’", "'")).casefold()
    return any(re.search(pattern, words) for pattern in PATTERNS[language])


def sentences(page: BuiltPage, blocks: str = ".//*[self::p or self::li or self::dd or self::td]") -> Iterator[str]:
    """The sentences of what a reader reads on a page in these blocks (XPath), headings and labels aside."""
    (article,) = page.tree.xpath("//article[contains(@class, 'prose')]")
    for element in article.xpath(blocks):
        text = re.sub(r"\s+", " ", "".join(_words(element)).replace("\u2060", "")).strip()
        yield from (sentence for sentence in _END.split(text) if sentence)


def _words(element: HtmlElement) -> Iterator[str]:
    """The words in an element, without those of blocks in it, which are read by themselves."""
    if _is_left_out(element):
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS:
            yield from _words(child)
        yield child.tail or ""


def _is_left_out(element: HtmlElement) -> bool:
    around = (element, *element.iterancestors())
    return any({each.tag, *(each.get("class") or "").split()} & {*NOT_READ} for each in around)
