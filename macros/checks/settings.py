"""The settings of MkDocs on which the guide rests are as they must be, and its menu leads to each page once."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from macros.content.communes import is_local
from macros.content.mkdocs_settings import SETTINGS, settings_errors
from macros.content.yaml_reader import Location, Walk, YamlFile, value_at
from macros.model.language import Language
from macros.model.problems import Problem, suggestion

_NEEDED: Mapping[Location, str | list[str]] = {
    ("strict",): "true",
    ("docs_dir",): "docs",
    ("use_directory_urls",): "true",
    ("theme", "name"): "material",
    ("theme", "custom_dir"): "overrides",
    ("theme", "font"): "false",
    ("hooks",): ["macros/hooks.py"],
}
"""A warning stops a build, nothing comes from another theme or server, and the guide's own code takes part."""
_GOES_WITHOUT_SAYING = {("docs_dir",), ("use_directory_urls",)}
_FOREIGN: tuple[Location, ...] = (("extra_css",), ("extra_javascript",), ("extra_templates",))
"""What pages would load beside the guide's own files."""
_PLUGINS = ["macros", "i18n"]
"""In this order: the macros of a page are worked out in its language."""
_TRUTHS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


class _Named(NamedTuple):
    """A page or heading of the menu, and its line."""

    name: str
    line: int


def settings_problems(root: Path, pages: Set[str]) -> Iterator[Problem]:
    """What is wrong with the settings in the folder `root`, if it has any; `pages` are the paths of its pages.

    Raises `GuideError` where they cannot be read.
    """
    file = root / SETTINGS
    if not file.exists():
        return
    with settings_errors():
        text = file.read_text("utf-8")
        node: Any = yaml.compose(text, yaml.CBaseLoader)  # a tag such as `!ENV` says nothing here
        settings: Mapping[str, Any] = yaml.CBaseLoader("").construct_document(node)
        walk = Walk(SETTINGS, text.splitlines(), first_line=1)
        walk.visit(node, ())  # for its lines: what it finds odd is said of our own data alone
        plugins = [name for each in settings["plugins"] for name in ([each] if isinstance(each, str) else each)]
        translated = {
            Language(one["locale"]): one.get("nav_translations", {})
            for each in settings["plugins"]
            if "i18n" in each
            for one in each["i18n"]["languages"]
        }
        named, headings = _menu(settings["nav"], walk.lines, ("nav",))
    read = YamlFile(SETTINGS, settings, walk.lines)
    for place, needed in _NEEDED.items():
        found = value_at(settings, place)
        if _folded(found) != needed and not (found is None and place in _GOES_WITHOUT_SAYING):
            yield read.problem("setting-changed", place, name=".".join(map(str, place)), needed=_shown(needed))
    if plugins != _PLUGINS:
        yield read.problem("setting-changed", ("plugins",), name="plugins", needed=_shown(_PLUGINS))
    for place in _FOREIGN:
        if value_at(settings, place):
            yield read.problem("setting-foreign", place, name=place[0])
    yield from _menu_problems(named, pages)
    for language, words in translated.items():
        for heading in headings:
            if heading.name not in words:
                yield Problem.of(
                    "menu-heading-untranslated", SETTINGS, heading.line, language=language, heading=heading.name
                )


def _menu_problems(named: Sequence[_Named], pages: Set[str]) -> Iterator[Problem]:
    """Pages of the menu that there are not, or that it names twice; else pages that it does not name."""
    times = Counter(each.name for each in named)
    once = {each.name: each for each in named}.values()
    unknown = [each for each in once if each.name not in pages and not re.match(r"\w+:", each.name)]
    for each in unknown:
        yield Problem.of("menu-page-unknown", SETTINGS, each.line, page=each.name, near=suggestion(each.name, pages))
    for each in once:
        if each not in unknown and times[each.name] > 1:
            yield Problem.of("menu-page-twice", SETTINGS, each.line, page=each.name)
    for path in sorted(pages - times.keys()) if not unknown else ():  # a name written wrongly has been told
        if not is_local(path):
            folder = posixpath.dirname(path)
            line = max((each.line for each in named if posixpath.dirname(each.name) == folder), default=0)
            yield Problem.of("menu-page-left-out", SETTINGS, line, page=path)


def _menu(nav: list[Any], lines: Mapping[Location, int], at: Location) -> tuple[list[_Named], list[_Named]]:
    """The pages that a menu names, and the headings above them."""
    pages: list[_Named] = []
    headings: list[_Named] = []
    for index, each in enumerate(nav):
        if isinstance(each, str):
            pages.append(_Named(each, lines[*at, index]))
            continue
        for heading, inner in each.items():
            place = (*at, index, heading)
            headings.append(_Named(heading, lines[place]))
            if isinstance(inner, list):
                inner_pages, inner_headings = _menu(inner, lines, place)
                pages += inner_pages
                headings += inner_headings
            elif inner:
                pages.append(_Named(inner, lines[place]))
    return pages, headings


def _folded(value: Any) -> Any:
    """A value as YAML takes it: `True` and `yes` are `true`."""
    return _TRUTHS.get(value.lower(), value.lower()) if isinstance(value, str) else value


def _shown(value: str | list[str]) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"
