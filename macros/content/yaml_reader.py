"""Reads YAML as editors write it, and catches what YAML itself lets pass in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from macros.model.problems import Problem

Location = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class YamlFile:
    """The content of a YAML file, and the line (from 1) on which each value stands."""

    name: str
    content: Any
    lines: dict[Location, int]
    kept: dict[Any, Any] = field(default_factory=dict)
    """What has been made of the content, for who asks again: the content never changes."""

    def line(self, location: Location) -> int:
        """The line of the value at `location`, or of the nearest value around it."""
        while location not in self.lines and location:
            location = location[:-1]
        return self.lines.get(location, 0)


def read_yaml(path: Path, name: str) -> tuple[YamlFile | None, list[Problem]]:
    """The content of `path` and the problems met; the content is None when it cannot be read.

    `name` is how messages call the file. SideBySide broken YAML, duplicate keys and text after ` #`
    are problems: YAML would keep the last key and drop the text without a word.
    """
    if (problem := size_problem(path, name)) is not None:
        return None, [problem]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Problem(name, line, "the file is not UTF-8 text", "save it with the encoding UTF-8")]
    return parse_yaml(text, name)


def parse_yaml(
    text: str, name: str, first_line: int = 1, *, as_typed: bool = False
) -> tuple[YamlFile | None, list[Problem]]:
    """Like `read_yaml`, for text that begins on line `first_line` of the file called `name`.

    With `as_typed` every value is text as it was typed: `yes` is no truth value, and a date stays as it stands.
    """
    if (problem := merge_problem(text, name, first_line)) is not None:
        return None, [problem]
    file, problems = _parsed(text, name, first_line, as_typed)
    return file, list(problems)


@lru_cache(maxsize=200)  # while one file is edited, all others stay as they are
def _parsed(text: str, name: str, first_line: int, as_typed: bool) -> tuple[YamlFile | None, list[Problem]]:
    loader = yaml.CBaseLoader if as_typed else yaml.CSafeLoader
    node = None
    try:
        reader = loader(text)
        node = reader.get_single_node()
        walk = _Walk(name, text.splitlines(), first_line)
        if node is not None:
            walk.visit(node, ())
        if walk.unusable:  # what stands for something else could stand for millions of values
            return None, walk.problems
        content = None if node is None else reader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else 0
        return None, [_broken(name, line, error.problem or "not valid YAML")]
    except yaml.YAMLError as error:
        return None, [_broken(name, 0, str(error).splitlines()[0])]
    except RecursionError:
        return None, [_broken(name, 0, "it is nested too deeply")]
    except (ValueError, OverflowError) as error:  # a date or number that cannot be
        scalar = _first_wrong(node) if node is not None else None
        line = scalar.start_mark.line + first_line if scalar else 0
        written = repr(scalar.value[:40]) if scalar else "a value"
        return None, [Problem(name, line, f"{written} cannot be: {error}", "correct it, or put a text in quotes")]
    if node is None:
        return None, [Problem(name, 0, "the file is empty", "write a record in it, or delete the file")]
    return YamlFile(name, content, walk.lines), walk.problems


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


LARGEST = 1_000_000
"""Bytes of a file of data or a page: ten times the largest."""


def size_problem(path: Path, name: str) -> Problem | None:
    """A file that is far too large to have been written by hand, if it is."""
    size = path.stat().st_size
    if size <= LARGEST:
        return None
    return Problem(name, 0, f"the file has {size} bytes, and may have {LARGEST}", "take out what does not belong in it")


_MERGE_MARK = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)


def merge_problem(text: str, name: str, first_line: int = 1) -> Problem | None:
    """The mark that an unfinished merge left in a file, if it did."""
    mark = _MERGE_MARK.search(text)
    if mark is None:
        return None
    line = text.count("\n", 0, mark.start()) + first_line
    message = "two versions of the file were not merged: <<<<<<<, ======= and >>>>>>> show both"
    return Problem(name, line, message, "keep one of the two, and delete the marks")


def value_at(content: Any, location: Location) -> Any:
    """The value at `location` in what a YAML file holds, or None when there is none."""
    for step in location:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return None
    return content


def _broken(name: str, line: int, what: str) -> Problem:
    remedy = "check indentation, and write sentences as folded blocks: 'fr: >-' with the text on the next line"
    if "\\t" in what or "tab character" in what:
        remedy = "indent with spaces: replace the tabs"
    return Problem(name, line, f"the YAML cannot be read: {what}", remedy)


class _Walk:
    """Visits every node once: notes lines, aliases, duplicate keys and text lost after a #."""

    def __init__(self, name: str, text: list[str], first_line: int) -> None:
        self.name, self.text, self.first_line = name, text, first_line
        self.lines: dict[Location, int] = {}
        self.problems: list[Problem] = []
        self.visited: set[int] = set()
        self.unusable = False

    def visit(self, node: yaml.Node, location: Location) -> None:
        line = self.lines[location] = node.start_mark.line + self.first_line
        if id(node) in self.visited:  # a few aliases of aliases would stand for millions of values
            message = "a value stands for another one (& and *)"
            self.problems.append(Problem(self.name, line, message, "write it out in each place"))
            self.unusable = True
            return
        self.visited.add(id(node))
        if self._from(node.start_mark).startswith("!"):
            message = "a value begins with ! and a kind"
            self.problems.append(Problem(self.name, line, message, "take the kind away, or put the text in quotes"))
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

    def _from(self, mark: yaml.Mark) -> str:
        """The rest of the line after a mark."""
        return self.text[mark.line][mark.column :] if mark.line < len(self.text) else ""

    def _visit_mapping(self, node: yaml.MappingNode, location: Location) -> None:
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:merge":
                line = key.start_mark.line + self.first_line
                message = "a key must be a word"
                self.problems.append(Problem(self.name, line, message, "write a word and a colon"))
                self.unusable = True
                continue
            if key.value in seen:
                line = key.start_mark.line + self.first_line
                message = f"the key {key.value!r} stands twice in the same record"
                self.problems.append(Problem(self.name, line, message, "keep one of the two"))
            seen.add(key.value)
            self.visit(value, (*location, key.value))
            self.lines[(*location, key.value)] = key.start_mark.line + self.first_line

    def _check_comment(self, node: yaml.ScalarNode) -> None:
        is_plain = not node.style  # neither quoted nor a block
        if not is_plain or not node.value:
            return
        rest = self._from(node.end_mark)
        if rest.lstrip().startswith("#"):
            line = node.end_mark.line + self.first_line
            message = f"YAML drops the text after ' #': {rest.strip()!r}"
            remedy = "write the sentence as a folded block (>-), or put the comment on a line of its own"
            self.problems.append(Problem(self.name, line, message, remedy))
