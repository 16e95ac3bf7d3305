"""What we replace of Material is looked at again when Material changes it.

Each file of `overrides/` that bears the name of one of Material's stands here with the hash of the original
that we read. After an upgrade, read what changed upstream, decide, and write the new hash.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

from macros.content.site import ROOT

READ = {
    "404.html": "80c93494b5432b1b",
    "main.html": "9948b55a7bc979c3",
    "partials/alternate.html": "572b1d4dae611aa5",
    "partials/footer.html": "50c2a75f013b7b03",
    "partials/header.html": "8cf3fb15bcf969ff",
    "partials/tabs.html": "d2c82916569e645a",
}


def originals() -> dict[str, Path]:
    """The files of Material that a file of ours replaces, by their path below the theme."""
    theme = Path(str(files("material"))) / "templates"
    names = (file.relative_to(ROOT / "overrides").as_posix() for file in (ROOT / "overrides").rglob("*.html"))
    return {name: theme / name for name in sorted(names) if (theme / name).exists()}


def test_each_original_is_the_one_we_read() -> None:
    found = {name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for name, file in originals().items()}
    assert found == READ
