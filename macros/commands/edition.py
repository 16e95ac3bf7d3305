"""A municipality's own edition of the guide: its name, contact and local notes on every page."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.commands.build import clean_up_when_ended
from macros.content.communes import OWN_COMMUNE, find_commune
from macros.generator.build import BuildError, build_site
from macros.model.problems import GuideError
from macros.publishing.atomic_folder import atomic_folder
from macros.publishing.file_scripts import LOADER
from macros.publishing.local_site import make_local


@click.command()
@click.argument("commune_id", metavar="COMMUNE")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder to write.")
@click.option("--address", default="", help="The address at which it will stand, such as https://plp.example.be/")
def main(commune_id: str, output: Path, address: str) -> None:
    """Build the guide of one municipality.

    COMMUNE is the id of its file in data/communes. The folder can be put on a web space, at any address, or opened
    without a server or a network.

    Example: python -m macros edition berchem-sainte-agathe --output edition
    """
    try:
        find_commune(commune_id, checked_site().catalogue)
    except GuideError as error:
        sys.exit(str(error))
    if output.exists() and any(output.iterdir()) and not (output / LOADER).exists():
        sys.exit(f"{output} holds something else than an edition: choose another folder, or empty it")
    os.environ |= {OWN_COMMUNE: commune_id} | ({"SITE_URL": address} if address else {})
    clean_up_when_ended()
    try:
        with atomic_folder(output) as site:
            build_site(site)
            make_local(site, has_address=bool(address))
    except BuildError as error:
        sys.exit(f"{error}\nthe edition cannot be built, and nothing was changed: see above")
    click.echo(f"The edition stands in {output}: open {output / 'index.html'}, or put the folder on a web space.")
