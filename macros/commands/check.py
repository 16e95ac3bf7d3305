"""Says what is wrong with data and pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from macros.checks.lock_problems import lock_problems, lost_problems
from macros.checks.site import checked_site
from macros.checks.verdicts import unless_sound
from macros.commands.telling import progress, say
from macros.content.site import ROOT
from macros.model.problems import GuideError, Problem, UnreadableError
from macros.publishing.assets import script_problems
from macros.rendering.typst import template_problems


def code_problems(root: Path) -> list[Problem]:
    """Scripts and templates of Typst that cannot be read, of which only a build would say so.

    What reads them begins threads, so other commands leave it: no process is split off from one that has any.
    """
    scripts = {script: script for script in _texts(root, "docs/assets/**/*.js")}
    templates = tuple(_texts(root, "macros/*/templates/*.typ"))  # together: one is read with those it imports
    return [
        *unless_sound(root / ".cache" / "scripts", "macros.publishing.assets", scripts, script_problems),
        *unless_sound(
            root / ".cache" / "typst",
            "macros.rendering.typst",
            {templates: templates},
            lambda changed: template_problems(root / "macros") if changed else (),
        ),
    ]


def _texts(root: Path, pattern: str) -> Iterator[tuple[str, str]]:
    """The files of a kind, by name."""
    for file in sorted(root.glob(pattern)):
        yield file.relative_to(root).as_posix(), file.read_text("utf-8", "replace")


@click.command()
def main() -> None:
    """Says what is wrong with data and pages, all at once."""
    try:
        with progress("checking"):
            site = checked_site()
            problems = lock_problems(ROOT, site.pages)
    except UnreadableError:
        raise
    except GuideError as error:
        named = {problem.file for problem in error.problems}
        raise GuideError([*error.problems, *lost_problems(ROOT, named), *code_problems(ROOT)]) from None
    if problems := [*problems, *code_problems(ROOT)]:
        raise GuideError(problems)
    say("guide-sound", pages=len(site.pages), paths=len(site.paths))
    say("communes-with-page", communes=sorted(site.catalogue.communes))
