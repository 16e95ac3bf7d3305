"""Moves texts, facts and paragraphs of a copy of the guide about, whatever they say."""

from __future__ import annotations

import re
from pathlib import Path

from macros.checks.lock_problems import lock_problems
from macros.checks.twin_texts import TwinText, data_texts
from macros.content.catalogue import data_files
from macros.content.page_files import load_pages
from macros.model.language import Language
from macros.model.problems import Problem


def found_in(root: Path) -> list[Problem]:
    """What is said about the lock, whatever else is wrong."""
    return lock_problems(root, load_pages(root / "docs")[0])


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def at(root: Path, file: str, place: str, index: int = 0) -> TwinText:
    """The text or fact at a place; of several, the one with this index."""
    return [twin for twin in data_texts(data_files(root / "data")) if (twin.source, twin.place) == (file, place)][index]


def swap(file: Path, first: str, second: str) -> None:
    change(file, first, "\0")
    change(file, second, first)
    change(file, "\0", second)


def swap_texts(root: Path, file: str, one: str, other: str, indices: tuple[int, int] = (0, 0)) -> None:
    """Swaps the texts at two places of a file, in both languages."""
    twins = [at(root, file, place, index) for place, index in zip((one, other), indices, strict=True)]
    for language in Language:
        swap(root / file, *(f" {twin[language].text}\n" for twin in twins))


def set_fact(root: Path, file: str, place: str, value: str) -> None:
    """Writes another value on the line of a fact."""
    lines = (root / file).read_text("utf-8").splitlines(keepends=True)
    index = at(root, file, place).fr.line - 1
    lines[index] = re.sub(r":.*", f": {value}", lines[index])
    (root / file).write_text("".join(lines), "utf-8")


def record(text: str, name: str) -> str:
    """The lines of the record of a list with this id."""
    found = re.search(rf"(?m)^( *)- id: {name}\n(?:\1  .*\n|\n)*", text)
    assert found
    return found[0]


def move_record(root: Path, name: str, file: str, before: str) -> None:
    """Moves a record before another, with the indentation of that one, if need be to another file."""
    origin = next(each for each in (root / "data").rglob("*.yml") if f"- id: {name}\n" in each.read_text("utf-8"))
    moved = record(origin.read_text("utf-8"), name)
    change(origin, moved, "")
    target = record((root / file).read_text("utf-8"), before)
    by = (len(target) - len(target.lstrip())) - (len(moved) - len(moved.lstrip()))
    lines = [f"{' ' * by}{line}" if by > 0 else line[-by:] for line in moved.rstrip("\n").split("\n")]
    change(root / file, target, "\n".join(lines) + "\n" + target)


def pages(root: Path, path: str) -> list[Path]:
    """A page in both languages."""
    return [root / "docs" / language / path for language in Language]


def sections(file: Path) -> dict[str, str]:
    """The sections of a page by anchor, the head of the page under an empty one."""
    head, *others = re.split(r"(?m)^(?=## )", file.read_text("utf-8"))
    found = {"": head}
    for each in others:
        anchor = re.search(r"\{ #([\w-]+) \}", each)
        assert anchor
        found[anchor[1]] = each.rstrip("\n") + "\n\n"
    return found


def write_sections(file: Path, parts: dict[str, str]) -> None:
    file.write_text("".join(parts.values()).rstrip("\n") + "\n", "utf-8")


def move_paragraph(root: Path, path: str, origin: str, target: str) -> None:
    """Moves the first paragraph of a section to the beginning of another, in both languages."""
    for file in pages(root, path):
        parts = sections(file)
        heading, paragraph, rest = parts[origin].split("\n\n", 2)
        parts[origin] = f"{heading}\n\n{rest}"
        parts[target] = parts[target].replace("\n\n", f"\n\n{paragraph}\n\n", 1)
        write_sections(file, parts)


def add_paragraph(root: Path, path: str, anchor: str, texts: tuple[str, str]) -> None:
    """Adds a paragraph at the beginning of a section, in French and in Dutch."""
    for file, text in zip(pages(root, path), texts, strict=True):
        parts = sections(file)
        parts[anchor] = parts[anchor].replace("\n\n", f"\n\n{text}\n\n", 1)
        write_sections(file, parts)
