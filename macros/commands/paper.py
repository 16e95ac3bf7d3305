"""Makes one paper, for someone who works on its words or its looks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.content.site import ROOT
from macros.model.language import Edition
from macros.model.problems import GuideError
from macros.papers.pack import make_paper, paper_ids
from macros.rendering.cache import write_whole


@click.command()
@click.argument("name")
@click.option("--edition", type=click.Choice([each.value for each in Edition]), default="fr", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("papers"), show_default=True)
@click.option("--site-url", envvar="SITE_URL", default="https://plp-bin.example/", help="The address of the guide.")
def main(name: str, edition: str, output: Path, site_url: str) -> None:
    """Make the files of one paper: NAME is that of its file in data/documents, or checklist- and the id of a checklist.

    Example: python -m macros paper charter --edition nl --output papers
    """
    try:
        site = checked_site()
        if name not in (known := paper_ids(site)):
            sys.exit(f"there is no paper {name!r}: choose one of {', '.join(known)}")
        packed = make_paper(site, site_url, ROOT / ".cache" / "papers", name, Edition(edition))
    except GuideError as error:
        sys.exit(str(error))
    output.mkdir(parents=True, exist_ok=True)
    for file in packed.files.values():
        write_whole(output / file.name, file.content)
        click.echo(output / file.name)
