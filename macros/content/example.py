"""The example: the papers of an invented neighbourhood, filled in. What stands in them is read here, by language.

`data/example/answers.fr.yml` answers what the builder asks, and is a file of answers as its page keeps one.
`by-hand.fr.yml` holds what is written and ticked on each paper itself, by the id of its document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.content.yaml_reader import Location, YamlFile, read_yaml, value_at
from macros.model.language import Language
from macros.model.messages import Message
from macros.model.problems import Problem

ANSWERS, BY_HAND = "answers", "by-hand"
EXAMPLE_FILES = [f"example/{kind}.{language}.yml" for kind in (ANSWERS, BY_HAND) for language in Language]
"""The files, below `data/`."""


@dataclass(frozen=True)
class Example:
    """What the two files of a language hold; every value is text as it was typed."""

    answers: YamlFile
    by_hand: YamlFile

    def given(self, document_id: str) -> Iterator[tuple[str, Any, YamlFile, Location]]:
        """What is given for a document: the id of what is asked, the answer, and where it stands.

        What is written on its paper comes last, and counts.
        """
        for file, start in ((self.answers, (ANSWERS,)), (self.by_hand, (document_id,))):
            content = value_at(file.content, start)
            for name, value in (content if isinstance(content, dict) else {}).items():
                yield name, value, file, (*start, name)

    def values(self, document_id: str) -> Mapping[str, Any]:
        """The answers for a document, by the id of what is asked."""
        return {name: value for name, value, _, _ in self.given(document_id)}


def read_examples(data: Path) -> tuple[dict[Language, Example], list[Problem]]:
    """The example in each language, from the folder `data`; and why a file cannot be read."""
    files: dict[str, YamlFile] = {}
    problems: list[Problem] = []
    for place in EXAMPLE_FILES:
        file, found = _read(data / place, f"data/{place}")
        problems += found
        files |= {place: file} if file else {}
    if problems:
        return {}, problems
    named = {each: (f"example/{ANSWERS}.{each}.yml", f"example/{BY_HAND}.{each}.yml") for each in Language}
    return {each: Example(files[answers], files[by_hand]) for each, (answers, by_hand) in named.items()}, []


def _read(path: Path, name: str) -> tuple[YamlFile | None, list[Problem]]:
    if not path.exists():
        return None, [Problem.of("file-missing", name)]
    file, problems = read_yaml(path, name, as_typed=True)
    if file and not isinstance(file.content, dict):
        return None, [*problems, file.problem("model_type", (), key=Message("the-record"))]
    return file, problems
