"""A municipality's own edition of the guide: its name, contact and local notes on every page."""

from __future__ import annotations

import os
from pathlib import Path

import click

from macros.checks.site import checked_site
from macros.commands.address import OutputPath, address_option
from macros.commands.ending import cleaning_up_when_ended
from macros.commands.telling import NotPublishedError, WrongUseError, progress, say, tell, unwritten_as, wrong_name
from macros.content.catalogue import Catalogue
from macros.content.communes import OWN_COMMUNE, own_file_of
from macros.content.publisher import OWN_PUBLISHER, publisher_of, read_publisher
from macros.generator.build import build_site
from macros.model.language import Language
from macros.model.messages import Message, translated
from macros.model.problems import UnknownRecordError
from macros.publishing.atomic_folder import atomic_folder
from macros.publishing.local_site import make_local


@click.command()
@click.argument("commune_id", metavar="COMMUNE")
@click.option("-o", "--output", type=OutputPath(path_type=Path), required=True)
@address_option
@click.option("--publisher", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--keep", is_flag=True)
@cleaning_up_when_ended()
def main(commune_id: str, output: Path, address: str, publisher: Path | None, keep: bool) -> None:
    """Builds the guide of one municipality, for any web space, or to be opened without a server or a network."""
    catalogue = checked_site().catalogue
    _refuse_unknown(commune_id, catalogue)
    os.environ.pop("SITE_URL", None)  # that of the guide for all
    os.environ |= {OWN_COMMUNE: commune_id} | ({"SITE_URL": address} if address else {})
    if publisher:
        os.environ[OWN_PUBLISHER] = read_publisher(publisher).model_dump_json()
    published_by = publisher_of(catalogue)
    if published_by and published_by.log is None:
        tell(translated(Message("edition-without-log")), "yellow")
    with unwritten_as(NotPublishedError), progress("building"), atomic_folder(output, keep=keep) as site:
        build_site(site)
        make_local(site, address)
    say("edition-built", folder=output, page=output / "index.html")


def _refuse_unknown(commune_id: str, catalogue: Catalogue) -> None:
    """Stops where the municipality has no file of this name, and says which one it has, or which to make."""
    try:
        catalogue.communes[commune_id]
    except UnknownRecordError as error:
        found = own_file_of(commune_id, catalogue)
        if found is None:
            raise wrong_name(error) from None
        municipality, own_id = found
        sentence = "commune-named-otherwise" if own_id in catalogue.communes else "commune-without-file"
        names = " / ".join(dict.fromkeys(municipality.name[language] for language in Language))
        said = Message(sentence, name=names, code=municipality.nis_code, id=own_id)
        raise WrongUseError(translated(said)) from None
