"""What README, HACKING and the decisions name is there: a file that moves takes its mentions with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.content.site import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "HACKING.md", ROOT / "CONTRIBUTING.md", *(ROOT / "decisions").glob("*.md")]
NAMED = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|html|typ|js|css|yml|md|csv|ts|xml)|[\w-]+\.(?:py|typ))`")
MADE = ("builder/form-", "assets/builder/", "fr/404", "nl/404", "customXml/")
"""What the site or a paper has and the project has not: the build makes it."""


def named_in(document: Path) -> Iterator[str]:
    """The files that a document names in code marks, `macros/` left out in HACKING."""
    for name in NAMED.findall(document.read_text("utf-8")):
        if not name.startswith(MADE) and "…" not in name and "*" not in name:
            yield name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_file_that_is_named_is_there(document: Path) -> None:
    places = (ROOT, ROOT / "macros", ROOT / "docs" / "fr", ROOT / "docs" / "assets" / "js")
    known = {file.name for file in [*(ROOT / "macros").rglob("*"), *(ROOT / "bench").rglob("*")]}
    missing = [
        name
        for name in named_in(document)
        if not any((place / name).exists() for place in places) and not ("/" not in name and name in known)
    ]
    assert missing == []
