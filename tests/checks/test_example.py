"""The example answers everything, says the same in both languages, and holds nothing that could be somebody's."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.checks.site import checked_site
from macros.model.problems import GuideError

ANSWERS, BY_HAND = "data/example/answers.fr.yml", "data/example/by-hand.nl.yml"
FAULTS = {
    "a file of another kind": (ANSWERS, "format: plp-bin-answers", "format: {a: b}", "'format' is not plp-bin-answers"),
    "a file of another language": (ANSWERS, "edition: ", "edition: fr-", "'edition' is not "),
    "a question of the builder left out": (ANSWERS, "  place: Valbois\n", "", "does not answer 'place'"),
    "a question of the builder left empty": (ANSWERS, "place: Valbois", 'place: ""', "does not answer 'place'"),
    "a blank of a paper left out": (BY_HAND, "  approved-on: 2027-08-30\n", "", "does not answer 'approved-on'"),
    "a box of a paper left out": (BY_HAND, "  link: [lives]\n  channel", "  channel", "does not answer 'link'"),
    "a table left out": (BY_HAND, "  volunteers:", "  x:", "does not answer 'volunteers'"),
    "an answer to nothing": (ANSWERS, "  place: Valbois", "  place: Valbois\n  plaice: x", "did you mean place?"),
    "a paper that there is not": (BY_HAND, "charter:\n", "chart:\n", "nothing asks for 'chart'"),
    "an answer on the wrong paper": (BY_HAND, "  successor:", "  successors:", "nothing asks for 'successors'"),
    "an option that there is not": (BY_HAND, "support: for", "support: four", "'support' cannot be answered so"),
    "two options where one counts": (BY_HAND, "support: for", "support: [for]", "'support' cannot be answered so"),
    "a day that is none": (BY_HAND, "2027-08-30", "2027-08-32", "'approved-on' cannot be answered so"),
    "a row too short": (BY_HAND, ", Lindestraat, emma", ", emma", "'volunteers' cannot be answered so"),
    "another day in the other language": (BY_HAND, "2027-08-30", "2027-08-31", "is another in French: 2027-08-30"),
    "another box in the other language": (
        BY_HAND,
        "  successor: ",
        "  successor: #",
        "'successor' is another in French: yes",
    ),
    "another day in a row of the other language": (
        "data/example/by-hand.nl.yml",
        "22/09/27",
        "23/09/27",
        "'messages' is another in French: 13 09 27 18 3 64",
    ),
    "another number in the other language": (
        "data/example/answers.nl.yml",
        "02 000 00 10",
        "02 000 00 19",
        "'municipality-phone' is another in French: 02 000 00 10",
    ),
    "a number that somebody has": (ANSWERS, "02 000 00 10", "02 123 45 67", "somebody could have 02 123 45 67"),
    "a mobile number": (BY_HAND, "0400 00 00 41", "0470/12 34 56", "somebody could have 0470/12 34 56"),
    "a number from abroad": (BY_HAND, "0400 00 00 41", "+32 470 12 34 56", "somebody could have +32 470 12 34 56"),
    "an address that somebody has": (ANSWERS, "luc@example.org", "luc@plp.be", "somebody could have luc@plp.be"),
    "an address in a sentence": (
        BY_HAND,
        "Volgens leden doen weinig huurders mee.",
        "Mail naar emma.l@example.com.",
        "somebody could have emma.l@example.com",
    ),
    "a word that the guide does not write": (
        "data/example/answers.nl.yml",
        "Het project gaat",
        "De BIN gaat",
        "het BIN",
    ),
    "a number that looks like one to call": (BY_HAND, "duurt een kwartier", "gaat via 113", "113"),
    "a file that is not there": (ANSWERS, "", None, "no such file"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_example_is_refused(fault: str, guide_copy: Path) -> None:
    file, old, new, said = FAULTS[fault]
    text = (guide_copy / file).read_text("utf-8")
    assert old in text
    if new is None:
        (guide_copy / file).unlink()
    else:
        (guide_copy / file).write_text(text.replace(old, new, 1).replace('#"yes"', '""'), "utf-8")
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    told = [problem for problem in raised.value.problems if said in f"{problem.message} {problem.remedy}"]
    assert told, str(raised.value)
    assert {problem.file for problem in told} <= {file, file.replace(".fr.", ".nl.")}


def test_what_is_wrong_is_told_once_and_with_its_line(guide_copy: Path) -> None:
    file = guide_copy / ANSWERS
    text = file.read_text("utf-8")
    file.write_text(text.replace("02 000 00 20\n", "02 111 11 11\n", 1), "utf-8")
    with pytest.raises(GuideError) as raised:
        checked_site(guide_copy)
    real = [problem for problem in raised.value.problems if "somebody" in problem.message]
    line = text[: text.index("02 000 00 20\n")].count("\n") + 1
    assert [problem.place for problem in real] == [f"{ANSWERS}:{line}"]
