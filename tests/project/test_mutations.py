"""No record and no page can be broken in the ways people do without a word.

`.venv/bin/python -m bench.mutations` tries every way on every record and page; here, each way is tried once, and each
file is broken at least once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.mutations.breaking import (
    FILE_KINDS,
    PAGE_KINDS,
    RECORD_KINDS,
    Mutation,
    file_mutations,
    page_mutations,
    record_mutations,
    units_of,
)
from bench.mutations.moving import GROUPS, moving_mutations
from bench.mutations.trying import ALLOWED, Trial, Verdict, is_named
from macros.content.site import ROOT

SAME_MEANING = {"CRLF", "byte order mark"}
SHARES = 8
"""So many tests try the mutations, side by side."""
KINDS = {*FILE_KINDS, *PAGE_KINDS, *RECORD_KINDS}

pytestmark = pytest.mark.copies


def ways_to_break(file: Path, turn: int) -> list[Mutation]:
    """The ways to break a file; of a file with many records, the ways to break one of them."""
    name = file.relative_to(ROOT).as_posix()
    mutations = list(file_mutations(ROOT, name))
    if name.startswith("docs/"):
        return [*mutations, *page_mutations(ROOT, name[5:7], name[8:])]
    units = list(units_of(ROOT, name))
    return [*mutations, *(record_mutations(units[turn * 13 % len(units)]) if units else ())]


def sample() -> Iterator[Mutation]:
    """One mutation of every file, of a kind that was not met before where there is one; then the kinds left over."""
    files = [*sorted((ROOT / "data").rglob("*.yml")), *sorted((ROOT / "docs").rglob("*.md"))]
    left = KINDS.copy()
    for turn, file in enumerate(files):
        mutations = ways_to_break(file, turn)
        chosen = next((each for each in mutations if each.kind in left), mutations[turn * 7 % len(mutations)])
        left.discard(chosen.kind)
        yield chosen
    for turn, file in enumerate(files):
        for mutation in ways_to_break(file, turn) if left else ():
            if mutation.kind in left:
                left.discard(mutation.kind)
                yield mutation


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(tmp_path_factory.mktemp("broken"))


@pytest.fixture(scope="module")
def mutations() -> list[Mutation]:
    return list(sample())


def test_the_sample_breaks_every_file_and_in_every_way(mutations: list[Mutation]) -> None:
    files = {re.split("[: ]", mutation.place)[0] for mutation in mutations}
    assert {mutation.kind for mutation in mutations} >= KINDS
    assert files >= {path.relative_to(ROOT).as_posix() for path in (ROOT / "data").rglob("*.yml")}
    assert files >= {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md")}


@pytest.mark.parametrize("share", range(SHARES))
def test_every_file_broken_in_every_way_is_refused_named_or_means_the_same(
    share: int, mutations: list[Mutation], trial: Trial
) -> None:
    passed, unnamed = [], []
    for mutation in mutations[share::SHARES]:
        verdict, problems = trial.verdict(mutation)
        if verdict is Verdict.THROUGH and mutation.kind not in ALLOWED:
            passed.append(f"{mutation.kind}: {mutation.place}")
        if mutation.kind in SAME_MEANING and verdict is not Verdict.UNCHANGED:
            passed.append(f"{mutation.kind}: {mutation.place} is {verdict}")
        if problems and not is_named(mutation, problems):
            unnamed.append(f"{mutation.kind}: {mutation.place}: {problems[0]}")
    assert passed == []
    assert unnamed == []


def test_what_moves_and_what_does_not_belong_there_is_never_passed_over(trial: Trial) -> None:
    """The first of each kind."""
    found: dict[str, Mutation] = {}
    for mutation in moving_mutations(ROOT):
        found.setdefault(mutation.kind, mutation)
    assert {kind.partition(":")[0] for kind in found} == set(GROUPS)
    passed = [each for each in found.values() if trial.verdict(each)[0] is Verdict.THROUGH and each.kind not in ALLOWED]
    assert passed == []


def test_a_copy_that_nobody_broke_is_unchanged(trial: Trial) -> None:
    same = (ROOT / "data" / "terms.yml").read_bytes()
    assert trial.verdict(Mutation("nothing", "data/terms.yml", {"data/terms.yml": same}))[0] is Verdict.UNCHANGED
