"""The languages after the first are built beside it, in a process of their own, where that is possible.

static-i18n builds them one after the other (ultrabug/mkdocs-static-i18n#57), as MkDocs does its pages (mkdocs#1900).
"""

from __future__ import annotations

from typing import Any

from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig

from macros.model.language import Language
from macros.model.messages import Message
from macros.rendering.processes import ChildProcess, can_split, processors


def language_of(config: MkDocsConfig) -> Language:
    """The language that is being built: static-i18n has put it into the settings of the theme."""
    return Language(config.theme["language"])


def is_first(config: MkDocsConfig) -> bool:
    """Whether the language that is being built is the first, whose build writes what belongs to no language."""
    return bool(_plugin(config).is_default_language_build)


def reconfigure(language: Language, config: MkDocsConfig) -> None:
    """Sets all settings for a language, as before it is built: to build one of its pages later than the others."""
    _plugin(config).current_language = language
    _plugin(config).on_config(config)


def begin_others(config: MkDocsConfig) -> ChildProcess | None:
    """Splits off the process that builds the other languages, with what both need read, checked and set.

    None when this process builds them itself, after the first: with one processor, or where nothing can be split off.
    """
    plugin = _plugin(config)
    if plugin.building or processors() == 1 or not can_split():
        return None
    plugin.building = True  # static-i18n then builds no other language when this one is done
    others = [Language(each) for each in plugin.build_languages if each != plugin.current_language]

    def build_others() -> None:
        # MkDocs empties the folder of the site first, into which the first language is being written. static-i18n
        # replaces this function too, for each language but the first.
        utils.clean_directory = lambda directory: None
        for plugin.current_language in others:
            build(config)

    return ChildProcess(Message("pages-in", languages=others), build_others)


def _plugin(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]
