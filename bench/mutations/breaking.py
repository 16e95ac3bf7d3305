"""The ways in which people break a record or a page, each as new content for one or two files.

A record is an item of a list with an `id`, a `block`, a question asked or a subject; a label; or a file of one record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

Content = bytes | None
"""What a file holds after the mutation; None when it is deleted."""


@dataclass(frozen=True)
class Mutation:
    """One way to break one record or page."""

    kind: str
    place: str
    files: dict[str, Content]


@dataclass(frozen=True)
class Unit:
    """A record in a file: its lines from `start` up to `end`, counted from 0."""

    file: str
    name: str
    lines: list[str]
    start: int
    end: int

    @property
    def own(self) -> list[str]:
        """The lines of the record."""
        return self.lines[self.start : self.end]

    def with_own(self, lines: list[str]) -> bytes:
        """The file with other lines for the record."""
        return "".join([*self.lines[: self.start], *lines, *self.lines[self.end :]]).encode()


_NAMES = ("id", "block", "ask", "subject")
_KEY = re.compile(r"^(\s*(?:- )?)([a-z_]+):(.*)\n")
_REFERENCE = re.compile(
    r"(?:sources: \[|page: |document: |stage: |theme: |roles: \[|said_by: |statements: |field: |choice: |check: "
    r"|asked: |beside: \[|fields: \[|nis_code: \")([a-z0-9-]+)"
)


def units_of(root: Path, name: str) -> Iterator[Unit]:
    """The records of a file of `data/`."""
    text = (root / name).read_text("utf-8")
    lines = text.splitlines(keepends=True)
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if isinstance(node, yaml.MappingNode) and not isinstance(node.value[0][1], yaml.SequenceNode):
        if name == "data/labels.yml":
            for key, value in node.value:
                yield Unit(name, key.value, lines, key.start_mark.line, _end(lines, value))
        else:
            yield Unit(name, Path(name).stem, lines, node.start_mark.line, len(lines))
    yield from _inner_units(name, node, lines)


def _inner_units(name: str, node: yaml.Node | None, lines: list[str]) -> Iterator[Unit]:
    for item in node.value if isinstance(node, yaml.SequenceNode) else []:
        keys = {key.value: value for key, value in item.value} if isinstance(item, yaml.MappingNode) else {}
        named = next((str(keys[key].value) for key in _NAMES if key in keys), "")
        if named and not item.flow_style:
            yield Unit(name, named, lines, item.start_mark.line, _end(lines, item))
        yield from _inner_units(name, item, lines)
    for _, value in node.value if isinstance(node, yaml.MappingNode) else []:
        yield from _inner_units(name, value, lines)


def _end(lines: list[str], node: yaml.Node) -> int:
    """The line after a node: what follows it without its blank lines and comments.

    A block ends where the next token begins, a value on its own line.
    """
    is_block = isinstance(node, yaml.CollectionNode) and not node.flow_style
    end = node.end_mark.line + (1 if node.end_mark.column and not is_block else 0)
    while end > node.start_mark.line + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


# ---- records


def _texts(own: list[str], language: str) -> list[tuple[int, int]]:
    """Where the texts of a language stand in a record: the line of the key, and the line after the text."""
    found = []
    for index, line in enumerate(own):
        if re.match(rf"\s*(?:- )?{language}: (?!\[)", line):
            after = index + 1
            indent = len(line) - len(line.lstrip(" -"))
            while ">-" in line and after < len(own) and len(own[after]) - len(own[after].lstrip()) > indent:
                after += 1
            found.append((index, after))
    return found


def _replace_text(own: list[str], language: str, new: Callable[[str], str]) -> list[str] | None:
    """The record with another first text in a language, or None when it has none."""
    for start, end in _texts(own, language):
        text = " ".join(line.strip() for line in own[start + 1 : end]) or own[start].split(": ", 1)[1].strip()
        head = own[start].split(":", 1)[0]
        return [*own[:start], f"{head}: {new(text)}\n", *own[end:]]
    return None


def _block(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _swapped(own: list[str]) -> list[str] | None:
    changed = [
        re.sub(r"^(\s*(?:- )?)(fr|nl):", lambda match: f"{match[1]}{'nl' if match[2] == 'fr' else 'fr'}:", line)
        for line in own
    ]
    return changed if changed != own else None


def _bad_reference(own: list[str]) -> list[str] | None:
    for index, line in enumerate(own):
        if match := _REFERENCE.search(line):
            changed = f"{line[: match.start(1)]}nowhere-at-all{line[match.end(1) :]}"
            return [*own[:index], changed, *own[index + 1 :]]
    return None


def _other_source(own: list[str]) -> list[str] | None:
    for index, line in enumerate(own):
        if match := re.search(r"sources: \[([a-z0-9-]+)", line):
            other = "besafe-create" if match[1] != "besafe-create" else "circular-2019"
            return [*own[:index], line.replace(match[1], other, 1), *own[index + 1 :]]
    return None


def _wrong_type(own: list[str]) -> list[str] | None:
    changed = _replace_text(own, "nl", lambda text: "[a, b]")
    if changed is not None:
        return changed
    for index, line in enumerate(own):
        if (match := _KEY.match(line)) and match[2] not in ("fr", "nl") and match[3].strip():
            return [*own[:index], f"{match[1]}{match[2]}: {{a: b}}\n", *own[index + 1 :]]
    return None


def _indented(own: list[str], by: int) -> list[str] | None:
    """The record with one of its inner keys moved to the right or the left."""
    keys = [index for index, line in enumerate(own) if index and _KEY.match(line) and line.startswith("  ")]
    if not keys:
        return None
    index = keys[len(keys) // 2]
    line = " " * by + own[index] if by > 0 else own[index][-by:]
    return [*own[:index], line, *own[index + 1 :]]


def _line_lost(own: list[str]) -> list[str] | None:
    if len(own) < 3:
        return None
    index = next((at for at in range(len(own) // 2, len(own)) if own[at].strip()), 0)  # an empty line says nothing
    return [*own[:index], *own[index + 1 :]] if index else None


def _number_changed(own: list[str]) -> list[str] | None:
    for index, line in enumerate(own):
        if (
            index
            and not re.search(r"id: |sources: |page: ", line)
            and (match := re.search(r"(?<![\w-])\d+(?![\w-])", line))
        ):
            changed = f"{line[: match.start()]}{int(match[0]) + 1}{line[match.end() :]}"
            return [*own[:index], changed, *own[index + 1 :]]
    return None


def _both_halved(own: list[str]) -> list[str] | None:
    changed = _replace_text(own, "fr", lambda text: _block(text[: len(text) // 2].strip() or "a"))
    return _replace_text(changed, "nl", lambda text: _block(text[: len(text) // 2].strip() or "a")) if changed else None


RECORD_KINDS: dict[str, Callable[[list[str]], list[str] | None]] = {
    "record deleted": lambda own: [],
    "record twice": lambda own: own + own,
    "French text empty": lambda own: _replace_text(own, "fr", lambda text: '""'),
    "Dutch text empty": lambda own: _replace_text(own, "nl", lambda text: '""'),
    "languages swapped": _swapped,
    "Dutch not translated": lambda own: _untranslated(own),
    "Dutch cut in half": lambda own: _replace_text(
        own, "nl", lambda text: _block(text[: len(text) // 2].strip() or "a")
    ),
    "both cut in half": _both_halved,
    "wrong type": _wrong_type,
    "reference to nothing": _bad_reference,
    "reference to another source": _other_source,
    "key indented more": lambda own: _indented(own, 2),
    "key indented less": lambda own: _indented(own, -2),
    "line lost": _line_lost,
    "sources lost": lambda own: _key_lost(own, "sources"),
    "search words lost": lambda own: _key_lost(own, "search_words"),
    "level changed": lambda own: _other_value(own, "level: must", "level: may"),
    "number changed": _number_changed,
}


def _key_lost(own: list[str], wanted: str) -> list[str] | None:
    """The record without a key on one line."""
    for index, line in enumerate(own):
        match = _KEY.match(line)
        if match and match[2] == wanted and match[3].strip() and "- " not in match[1]:
            return [*own[:index], *own[index + 1 :]]
    return None


def _other_value(own: list[str], old: str, new: str) -> list[str] | None:
    changed = "".join(own).replace(old, new, 1).splitlines(keepends=True)
    return changed if changed != own else None


def _untranslated(own: list[str]) -> list[str] | None:
    french = next(iter(_texts(own, "fr")), None)
    if french is None:
        return None
    start, end = french
    text = " ".join(line.strip() for line in own[start + 1 : end]) or own[start].split(": ", 1)[1].strip().strip('"')
    return _replace_text(own, "nl", lambda _: _block(text))


def record_mutations(unit: Unit) -> Iterator[Mutation]:
    """Every way to break one record."""
    for kind, change in RECORD_KINDS.items():
        changed = change(unit.own)
        if changed is not None and changed != unit.own:
            place = f"{unit.file}:{unit.start + 1} {unit.name}"
            yield Mutation(kind, place, {unit.file: unit.with_own(changed)})


# ---- files, of data and pages


def _cut(text: str, share: float) -> bytes:
    return text.encode()[: int(len(text.encode()) * share)].decode("utf-8", "ignore").encode()


def _conflict(text: str) -> bytes:
    lines = text.splitlines(keepends=True)
    middle = len(lines) // 2
    mine, theirs = lines[middle], lines[middle].replace("e", "é")
    marks = ["<<<<<<< HEAD\n", mine, "=======\n", theirs, ">>>>>>> branch\n"]
    return "".join([*lines[:middle], *marks, *lines[middle + 1 :]]).encode()


def _tabs(text: str) -> bytes:
    return re.sub(r"^ {2,4}(?=\S)", "\t", text, flags=re.MULTILINE).encode()


FILE_KINDS: dict[str, Callable[[str], Content]] = {
    "file deleted": lambda text: None,
    "file empty": lambda text: b"",
    "file cut after a quarter": lambda text: _cut(text, 0.25),
    "file cut in half": lambda text: _cut(text, 0.5),
    "file cut before its end": lambda text: _cut(text, 0.97),
    "latin-1": lambda text: text.encode("latin-1", "replace"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "read in the wrong encoding": lambda text: text.encode().decode("cp1252", "replace").encode(),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "merge conflict": _conflict,
}


def file_mutations(root: Path, name: str) -> Iterator[Mutation]:
    """Every way to break one whole file."""
    text = (root / name).read_text("utf-8")
    kinds = FILE_KINDS | ({"tabs": _tabs} if name.startswith("data/") else {})
    for kind, change in kinds.items():
        yield Mutation(kind, name, {name: change(text)})


# ---- pages


def _paragraphs(text: str) -> list[int]:
    """The lines on which a paragraph of one line stands alone."""
    lines = text.split("\n")
    head = lines.index("---", 1)
    return [
        number
        for number, line in enumerate(lines)
        if number > head and re.match(r"[A-ZÀ-Ý]", line) and not lines[number - 1].strip()
    ]


def _with_line(text: str, number: int, line: str | None) -> bytes:
    lines = text.split("\n")
    lines[number : number + 1] = [] if line is None else [line]
    return "\n".join(lines).encode()


def _in_paragraph(change: Callable[[str], str | None]) -> Callable[[str], bytes | None]:
    def changed(text: str) -> bytes | None:
        places = _paragraphs(text)
        if not places:
            return None
        number = places[len(places) // 2]
        return _with_line(text, number, change(text.split("\n")[number]))

    return changed


def _once(pattern: str, new: str) -> Callable[[str], bytes | None]:
    def changed(text: str) -> bytes | None:
        found = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
        return found.encode() if found != text else None

    return changed


def _page_number(text: str) -> bytes | None:
    head, rule, body = text.partition("\n---\n")
    changed = re.sub(r"(?<![\w./-])(\d+)(?![\w./\"-])", lambda match: str(int(match[0]) + 1), body, count=1)
    return (head + rule + changed).encode() if changed != body else None


PAGE_KINDS: dict[str, Callable[[str], bytes | None]] = {
    "front matter cut": lambda text: _cut(text, 0.02) + b"\n" + text.partition("\n---\n")[2].encode(),
    "front matter not closed": _once(r"(?<=\n)---\n", ""),
    "key of the front matter lost": _once(r"^description: .*\n", ""),
    "search words lost": _once(r"^search_words: .*\n", ""),
    "unknown macro": _once(r"\{\{ (\w+)\(", r"{{ \1x("),
    "macro with an unknown id": _once(r"\{\{ (\w+)\(\"[\w-]+", r'{{ \1("nowhere-at-all'),
    "macro not closed": _once(r"(\{\{[^}]*)\}\}", r"\1"),
    "macro lost": _once(r"\{\{[^}]*\}\}", ""),
    "link to no page": _once(r"\]\(([\w./-]+)\.md", r"](\1x.md"),
    "link to another page": _once(r"\]\([\w./-]+\.md", r"](index.md"),
    "link not closed": _once(r"(\]\([^)\n]*)\)", r"\1"),
    "anchor lost": _once(r" \{ #[\w-]+ \}$", ""),
    "heading of another level": _once(r"^## ", "### "),
    "code not closed": _in_paragraph(lambda line: f"```\n{line}"),
    "tab before a paragraph": _in_paragraph(lambda line: f"\t{line}"),
    "four spaces before a paragraph": _in_paragraph(lambda line: f"    {line}"),
    "paragraph lost": _in_paragraph(lambda line: None),
    "paragraph twice": _in_paragraph(lambda line: f"{line}\n\n{line}"),
    "paragraph cut in half": _in_paragraph(lambda line: line[: len(line) // 2]),
    "page number changed": _page_number,
    "HTML not closed": _once(r"^</div>$", ""),
    "block not closed": _once(r"^///$", ""),
}


def page_mutations(root: Path, language: str, path: str) -> Iterator[Mutation]:
    """Every way to break one page; some break both twins at once."""
    name, twin = f"docs/{language}/{path}", f"docs/{'nl' if language == 'fr' else 'fr'}/{path}"
    text, other = ((root / each).read_text("utf-8") for each in (name, twin))
    for kind, change in PAGE_KINDS.items():
        if (changed := change(text)) is not None:
            yield Mutation(kind, name, {name: changed})
    yield Mutation("page copied under another name", name, {name.replace(".md", "-2.md"): text.encode()})
    yield Mutation("text of the twin", name, {name: other.encode()})
    if language == "fr":
        yield Mutation("twins swapped", name, {name: other.encode(), twin: text.encode()})
        yield Mutation("both twins deleted", name, {name: None, twin: None})
        for kind in ("paragraph lost", "paragraph cut in half", "code not closed", "link to no page"):
            changes = [PAGE_KINDS[kind](each) for each in (text, other)]
            if None not in changes:
                yield Mutation(f"{kind} in both", name, dict(zip((name, twin), changes, strict=True)))


def all_mutations(root: Path) -> Iterator[Mutation]:
    """Every mutation of every record, file and page, in a fixed order."""
    for path in sorted((root / "data").rglob("*.yml")):
        name = path.relative_to(root).as_posix()
        yield from file_mutations(root, name)
        for unit in units_of(root, name):
            yield from record_mutations(unit)
    for language in ("fr", "nl"):
        for path in sorted((root / "docs" / language).rglob("*.md")):
            yield from file_mutations(root, path.relative_to(root).as_posix())
            yield from page_mutations(root, language, path.relative_to(root / "docs" / language).as_posix())
