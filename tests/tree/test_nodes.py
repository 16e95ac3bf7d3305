"""The tree says the same to whoever draws it: what a text reads, what stays together, what templates get."""

from __future__ import annotations

import json

import pytest

from macros.model.language import Language
from macros.tree.as_json import as_json
from macros.tree.nodes import (
    Blank,
    Heading,
    Link,
    Paragraph,
    Picture,
    Runs,
    Strong,
    Words,
    chained,
    joined,
    leads,
)


def french(*runs: str | Blank | Strong | Link | Words) -> Words:
    return Words(Language.FR, runs)


def test_a_text_says_all_its_words_and_nothing_for_a_blank() -> None:
    text = french("Le ", Strong(("PLP ",)), Words(Language.NL, ("of ", Link("bin", ("BIN",)))), Blank("name"), ".")
    assert str(text) == "Le PLP of BIN."
    assert joined((text, Words(Language.NL, ("Het BIN.",)))) == "Le PLP of BIN. / Het BIN."


@pytest.mark.parametrize(
    ("parts", "chain"),
    [
        ((("un",), ("deux",)), ("un, deux",)),
        ((("un",), (Blank("two"),), ("trois",)), ("un, ", Blank("two"), ", trois")),
        ((), ()),
    ],
)
def test_words_that_follow_each_other_become_one_run(parts: tuple[Runs, ...], chain: Runs) -> None:
    assert chained(parts, ", ") == chain


@pytest.mark.parametrize(
    ("node", "stays"),
    [
        (Heading(2, (french("Le but"),)), True),
        (Paragraph((french("Le but :"),)), True),
        (Paragraph((french("Le but : ", Blank("aim")),)), False),
        (Paragraph((french("Le but."),)), False),
    ],
)
def test_a_heading_and_a_text_that_ends_with_a_colon_stay_with_what_follows(node: Heading, stays: bool) -> None:
    assert leads(node) == stays


def test_a_template_gets_every_record_with_its_kind_and_every_byte() -> None:
    picture = Picture(b"\x00\xff", "", 40, "Une rue", (french("La rue"),))
    read = json.loads(as_json(Paragraph((french("Un ", Blank("name")),))))
    assert (read["kind"], read["role"]) == ("paragraph", "plain")
    assert read["text"][0]["runs"] == ["Un ", {"kind": "blank", "entry": "name"}]
    assert bytes(json.loads(as_json(picture))["content"]) == picture.content
