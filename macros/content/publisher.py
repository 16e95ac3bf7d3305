"""Who publishes the guide, or one municipality's own edition of it; and whether an address is one of the web."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ValidationError

from macros.content.catalogue import Catalogue, unfilled
from macros.content.communes import own_commune
from macros.content.explanations import explanations
from macros.content.yaml_reader import read_yaml
from macros.model.language import Bilingual, Language
from macros.model.problems import GuideError, Problem
from macros.model.records import Commune, Publisher

OWN_PUBLISHER = "GUIDE_PUBLISHER"
"""The variable of the environment with the publisher of an own edition, as JSON, where the command is told who."""

EXAMPLE_SITE = "https://plp-bin.example/"
"""The address of the site while it has none, also in examples of code; `mkdocs.yml` has it too."""

_RESERVED = ("example", "example.com", "example.net", "example.org", "invalid", "localhost", "test")
"""Names of hosts that nobody has (RFC 2606, RFC 6761)."""


def publisher_of(catalogue: Catalogue) -> Publisher | None:
    """Who publishes what is built: of an own edition the municipality; None while nobody does."""
    own = own_commune(catalogue)
    if own is None:
        return catalogue.guide.publisher
    if given := os.environ.get(OWN_PUBLISHER):
        return Publisher.model_validate_json(given)
    return _municipality_as_publisher(own, catalogue)


def own_publisher(catalogue: Catalogue) -> Publisher | None:
    """Who publishes the own edition that is built; None while nobody does, and in the guide for all."""
    return publisher_of(catalogue) if own_commune(catalogue) else None


def _municipality_as_publisher(commune: Commune, catalogue: Catalogue) -> Publisher | None:
    """A municipality, reached at the service of its file, if this has both addresses."""
    contact, label = commune.contact, catalogue.labels["publisher-commune"]
    if contact is None or contact.email is None or contact.address is None:
        return None
    name = Bilingual(**{language: label[language].format(name=commune.name[language]) for language in Language})
    return Publisher(name=name, address=contact.address, email=contact.email)


def read_publisher(path: Path) -> Publisher:
    """The publisher that a file of its own names, with the keys of `publisher` in `data/guide.yml`.

    Raises `GuideError` with all that is wrong in the file.
    """
    file, problems = read_yaml(path, str(path))
    if file is None or problems:
        raise GuideError(problems)
    if isinstance(file.content, dict) and "publisher" in file.content:
        raise GuideError([file.problem("publisher-within", ("publisher",))])
    problems = list(unfilled(file, file.content, ()))
    try:
        publisher = Publisher.model_validate(file.content)
    except ValidationError as error:
        problems += explanations(error, file, keys=Publisher.model_fields)
    if problems:
        raise GuideError(problems)
    return publisher


def is_public(site_url: str) -> bool:
    """Whether a site at this address can be read by others: not on this machine, and not at a reserved name.

    >>> is_public("https://plp.brussels/"), is_public("https://guide.example/"), is_public("http://127.0.0.1:8000/")
    (True, False, False)
    """
    host = (urlsplit(site_url).hostname or "").rstrip(".")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return bool(host) and not any(f".{host}".endswith(f".{name}") for name in _RESERVED)
    return not (address.is_loopback or address.is_unspecified)


def publisher_problem(catalogue: Catalogue) -> Problem | None:
    """What is missing while nobody publishes the guide, or the own edition that is built."""
    if publisher_of(catalogue):
        return None
    if own := own_commune(catalogue):
        return Problem.of("publisher-of-edition-missing", f"data/communes/{own.id}.yml", record=own.id)
    return Problem.of("publisher-missing", "data/guide.yml")
