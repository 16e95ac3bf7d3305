"""Reads YAML as editors write it, and catches what YAML itself lets pass in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml

from macros.content.text_files import read_text, text_problem
from macros.model.problems import Problem

T = TypeVar("T")
Location = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class YamlFile:
    """The content of a YAML file, and the line (from 1) on which each value stands."""

    name: str
    content: Any
    lines: dict[Location, int]
    _made: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is made of the content, for who asks again under the same key: the content never changes."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    def line(self, location: Location) -> int:
        """The line of the value at `location`, or of the nearest value around it."""
        while location not in self.lines and location:
            location = location[:-1]
        return self.lines.get(location, 0)

    def problem(self, fault: str, location: Location, **values: Any) -> Problem:
        """A problem with the value at `location`; the other arguments are those of `Problem.of`."""
        return Problem.of(fault, self.name, self.line(location), **values)


def read_yaml(path: Path, name: str, *, as_typed: bool = False) -> tuple[YamlFile | None, list[Problem]]:
    """The content of `path` and the problems met; the content is None when it cannot be read.

    `name` is how messages call the file. Broken YAML, duplicate keys, text after ` #` and numbers such as `014` are
    problems: YAML would keep the last key, drop the text and count by eights without a word. With `as_typed` as in
    `parse_yaml`.
    """
    text = read_text(path, name)
    problem = text if isinstance(text, Problem) else text_problem(text, name)
    return parse_yaml(str(text), name, as_typed=as_typed) if problem is None else (None, [problem])


def parse_yaml(
    text: str, name: str, first_line: int = 1, *, as_typed: bool = False
) -> tuple[YamlFile | None, list[Problem]]:
    """Like `read_yaml`, for text that begins on line `first_line` of the file called `name`.

    With `as_typed` every value is text as it was typed: `yes` is no truth value, and a date stays as it stands. Only
    `null` and `~`, which say that there is no value, are no text of their own: they are empty.
    """
    file, problems = _parsed(text, name, first_line, as_typed)
    return file, list(problems)


@lru_cache(maxsize=200)  # while one file is edited, all others stay as they are
def _parsed(text: str, name: str, first_line: int, as_typed: bool) -> tuple[YamlFile | None, list[Problem]]:
    if unlike := _UNLIKE_SPACE.search(text):
        line = text.count("\n", 0, unlike.start()) + first_line
        return None, [Problem.of("space-unlike", name, line, code=f"U+{ord(unlike[0][-1]):04X}")]
    loader = _AsTyped if as_typed else yaml.CSafeLoader
    node = None
    try:
        reader = loader(text)
        node = reader.get_single_node()
        walk = Walk(name, text.splitlines(), first_line)
        if node is not None:
            walk.visit(node, ())
        if walk.unusable:  # what stands for something else could stand for millions of values
            return None, walk.problems
        content = None if node is None else reader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        return None, [_broken(error, text, name, first_line)]
    except yaml.YAMLError as error:
        return None, [Problem.of("yaml-broken", name, said=str(error).splitlines()[0])]
    except RecursionError:
        return None, [Problem.of("yaml-too-deep", name)]
    except (ValueError, OverflowError):  # a date or number that cannot be
        scalar = _first_wrong(node) if node is not None else None
        line = scalar.start_mark.line + first_line if scalar else 0
        written = scalar.value[:40] if scalar else ""
        return None, [Problem.of("value-impossible", name, line, written=written)]
    if node is None:
        return None, [Problem.of("file-empty", name)]
    return YamlFile(name, content, walk.lines), walk.problems


class _AsTyped(yaml.CBaseLoader):
    """Reads every value as the text that was typed, and one that says there is none as an empty text."""


_AsTyped.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL)\Z"), ["~", "n", "N"])
_AsTyped.add_constructor("tag:yaml.org,2002:null", lambda *_: "")


def _first_wrong(node: yaml.Node) -> yaml.ScalarNode | None:
    """The first value that looks like a date or number and is none."""
    if isinstance(node, yaml.ScalarNode):
        try:
            yaml.SafeLoader("").construct_object(node)
        except (ValueError, OverflowError):
            return node
        return None
    inner = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
    return next((found for each in inner if (found := _first_wrong(each)) is not None), None)


def value_at(content: Any, location: Location) -> Any:
    """The value at `location` in what a YAML file holds, or None when there is none."""
    for step in location:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return None
    return content


def inner_record(content: Any, location: Location) -> str:
    """The id of the innermost record around `location`; empty when there is none."""
    found = ""
    for depth in range(len(location) + 1):
        record = value_at(content, location[:depth])
        if isinstance(record, dict) and isinstance(record.get("id"), str):
            found = record["id"]
    return found


_FAULTS = {
    "tab character": "yaml-with-tabs",
    "\\t": "yaml-with-tabs",
    "mapping values are not allowed": "yaml-with-colon",
    "could not find expected ':'": "yaml-without-colon",
    "did not find expected key": "yaml-indented-wrongly",
    "expected '-' indicator": "yaml-indented-wrongly",
    "did not find expected ','": "yaml-bracket-open",
    "unexpected end of stream": "yaml-quotes-open",
    "cannot start any token": "yaml-sign-at-start",
    "expected alphabetic or numeric character": "yaml-sign-at-start",
    "expected whitespace or line break": "yaml-sign-at-start",
}
"""Faults that we have better words for than the parser, by what it says."""
_UNLIKE_SPACE = re.compile("[\x85\u2028\u2029]|^[ \u00a0]*\u00a0", re.MULTILINE)
"""New lines that no editor shows as one, and no-break spaces that indent: YAML takes them for other than they look."""
_COLON_IN_WORD = re.compile(r"[ -]*[a-z][\w-]*:[^ \t/]")
"""A key whose colon has no space behind it, which YAML takes for a part of a text; a no-break space is none."""


def _broken(error: yaml.MarkedYAMLError, text: str, name: str, first_line: int) -> Problem:
    said, lines = f"{error.problem}", text.split("\n")
    mark = error.problem_mark or error.context_mark
    at = mark.line if mark else 0
    written = lines[at] if at < len(lines) else ""
    if "\t" in written:
        said = f"{said} in {written!r}"
    fault = next((fault for words, fault in _FAULTS.items() if words in said), "yaml-broken")
    if fault == "yaml-quotes-open" and error.context_mark:  # not where the file ends
        at = error.context_mark.line
    if fault in ("yaml-with-colon", "yaml-without-colon"):  # told where the parser gives up, lines below
        above = range(max(at - 10, 0), min(at + 1, len(lines)))
        keys = [line for line in above if _indent(lines[line]) <= _indent(written)]  # what stands deeper is a text
        if glued := [line for line in keys if _COLON_IN_WORD.match(lines[line])]:
            fault, at = "yaml-colon-without-space", glued[-1]
    return Problem.of(fault, name, at + first_line, said=said)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" -"))


_MISREAD = {f"tag:yaml.org,2002:{kind}" for kind in ("bool", "null", "int", "float", "timestamp")}
"""What a word may be taken for."""
_TEXT = "tag:yaml.org,2002:str"
_INTEGER = "tag:yaml.org,2002:int"
_OCTAL = re.compile(r"[-+]?0+[1-7][0-7]+")
"""A number that YAML counts by eights: `014` is twelve, and `07` is seven all the same."""


class Walk:
    """Visits every node once: notes lines, aliases, duplicate keys, text lost after a #, numbers counted by eights."""

    def __init__(self, name: str, text: list[str], first_line: int) -> None:
        self.name, self.text, self.first_line = name, text, first_line
        self.lines: dict[Location, int] = {}
        self.problems: list[Problem] = []
        self.visited: set[int] = set()
        self.unusable = False

    def visit(self, node: yaml.Node, location: Location) -> None:
        """Visits a node and what is in it."""
        line = self.lines[location] = node.start_mark.line + self.first_line
        if id(node) in self.visited:  # a few aliases of aliases would stand for millions of values
            self.problems.append(Problem.of("value-for-another", self.name, line))
            self.unusable = True
            return
        self.visited.add(id(node))
        if self._from(node.start_mark).startswith("!"):
            self.problems.append(Problem.of("value-with-kind", self.name, line))
            self.unusable = True
            return
        match node:
            case yaml.MappingNode():
                self._visit_mapping(node, location)
            case yaml.SequenceNode():
                for index, item in enumerate(node.value):
                    self.visit(item, (*location, index))
            case yaml.ScalarNode():
                self._check_comment(node)
                if not node.style and node.tag == _INTEGER and _OCTAL.fullmatch(node.value):
                    self.problems.append(
                        Problem.of("number-octal", self.name, line, written=node.value, read=int(node.value, 8))
                    )

    def _from(self, mark: yaml.Mark) -> str:
        """The rest of the line after a mark."""
        return self.text[mark.line][mark.column :] if mark.line < len(self.text) else ""

    def _visit_mapping(self, node: yaml.MappingNode, location: Location) -> None:
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag != _TEXT:
                line, written = key.start_mark.line + self.first_line, key.value if isinstance(key.value, str) else ""
                fault = "key-misread" if key.tag in _MISREAD else "key-no-word"
                self.problems.append(Problem.of(fault, self.name, line, name=written))
                self.unusable = True
                continue
            if key.value in seen:
                line = key.start_mark.line + self.first_line
                self.problems.append(Problem.of("key-twice", self.name, line, name=key.value))
            seen.add(key.value)
            self.visit(value, (*location, key.value))
            self.lines[(*location, key.value)] = key.start_mark.line + self.first_line

    def _check_comment(self, node: yaml.ScalarNode) -> None:
        is_plain = not node.style and node.tag == _TEXT  # neither quoted nor a block, no number, no date
        if not is_plain or not node.value:
            return
        rest = self._from(node.end_mark)
        if rest.lstrip().startswith("#"):
            line = node.end_mark.line + self.first_line
            self.problems.append(Problem.of("text-dropped", self.name, line, text=rest.strip()))
