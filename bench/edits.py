"""Shows what a build makes anew after an edit, and what that costs: "what was edited → what was made → seconds".

Run it by hand: `.venv/bin/python -m bench.edits`. It edits a copy of the guide, builds it, and takes the edit back.
Wall seconds are worth something on a quiet machine only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.build.measure import time_of
from macros.content.site import ROOT

BUILD = [sys.executable, "-m", "macros", "build"]
AGREE = [sys.executable, "-m", "macros", "agree"]


class Edit(NamedTuple):
    """A text of the guide or of its code, replaced by another: in both languages where it has two."""

    said: str
    changes: tuple[tuple[str, str, str], ...]


def _comment(package: str, module: str) -> Edit:
    line = "from __future__ import annotations\n"
    return Edit(f"a comment in `{package}`", ((f"macros/{package}/{module}.py", line, f"{line}# why\n"),))


EDITS = (
    Edit(
        "a fact (`data/statements.yml`)",
        (
            ("data/statements.yml", "un accord écrit entre", "un accord écrit et signé entre"),
            ("data/statements.yml", "een schriftelijke afspraak", "een schriftelijke en ondertekende afspraak"),
        ),
    ),
    Edit(
        "a sentence of a page",
        (
            ("docs/fr/understand/cost.md", "\n## ", "\nUne phrase de plus.\n\n## "),
            ("docs/nl/understand/cost.md", "\n## ", "\nEen zin meer.\n\n## "),
        ),
    ),
    Edit(
        "a label (`data/labels.yml`)",
        (
            ("data/labels.yml", "Imprimer avec mes coches", "Imprimer avec mes propres coches"),
            ("data/labels.yml", "Afdrukken met mijn vinkjes", "Afdrukken met mijn eigen vinkjes"),
        ),
    ),
    Edit("a template of pages", (("macros/pages/templates/checklist.html", ">\n", " data-edited>\n"),)),
    Edit("a template of papers", (("macros/papers/templates/paper.typ", "#let ", "#let edited = 1\n#let "),)),
    Edit("a style sheet", (("docs/assets/css/guide.css", "{", "{ --edited: 1;"),)),
    Edit("a script", (("docs/assets/js/page.js", "\n", "\nconsole.debug('edited');\n"),)),
    _comment("papers", "docx"),
    _comment("search", "index"),
    _comment("book", "from_html"),
    _comment("publishing", "css"),
    _comment("checks", "twins"),
)


def main() -> None:
    """Builds with nothing kept, with nothing changed, and after each edit, and prints a table in Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)
        print("| edited | made anew | wall s | processor s |\n|---|---|---|---|")
        _row("nothing kept", place)
        _row("nothing changed", place)
        for edit in EDITS:
            with _made(edit, place):
                time_of(AGREE, place)
                _row(edit.said, place)


@contextmanager
def _made(edit: Edit, place: Path) -> Iterator[None]:
    """The copy with the edit; without it again afterwards, and built so."""
    files = {place / name: (place / name).read_bytes() for name, _, _ in edit.changes}
    for name, old, new in edit.changes:
        text = (place / name).read_text("utf-8")
        assert old in text, f"{name} no longer holds {old!r}"
        (place / name).write_text(text.replace(old, new, 1), "utf-8")
    yield
    for file, content in files.items():
        file.write_bytes(content)


def _row(said: str, place: Path) -> None:
    before = _kept(place)
    cost = time_of(BUILD, place)
    made = Counter(file.suffix.removeprefix(".") for file in _kept(place) - before)
    listed = ", ".join(f"{count} {suffix}" for suffix, count in sorted(made.items())) or "–"
    print(f"| {said} | {listed} | {cost.wall:.1f} | {cost.processor:.1f} |", flush=True)


def _kept(place: Path) -> set[Path]:
    return {file for file in (place / ".cache").rglob("*") if file.suffix not in {"", ".cache", ".pages"}}


if __name__ == "__main__":
    main()
