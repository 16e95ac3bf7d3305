"""What the tests of filling share: the builder's scripts, and the font of fields."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from macros.content.site import Site
from macros.filling.exchange import Fonts
from macros.filling.scripts import Scripts
from macros.model.language import Edition
from macros.papers.downloads import Pack, PackedPaper
from macros.papers.field_font import field_font
from tests.filling.functions import FONTS, FUNCTIONS, Functions


@pytest.fixture(scope="session")
def functions() -> Iterator[Functions]:
    """The functions of the builder's scripts."""
    with Scripts(FUNCTIONS) as scripts:
        yield Functions(scripts)


@pytest.fixture(scope="session")
def documents(pack: Pack, site: Site) -> list[PackedPaper]:
    """Every document in all editions."""
    return [pack.papers[document, edition] for document in site.catalogue.documents for edition in Edition]


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    widths = field_font(FONTS).widths
    return Fonts(chars="".join(map(chr, widths)), widths=tuple(widths.values()), file="")
