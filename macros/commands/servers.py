"""Prints the configuration for a server."""

from __future__ import annotations

import re

import click

from macros.commands.telling import WrongUseError
from macros.model.messages import Message, translated
from macros.publishing.servers import nginx_configuration

_FIT = {
    "root": re.compile(r"/[\w./ -]+"),
    "name": re.compile(r"[\w.-]+"),
    "listen": re.compile(r"[\w.:\[\]-]+(?: \w+)*"),
}
"""What each option may be, in characters that say nothing else to nginx.

It is told the port, or address and port, with what else it may know of it: `[::]:443 ssl`.
"""


@click.command()
@click.option("--root", required=True)
@click.option("--name", required=True)
@click.option("--listen", default="80", show_default=True)
def main(root: str, name: str, listen: str) -> None:
    """Prints the configuration for nginx."""
    for option, written in {"root": root, "name": name, "listen": listen}.items():
        if not _FIT[option].fullmatch(written):
            raise WrongUseError(translated(Message("server-option", option=option, written=written)))
    click.echo(nginx_configuration(root, name, listen), nl=False)
