"""The urgent messages that pages offer fit two text messages, in the signs that count once."""

from __future__ import annotations

import re

import pytest

from macros.content.site import ROOT
from macros.model.language import Language

COUNTED_ONCE = frozenset(
    "@£$¥èéùìòÇØøÅå_ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The signs of 3GPP TS 23.038 that French and Dutch need: with any other, a message holds 70 signs and not 160."""
TWO_MESSAGES = 306
URGENT = {
    Language.FR: ("ALERTE", "FIN D'ALERTE", "DISPARITION", "ATTENTION", "ESSAI"),
    Language.NL: ("DRINGEND", "EINDE", "VERMIST", "LET OP", "TEST"),
}


@pytest.mark.parametrize("language", Language)
def test_an_urgent_message_costs_two_text_messages(language: Language) -> None:
    text = (ROOT / f"docs/{language}/examples/messages.md").read_text("utf-8")
    urgent = [quote for quote in re.findall("(?m)^> (.+)$", text) if quote.startswith(URGENT[language])]
    for word in URGENT[language]:
        assert any(quote.startswith(word) for quote in urgent), f"no message begins with {word}"
    for quote in urgent:
        assert len(quote) <= TWO_MESSAGES, quote
        assert not set(quote) - COUNTED_ONCE, quote
