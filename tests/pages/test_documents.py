"""A document on its page: each of its blocks is shown there."""

from __future__ import annotations

from typing import Literal

import jinja2
import pytest

from macros.content.site import Site
from macros.model.blocks import BaseBlock
from macros.model.language import Language
from macros.pages.view import View, document_html


class Riddle(BaseBlock):
    """A kind of block that there is not."""

    block: Literal["riddle"]


def test_a_kind_of_block_that_the_page_does_not_know_is_named(site: Site) -> None:
    document = site.catalogue.documents["announcement"]
    with_riddle = document.model_copy(update={"blocks": (Riddle(block="riddle"),)})
    with pytest.raises(jinja2.UndefinedError, match="Riddle"):
        document_html(with_riddle, View(site, site.page(document.page, Language.FR)))
