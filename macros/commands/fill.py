"""Fills in the papers of one or more neighbourhoods, as the builder's page does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.content.site import ROOT
from macros.filling.answers import Answers, read_answers
from macros.filling.browser_data import paper_files
from macros.filling.exchange import Content, FilledPack
from macros.filling.filled_papers import warnings_about, write_pack
from macros.filling.questions import content_of
from macros.filling.scripts import ScriptError, Scripts
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


@dataclass(frozen=True)
class Neighbourhood:
    """A file of answers, what it holds, and the folder in which its papers go."""

    file: Path
    folder: Path
    answers: Answers


def fill_all(files: Sequence[Path], output: Path, site_url: str) -> None:
    """Writes the papers of each file, and says of what the rules warn; raises `GuideError` when one cannot be used."""
    site = checked_site()
    catalogue, asked = site.catalogue, content_of(site.catalogue)
    warnings: dict[Path, list[str]] = {}
    with Scripts() as scripts:
        neighbourhoods = read_all(files, output, asked, scripts)
        scripts.provide(paper_files(make_pack(site, site_url, CACHE / "papers"), catalogue, CACHE / "papers"))
        with click.progressbar(neighbourhoods, label="Papers", file=sys.stderr) as shown:
            for each in shown:
                pack = filled_pack(each, asked, scripts)
                write_pack(pack, each.folder)
                warnings[each.folder] = list(warnings_about(pack, catalogue))
    for folder, told in warnings.items():
        click.echo(folder)
        for warning in told:
            click.echo(f"  ! {warning}", err=True)


def read_all(files: Sequence[Path], output: Path, asked: Content, scripts: Scripts) -> list[Neighbourhood]:
    """What each file holds; raises `GuideError` with every fault in all."""
    found: dict[Path, Neighbourhood] = {}
    problems: list[Problem] = []
    for file in files:
        folder = output / file.stem
        if folder.exists() or folder in found:
            remedy = "move it, or write into another folder: papers may have been changed by hand"
            problems.append(Problem(str(file), 0, f"the folder {folder} is there already", remedy))
        try:
            found[folder] = Neighbourhood(file, folder, read_answers(file.read_bytes(), str(file), asked, scripts))
        except GuideError as error:
            problems += error.problems
    if problems:
        raise GuideError(problems)
    return list(found.values())


def filled_pack(neighbourhood: Neighbourhood, asked: Content, scripts: Scripts) -> FilledPack:
    """Its papers; raises `GuideError` when the scripts fail."""
    try:
        return scripts.fill(neighbourhood.answers, asked)
    except ScriptError as error:
        message = f"its papers could not be made: {error}"
        remedy = "this is a fault of the guide: send the message and the file to who keeps it"
        raise GuideError([Problem(str(neighbourhood.file), 0, message, remedy)]) from error
