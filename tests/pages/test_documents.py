"""A document on its page: each of its blocks is shown there."""

from __future__ import annotations

import jinja2
import pytest

from macros.content.site import Site
from macros.model.blocks import Paragraph
from macros.model.language import Language
from macros.pages.view import View, document_html


def test_a_kind_of_block_that_the_page_does_not_know_is_named(site: Site) -> None:
    class Riddle(Paragraph):
        pass

    document = site.catalogue.documents["announcement"]
    page = site.page(document.page, Language.FR)
    riddle = Riddle.model_construct(block="riddle")
    with pytest.raises(jinja2.UndefinedError, match="Riddle"):
        document_html(document.model_copy(update={"blocks": (riddle,)}), View(site, page))
