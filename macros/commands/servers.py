"""Prints the configuration for a server."""

from __future__ import annotations

import click

from macros.publishing.servers import nginx_configuration


@click.command()
@click.option("--root", required=True, help="The folder of the built site on the server, such as /srv/guide/site")
@click.option("--name", required=True, help="The name of the host, such as guide.example")
@click.option("--listen", default="80", show_default=True, help="The port, or address and port.")
def main(root: str, name: str, listen: str) -> None:
    """Print the configuration for nginx.

    Example: python -m macros servers --root /srv/guide/site --name guide.example > guide.conf
    """
    click.echo(nginx_configuration(root, name, listen), nl=False)
