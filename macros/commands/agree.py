"""Notes that the texts of the guide say the same in both languages."""

from __future__ import annotations

from collections.abc import Iterable

import click

from macros.checks.agreed_lock import LOCK, lock_below
from macros.checks.lock_problems import agreed_texts, counts_of, refusals, renewed
from macros.checks.site import checked_site
from macros.checks.twin_texts import TwinText
from macros.commands.telling import WrongUseError, say
from macros.content.site import ROOT
from macros.model.language import Language
from macros.model.messages import Message, translated
from macros.model.problems import GuideError
from macros.rendering.cache import write_whole


@click.command()
@click.argument("places", nargs=-1)
def main(places: tuple[str, ...]) -> None:
    """Notes that both languages say the same; those named in `places` need no change."""
    texts = agreed_texts(ROOT, checked_site().pages)
    _refuse_unknown(places, texts)
    text, found = renewed(texts, lock_below(ROOT), places)
    write_whole(ROOT / LOCK, text.encode())
    if refused := refusals(found):
        raise GuideError(refused)
    say("agreed", lock=LOCK, counts=counts_of(found))


def _refuse_unknown(places: Iterable[str], texts: Iterable[TwinText]) -> None:
    """Raises `WrongUseError` for a place at which no text stands."""
    known = {place for twin in texts for language in Language for place in (twin[language].file, twin[language].place)}
    if unknown := [place for place in places if place not in known]:
        raise WrongUseError(translated(Message("place-without-text", places=unknown)))
