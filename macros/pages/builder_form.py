"""Writes the builder's page: every question as a form that reads well without its scripts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import takewhile

from lxml.etree import Comment
from lxml.html import HtmlElement
from markupsafe import Markup

from macros.filling.questions import (
    FORMATS,
    LONGEST,
    check_block,
    choice_block,
    content_of,
    formats_of,
    words_json,
)
from macros.model import blocks
from macros.model.language import BLANK, Bilingual, Edition
from macros.model.questionnaire import Warns, asked_id, warnings_in
from macros.model.records import Document
from macros.pages.view import View
from macros.rendering.html_tree import page_text, page_tree, part_text, part_tree, put_in_place

FIRST_STAGES = ("stage-1", "stage-2")
"""Their papers come months before the others: the page begins with them."""
PAGE = "documents/builder.md"
"""The page of the builder: there is one in each language."""


def in_two(page: str, view: View) -> tuple[str, str]:
    """The builder's page with the first part of its form alone, and the script with the rest and all that scripts need.

    The form is two thirds of the page, and nobody sees more than its first part before the scripts have come, which
    it needs anyway; see decisions/theme.md. Who goes on before is led to a line that says so, in the place of the rest.

    Raises:
        ValueError: it is not the builder's page.
    """
    root = page_tree(page)
    first = next(iter(view.site.catalogue.parts))
    waits = Markup('<p id="part-{}" tabindex="-1" data-later>{}</p>')
    html = json.dumps(_cut_later(root, waits.format(first, view.label("builder-form-loading"))), ensure_ascii=False)
    content, words = content_of(view.site.catalogue).json_text(), words_json(view.site.catalogue, view.language)
    return page_text(root), f'export default {{"html":{html},"content":{content},"words":{words}}}\n'


def _cut_later(root: HtmlElement, waits: str) -> str:
    """Takes out what stands between the comments `later` and `/later`, for which `waits` stays; its HTML."""
    comments = {comment.text.strip(): comment for comment in root.iter(Comment)}
    if not {"later", "/later"} <= comments.keys():
        raise ValueError("the page has no part that comes later")
    begin, end = comments["later"], comments["/later"]
    later = part_tree("")
    later.text, begin.tail = begin.tail, None
    later.extend(takewhile(lambda each: each is not end, list(begin.itersiblings())))
    put_in_place(begin, part_tree(waits))
    end.drop_tree()
    return part_text(later)


def builder_html(view: View) -> Markup:
    """The form, its side and its data; on any other page than its own, a link to it."""
    if view.page.path != PAGE:
        return Markup('<p><a href="{}">{}</a></p>').format(view.link(PAGE), view.title(PAGE))
    warnings: dict[str, list[Warns]] = {}
    for each in warnings_in(view.site.catalogue.rules.values()):
        warnings.setdefault(each.beside, []).append(each)

    documents_by_stage: dict[str, list[Document]] = {stage: [] for stage in view.site.catalogue.stages}
    for document in view.site.catalogue.document_versions.values():
        documents_by_stage[document.stage].append(document)
    asked = content_of(view.site.catalogue)
    first = {document.id for stage in FIRST_STAGES for document in documents_by_stage[stage] if document.wanted}
    named = {question for document in first for question in asked.documents[document]}
    asked_first = [each for each in asked.questions if each.id in named and not each.given]
    asked_at_first = sum(not each.optional for each in asked_first)
    parts = view.site.catalogue.parts.values()
    first_parts = {part.id for part in parts if {each.id for each in asked_first} & {*map(asked_id, part.questions)}}

    def words(text: Bilingual) -> str:
        return BLANK.sub("…", view.text(text)).replace("….", "…")

    def options(block: blocks.Choice) -> Iterator[tuple[str, str]]:
        yield "", view.label("builder-no-answer")
        yield from ((option.id, words(option.text)) for option in block.options)

    return view.render(
        "builder.html",
        warnings=warnings,
        words=words,
        choices_of=options,
        choice_block=choice_block,
        check_block=check_block,
        languages=[view.language, view.language.other],
        editions=list(Edition),
        formats=list(FORMATS),
        formats_of=formats_of,
        longest=LONGEST,
        documents_by_stage=documents_by_stage,
        first_documents=first,
        first_parts=first_parts,
        asked_at_first=asked_at_first,
        minutes_at_first=math.ceil(asked.minutes.to_read + asked_at_first * asked.minutes.for_each[view.language]),
    )
