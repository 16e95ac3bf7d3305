"""Writes the page of a municipality, its note on general pages, and the list of all municipalities."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from macros.content.communes import (
    COMMUNES_PAGE,
    LANGUAGE_AREAS,
    SUBJECT_PAGES,
    edition_of,
    former_names,
    local_page_path,
    localities_of,
    municipality_of,
    place_of,
    regime_of,
    subject_of,
)
from macros.content.municipalities import Municipality, municipalities, slug
from macros.model.language import Bilingual, Edition, Language
from macros.model.records import Commune, LocalPractice
from macros.pages.builder_form import PAGE as BUILDER_PAGE
from macros.pages.view import View

_GENERIC = re.compile(r"^(?:Province (?:d'|du |de )|Région de |Provincie )")
"""What the names of provinces and regions begin with, and what does not count in the order of the alphabet."""

ANSWER = "#found"
"""The place that answers for a municipality without a page of its own, and for all where no script runs."""
FIRST_STEPS = ("understand/members.md", "understand/what.md", "create/stage-1.md")
"""The page to which each of the first three steps leads; `found-step-1` and so on say what to do."""


@dataclass(frozen=True)
class ListedMunicipality:
    """A municipality as the list of all shows it, in the language of the page."""

    municipality: Municipality
    address: str
    local: bool
    """Whether the address is that of its own page; otherwise it is that of the answer for all, on the same page."""
    regime: str
    """The key of its language: `fr`, `nl`, `fr-nl`, or with facilities `nl-with-fr`."""
    zone: str
    """Its police zone, where the guide knows it."""
    other_name: str
    """Its name in the other language; empty where it is the same."""
    former: str
    """Names that a merger ended, with commas."""
    localities: str
    """The names of its parts, with commas: the list shows the one that it is found by."""
    found_by: str
    """Postal codes, and former names in the other language: what the list finds it by, beside what it shows."""

    @property
    def anchor(self) -> str:
        """The id of the group in which it stands."""
        return slug(self.municipality.area.fr)


def commune_html(commune: Commune, view: View) -> Markup:
    """All that a municipality's page says below its title."""
    catalogue, municipality = view.site.catalogue, municipality_of(commune)
    regime = regime_of(commune.nis_code, catalogue)
    return view.render(
        "commune.html",
        commune=commune,
        municipality=municipality,
        former=former_names(commune.nis_code, catalogue),
        regime=regime_text(municipality, view),
        regime_sources=regime.sources if regime else (LANGUAGE_AREAS,),
        edition=edition_text(municipality, view),
        german=_speaks_german(municipality, view),
        builder=builder_link(municipality, view),
        contested=lambda: view.render("contested.html", point=catalogue.contested["whatsapp"]),
        place_of=partial(place_of, language=view.language),
        subject_pages=SUBJECT_PAGES,
        communes_page=COMMUNES_PAGE,
    )


def local_practice_html(commune: Commune, practice: LocalPractice, view: View, head: str = "in-commune") -> Markup:
    """What one municipality does, on one subject, as a note on a general page; `head` is the label above it."""
    title = view.label(head, place=place_of(commune.name, view.language))
    page = local_page_path(commune)
    return view.render("local_practice.html", commune=commune, practice=practice, title=title, page=page)


def own_note(commune: Commune, view: View) -> Markup:
    """The practice of the municipality whose own edition this is, on the general page of its subject; else nothing."""
    subject = subject_of(view.page.path)
    practice = next((each for each in commune.practices if each.subject == subject), None)
    return local_practice_html(commune, practice, view) if practice else Markup("")


def regime_text(municipality: Municipality, view: View) -> str:
    """The language of a municipality's administration, and its facilities."""
    return view.label(f"regime-{_regime_key(municipality, view)}")


def _regime_key(municipality: Municipality, view: View) -> str:
    regime = regime_of(municipality.nis_code, view.site.catalogue)
    if regime is not None:
        return f"{regime.area}-with-{regime.facilities}"
    return edition_of(municipality, view.site.catalogue).value


def _speaks_german(municipality: Municipality, view: View) -> bool:
    """Whether German has a place there, in which there are no papers."""
    return "de" in _regime_key(municipality, view).split("-")


def edition_text(municipality: Municipality, view: View) -> str:
    """The language of its papers, as it stands inside a sentence: French writes languages without a capital."""
    return _in_sentence(view.label(f"regime-{edition_of(municipality, view.site.catalogue)}"), view)


def _proposed(municipality: Municipality, view: View) -> str:
    """The sentence that says in which languages its papers are."""
    if edition_of(municipality, view.site.catalogue) is Edition.BOTH:
        return view.label("found-language-both")
    proposed = view.label("found-language", edition=edition_text(municipality, view))
    return f"{proposed} {view.label('no-german')}" if _speaks_german(municipality, view) else proposed


def _in_sentence(languages: str, view: View) -> str:
    return languages.lower() if view.language is Language.FR else languages


def builder_link(municipality: Municipality, view: View) -> str:
    """The address of the builder that knows the municipality already."""
    return view.link(BUILDER_PAGE, f"commune-{municipality.nis_code}")


def municipalities_html(view: View) -> Markup:
    """All municipalities by province, and what their inhabitants can do; a script narrows the list, and answers."""
    areas: dict[Bilingual, list[ListedMunicipality]] = {}
    for each in _listed(view):
        areas.setdefault(each.municipality.area, []).append(each)
    by_name = sorted(areas.items(), key=lambda area: slug(_GENERIC.sub("", area[0][view.language])))
    for _, listed in by_name:
        listed.sort(key=lambda each: slug(each.municipality.name[view.language]))
    regimes = {
        _regime_key(each, view): (_in_sentence(regime_text(each, view), view), _proposed(each, view))
        for each in municipalities()
    }
    return view.render(
        "municipalities.html",
        areas=[(area, _usual_regime(listed), listed) for area, listed in by_name],
        count=len(municipalities()),
        regimes=dict(sorted(regimes.items())),
        regime_sources=(LANGUAGE_AREAS,),
        steps=FIRST_STEPS,
        builder_page=BUILDER_PAGE,
    )


def _usual_regime(listed: list[ListedMunicipality]) -> str:
    return Counter(each.regime for each in listed).most_common(1)[0][0]


def _listed(view: View) -> Iterator[ListedMunicipality]:
    catalogue = view.site.catalogue
    communes = catalogue.communes.values()
    local = {each.nis_code: local_page_path(each) for each in communes}
    zones = {each.nis_code: view.text(each.police_zone) for each in communes if each.police_zone}
    for each in municipalities():
        page, former = local.get(each.nis_code), former_names(each.nis_code, catalogue)
        other = each.name[view.language.other]
        yield ListedMunicipality(
            municipality=each,
            address=view.link(page) if page else ANSWER,
            local=page is not None,
            regime=_regime_key(each, view),
            zone=zones.get(each.nis_code, ""),
            other_name=other if other != each.name[view.language] else "",
            former=", ".join(view.text(name) for name in former),
            localities=", ".join(localities_of(each.nis_code, catalogue)),
            found_by=" ".join(
                [*each.postal_codes, *(name[view.language.other] for name in former if name.fr != name.nl)]
            ),
        )
