"""Removes what the guide has made in its own folder, and nothing else."""

from __future__ import annotations

import shutil

import click

from macros.commands.telling import say
from macros.content.site import ROOT
from macros.publishing.atomic_folder import remove_leftovers
from macros.publishing.output_place import remove_made


@click.command()
def main() -> None:
    """Removes what is kept between builds, what a killed build has left, and the built site."""
    shutil.rmtree(ROOT / ".cache", ignore_errors=True)
    place = ROOT / "site"
    remove_leftovers(place)
    if added := remove_made(place):
        say("folder-left", folder=place, names=added)
