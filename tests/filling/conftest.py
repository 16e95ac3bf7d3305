"""What the tests of filling share: the builder's scripts, and the fonts of forms."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from macros.content.site import ROOT
from macros.filling.exchange import Fonts
from macros.filling.pdf_fonts import fill_fonts
from macros.filling.scripts import Scripts
from tests.filling.functions import FUNCTIONS, Functions


@pytest.fixture(scope="session")
def functions() -> Iterator[Functions]:
    """The functions of the builder's scripts."""
    with Scripts(FUNCTIONS) as scripts:
        yield Functions(scripts)


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    return fill_fonts(b"", ROOT / ".cache" / "fonts")
