"""Writes the page that says what is in the ZIP file of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import jinja2

from macros.downloads import PackedPaper
from macros.language import Bilingual, Edition, Language
from macros.site import Site
from macros.typography import size_text, typeset

_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("macros"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def contents_html(site: Site, folders: Mapping[str, Sequence[PackedPaper]], edition: Edition) -> str:
    """A page that stands alone: each paper with its purpose and links to its files in their folders."""

    def text(value: Bilingual, language: Language) -> str:
        return typeset(value[language], language)

    return _TEMPLATES.get_template("contents.html").render(
        catalogue=site.catalogue,
        checked_on=site.catalogue.guide.checked_on,
        edition=edition,
        folders=folders,
        label=lambda name, language: text(site.catalogue.labels[name], language),
        size_text=size_text,
        t=text,
    )
