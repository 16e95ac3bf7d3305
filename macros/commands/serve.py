"""Serves the guide on this machine to someone who writes it."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress

import click

from macros.commands.ending import cleaning_up_when_ended
from macros.commands.telling import WrongUseError, progress
from macros.generator.serve import HOST, serve_site
from macros.model.messages import Message, translated


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def main(port: int) -> None:
    """Builds the guide and serves it until it is interrupted; an edited page shows at once."""
    if (free := _free_port(port)) != port:
        raise WrongUseError(translated(Message("port-taken", port=port, free=free)))
    with suppress(KeyboardInterrupt), cleaning_up_when_ended(), ExitStack() as building:
        building.enter_context(progress("building"))
        serve_site(port, built=building.close)


def _free_port(wanted: int) -> int:
    """The port wanted, or the next one at which one may serve; after the last come those from 8000."""
    ports: list[int] = [*range(wanted, 65536), *range(8000, wanted)]
    for port in ports:
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one that was left a moment ago is free
            try:
                tried.bind((HOST, port))
            except OSError:
                continue
        return port
    return wanted
