"""Texts and files that hypothesis makes up for the tests, the same ones at each run."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from macros.model.problems import Problem, report


def examples(count: int) -> settings:
    """How many examples: the same at each run, without a clock."""
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much]
    return settings(max_examples=count, derandomize=True, database=None, deadline=None, suppress_health_check=quiet)


ANY_TEXT = st.text(max_size=60)

ODD_YAML = st.sampled_from(
    [
        "2026-13-45",
        "1e5",
        "~",
        "yes",
        "<<",
        "? ",
        "---\n",
        "%",
        "@",
        "`",
        "'",
        "\t",
        "\r\n",
        "\u2028",
        "\x85",
        "é",
        "1:30",
    ]
)

YAML_PIECES = st.sampled_from(
    [
        "- ",
        "  ",
        "\n",
        ": ",
        "id",
        "fr",
        "nl",
        ">-",
        "|",
        "&a ",
        "*a",
        "!!int ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        " #",
        '"',
    ]
)

YAML_LIKE = st.lists(st.one_of(YAML_PIECES, ODD_YAML, ANY_TEXT), max_size=25).map("".join)

JSON_LIKE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "fr", "nl", "name", "block", "x", "{y}"]), inner, max_size=4)
    ),
    max_leaves=8,
)

MARKDOWN_PIECES = st.sampled_from(
    ["# ", "\n", "\n\n", "```", "~~~", "{{", "}}", ' term("charter") ', "{ #a }", "{#b}", "](a.md)", "](", "///", "- "]
)

ODD_MARKDOWN = st.sampled_from(
    [
        "/// details | x",
        "<div>",
        "</div>",
        "{%",
        "%}",
        "{##",
        "| a |",
        "    ",
        "\t",
        "9**9**9",
        "x|y",
        "é",
        "\x00",
        "\u202e",
    ]
)

MARKDOWN_LIKE = st.lists(st.one_of(MARKDOWN_PIECES, ODD_MARKDOWN, ANY_TEXT), max_size=25).map("".join)

LETTERS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).map(
    str.strip
)

GUIDE_TEXT = st.one_of(
    LETTERS,
    st.text(st.sampled_from("aéï'’«»“”:;!?%€&\"\\#$_*[]()/-…–0123 {}~^`|@"), min_size=1, max_size=40).map(str.strip),
)


def are_readable(problems: list[Problem]) -> bool:
    """Whether every problem says where, what and what to do."""
    assert report(problems)
    return all(problem.file and problem.message.strip() and problem.remedy.strip() for problem in problems)
