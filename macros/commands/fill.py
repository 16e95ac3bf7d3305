"""Fills in the papers of one or more neighbourhoods, as the builder's page does."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.commands.address import OutputPath, site_url_option
from macros.commands.ending import cleaning_up_when_ended
from macros.commands.telling import WrongUseError, progress, wrong_name
from macros.content.catalogue import Catalogue
from macros.content.site import ROOT
from macros.filling.answers import Answers, read_answers
from macros.filling.browser_data import paper_files
from macros.filling.exchange import Content
from macros.filling.filled_papers import filled_pack, language_of_notes, notes_on, write_pack
from macros.filling.questions import FORMATS, content_of, formats_of, title_of
from macros.filling.scripts import Scripts
from macros.model.language import Bilingual, Edition, Language
from macros.model.messages import Message, MessageLanguage, chosen_language, printable, translated
from macros.model.problems import GuideError, Problem, UnknownRecordError
from macros.model.questionnaire import asked_id, asked_in
from macros.model.system_errors import naming
from macros.model.typography import typeset
from macros.papers.pack import make_pack
from macros.publishing.atomic_folder import new_folders
from macros.publishing.output_place import place_errors, refuse_sources

CACHE = ROOT / ".cache"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=OutputPath(path_type=Path))
@click.option("--document", "documents", multiple=True)
@click.option("--edition", "editions", multiple=True, type=click.Choice([each.value for each in Edition]))
@click.option("--format", "formats", multiple=True, type=click.Choice(list(FORMATS)))
@site_url_option
@cleaning_up_when_ended()
def main(
    files: tuple[Path, ...],
    output: Path,
    documents: tuple[str, ...],
    editions: tuple[str, ...],
    formats: tuple[str, ...],
    site_url: str,
) -> None:
    """Fills in the papers of neighbourhoods: a folder for each file of answers, or none when anything goes wrong."""
    site = checked_site()
    for name in documents:
        if name not in site.catalogue.document_versions:
            error = UnknownRecordError("document", name, list(site.catalogue.document_versions))
            raise wrong_name(error, titles_of(site.catalogue))
    editions = tuple(dict.fromkeys(editions))  # one that is named twice is wanted once
    refuse_sources(output)
    asked = content_of(site.catalogue)
    notes: dict[Path, list[str]] = {}
    languages: dict[str, Language] = {}
    with Scripts() as scripts:
        try:
            found = read_all(files, output, editions, asked, scripts)
        except GuideError as error:
            questions = questions_of(site.catalogue)
            raise GuideError(with_question(each, questions) for each in error.problems) from None
        wanted = {folder: chosen(answers, documents, formats, site.catalogue) for folder, answers in found.items()}
        with naming(CACHE):
            with progress("setting-papers"):
                pack = make_pack(site, site_url, CACHE / "made")
            scripts.provide(paper_files(pack, site.catalogue, CACHE / "made"))
        label, hidden = translated(Message("filling-papers")), not sys.stderr.isatty()
        papers = sum(len(answers.content["documents"]) for answers in wanted.values())
        shown = click.progressbar(length=papers, label=label, file=sys.stderr, hidden=hidden)
        with new_folders(output) as unfinished, shown:
            for folder, answers in wanted.items():
                filled = filled_pack(answers, asked, scripts, partial(shown.update, 1))
                with place_errors(folder):
                    write_pack(filled, unfinished / folder.name)
                language = languages.setdefault(answers.name, language_of_notes(filled.edition))
                notes[folder] = list(notes_on(answers, filled, site.catalogue, language))
    tell_filled(found, notes)


def titles_of(catalogue: Catalogue) -> dict[str, str]:
    """The title of each document, by its id."""
    return {each.id: _in_words(each.title) for each in catalogue.document_versions.values()}


def questions_of(catalogue: Catalogue) -> dict[str, str]:
    """What each question is called, by its id."""
    asked = asked_in(catalogue.parts.values())
    return {asked_id(each): _in_words(title_of(each, catalogue)) for each in asked}


def _in_words(title: Bilingual) -> str:
    """A title in the language of messages, or in both where that is English."""
    spoken = chosen_language()
    languages = list(Language) if spoken is MessageLanguage.EN else [Language(spoken)]
    return " / ".join(typeset(title[language], language) for language in languages)


def with_question(problem: Problem, questions: Mapping[str, str]) -> Problem:
    """A problem with an answer, which names its question as the page does: its id alone says little to who typed it."""
    if problem.record not in questions:
        return problem
    named = Message("fault-of-answer", question=questions[problem.record], fault=problem.message)
    return replace(problem, message=named)


def tell_filled(found: Mapping[Path, Answers], notes: Mapping[Path, Sequence[str]]) -> None:
    """Names the folders of each file, then what is noted on it: once, with its editions unless it is true of all."""
    folders_of: dict[str, list[Path]] = defaultdict(list)
    for folder, answers in found.items():
        folders_of[answers.name].append(folder)
    for name, folders in folders_of.items():
        noted: dict[str, list[str]] = defaultdict(list)
        for folder in folders:
            click.echo(folder)
            for note in notes[folder]:
                noted[note].append(found[folder].edition)
        for note, editions in noted.items():
            some = f" ({', '.join(editions)})" if len(editions) < len(folders) else ""
            click.echo(f"  ! {printable(name)}{some}: {note}", err=True)


def chosen(answers: Answers, documents: Sequence[str], formats: Sequence[str], catalogue: Catalogue) -> Answers:
    """Answers with the documents and formats chosen on the command line, in place of those that their file names.

    Where neither names documents, all are meant but those for shops.

    Of what the file names, documents that have none of the formats are left out. Raises `WrongUseError` for one that
    was chosen and has none, and when none is left.
    """
    named = list(documents) or answers.content.get("documents") or list(catalogue.documents)
    if not formats:
        return replace(answers, content=answers.content | {"documents": named})
    fit = [each for each in named if not set(formats).isdisjoint(formats_of(catalogue.document_versions[each]))]
    if not fit or (documents and len(fit) < len(named)):
        without = [each for each in named if each not in fit]
        raise WrongUseError(translated(Message("papers-without-format", documents=without, formats=list(formats))))
    return replace(answers, content=answers.content | {"documents": fit, "formats": list(formats)})


def _one_name(folder: Path) -> str:
    """What the names of folders have in common that some systems do not tell apart."""
    return unicodedata.normalize("NFC", folder.name).casefold()


def _names_a_folder(stem: str) -> bool:
    """Whether a folder may be called like a file: not one that is hidden, or whose name is taken for an option."""
    return not stem.startswith((".", "-")) and any(map(str.isalnum, stem))


def read_all(
    files: Sequence[Path], output: Path, editions: Sequence[str], asked: Content, scripts: Scripts
) -> dict[Path, Answers]:
    """The answers in each file, by the folder in which its papers go: one for each of several editions.

    Raises `GuideError` with every fault in all.
    """
    found: dict[Path, Answers] = {}
    problems: list[Problem] = []
    first_of: dict[str, Path] = {}
    for file in files:
        if not file.is_file():  # a pipe may never end
            problems.append(Problem.of("answers-no-file", str(file)))
            continue
        if not _names_a_folder(file.stem):
            problems.append(Problem.of("file-names-no-folder", str(file), name=file.stem))
            continue
        folders = {
            output / (f"{file.stem}-{each}" if len(editions) > 1 else file.stem): each for each in editions or [""]
        }
        firsts = [first_of.setdefault(_one_name(folder), file) for folder in folders]
        for first in dict.fromkeys(each for each in firsts if each is not file):
            fault = "answers-given-twice" if file.samefile(first) else "folder-of-two"
            problems.append(Problem.of(fault, str(file), first=first))
        try:
            answers = read_answers(file.read_bytes(), str(file), asked, scripts)
        except GuideError as error:
            problems += error.problems
            answers = Answers(str(file), {})
        for folder, edition in folders.items():
            if os.path.lexists(folder):
                problems.append(Problem.of("folder-there", str(file), folder=folder))
            found[folder] = replace(answers, edition=edition)
    if problems:
        raise GuideError(problems)
    return found
