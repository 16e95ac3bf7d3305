"""The settings on which the guide rests cannot be changed unseen, and a menu that leads nowhere is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks.settings import settings_problems
from macros.content.page_files import page_paths
from macros.content.site import ROOT
from macros.model.language import Language
from macros.model.problems import GuideError

WHOLE = (ROOT / "mkdocs.yml").read_text("utf-8")
PAGES = page_paths(ROOT / "docs", Language.FR)
CHANGES = {
    "strict: true": ("strict: false", "strict must be true", "strict: false"),
    "name: material": ("name: readthedocs", "theme.name must be material", "  name: readthedocs"),
    "font: false": ("font: true", "theme.font must be false", "  font: true"),
    "hooks: [macros/hooks.py]": ("hooks: []", "hooks must be [macros/hooks.py]", "hooks: []"),
    "use_directory_urls: true": (
        "use_directory_urls: false",
        "use_directory_urls must be true",
        "use_directory_urls: f",
    ),
    "  - i18n:": ("  - search\n  - i18n:", "plugins must be [macros, i18n]", "plugins:"),
    "watch: [": ("extra_javascript: [https://elsewhere.example/x.js]\nwatch: [", "extra_javascript would", "extra_j"),
    "  - questions.md": ("  - question.md", "the menu names question.md, and there is no such page", "  - question.md"),
    "      - glossary.md": (
        "      - glossary.md\n      - sources.md",
        "the menu names sources.md twice",
        "      - sources",
    ),
    "      - understand/data.md\n": ("", "the menu does not name understand/data.md", "      - understand/messages.md"),
    "      - search.md\n": ("", "the menu does not name search.md", "      - a-z.md"),
    "  - Examples:": ("  - Exampels:", "the heading 'Exampels' of the menu has no translation", "  - Exampels:"),
}


def told(folder: Path, text: str) -> list[str]:
    (folder / "mkdocs.yml").write_text(text, "utf-8")
    return [str(problem) for problem in settings_problems(folder, PAGES)]


def test_the_settings_of_the_guide_are_sound(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == []


@pytest.mark.parametrize("old", CHANGES)
def test_a_setting_on_which_the_guide_rests_cannot_be_changed_unseen(old: str, tmp_path: Path) -> None:
    new, said, line = CHANGES[old]
    assert WHOLE.count(old) == 1
    text = WHOLE.replace(old, new)
    problems = told(tmp_path, text)
    assert problems
    for problem in problems:
        assert said in problem
        number = int(problem.removeprefix("mkdocs.yml:").split()[0])
        assert text.split("\n")[number - 1].startswith(line)


@pytest.mark.parametrize(
    "text",
    [
        "no settings",
        "- strict",
        WHOLE.replace("- locale: nl", "- locale: de"),
        WHOLE.replace("- locale: nl", "- name: nl"),
    ],
)
def test_settings_that_are_none_are_told_as_such(text: str, tmp_path: Path) -> None:
    with pytest.raises(GuideError, match="settings of the site cannot be used"):
        told(tmp_path, text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("strict: true", "strict: yes"),
        ("docs_dir: docs\n", ""),
        ("  - questions.md", "  - questions.md\n  - https://besafe.be/"),
    ],
)
def test_the_same_in_other_words_is_sound(old: str, new: str, tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE.replace(old, new)) == []


def test_a_folder_without_settings_has_nothing_wrong_with_them(tmp_path: Path) -> None:
    assert list(settings_problems(tmp_path, PAGES)) == []
