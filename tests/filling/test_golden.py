"""Ordinary and hostile answers give what they always gave: values, warnings, and what stands in the files."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from macros.filling.exchange import Content
from macros.model.questionnaire import Condition
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
    assert outcome(ANSWERS[name], golden_content, functions) == expected


def test_every_kind_of_question_and_condition_is_among_them(golden_content: Content) -> None:
    kinds = {getattr(each, "kind", each.ask) for each in golden_content.questions}
    assert kinds == {*FieldKind, "check", "choice", "confirmation"} - {FieldKind.SIGNATURE}  # which is by hand
    conditions = {each.condition for rule in golden_content.rules for each in rule.when}
    (either, _) = get_args(Condition)
    assert conditions == {
        name for kind in get_args(either) for name in get_args(kind.model_fields["condition"].annotation)
    }


def test_every_rule_warns_in_one_of_them_and_is_silent_in_another(golden_content: Content) -> None:
    said = [json.loads((FOLDER / f"{name}.json").read_text("utf-8"))["fr-nl"]["warnings"] for name in ANSWERS]
    for rule in golden_content.rules:
        # the command line knows neither the day nor the municipalities
        seen_on_page = any(each.condition in ("past", "unlisted") for each in rule.when)
        assert {rule.id in warnings for warnings in said} == ({False} if seen_on_page else {True, False}), rule.id
