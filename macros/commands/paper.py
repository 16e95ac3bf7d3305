"""Makes one paper, for someone who works on its words or its looks."""

from __future__ import annotations

from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.commands.address import OutputPath, site_url_option
from macros.commands.telling import WrongUseError, progress, wrong_name
from macros.content.site import ROOT
from macros.model.language import Edition
from macros.model.messages import Message, translated
from macros.model.problems import UnknownRecordError
from macros.papers.example import example_ids
from macros.papers.pack import make_paper, paper_ids
from macros.publishing.output_place import write_among


@click.command()
@click.argument("name")
@click.option("--edition", type=click.Choice([each.value for each in Edition]), default="fr", show_default=True)
@click.option("-o", "--output", type=OutputPath(path_type=Path), default=Path("papers"), show_default=True)
@site_url_option
def main(name: str, edition: str, output: Path, site_url: str) -> None:
    """Makes the files of one paper: `name` is that of its file in data/documents, checklist- or example- and an id."""
    site = checked_site()
    if name not in (known := paper_ids(site)):
        raise wrong_name(UnknownRecordError("paper", name, known))
    if name in example_ids(site) and Edition(edition) is Edition.BOTH:
        raise WrongUseError(translated(Message("example-in-one-language", name=name)))
    with progress("setting-papers"):
        packed = make_paper(site, site_url, ROOT / ".cache" / "made", name, Edition(edition))
    files = {file.name: file.content for file in packed.files.values()}
    write_among(output, files)
    click.echo("\n".join(str(output / name) for name in files))
