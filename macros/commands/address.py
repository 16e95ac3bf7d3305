"""The address of the site, as commands take it: with a slash at its end, as MkDocs has it."""

from __future__ import annotations

import click

from macros.content.publisher import EXAMPLE_SITE


def _with_slash(_context: click.Context, _parameter: click.Parameter, address: str) -> str:
    return f"{address.rstrip('/')}/" if address else ""


site_url_option = click.option("--site-url", envvar="SITE_URL", default=EXAMPLE_SITE, callback=_with_slash)
"""The option of a command that writes links to the site."""
