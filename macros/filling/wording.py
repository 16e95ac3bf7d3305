"""What the page that helps to write a message needs beside its scripts: the rules, the words, the models."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from macros.content.catalogue import Catalogue
from macros.content.municipalities import municipalities
from macros.filling import exchange
from macros.model.composing import Patterns
from macros.model.folding import folded
from macros.model.language import Language

_SAINTS = {"saint", "sainte", "sint"}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST = len(_DIGITS) - 1


def wording_of(catalogue: Catalogue) -> exchange.Wording:
    """All that the scripts know of messages."""
    lists = [
        exchange.WordList(id=each.id, fr=packed(each.fr), nl=packed(each.nl)) for each in catalogue.word_lists.values()
    ]
    names = packed(_municipality_words())
    lists.append(exchange.WordList(id="municipality", fr=names, nl=names))
    known = {*exchange.WordingRule.model_fields}
    return exchange.Wording(
        rules=tuple(
            exchange.WordingRule.model_validate(
                rule.model_dump(include=known)
                | {"found": _lighter_patterns(rule.found), "unless": _lighter_patterns(rule.unless)}
            )
            for rule in catalogue.wording_rules.values()
        ),
        words=tuple(lists),
        models=tuple(
            exchange.MessageModel(id=model.id, fr=model.text.fr, nl=model.text.nl)
            for model in catalogue.message_models.values()
        ),
    )


def wording_script(catalogue: Catalogue) -> str:
    """A script whose default export is what the scripts know of messages."""
    return f"export default {wording_of(catalogue).json_text()};\n"


def packed(words: Iterable[str]) -> str:
    """Words in their order, each without the letters that it shares with the one before; their number comes first.

    >>> packed(["Voisin", "voisine", "agressé"])
    '0agressé 0voisin 6e'
    """
    before, lighter = "", []
    for word in sorted({_compared(word) for word in words}):
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, word[:_MOST], strict=False)))
        lighter.append(_DIGITS[shared] + word[shared:])
        before = word
    return " ".join(lighter)


def lighter(pattern: str) -> str:
    """A pattern without accents, its words in alphabetical order: parts that resemble each other compress better.

    >>> lighter("va|a ~2 (crime) ^gît|des = $1é")
    'a|va ~2 (crime) ^git|des = $1é'
    """
    found, put, words = pattern.partition(" =")
    return " ".join(_lighter_part(part) for part in found.split()) + put + words


def _lighter_part(part: str) -> str:
    words = [word if word.isupper() else folded(word) for word in part.split("|")]
    return "|".join(words if part[0] == "^" or part[-1] in "?$" else sorted(words))


def _lighter_patterns(patterns: Patterns) -> dict[str, list[str]]:
    return {"fr": [lighter(each) for each in patterns.fr], "nl": [lighter(each) for each in patterns.nl]}


def _compared(word: str) -> str:
    """A word of a list without the accents that do not count; a kind, as NUMBER, in its capitals."""
    if word.isupper():
        return word
    return folded(word.removesuffix("é")).replace("œ", "oe") + "é" * word.endswith("é")


def _municipality_words() -> tuple[str, ...]:
    """The words of the names of municipalities, without saints: those are names of people, too."""
    names = (each.name[language] for each in municipalities() for language in Language)
    words = (takewhile(lambda word: folded(word) not in _SAINTS, re.findall(r"[^\W\d_]+", name)) for name in names)
    return tuple(sorted({word for each in words for word in each if len(word) > 2}))
