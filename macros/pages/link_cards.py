"""What others show of a page: the card beside a link that is shared, and the facts that search engines read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from macros.cards.link_card import LinkCard, share_pictures
from macros.content.catalogue import Catalogue
from macros.content.communes import COMMUNES_PAGE, is_local
from macros.content.publisher import publisher_of
from macros.model.language import Language
from macros.model.records import Stage
from macros.model.typography import typeset
from macros.pages.stages import StageNavigation
from macros.pages.view import View
from macros.rendering.cache import cache_key, cached

MADE_BY = ("macros.cards.link_card",)
"""The modules that make what is kept here."""
CARDS_FOLDER = "assets/share"
"""Where the pictures of the cards stand below the root of the site."""


def page_card(view: View, title: str, section: str) -> LinkCard:
    """The card of a page with this title, which stands in this section of the navigation, if any."""
    guide = view.site.catalogue.guide
    shown = view.site.page(COMMUNES_PAGE, view.language) if is_local(view.page.path) else view.page
    picture = f"{shown.address.strip('/').replace('/', '-')}.png"
    if stage := StageNavigation(view).stage_at(view.page.path):
        return LinkCard(title, view.place_of_all(stage), stage.number or 5, picture)
    return LinkCard(title, section or view.text(guide.subtitle), 0, picture)


def subject(catalogue: Catalogue, language: Language) -> str:
    """What the guide is about, in full, as its readers look for it: `Buurtinformatienetwerk (BIN)`."""
    term = catalogue.terms["plp"]
    short = f" ({term.abbreviation[language]})" if term.abbreviation else ""
    name = typeset(f"{term.name[language]}{short}", language)
    return name[0].upper() + name[1:]


def door_card(catalogue: Catalogue) -> LinkCard:
    """The card of the door, which speaks both languages."""
    title = " / ".join(subject(catalogue, each) for each in Language)
    above = " / ".join(catalogue.guide.subtitle[each] for each in Language)
    return LinkCard(title, above, 0, "door.png")


def link_card_pictures(
    cards: Sequence[LinkCard], name: str, language: Language, store: Path
) -> Iterator[tuple[str, bytes]]:
    """The name and content of each card's picture, with those that have not changed taken from the folder `store`.

    `name` is the guide's, as the pictures show it.
    """
    files = {card: store / f"{cache_key((card, name, language), *MADE_BY)}.png" for card in cards}
    stale = [card for card in cards if not files[card].exists()]
    drawn = share_pictures(stale, name, language, store.parent / "fonts") if stale else []
    made = dict(zip(stale, drawn, strict=True))
    for card, file in files.items():
        yield card.picture, cached(file, partial(made.__getitem__, card))


def structured_data(view: View, title: str, trail: Sequence[tuple[str, str]]) -> Markup:
    """The facts of a page in the vocabulary of schema.org, as JSON-LD for a `script` element.

    `trail` leads from the home page to this one: title and absolute address of each.
    """
    page = {"inLanguage": view.language, "url": f"{view.site_url}{view.page.address}"}
    found: list[Mapping[str, Any]] = []
    if view.page.path == "index.md":
        name = view.text(view.site.catalogue.guide.name)
        found.append({"@type": "WebSite", "name": name, "description": _description(view), **page, **_publisher(view)})
    else:
        found.append({"@type": "BreadcrumbList", "itemListElement": [_place(*each) for each in enumerate(trail, 1)]})
    if view.page.path == "create/index.md":
        steps = [_how_to_step(view, stage) for stage in StageNavigation(view).stages if stage.number]
        found.append({"@type": "HowTo", "name": title, "description": _description(view), "step": steps, **page})
    graph = {"@context": "https://schema.org", **({"@graph": found} if len(found) > 1 else found[0])}
    return Markup(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def _publisher(view: View) -> dict[str, Any]:
    publisher = publisher_of(view.site.catalogue)
    if publisher is None:
        return {}
    said = {"name": view.text(publisher.name), "address": view.text(publisher.address), "email": publisher.email}
    site = {"url": str(publisher.site)} if publisher.site else {}
    return {"publisher": {"@type": "Organization", **said, **site}}


def _description(view: View) -> str:
    return typeset(view.page.front_matter.description, view.language)


def _place(number: int, place: tuple[str, str]) -> dict[str, Any]:
    return {"@type": "ListItem", "position": number, "name": place[0], "item": place[1]}


def _how_to_step(view: View, stage: Stage) -> dict[str, Any]:
    url = f"{view.site_url}{view.site.page(stage.page, view.language).address}"
    name, text = view.text(stage.title), view.text(stage.summary)
    return {"@type": "HowToStep", "position": stage.number, "name": name, "text": text, "url": url}
