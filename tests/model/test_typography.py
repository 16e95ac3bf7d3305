"""Spaces, apostrophes and dates are those of a printer, and nothing else of a text changes."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from macros.model.language import Language
from macros.model.typography import after_colon, date_text, typeset
from macros.pages.html_steps import finished_content
from tests.building import BuiltSite

FR, NL = Language.FR, Language.NL


@pytest.mark.parametrize(
    ("language", "plain", "expected"),
    [
        (FR, "Qu'est-ce qu'un PLP ?", "Qu’est-ce qu’un PLP\u202f?"),
        (FR, "Le but : « aider »", "Le but\u202f: «\u202faider\u202f»"),
        (FR, "le 8 avril 2019, 7 €", "le 8\u00a0avril 2019, 7\u00a0€"),
        (FR, "{price} € par an", "{price}\u00a0€ par an"),
        (FR, "1 386 PLP, au 02 412 12 12", "1\u202f386 PLP, au 02 412 12 12"),
        (FR, "à 19 h 30", "à 19\u00a0h\u00a030"),
        (NL, "op 8 april 2019, € 7", "op 8\u00a0april 2019, €\u00a07"),
        (NL, "Wat is het? Dat: dit.", "Wat is het? Dat: dit."),
        (FR, "L'étape 2 : informer", "L’étape\u00a02\u202f: informer"),
        (NL, "stap 2, Stap 3", "stap\u00a02, Stap\u00a03"),
        (NL, "foto's", "foto’s"),
        (FR, "44 oui, {no} non, 18 ans, 3 mois", "44\u00a0oui, {no}\u00a0non, 18\u00a0ans, 3\u00a0mois"),
        (NL, "44 ja, {no} nee, binnen 72 uur, 3 dagen", "44\u00a0ja, {no}\u00a0nee, binnen 72\u00a0uur, 3\u00a0dagen"),
        (FR, "(art. 1, 5), feuille 2, n° 3", "(art.\u00a01, 5), feuille\u00a02, n°\u00a03"),
        (NL, "(art. 1, 5), blad 2, nr. 3", "(art.\u00a01, 5), blad\u00a02, nr.\u00a03"),
        (NL, "'s. Hier", "’s. Hier"),
        (FR, "2019:04", "2019:04"),
    ],
)
def test_text_is_set_as_a_printer_would(language: Language, plain: str, expected: str) -> None:
    assert typeset(plain, language) == expected
    assert typeset(expected, language) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Votre rôle", "votre rôle"),
        ("À faire", "à faire"),
        ("PLP et BIN", "PLP et BIN"),
        ("L'AIPD", "L'AIPD"),
        ("", ""),
    ],
)
def test_a_title_goes_on_after_a_colon_with_a_small_letter_but_for_abbreviations(title: str, expected: str) -> None:
    assert after_colon(title) == expected


def test_tags_code_and_scripts_stay_as_they_are() -> None:
    html = '<a title="Qui ?" href="?a=1">Qui ?</a><code>a ? b</code><script>a ? b : c</script> Oui !'
    expected = '<a title="Qui ?" href="?a=1">Qui\u202f?</a><code>a ? b</code><script>a ? b : c</script> Oui\u202f!'
    assert finished_content(html, (), {}, FR).html == expected


def test_the_name_of_a_type_of_partnership_is_not_torn() -> None:
    assert finished_content("<p>Le PLP-I</p>", (), {}, FR).html == "<p>Le PLP-\u2060I</p>"
    assert finished_content("<p>BIN-Z en BIN-lid</p>", (), {}, NL).html == "<p>BIN-\u2060Z en BIN-lid</p>"


@pytest.mark.parametrize(
    ("language", "words", "held"),
    [
        (FR, "Est-ce fini ? Que peut-on, a-t-il ?", ["Est-", "peut-", "a-", "t-"]),
        (FR, "demandez-leur, c'est-à-dire, rendez-vous", ["demandez-", "est-", "à-", "rendez-"]),
        (FR, "Braine-le-Comte, demi-heure", ["Braine-", "le-"]),
        (NL, "een e-mail, BE-Alert-bericht, co-ouder", ["e-", "BE-", "co-"]),
        (NL, "Sint-Agatha-Berchem, niet-dringend", []),
        (NL, "www.plp-nl.be, info@plp-nl.be, plp-nl.json, 02-10", []),
    ],
)
def test_no_line_ends_at_a_hyphen_that_would_tear_a_word_badly(language: Language, words: str, held: list[str]) -> None:
    shown = finished_content(f"<p>{words}</p>", (), {}, language).html
    assert re.findall("[^\\W\\d_]+-(?=\u2060)", shown) == held
    assert shown.count("\u2060") == len(held)


def test_dates_are_written_as_belgians_do() -> None:
    assert date_text(dt.date(2019, 4, 1), FR) == "1er avril 2019"
    assert date_text(dt.date(2026, 11, 24), NL) == "24 november 2026"


def test_no_page_has_a_loose_space_before_french_punctuation(built: BuiltSite) -> None:
    for address, page in built.pages.items():
        if address.startswith("fr/"):
            for text in page.tree.xpath("//main//text()[not(ancestor::code or ancestor::script or ancestor::pre)]"):
                assert not any(f" {mark}" in text for mark in ";:!?»"), (address, text)
