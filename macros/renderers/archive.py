"""Packs the papers of an edition in one ZIP file, with a page that says what is in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import jinja2

from macros.language import Bilingual, Edition, Language
from macros.site import Site
from macros.typography import size_text, typeset

if TYPE_CHECKING:
    from macros.pack import PackedPaper

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a ZIP file can hold: the same bytes at every build."""
_TEMPLATES = jinja2.Environment(
    loader=jinja2.PackageLoader("macros"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def stored_zip(files: Mapping[str, bytes]) -> bytes:
    """A ZIP file of `files`, whose contents are compressed already."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return written.getvalue()


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
