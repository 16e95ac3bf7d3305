"""What two people changed at the same time can be merged, and what nobody read together is asked."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.checks.agreed_lock import LOCK, lock_below, read_lock
from macros.checks.lock_problems import agreed_texts, renewed
from macros.content.page_files import load_pages
from macros.content.site import ROOT
from macros.model.language import Language
from tests.checks.moving import add_paragraph, at, change, found_in, move_paragraph, move_record

Change = Callable[[Path], None]
COST, TERMS, STAGE, ROLES = "understand/cost.md", "data/terms.yml", "data/stages/stage-2.yml", "data/roles.yml"
TASKS = "moments[before-evening]/tasks"
_NOBODY = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b.invalid", "GIT_CONFIG_NOSYSTEM": "1"}
_NOBODY |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in _NOBODY.items()}


@pytest.fixture
def repository(locked_copy: Path) -> Path:
    """A copy of the guide with its lock, under the care of git."""
    shutil.copy(ROOT / ".gitattributes", locked_copy)
    assert git(locked_copy, "init", "--quiet", "--initial-branch=main") == 0
    assert git(locked_copy, "add", LOCK, ".gitattributes", "data", "docs") == 0
    assert git(locked_copy, "commit", "--quiet", "--message=start") == 0
    return locked_copy


def git(root: Path, *arguments: str) -> int:
    environment = {**os.environ, **_NOBODY, "HOME": str(root), "GIT_DIR": str(root / ".git")}
    return subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, check=False).returncode


def agree(root: Path, *places: str) -> None:
    text, _ = renewed(agreed_texts(root, load_pages(root / "docs")[0]), lock_below(root), places)
    (root / LOCK).write_text(text, "utf-8")


def commit(root: Path, branch: str, edit: Change) -> None:
    """Changes something on a branch of its own, and agrees to it."""
    assert git(root, "checkout", "--quiet", "-b", branch, "main") == 0
    edit(root)
    assert found_in(root) != []
    agree(root)
    assert found_in(root) == []
    assert git(root, "commit", "--quiet", "--all", f"--message={branch}") == 0


def merged(root: Path, ours: Change, theirs: Change) -> bool:
    """Whether git merged two branches without a conflict."""
    commit(root, "ours", ours)
    commit(root, "theirs", theirs)
    return git(root, "merge", "--quiet", "--no-edit", "ours") == 0


def reword(file: str, place: str) -> Change:
    def edit(root: Path) -> None:
        twin = at(root, file, place)
        for language in Language:
            change(root / file, f" {twin[language].text}\n", f" {twin[language].text} (1)\n")

    return edit


def add_term(name: str, french: str, dutch: str, before: str) -> Change:
    words = "\n".join(
        f"  {key}:\n    fr: >-\n      {french}\n    nl: >-\n      {dutch}" for key in ("name", "definition")
    )
    return lambda root: change(root / TERMS, f"- id: {before}\n", f"- id: {name}\n{words}\n\n- id: {before}\n")


APART: dict[str, tuple[Change, Change]] = {
    "texts of two records": (reword(TERMS, "[plp]/definition"), reword(TERMS, "[plp-i]/definition")),
    "texts of two files": (reword(TERMS, "[plp]/definition"), reword(ROLES, "[citizen]/short")),
    "two texts of one record": (
        reword(STAGE, f"{TASKS}[plan-evening]/title"),
        reword(STAGE, f"{TASKS}[plan-evening]/help"),
    ),
    "texts that stand side by side in the lock": (reword(TERMS, "[plp]/definition"), reword(TERMS, "[plp]/name")),
    "new records": (
        add_term("quiet-street", "rue calme", "rustige straat", "plp-i"),
        add_term("quiet-square", "place calme", "rustig plein", "screening"),
    ),
    "moved records": (
        lambda root: move_record(root, "citizen-solidarity", ROLES, "citizen-watchful"),
        lambda root: move_record(root, "police-follow-up", ROLES, "police-appoints"),
    ),
    "paragraphs of two sections": (
        lambda root: add_paragraph(root, COST, "rule", ("Lisez cette page.", "Lees deze pagina.")),
        lambda root: move_paragraph(root, COST, "free", "evening"),
    ),
}


@pytest.mark.parametrize("what", APART)
def test_what_two_people_changed_apart_is_merged_without_a_conflict_and_settled_by_agreeing(
    what: str, repository: Path
) -> None:
    assert merged(repository, *APART[what])
    agree(repository)
    assert found_in(repository) == []


@pytest.mark.parametrize("what", ["texts of two records", "texts of two files", "new records", "moved records"])
def test_what_both_have_agreed_to_is_not_asked_again(what: str, repository: Path) -> None:
    merged(repository, *APART[what])
    assert found_in(repository) == []


def one_language(language: Language) -> Change:
    """A branch on which one language has changed, and someone said that the other need not."""

    def edit(root: Path) -> None:
        twin = at(root, TERMS, "[plp]/definition")
        change(root / TERMS, f" {twin[language].text}\n", f" {twin[language].text} (1)\n")
        agree(root, twin[language.other].place)
        (root / LOCK).write_text((root / LOCK).read_text("utf-8").replace("# ", "#  ", 1), "utf-8")

    return edit


def test_two_halves_that_nobody_read_together_are_not_agreed(repository: Path) -> None:
    """One changed the French and one the Dutch, each with reason: the two new texts have never stood together."""
    for branch, language in (("ours", Language.FR), ("theirs", Language.NL)):
        git(repository, "checkout", "--quiet", "-b", branch, "main")
        one_language(language)(repository)
        assert found_in(repository) == []
        git(repository, "commit", "--quiet", "--all", f"--message={branch}")
    git(repository, "merge", "--quiet", "--no-edit", "ours")
    twin = at(repository, TERMS, "[plp]/definition")
    assert all(twin[language].text.endswith("(1)") for language in Language)
    assert found_in(repository) != []


def test_a_record_that_one_moved_and_another_reworded_is_not_agreed(repository: Path) -> None:
    move: Change = lambda root: move_record(root, "citizen-solidarity", ROLES, "citizen-no-patrol")  # noqa: E731
    rewording = reword(ROLES, "[citizen]/does[citizen-solidarity]/text")
    original = (repository / ROLES).read_text("utf-8")
    assert not merged(repository, move, rewording), "git leaves it to a person"
    (repository / ROLES).write_text(original, "utf-8")
    rewording(repository)
    move(repository)
    (problem,) = found_in(repository)
    assert "citizen-solidarity" in problem.message


def test_a_lock_with_the_marks_of_a_conflict_is_settled_by_agreeing(repository: Path) -> None:
    (repository / ".gitattributes").unlink()
    git(repository, "commit", "--quiet", "--all", "--message=plain")
    assert not merged(repository, *APART["texts that stand side by side in the lock"])
    assert "<<<<<<<" in (repository / LOCK).read_text("utf-8")
    agree(repository)
    assert found_in(repository) == []
    assert "<<<<<<<" not in (repository / LOCK).read_text("utf-8")


def test_of_a_conflict_the_lines_of_both_branches_count_and_those_of_neither_do_not() -> None:
    text = "f.yml\n<<<<<<< a\n x 00000001\n||||||| base\n x 00000002\n=======\n x 00000003\n>>>>>>> b\n y 00000004\n"
    assert [str(line) for line in read_lock(text)] == ["x 00000001", "x 00000003", "y 00000004"]
