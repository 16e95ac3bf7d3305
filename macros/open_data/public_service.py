"""The partnership as a public service, in the words that catalogues of services exchange: CPSV-AP 3.2, as JSON-LD.

https://semiceu.github.io/CPSV-AP/releases/3.2.0/ says what each name means, and what a record must hold.
"""

from __future__ import annotations

from typing import Any

from macros.content.site import Site
from macros.model.language import Bilingual, Language
from macros.model.records import Document, Level

VOCABULARIES = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
_AUTHORITIES = "http://publications.europa.eu/resource/authority"
_BELGIUM = {"@id": f"{_AUTHORITIES}/atu/BEL", "@type": "http://data.europa.eu/88u/dataset/atu-type"}
_LANGUAGES = [{"@id": f"{_AUTHORITIES}/language/{code}", "@type": "dct:LinguisticSystem"} for code in ("FRA", "NLD")]


def public_service(site: Site, site_url: str) -> dict[str, Any]:
    """The record of the service; its authority is the ministry, which approves each charter."""
    catalogue = site.catalogue
    service, circular = catalogue.terms["plp"], catalogue.sources["circular-2019"]
    required = [each for each in catalogue.documents.values() if each.level is Level.MUST]
    return {
        "@context": VOCABULARIES,
        "@id": f"{site_url}#service",
        "@type": "cpsv:PublicService",
        "dct:identifier": "plp-bin",
        "dct:title": _texts(service.name),
        "dct:description": _texts(service.definition),
        "dct:language": _LANGUAGES,
        "dcat:keyword": _texts(service.abbreviation) if service.abbreviation else [],
        "cv:hasCompetentAuthority": {
            "@id": f"{site_url}#authority",
            "@type": "cv:PublicOrganisation",
            "skos:prefLabel": _texts(catalogue.terms["interior-ministry"].name),
            "dct:spatial": _BELGIUM,
        },
        "cv:hasCost": {
            "@type": "cv:Cost",
            "dct:identifier": "cost",
            "dct:description": _texts(catalogue.questions["who-pays"].answer[0]),
        },
        "cv:hasLegalResource": {
            "@id": str(circular.address),
            "@type": "eli:LegalResource",
            "dct:title": _texts(circular.title),
        },
        "cpsv:hasInput": [_evidence(document, site, site_url) for document in required],
        "foaf:page": _pages("index.md", site, site_url),
    }


def _evidence(document: Document, site: Site, site_url: str) -> dict[str, Any]:
    return {
        "@type": "cv:Evidence",
        "dct:identifier": document.id,
        "dct:title": _texts(document.title),
        "dct:description": _texts(document.purpose),
        "foaf:page": _pages(document.page, site, site_url),
    }


def _pages(path: str, site: Site, site_url: str) -> list[dict[str, str]]:
    addresses = [site_url + site.page(path, language).address for language in Language]
    return [{"@id": address, "@type": "foaf:Document"} for address in addresses]


def _texts(text: Bilingual) -> list[dict[str, str]]:
    return [{"@value": text[language], "@language": language.value} for language in Language]
