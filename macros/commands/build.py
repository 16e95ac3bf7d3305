"""Builds the guide so that it is never half there: `mkdocs build` alone writes into the folder itself."""

from __future__ import annotations

from pathlib import Path

import click

from macros.checks.agreed_lock import LOCK
from macros.checks.lock_problems import lock_problems
from macros.checks.site import checked_site
from macros.commands.address import OutputPath
from macros.commands.ending import cleaning_up_when_ended
from macros.commands.telling import NotPublishedError, progress, tell, unwritten_as
from macros.content.site import ROOT
from macros.generator.build import build_site
from macros.model.messages import Message, translated
from macros.publishing.atomic_folder import atomic_folder
from macros.publishing.compression import compress
from macros.publishing.previous_site import take_over


@click.command()
@click.option("-o", "--output", type=OutputPath(path_type=Path), default=Path("site"), show_default=True)
@click.option("--keep", is_flag=True)
@cleaning_up_when_ended()
def main(output: Path, keep: bool) -> None:
    """Builds the guide beside the folder, and puts it there when it is whole: what stands there stands until then."""
    with unwritten_as(NotPublishedError), progress("building"), atomic_folder(output, keep=keep) as unfinished:
        build_site(unfinished)
        compress(unfinished)
        take_over(output, unfinished)
    _tell_what_to_agree_to()


def _tell_what_to_agree_to() -> None:
    """Names the files that changed since somebody agreed to both languages: a build shows them all the same."""
    if (ROOT / LOCK).exists() and (changed := lock_problems(ROOT, checked_site().pages)):
        files = sorted({problem.file for problem in changed})
        tell(translated(Message("agree-before-commit", files=files)), colour="yellow")
