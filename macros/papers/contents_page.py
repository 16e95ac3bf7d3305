"""Writes the page that says what is in the ZIP file of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from macros.content.checklists import CHECKLISTS_PAGE
from macros.content.site import Site
from macros.model.language import Bilingual, Edition, Language
from macros.model.typography import size_text, typeset
from macros.papers.downloads import PackedPaper
from macros.rendering.jinja import html_templates


def contents_html(site: Site, folders: Mapping[str, Sequence[PackedPaper]], edition: Edition) -> str:
    """A page that stands alone: each paper with its purpose and links to its files in their folders."""

    def text(value: Bilingual, language: Language) -> str:
        return typeset(value[language], language)

    def heading(papers: Sequence[PackedPaper]) -> dict[Language, str]:
        """The title of the page on which papers of a folder stand: that of their stage, or of the checklists."""
        first, path = papers[0].paper, CHECKLISTS_PAGE
        if first.audience:
            path = site.catalogue.stages[site.catalogue.document_versions[first.id].stage].page
        pages = (site.page(path, language) for language in edition.languages)
        return {page.language: typeset(page.front_matter.title, page.language) for page in pages}

    return (
        html_templates("macros.papers")
        .get_template("contents.html")
        .render(
            catalogue=site.catalogue,
            edition=edition,
            folders=folders,
            headings={folder: heading(papers) for folder, papers in folders.items()},
            label=lambda name, language: text(site.catalogue.labels[name], language),
            size_text=size_text,
            t=text,
        )
    )
