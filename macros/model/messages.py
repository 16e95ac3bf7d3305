"""What editors and developers are told: sentences in English, French and Dutch, from `macros/messages/*.yml`.

A sentence has an id, and places in braces: `{file}`. Why not gettext: decisions/command-line.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from macros.model.language import Language
from macros.model.typography import typeset

MESSAGES = Path(__file__).parents[1] / "messages"
"""Where the sentences are written, a file for each package of ours that says them."""

CHOSEN = "GUIDE_LANGUAGE"
"""The variable of the environment that names the language of messages; `--language` sets it."""


class MessageLanguage(StrEnum):
    """A language in which messages are told."""

    EN = "en"
    FR = "fr"
    NL = "nl"


def chosen_language() -> MessageLanguage:
    """The language asked for, else that of the machine; English where that is neither French nor Dutch."""
    named = next(filter(None, map(os.environ.get, (CHOSEN, "LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = re.split(r"[_.@-]", named)[0].lower()
    return MessageLanguage(code) if code in set(MessageLanguage) else MessageLanguage.EN


@cache
def sentences() -> Mapping[str, Mapping[MessageLanguage, str]]:
    """Every sentence in every language by its id; of a fault, `<id>.fault` and `<id>.remedy`."""
    found: dict[str, Mapping[MessageLanguage, str]] = {}
    for file in sorted(MESSAGES.glob("*.yml")):
        for name, entry in yaml.load(file.read_text("utf-8"), yaml.CSafeLoader).items():
            found |= {name: entry} if "en" in entry else {f"{name}.{part}": entry[part] for part in entry}
    return found


class Message(str):
    """A sentence in English, which can also be told in French and Dutch.

    >>> Message("no-such-record", none=Message("no-term"), wanted="chart").translated_into(MessageLanguage.FR)
    "aucun terme ne s’appelle «\u202fchart\u202f»"
    """

    sentence: str
    values: Mapping[str, object]

    def __new__(cls, sentence: str, /, **values: object) -> Message:
        """The sentence with this id, its places filled with `values`; raises `KeyError` when there is none."""
        self = super().__new__(cls, _filled(sentence, values, MessageLanguage.EN))
        self.sentence, self.values = sentence, values
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """What makes it anew in another process."""
        return (self.sentence,), dict(self.values)

    def translated_into(self, language: MessageLanguage) -> str:
        """The sentence in a language; messages among its values are told in that language too."""
        return _filled(self.sentence, self.values, language)


def _filled(sentence: str, values: Mapping[str, object], language: MessageLanguage) -> str:
    words = sentences()[sentence][language]
    if language is not MessageLanguage.EN:
        words = typeset(words, Language(language))
    return words.format(**{name: _shown(value, language) for name, value in values.items()})


def _shown(value: object, language: MessageLanguage) -> str:
    """A value as it stands in a sentence."""
    if isinstance(value, Message):
        return value.translated_into(language)
    if isinstance(value, float):
        digits = f"{value:.1f}" if value >= 1 else f"{value:.2f}"
        return digits if language is MessageLanguage.EN else digits.replace(".", ",")
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(each, language) for each in value)
    return printable(str(value))


def printable(text: str) -> str:
    """A text in which what no terminal should be sent is written as its code."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


_UNPRINTABLE = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff\u2028-\u202e\u2066-\u2069]")


def translated(message: str) -> str:
    """A message in the language asked for; a plain text as it is."""
    return message.translated_into(chosen_language()) if isinstance(message, Message) else message
