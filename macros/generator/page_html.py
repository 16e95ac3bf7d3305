"""What is done to the HTML of a page between Markdown and the template."""

from __future__ import annotations

import re

from markupsafe import Markup
from mkdocs.structure.pages import Page as MkDocsPage

from macros.pages.view import View

_ABBREVIATION = re.compile(r'<abbr title="[^"]*">(?P<word>.*?)</abbr>')
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_AS_WRITTEN = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_BLOCK = re.compile(r"<(?:article|aside|dl|details|div|figure|form|h\d|nav|ol|p|section|table|ul)\b")
"""HTML that stands alone, and not in a line of text."""
_HELD = re.compile(r'<div data-held="(\d+)"></div>')
USES = re.compile(r'<div data-uses="([^"]+)"></div>')
_ID = re.compile(r'\bid="([^"]+)"')
_NO_LINK = re.compile(r"<(?P<tag>h[1-6]|a|summary|label|abbr)\b.*?</(?P=tag)>", re.DOTALL)
"""What can hold an abbreviation and cannot hold a link, and the abbreviations themselves."""


def held(html: str, page: MkDocsPage) -> str:
    """A placeholder for HTML that stands alone, which is held back until Markdown is done; else the HTML itself.

    Markdown would read what macros write letter by letter, and give it back unchanged: a third of a build.
    """
    if not _BLOCK.match(html):
        return html
    blocks: list[str] = page.meta.setdefault("held", [])
    blocks.append(html)
    return f'<div data-held="{len(blocks) - 1}"></div>'


def released(html: str, page: MkDocsPage) -> str:
    """The HTML of a page with what was held back; its ids count as places to which links may lead."""
    blocks: list[str] = page.meta.get("held", [])
    assert page.present_anchor_ids is not None
    page.present_anchor_ids |= {name for block in blocks for name in _ID.findall(block)}
    return _HELD.sub(lambda match: blocks[int(match[1])], html)


def first_abbreviations(html: str, view: View) -> str:
    """An abbreviation leads to its definition at first mention in the text only: less to see, less to hear."""
    terms = view.site.catalogue.terms.values()
    unexplained = {view.text(term.abbreviation): term for term in terms if term.abbreviation}
    if view.page.path == "glossary.md":
        unexplained.clear()

    def explain_first(match: re.Match[str]) -> str:
        text = _ABBREVIATION.sub(r"\g<word>", match[0])
        if match["tag"] == "abbr":
            term = unexplained.pop(text, None)
            return view.render("term.html", term=term, wording=text) if term else text
        if 'class="term"' in text:
            for word in _ABBREVIATION.findall(match[0]):
                unexplained.pop(word, None)
        return text

    return _NO_LINK.sub(explain_first, html)


def title_of(page: MkDocsPage) -> str:
    """The words of the page's heading, with their spaces; of the title in its front matter when it has no heading."""
    heading = _TITLE.search(page.content or "")
    return Markup(re.sub("<[^>]+>", "", heading[1] if heading else str(page.title))).unescape()


def without_indentation(output: str) -> str:
    """A whole page without the indentation of the templates: 200 to 400 bytes less of a compressed page.

    White space around the end of a line shows as one space. Code stands as written.
    """
    pieces = _AS_WRITTEN.split(output)
    pieces[::2] = ["\n".join(filter(None, (line.strip(" \t") for line in piece.split("\n")))) for piece in pieces[::2]]
    return "\n".join(filter(None, pieces))
