"""What the tests of reading without a network share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.building import BuiltSite
from tests.publishing.host import Host

AT_ONCE = "{ const later = setTimeout; globalThis.setTimeout = (call, wait) => later(call, wait === 3000 ? 0 : wait); }"
"""A page waits three seconds before it begins to keep."""


@pytest.fixture
def host(built: BuiltSite, tmp_path: Path) -> Iterator[Host]:
    root = tmp_path / "site"
    shutil.copytree(built.root, root, copy_function=os.link)  # another build puts files anew, and changes none
    host = Host(root)
    yield host
    host.stop()


@pytest.fixture
def patient_reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, accept_downloads=True)
    yield context
    context.close()


@pytest.fixture
def reader(patient_reader: BrowserContext) -> BrowserContext:
    """For whom a page begins to keep at once."""
    patient_reader.add_init_script(AT_ONCE)
    return patient_reader
