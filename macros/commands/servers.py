"""Prints the configuration for a server."""

from __future__ import annotations

import re

import click

from macros.commands.telling import WrongUseError
from macros.model.messages import Message, translated
from macros.publishing.servers import nginx_configuration

_FOLDER = re.compile(r"/[\w./-]+")
"""A folder on the server, in characters that say nothing else to nginx."""
_HOST = re.compile(r"[\w.-]+")
_LISTEN = re.compile(r"[\w.:\[\]-]+(?: \w+)*")
"""A port, or address and port, with what else nginx may be told of it: `[::]:443 ssl`."""


@click.command()
@click.option("--root", required=True)
@click.option("--name", required=True)
@click.option("--listen", default="80", show_default=True)
def main(root: str, name: str, listen: str) -> None:
    """Prints the configuration for nginx."""
    if not _FOLDER.fullmatch(root) or not _HOST.fullmatch(name) or not _LISTEN.fullmatch(listen):
        raise WrongUseError(translated(Message("server-unnamed")))
    click.echo(nginx_configuration(root, name, listen), nl=False)
