"""The settings of MkDocs on which the guide rests are as they must be, and the menu names each page once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from macros.content.mkdocs_settings import SETTINGS, settings_errors
from macros.content.yaml_reader import value_at
from macros.model.language import Language
from macros.model.problems import Problem, suggestion

_NEEDED: dict[str, str | list[str]] = {
    "strict": "true",
    "docs_dir": "docs",
    "use_directory_urls": "true",
    "theme.name": "material",
    "theme.custom_dir": "overrides",
    "theme.font": "false",
    "hooks": ["macros/hooks.py"],
}
"""A warning stops a build, nothing comes from another theme or server, and the guide's own code takes part."""
_FOREIGN = ("extra_css", "extra_javascript", "extra_templates", "theme.logo", "theme.palette")
"""What pages would load beside the guide's own files."""
_PLUGINS = ["macros", "i18n"]
"""In this order: the macros of a page are worked out in its language."""


def settings_problems(root: Path, pages: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the settings in the folder `root`, if it has any; `pages` are the paths of its pages.

    Raises `GuideError` where they cannot be read.
    """
    file = root / SETTINGS
    if not file.exists():
        return
    with settings_errors():
        text = file.read_text("utf-8")
        settings = dict(yaml.load(text, yaml.CBaseLoader))  # as they are typed: a tag such as `!ENV` says nothing here
        plugins = [name for each in settings["plugins"] for name in ([each] if isinstance(each, str) else each)]
        languages = [one for each in settings["plugins"] if "i18n" in each for one in each["i18n"]["languages"]]
        named, headings = _menu(settings["nav"])
    for name, needed in _NEEDED.items():
        found = value_at(settings, tuple(name.split(".")))
        if found != needed:
            yield _problem("setting-changed", text, name.rpartition(".")[2], name=name, needed=_shown(needed))
    if plugins != _PLUGINS:
        yield _problem("setting-changed", text, "plugins", name="plugins", needed=_shown(_PLUGINS))
    for name in _FOREIGN:
        if value_at(settings, tuple(name.split("."))):
            yield _problem("setting-foreign", text, name.rpartition(".")[2], name=name)
    for page, times in Counter(named).items():
        if page not in pages:
            yield _problem("menu-page-unknown", text, page, page=page, near=suggestion(page, pages))
        elif times > 1:
            yield _problem("menu-page-twice", text, page, page=page)
    for each in languages:
        for heading in headings:
            if heading not in each.get("nav_translations", {}):
                language = Language(each["locale"])
                yield _problem("menu-heading-untranslated", text, heading, language=language, heading=heading)


def _menu(nav: list[Any]) -> tuple[list[str], list[str]]:
    """The pages that a menu names, and the headings above them."""
    pages: list[str] = []
    headings: list[str] = []
    for each in nav:
        if isinstance(each, str):
            pages.append(each)
        else:
            for heading, inner in each.items():
                inner_pages, inner_headings = _menu(inner if isinstance(inner, list) else [inner])
                pages += inner_pages
                headings += [heading, *inner_headings]
    return pages, headings


def _problem(fault: str, text: str, written: str, **values: Any) -> Problem:
    """A problem on the last line that begins with what is written: the menu comes below what translates it."""
    begun = re.compile(rf"[\s-]*{re.escape(written)}\b")
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if begun.match(line)]
    return Problem.of(fault, SETTINGS, lines[-1] if lines else 0, **values)


def _shown(value: str | list[str]) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"
