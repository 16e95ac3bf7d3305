"""The quick tests need no browser, no built site and no installed program, and nobody can forget to say what does."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from macros.content.site import ROOT
from tests import conftest
from tests.tools import PROGRAMS

ALLOWED = {"tools.py", "real_servers.py", "test_kept.py"}
"""What knows the programs by name; the last runs a stand-in for them."""


def test_every_tier_hangs_on_a_fixture_and_is_left_out_of_the_quick_tests() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["pytest"]["ini_options"]
    marks = {each.partition(":")[0] for each in settings["markers"]}
    left_out = re.search(r"^slow := (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert left_out
    assert set(left_out[1].split(" or ")) == marks == set(conftest.TIERS.values())
    assert [fixture for fixture in conftest.TIERS if not hasattr(conftest, fixture)] == []


def test_programs_are_run_through_the_fixture_that_marks_their_tests() -> None:
    found = {f"{file.name}: {name}" for file in (ROOT / "tests").rglob("*.py") for name in _run_otherwise(file)}
    assert found == set()


def _run_otherwise(file: Path) -> Iterator[str]:
    """The programs that a file names, but for those that it gives to `tools`."""
    if file.name in ALLOWED:
        return
    tree = ast.parse(file.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    given = {id(call.args[0]) for call in calls if call.args and ast.unparse(call.func).startswith("tools.")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node.value in PROGRAMS and id(node) not in given:
            yield str(node.value)


def test_no_test_is_passed_over() -> None:
    """What is missing fails: a test that is passed over promises nothing."""
    skips = re.compile(r"\b(skip|skipif|xfail|importorskip)\(|mark\.(skip|xfail)")
    files = [file for file in (ROOT / "tests").rglob("*.py") if file.name != Path(__file__).name]
    assert [file.name for file in files if skips.search(file.read_text("utf-8"))] == []


def test_no_fixture_is_asked_for_by_a_name_worked_out_later() -> None:
    """Else pytest does not know of it when it sorts the tests into their tiers."""
    others = (file for file in (ROOT / "tests").rglob("*.py") if file.name != Path(__file__).name)
    assert [file.name for file in others if "getfixturevalue(" in file.read_text("utf-8")] == []
