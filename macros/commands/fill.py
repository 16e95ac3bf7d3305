"""Fills in the papers of one or more neighbourhoods, as the builder's page does."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.commands.telling import progress
from macros.content.site import ROOT, Site
from macros.filling.answers import read_answers
from macros.filling.filled_papers import FilledFile, filled_files, write_all
from macros.filling.pdf_fonts import fill_fonts
from macros.filling.values import Answers, warnings
from macros.model.messages import Message, told
from macros.model.problems import GuideError, Problem
from macros.model.typography import typeset
from macros.papers.pack import make_pack

CACHE = ROOT / ".cache"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--site-url", envvar="SITE_URL", default="https://plp-bin.example/")
def main(files: tuple[Path, ...], output: Path, site_url: str) -> None:
    """Fills in the papers of neighbourhoods: a folder for each file of answers, or none when one of them is wrong."""
    site = checked_site()
    answered = read_all(files, output, site)
    with progress("setting-papers"):
        pack = make_pack(site, site_url, CACHE / "papers")
    fonts = fill_fonts(CACHE / "fonts")
    remarks: dict[Path, list[str]] = {}
    total = sum(len(answers.documents) * len(answers.formats) for answers in answered.values())
    label, hidden = told(Message("filling-papers")), not sys.stderr.isatty()
    with click.progressbar(length=total, label=label, file=sys.stderr, hidden=hidden) as bar:
        for folder, answers in answered.items():
            written = []
            for file in filled_files(answers, site.catalogue, pack, fonts):
                written.append(file)
                bar.update(1)
            write_all(written, folder)
            remarks[folder] = [*_warnings(answers, site), *_shortfalls(written, answers, site)]
    for folder, warned in remarks.items():
        click.echo(folder)
        for warning in warned:
            click.echo(f"  ! {warning}", err=True)


def read_all(files: Sequence[Path], output: Path, site: Site) -> dict[Path, Answers]:
    """The answers in each file, by the folder in which its papers go; raises `GuideError` with every fault in all."""
    found: dict[Path, Answers] = {}
    problems: list[Problem] = []
    for file in files:
        folder = output / file.stem
        if folder.exists() or folder in found:
            problems.append(Problem.of("folder-there", str(file), folder=folder))
        try:
            found[folder] = read_answers(file.read_bytes(), str(file), site.catalogue)
        except GuideError as error:
            problems += error.problems
    if problems:
        raise GuideError(problems)
    return found


def _warnings(answers: Answers, site: Site) -> Iterator[str]:
    language = answers.edition.languages[0]
    for warns in warnings(answers, site.catalogue):
        yield typeset(warns.rule.text[language], language)


def _field_of(entry: str, site: Site) -> str:
    """The field of an entry, which may be that of one language."""
    return entry if entry in site.catalogue.fields else entry.rpartition("-")[0]


def _shortfalls(files: Sequence[FilledFile], answers: Answers, site: Site) -> Iterator[str]:
    """What the PDF files could not show, each answer once."""
    language, catalogue = answers.edition.languages[0], site.catalogue
    told = ((_field_of(each.entry, site), each.reason) for file in files for each in file.shortfalls)
    for field, reason in dict.fromkeys(told):
        label = catalogue.labels[f"builder-warning-{reason}"][language]
        yield typeset(label.format(name=catalogue.fields[field].label[language]), language)
