"""The browser's scripts have sound types, nothing to lint, and lines that people can read."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import minify

ROOT = Path(__file__).parents[2]
SCRIPTS = (
    *(ROOT / "docs" / "assets" / "js").rglob("*.js"),
    *(ROOT / "bench" / "search").rglob("*.*js"),
    *(ROOT / "bench" / "search").rglob("*.ts"),
    *(ROOT / "macros").rglob("*.js"),
    *(ROOT / "tests" / "filling").rglob("*.js"),
    *(ROOT / "tests" / "scripts").rglob("*.ts"),
)
LONGEST = 120


def test_types_are_sound_and_there_is_nothing_to_lint() -> None:
    checked = subprocess.run([ROOT / "tests" / "scripts" / "check"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_every_script_is_checked() -> None:
    """Both the pages' configuration and the worker's may leave something out; together they must not."""
    assert len(SCRIPTS) > 25
    tsc = ROOT / ".venv" / "scripts" / "node_modules" / ".bin" / "tsc"
    projects = ("tsconfig.json", "tests/scripts/tsconfig.worker.json", "bench/search/tsconfig.json")
    listed = "".join(
        subprocess.run(
            [tsc, "--listFilesOnly", "--project", project], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout
        for project in projects
    )
    assert [script for script in SCRIPTS if str(script) not in listed] == []


def test_no_line_is_too_long_to_read() -> None:
    lines = [
        f"{script.relative_to(ROOT)}:{number}"
        for script in SCRIPTS
        for number, line in enumerate(script.read_text("utf-8").splitlines(), start=1)
        if len(line) > LONGEST
    ]
    assert lines == []


def test_nothing_is_assigned_in_a_way_that_the_minifier_drops() -> None:
    """tdewolff-minify 2.24 turns `() => void (place ??= [])` into `() => {}`."""
    dropped = re.compile(r"\bvoid\b[^;\n]*(\?\?|\|\||&&)=")
    assert [script.name for script in SCRIPTS if dropped.search(script.read_text("utf-8"))] == []


def test_the_minifier_puts_nothing_before_what_it_needs(tmp_path: Path) -> None:
    """tdewolff-minify 2.24 puts patterns first: of `const a = f(); const { b } = g({ a })` it reads `a` too early."""
    published = ROOT / "docs" / "assets" / "js"
    for script in published.rglob("*.js"):
        short = tmp_path / script.relative_to(published)
        short.parent.mkdir(parents=True, exist_ok=True)
        short.write_text(minify.string("text/javascript", script.read_text("utf-8")), "utf-8")
    oxlint = ROOT / ".venv" / "scripts" / "node_modules" / ".bin" / "oxlint"
    rules = ROOT / "tests" / "scripts" / "minified.oxlintrc.json"
    checked = subprocess.run([oxlint, "--config", rules, tmp_path], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_no_fault_is_hidden() -> None:
    """A fault may be let through with its reason only: oxlint's own comments are checked by oxlint."""
    hidden = [
        f"{script.relative_to(ROOT)}:{number}"
        for script in SCRIPTS
        for number, line in enumerate(script.read_text("utf-8").splitlines(), start=1)
        if "@ts-" in line or "{any}" in line or ("oxlint-disable" in line and " -- " not in line)
    ]
    assert hidden == []
