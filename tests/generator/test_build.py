"""The build: two languages side by side, the same as one after the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.content.site import ROOT
from macros.model.language import Language
from macros.papers.downloads import DOCUMENTS_FOLDER, Pack
from tests.building import Build, BuiltSite


def _contents(root: Path) -> dict[str, bytes]:
    return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


ELSEWHERE = ("env", "TZ=Pacific/Kiritimati", "LC_ALL=C", "PYTHONHASHSEED=4242", "taskset", "--cpu-list", "0")
"""Another place, time zone and order of sets; one core, so that the languages are built one after the other."""


def test_another_build_elsewhere_gives_the_same_bytes(
    built: BuiltSite, pack: Pack, tmp_path: Path, build: Build
) -> None:
    """Papers, pictures and fonts are made anew as well, by other processes: nothing that was kept is used."""
    for name in ("data", "docs", "macros", "overrides", "mkdocs.yml", "agreed.lock"):
        (tmp_path / name).symlink_to(ROOT / name)
    result = build(tmp_path, tmp_path / "site", *ELSEWHERE)
    assert result.returncode == 0, result.stderr
    once, again = _contents(built.root), _contents(tmp_path / "site")
    assert {f"{DOCUMENTS_FOLDER}/{file.name}" for file in pack.files} <= once.keys()
    assert once.keys() == again.keys()
    assert [name for name in once if once[name] != again[name]] == []


@pytest.mark.parametrize("language", Language)
def test_a_fault_in_one_language_only_ends_the_build(language: Language, tmp_path: Path, build: Build) -> None:
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("macros", "overrides", "mkdocs.yml", ".cache"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "docs" / language.other / "understand" / "there.txt").write_text("there", "utf-8")
    for each, words in ((Language.FR, "Vous le lisez ici"), (Language.NL, "U leest het hier")):
        page = tmp_path / "docs" / each / "understand" / "cost.md"
        page.write_text(f"{page.read_text('utf-8')}\n[{words}](there.txt)\n", "utf-8")
    result = build(tmp_path, tmp_path / "site")
    assert result.returncode == 1
    assert f"{language}/understand/cost.md" in result.stderr
    assert f"{language.other}/understand/cost.md" not in result.stderr
