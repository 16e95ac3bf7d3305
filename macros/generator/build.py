"""Builds the site in this process, as `mkdocs build` does."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from macros.content.site import ROOT


class BuildError(Exception):
    """The site could not be built; what is wrong has been logged, or is the message."""


def build_site(target: Path) -> None:
    """Builds the site into the folder `target`; `SITE_URL` in the environment is the address at which it will stand.

    What MkDocs and its plugins warn of is logged, and ends the build as an error does. Raises `BuildError`. Processes
    that were at work beside this one have ended when this returns or raises, also after an interruption.
    """
    with raised_as_build_error():
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(target.absolute()))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()


@contextmanager
def raised_as_build_error() -> Iterator[None]:
    """Raises `BuildError` when MkDocs gives up; it has logged why, unless its settings are wrong."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # a notice of Material on successors, which is no fault of ours
    from mkdocs.exceptions import Abort, ConfigurationError

    try:
        yield
    except Abort as error:
        raise BuildError from error
    except ConfigurationError as error:
        raise BuildError(str(error)) from error
