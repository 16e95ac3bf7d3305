"""Ordinary and hostile answers give what they always gave: values, warnings, and what stands in the files."""

from __future__ import annotations

import json

import pytest

from macros.filling.exchange import Content
from macros.model.records import FieldKind
from tests.filling.functions import Functions
from tests.filling.golden import FOLDER, golden_answers, golden_questions, outcome

ANSWERS = golden_answers()


@pytest.fixture(scope="module")
def golden_content() -> Content:
    return golden_questions()


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_give_what_their_golden_file_says(name: str, golden_content: Content, functions: Functions) -> None:
    """When a change is meant, `tests/filling/golden.py` says how to write the files anew."""
    expected = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    made = outcome(ANSWERS[name], golden_content, functions)
    for edition, found in expected.items():
        for what, says in found.items():
            assert made[edition][what] == says, f"{name} {edition}: {what}"
    assert made.keys() == expected.keys()


def test_every_kind_of_question_and_condition_is_among_them(golden_content: Content) -> None:
    kinds = {getattr(each, "kind", each.ask) for each in golden_content.questions}
    assert kinds == {*FieldKind, "check", "choice", "confirmation"}
    conditions = {each.condition for rule in golden_content.rules for each in rule.when}
    assert conditions == {"before", "chosen", "empty", "mentions", "uneven"}


def test_every_rule_warns_in_one_of_them_and_is_silent_in_another(golden_content: Content) -> None:
    said = [json.loads((FOLDER / f"{name}.json").read_text("utf-8"))["fr-nl"]["warnings"] for name in ANSWERS]
    for rule in golden_content.rules:
        assert {rule.id in warnings for warnings in said} == {True, False}, rule.id
