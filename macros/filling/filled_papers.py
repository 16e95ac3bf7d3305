"""The papers of a neighbourhood with its answers in them, as the builder's page makes them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from macros.content.catalogue import Catalogue
from macros.filling.answers import FORMATS
from macros.filling.pdf_fill import Shortfall, fill_pdf, form_of
from macros.filling.pdf_fonts import Fonts
from macros.filling.slots import filled_file, parts_of
from macros.filling.values import Answers, Values, values_of, words_of
from macros.papers.downloads import Pack
from macros.papers.paper import Format


@dataclass(frozen=True)
class FilledFile:
    """A paper filled in: its place below the folder of the neighbourhood, and what a PDF could not show."""

    place: str
    content: bytes
    shortfalls: tuple[Shortfall, ...] = ()


def filled_files(answers: Answers, catalogue: Catalogue, pack: Pack, fonts: Fonts) -> Iterator[FilledFile]:
    """Every paper wanted, in every format wanted, with the answers in it."""
    values = values_of(answers, catalogue, answers.edition)
    for document in answers.documents:
        packed = pack.papers[document, answers.edition]
        for name in answers.formats:
            content, shortfalls = _filled(packed.files[FORMATS[name]].content, FORMATS[name], values, fonts)
            place = f"{packed.paper.folder}/{packed.paper.name}{suffix(values)}.{name}"
            yield FilledFile(place, content, shortfalls)


def _filled(blank: bytes, kind: Format, values: Values, fonts: Fonts) -> tuple[bytes, tuple[Shortfall, ...]]:
    if kind is not Format.FORM:
        return filled_file(parts_of(blank), values.texts, values.ticks), ()
    filled = fill_pdf(blank, form_of(blank), fonts, values.texts, values.ticks)
    return filled.content, filled.shortfalls


def suffix(values: Values) -> str:
    """The name of the neighbourhood as a part of the names of files: `Château d'Or` gives `-chateau-d-or`."""
    name = "-".join(words_of(values.texts.get("neighbourhood", "")))[:40]
    return f"-{name}" if name else ""


def write_all(files: Sequence[FilledFile], folder: Path) -> None:
    """Writes the files below `folder`, which appears only when all of them are there."""
    beside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    for file in files:
        target = beside / file.place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.content)
    beside.rename(folder)
