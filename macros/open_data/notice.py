"""What a municipality shows of the guide on a page of its own site: numbers to call, limits, stages, links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache

import jinja2
from markupsafe import Markup

from macros.content.publisher import own_publisher
from macros.content.site import Site
from macros.model.language import Bilingual, Language, Record
from macros.model.typography import typeset
from macros.rendering.jinja import html_templates

ELEMENT = "plp-bin-notice"
"""The name of the element that keeps a notice up to date, and of its script."""

_LINKED_PAGES = {
    "understand/what.md": None,
    "understand/limits.md": "notice-limits",
    "documents/index.md": "notice-documents",
    "questions.md": "notice-questions",
}
"""Pages, with the label that says what they hold where their title is too short for another site."""


class NoticeLink(Record):
    """A page of the guide; its address stands below the root of the site."""

    title: str
    address: str
    summary: str | None = None


class Notice(Record):
    """All that is shown, in one language."""

    language: Language
    title: str
    question: str
    answer: str
    number: str
    rescue: str
    rescue_number: str
    about: str
    limits: str
    stages: tuple[NoticeLink, ...]
    links: tuple[NoticeLink, ...]
    more: str
    guide: NoticeLink
    checked_on: dt.date


def notices(site: Site) -> Iterator[Notice]:
    """The notice in each language."""
    for language in Language:
        yield notice_in(language, site)


def notice_in(language: Language, site: Site) -> Notice:
    """The notice in one language, in words that pages say too."""
    catalogue = site.catalogue

    def text(bilingual: Bilingual) -> str:
        return typeset(bilingual[language], language)

    def link(path: str, title: str | None = None, summary: str | None = None) -> NoticeLink:
        page = site.page(path, language)
        return NoticeLink(
            title=title or typeset(page.front_matter.title, language), address=page.address, summary=summary
        )

    more = text(catalogue.labels["notice-more"])
    if publisher := own_publisher(catalogue):
        more = text(catalogue.labels["notice-more-own"]).format(publisher=text(publisher.name))
    return Notice(
        language=language,
        title=text(catalogue.labels["notice-title"]),
        question=text(catalogue.labels["emergency-question"]),
        answer=text(catalogue.labels["emergency-answer"]),
        number=catalogue.emergency_numbers["police"].number,
        rescue=text(catalogue.labels["notice-rescue"]),
        rescue_number=catalogue.emergency_numbers["emergency-centre"].number,
        about=text(catalogue.labels["notice-about"]),
        limits=text(catalogue.labels["notice-police"]),
        stages=tuple(link(stage.page, text(stage.title), text(stage.summary)) for stage in catalogue.stages.values()),
        links=tuple(link(path, label and text(catalogue.labels[label])) for path, label in _LINKED_PAGES.items()),
        more=more,
        guide=link("index.md", typeset(catalogue.guide.full_name(language), language)),
        checked_on=catalogue.guide.checked_on,
    )


@cache
def _template() -> jinja2.Template:
    return html_templates("macros.open_data").get_template("notice.html")


def notice_html(notice: Notice, root: str, heading: int = 2) -> Markup:
    """The notice as a fragment of HTML that needs neither script nor style; `root` is the address of the site."""
    return Markup(_template().render(notice=notice, root=root, heading=heading, element=ELEMENT).strip())


def element_html(content: str, language: Language, folder: str) -> Markup:
    """The element around what a municipality shows without it, and its script; `folder` is that of the open data."""
    template = Markup('<{0} lang="{1}">\n{2}\n</{0}>\n<script src="{3}/{0}.js" async></script>')
    return template.format(ELEMENT, language, content, folder)
