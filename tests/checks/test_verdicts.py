"""What was found sound is not looked at again until it changes, and what was not is."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks import verdicts
from macros.checks.verdicts import unless_sound
from macros.model.problems import Problem

MODULE = "macros.checks.wording"


class Finder:
    """Finds that some items are wrong, and remembers which it looked at."""

    def __init__(self, *wrong: str) -> None:
        self.wrong, self.seen = wrong, list[str]()

    def __call__(self, items: list[str]) -> list[Problem]:
        self.seen += items
        return [Problem.of("file-empty", item) for item in items if item in self.wrong]


def seen(kept: Path, texts: dict[str, str], *wrong: str) -> list[str]:
    find = Finder(*wrong)
    problems = unless_sound(kept, MODULE, texts, find)
    assert [problem.file for problem in problems] == [item for item in find.seen if item in wrong]
    return find.seen


def test_only_what_has_changed_is_looked_at_again(tmp_path: Path) -> None:
    kept = tmp_path / ".cache" / "slips"
    assert seen(kept, {"a": "one", "b": "two"}) == ["one", "two"]
    assert seen(kept, {"a": "one", "b": "two"}) == []
    assert seen(kept, {"a": "one", "b changed": "two"}) == ["two"]
    assert seen(kept, {"b changed": "two"}) == []


def test_what_is_wrong_is_found_each_time(tmp_path: Path) -> None:
    kept = tmp_path / "slips"
    assert seen(kept, {"a": "one", "b": "two"}, "two") == ["one", "two"]
    assert seen(kept, {"a": "one", "b": "two"}, "two") == ["one", "two"]
    assert seen(kept, {"a": "one", "b": "two"}) == ["one", "two"]
    assert seen(kept, {"a": "one", "b": "three"}) == []


def test_a_verdict_that_is_damaged_is_found_anew(tmp_path: Path) -> None:
    kept = tmp_path / "slips"
    seen(kept, {"a": "one"})
    kept.write_bytes(b"\xff\0 nothing")
    assert seen(kept, {"a": "one"}) == ["one"]


def test_where_nothing_can_be_kept_all_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "folder").mkdir()
    for kept in (tmp_path / "file" / "slips", tmp_path / "folder"):
        assert seen(kept, {"a": "one"}) == ["one"]
        assert seen(kept, {"a": "one"}) == ["one"]


def test_what_other_code_found_sound_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "slips"
    assert seen(kept, {"a": "one"}) == ["one"]
    monkeypatch.setattr(verdicts, "cache_key", lambda *_: "other code")
    assert seen(kept, {"a": "one"}) == ["one"]
