"""Typst sets our templates with our fonts, and only as they are meant to look."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import typst

from macros.rendering import typst as typesetting


def test_what_typst_warns_of_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would set a paper without a font that it does not find, in another or in none."""
    (tmp_path / "page.typ").write_text('#set document(title: "A page")\n#set text(font: "Nobody\'s")\nWords', "utf-8")
    monkeypatch.setattr(typesetting, "_ROOT", tmp_path)
    with pytest.raises(typst.TypstError, match="unknown font family") as refused:
        typesetting.compiled("page.typ", {}, tmp_path, dt.date(2026, 1, 1))
    assert "page.typ" in refused.value.diagnostic, "who tells of it needs the place"
