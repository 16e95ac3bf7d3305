"""Prints the configuration for a server."""

from __future__ import annotations

import click

from macros.publishing.servers import nginx_configuration


@click.command()
@click.option("--root", required=True)
@click.option("--name", required=True)
@click.option("--listen", default="80", show_default=True)
def main(root: str, name: str, listen: str) -> None:
    """Prints the configuration for nginx."""
    click.echo(nginx_configuration(root, name, listen), nl=False)
