"""Sets the spaces, apostrophes and dates of French and Dutch as a printer would."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache

from macros.model.language import Language

NARROW = "\u202f"
"""Narrow no-break space: before ; : ! ? » and after « in French."""
NO_BREAK = "\u00a0"
JOINED = "\u2060"
"""Forbids a line end where a browser would make one, and shows nothing."""
OURS_SIGN = "[◊]"
"""Marks what this guide proposes, where a rule bears the number of its source: `[1]`.

In brackets, since axe cannot tell whether a lone sign is text, and leaves its contrast undecided.
"""

MONTHS = {
    Language.FR: (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    Language.NL: (
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
}
WEEKDAYS = {
    Language.FR: ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    Language.NL: ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
}
"""From Monday on."""
_WITH_HYPHENS = re.compile(r"(?<![\w./@:#-])[^\W\d_]+(?:-[^\W\d_]+)+(?![\w-]|[./@:]\w)")
"""Words; not the pieces of an address or of the name of a file, which readers copy."""
_HELD_BY_ITS_VERB = frozenset(
    ["elle", "elles", "ils", "les", "leur", "lui", "moi", "même", "mêmes", "nous", "toi", "vous"]
)
"""What is not parted from the word before it in French; what is shorter never is."""


def date_text(day: date, language: Language) -> str:
    """A date as Belgians write it.

    >>> date_text(date(2019, 4, 1), Language.FR)
    '1er avril 2019'
    """
    number = "1er" if day.day == 1 and language is Language.FR else str(day.day)
    return f"{number} {MONTHS[language][day.month - 1]} {day.year}"


def day_text(day: date, language: Language) -> str:
    """A date with its day of the week, as it stands in a paper that is filled in.

    >>> day_text(date(2027, 5, 20), Language.FR)
    'jeudi 20 mai 2027'
    """
    return f"{WEEKDAYS[language][day.weekday()]} {date_text(day, language)}"


def phone_text(text: str) -> str:
    r"""A telephone number that is not cut at the end of a line, as the builder writes it (`values.js`).

    >>> phone_text("02 000 00 10, poste 4")
    '02\xa0000\xa000\xa010, poste 4'
    """
    return re.sub(r"(?<=[\d)])(?<!/\d{4}) (?=\(?\d)", NO_BREAK, text)


_CALLED = re.compile(r"(?<![^\W_])(?<![+/])(?<!\d[.,:])(?:\+|\(?0)[\s./()\d\u2010-\u2015-]*\d(?!(?a:[\w.])*@)")
"""What may be a telephone number among words, as in `values.js`."""

_WITHIN = re.compile(r"(?m)((?a:\b\d{1,4})(?:er)?(?= [^\W\d_])|(?:[^\W\d_]|,)(?= (?a:\d){1,4}[^\W\d_]?(?:,|$| b))) ")
"""A short number, or the end of the name of a street, and the space behind it, as in `values.js`."""


def unbroken(text: str) -> str:
    r"""A text whose telephone numbers and addresses are not cut at the end of a line.

    >>> unbroken("Rue A 12, 1000 Bruxelles, ou 02 000 00 10")
    'Rue A\xa012, 1000\xa0Bruxelles, ou 02\xa0000\xa000\xa010'
    """
    return _WITHIN.sub(rf"\1{NO_BREAK}", _CALLED.sub(lambda found: phone_text(found[0]), text))


def colon(language: Language) -> str:
    """What stands between a label and what it labels."""
    return f"{NARROW}: " if language is Language.FR else ": "


def after_colon(title: str) -> str:
    """A title as it goes on after a colon: with a small letter, but an abbreviation keeps its capitals.

    >>> after_colon("Votre rôle"), after_colon("PLP et commune")
    ('votre rôle', 'PLP et commune')
    """
    first = title.partition(" ")[0]
    return title[:1].lower() + title[1:] if first[1:] == first[1:].lower() else title


def size_text(size: int, language: Language) -> str:
    r"""The size of a file, from its number of bytes, in thousands or millions of them.

    >>> size_text(1_940_000, Language.FR)
    '1,9\xa0Mo'
    """
    thousand, million = ("Ko", "Mo") if language is Language.FR else ("kB", "MB")
    if size < 999_500:
        return f"{max(1, round(size / 1000))}{NO_BREAK}{thousand}"
    return f"{size / 1_000_000:.1f}{NO_BREAK}{million}".replace(".", ",")


@lru_cache(maxsize=50_000)  # the same labels and names stand on hundreds of pages
def typeset(text: str, language: Language) -> str:
    """Plain text with its apostrophes and no-break spaces set; nothing else changes.

    >>> typeset("Qu'est-ce que c'est ?", Language.FR)
    'Qu’est-ce que c’est\u202f?'
    """
    for pattern, replacement in _rules(language):
        text = pattern.sub(replacement, text)
    return text


@lru_cache(maxsize=50_000)
def typeset_prose(text: str, language: Language) -> str:
    r"""Plain text of a page: typeset, and no line ends at a hyphen that would tear a word badly.

    >>> typeset_prose("Puis-je ?", Language.FR)
    'Puis-\u2060je\u202f?'
    """
    return _WITH_HYPHENS.sub(_held_together, typeset(text, language))


def _held_together(word: re.Match[str]) -> str:
    """A word of which no end of one or two letters is left alone, nor a French pronoun."""
    first, *others = word[0].split("-")
    held = first
    for before, piece in zip((first, *others), others, strict=False):
        is_torn = min(len(before), len(piece)) <= 2 or piece in _HELD_BY_ITS_VERB
        held += f"-{JOINED if is_torn else ''}{piece}"
    return held


_COUNTED = {
    Language.FR: "ans?|jours?|semaines?|mois|heures?|minutes?|min|oui|non|voix|sans avis",
    Language.NL: "jaar|dag(?:en)?|we(?:ek|ken)|maand(?:en)?|uur|minuten|min|ja|nee|stemmen|geen mening",
}
"""What a figure counts, which stays beside it."""


@cache
def _rules(language: Language) -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is replaced in a text, in this order."""
    both = {
        r"(?<=\w)'(?=\w|\s|$)|(?<=\w)'(?=«)|(?<!\w)'(?=[st]\b)": "’",
        rf"\b(\d{{1,2}}|1er) ({'|'.join(MONTHS[language])})\b": rf"\1{NO_BREAK}\2",
        r"\b([Éé]tape|[Ss]tap|[Aa]rt(?:icle|ikel|\.)|[Ff]euille|[Bb]lad|n°|nr\.) (?=\d)": rf"\1{NO_BREAK}",
        r"\b([Aa]venant|[Aa]ddendum) (?=[AB]\b)": rf"\1{NO_BREAK}",
        rf"(?<=[\d}}]) (?=(?:{_COUNTED[language]})\b)": NO_BREAK,
    }
    own = {
        Language.FR: {
            r"[ \u00a0]([;:!?»])": rf"{NARROW}\1",
            r"«[ \u00a0]": f"«{NARROW}",
            r"\b(\d{1,3}) (?=\d{3}\b(?! ?\d))": rf"\1{NARROW}",
            r"(?<=[\d}…]) (€|%|h\b|km\b|Ko\b|Mo\b)": rf"{NO_BREAK}\1",
            rf"(?<=\d{NO_BREAK}h) (?=\d\d\b)": NO_BREAK,
        },
        Language.NL: {r"€ (?=[\d{])": f"€{NO_BREAK}"},
    }
    return tuple((re.compile(pattern), replacement) for pattern, replacement in (both | own[language]).items())


def breakable(title: str) -> str:
    r"""A title whose longest Dutch word may be parted where Dutch parts it, for narrow screens.

    >>> breakable("Charter van het buurtinformatienetwerk")
    'Charter van het buurt\xadinformatie\xadnetwerk'
    """
    return title.replace("buurtinformatienetwerk", "buurt\u00adinformatie\u00adnetwerk")
