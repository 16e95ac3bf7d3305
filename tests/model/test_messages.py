"""Every sentence that is told exists in three languages, and none is kept that nobody tells."""

from __future__ import annotations

import ast
import pickle
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import TypeAdapter
from pydantic_core.core_schema import ErrorType

from macros.__main__ import COMMANDS
from macros.content.catalogue import SHELVES
from macros.content.explanations import FORMS
from macros.content.page_files import FrontMatter
from macros.content.site import ROOT
from macros.filling.exchange import Reason
from macros.model.language import Language, Record
from macros.model.messages import CHOSEN, MESSAGES, MessageLanguage, chosen_language, sentences, translated
from macros.model.problems import Problem, each_once, suggestion
from macros.model.records import PagePath
from macros.model.references import Citation
from macros.model.typography import typeset

MODULES = [ast.parse(file.read_text("utf-8")) for file in (ROOT / "macros").rglob("*.py")]
TELLERS = {"Message": "", "say": "", "progress": "", "of": ".fault", "refused": ".fault", "problem": ".fault"}
"""Functions whose first argument names a sentence, and what follows it in the sentence's id."""
SPEAKERS = {"Problem", "GuideError", "ScriptError", "ProcessError", "BuildError", "UsageError", "exit", "echo", "print"}
"""What is told as it is: no sentence is written among their arguments."""
ALWAYS_GIVEN = {"key", "input", "language", "twin", "shown", "text"}
"""What every refusal of a record names, or a function between gives."""
FRENCH_SPACE = "\u202f"


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Each call that tells a sentence by its id, and that id."""
    for module in MODULES:
        for node in ast.walk(module):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in TELLERS and node.args and isinstance(node.args[0], ast.Constant):
                yield f"{node.args[0].value!s}{TELLERS[name]}", node


def words_in_code() -> set[str]:
    return {str(node.value) for module in MODULES for node in ast.walk(module) if isinstance(node, ast.Constant)}


def places_in(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_every_sentence_that_the_code_tells_exists() -> None:
    assert [sentence for sentence, _ in calls() if sentence not in sentences()] == []
    assert len(list(calls())) > 100


def test_no_sentence_for_editors_stands_in_the_code() -> None:
    """Where one would be told in English only."""
    written = [
        text.value
        for module in MODULES
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in SPEAKERS
        for text in ast.walk(node)
        if isinstance(text, ast.Constant) and re.search(r"[a-z]{2} [a-z]{2}", str(text.value))
    ]
    assert written == []


def test_no_sentence_is_kept_that_nobody_tells() -> None:
    words = words_in_code() | set(get_args(ErrorType))
    told_by_name = {"help", "help-language", "full-card", "full-poster", "full-slide"} | {
        f"no-{kind}" for kind in kinds()
    }
    told_by_name |= {f"answers-{reason}" for kind in get_args(Reason.__value__) for reason in get_args(kind)}
    told_by_name |= {"answers-without-version"}
    unused = [
        sentence
        for sentence in sentences()
        if re.sub(r"\.(fault|remedy)$", "", sentence) not in words | told_by_name
        and not (sentence.startswith("help-") and sentence.split("-")[1] in COMMANDS)
        and not sentence.startswith("click-")
        and sentence not in words
    ]
    assert unused == []


def test_click_says_each_sentence_that_is_translated_for_it() -> None:
    """In these words: else it would go on in English."""
    said = {
        str(node.value)
        for file in Path(click.__file__).parent.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant)
    }
    known = {words[MessageLanguage.EN] for name, words in sentences().items() if name.startswith("click-")}
    assert known - said == set()
    assert len(known) > 20


def kinds() -> set[str]:
    """The kinds of record whose name may be unknown: those that are kept, and those that code names."""
    return {shelf.kind for shelf in SHELVES.values()} | {
        str(argument.value)
        for module in MODULES
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"UnknownRecordError", "Records", "_unknown"}
        for argument in node.args[:1]
        if isinstance(argument, ast.Constant)
    }


def test_every_kind_of_record_can_be_told_to_be_unknown() -> None:
    named = {sentence.removeprefix("no-") for sentence in sentences() if sentence.startswith("no-")} - {"such-record"}
    assert named == kinds()


def test_a_sentence_has_the_same_places_in_all_languages_and_is_empty_in_none() -> None:
    places = {sentence: [places_in(text) for text in words.values()] for sentence, words in sentences().items()}
    unlike = [sentence for sentence, (first, *others) in places.items() if any(other != first for other in others)]
    assert [sentence for sentence in unlike if not sentence.startswith("click-")] == []
    assert [sentence for sentence in unlike if not all(each <= places[sentence][0] for each in places[sentence])] == []
    assert [sentence for sentence, words in sentences().items() if not all(map(str.strip, words.values()))] == []


def test_who_tells_a_sentence_fills_its_places() -> None:
    unfilled = []
    for sentence, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        wanted = places_in(sentences()[sentence][MessageLanguage.EN])
        if call.args[0].value + ".fault" == sentence:  # type: ignore[attr-defined]
            wanted |= places_in(sentences()[sentence.replace(".fault", ".remedy")][MessageLanguage.EN])
        if None not in given and not wanted <= given | ALWAYS_GIVEN:
            unfilled.append((sentence, wanted - given))
    assert unfilled == []


def test_no_id_stands_for_two_sentences() -> None:
    ids = [name for file in MESSAGES.glob("*.yml") for name in re.findall(r"(?m)^([\w.-]+):", file.read_text("utf-8"))]
    assert [name for name in ids if ids.count(name) > 1] == []


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("fr", r"[ \u00a0][;:?!»]|«[ \u00a0]|[a-zé}][?!;](\s|$)|[a-zé]'|“"),
        ("nl", r"[ \u00a0][;:?!]|[«»]|[a-z]'|\b(?:jij|jouw|je)\b"),
        ("fr", r"^[^«]*»|«[^»]*$"),
        ("nl", r"^[^“]*”|“[^”]*$"),
    ],
)
def test_french_and_dutch_are_set_as_they_are_printed(language: str, wrong: str) -> None:
    texts = {name: typeset(words[MessageLanguage(language)], Language(language)) for name, words in sentences().items()}
    assert {sentence: text for sentence, text in texts.items() if re.search(wrong, text)} == {}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "de_BE.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({}, "en"),
        ({"LANG": "fr_BE.UTF-8", "LC_MESSAGES": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "fr_BE.UTF-8", "LC_MESSAGES": "nl_BE.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "fr_BE.UTF-8", "LC_ALL": ""}, "fr"),
        ({"LC_ALL": "fr_BE.UTF-8", CHOSEN: "nl"}, "nl"),
    ],
)
def test_messages_come_in_the_language_asked_for_or_in_that_of_the_machine(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (CHOSEN, "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert chosen_language() == expected


def test_a_message_within_a_message_is_told_in_the_same_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOSEN, "fr")
    near = suggestion("chartr", ["charter", "chart"])
    assert near == "did you mean charter or chart?"
    assert translated(near) == f"vouliez-vous écrire charter ou chart{FRENCH_SPACE}?"
    assert translated("said by nobody in particular") == "said by nobody in particular"


def test_a_message_is_the_same_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOSEN, "nl")
    problem = Problem.of("key-twice", "data/terms.yml", 3, name="fr")
    again = pickle.loads(pickle.dumps(problem))
    assert again == problem
    assert str(again) == str(problem)
    assert "“fr”" in str(again)


def test_what_a_file_holds_cannot_write_to_the_terminal_beside_the_message() -> None:
    problem = Problem.of("key-twice", "data/terms.yml", 3, name="\x1b[2J\u202efr\n{x}")
    assert problem.message == r"the key '\x1b[2J\u202efr\n{x}' stands twice in the same place"


def test_a_fault_met_many_times_is_told_once_with_the_other_places() -> None:
    faults = [Problem("a.yml", line, "it is wrong", "mend it") for line in range(1, 7)]
    (found,) = each_once([*faults])
    assert found.place == "a.yml:1"
    assert found.message == "it is wrong; also in a.yml:2, a.yml:3, a.yml:4, 2 more"
    assert list(each_once(faults[:1])) == faults[:1]


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("Guide-Berchem", "guide-berchem"),
        ("guide_berchem", "guide-berchem"),
        ("guide berchem", "guide-berchem"),
        ("guidé-berchem", "guide-berchem"),
        ("guide-berchen", "guide-berchem"),
        ("guide", "guide-berchem"),
        ("ROLE_CARD", "role_card"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_one_that_was_meant(wanted: str, meant: str) -> None:
    known = ["guide-berchem", "role_card", "role_doors", "besafe-what", "moniteur"]
    assert suggestion(wanted, known).startswith(f"did you mean {meant}")


def test_nobody_is_shown_a_regular_expression() -> None:
    records: list[type[Record]] = [*(shelf.type for shelf in SHELVES.values()), FrontMatter]
    kept = {pattern for kind in records for pattern in patterns_in(kind.model_json_schema())}
    only_in_schemas = {
        pattern for kind in (Citation, PagePath) for pattern in patterns_in(TypeAdapter(kind).json_schema())
    }
    assert kept - only_in_schemas == set(FORMS)


def patterns_in(schema: object) -> list[str]:
    """The patterns in a JSON Schema, at any depth."""
    if isinstance(schema, dict):
        own = [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
        return own + [pattern for inner in schema.values() for pattern in patterns_in(inner)]
    return [pattern for inner in schema for pattern in patterns_in(inner)] if isinstance(schema, list) else []
