"""What tests of pages in a browser share."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page


@pytest.fixture
def agreed_to(page: Page) -> list[str]:
    """The kinds of question that the browser asks its reader, such as `beforeunload`; each is answered with yes."""
    kinds: list[str] = []

    def agree(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        dialog.accept()

    page.on("dialog", agree)
    return kinds
