"""What Markdown makes of a page is looked at: signs that it left, HTML that may not stand, blocks that twins lack."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest

from macros.checks.allowed_html import IN_PAGES, forbidden_in
from macros.checks.page_links import foreign_problems, ids_on, link_problems
from macros.checks.page_slips import slip_problems
from macros.checks.rendered_pages import rendered
from macros.checks.shown_twins import pairs_of, shown_problems
from macros.checks.twins import twin_problems
from macros.content.mkdocs_settings import markdown_extensions
from macros.content.page_files import Page, read_page
from macros.content.site import ROOT, Site
from macros.model.language import Language
from macros.model.problems import Problem
from macros.pages.html_steps import stands_alone
from macros.pages.page_macros import EXAMPLES, INLINE, PageMacros
from macros.pages.view import View
from macros.rendering.html_tree import part_tree

PATH = "examples/page.md"
"""A page that is no chapter of the book, which knows no code."""
HEAD = '---\ntitle: "Titre"\nslug: titre\ndescription: "Une page."\nchecked_on: 2026-11-01\n---\n'
TEXT = """
# Un titre

Un paragraphe avec **des mots** et [un lien](../index.md).
{ .lead }

## Une section { #section }

Une phrase avant la liste :

- un élément
- un autre élément
- le dernier

Un autre paragraphe, avec du `code`.{{ source("guide-berchem 1.5") }}

{{ contested("cost") }}

| Colonne | Autre |
|---|---|
| une | deux |
| trois | quatre |

/// html | div.advice

Un conseil.

///

```
du code
```
"""


def page_of(folder: Path, text: str, language: Language = Language.FR) -> Page:
    (folder / "page.md").write_text(HEAD + text, "utf-8")
    page, problems = read_page(folder / "page.md", PATH, language)
    assert page is not None, problems
    return page


def problems_of(folder: Path, text: str, twin: str = TEXT) -> list[Problem]:
    """What is said of a page and its Dutch twin; twins are compared as far as nothing else is wrong."""
    french, dutch = page_of(folder, text), page_of(folder, twin, Language.NL)
    pages = {(page.language, page.path): page for page in (french, dutch)}
    found = [*slip_problems(french), *slip_problems(dutch)]
    found += twin_problems(pages, {language: {PATH} for language in Language})
    return found or list(shown_problems(pairs_of(pages)))


def changed(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


def line_of(text: str, words: str) -> int:
    return (HEAD + text)[: (HEAD + text).index(words)].count("\n") + 1


def test_a_sound_page_is_sound(tmp_path: Path) -> None:
    assert problems_of(tmp_path, TEXT) == []


EVEN = {
    "an empty cell at the end": "| une ||",
    "an empty cell at the beginning": "|| deux |",
    "a line in code": "| `a|b` | deux |",
    "a line that is kept": "| une \\| un | deux |",
    "a line in a macro": '| {{ term("plp", text="a|b") }} | deux |',
}
"""Rows of two cells."""


@pytest.mark.parametrize("row", EVEN)
def test_a_row_with_as_many_cells_is_sound(row: str, tmp_path: Path) -> None:
    text = changed("| une | deux |", EVEN[row])
    assert [str(each) for each in slip_problems(page_of(tmp_path, text)) if "cells in this row" in str(each)] == []


def test_a_table_is_told_once_however_many_rows_differ_from_its_head(tmp_path: Path) -> None:
    text = changed("| Colonne | Autre |\n|---|---|", "| Colonne |\n|---|")
    told = [each for each in slip_problems(page_of(tmp_path, text)) if "cells in this row" in each.message]
    assert [each.line for each in told] == [line_of(text, "| une")]


def test_a_place_without_words_is_no_link(tmp_path: Path) -> None:
    text = changed("Un conseil.", '<a id="ancien"></a>Un conseil.')
    assert [each.message for each in slip_problems(page_of(tmp_path, text)) if "link" in each.message] == []


LEFT = {
    "a list without an empty line before it": ("liste :\n\n-", "liste :\n-", "- un élément", "an item of a list"),
    "an item without a space": ("- un autre", "-un autre", "-un autre", "an item of a list"),
    "an item with a bullet": ("- un autre", "• un autre", "• un autre", "an item of a list"),
    "an item with a bracket": ("- un élément", "1) un élément", "1) un élément", "an item of a list"),
    "a second item in a paragraph": ("Un autre p", "Voici :\n2. un p", "2. un p", "an item of a list"),
    "a tab": ("Un conseil.", "Un\tconseil.", "Un\tconseil.", "the line has a tab"),
    "a picture": ("Un conseil.", "![Un conseil](rue.png)", "![Un", "here stands a picture (<img>)"),
    "a picture in HTML": ("Un conseil.", '<img src="rue.png">', "<img", "here stands a picture (<img>)"),
    "a heading without a space": ("## Une", "##Une", "##Une", "does not make a heading"),
    "a heading that is indented": ("## Une", "  ## Une", "  ## Une", "does not make a heading"),
    "a heading of level 7": ("## Une", "####### Une", "####### Une", "does not make a heading"),
    "a heading that is underlined": (
        "Un conseil.",
        "Un conseil.\n---",
        "---\n\n///",
        "makes a heading of the line above",
    ),
    "a table without its line of hyphens": ("|---|---|\n", "", "| Colonne", "row of a table"),
    "a table with an empty line in it": ("|---|---|\n", "\n|---|---|\n", "| Colonne", "row of a table"),
    "a row after a paragraph": ("avec du `code`", "avec\n| une | deux |\n", "| une | deux |\n.", "row of a table"),
    "a note of another generator": ("Un conseil.", "!!! note", "!!! note", "no notes that begin so"),
    "a folded note of another generator": ("Un conseil.", "??? note", "??? note", "no notes that begin so"),
    "three exclamation marks": ("Un conseil.", "Un conseil !!!", "Un conseil !!!", "no notes that begin so"),
    "attributes after an empty line": ("\n{ .lead }", "\n\n{ .lead }", "{ .lead }", "is shown as it is"),
    "attributes in a sentence": ("Un conseil.", "Un { .lead } conseil.", "Un { .lead }", "is shown as it is"),
    "bold words with a space": ("Un conseil.", "Un ** conseil** .", "Un ** conseil", "marks no words"),
    "bold words without end": ("Un conseil.", "Un **conseil.", "Un **conseil", "marks no words"),
    "a line break with a backslash": ("Un conseil.", "Un\\\nconseil.", "Un\\", "marks no words"),
    "code without end": ("Un conseil.", "Un `conseil.", "Un `conseil", "the sign `"),
    "a link with a space": ("Un conseil.", "Un [conseil] (../index.md).", "Un [conseil]", "makes no link"),
    "a link to a name that there is not": ("Un conseil.", "Un [conseil][x].", "Un [conseil]", "makes no link"),
    "a box to tick": ("- un autre", "- [ ] un autre", "- [ ] un autre", "makes no link"),
    "a macro with one brace": ("{{ contested", "{ contested", "{ contested", "braces are shown"),
    "a macro with one brace before it and one after": (
        "Un conseil.",
        'Un conseil.{source("guide-berchem 1.1")}',
        "Un conseil.{source",
        "braces are shown",
    ),
    "a blank of a paper": ("Un conseil.", "Un conseil à {place}.", "Un conseil à", "braces are shown"),
    "an element that does not end": ("Un conseil.", "Un <img src=x", "Un <img", "is shown as it is"),
}
"""Changes of one page: what is replaced by what, where the problem is then, and what is said."""


@pytest.mark.parametrize("slip", LEFT)
def test_a_sign_of_markdown_that_is_left_is_named_with_its_line(slip: str, tmp_path: Path) -> None:
    old, new, at, said = LEFT[slip]
    text = changed(old, new)
    problem = problems_of(tmp_path, text)[0]
    assert (problem.file, problem.line) == (f"docs/fr/{PATH}", line_of(text, at)), str(problem)
    assert said in problem.message
    assert problem.remedy


@pytest.mark.parametrize("slip", LEFT)
def test_a_sign_is_named_too_when_both_twins_are_wrong_in_the_same_way(slip: str, tmp_path: Path) -> None:
    text = changed(*LEFT[slip][:2])
    assert {problem.language for problem in problems_of(tmp_path, text, text)} == set(Language)


ALIKE = {
    "numbers instead of hyphens": (
        "- un élément\n- un autre élément\n- le d",
        "1. un élément\n1. un autre élément\n1. le d",
    ),
    "an item in another": ("- un autre", "    - un autre"),
    "an empty line between items": ("- un autre", "\n- un autre"),
    "bold words that are none": ("**des mots**", "des mots"),
    "words in italics": ("**des mots**", "*des mots*"),
    "code that is none": ("`code`", "code"),
    "another class": ("{ .lead }", "{ .button }"),
    "no class": ("\n{ .lead }", ""),
    "a row more": ("| trois | quatre |", "| trois | quatre |\n| cinq | six |"),
    "a macro in code": ('{{ contested("cost") }}', '`{{ contested("cost") }}`'),
    "a macro in a line of words": ('{{ contested("cost") }}', 'Voir {{ contested("cost") }}'),
    "a line break": ("Un conseil.", "Un conseil.  \nEt un autre."),
    "another block": ("/// html | div.advice", "/// details | Un conseil"),
}
"""Changes of one page that leave no sign, and show otherwise than its twin."""


@pytest.mark.parametrize("change", ALIKE)
@pytest.mark.parametrize("in_dutch", [False, True])
def test_twins_that_show_other_blocks_are_named_with_both_places(change: str, in_dutch: bool, tmp_path: Path) -> None:
    text = changed(*ALIKE[change])
    problems = problems_of(tmp_path, TEXT, text) if in_dutch else problems_of(tmp_path, text)
    assert len(problems) == 1
    assert problems[0].file == f"docs/nl/{PATH}"
    assert f"docs/fr/{PATH}:" in problems[0].message
    assert problems[0].line


def test_the_line_is_that_of_the_block_that_differs(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, changed("- un autre", "    - un autre"))
    assert problem.line == line_of(TEXT, "- un élément")
    assert f"a list (items: 3) here, and a list (items: 2) at docs/fr/{PATH}:" in problem.message


FORBIDDEN = {
    "<svg/onload=alert(1)>": "<svg>",
    "Texte <svg/onload=alert(1)> texte": "<svg>",
    'Texte\n{ onclick="alert(1)" }': '<p onclick="alert(1)">',
    'Texte\n{ style="color:red" }': '<p style="color:red">',
    "Texte\n{ data-held=0 }": '<p data-held="0">',
    "Texte\n{ hidden=hidden }": '<p hidden="hidden">',
    "[x](javascript:alert(1))": '<a href="javascript:alert(1)">',
    "[x](JaVaScRiPt:alert(1))": '<a href="JaVaScRiPt:alert(1)">',
    "[x](java&#115;cript:alert(1))": '<a href="javascript:alert(1)">',
    '<a href="java&#9;script:alert(1)">x</a>': "<a href=",
    '<a href="&#x1;javascript:alert(1)">x</a>': "<a href=",
    "[x](data:text/html,x)": "<a href=",
    "[x](vbscript:x)": "<a href=",
    "[x](//example.org)": '<a href="//example.org">',
    "[x](/\\example.org)": "<a href=",
    "[x](https:/example.org)": "<a href=",
    "[x](https://www.besafe.be@example.org/)": "<a href=",
    "[x](../index.md){ target=_blank }": '<a target="_blank">',
    '<a href="x" ping="//example.org">x</a>': "<a ping=",
    '<img\nsrc="//example.org/x.png" onerror=x>': "<img>",
    'Texte <img\nsrc="//example.org/x.png"> texte': "<img>",
    "![x](https://example.org/x.png)": "<img>",
    '<img srcset="//example.org/x 1x">': "<img>",
    "<input type=image src=//example.org>": "<input>",
    '<div style="background:url(//example.org)">x</div>': "<div style=",
    "<base href=//example.org>": "<base>",
    '<meta http-equiv="refresh" content="0;url=//example.org">': "<meta>",
    "<form action=//example.org></form>": "<form>",
    '<svg><a xlink:href="javascript:x"><text>x</text></a></svg>': "<svg>",
    "<object data=//example.org></object>": "<object>",
    "<iframe src=//example.org></iframe>": "<iframe>",
    "<link rel=stylesheet href=//example.org>": "<link>",
    "<style>*{display:none}</style>": "<style>",
    "<SCRIPT SRC=//example.org></SCRIPT>": "<script>",
    "<video src=//example.org></video>": "<video>",
    "<details ontoggle=x open><summary>x</summary></details>": '<details ontoggle="x">',
    '<noscript><p title="</noscript><img src=x onerror=x>"></noscript>': "<noscript>",
    "<math><mtext><mglyph><style><img src=1 onerror=x></style></mglyph></mtext></math>": "<math>",
    "<!-- a note -->": "<!-- a note -->",
    "<plaintext>": "<plaintext>",
    "<div popover>x</div>": "<div popover>",
    "---": "<hr>",
}


@pytest.mark.parametrize("code", FORBIDDEN)
def test_html_that_may_not_stand_is_named_with_its_line(code: str, tmp_path: Path) -> None:
    text = f"{TEXT}\n{code}\n"
    (problem,) = slip_problems(page_of(tmp_path, text))
    assert FORBIDDEN[code] in problem.message
    first = (HEAD + text)[: (HEAD + text).rindex(code)].count("\n") + 1
    assert first <= problem.line <= first + code.count("\n")


def test_a_text_to_copy_may_stand_in_a_page(tmp_path: Path) -> None:
    assert slip_problems(page_of(tmp_path, f"{TEXT}\n> Objet : demande\n>\n> 1. Une question ?\n")) == []


@pytest.mark.parametrize("code", ["</article></main>", "Texte </p> texte", "<strong>Texte", "Texte </span>"])
def test_elements_that_are_not_balanced_are_named(code: str, tmp_path: Path) -> None:
    text = f"{TEXT}\n{code}\n"
    (problem,) = slip_problems(page_of(tmp_path, text))
    assert "not ended as often as it begins" in problem.message
    assert problem.line == line_of(text, code)


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("[x](https://example.org/)", "example.org"),
        ("[x](https://www.besafe.be.example.org/)", "www.besafe.be.example.org"),
        ("<https://example.org>", "example.org"),
        ("[x](https://www.besafe.be/a)", ""),
        ("[x](tel:101)", ""),
        ("[x](../index.md#place)", ""),
    ],
)
def test_links_lead_to_sites_of_sources_only(link: str, host: str, tmp_path: Path) -> None:
    page = page_of(tmp_path, f"{TEXT}\n{link}\n")
    assert slip_problems(page) == []
    found = list(foreign_problems([page], ["www.besafe.be"]))
    assert [problem.message for problem in found] == (
        [f"the link leads to {host}, which is the site of no source"] if host else []
    )


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("cost.md", ""),
        ("cost.md#rule", ""),
        ("#here", ""),
        ("../index.md?from=here", ""),
        ("../../open-data/v1/index.json", ""),
        ("`[w](nope.md)`", ""),
        ("cost.md#hour", "the link leads to cost.md#hour, and*place*rule*"),
        ("#nowhere", "the link leads to #nowhere, and*place*"),
        ("../index.md#nope", "the link leads to ../index.md#nope, and*place*"),
        ("cost", "the link leads to cost, and there is no such page in this language did you mean cost.md?"),
        ("cost.html", "the link leads to cost.html, and*page*did you mean cost.md?"),
        ("../roles/", "the link leads to ../roles/, and*page*"),
        ("<nope.md>", "the link leads to nope.md, and*page*"),
        (" nope.md", "the link leads to nope.md, and*page*"),
        ("/fr/cout/", "the link leads to /fr/cout/, and*page*"),
        ("../assets/nope.pdf", "the link leads to ../assets/nope.pdf, and*page*"),
    ],
)
def test_a_link_that_would_stop_a_build_is_told_with_its_line(link: str, said: str, tmp_path: Path) -> None:
    written = link if link.startswith("`") else f"[w]({link})"
    text = f"{TEXT}\n{written}\n"
    page = page_of(tmp_path, text)
    places = {(page.language, page.path): ["here"], (page.language, "examples/cost.md"): ["rule"]}
    paths = [page.path, "examples/cost.md", "index.md"]
    found = [*link_problems([page], paths, places | {(page.language, "index.md"): []}, {})]
    assert len(found) == bool(said)
    for problem in found:
        assert fnmatch(f"{problem.message} {problem.remedy}", said), problem
        assert problem.line == line_of(text, written)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[l'article 11](by-laws.md#steps)", "11,*by-laws.md#steps, which is article 12 write article 12*"),
        ("[règlement, **Artikel\u00a02**](by-laws.md#steps)", "2,*by-laws.md#steps, which is article 12 write*"),
        ("[l'article 12](by-laws.md#steps)", ""),
        ("[les articles 10 et 12](by-laws.md#steps)", ""),
        ("[l'article 11 ou l'article 12](by-laws.md#steps)", ""),
        ("[les 11 articles](by-laws.md#steps)", ""),
        ("[l'article 11](by-laws.md#after)", ""),
        ("[l'article 11](by-laws.md)", ""),
    ],
)
def test_a_link_that_names_another_article_than_it_leads_to_is_told(link: str, said: str, tmp_path: Path) -> None:
    text = f"{TEXT}\n{link}\n"
    page = page_of(tmp_path, text)
    found = [*link_problems([page], [page.path, "examples/by-laws.md", "index.md"], {}, BY_LAWS)]
    assert len(found) == bool(said)
    for problem in found:
        assert fnmatch(f"{problem.message} {problem.remedy}", f"the link's words name article {said}"), problem
        assert problem.line == line_of(text, link)


BY_LAWS = {"examples/by-laws.md": {"steps": 12}}
"""Of a paper, the number of its only article."""


def test_a_place_is_known_however_it_is_written(tmp_path: Path) -> None:
    parts = (
        "# One",
        "/// html | div#block\nx\n///",
        "## Éncore là",
        "## Two { #own }",
        "<i id='single'>x</i>",
        "x\n{ #a.b }",
    )
    assert ids_on(page_of(tmp_path, "\n\n".join(parts))) == {"block", "encore-la", "own", "single", "a.b"}


@pytest.mark.parametrize("text", ["# a\n" * 2_500, "[ " * 500, "<a " * 500, ("[ " * 100 + "\n") * 6])
def test_a_page_that_would_keep_markdown_at_work_is_refused(text: str, tmp_path: Path) -> None:
    (problem,) = slip_problems(page_of(tmp_path, TEXT + text))
    assert "more than" in problem.message
    assert problem.line


def test_lists_in_lists_without_end_are_refused_or_read(tmp_path: Path) -> None:
    deep = "".join(f"{'    ' * depth}- x\n" for depth in range(60))
    assert all(isinstance(each, Problem) for each in slip_problems(page_of(tmp_path, f"{TEXT}\n{deep}")))


def test_the_macros_that_give_a_part_of_a_line_are_known(site: Site) -> None:
    macros = PageMacros(View(site, site.page("understand/cost.md", Language.FR)))
    given = {}
    for name in EXAMPLES:
        call = re.fullmatch(r"(\w+)\((.*)\)", EXAMPLES[name])
        assert call is not None
        arguments = [part.strip().strip('"') for part in call[2].split(",") if part.strip() and "=" not in part]
        given[name] = not stands_alone(str(getattr(macros, name)(*arguments)))
    assert {name for name, is_inline in given.items() if is_inline} == INLINE | {
        "street"
    }  # a drawing, on a line of its own


def test_pages_are_read_with_the_extensions_of_the_build() -> None:
    from mkdocs.config import load_config

    config = load_config(str(ROOT / "mkdocs.yml"))
    ours = markdown_extensions()
    assert sorted(ours) == sorted(config.markdown_extensions)
    assert {name: given for name, given in ours.items() if given} == config.mdx_configs


def test_what_macros_write_is_no_business_of_editors(site: Site) -> None:
    for page in site.pages.values():
        assert list(forbidden_in(rendered(page).tree, IN_PAGES)) == []
    assert [each.code for each in forbidden_in(part_tree("<p>a</p><p onclick=x>b</p>"), IN_PAGES)] == [
        '<p onclick="x">'
    ]
