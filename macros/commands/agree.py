"""Notes that the texts of the guide say the same in both languages."""

from __future__ import annotations

from collections.abc import Iterable

import click

from macros.checks.agreed_lock import LOCK, changes, one_sided_problems, read_lock, renewed
from macros.checks.site import checked_site
from macros.checks.twin_texts import TwinText, texts_in
from macros.commands.telling import WrongUseError, say
from macros.content.site import ROOT
from macros.model.language import Language
from macros.model.messages import Message, told
from macros.model.problems import GuideError


@click.command()
@click.argument("places", nargs=-1)
def main(places: tuple[str, ...]) -> None:
    """Notes that both languages say the same; those named in `places` need no change."""
    lock = ROOT / LOCK
    texts = texts_in(ROOT, checked_site().pages)
    _refuse_unknown(places, texts)
    text, found = renewed(texts, read_lock(lock.read_text("utf-8") if lock.exists() else ""), list(places))
    lock.write_text(text, "utf-8")
    if found.one_sided:
        raise GuideError(one_sided_problems(found))
    say("agreed", lock=LOCK, counts=changes(len(found.fresh), len(found.gone)))


def _refuse_unknown(places: Iterable[str], texts: Iterable[TwinText]) -> None:
    """Raises `WrongUseError` for a place at which no text stands."""
    known = {place for twin in texts for language in Language for place in (twin[language].file, twin[language].place)}
    if unknown := [place for place in places if place not in known]:
        raise WrongUseError(told(Message("place-without-text", places=unknown)))
