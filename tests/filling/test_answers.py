"""Answers are read whole or refused with all that is wrong; they put in the papers what they say."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from macros.content.site import Site
from macros.filling.answers import FORMATS, read_answers
from macros.filling.values import Answers, Value, amount_text, clean, holds, values_of, warnings
from macros.model.language import Edition, Language
from macros.model.problems import GuideError
from macros.model.questionnaire import Before, Chosen, Empty, Mentions, OtherEdition, Uneven, asked_in, warnings_in
from tests.filling.answering import KASTEELWIJK, UNCLEAN

HEAD = "format: plp-bin-answers\nversion: 1\n"


def read(text: str | bytes, site: Site) -> Answers:
    return read_answers(text.encode() if isinstance(text, str) else text, "answers.yml", site.catalogue)


def test_a_neighbourhood_is_read_with_its_answers_as_typed(site: Site) -> None:
    answers = read(KASTEELWIJK.read_bytes(), site)
    assert answers.edition is Edition.BOTH
    assert answers.formats == tuple(FORMATS)
    assert answers.documents == tuple(site.catalogue.documents)
    assert answers.values["coordinator-is-adult"] == "yes", "no truth value of YAML"
    assert answers.values["survey-return-by"] == "2027-02-01", "no date of YAML"


def test_the_page_s_file_and_yaml_say_the_same(site: Site) -> None:
    answers = {"neighbourhood": "Été 👮", "evening-on": "2027-03-11"}
    whole = {"format": "plp-bin-answers", "version": 1, "edition": "nl", "answers": answers}
    escaped = json.dumps(whole)  # with each emoji as two escapes
    assert read(escaped, site).values == answers
    assert read(json.dumps(whole, ensure_ascii=False, indent=2), site) == read(escaped, site)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1", ["no answers of this guide", "format: plp-bin-answers"]),
        ("- x", ["no answers of this guide"]),
        ("", ["the file is empty"]),
        ('{"format": "plp-bin-answers", "vers', ["breaks off or is damaged", "save it anew"]),
        ("format: plp-bin-answers\nversion: 2\n", ["version 2", "answers.yml:2", "update the guide"]),
        ("format: plp-bin-answers\n", ["version None"]),
        (HEAD + "edition: de\n", ["answers.yml:3", "no edition 'de'", "fr, nl, fr-nl"]),
        (HEAD + "formats: pdf\n", ["formats must be a list", "formats: [pdf]"]),
        (HEAD + "formats: [doc]\n", ["there is no 'doc'", "docx"]),
        (HEAD + "documents: [charte]\n", ["there is no 'charte'", "charter"]),
        (HEAD + "langage: fr\n", ["unknown key 'langage'"]),
        (HEAD + "answers: [a]\n", ["answers must be a mapping"]),
        (HEAD + "answers:\n  mayor: x\n", ["answers.yml:4", "nothing is asked under 'mayor'", "mayor-name"]),
        (HEAD + "answers:\n  mayor-name: {fr: x}\n", ["the same in both languages", "mayor-name"]),
        (HEAD + "answers:\n  place: {en: x}\n", ["no language 'en'"]),
        (HEAD + "answers:\n  place: {fr: [x]}\n", ["language fr", "must be text"]),
        (HEAD + "answers:\n  evening-on: 11/03/2027\n", ["is not a date", "2027-01-15"]),
        (HEAD + "answers:\n  evening-on: 2027-02-30\n", ["is not a date"]),
        (HEAD + "answers:\n  cost-print: twelve euros\n", ["is not an amount", "12,50"]),
        (HEAD + "answers:\n  coordinator-email: an.voisins\n", ["is not an e-mail address"]),
        (HEAD + "answers:\n  coordinator-phone: appelez\n", ["is not a phone number"]),
        (HEAD + "answers:\n  coordinator-phone: O2 000 00 00\n", ["is not a phone number"]),
        (HEAD + "answers:\n  coordinator-is-adult: maybe\n", ["no answer 'maybe'", "yes"]),
        (HEAD + "answers:\n  place: x\n  place: y\n", ["stands twice"]),
        (HEAD + "answers:\n  place: rue 1 # la mairie\n", ["YAML drops the text after ' #'"]),
        (HEAD + "answers: &a\n  place: x\nlist: [*a, *a]\n", ["stands for another one", "write it out"]),
        (HEAD + "answers:\n" + "  place: " + "x" * 16_001, ["16001 characters", "at most 16000"]),
        ("[" * 5000, ["maximum nesting depth"]),
        ("a: {" * 600 + "}" * 600, ["nested too deeply"]),
        ('{"a":' * 50_000, ["nested too deeply"]),
        (b"format: \xff", ["not UTF-8"]),
    ],
)
def test_a_fault_is_refused_with_its_place_and_remedy(text: str | bytes, expected: list[str], site: Site) -> None:
    with pytest.raises(GuideError) as refused:
        read(text, site)
    message = str(refused.value)
    assert "answers.yml" in message
    for words in expected:
        assert words in message


def test_all_faults_are_told_at_once(site: Site) -> None:
    with pytest.raises(GuideError) as refused:
        read(HEAD + "edition: de\nformats: [doc]\nanswers:\n  mayor: x\n  evening-on: demain\n", site)
    assert len(refused.value.problems) == 4


@pytest.mark.parametrize(("typed", "kept"), UNCLEAN.items())
def test_what_no_format_can_hold_is_cleaned(typed: str, kept: str) -> None:
    assert clean(typed, lines=False) == kept


@pytest.mark.parametrize(
    ("edition", "place", "streets", "day", "amount"),
    [
        (Edition.FR, "Bruxelles", "Rue A\nRue B", "1er mars 2027", "12,50"),
        (Edition.NL, "Brussel", "Straat A", "1 maart 2027", "12,50"),
        (Edition.BOTH, "Bruxelles / Brussel", "Rue A\nRue B\nStraat A", "01/03/2027", "12,50"),
    ],
)
def test_each_edition_shows_an_answer_its_own_way(
    edition: Edition, place: str, streets: str, day: str, amount: str, site: Site
) -> None:
    text = (
        "answers:\n  place: {fr: Bruxelles, nl: Brussel}\n  area-streets: {fr: 'Rue A\n\n    Rue B', nl: Straat A}\n"
        "  evening-on: 2027-03-01\n  cost-print: 12.50\n  mayor-name: Zoë\n  neighbourhood: {fr: Élan, nl: Élan}\n"
    )
    texts = values_of(read(HEAD + text, site), site.catalogue, edition).texts
    assert texts["place"] == place
    assert texts["area-streets"] == streets
    assert texts["evening-on"] == day
    assert texts["cost-print"] == amount
    assert texts["mayor-name"] == "Zoë"
    assert texts["neighbourhood"] == "Élan", "the same in both languages stands once"


def test_an_answer_to_what_is_not_asked_stays_out_of_the_papers(site: Site) -> None:
    text = "answers:\n  member-contribution: 5\n  member-contribution-choice: {choice}\n"
    asked = values_of(read(HEAD + text.format(choice="real-expenses"), site), site.catalogue, Edition.FR)
    not_asked = values_of(read(HEAD + text.format(choice="nothing"), site), site.catalogue, Edition.FR)
    assert asked.texts == {"member-contribution": "5"}
    assert not_asked.texts == {}
    assert not_asked.ticks == {"member-contribution-choice-nothing"}


def test_every_rule_can_warn_and_can_be_silent(site: Site) -> None:
    for warns in warnings_in(site.catalogue.rules.values()):
        answers = _answers_for(warns.when)
        given = next(
            (each.given for each in asked_in(site.catalogue.parts.values()) if getattr(each, each.ask) == warns.beside),
            None,
        )
        if given:
            answers = replace(answers, values={**answers.values, given.asked: given.option})
        assert warns in list(warnings(answers, site.catalogue)), warns.id
        contrary = _answers_for(warns.when, contrary=True)
        assert warns not in list(warnings(contrary, site.catalogue)), warns.id


def _answers_for(conditions: tuple[object, ...], *, contrary: bool = False) -> Answers:
    """Answers for which the conditions hold, or none of them."""
    values: dict[str, Value] = {}
    edition = Edition.BOTH if any(isinstance(each, Uneven) for each in conditions) else Edition.FR
    for condition in conditions:
        if isinstance(condition, Chosen):
            values[condition.asked] = "other" if contrary else condition.option
        elif isinstance(condition, OtherEdition):
            fits = (each is edition for each in condition.editions.values())
            values[condition.asked] = next(
                option for option, fit in zip(condition.editions, fits, strict=True) if fit is contrary
            )
        elif isinstance(condition, Before):
            days = ("2027-03-01", "2027-03-02")
            values |= dict(zip(condition.fields, reversed(days) if contrary else days, strict=True))
        elif isinstance(condition, Empty):
            values |= dict.fromkeys(condition.fields, "x" if contrary else "")
        elif isinstance(condition, Uneven):
            values[condition.fields[0]] = {Language.FR: "Rue A\nRue B", Language.NL: "A\nB" if contrary else "A, B"}
        else:
            values[condition.fields[0]] = "x" if contrary else f"Le {condition.words[0].strip('*').upper()} !"  # type: ignore[attr-defined]
    return Answers(edition, values=values)


@pytest.mark.parametrize(
    ("text", "met"),
    [("groupe WhatsÀpp", True), ("Whatsappgroep", True), ("un appel", False), ("une app", True), ("appen", False)],
)
def test_a_word_is_met_without_case_and_accents_whole_or_by_its_beginning(text: str, met: bool) -> None:
    condition = Mentions(condition="mentions", fields=("channel",), words=("whatsapp*", "app"))
    assert holds(condition, Answers(values={"channel": text})) is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("02 101 20 30", False),
        ("(02) 101.20.30", False),
        ("02/112\u00a020 30", False),
        ("101", True),
        ("112/101", True),
        ("02 000 00 20, la nuit le 101", True),
        ("02 000 00 20 / 101", True),
    ],
)
def test_a_telephone_number_mentions_no_emergency_number(text: str, met: bool) -> None:
    condition = Mentions(condition="mentions", fields=("channel",), words=("101", "112"))
    assert holds(condition, Answers(values={"channel": text})) is met


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("12.50", "12,50"),
        ("1.250", "1250"),
        ("€ 1 250,5", "1250,50"),
        ("0", "0"),
        ("12 euros", "12"),
        ("200 EUR", "200"),
        ("euro", None),
        ("1.25.000", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, shown: str | None) -> None:
    assert amount_text(typed) == shown


def test_zero_is_no_expense() -> None:
    condition = Empty(condition="empty", fields=("cost-messages", "cost-print"))
    assert holds(condition, Answers(values={"cost-messages": "0,00"}))
    assert not holds(condition, Answers(values={"cost-messages": "0", "cost-print": "0,50"}))
