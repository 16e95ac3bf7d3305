"""The papers of a neighbourhood with its answers in them, as the builder's page makes them."""

from __future__ import annotations

import base64
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from macros.content.catalogue import Catalogue
from macros.filling.answers import Answers
from macros.filling.exchange import Content, FilledPack
from macros.filling.questions import title_of
from macros.filling.scripts import ScriptError, Scripts
from macros.model.problems import GuideError, Problem
from macros.model.questionnaire import asked_id, asked_in, warnings_in
from macros.model.typography import typeset


def filled_pack(answers: Answers, asked: Content, scripts: Scripts) -> FilledPack:
    """The papers that answers ask for; raises `GuideError`, with the name of their file, when the scripts fail."""
    try:
        return scripts.fill(answers.content, asked)
    except ScriptError as error:
        raise GuideError([Problem.of("papers-not-made", answers.name, said=error.said)]) from error


def write_pack(pack: FilledPack, folder: Path) -> None:
    """Writes the papers below `folder`, which appears only when all of them are there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    beside.chmod(0o755)
    try:
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(pack.archive))) as archive:
            archive.extractall(beside)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)  # it may have its name already
        raise


def warnings_about(pack: FilledPack, catalogue: Catalogue) -> Iterator[str]:
    """Of what the rules warn, after the question, and which answers the PDF files could not show.

    They are in the language of the papers.
    """
    language = pack.edition.languages[0]
    asked = {asked_id(question): question for question in asked_in(catalogue.parts.values())}
    for warns in warnings_in(catalogue.rules.values()):
        if warns.id in pack.warnings:
            title = title_of(asked[warns.beside], catalogue)[language]
            yield typeset(f"[{title}] {warns.rule.text[language]}", language)
    shortfalls = ((_field_of(each.entry, catalogue), each.reason) for each in pack.shortfalls)
    for field, reason in dict.fromkeys(shortfalls):
        label = catalogue.labels[f"builder-warning-{reason}"][language]
        yield typeset(label.format(name=catalogue.fields[field].label[language]), language)


def _field_of(entry: str, catalogue: Catalogue) -> str:
    """The field of an entry, which may be that of one language."""
    return entry if entry in catalogue.fields else entry.rpartition("-")[0]
