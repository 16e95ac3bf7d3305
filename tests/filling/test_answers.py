"""Answers are read whole or refused with all that is wrong; they put in the papers what they say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

import pytest

from macros.content.site import ROOT, Site
from macros.filling.answers import Answers, read_answers
from macros.filling.exchange import Content, FieldQuestion, OptionQuestion, Reason
from macros.filling.questions import FORMATS, words_json
from macros.filling.scripts import Scripts
from macros.model import questionnaire
from macros.model.blocks import Check, fields_of, inner_blocks
from macros.model.language import Edition, Language
from macros.model.messages import CHOSEN, sentences
from macros.model.problems import GuideError
from macros.model.questionnaire import (
    BareNumber,
    Before,
    Chosen,
    CutAddress,
    CutNumber,
    Early,
    Empty,
    Lacks,
    OddYear,
    Outvoted,
    Past,
    Same,
    Unbalanced,
    Uneven,
    Unlike,
    Unlisted,
)
from macros.model.typography import unbroken
from macros.papers.from_records import document_paper
from tests.building import SITE_URL
from tests.filling.answering import KASTEELWIJK, UNCLEAN
from tests.filling.functions import Functions

Read = Callable[[str | bytes], Answers]
HEAD = "format: plp-bin-answers\nversion: 1\n"


@pytest.fixture
def read(asked: Content, scripts: Scripts) -> Read:
    return lambda text: read_answers(text.encode() if isinstance(text, str) else text, "answers.yml", asked, scripts)


def test_a_neighbourhood_is_read_with_its_answers_as_typed(read: Read) -> None:
    file = read(KASTEELWIJK.read_bytes()).content
    assert file["edition"] == "fr-nl"
    assert file["answers"]["coordinator-is-adult"] == "yes", "no truth value of YAML"
    assert file["answers"]["survey-return-by"] == "2027-02-01", "no date of YAML"


def test_without_a_word_of_them_all_documents_and_formats_are_meant_in_french(read: Read, functions: Functions) -> None:
    for rest in ("", "formats:\ndocuments:\nanswers:\n", "formats: []\ndocuments: []\n"):
        choices = functions.call("answers", "choicesIn", read(HEAD + rest).content)
        assert choices["edition"] == "fr"
        assert choices["formats"] in ([], list(FORMATS))
        assert choices["documents"] == []
        assert choices["answers"] == {}


def test_the_page_s_file_and_yaml_say_the_same(read: Read) -> None:
    answers = {"neighbourhood": "Été 👮", "evening-on": "2027-03-11"}
    whole = {"format": "plp-bin-answers", "version": 1, "edition": "nl", "answers": answers}
    written = "edition: nl\nanswers:\n  neighbourhood: Été 👮\n  evening-on: 2027-03-11\n"
    escaped = json.dumps(whole)  # with each emoji as two escapes
    for text in (escaped, json.dumps(whole, ensure_ascii=False, indent=2), HEAD + written):
        assert read(text).content == whole


@pytest.mark.parametrize("value", ["null", "Null", "NULL", "~", "", '""'])
def test_a_value_that_says_there_is_none_is_no_answer(
    value: str, read: Read, asked: Content, functions: Functions
) -> None:
    given = f"place: {value}\n  neighbourhood: {{fr: {value}, nl: Tilia}}\n  coordinator-is-adult: {value}\n"
    file = read(f"{HEAD}edition: {value}\nformats: {value}\nanswers:\n  {given}").content
    assert functions.call("answers", "choicesIn", file)["edition"] == "fr"
    assert functions.call("values", "valuesOf", asked, file["answers"], "fr")["texts"] == {}
    assert functions.call("values", "valuesOf", asked, file["answers"], "nl")["texts"] == {"neighbourhood": "Tilia"}


def test_null_is_no_answer_in_a_file_of_the_page_either(read: Read, asked: Content, functions: Functions) -> None:
    answers = {"place": None, "neighbourhood": {"fr": None, "nl": "Tilia"}, "coordinator-is-adult": None}
    text = json.dumps({"format": "plp-bin-answers", "version": 1, "edition": None, "answers": answers})
    there = functions.call("answers", "readAnswers", text, asked)
    assert (there["faults"], there["edition"]) == ([], "fr")
    for given in (read(text).content["answers"], there["answers"]):
        assert functions.call("values", "valuesOf", asked, given, "fr-nl")["texts"]["neighbourhood"] == "Tilia"
        assert functions.call("values", "valuesOf", asked, given, "fr") == {"texts": {}, "ticks": []}


@pytest.mark.parametrize("name", ["'null'", "Nullens", "~Tilia", "nil"])
def test_a_word_that_only_looks_like_none_is_an_answer(name: str, read: Read) -> None:
    assert read(f"{HEAD}answers:\n  neighbourhood: {name}\n").content["answers"]["neighbourhood"] == name.strip("'")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1", ["no answers of this guide", "format: plp-bin-answers"]),
        ("- x", ["no answers of this guide"]),
        ("", ["the file is empty", "save it anew from the page"]),
        ('{"format": "plp-bin-answers", "vers', ["breaks off or is damaged", "save it anew"]),
        ("format: plp-bin-answers\nversion: 2\n", ["version 2", "answers.yml:2", "update the guide"]),
        ("format: plp-bin-answers\n", ["does not say its version", "version: 1"]),
        (HEAD + "edition: de\n", ["answers.yml:3", "no edition 'de'", "fr, nl, fr-nl"]),
        (HEAD + "formats: pdf\n", ["formats must be a list", "formats: [pdf]"]),
        (HEAD + "formats: {docx: yes}\n", ["formats must be a list", "formats: [pdf]"]),
        (HEAD + "formats: [doc]\n", ["there is no 'doc'", "docx"]),
        (HEAD + "documents: [charte]\n", ["there is no 'charte'", "charter"]),
        (HEAD + "langage: fr\n", ["unknown key 'langage'"]),
        (HEAD + "answers: [a]\n", ["answers must be a mapping"]),
        (HEAD + "answers:\n  mayor: x\n", ["answers.yml:4", "nothing is asked under 'mayor'", "mayor-name"]),
        (HEAD + "answers:\n  mayor-name: {fr: x}\n", ["serves both languages", "mayor-name"]),
        (HEAD + "answers:\n  place: {en: x}\n", ["no language 'en'"]),
        (HEAD + "answers:\n  place: {fr: [x]}\n", ["language fr", "must be text"]),
        (HEAD + "answers:\n  evening-on: 11/03/2027\n", ["is not a date", "2027-01-15"]),
        (HEAD + "answers:\n  evening-on: 2027-02-30\n", ["is not a date"]),
        (HEAD + "answers:\n  evening-on: 2072-03-01\n", ["or its year is too far", "2027-01-15"]),
        (HEAD + "answers:\n  cost-print: twelve euros\n", ["is not an amount", "12,50"]),
        (HEAD + "answers:\n  coordinator-email: an.voisins\n", ["is not an e-mail address"]),
        (HEAD + "answers:\n  coordinator-phone: appelez\n", ["is not a phone number"]),
        (HEAD + "answers:\n  coordinator-phone: O2 000 00 00\n", ["is not a phone number"]),
        (HEAD + "answers:\n  coordinator-is-adult: maybe\n", ["no answer 'maybe'", "yes"]),
        (HEAD + "answers:\n  place: x\n  place: y\n", ["stands twice"]),
        (
            '{"format": "plp-bin-answers", "version": 1, "answers": {\n"place": "x",\n\t"place": "y"}}',
            ["answers.yml:3", "'place' stands twice"],
        ),
        (
            '{"format": "plp-bin-answers", "answers": {"a": "\\ud83d\\ude00", "a": ""}}',
            ["answers.yml:1", "'a' stands twice"],
        ),
        (
            HEAD + "answers:\n  place: rue 1 # la mairie\n",
            ["YAML drops the text after ' #'", 'mayor-name: "An Peeters"'],
        ),
        (HEAD + "answers:\n  place: Ici : là: non\n", ["a colon in the text", 'mayor-name: "An Peeters"']),
        (HEAD + "answers:\n  place: x\n   mayor-name: y\n", ["answers.yml:5", "or save the file anew from the page"]),
        (HEAD + 'answers:\n  place: "x\n', ["not closed", 'mayor-name: "An Peeters"']),
        ('{"a": 1}', ["no answers of this guide", 'begins with "format": "plp-bin-answers"']),
        ('{"format": "plp-bin-answers"}', ["does not say its version", 'write "version": 1 below']),
        (
            '{"format": "plp-bin-answers", "version": 1, "formats": "pdf"}',
            ["formats must be a list", 'write "formats": ["pdf"]'],
        ),
        (HEAD + "answers: &a\n  place: x\nlist: [*a, *a]\n", ["stands for another one", "write it out"]),
        (HEAD + "answers:\n" + "  place: " + "x" * 16_001, ["16001 characters", "at most 16000"]),
        ("[" * 5000, ["maximum nesting depth"]),
        ("a: {" * 600 + "}" * 600, ["nested too deeply"]),
        ('{"a":' * 50_000, ["nested too deeply"]),
        ('{"format": "plp-bin-answers", "version": 1e999}', ["out of all bounds"]),
        ('{"format": "plp-bin-answers", "version": NaN}', ["out of all bounds"]),
        (b"format: \xff", ["not UTF-8"]),
    ],
)
def test_a_fault_is_refused_with_its_place_and_remedy(text: str | bytes, expected: list[str], read: Read) -> None:
    with pytest.raises(GuideError) as refused:
        read(text)
    message = str(refused.value)
    assert "answers.yml" in message
    for words in expected:
        assert words in message


def test_all_faults_are_told_at_once(read: Read) -> None:
    with pytest.raises(GuideError) as refused:
        read(HEAD + "edition: de\nformats: [doc]\nanswers:\n  mayor: x\n  evening-on: demain\n")
    assert len(refused.value.problems) == 4


def test_faults_are_told_in_the_language_asked_for(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GuideError) as refused:
        read(HEAD + "langage: fr\nformats: [doc]\nanswers:\n  evening-on: demain\n")
    monkeypatch.setenv(CHOSEN, "nl")
    assert str(refused.value).splitlines() == [
        "3 problemen:",
        "answers.yml:3",
        "    de sleutel “langage” is onbekend",
        "    → bekende namen: answers, documents, edition, format, formats, place, version",
        "answers.yml:4",
        "    formats: “doc” bestaat niet",
        "    → bedoelde u docx?",
        "answers.yml:6 (fiche “evening-on”)",
        "    “demain” is geen datum, of het jaar ligt te ver",
        "    → schrijf hem zoals 2027-01-15",
    ]


def test_every_reason_to_refuse_an_answer_has_words() -> None:
    reasons = {reason for kind in get_args(Reason.__value__) for reason in get_args(kind)}
    assert reasons
    assert [reason for reason in reasons if f"answers-{reason}.fault" not in sentences()] == []


@pytest.mark.parametrize("language", Language)
def test_what_the_scripts_say_has_words(site: Site, language: Language) -> None:
    """Whoever renames a label is told, since a script would stop where it says it."""
    scripts = "".join(file.read_text("utf-8") for file in (ROOT / "docs" / "assets" / "js" / "builder").glob("*.js"))
    said = set(re.findall(r'\b(?:phrase|warn|announce)\("([a-z-]+)"', scripts))
    assert len(said) > 20
    assert said - json.loads(words_json(site.catalogue, language)).keys() == set()


@pytest.mark.parametrize("language", Language)
def test_what_a_pdf_cannot_show_points_to_the_other_formats_of_papers(site: Site, language: Language) -> None:
    labels = site.catalogue.labels
    for reason in ("characters", "length"):
        said = labels[f"builder-say-warning-{reason}"][language]
        assert all(labels[f"builder-format-short-{other}"][language] in said for other in FORMATS.keys() - {"pdf"})


def test_an_answer_that_is_no_longer_asked_is_passed_over(read: Read, asked: Content, functions: Functions) -> None:
    assert asked.former
    for name in asked.former:
        file = read(HEAD + f"answers:\n  {name}: {{fr: x, nl: y}}\n  mayor-name: Zoë\n").content
        texts = functions.call("values", "valuesOf", asked, file["answers"], "fr")["texts"]
        assert texts == {"mayor-name": "Zoë"}, name


def test_what_is_no_longer_asked_is_asked_nowhere(asked: Content) -> None:
    assert not {question.id for question in asked.questions} & set(asked.former)


@pytest.mark.parametrize(("typed", "kept"), UNCLEAN.items())
def test_what_no_format_can_hold_is_cleaned(typed: str, kept: str, functions: Functions) -> None:
    assert functions.clean(typed, lines=False) == kept


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("line", "buren van ’t Zand samen met de X"), ("lines", "buren van ’t Zand\n\nsamen met\n de X")],
)
def test_pasted_lines_are_one_space_apart_in_an_answer_of_one_line(kind: str, shown: str, functions: Functions) -> None:
    asked = {"id": "name", "ask": "field", "kind": kind}
    given = {"name": "buren van 't Zand\n\nsamen met\r\n de X"}
    assert functions.call("values", "valuesOf", {"questions": [asked]}, given, "nl")["texts"] == {"name": shown}


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        ("line", "'t Hofke", "’t Hofke"),
        ("line", "'T HOFKE, 's-Gravenbrakel, An D'Hondt", "’T HOFKE, ’s-Gravenbrakel, An D’Hondt"),
        ("lines", "Straat A ('k weet)\n'n straat", "Straat A (’k weet)\n’n straat"),
        ("hour", "zaal, 's avonds", "zaal, ’s avonds"),
        ("line", "de 'oude' school", "de 'oude' school"),
        ("line", "'Sésame', 'n' en 's'", "'Sésame', 'n' en 's'"),
    ],
)
def test_apostrophes_are_those_of_print(kind: str, typed: str, shown: str, functions: Functions) -> None:
    asked = {"id": "name", "ask": "field", "kind": kind}
    texts = functions.call("values", "valuesOf", {"questions": [asked]}, {"name": typed}, "nl")["texts"]
    assert texts == {"name": shown}


@pytest.mark.parametrize(
    ("edition", "place", "streets", "day", "amount"),
    [
        (Edition.FR, "Bruxelles", "Rue A\nRue B", "lundi 1er_mars_2027", "12,50"),
        (Edition.NL, "Brussel", "Straat A", "maandag 1_maart_2027", "12,50"),
        (
            Edition.BOTH,
            "Bruxelles / Brussel",
            "Rue A\nRue B\nStraat A",
            "lundi 1er_mars 2027 / maandag 1_maart_2027",
            "12,50",
        ),
    ],
)
def test_each_edition_shows_an_answer_its_own_way(
    edition: Edition, place: str, streets: str, day: str, amount: str, read: Read, asked: Content, functions: Functions
) -> None:
    text = (
        "answers:\n  place: {fr: Bruxelles, nl: Brussel}\n  area-streets: {fr: 'Rue A\n\n    Rue B', nl: Straat A}\n"
        "  evening-on: 2027-03-01\n  cost-print: 12.50\n  mayor-name: Zoë\n  neighbourhood: {fr: Élan, nl: Élan}\n"
    )
    texts = functions.call("values", "valuesOf", asked, read(HEAD + text).content["answers"], edition)["texts"]
    assert texts["place"] == place
    assert texts["area-streets"] == streets
    assert texts["evening-on"] == day.replace("_", "\u00a0")
    assert texts["cost-print"] == amount
    assert texts["mayor-name"] == "Zoë"
    assert texts["neighbourhood"] == "Élan", "the same in both languages stands once"


@pytest.mark.parametrize(
    ("field", "refused", "right"),
    [
        ("evening-on", "2072-03-01", "2027-03-01"),
        ("evening-on", "0207-03-01", "2027-03-01"),
        ("evening-on", "2027-02-30", "2027-03-01"),
        ("police-zone-phone", "o2 000 00 20", "02 000 00 20"),
        ("police-zone-email", "info.zone", "info@zone.example"),
    ],
)
@pytest.mark.parametrize("edition", Edition)
def test_what_the_form_refuses_is_not_printed(
    field: str, refused: str, right: str, edition: Edition, asked: Content, functions: Functions
) -> None:
    def texts(answer: str) -> dict[str, str]:
        return dict(functions.call("values", "valuesOf", asked, {field: answer}, edition)["texts"])

    assert texts(refused) == {}, "a line to write on stays"
    assert texts(right)


def test_of_an_hour_in_two_languages_the_one_that_can_be_used_is_printed(asked: Content, functions: Functions) -> None:
    given = {"evening-at": {"fr": "25h", "nl": "19u30"}}
    assert functions.call("values", "valuesOf", asked, given, "fr-nl")["texts"] == {
        "evening-at": "19.30\u00a0uur",
        "evening-at-nl": "19.30\u00a0uur",
    }


@pytest.mark.parametrize(
    ("field", "text", "is_carried"),
    [
        ("evening-at", "19h30", True),
        ("evening-at", "7 uur 's avonds", True),
        ("evening-at", "19 h 30, accueil 19 h", False),
        ("evening-at", "25h", False),
        ("interest-keeper", "Nadia Peeters, tilia@example.org", True),
        ("interest-keeper", "Nadia Peeters (0470 00 00 10)", True),
        ("interest-keeper", "service de prévention, 02 000 00 10", False),
        ("interest-keeper", "Nadia Peeters, tél. 02 000 00 10", False),
        ("neighbourhood", "Château", False),
        ("evening-place", "Rue du Tilleul 14", False),
    ],
)
def test_what_is_of_no_language_answers_in_both(
    field: str, text: str, is_carried: bool, asked: Content, functions: Functions
) -> None:
    for language, other in (("fr", "nl"), ("nl", "fr")):
        carried = functions.call(
            "values", "carried", asked.plain["questions"], {field: {language: text}, "mayor-name": "Zoë"}
        )
        assert carried[field].get(other) == (text if is_carried else None)
        assert carried["mayor-name"] == "Zoë"
        typed = {field: {language: text, other: "x"}}
        assert functions.call("values", "carried", asked.plain["questions"], typed) == typed, "what was typed stays"


def test_an_answer_to_what_is_not_asked_stays_out_of_the_papers(asked: Content, functions: Functions) -> None:
    def values(choice: str) -> Any:
        given = {"member-contribution": "5", "member-contribution-choice": choice}
        return functions.call("values", "valuesOf", asked, given, "fr")

    assert values("real-expenses")["texts"] == {"member-contribution": "5"}
    assert values("nothing") == {"texts": {}, "ticks": ["member-contribution-choice-nothing"]}


def test_an_answer_that_waits_for_another_is_missed_beside_that_one(asked: Content, functions: Functions) -> None:
    """Papers have it only with the other answer: without a word, whoever gave it found a blank in its place."""
    waiting = [each for each in asked.plain["questions"] if each.get("given")]
    assert waiting
    for question in waiting:
        answer = {"fr": "5 x", "nl": "5 x"} if question.get("translated") else "5"
        choice, option = question["given"]["asked"], question["given"]["option"]
        found = functions.call("values", "warnings", asked, {question["id"]: answer}, "fr")
        assert [each for each in found if each == f"{question['id']}-unasked-{choice}"], question["id"]
        for given in ({question["id"]: answer, choice: option}, {question["id"]: ""}):
            found = functions.call("values", "warnings", asked, given, "fr")
            assert not [each for each in found if "-unasked-" in each], question["id"]


def test_scripts_are_told_the_entries_that_papers_have(asked: Content, site: Site) -> None:
    papers = [document_paper(site, each, Edition.BOTH, SITE_URL) for each in site.catalogue.document_versions.values()]
    entries = {entry.id: entry for paper in papers for entry in paper.entries}
    for question in asked.questions:
        if isinstance(question, OptionQuestion):
            assert question.entries.keys() == ({*question.options} if question.ask != "confirmation" else set())
            assert entries.keys() >= {*question.entries.values()}
            continue
        in_each = question.in_each
        own = [
            entries[each] for each in (question.id, *((in_each.fr, in_each.nl) if in_each else ())) if each in entries
        ]
        assert own, question.id
        assert {entry.in_each for entry in own} == {in_each}


def test_votes_are_told_however_few(asked: Content, functions: Functions) -> None:
    texts = functions.call("values", "valuesOf", asked, {"partnership-yes": "3"}, "fr")["texts"]
    assert texts == {"partnership-yes": "3"}


@pytest.mark.parametrize("edition", Edition)
def test_an_answer_is_told_again_as_far_as_it_is_given(edition: Edition, asked: Content, functions: Functions) -> None:
    phone, email = "deputy-coordinator-phone", "deputy-coordinator-email"
    for given, told in (
        ({}, None),
        ({email: "li@example.org"}, "li@example.org"),
        ({email: "li@example.org", phone: "101"}, "101, li@example.org"),
    ):
        values = functions.call("values", "valuesOf", asked, given, edition)
        assert values["texts"].get("addendum-contact") == told
        assert values["ticks"] == [], "nobody is named"
    values = functions.call("values", "valuesOf", asked, {"deputy-coordinator-name": "Li An"}, edition)
    assert values["ticks"] == ["addendum-b-joined"]


def test_what_is_told_again_is_asked_once_and_is_the_same_in_all_languages(site: Site) -> None:
    asked = {questionnaire.asked_id(each): each for each in questionnaire.asked_in(site.catalogue.parts.values())}
    fields = site.catalogue.fields
    told_by = {each.id: [part.field for part in each.made_of] for each in fields.values() if each.made_of}
    for document in site.catalogue.documents.values():
        for block in inner_blocks(document.blocks):
            if isinstance(block, Check) and block.ticked_with:
                told_by[block.id] = [block.ticked_with]
    assert {"addendum-successor", "addendum-contact", "addendum-b-joined"} <= told_by.keys()
    assert not told_by.keys() & asked.keys()
    for document in site.catalogue.documents.values():
        entries = {name for block in inner_blocks(document.blocks) for name in fields_of(block)}
        for again in entries & told_by.keys():
            assert entries >= set(told_by[again]), "what a PDF cannot show of it is said of the answer itself"
    for each in (name for names in told_by.values() for name in names):
        assert isinstance(asked[each], questionnaire.AskedField), each
        assert not fields[each].in_each, each


QUOTED = {Language.FR: re.compile(r"« ([^«»]+?)… »"), Language.NL: re.compile("“([^“”]+?)…”")}
"""What stands before a blank in a paper, as an explanation tells it."""


def test_what_an_explanation_quotes_stands_before_the_blank_in_a_paper(site: Site) -> None:
    papers = "\n".join(document.model_dump_json() for document in site.catalogue.documents.values())
    told = 0
    for question in questionnaire.asked_in(site.catalogue.parts.values()):
        if not isinstance(question, questionnaire.AskedField) or not question.explanation:
            continue
        field = site.catalogue.fields[question.field]
        for language in Language:
            own_line = f"{field.label[language]}{' :' if language is Language.FR else ':'} "
            for words in QUOTED[language].findall(question.explanation[language]):
                told += 1
                assert words == own_line or f"{words}{{{field.id}}}" in papers, (field.id, words)
    assert told > 8


def test_a_vote_about_a_person_may_stay_out_where_nobody_stood(site: Site, asked: Content) -> None:
    votes = re.compile("(coordinator|deputy)-(ballots|yes|no|no-opinion|conclusion)")
    about = [each for each in asked.questions if votes.fullmatch(each.id)]
    assert len(about) == 10
    assert all(each.optional for each in about)
    for question in questionnaire.asked_in(site.catalogue.parts.values()):
        if isinstance(question, questionnaire.AskedField) and question.field.endswith("-conclusion"):
            assert ("no-candidate" in question.ready) == bool(votes.fullmatch(question.field))


# ---- warnings


def test_who_answers_no_where_papers_take_a_yes_for_granted_is_warned(asked: Content, functions: Functions) -> None:
    confirmations = [each.id for each in asked.questions if each.ask == "confirmation"]
    assert confirmations
    for confirmation in confirmations:
        warned = functions.call("values", "warnings", asked, {confirmation: "no"}, "fr")
        assert [each.id for each in asked.rules if each.id in warned and each.beside == confirmation], confirmation


@pytest.mark.parametrize("field", ["partnership-conclusion", "coordinator-conclusion"])
@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("non", True),
        ("Nee.", True),
        ("Le projet est rejeté.", True),
        ("désapprouvé", True),
        ("de buurt weigert", True),
        ("verworpen", True),
        ("afgewezen", True),
        ("refusé : 8 oui, 12 non", True),
        ("non, avec 12 non", True),
        ("30 oui, 2 non", False),
        ("30 ja, 2 neen", False),
        ("30 ja en 2 nee", False),
        ("À 19 h 30 non", True),
        ("oui", False),
        ("pas encore", False),
        ("", False),
    ],
)
def test_whoever_notes_that_the_neighbourhood_refused_is_told_what_the_letter_says(
    field: str, text: str, met: bool, asked: Content, functions: Functions
) -> None:
    warned = functions.call("values", "warnings", asked, {field: text}, "fr")
    assert any(each.startswith("neighbourhood-refused") for each in warned) is met


def test_every_rule_can_warn_and_can_be_silent(asked: Content, functions: Functions) -> None:
    def warnings(given: Mapping[str, object], edition: Edition) -> list[str]:
        return list(
            functions.call("values", "warnings", asked, given, edition, {"today": "2026-11-28", "names": ["x"]})
        )

    given_by = {question.id: question.given for question in asked.questions if question.given}
    for rule in asked.rules:
        edition = Edition.BOTH if any(isinstance(each, Uneven | Unlike) for each in rule.when) else Edition.FR
        answers = answers_for(rule.when, edition)
        if given := given_by.get(rule.beside):
            answers |= answers_for((given,), edition)
        assert rule.id in warnings(answers, edition)
        assert rule.id not in warnings(answers_for(rule.when, edition, contrary=True), edition)


def test_each_date_that_is_asked_is_compared_with_another(asked: Content) -> None:
    dates = {each.id for each in asked.questions if isinstance(each, FieldQuestion) and each.kind == "date"}
    conditions = [condition for rule in asked.rules for condition in rule.when]
    compared = {field for each in conditions if isinstance(each, Before) for field in each.fields}
    assert dates
    assert dates <= compared


def test_a_rule_about_some_documents_is_silent_where_others_alone_are_wanted(
    asked: Content, functions: Functions
) -> None:
    """In the page and at the command line."""
    (rule,) = (each for each in asked.rules if each.beside == "evening-on" and each.documents)
    asking = [each for each, questions in asked.documents.items() if "evening-on" in questions]
    given = ({"evening-on": "2026-11-01"}, "fr", {"today": "2026-11-28"})
    about = [each for each in asking if rule.id in functions.call("values", "warnings", asked, *given, [each])]
    assert about == [each for each in asking if each in rule.documents]
    assert 0 < len(about) < len(asking)
    others = [each for each in asked.documents if each not in asking]
    assert rule.id not in functions.call("values", "warnings", asked, *given, others), "none of them asks for it"


def answers_for(conditions: tuple[object, ...], edition: Edition, *, contrary: bool = False) -> dict[str, object]:
    """Answers for which the conditions hold, or none of them."""
    values: dict[str, object] = {}
    for condition in conditions:
        if isinstance(condition, Chosen):
            values[condition.asked] = "other" if contrary else condition.option
        elif isinstance(condition, Same):
            values |= dict(zip(condition.fields, ("An", "Jan" if contrary else "an"), strict=True))
        elif isinstance(condition, Past):
            values[condition.fields[0]] = "2027-03-02" if contrary else "2025-03-01"
        elif isinstance(condition, Unbalanced):
            values |= dict(zip(condition.fields, ("41", "35", "3", "3" if contrary else "5"), strict=True))
        elif isinstance(condition, CutNumber):
            values[condition.fields[0]] = "An, 0471 22 33 44" if contrary else "An, 0471 22 33"
        elif isinstance(condition, Early):
            values[condition.fields[0]] = "19 h 30" if contrary else "7 h 30"
        elif isinstance(condition, Before):
            days = ("2026-03-01", "2027-03-02")
            values |= dict(zip(condition.fields, reversed(days) if contrary else days, strict=True))
        elif isinstance(condition, Empty):
            values |= dict.fromkeys(condition.fields, "x" if contrary else "")
        elif isinstance(condition, BareNumber):
            values[condition.fields[0]] = "12 mois" if contrary else " 12 "
        elif isinstance(condition, CutAddress):
            values[condition.fields[0]] = "An, an@example.org" if contrary else "An, an@example"
        elif isinstance(condition, Outvoted):
            values |= dict(zip(condition.fields, ("35", "3") if contrary else ("20", "70"), strict=True))
        elif isinstance(condition, OddYear):
            values[condition.fields[0]] = "2026" if contrary else "2072"
        elif isinstance(condition, Unlike):
            values[condition.fields[0]] = {"fr": "19h30", "nl": "19.30 uur" if contrary else "20 uur"}
        elif isinstance(condition, Lacks):
            within = condition.words[0].replace("*", "1") if condition.words else ""
            values[condition.fields[0]] = within if contrary else "An Wouters"
        elif isinstance(condition, Unlisted):
            values[condition.fields[0]] = "x" if contrary else "Ville de X"
        elif isinstance(condition, Uneven):
            values[condition.fields[0]] = {"fr": "Rue A\nRue B", "nl": "A\nB" if contrary else "A, B"}
        else:
            values[condition.fields[0]] = "x" if contrary else f"Le {condition.words[0].strip('*').upper()} !"  # type: ignore[attr-defined]
    return values


@pytest.mark.parametrize(
    ("day", "today", "met"),
    [
        ("2026-11-27", "2026-11-28", True),
        ("2026-11-28", "2026-11-28", False),
        ("0202-11-27", "2026-11-28", False),  # a year that is being typed
        ("2026-02-30", "2026-11-28", False),
        ("", "2026-11-28", False),
        (None, "2026-11-28", False),
        ("2026-11-27", None, False),  # the command line knows no day
    ],
)
def test_a_day_that_has_passed_is_seen_where_the_day_is_known(
    day: str | None, today: str | None, met: bool, functions: Functions
) -> None:
    condition = {"condition": "past", "fields": ["evening-on"]}
    known = () if today is None else ({"today": today},)
    assert (
        functions.call("values", "holds", condition, {"evening-on": day} if day is not None else {}, "fr", *known)
        is met
    )


@pytest.mark.parametrize(
    ("day", "met"), [("2019-05-28", True), ("2025-11-27", True), ("2025-11-28", False), ("2026-11-27", False)]
)
def test_a_day_may_have_passed_long_ago(day: str, met: bool, functions: Functions) -> None:
    condition = {"condition": "past", "fields": ["contacts-updated-on"], "days": 365}
    assert (
        functions.call("values", "holds", condition, {"contacts-updated-on": day}, "fr", {"today": "2026-11-28"}) is met
    )


OUT_OF_REACH = """Marie Dupont
voir affiche
moi-même
sonnez chez Luc
à compléter
Marie, rue Haute
An Wouters
zie affiche
ikzelf
de coördinator
volgt nog
Jan van op de hoek
l'agent de quartier
wijkagent An
le boulanger
de bakker
la pharmacie
de apotheker
l'accueil de la commune
het onthaal van de gemeente
le CPAS
het OCMW
l'église
de kerk
Bibiane Dupont
Pierre Bus
Marie Zonen"""
WITHIN_REACH = """Marie, 0470/12.34.56
marie@skynet.be
12 rue Haute, chez Jean
par WhatsApp
la librairie, rue Haute 4
de buurtwinkel, Hoogstraat 4
www.quartiergare.eu
101
An, Kerkstraat 3
via whatsappgroep
Hoplr de la gare
via Instagram
sms naar Luc"""


@pytest.mark.parametrize(
    ("text", "met"),
    [(text, True) for text in OUT_OF_REACH.split("\n")] + [(text, False) for text in [*WITHIN_REACH.split("\n"), ""]],
)
@pytest.mark.parametrize("question", ["evening-contact", "interest-keeper", "initiator-contact", "launch-contact"])
def test_a_contact_that_reaches_nobody_is_asked_about(
    question: str, text: str, met: bool, asked: Content, functions: Functions
) -> None:
    warned = functions.call("values", "warnings", asked, {question: {"fr": text, "nl": text}}, Edition.BOTH)
    assert (f"contact-out-of-reach-{question}" in warned) is met


def test_a_contact_is_asked_about_in_the_language_in_which_it_reaches_nobody(
    asked: Content, functions: Functions
) -> None:
    given = {"evening-contact": {"fr": "An, 0470 12 34 56", "nl": "An"}}
    for edition in Edition:
        warned = functions.call("values", "warnings", asked, given, edition)
        assert ("contact-out-of-reach-evening-contact" in warned) is (edition is not Edition.FR)


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("moi-même", True),
        ("ikzelf", True),
        ("An Wouters", True),
        ("An Wouters, Kasteellaan 3, 1082 Sint-Agatha-Berchem", False),
        ("", False),
    ],
)
def test_a_publisher_without_an_address_is_asked_about(
    text: str, met: bool, asked: Content, functions: Functions
) -> None:
    warned = functions.call("values", "warnings", asked, {"responsible-publisher": {"nl": text}}, Edition.NL)
    assert ("publisher-without-address-responsible-publisher" in warned) is met


@pytest.mark.parametrize(
    ("answer", "met"),
    [
        ("Liège", False),
        ("liege", False),
        ({"fr": "Liège", "nl": "Luik"}, False),
        ({"fr": "Liège", "nl": "Luijk"}, True),
        ({"fr": "Liège"}, False),
        ("Ville de Liège", True),
        (" ", False),
        (None, False),
    ],
)
def test_a_name_of_no_municipality_is_seen_where_their_names_are_known(
    answer: object, met: bool, functions: Functions
) -> None:
    given = ({"condition": "unlisted", "fields": ["municipality"]}, {"municipality": answer} if answer else {}, "fr-nl")
    assert functions.call("values", "holds", *given, {"names": ["liege", "luik"]}) is met
    assert functions.call("values", "holds", *given) is False, "the command line knows none"


def test_contacts_of_years_ago_are_asked_about_though_no_other_date_is_there(
    asked: Content, functions: Functions
) -> None:
    given = {"contacts-updated-on": "2019-05-28"}
    warned = functions.call("values", "warnings", asked, given, Edition.FR, {"today": "2026-11-28"})
    assert "contacts-long-ago-contacts-updated-on" in warned


@pytest.mark.parametrize("number", ["101", "112"])
def test_where_the_survey_is_handed_in_nobody_is_led_to_an_emergency_number(
    number: str, asked: Content, functions: Functions
) -> None:
    given = {"survey-return-to": {"nl": f"politiekantoor, {number}"}}
    warned = functions.call("values", "warnings", asked, given, Edition.NL)
    assert "emergency-number-of-place-survey-return-to" in warned


@pytest.mark.parametrize(
    ("text", "met"),
    [
        *(
            (text, True)
            for text in ("7h30", "7 h 30", "7 heures", "07:30", "7.30 uur", "7u", "9 u. 15", "8", "7 h, puis 9 h")
        ),
        *((text, False) for text in ("19 h 30", "17h", "7 h du soir", "7 uur 's avonds", "12 h", "10.30 uur", "")),
        ("'s avonds om 8 uur", False),
        ("8 heures (du soir)", False),
        ("8 h du matin, jusqu'à midi", False),
        ("7 uur 's morgens", False),
        ("om 9 uur 's ochtends", False),
        ("de 7 h à 9 h", True),
        ("8h, salle Midi", True),
        ("7 h de l'après-midi", False),
        ("7 uur 's middags", False),
        ("de 19 h à 21 h, salle 7", False),
    ],
)
def test_an_hour_of_the_morning_is_seen_however_it_is_written(text: str, met: bool, functions: Functions) -> None:
    condition = {"condition": "early", "fields": ["evening-at"]}
    for answer in (text, {"fr": "19 h 30", "nl": text}):
        assert functions.call("values", "holds", condition, {"evening-at": answer}, "fr-nl") is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        *(
            (f"Amélie Dubois, {number}", True)
            for number in ("0471 22", "0471/22.33", "0471 22 33 4", "+32 471 22 33 4")
        ),
        *((f"Amélie Dubois, {number}", True) for number in ("02 410 12", "0032 2 410 12 3", "02/410.12.3")),
        *(
            (f"Amélie Dubois, {number}", False)
            for number in ("0471 22 33 44", "+32 471 22 33 44", "02 410 12 34", "04 222 12 34")
        ),
        *(
            (f"Amélie Dubois, {number}", False)
            for number in ("+33 6 01 02 03 04", "+352 621 02 03 04", "0031 6 01 02 03 04", "+49 (0)241 01 02 03")
        ),
        *(
            (text, False)
            for text in (
                "Rue du Puits 12",
                "1082 Berchem",
                "an@example.org",
                "à partir de 9 h 30",
                "101",
                "09.30 uur",
                "boekhandel, tot 05/03/2027",
                "avant le 05.03.27",
                "08.30 - 12.00 uur",
                "08.30-12.00",
                "01/2027",
                "postbus 01234",
                "jan.012345@example.org",
                "02 123 45 67/an@example.org",
                "02 123 45 67;an@example.org",
                "https://example.org/0123456",
                "BE0123456",
                "ASBL Le Quartier, BE 0871.229.947",
                "0412 345 678, An",
                "",
            )
        ),
        *(
            (text, True)
            for text in ("(02) 123 45 6", "+32 (0)2 123 45 6", "Rue du Puits 12\n0471\u201322\u201333\u20134")
        ),
        *(
            (text, True)
            for text in (
                "Jean 0475 12 34 567",
                "Jean 04751234567",
                "0475/12.34.567",
                "+32 475 12 34 567",
                "02 123 45 678",
                "0470 123 4567",
            )
        ),
        *(
            (text, True)
            for text in ("Marie, 12345", "Marie, rue Haute 4, 12345", "tel: 470123456 (An)", "0475 12 34 56, 12345")
        ),
        *(
            (text, False)
            for text in (
                "+33 601020304",
                "+32 (0) 470123456",
                "02 - 1012030",
                "04 70123456",
                "chat.example.org/12345",
                "12345@example.org",
                "plp12345",
                "Rue du Puits 12, 1082 Berchem",
                "101, 1722",
            )
        ),
        *(
            (text, False)
            for text in ("0475 12 34 56 9h", "02 123 45 67 (9h-17h)", "0475 12 34 56 7 jours sur 7", "02 123 45 67/68")
        ),
    ],
)
def test_a_telephone_number_that_lacks_digits_or_has_one_too_many_is_seen_among_other_words(
    text: str, met: bool, functions: Functions
) -> None:
    condition = {"condition": "cut-number", "fields": ["evening-contact"]}
    for answer in (text, {"fr": text, "nl": text}, {"fr": "", "nl": text}):
        assert functions.call("values", "holds", condition, {"evening-contact": answer}, "fr") is met


@pytest.mark.parametrize(
    ("text", "met"),
    [("wijk De Linde", True), ("les rues du quartier", True), ("Buurt Linde", True), ("Kasteelwijk", False)],
)
def test_a_neighbourhood_is_named_without_the_word_that_stands_before_it(
    text: str, met: bool, asked: Content, functions: Functions
) -> None:
    rule = next(each for each in asked.rules if each.id.startswith("word-before-neighbourhood"))
    condition = rule.when[0].model_dump(mode="json")
    assert functions.call("values", "holds", condition, {"neighbourhood": text}, "fr") is met


def test_what_is_told_again_comes_in_the_order_in_which_the_builder_asks(site: Site, asked: Content) -> None:
    """Page and command line join it as it was asked, the papers of the example as the field lists it."""
    places = {each.id: place for place, each in enumerate(asked.questions)}
    made = [[part.field for part in field.made_of] for field in site.catalogue.fields.values() if field.made_of]
    assert any(len(parts) > 1 for parts in made)
    assert made == [sorted(parts, key=places.__getitem__) for parts in made]


def test_every_contact_and_channel_warns_of_a_number_or_address_that_lacks_a_part(asked: Content) -> None:
    """It is printed in the plan or the charter, and members call it."""
    places = {each.id for each in asked.questions if each.id.endswith(("-contact", "-channel"))}
    assert len(places) >= 12
    for kind in ("cut-number", "cut-address"):
        told = {rule.beside for rule in asked.rules if any(each.condition == kind for each in rule.when)}
        assert places - told == set(), kind


@pytest.mark.parametrize(
    ("text", "met"),
    [("groupe WhatsÀpp", True), ("Whatsappgroep", True), ("un appel", False), ("une app", True), ("appen", False)],
)
def test_a_word_is_met_without_case_and_accents_whole_or_by_its_beginning(
    text: str, met: bool, functions: Functions
) -> None:
    condition = {"condition": "mentions", "fields": ["channel"], "words": ["whatsapp*", "app"]}
    assert functions.call("values", "holds", condition, {"channel": text}, "fr") is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("02 101 20 30", False),
        ("(02) 101.20.30", False),
        ("(02) 112.20", False),
        ("02/112\u00a020 30", False),
        ("101", True),
        ("112/101", True),
        ("02 000 00 20, la nuit le 101", True),
        ("02 000 00 20 / 101", True),
    ],
)
def test_a_telephone_number_mentions_no_emergency_number(text: str, met: bool, functions: Functions) -> None:
    condition = {"condition": "mentions", "fields": ["channel"], "words": ["101", "112"]}
    assert functions.call("values", "holds", condition, {"channel": text}, "fr") is met
    apart = {"channel": {"fr": "02 000 00 20", "nl": text}}
    assert functions.call("values", "holds", condition, apart, "fr") is met, "whatever the language"


@pytest.mark.parametrize(
    ("first", "second", "met"),
    [
        ("2027-03-01", "2027-03-02", True),
        ("2027-03-02", "2027-03-02", False),
        ("2027-03-03", "2027-03-02", False),
        ("", "2027-03-02", False),
        ("2027-03-01", "", False),
        (None, "2027-03-02", False),
        ("2027-12-31", "2207-03-18", False),
        ("0207-12-31", "2027-03-18", False),
    ],
)
def test_a_day_comes_before_another_only_when_both_are_given_and_may_be_meant(
    first: str | None, second: str, met: bool, functions: Functions
) -> None:
    condition = {"condition": "before", "fields": ["launch-on", "evening-on"]}
    given = {"launch-on": first, "evening-on": second} if first is not None else {"evening-on": second}
    assert functions.call("values", "holds", condition, given, "fr") is met


@pytest.mark.parametrize(
    ("dutch", "edition", "met"),
    [
        ("A-straat\r\n \nB-straat\n", "fr-nl", False),
        ("A-straat, B-straat", "fr-nl", True),
        ("A-straat, B-straat", "fr", False),
        ("", "fr-nl", False),
        (" \n", "fr-nl", False),
    ],
)
def test_a_list_is_longer_in_one_language_when_both_have_lines(
    dutch: str, edition: str, met: bool, functions: Functions
) -> None:
    condition = {"condition": "uneven", "fields": ["streets"]}
    given = {"streets": {"fr": "Rue A\nRue B", "nl": dutch}}
    assert functions.call("values", "holds", condition, given, edition) is met
    assert functions.call("values", "holds", condition, {"streets": "Rue A"}, edition) is False


@pytest.mark.parametrize(
    ("votes", "met"),
    [
        (("41", "35", "3", "3"), False),
        (("41", "38", "4", "2"), True),
        (("41", "35", "6", "0"), False),
        (("41", "35", "6", ""), False),  # not yet counted
        (("41", "35", "5", ""), False),
        (("41", "40", "2", ""), True),  # more already
        (("41", "42", "", ""), True),
        (("1 041", "1.035", "3", "3"), False),
        (("1 041", "1.036", "3", "3"), True),
        (("", "35", "3", "3"), False),
        (("41", "35", "six", "0"), False),  # told elsewhere
    ],
)
def test_votes_make_the_ballots_and_never_more(votes: tuple[str, ...], met: bool, functions: Functions) -> None:
    fields = ["ballots", "yes", "no", "no-opinion"]
    condition = {"condition": "unbalanced", "fields": fields}
    answers = dict(zip(fields, votes, strict=True))
    assert functions.call("values", "holds", condition, answers, "fr") is met


@pytest.mark.parametrize(
    ("text", "met"),
    [("12", True), (" 6\n", True), ("12 mois", False), ("douze", False), ("2027", False), ("", False)],
)
def test_a_time_has_a_unit(text: str, met: bool, functions: Functions) -> None:
    condition = {"condition": "bare-number", "fields": ["notice-period"]}
    assert functions.call("values", "holds", condition, {"notice-period": {"fr": text, "nl": ""}}, "fr") is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("2027", False),
        ("du 13 septembre au 31 décembre 2027", False),
        ("2026-2027", False),
        ("13/09/2026 - 31/12/2062", True),
        ("2072", True),
        ("0207", True),
        ("27", True),
        ("l'an dernier", True),
        ("", False),
    ],
)
def test_a_report_is_about_a_year_that_may_be_meant(text: str, met: bool, functions: Functions) -> None:
    condition = {"condition": "odd-year", "fields": ["report-year"]}
    assert functions.call("values", "holds", condition, {"report-year": text}, "fr") is met


@pytest.mark.parametrize(
    ("french", "dutch", "met"),
    [
        ("19h30", "19.30 uur", False),
        ("20 h 00", "20 uur", False),
        ("8 h du soir", "20 uur", False),
        ("de 18 h à 20 h", "van 18 tot 20 uur", False),
        ("19h30", "20 uur", True),
        ("19h30", "", False),
        ("en soirée", "20 uur", False),
        ("2027", "2028", True),
        ("le 1er lundi, 18 h", "de eerste maandag, 18 uur", False),
        ("deux fois par mois, 18h", "2 keer per maand, 18 uur", False),
        ("19h30, salle 2", "zaal 2, 19.30 uur", False),
        ("18-20h", "18.00-20.00 uur", False),
        ("du 13 septembre au 31 décembre 2027", "13 september tot 31 december 2027", False),
        ("Asmae, 0470 99 88 77", "Asmae, 0470 12 34 56", True),
        ("Asmae, 0470 99 88 77", "Asmae, 0470 99 88 78", True),
        ("Asmae, 0470/99.88.77", "Asmae: +32 470 99 88 77.", False),
        ("02 000 00 10 / 0470 99 88 77", "0470 99 88 77 of 02 000 00 10", False),
        ("Asmae (asmae@example.org)", "Bij Asmae, asmae@example.org.", False),
        ("asmae@example.org", "asma@example.org", True),
        ("02 000 00 10, de 9h à 17h", "02 000 00 10, van 9 tot 16 uur", True),
        ("le gardien, 02 000 00 10", "de conciërge", False),
        ("le gardien, (02) 000 00 10", "de conciërge, (02) 000 00 11", True),
        ("le gardien, (02) 000 00 10", "de conciërge, +32 (0)2 000 00 10", False),
        ("Espace Tilia, 20.00", "Zaal Tilia, 19:00", True),
        ("Espace Tilia, 20.00", "Zaal Tilia, 20:00", False),
        ("le 09.03.2027, 20 h", "09/03/2027 20.00", False),
        ("Asmae, 0032 470 99 88 77", "Asmae, 0470 99 88 77", False),
        ("Asmae, 0470 9988 77", "Asmae, 0470 99 8877", False),
        ("Asmae, 0470 99 88 77", "Asmae, 0470–99–88–77", False),
        ("Asmae, tél.0470 99 88 77", "Asmae, tel.0470 99 88 78", True),
        ("02 000 00 10 (9 h)", "02 000 00 10 (9 uur)", False),
        ("02 000 00 10 (18 h 30)", "02 000 00 10 (18.30 uur)", False),
        ("02 000 00 10 18h30", "02 000 00 10 - 18.30 u", False),
        ("02 000 00 10 (18 h 30)", "02 000 00 10 (18.45 uur)", True),
        ("02 000 00 10 9 h", "9 uur, 02 000 00 10", False),
        ("0470 99 88 77 20 h", "0470 99 88 77, 19 uur", True),
        ("le 09/03/2027 9 h", "09/03/2027 om 9 uur", False),
        ("le gardien, 02 000 00 10 / 02 000 00 11", "02 000 00 11 of 02 000 00 10", False),
        ("Info@commune.example", "info@commune.example", False),
    ],
)
def test_numbers_hours_and_addresses_are_the_same_in_both_languages(
    french: str, dutch: str, met: bool, functions: Functions
) -> None:
    condition = {"condition": "unlike", "fields": ["evening-at"]}
    answers = {"evening-at": {"fr": french, "nl": dutch}}
    assert functions.call("values", "holds", condition, answers, "fr-nl") is met
    assert functions.call("values", "holds", condition, answers, "fr") is False


@pytest.mark.parametrize(
    ("yes", "no", "met"),
    [("20", "70", True), ("20", "20", True), ("1 020", "70", False), ("20", "", False), ("", "0", False)],
)
def test_a_yes_has_more_votes_than_a_no(yes: str, no: str, met: bool, functions: Functions) -> None:
    condition = {"condition": "outvoted", "fields": ["yes", "no"]}
    assert functions.call("values", "holds", condition, {"yes": yes, "no": no}, "fr") is met


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Nadia, nadia@plp.example", False),
        ("nadia@plp.example.", False),
        ("Nadia (nadia@plp.example), 0470 00 00 00", False),
        ("<nadia@plp.example>", False),
        ("sans e-mail", False),
        ("", False),
        ("nadia@", True),
        ("Nadia, nadia@plp", True),
        ("nadia@plp,be", True),
        ("nadia @plp.be", True),
    ],
)
def test_an_address_among_other_words_is_whole(text: str, met: bool, functions: Functions) -> None:
    condition = {"condition": "cut-address", "fields": ["evening-contact"]}
    assert functions.call("values", "holds", condition, {"evening-contact": text}, "fr") is met


@pytest.mark.parametrize("kind", ["count", "number"])
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1250", "1250"),
        ("1 250", "1250"),
        ("1.250", "1250"),
        ("1\u202f250", "1250"),
        ("00012", "12"),
        ("12 50", None),
        ("1.25", None),
        ("1,250", None),
        ("1 250.000", None),
        ("0.500", None),
    ],
)
def test_thousands_may_stand_apart(kind: str, typed: str, shown: str | None, functions: Functions) -> None:
    asked = {"id": "members", "ask": "field", "kind": kind}
    assert functions.call("values", "isSound", asked, typed) is (shown is not None)
    texts = functions.call("values", "valuesOf", {"questions": [asked]}, {"members": typed}, "fr")["texts"]
    assert texts.get("members") == shown


def test_zero_is_no_expense(functions: Functions) -> None:
    condition = {"condition": "empty", "fields": ["cost-messages", "cost-print"]}
    for zero in ("0", "0,00", "0 €", "€ 0", " € 0", "0 euro", ""):
        assert functions.call("values", "holds", condition, {"cost-messages": zero}, "fr"), zero
    assert not functions.call("values", "holds", condition, {"cost-messages": "0", "cost-print": "0,50"}, "fr")


# ---- what people write


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0", "0"),
        ("12,5", "12,50"),
        ("12.50", "12,50"),
        ("1.250", "1250"),
        ("1 250,00", "1250,00"),
        ("1\u202f250", "1250"),
        ("€ 1.250,00", "1250,00"),
        ("€ 1 250,5", "1250,50"),
        ("€ 12, 50", "12,50"),
        ("50 €", "50"),
        ("12 euros", "12"),
        ("200 EUR", "200"),
        ("EUR 120", "120"),
        ("120,-", "120"),
        ("€ 120,--", "120"),
        ("120,– €", "120"),
        ("€ 1.250,-", "1250"),
        ("00012", "12"),
        ("0,50", "0,50"),
        ("0.500", None),
        ("1eur50", None),
        ("12€50", None),
        ("0 € ", "0"),
        ("12 50", None),
        ("euro", None),
        ("1 euro 50", None),
        ("1,2,3", None),
        ("1.25.000", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, shown: str | None, functions: Functions) -> None:
    asked = {"id": "cost", "ask": "field", "kind": "amount"}
    assert functions.call("values", "isSound", asked, typed) is (shown is not None)
    texts = functions.call("values", "valuesOf", {"questions": [asked]}, {"cost": typed}, "fr")["texts"]
    assert texts.get("cost") == shown, "what is no amount is not printed"


@pytest.mark.parametrize(
    ("typed", "french", "dutch"),
    [
        ("19h30", "19 h 30", "19.30 uur"),
        ("19 H 30", "19 h 30", "19.30 uur"),
        ("19u30m", "19 h 30", "19.30 uur"),
        ("19h30min, salle", "19 h 30, salle", "19.30 uur, salle"),
        ("19h30mn, salle", "19 h 30, salle", "19.30 uur, salle"),
        ("19 heures 30 minutes", "19 h 30", "19.30 uur"),
        ("19 uur 30 minuten", "19 h 30", "19.30 uur"),
        ("19h30 mairie", "19 h 30 mairie", "19.30 uur mairie"),
        ("19h30 M. Dupont", "19 h 30 M. Dupont", "19.30 uur M. Dupont"),
        ("19h30m. Dupont", "19 h 30m. Dupont", "19.30 uurm. Dupont"),
        ("19 h 30 m²", "19 h 30 m²", "19.30 uur m²"),
        ("19h00", "19 h", "19 uur"),
        ("20 heures", "20 h", "20 uur"),
        ("20 heures 15", "20 h 15", "20.15 uur"),
        ("19 u. 30", "19 h 30", "19.30 uur"),
        ("19u30", "19 h 30", "19.30 uur"),
        ("19.30 uur", "19 h 30", "19.30 uur"),
        ("19.30u.", "19 h 30", "19.30 uur"),
        ("19:30", "19 h 30", "19.30 uur"),
        ("19.30", "19 h 30", "19.30 uur"),
        ("19", "19 h", "19 uur"),
        ("7 uur 's avonds", "19 h", "19 uur"),
        ("7 h 30 du soir", "19 h 30", "19.30 uur"),
        ("7:30 pm", "19 h 30", "19.30 uur"),
        ("10 uur ’s ochtends", "10 h", "10 uur"),
        ("midi", "midi", "midi"),
        ("half acht", "half acht", "half acht"),
        ("19h30 (accueil dès 19h)", "19 h 30 (accueil dès 19 h)", "19.30 uur (accueil dès 19 uur)"),
        ("de 19h à 21h.", "de 19 h à 21 h.", "de 19 uur à 21 uur."),
        ("20h/22h", "20 h/22 h", "20 uur/22 uur"),
        ("20h30/22h", "20 h 30/22 h", "20.30 uur/22 uur"),
        ("19.00 - 21.30", "19.00 - 21.30", "19.00 - 21.30"),
        ("19h, tél. 02 244.75.12", "19 h, tél. 02 244.75.12", "19 uur, tél. 02 244.75.12"),
        ("25h", None, None),
        ("25", None, None),
        ("24:00", None, None),
        ("19h75", None, None),
        ("19h5", None, None),
        ("19.75", None, None),
        ("19:300", None, None),
        ("1930", None, None),
        ("19h ou 20h60", None, None),
    ],
)
def test_an_hour_is_read_as_people_write_it_and_stands_in_one_way(
    typed: str, french: str | None, dutch: str | None, functions: Functions
) -> None:
    asked = {"id": "at", "ask": "field", "kind": "hour", "translated": True}
    assert functions.call("values", "isSound", asked, typed) is (french is not None)
    for edition, wanted in ((Edition.FR, french), (Edition.NL, dutch)):
        texts = functions.call("values", "valuesOf", {"questions": [asked]}, {"at": typed}, edition)["texts"]
        assert texts.get("at", "").replace("\u00a0", " ") == (wanted or "")


@pytest.mark.parametrize(
    ("number", "is_sound"),
    [
        ("02 244 75 12", True),
        ("0498/11.22.33", True),
        ("+32 2 000 00 00", True),
        ("02 000 00 00 ou 0470 00 00 00", True),
        ("02 000 00 00 poste 3", True),
        ("02 000 00 00, 0470 00 00 00", True),
        ("02 000 00 00 / 0470 00 00 00", True),
        ("02 000 00 10 24h/24", True),
        ("02 000 00 10 (7j/7)", True),
        ("24u/24 en 7/7: 02 000 00 10", True),
        ("02 000 00 10 (24/7)", True),
        ("0470 12 34 56 (9h-17h)", True),
        ("0470 (12-34-56)", True),
        ("02 000 00 10 (09.00-17.00)", True),
        ("0470 12 34 56 (9 à 17 h)", True),
        ("02 000 00 1 (9h-17h)", False),
        ("(9h-17h)", False),
        ("02 000 00 10 24h sur 24", True),
        ("02 000 00 10, 7 jours/7", True),
        ("0471/24/24/24", True),
        ("071/24/24/24", True),
        ("24h/24", False),
        ("(04) 222 00 00", True),
        ("+32 (0)470 00 00 00", True),
        ("0032 2 000 00 00", True),
        ("0031-6-00000000", True),
        ("0800 00 000", True),
        ("0400 00 00 11", True),
        ("101", True),
        ("101/112", True),
        ("1722", True),
        ("appelez", False),
        ("quatre-cent", False),
        ("12", False),
        ("1234", False),
        ("x123y", False),
        ("047512345", False),
        ("0475 12 34 567", False),
        ("04751234567890123", False),
        pytest.param("00111" * 3000 + "x", False, id="endless"),
        ("0475 12 34 5l", False),
        ("+32 475 12 34 5", False),
        ("O2 244 75 12", False),
        ("02 244 7o 12", False),
        ("0498 11 22 3O", False),
    ],
)
def test_a_phone_number_has_as_many_digits_as_numbers_have_whatever_is_between(
    number: str, is_sound: bool, functions: Functions
) -> None:
    assert functions.call("values", "isSound", {"kind": "phone"}, number) is is_sound


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0470 00 00 21", "0470_00_00_21"),
        ("+32 (0)470 00 00 00", "+32_(0)470_00_00_00"),
        ("(04) 222 00 00", "(04)_222_00_00"),
        ("02 000 00 10, poste 45", "02_000_00_10, poste_45"),
    ],
)
def test_a_phone_number_is_not_cut_at_the_end_of_a_line(typed: str, shown: str, functions: Functions) -> None:
    asked = {"questions": [{"ask": "field", "kind": "phone", "id": "phone"}]}
    texts = functions.call("values", "valuesOf", asked, {"phone": typed}, Edition.FR)["texts"]
    assert texts == {"phone": shown.replace("_", "\u00a0")}


@pytest.mark.parametrize("kind", ["line", "lines"])
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Nadia Peeters, 0470 00 00 30", "Nadia Peeters, 0470_00_00_30"),
        ("Rue du Puits 12 (02/000 00 10), le soir", "Rue du Puits 12 (02/000_00_10), le soir"),
        ("An +32 470 00 00 30 ou Luc (02) 000 00 10", "An +32_470_00_00_30_ou Luc (02)_000_00_10"),
        ("02 000 00 10 / 0470 00 00 30", "02_000_00_10 / 0470_00_00_30"),
        ("vanuit Nederland: 0031 6 01 02 03 04", "vanuit Nederland: 0031_6_01_02_03_04"),
        ("du 1 au 30 juin, 19 h 30, 1082 Berchem", "du 1_au 30_juin, 19_h_30, 1082_Berchem"),
        ("Rue du Puits 12, 1000 Bruxelles", "Rue du Puits_12, 1000_Bruxelles"),
        ("An, Putstraat 4b 9000 Gent", "An, Putstraat 4b 9000_Gent"),
        ("Place Émile Étang, 7", "Place Émile Étang,_7"),
        ("à 4000 Liège (1080 Molenbeek)", "à 4000_Liège (1080_Molenbeek)"),
        ("le 3 mars 2027 Salle du Puits", "le 3_mars 2027_Salle du Puits"),
        ("Place de la gare 4 bte 3, B-1000 Bruxelles", "Place de la gare_4_bte_3, B-1000_Bruxelles"),
        ("Baksteenkaai 1065 bus 2", "Baksteenkaai_1065_bus_2"),
        ("le jeudi 12 à 19 h", "le jeudi 12_à 19_h"),
        ("44 oui, 1 non, 1er mars", "44_oui, 1_non, 1er_mars"),
        ("02 000 0010 An", "02_000_0010_An"),
        ("1500 euros, 1 500 EUR, 31500 EUR", "1500_euros, 1 500_EUR, 31500 EUR"),
        ("les 02/03/2027 09/03/2027 16/03/2027", "les 02/03/2027 09/03/2027 16/03/2027"),
    ],
)
def test_a_phone_number_among_words_is_not_cut_either(kind: str, typed: str, shown: str, functions: Functions) -> None:
    """Nor in the example's papers, which Python sets."""
    assert unbroken(typed) == shown.replace("_", "\u00a0")
    asked = {"questions": [{"ask": "field", "kind": kind, "id": "contact"}]}
    texts = functions.call("values", "valuesOf", asked, {"contact": typed}, Edition.FR)["texts"]
    assert texts == {"contact": shown.replace("_", "\u00a0")}


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Château d\u2019Or", "-Château d\u2019Or"),
        ("Łódź", "-Łódź"),
        ("ğşı İ", "-ğşı İ"),
        ("Cha\u0302teau", "-Château"),
        ("Αθήνα", "-Αθήνα"),
        ("Дмитрий 2", "-Дмитрий 2"),
        ("شارع السلام", "-شارع السلام"),
        ("نیم\u200cفاصله", "-نیم\u200cفاصله"),
        ("💐", "-💐"),
        ("a\u202efdp.exe\u00ad", "-afdp.exe"),
        ("Château / Kasteelwijk", "-Château - Kasteelwijk"),
        ('..\\a:b*c?"d<e>f|g~h%i#j', "-a-b-c-d-e-f-g-h-i-j"),
        ("St.-Job & n° 1\u00a0 (noord).", "-St.-Job & n° 1 (noord)"),
        (" ./", ""),
        ("𐐀" * 50, "-" + "𐐀" * 40),
        ("x" * 39 + " y", "-" + "x" * 39),
    ],
)
def test_a_file_bears_the_name_of_the_neighbourhood_as_written(name: str, part: str, functions: Functions) -> None:
    assert functions.call("papers", "suffix", {"neighbourhood": name}) == part


@pytest.mark.parametrize(
    ("first", "second", "met"),
    [
        ("An Wouters", "an  WOUTERS", True),
        ("0470 12 34 56", "+32 (0)470 12 34 56", True),
        ("0470/12.34.56", "0032 470 12 34 56", True),
        ("0470 12 34 56", "0470 12 34 57", False),
        ("An", "Jan", False),
        ("", "", False),
        ("An", "", False),
    ],
)
def test_two_answers_are_the_same_when_their_words_are(
    first: str, second: str, met: bool, functions: Functions
) -> None:
    condition = {"condition": "same", "fields": ["deputy", "coordinator"]}
    given = {"deputy": first, "coordinator": second}
    assert functions.call("values", "holds", condition, given, "fr") is met


def test_a_day_may_come_long_before_another(functions: Functions) -> None:
    condition = {"condition": "before", "fields": ["contacts", "plan"], "days": 180}
    for day, met in (("2019-01-01", True), ("2026-11-01", False)):
        assert functions.call("values", "holds", condition, {"contacts": day, "plan": "2027-03-01"}, "fr") is met
