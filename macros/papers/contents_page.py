"""Writes the page that says what is in the ZIP file of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from macros.content.site import Site
from macros.model.language import Bilingual, Edition, Language
from macros.model.typography import size_text, typeset
from macros.papers.downloads import PackedPaper
from macros.rendering.jinja import html_templates


def contents_html(site: Site, folders: Mapping[str, Sequence[PackedPaper]], edition: Edition) -> str:
    """A page that stands alone: each paper with its purpose and links to its files in their folders."""

    def text(value: Bilingual, language: Language) -> str:
        return typeset(value[language], language)

    return (
        html_templates("macros.papers")
        .get_template("contents.html")
        .render(
            catalogue=site.catalogue,
            edition=edition,
            folders=folders,
            label=lambda name, language: text(site.catalogue.labels[name], language),
            size_text=size_text,
            t=text,
        )
    )
