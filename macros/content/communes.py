"""What follows from the file of a municipality: its page, its place on general pages, answers known beforehand."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from macros.content.catalogue import Catalogue
from macros.content.municipalities import Municipality, municipalities, municipalities_by_code, slug
from macros.content.page_files import FrontMatter, Page
from macros.content.site import Site
from macros.model.language import Bilingual, Edition, Language
from macros.model.problems import GuideError, UnknownRecordError
from macros.model.records import Commune, LanguageRegime, Subject
from macros.model.typography import typeset

COMMUNES_PAGE = "communes/index.md"
"""The page of all municipalities."""

SUBJECT_PAGES: Mapping[Subject, str] = {
    Subject.PARTNERSHIPS: "understand/what.md",
    Subject.START: "create/initiative.md",
    Subject.COST: "understand/cost.md",
    Subject.MESSAGES: "understand/messages.md",
    Subject.OFFICER: "roles/police.md",
    Subject.MEMBERS: "understand/members.md",
}
"""The general page of each subject, on which the practice of the reader's municipality shows."""

OWN_COMMUNE = "GUIDE_COMMUNE"
"""The variable of the environment that names the municipality whose own edition is built."""

NOTES_FOLDER = "assets/communes"
"""Where the notes for general pages stand below the root of the site."""

LANGUAGE_AREAS = "language-facilities"
"""The source on the four language areas; a regime of its own names its own sources."""

_FOLDERS = {Language.FR: "communes", Language.NL: "gemeenten"}


def local_page_path(commune: Commune) -> str:
    """The path of a municipality's page, as if it stood in `docs/fr` and `docs/nl`."""
    return f"communes/{commune.id}.md"


def subject_of(path: str) -> Subject | None:
    """The subject of which the page at this path says what holds everywhere."""
    return next((subject for subject, page in SUBJECT_PAGES.items() if page == path), None)


def is_local(path: str) -> bool:
    """Whether the page at this path is that of one municipality."""
    return path.startswith("communes/") and path != COMMUNES_PAGE


def find_commune(commune_id: str, catalogue: Catalogue) -> Commune:
    """The municipality with this id; raises `GuideError` with the nearest ids when there is none."""
    try:
        return catalogue.communes[commune_id]
    except UnknownRecordError as error:
        raise GuideError([error.at("data/communes", record=commune_id)]) from None


def own_file_of(written: str, catalogue: Catalogue) -> tuple[Municipality, str] | None:
    """The municipality with this NIS code or name, in either language, and the id that its file has or would have.

    None if there is no such municipality.
    """
    for municipality in municipalities():
        names = {language: slug(municipality.name[language]) for language in Language}
        if municipality.nis_code == written or slug(written) in names.values():
            filed = (each.id for each in catalogue.communes.values() if each.nis_code == municipality.nis_code)
            return municipality, next(filed, names[edition_of(municipality, catalogue).languages[0]])
    return None


def own_commune(catalogue: Catalogue) -> Commune | None:
    """The municipality whose own edition is built; None in the guide for all."""
    name = os.environ.get(OWN_COMMUNE)
    return find_commune(name, catalogue) if name else None


def commune_at(path: str, catalogue: Catalogue) -> Commune | None:
    """The municipality whose page stands at this path."""
    return next((each for each in catalogue.communes.values() if local_page_path(each) == path), None)


def local_pages(catalogue: Catalogue) -> Iterator[Page]:
    """The page of each municipality that has a file, in both languages."""
    for commune in catalogue.communes.values():
        for language in Language:
            title = catalogue.labels["local-title"][language].format(place=place_of(commune.name, language))
            description = catalogue.labels["local-description"][language].format(place=place_of(commune.name, language))
            front_matter = FrontMatter(
                title=commune.name[language],
                slug=f"{_FOLDERS[language]}/{slug(commune.name[language])}",
                description=description,
                checked_on=commune.checked_on,
                search_words=tuple(_search_words(commune, language, catalogue)),
            )
            body = f'# {title}\n\n{{{{ commune("{commune.id}") }}}}\n'
            yield Page(local_page_path(commune), language, front_matter, body, 1)


def _search_words(commune: Commune, language: Language, catalogue: Catalogue) -> Iterator[str]:
    """What readers type for a municipality: its name in the other language, its codes, former names."""
    municipality = municipality_of(commune)
    names = [municipality.name, *former_names(commune.nis_code, catalogue)]
    words = [slug(name[each]).replace("-", " ") for name in names for each in Language]
    given = commune.search_words[language] if commune.search_words else ()
    yield from dict.fromkeys((*words, *municipality.postal_codes, *given))


def local_notes(site: Site) -> Iterator[tuple[str, str]]:
    """The name and text of the file from which general pages take the practice of the reader's municipality.

    There is one for each municipality and language: its name, its page's address, a text for each subject.
    """
    for commune in site.catalogue.communes.values():
        for language in Language:
            title = site.catalogue.labels["in-commune"][language].format(place=place_of(commune.name, language))
            content = {
                "title": typeset(title, language),
                "more": typeset(site.catalogue.labels["local-more"][language], language),
                "page": f"{site.page(local_page_path(commune), language).address}",
                "notes": {each.subject: typeset(each.text[language], language) for each in commune.practices},
            }
            yield f"{language}/{commune.nis_code}.json", json.dumps(content, ensure_ascii=False)


def place_of(name: Bilingual, language: Language) -> str:
    """Where something is, for the middle of a sentence; French merges the article of a name with its "à".

    >>> place_of(Bilingual(fr="Le Roeulx", nl="Le Roeulx"), Language.FR)
    'au Roeulx'
    """
    if language is Language.NL:
        return f"in {name.nl}"
    for article, merged in (("Le ", "au "), ("Les ", "aux ")):
        if name.fr.startswith(article):
            return merged + name.fr.removeprefix(article)
    return f"à {name.fr}"


def regime_of(nis_code: str, catalogue: Catalogue) -> LanguageRegime | None:
    """The language regime of a municipality where it is not simply that of its region."""
    return next((each for each in catalogue.language_regimes.values() if nis_code in each.nis_codes), None)


def edition_of(municipality: Municipality, catalogue: Catalogue) -> Edition:
    """The edition of the papers for a municipality: its language, both in Brussels.

    Municipalities of the German language area have facilities in French, and get the French edition.
    """
    regime = regime_of(municipality.nis_code, catalogue)
    if regime is not None:
        return Edition.NL if regime.area == "nl" else Edition.FR
    if municipality.province is None:
        return Edition.BOTH
    return Edition.NL if municipality.region.nl.startswith("Vlaams") else Edition.FR


def former_names(nis_code: str, catalogue: Catalogue) -> list[Bilingual]:
    """The names of municipalities that are part of this one since a merger."""
    return [name for each in catalogue.mergers.values() if each.nis_code == nis_code for name in each.former]


def localities_of(nis_code: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The names by which people call parts of this municipality; of large ones, and of those that share such a name."""
    return tuple(name for each in catalogue.localities.values() if each.nis_code == nis_code for name in each.names)


def known_answers(commune: Commune) -> dict[str, Any]:
    """What the file of a municipality answers of what the builder asks, by the id of the question."""
    answers: dict[str, Any] = {}
    if commune.police_zone:
        answers["police-zone"] = commune.police_zone.model_dump()
    if contact := commune.contact:
        answers["municipality-contact"] = contact.service.model_dump()
        answers |= {"municipality-phone": contact.phone} if contact.phone else {}
        answers |= {"municipality-email": contact.email} if contact.email else {}
        answers |= {"municipality-address": contact.address.model_dump()} if contact.address else {}
    return answers


def municipality_of(commune: Commune) -> Municipality:
    """The municipality of a file; its code has been checked."""
    return municipalities_by_code()[commune.nis_code]
