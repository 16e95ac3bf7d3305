"""Text as names and words are compared: without capitals, accents and what cannot be seen."""

from __future__ import annotations

import unicodedata

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


def folded(text: str) -> str:
    """Text without capitals, accents and what cannot be seen.

    >>> folded("Évaluation, ideeën")
    'evaluation, ideeen'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).lower()  # 𝘈 has no small letter before it is an A
    unseen = [ord(char) for char in {*decomposed} if char in _INVISIBLE or unicodedata.category(char) == "Mn"]
    return decomposed.translate(dict.fromkeys(unseen))
