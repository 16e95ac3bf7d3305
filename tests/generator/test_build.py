"""The build: two languages side by side, the same as one after the other."""

from __future__ import annotations

import shutil
from pathlib import Path

from macros.content.site import ROOT
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
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("macros", "overrides", "mkdocs.yml"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "agreed.lock", tmp_path)
    result = build(tmp_path, tmp_path / "site", *ELSEWHERE)
    assert result.returncode == 0, result.stderr
    once, again = _contents(built.root), _contents(tmp_path / "site")
    assert {f"{DOCUMENTS_FOLDER}/{file.name}" for file in pack.files} <= once.keys()
    assert once.keys() == again.keys()
    assert [name for name in once if once[name] != again[name]] == []
