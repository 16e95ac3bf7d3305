"""What is kept between builds is used by several builds at a time."""

from __future__ import annotations

import os
from pathlib import Path

from macros.rendering.cache import forget

LONG_AGO = 1_000_000_000


def test_a_build_forgets_what_is_old_and_passes_over_what_another_has_just_renamed(tmp_path: Path) -> None:
    for name in ("old", "used", "new"):
        (tmp_path / name).write_text(name)
    for name in ("old", "used"):
        os.utime(tmp_path / name, (LONG_AGO, LONG_AGO))
    (tmp_path / "unfinished").symlink_to(tmp_path / "renamed")  # listed, and not there when it is looked at
    forget(tmp_path, [tmp_path / "used"])
    assert {file.name for file in tmp_path.iterdir()} == {"used", "new", "unfinished"}
