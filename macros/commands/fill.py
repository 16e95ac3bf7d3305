"""Fills in the papers of one or more neighbourhoods, as the builder's page does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.commands.telling import progress
from macros.content.site import ROOT
from macros.filling.answers import Answers, read_answers
from macros.filling.browser_data import paper_files
from macros.filling.exchange import Content
from macros.filling.filled_papers import filled_pack, warnings_about, write_pack
from macros.filling.questions import NO_LONGER_ASKED, content_of
from macros.filling.scripts import Scripts
from macros.model.messages import Message, told
from macros.model.problems import GuideError, Problem
from macros.papers.pack import make_pack
from macros.publishing.output_place import told_of_place

CACHE = ROOT / ".cache"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
@click.option("--site-url", envvar="SITE_URL", default="https://plp-bin.example/")
def main(files: tuple[Path, ...], output: Path, site_url: str) -> None:
    """Fills in the papers of neighbourhoods: a folder for each file of answers, or none when one of them is wrong."""
    site = checked_site()
    asked = content_of(site.catalogue)
    warnings: dict[Path, list[str]] = {}
    with Scripts() as scripts:
        found = read_all(files, output, asked, scripts)
        with progress("setting-papers"):
            pack = make_pack(site, site_url, CACHE / "papers")
        scripts.provide(paper_files(pack, site.catalogue, CACHE / "papers"))
        label, hidden = told(Message("filling-papers")), not sys.stderr.isatty()
        with click.progressbar(found.items(), label=label, file=sys.stderr, hidden=hidden) as shown:
            for folder, answers in shown:
                filled = filled_pack(answers, asked, scripts)
                with told_of_place(folder):
                    write_pack(filled, folder)
                warnings[folder] = [*passed_over(answers), *warnings_about(filled, site.catalogue)]
    for folder, warned in warnings.items():
        click.echo(folder)
        for warning in warned:
            click.echo(f"  ! {warning}", err=True)


def passed_over(answers: Answers) -> list[str]:
    """What is said of answers that the papers asked for once."""
    given = answers.content.get("answers") or {}
    return [told(Message("answer-passed-over", name=name)) for name in NO_LONGER_ASKED if name in given]


def read_all(files: Sequence[Path], output: Path, asked: Content, scripts: Scripts) -> dict[Path, Answers]:
    """The answers in each file, by the folder in which its papers go; raises `GuideError` with every fault in all."""
    found: dict[Path, Answers] = {}
    problems: list[Problem] = []
    for file in files:
        folder = output / file.stem
        if folder.exists() or folder in found:
            fault = "folder-there" if folder.exists() else "folder-of-two"
            problems.append(Problem.of(fault, str(file), folder=folder))
        try:
            found[folder] = read_answers(file.read_bytes(), str(file), asked, scripts)
        except GuideError as error:
            problems += error.problems
    if problems:
        raise GuideError(problems)
    return found
