"""Answers for the tests: those of a neighbourhood, some for every question, and texts that break what they can."""

from __future__ import annotations

from collections.abc import Mapping

from macros.content.catalogue import Catalogue
from macros.content.site import ROOT
from macros.filling.questions import formats_of, options_of
from macros.model.language import Language
from macros.model.questionnaire import YES, AskedField, Confirmation, asked_id, asked_in
from macros.model.records import FieldKind

KASTEELWIJK = ROOT / "tests" / "filling" / "answers" / "kasteelwijk.yml"
MARITIME = ROOT / "tests" / "filling" / "answers" / "maritime.yml"
"""Ordinary answers that are long."""

HOSTILE = {
    "markup": "<w:p/><b>x</b></text:p><!-- --> <script>alert(1)</script>",
    "template syntax": "{{ 7*7 }} {% x %} ${7*7} #{7} {neighbourhood}",
    "XML": "&amp; &lt; &#65; ]]> <![CDATA[ <?x?> <!DOCTYPE x>",
    "quotes": "\" ' « » “ ” \\ \\n ( ) $& $1 $` %s",
    "emoji": "👮🏽‍♀️ 🏘️ 👨‍👩‍👧",
    "right to left": "شارع السلام \u202eabc\u202c שלום",
    "letters": "Şükrü Ğİı Łódź Ąę Žižek Őrség Ţepeş",
    "alphabets": "Αθήνα Київ Москва",
    "long": "voisin " * 1400 + "fin",
    "one long word": "x" * 10_000,
}
"""Texts that must arrive unharmed; by what is hard in them."""

UNCLEAN = {
    "a\x00bc\x1bd": "abcd",
    "12\x0b1000": "12 1000",
    "x\ud800y": "x\ufffdy",
    "p\ufffeq": "p\ufffdq",
    " \n a\tb \n": "a b",
}
"""Texts that no format can hold, and what they become."""

_VALUES = {
    FieldKind.DATE: "2027-03-01",
    FieldKind.AMOUNT: "12.50",
    FieldKind.COUNT: "4",
    FieldKind.NUMBER: "58",
    FieldKind.EMAIL: "a@b.example",
    FieldKind.PHONE: "02 000 00 00",
}


def answers_to_all(catalogue: Catalogue, text: str = "Réponse à") -> dict[str, str | Mapping[Language, str]]:
    """An answer to every question: to a field `text` and its id, yes to a confirmation, to a choice the last option."""
    found: dict[str, str | Mapping[Language, str]] = {}
    for question in asked_in(catalogue.parts.values()):
        asked = asked_id(question)
        if isinstance(question, AskedField):
            field = catalogue.fields[asked]
            plain = _VALUES.get(field.kind, f"{text} {asked}")
            two = {language: f"{plain} {language}" for language in Language}
            found[asked] = two if field.translated else plain
        else:
            found[asked] = YES if isinstance(question, Confirmation) else options_of(question, catalogue)[-1]
    return found


def papers_in_a_pack(catalogue: Catalogue) -> int:
    """How many files there are of all documents in all their formats, with the poster on A3."""
    return sum(len(formats_of(each)) for each in catalogue.documents.values()) + 1
