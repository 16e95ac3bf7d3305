"""Says of every source whether its address answers, when it was last read, and what rests on it.

`make sources` prints a report in Markdown, and exits with 1 when something needs a reader: an address
that does not answer, or a source that nobody has read for a year. It asks the network, so no test and no build runs it.
"""

from __future__ import annotations

import datetime as dt
import http.client
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.checks.allowed_html import addresses_of
from macros.checks.macro_calls import calls_in
from macros.content.catalogue import data_files
from macros.content.site import Site
from macros.content.yaml_reader import Location, YamlFile
from macros.model.messages import Message, translated
from macros.model.records import Source
from macros.model.references import cited

OLD = dt.timedelta(days=365)
"""How long a source counts as read."""

_SECONDS = 20
_AT_ONCE = 4
_NAMED = {"User-Agent": "Mozilla/5.0 (check of the sources of a public guide)"}


@dataclass(frozen=True)
class Answer:
    """What an address gave: nothing is wrong when `fault` is empty."""

    address: str
    fault: str = ""
    moved_to: str = ""


def rests_on(root: Path, site: Site) -> dict[str, list[str]]:
    """What rests on each source, by its id: places such as `data/statements.yml:12 (duties)` or `docs/fr/x.md:7`."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in data_files(root / "data").values():
        for source, place in _cited_in(file, file.content, (), ""):
            found[source].append(place)
    for page in site.pages.values():
        for call in calls_in(page):
            if call.name == "source":
                for citation in call.arguments:
                    found[cited(str(citation)).source].append(f"{page.file}:{call.line}")
    return found


def _cited_in(file: YamlFile, content: Any, location: Location, record: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, list):
        for index, item in enumerate(content):
            yield from _cited_in(file, item, (*location, index), record)
    elif isinstance(content, dict):
        record = content["id"] if isinstance(content.get("id"), str) else record
        for key, item in content.items():
            if key == "sources" and isinstance(item, list):
                place = f"{file.name}:{file.line((*location, key))}" + (f" ({record})" if record else "")
                yield from ((cited(str(citation)).source, place) for citation in item)
            else:
                yield from _cited_in(file, item, (*location, key), record)


def asked(addresses: Iterable[str]) -> dict[str, Answer]:
    """What each address answers, a few of them asked at once."""
    wanted = sorted(set(addresses))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(wanted, pool.map(_ask, wanted), strict=True))


def _ask(address: str) -> Answer:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=_NAMED), timeout=_SECONDS) as answer:
            answer.read(1)
            return Answer(address, moved_to="" if answer.url == address else answer.url)
    except urllib.error.HTTPError as error:
        return Answer(address, Message("address-answers", said=f"{error.code} {error.reason}"))
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(address, Message("address-silent", said=getattr(error, "reason", error)))


def report(
    sources: Sequence[Source], places: Mapping[str, Sequence[str]], answers: Mapping[str, Answer], today: dt.date
) -> tuple[str, bool]:
    """The report in Markdown, and whether all is well: what needs a reader comes first."""
    wanting = [f"- {source.id}: {translated(what)}" for source in sources for what in _wanting(source, answers, today)]
    head = Message("sources-wanting", count=len(wanting), sources=len(sources)) if wanting else Message("sources-well")
    lines = [f"# {translated(Message('sources-title'))}", "", translated(head), "", *wanting, ""]
    for source in sources:
        lines += [f"## {source.id}", "", f"{source.title.fr} / {source.title.nl}", ""]
        checked = Message("source-checked", day=source.checked_on, certainty=source.certainty, scope=source.scope)
        lines += [f"- {translated(checked)}"]
        lines += [f"- <{address}>" for address in addresses_of([source])]
        lines += [f"- {place}" for place in places.get(source.id, ())]
        lines += [""]
    return "\n".join(lines), not wanting


def _wanting(source: Source, answers: Mapping[str, Answer], today: dt.date) -> Iterator[Message]:
    if today - source.checked_on > OLD:
        yield Message("source-old", day=source.checked_on)
    for address in addresses_of([source]):
        answer = answers[address]
        if answer.fault:
            yield Message("source-at-fault", address=address, fault=answer.fault)
        elif answer.moved_to:
            yield Message("source-moved", address=address, target=answer.moved_to)
