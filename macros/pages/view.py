"""Writes records as HTML, for the pages of the site."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from macros.content.page_files import Page, relative_address
from macros.content.site import Site
from macros.model import blocks, records
from macros.model.blocks import Audience
from macros.model.language import BLANK, Bilingual, Edition, Language
from macros.model.refusals import refused
from macros.model.typography import NO_BREAK, OURS_SIGN, breakable, date_text, size_text, typeset
from macros.pages.citations import Citations
from macros.papers.downloads import DOCUMENTS_FOLDER, Download, Pack, PackedPaper, PaperFile
from macros.papers.from_records import said_with
from macros.papers.paper import Format
from macros.rendering.jinja import html_templates


@cache
def _templates() -> jinja2.Environment:
    environment = html_templates("macros.pages")
    environment.filters["breakable"] = breakable
    environment.globals["ours_sign"] = OURS_SIGN
    return environment


@dataclass(frozen=True, repr=False)  # mkdocs-macros writes what a page holds into its log: here, the whole guide
class View:
    """A page being written: its language, where it stands, and the sources it has cited so far."""

    site: Site
    page: Page
    pack: Pack | None = None
    """The files to download; None while the guide is only checked."""
    citations: Citations = field(default_factory=Citations)
    site_url: str = ""
    """The address of the site, which others write out; empty while the guide is only checked."""

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.page.language

    def text(self, text: Bilingual) -> str:
        """A bilingual text in the page's language, typeset."""
        return typeset(text[self.language], self.language)

    def typeset(self, words: str) -> str:
        """Words in the page's language, typeset."""
        return typeset(words, self.language)

    def label(self, label_id: str, **values: object) -> str:
        """A phrase of the interface, with its `{places}` filled; refuses a place that has no value here."""
        try:
            return self.label_template(label_id).format(**values)
        except KeyError as error:
            known = ", ".join(f"{{{name}}}" for name in values) or "–"
            raise refused("label-place-unknown", label=label_id, place=f"{{{error.args[0]}}}", known=known) from error

    def label_template(self, label_id: str) -> str:
        """A phrase of the interface with its `{places}` unfilled, for a script to fill."""
        return self.text(self.site.catalogue.labels[label_id])

    def place(self, stage: records.Stage) -> str:
        """Where a stage stands: `Étape 3`; the evaluation comes afterwards."""
        return self.label("stage-number", number=stage.number) if stage.number else self.label("afterwards")

    def place_of_all(self, stage: records.Stage) -> str:
        """The same, counted: `Étape 3 sur 4`."""
        return self.label("stage-of", number=stage.number) if stage.number else self.label("afterwards")

    def title(self, path: str) -> str:
        """The title of the page at `path`, in the language of this page."""
        return typeset(self.site.page(path, self.language).front_matter.title, self.language)

    def date(self, day: dt.date) -> str:
        """A date in the page's language, which no line parts."""
        return typeset(date_text(day, self.language), self.language).replace(" ", NO_BREAK)

    def link(self, path: str, anchor: str = "") -> str:
        """The relative address of the page at `path`, for an `href`."""
        target = self.site.page(path, self.language).address
        return relative_address(self.page.address, target) + (f"#{anchor}" if anchor else "")

    def other_link(self, path: str) -> str:
        """The relative address of the page at `path` in the other language."""
        return relative_address(self.page.address, self.site.page(path, self.language.other).address)

    def file(self, name: str) -> str:
        """The relative address of a file that lies below the root of this language."""
        return posixpath.relpath(f"{self.language}/{name}", self.page.address)

    def root(self, name: str) -> str:
        """The relative address of a file that lies below the root of the site."""
        return posixpath.relpath(name, self.page.address)

    def download(self, file: Download) -> str:
        """The relative address of a file to download."""
        return posixpath.relpath(f"{DOCUMENTS_FOLDER}/{file.name}", self.page.address)

    def size(self, file: Download) -> str:
        """The size of a file, as this language writes it."""
        return size_text(len(file.content), self.language)

    def packed(self, paper_id: str, edition: Edition) -> PackedPaper:
        """The files of a paper in an edition; raises `LookupError` while the guide is only checked."""
        if self.pack is None:
            raise LookupError("no pack was made")
        return self.pack.papers[paper_id, edition]

    def example(self, paper_id: str) -> Download | None:
        """The paper filled in for an invented neighbourhood, in the language of the page; not all papers have one."""
        return self.pack.examples.get((paper_id, Edition(self.language))) if self.pack else None

    def edition(self, edition: Edition) -> str:
        """The name of an edition: of one language in that language, of both in the language of the page."""
        if edition is Edition.BOTH:
            return self.label("edition-both")
        return self.site.catalogue.labels["language-name"][edition.languages[0]]

    def foreign(self, edition: Edition) -> Markup:
        """The `lang` attribute that the name of an edition needs on this page."""
        language = edition.languages[0]
        return Markup("" if edition is Edition.BOTH or language is self.language else f' lang="{language}"')

    def cite(self, citations: Iterable[str]) -> Markup:
        """The marks of these citations, such as [1], linked to the sources at the foot of the page."""
        marks = self.citations.marks(citations)
        for mark in marks:
            self.site.catalogue.sources.require(mark.source)
        return self.render("source_marks.html", marks=marks)

    def render(self, template: str, **values: Any) -> Markup:
        """A template of `macros/pages/templates`, which sees this view and the values given."""
        names = {"view": self, "t": self.text, "label": self.label, "cite": self.cite, "link": self.link}
        try:
            rendered = _templates().get_template(template).render(**names, catalogue=self.site.catalogue, **values)
        except jinja2.TemplateError as error:
            error.add_note(f"in macros/pages/templates/{template}, for {self.page.file}")
            raise
        return Markup(rendered.strip())


def document_html(document: records.Document, view: View) -> Markup:
    """The text of a document: its blocks, blanks to write on, explanations that can be hidden."""
    numbers = document.numbers

    def said(slide: blocks.Slide) -> str:
        return view.text(said_with(slide, numbers[slide.id], view.site.catalogue))

    return view.render("document.html", document=document, runs=_runs, said=said, numbers=numbers)


def _runs(text: str, view: View) -> list[tuple[str, records.Field | None]]:
    """Text cut at its blanks: (words, None) or ("", field)."""
    pieces = BLANK.split(text)
    fields = view.site.catalogue.fields
    return [(piece, None) if index % 2 == 0 else ("", fields[piece]) for index, piece in enumerate(pieces)]


class FilesOf(NamedTuple):
    """The files of a version of a document that most readers take, and where the page has the others."""

    document: records.Document
    label: str
    files: list[PaperFile]
    others: str


def paper_files(view: View) -> list[FilesOf]:
    """What most readers take from the page of a document, of the version for shops, too."""
    return [
        FilesOf(
            version,
            f"download-{version.audience}" if document.shops else "download-now",
            files,
            "download" if version.audience is Audience.HOMES else version.audience,
        )
        for document in view.site.catalogue.documents.values()
        if document.page == view.page.path
        for version in document.versions
        if (files := files_of(version, view))
    ]


def files_of(document: records.Document, view: View) -> list[PaperFile]:
    """The Word or PowerPoint file of a document in the language of the page, then both PDFs; none in a mere check."""
    if view.pack is None:
        return []
    files = view.packed(document.id, Edition(view.language)).files
    return [files[each] for each in (Format.SLIDES, Format.WORD, Format.PRINT, Format.FORM) if each in files]


def sources_html(view: View) -> Markup:
    """The sources cited on the page so far, numbered, with links back to the text."""
    cited = [(entry, view.site.catalogue.sources[entry.source]) for entry in view.citations]
    return view.render("sources.html", cited=cited)
