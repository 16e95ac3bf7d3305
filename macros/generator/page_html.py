"""What is noted on a page of MkDocs while its HTML is made: what macros wrote, its heading, its places."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from mkdocs.structure.pages import Page as MkDocsPage

from macros.pages.html_steps import finished_content, placeholder, stands_alone
from macros.pages.view import View


def view_of(page: MkDocsPage) -> View:
    """The view of a page that has been begun."""
    view: View = page.meta["view"]
    return view


def held(html: str, page: MkDocsPage) -> str:
    """A placeholder for HTML that stands alone, which is held back until Markdown is done; else the HTML itself.

    Markdown would read what macros write letter by letter, and give it back unchanged: a third of a build.
    """
    if not stands_alone(html):
        return html
    blocks: list[str] = page.meta.setdefault("held", [])
    blocks.append(html)
    return placeholder(len(blocks) - 1)


def content_of(html: str, page: MkDocsPage) -> str:
    """The HTML of a page as Markdown wrote it, with what was held back, abbreviations explained, and typeset.

    Its ids count as places to which links may lead.
    """
    view = view_of(page)
    done = finished_content(html, page.meta.get("held", ()), _explanations(view), view.language)
    assert page.present_anchor_ids is not None
    page.present_anchor_ids |= done.ids
    page.meta["heading"] = done.heading
    page.meta["contents"] = done.contents
    return done.html


def _explanations(view: View) -> dict[str, Callable[[], str]]:
    """What writes the link from each abbreviation to its definition, on pages other than the glossary."""
    if view.page.path == "glossary.md":
        return {}
    terms = {view.text(each.abbreviation): each for each in view.site.catalogue.terms.values() if each.abbreviation}
    return {text: partial(view.render, "term.html", term=term, wording=text) for text, term in terms.items()}


def title_of(page: MkDocsPage) -> str:
    """The words of the page's heading; of the title in its front matter when it has no heading."""
    return page.meta.get("heading") or str(page.title)
