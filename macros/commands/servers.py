"""Prints the configuration for a server: `python -m macros.commands.servers`."""

from __future__ import annotations

import click

from macros.publishing.servers import nginx_configuration


@click.command()
@click.option("--root", required=True, help="the folder of the built site on the server, such as /srv/guide/site")
@click.option("--name", required=True, help="the name of the host, such as guide.example")
@click.option("--listen", default="80", show_default=True, help="the port, or address and port")
def main(root: str, name: str, listen: str) -> None:
    """Prints the configuration for nginx."""
    print(nginx_configuration(root, name, listen), end="")


if __name__ == "__main__":
    main()
