"""Notes that the texts of the guide say the same in both languages."""

from __future__ import annotations

import sys

import click

from macros.checks.agreed_lock import LOCK, one_sided_problems, read_lock, renewed
from macros.checks.site import checked_site
from macros.checks.twin_texts import texts_in
from macros.content.site import ROOT
from macros.model.problems import GuideError


@click.command()
@click.argument("places", nargs=-1)
def main(places: tuple[str, ...]) -> None:
    """Note that both languages say the same.

    It writes agreed.lock. Texts that are new, or have changed in both languages, are taken as they are; the exit code
    is 1 when one changed in one language only. If the other needs no change, name it by one of PLACES:
    `data/terms.yml:12`, or a whole file.

    Example: python -m macros agree data/terms.yml:12
    """
    lock = ROOT / LOCK
    try:
        texts = texts_in(ROOT, checked_site().pages)
        text, found = renewed(texts, read_lock(lock.read_text("utf-8") if lock.exists() else ""), list(places))
        lock.write_text(text, "utf-8")
        click.echo(f"{LOCK}: {len(found.fresh)} texts or facts are new or changed, {len(found.gone)} are gone.")
        if found.one_sided:
            raise GuideError(one_sided_problems(found))
    except GuideError as error:
        sys.exit(str(error))
