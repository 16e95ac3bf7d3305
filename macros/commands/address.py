"""Where a site stands and what is written, as commands take it: an address ends with a slash, as MkDocs has it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import click

from macros.commands.telling import WrongUseError
from macros.content.publisher import EXAMPLE_SITE
from macros.model.messages import Message, translated

_FOLDER = re.compile(
    r"https?://(?:(?:[\w-]+\.)*[\w-]+|\[[\da-f:.]+\])(?::\d{1,5})?"  # the host: a name, or numbers
    r"(?:/(?!\.\.?(?:/|$))[^\s/?#\\]+)*/?",
    re.IGNORECASE,
)
"""The address of a folder, without what a browser or a server would take for something else."""
_PAGE = re.compile(r"\.(?:html?|php|aspx?)/?$", re.IGNORECASE)


def _of_a_folder(_context: click.Context, parameter: click.Parameter, address: str) -> str:
    if address and (not _FOLDER.fullmatch(address) or _PAGE.search(address) or not _has_host_and_port(address)):
        raise WrongUseError(translated(Message("address-unfit", option=parameter.opts[0], written=address)))
    return f"{address.rstrip('/')}/" if address else ""


def _has_host_and_port(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets without numbers of a host, or a port that there is not
        return False


class OutputPath(click.Path):
    """A path to write to, which is not empty: this would be the folder in which the command was called."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """The path; fails with the remedy when there is none."""
        if value == "":
            self.fail(translated(Message("output-empty")), parameter, context)
        return super().convert(value, parameter, context)


site_url_option = click.option("--site-url", envvar="SITE_URL", default=EXAMPLE_SITE, callback=_of_a_folder)
"""The option of a command that writes links to the site."""
address_option = click.option("--address", default="", callback=_of_a_folder)
"""The option of a command that builds for an address, which is checked: it stands in pages, papers and codes."""
