"""`./guide check` tells of what is written in other languages than Python and cannot be read, before a build does."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.__main__ import main
from macros.checks.known_files import stray_problems
from macros.commands import check
from macros.content.site import ROOT
from macros.model.problems import Problem
from macros.rendering.typst import template_problems


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A copy of the scripts and of the templates."""
    for file in (*ROOT.glob("docs/assets/**/*.js"), *ROOT.glob("macros/*/templates/**/*.*")):
        copy = tmp_path / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("docs/assets/js/builder/files.js", 2, "const = 1;"),
        ("macros/papers/templates/slides.typ", 2, "#let broken = ("),
        ("macros/tree/templates/tree.typ", 2, "#let = 1"),
    ],
)
def test_scripts_and_templates_that_cannot_be_read_are_named_with_the_line(
    file: str, line: int, broken: str, code: Path
) -> None:
    assert check.code_problems(code) == []
    assert check.code_problems(code) == []  # and is kept
    first, rest = (code / file).read_text("utf-8").split("\n", 1)
    (code / file).write_text(f"{first}\n{broken}\n{rest}", "utf-8")
    assert {problem.file for problem in check.code_problems(code)} == {file}
    assert min(problem.line for problem in check.code_problems(code)) >= line


@pytest.mark.parametrize("folder", ["", "macros", "macros/papers", "docs/assets"])
def test_a_broken_template_is_named_from_any_folder(folder: str, code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typst tells where it is from the folder in which one works."""
    file = code / "macros" / "papers" / "templates" / "slides.typ"
    file.write_text("#let = 1", "utf-8")
    monkeypatch.chdir(code / folder)
    (problem,) = template_problems(code / "macros")
    assert problem.place == "macros/papers/templates/slides.typ:1"


def test_a_template_in_another_encoding_is_named(code: Path) -> None:
    file = code / "macros" / "papers" / "templates" / "slides.typ"
    file.write_bytes("// été".encode("cp1252"))
    (problem,) = template_problems(code / "macros")
    assert problem.file == "macros/papers/templates/slides.typ"


@pytest.mark.parametrize("encoding", ["foo-8", "utf-7", "shift_jis"])
def test_a_part_of_an_office_file_in_an_unknown_encoding_is_named(encoding: str, code: Path) -> None:
    file = code / "macros" / "papers" / "templates" / "word" / "styles.xml"
    file.write_text(f'<?xml version="1.0" encoding="{encoding}"?><a/>', "utf-8")
    (problem,) = stray_problems(code)
    assert problem.file == "macros/papers/templates/word/styles.xml"


@pytest.mark.parametrize("part", ["word/styles.xml", "opendocument/content.xml", "powerpoint/master.xml"])
def test_a_part_of_an_office_file_that_is_no_xml_is_named_with_its_line(part: str, code: Path) -> None:
    """Before a paper is set, which ended in what Python says."""
    assert list(stray_problems(code)) == []
    file = code / "macros" / "papers" / "templates" / part
    file.write_text(file.read_text("utf-8").replace(">", "", 1), "utf-8")
    (problem,) = stray_problems(code)
    assert problem.file == f"macros/papers/templates/{part}"
    assert problem.line
    assert "cannot be read" in problem.message


def test_the_command_fails_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = Problem.of("script-unreadable", "docs/assets/js/page.js", 3, said="unexpected }")
    monkeypatch.setattr(check, "code_problems", lambda _: [wrong])
    result = CliRunner().invoke(main, ["check"])
    assert result.exit_code == 1
    assert "docs/assets/js/page.js:3" in result.stderr
