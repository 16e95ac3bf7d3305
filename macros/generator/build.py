"""Builds the site in this process, as `mkdocs build` does."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from macros.content.site import ROOT


class BuildError(Exception):
    """The site could not be built; what is wrong has been printed."""


def build_site(target: Path) -> None:
    """Builds the site into the folder `target`; `SITE_URL` in the environment is the address at which it will stand.

    What MkDocs and its plugins warn of is printed, and ends the build as an error does. Raises `BuildError`. Processes
    that were at work beside this one have ended when this returns or raises, also after an interruption.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # a notice of Material on successors, which is no fault of ours
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, ConfigurationError

    _print_warnings()
    try:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(target.absolute()))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, ConfigurationError) as error:
        raise BuildError(str(error)) from error


def _print_warnings() -> None:
    """Prints what is at least a warning. The logger passes on all, so that MkDocs counts warnings in strict mode.

    `mkdocs build --quiet` does not: its logger drops them before they are counted.
    """
    log = logging.getLogger("mkdocs")
    if not log.handlers:
        handler = logging.StreamHandler()
        handler.setLevel(logging.WARNING)
        log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
