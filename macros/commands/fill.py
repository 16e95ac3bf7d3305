"""Fills in the papers of one or more neighbourhoods, as the builder's page does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.content.site import ROOT
from macros.filling.answers import Answers, read_answers
from macros.filling.browser_data import paper_files
from macros.filling.exchange import Content
from macros.filling.filled_papers import filled_pack, warnings_about, write_pack
from macros.filling.questions import content_of
from macros.filling.scripts import Scripts
from macros.model.problems import GuideError, Problem
from macros.papers.pack import make_pack
from macros.rendering.processes import ProcessError

CACHE = ROOT / ".cache"


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The folder to write into.")
@click.option("--site-url", envvar="SITE_URL", default="https://plp-bin.example/", help="The address of the guide.")
def main(files: tuple[Path, ...], output: Path, site_url: str) -> None:
    """Fill in the papers of neighbourhoods.

    Each of FILES holds the answers of one, and gets a folder. Nothing is written when one of the files is wrong.
    HACKING.md says where such a file comes from.

    Example: python -m macros fill lindelaan.yml --output packs
    """
    try:
        fill_all(files, output, site_url)
    except (GuideError, ProcessError) as error:
        sys.exit(str(error))


def fill_all(files: Sequence[Path], output: Path, site_url: str) -> None:
    """Writes the papers of each file, and says of what the rules warn; raises `GuideError` when one cannot be used."""
    site = checked_site()
    asked = content_of(site.catalogue)
    warnings: dict[Path, list[str]] = {}
    with Scripts() as scripts:
        found = read_all(files, output, asked, scripts)
        pack = make_pack(site, site_url, CACHE / "papers")
        scripts.provide(paper_files(pack, site.catalogue, CACHE / "papers"))
        with click.progressbar(found.items(), label="Papers", file=sys.stderr) as shown:
            for folder, answers in shown:
                filled = filled_pack(answers, asked, scripts)
                write_pack(filled, folder)
                warnings[folder] = list(warnings_about(filled, site.catalogue))
    for folder, told in warnings.items():
        click.echo(folder)
        for warning in told:
            click.echo(f"  ! {warning}", err=True)


def read_all(files: Sequence[Path], output: Path, asked: Content, scripts: Scripts) -> dict[Path, Answers]:
    """The answers in each file, by the folder in which its papers go; raises `GuideError` with every fault in all."""
    found: dict[Path, Answers] = {}
    problems: list[Problem] = []
    for file in files:
        folder = output / file.stem
        if folder.exists() or folder in found:
            remedy = "move it, or write into another folder: papers may have been changed by hand"
            problems.append(Problem(str(file), 0, f"the folder {folder} is there already", remedy))
        try:
            found[folder] = read_answers(file.read_bytes(), str(file), asked, scripts)
        except GuideError as error:
            problems += error.problems
    if problems:
        raise GuideError(problems)
    return found
