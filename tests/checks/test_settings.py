"""The settings on which the guide rests cannot be changed unseen, and a menu that leads nowhere is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks.settings import settings_problems
from macros.content.page_files import page_paths
from macros.content.site import ROOT
from macros.model.language import Language

WHOLE = (ROOT / "mkdocs.yml").read_text("utf-8")
PAGES = page_paths(ROOT / "docs", Language.FR)
CHANGES = {
    "strict: true": ("strict: false", "strict must be true"),
    "name: material": ("name: readthedocs", "theme.name must be material"),
    "font: false": ("font: true", "theme.font must be false"),
    "hooks: [macros/hooks.py]": ("hooks: []", "hooks must be [macros/hooks.py]"),
    "use_directory_urls: true": ("use_directory_urls: false", "use_directory_urls must be true"),
    "  - i18n:": ("  - search\n  - i18n:", "plugins must be [macros, i18n]"),
    "watch: [": (
        "extra_javascript: [https://elsewhere.example/x.js]\nwatch: [",
        "extra_javascript would have pages load",
    ),
    "  - questions.md": ("  - question.md", "the menu names question.md, and there is no such page"),
    "      - glossary.md": ("      - glossary.md\n      - sources.md", "the menu names sources.md twice"),
    "  - Examples:": ("  - Exampels:", "the heading 'Exampels' of the menu has no translation"),
}


def told(folder: Path, text: str) -> list[str]:
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return [str(problem) for problem in settings_problems(folder, PAGES)]


def test_the_settings_of_the_guide_are_sound(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == []


@pytest.mark.parametrize("old", CHANGES)
def test_a_setting_on_which_the_guide_rests_cannot_be_changed_unseen(old: str, tmp_path: Path) -> None:
    new, said = CHANGES[old]
    assert WHOLE.count(old) == 1
    problems = told(tmp_path, WHOLE.replace(old, new))
    assert problems
    for problem in problems:
        assert said in problem
        assert problem.startswith("mkdocs.yml:")


def test_a_folder_without_settings_has_nothing_wrong_with_them(tmp_path: Path) -> None:
    assert list(settings_problems(tmp_path, PAGES)) == []
