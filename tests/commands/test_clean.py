"""The command that cleans up removes what the guide has made, and tells what it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.__main__ import main
from macros.commands import clean
from macros.publishing.atomic_folder import atomic_folder
from macros.publishing.output_place import begin


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a guide that was built, and once killed while it was."""
    monkeypatch.setattr(clean, "ROOT", tmp_path)
    (tmp_path / ".cache").mkdir()
    with atomic_folder(tmp_path / "site") as site:
        (site / "index.html").write_text("a page", "utf-8")
    for name in (".site.new-killed", ".site.previous"):
        (tmp_path / name).mkdir()
        begin(tmp_path / name)
    (tmp_path / ".site.new-ideas").mkdir()
    (tmp_path / ".site.new-ideas" / "sketch.txt").write_text("somebody's", "utf-8")
    return tmp_path


def cleaned() -> str:
    result = CliRunner().invoke(main, ["--language", "en", "clean"])
    assert result.exit_code == 0, result.output
    return result.output


def test_what_the_guide_has_made_goes_and_what_others_have_made_stays(root: Path) -> None:
    assert cleaned() == ""
    assert [each.name for each in root.iterdir()] == [".site.new-ideas"]


def test_a_site_to_which_somebody_has_added_stays_and_is_told(root: Path) -> None:
    (root / "site" / "CNAME").write_text("guide.example", "utf-8")
    assert "site stays, for it holds what the guide did not make: CNAME" in cleaned()
    assert (root / "site" / "index.html").exists()
