"""The ways in which a fact comes to stand where it means something else, and in which what is no text is broken.

Kinds are grouped: places, white space, keys, strays (files that do not belong there), frame (templates and settings).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from bench.mutations.breaking import Mutation, Unit, units_of
from macros.checks.twin_texts import TwinText, data_texts
from macros.content.catalogue import data_files
from macros.model.language import Language

GROUPS = ("places", "white space", "keys", "strays", "frame")
"""What the names of these kinds begin with."""


def moving_mutations(root: Path) -> Iterator[Mutation]:
    """Every mutation of these groups, in a fixed order."""
    files = data_files(root / "data")
    for name, file in files.items():
        text = (root / name).read_text("utf-8")
        twins = [*data_texts({name: file})]
        yield from _swapped_texts(name, text, twins)
        yield from _swapped_facts(name, text, twins)
        yield from _moved_records(root, name)
        yield from _changed_keys(name, text, twins)
    yield from _renamed_ids(root)
    for path in sorted((root / "docs" / "fr").rglob("*.md")):
        yield from _pages(root, path.relative_to(root / "docs" / "fr").as_posix())
    yield from _strays(root)
    yield from _frame(root)


# ---- places and keys of the data


def _shape(place: str) -> str:
    """A place without its ids: two places of one shape hold the same kind of text."""
    return re.sub(r"\[[^\]]*\]", "[]", place)


def _swapped_texts(name: str, text: str, twins: list[TwinText]) -> Iterator[Mutation]:
    """Of each kind of text in a file, the first and the last stand in the place of each other, in both languages."""
    alike: defaultdict[str, list[TwinText]] = defaultdict(list)
    for twin in twins:
        if not twin.is_fact and twin.fr.text != twin.nl.text:
            alike[_shape(twin.place)].append(twin)
    for shape, group in alike.items():
        changed = text
        for language in Language:
            changed = _swapped(changed, *(f" {twin[language].text}\n" for twin in (group[0], group[-1]))) or ""
        if changed and changed != text:
            yield Mutation("places: texts swapped", f"{name} {shape}", {name: changed.encode()})


def _swapped(text: str, one: str, other: str) -> str | None:
    if text.count(one) != 1 or text.count(other) != 1 or one == other:
        return None
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def _swapped_facts(name: str, text: str, twins: list[TwinText]) -> Iterator[Mutation]:
    """Of each kind of fact in a file, two that differ stand in the place of each other."""
    alike: defaultdict[str, list[TwinText]] = defaultdict(list)
    for twin in twins:
        if twin.is_fact:
            alike[_shape(twin.place)].append(twin)
    lines = text.splitlines(keepends=True)
    for shape, group in alike.items():
        other = next((twin for twin in group if twin.fr.text != group[0].fr.text), None)
        if other is not None:
            one, two = group[0].fr.line - 1, other.fr.line - 1
            values = [re.fullmatch(r"(\s*(?:- )?[a-z_]+:)( \S.*\n)", lines[index]) for index in (one, two)]
            if values[0] and values[1]:
                changed = [*lines]
                changed[one], changed[two] = values[0][1] + values[1][2], values[1][1] + values[0][2]
                yield Mutation("places: facts swapped", f"{name} {shape}", {name: "".join(changed).encode()})


def _moved_records(root: Path, name: str) -> Iterator[Mutation]:
    """The first two records that stand side by side change places; the first goes into the list of another."""
    units = sorted(units_of(root, name), key=lambda unit: unit.start)
    depths: defaultdict[int, list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.own[0].lstrip().startswith("- "):
            depths[len(unit.own[0]) - len(unit.own[0].lstrip())].append(unit)
    for depth, group in depths.items():
        neighbours = next((pair for pair in pairwise(group) if not _between(*pair)), None)
        if neighbours:
            one, other = neighbours
            gap = one.lines[one.end : other.start]
            changed = [*one.lines[: one.start], *other.own, *gap, *one.own, *one.lines[other.end :]]
            yield Mutation("places: order of two records", f"{name}:{one.start + 1}", {name: "".join(changed).encode()})
        apart = next((pair for pair in pairwise(group) if _between(*pair)), None)
        if apart and depth:
            one, other = apart
            changed = [*one.lines[: one.start], *one.lines[one.end : other.end], *one.own, *one.lines[other.end :]]
            yield Mutation(
                "places: record in another list", f"{name}:{one.start + 1}", {name: "".join(changed).encode()}
            )


def _between(one: Unit, other: Unit) -> bool:
    """Whether more than blank lines stands between two records."""
    return any(line.strip() for line in one.lines[one.end : other.start])


def _changed_keys(name: str, text: str, twins: list[TwinText]) -> Iterator[Mutation]:
    """Of each kind of fact in a file, one is lost, and one has another value."""
    lines = text.splitlines(keepends=True)
    facts = {_shape(twin.place): twin for twin in reversed(twins) if twin.is_fact}
    for shape, twin in facts.items():
        index = twin.fr.line - 1
        line = re.fullmatch(r"(\s*)([a-z_]+): (\S.*)\n", lines[index])
        if line and line[2] == shape.rpartition("/")[2]:
            lost = [*lines[:index], *lines[index + 1 :]]
            yield Mutation("keys: value lost", f"{name} {shape}", {name: "".join(lost).encode()})
            other = [*lines[:index], f"{line[1]}{line[2]}: {_other_value(line[3])}\n", *lines[index + 1 :]]
            if other != lines:
                yield Mutation("keys: another value", f"{name} {shape}", {name: "".join(other).encode()})


def _other_value(value: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return "2026-01-02"
    if value in ("true", "false"):
        return "false" if value == "true" else "true"
    if inner := re.fullmatch(r"\[(.*), ([^,\]]+)\]", value):
        return f"[{inner[2]}, {inner[1]}]"
    if re.fullmatch(r"\d+", value):
        return str(int(value) + 1)
    return {"must": "may", "should": "may", "may": "should"}.get(value, value)


def _renamed_ids(root: Path) -> Iterator[Mutation]:
    """Of each kind of record one gets another id, alone and with all that names it."""
    seen: set[tuple[str, int]] = set()
    for file in sorted((root / "data").rglob("*.yml")):
        name = file.relative_to(root).as_posix()
        for unit in units_of(root, name):
            found = re.match(r"( *)(?:- )?id: (\S+)\n", unit.own[0])
            if found and unit.name == found[2] and (name, len(found[1])) not in seen:
                seen.add((name, len(found[1])))
                new = f"{found[2]}-new"
                alone = [unit.own[0].replace(found[2], new), *unit.own[1:]]
                yield Mutation("keys: id renamed", f"{name} {found[2]}", {name: unit.with_own(alone)})
                yield Mutation("keys: id renamed everywhere", f"{name} {found[2]}", _everywhere(root, found[2], new))


def _everywhere(root: Path, old: str, new: str) -> dict[str, bytes | None]:
    """All files in which a record is named, with another id for it."""
    found: dict[str, bytes | None] = {}
    for file in [*(root / "data").rglob("*.yml"), *(root / "docs").rglob("*.md")]:
        text, name = file.read_text("utf-8"), file.relative_to(root).as_posix()
        changed = re.sub(rf"(?<![\w/#-]){old}(?![\w-]|\.md)", new, text)
        if file.suffix == ".yml" and file.stem == old:
            found |= {name: None, file.with_stem(new).relative_to(root).as_posix(): changed.encode()}
        elif changed != text:
            found[name] = changed.encode()
    return found


# ---- pages

Change = Callable[[str], str | None]


def _sections(text: str) -> list[str]:
    return re.split(r"(?m)^(?=## )", text)


def _paragraph_moved(text: str) -> str | None:
    """The first paragraph of the first section stands at the beginning of the last."""
    parts = _sections(text)
    if len(parts) < 3 or parts[1].count("\n\n") < 2:
        return None
    heading, paragraph, rest = parts[1].split("\n\n", 2)
    parts[1], parts[-1] = f"{heading}\n\n{rest}", parts[-1].replace("\n\n", f"\n\n{paragraph}\n\n", 1)
    return "".join(parts)


def _paragraphs_swapped(text: str) -> str | None:
    """The first two paragraphs of a section."""
    parts = _sections(text)
    index = next((index for index, part in enumerate(parts) if index and part.count("\n\n") > 2), None)
    if index is None:
        return None
    heading, one, other, rest = parts[index].split("\n\n", 3)
    parts[index] = "\n\n".join([heading, other, one, rest])
    return "".join(parts)


def _sections_swapped(text: str) -> str | None:
    parts = _sections(text)
    if len(parts) < 3:
        return None
    parts[1], parts[2] = (parts[index].rstrip("\n") + "\n\n" for index in (2, 1))
    return "".join(parts).rstrip("\n") + "\n"


def _headings_swapped(text: str) -> str | None:
    """The words of two headings; the anchors stay."""
    found = re.findall(r"(?m)^## (.*?) \{ #", text)
    return _swapped(text, f"## {found[0]} {{ #", f"## {found[1]} {{ #") if len(found) > 1 else None


def _items_swapped(text: str) -> str | None:
    found = re.search(r"(?m)^(- .*\n)(- .*\n)", text)
    return text.replace(found[0], found[2] + found[1], 1) if found else None


def _replaced(pattern: str, new: str) -> Change:
    def changed(text: str) -> str | None:
        found = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
        return found if found != text else None

    return changed


BOTH_PAGES: dict[str, Change] = {
    "places: paragraph under another heading": _paragraph_moved,
    "places: paragraphs swapped": _paragraphs_swapped,
    "places: sections swapped": _sections_swapped,
    "places: headings swapped": _headings_swapped,
    "places: items swapped": _items_swapped,
    "keys: day of reading": _replaced(r"^checked_on: .*", "checked_on: 2026-01-02"),
    "keys: anchor renamed": _replaced(r"^(## .* \{ #)([\w-]+) \}$", r"\1\2-new }"),
}
"""What happens to both twins at once."""
ONE_PAGE: dict[str, Change] = {
    "white space: line before a list lost": _replaced(r"(?<=[^\n-])\n\n(?=- )", "\n"),
    "white space: list indented": _replaced(r"(?<=\n)- (.*)\n- ", r"- \1\n  - "),
    "white space: line before a heading lost": _replaced(r"\n\n(?=## )", "\n"),
    "white space: heading without a space": _replaced(r"^## ", "##"),
    "white space: item without a space": _replaced(r"^- ", "-"),
    "white space: break in a paragraph": _replaced(r"^([A-ZÀ-Ý].{20}\S*) ", r"\1  \n"),
    "white space: paragraph in two": _replaced(r"^([A-ZÀ-Ý].{20}\S*) ", r"\1\n\n"),
    "white space: two paragraphs in one": _replaced(r"(?<=\.)\n\n(?=[A-ZÀ-Ý])", "\n"),
    "keys: left out of the search": _replaced(r"^slug:", "search: {exclude: true}\nslug:"),
    "keys: another address": _replaced(r"^slug: (.*)", r"slug: \1-new"),
    "keys: words of a section lost": _replaced(r"^section_words:\n(?:  .*\n)+", ""),
}
"""What happens to the French page alone."""


def _pages(root: Path, path: str) -> Iterator[Mutation]:
    names = [f"docs/{language}/{path}" for language in Language]
    texts = [(root / name).read_text("utf-8") for name in names]
    for kind, change in BOTH_PAGES.items():
        changed = [change(text) for text in texts]
        if changed[0] and changed[1]:
            contents = [each.encode() for each in changed if each]
            yield Mutation(kind, path, dict(zip(names, contents, strict=True)))
    for kind, change in ONE_PAGE.items():
        if one := change(texts[0]):
            yield Mutation(kind, names[0], {names[0]: one.encode()})


# ---- files

_PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
STRAYS: dict[str, bytes] = {
    "docs/assets/members.xlsx": b"PK\x03\x04",
    "docs/assets/photo.jpg": b"\xff\xd8\xff",
    "docs/assets/mark-2.svg": _PICTURE,
    "docs/assets/js/more.js": b"alert(1)\n",
    "docs/fr/evil.html": b"<script>alert(1)</script>\n",
    "docs/fr/understand/cost.md~": b"# Old\n",
    "docs/fr/understand/cost.markdown": b"# Old\n",
    "docs/fr/understand/Thumbs.db": b"\0",
    "docs/nl/.DS_Store": b"\0",
    "docs/notes.txt": b"Who said what.\n",
    "data/communes/berchem-sainte-agathe.yml.bak": b"id: x\n",
    "data/communes/old/uccle.yml": b"id: uccle\n",
    "data/members.csv": b"name,phone\n",
    "data/terms (copy).yml": b"[]\n",
    "data/pictures/plan.pdf": b"%PDF-1.7\n",
}


def _strays(root: Path) -> Iterator[Mutation]:
    for name, content in STRAYS.items():
        yield Mutation(f"strays: {Path(name).suffix or Path(name).name}", name, {name: content})


def _frame(root: Path) -> Iterator[Mutation]:
    templates = [file for pattern in ("overrides/**/*.html", "macros/*/templates/*.*") for file in root.glob(pattern)]
    changes: dict[str, Change] = {
        "frame: another number": _replaced(r"(?<![\w.-])101(?![\w%])", "102"),
        "frame: another label": _replaced(r"label\(([\"'])[\w-]+", r"label(\1menu"),
        "frame: words of its own": _replaced(r"</(p|h1|a|li)>", r" Patrouillez.</\1>"),
        "frame: part lost": _replaced(r"\n[^\n]*label\([^\n]*\n", "\n"),
        "frame: list of another role": _replaced(r"does_not", "does"),
    }
    for file in sorted(templates):
        text, name = file.read_text("utf-8"), file.relative_to(root).as_posix()
        for kind, change in changes.items():
            if changed := change(text):
                yield Mutation(kind, name, {name: changed.encode()})
    settings = (root / "mkdocs.yml").read_text("utf-8")
    for kind, change in {
        "frame: name of a section": _replaced(r"Understand: Comprendre", "Understand: Patrouiller"),
        "frame: order of the navigation": _replaced(r"(      - .*what.md\n)(      - .*\n)", r"\2\1"),
        "frame: another language": _replaced(r"locale: nl", "locale: de"),
    }.items():
        if changed := change(settings):
            yield Mutation(kind, "mkdocs.yml", {"mkdocs.yml": changed.encode()})
    for name, old, new in (
        ("docs/assets/js/checklist.js", "const ", 'const called = "102";\nconst '),
        ("docs/assets/css/guide.css", "{", '{ content: "102";'),
        ("macros/messages/commands.yml", "agreed:\n", 'agreed:\n  # "102"\n'),
    ):
        text = (root / name).read_text("utf-8").replace(old, new, 1)
        yield Mutation("frame: another number", name, {name: text.encode()})
