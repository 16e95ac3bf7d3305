"""The papers of an invented neighbourhood, filled in: readers look at them before they fill in their own.

The builder's scripts would set a paper anew with them, and a build does without their engine (decisions/filling.md). So
an example is set like a paper to print, with the answers in its blanks. A test compares the answers with what the
scripts make of the same file.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from typing import Any

from macros.content.catalogue import Catalogue
from macros.content.site import Site
from macros.model.blocks import Check, inner_blocks
from macros.model.language import Edition, Language
from macros.model.questionnaire import YES
from macros.model.records import FieldKind
from macros.model.typography import after_colon, colon, day_text, phone_text, typeset, unbroken
from macros.papers.from_records import document_paper
from macros.papers.paper import Entry, Paper, entries_in
from macros.tree.nodes import NewPage, Node, Nodes, Words

EXAMPLE = "example-"
"""Begins the id of a paper that is an example."""


def example_ids(site: Site) -> list[str]:
    """The ids of the examples: one of each document, as neighbours sign it."""
    return [EXAMPLE + each for each in site.catalogue.documents]


def example_papers(site: Site, edition: Edition, site_url: str) -> Iterator[Paper]:
    """The examples in an edition; none in both languages, for readers see one language at a time."""
    for document_id in site.catalogue.documents if len(edition.languages) == 1 else ():
        yield _example(site, document_paper(site, site.catalogue.document_versions[document_id], edition, site_url))


def _example(site: Site, paper: Paper) -> Paper:
    """A paper with the answers of the example in its entries, and a name that tells what it is.

    A sheet that does not count is there only when something is written on it: an addendum that is signed, but not the
    sheet that is taken out before.
    """
    (language,) = paper.languages
    labels = site.catalogue.labels
    note = typeset(labels["example-note"][language], language)
    values, few = values_of(site.catalogue.examples[language].values(paper.id)), labels["fewer-than-five"][language]
    values |= dict(_retold(site.catalogue, values, language))
    return replace(
        paper,
        id=EXAMPLE + paper.id,
        name=f"{paper.name}-{labels['example-file'][language]}",
        title=f"{paper.title}{colon(language)}{after_colon(note)}",
        note=(Words(language, (note,)),),
        nodes=tuple(_used(paper.nodes, values.keys())),
        entries=tuple(replace(entry, answer=_shown(entry, values, few, language)) for entry in paper.entries),
    )


def _used(nodes: Nodes, answered: Set[str]) -> Iterator[Node]:
    """The nodes of the paper itself, and of each sheet behind it on which an entry of its own is answered."""
    starts = [
        0,
        *(index for index, node in enumerate(nodes) if isinstance(node, NewPage) and not node.counted),
        len(nodes),
    ]
    paper, *sheets = (nodes[start:end] for start, end in itertools.pairwise(starts))
    yield from paper
    for sheet in sheets:
        if (set(entries_in(sheet)) - set(entries_in(paper))) & answered:
            yield from sheet


def values_of(given: Mapping[str, Any]) -> dict[str, str]:
    """Answers by the ids of entries: the text of each, `yes` for each that is ticked.

    >>> values_of({"link": ["lives"], "steps": [["Écrire", "La commune"]]})
    {'link-lives': 'yes', 'steps-1-1': 'Écrire', 'steps-1-2': 'La commune'}
    """
    values: dict[str, str] = {}
    for name, value in given.items():
        for row, item in enumerate(value if isinstance(value, list) else (), start=1):
            if isinstance(item, list):
                values |= {f"{name}-{row}-{column}": cell for column, cell in enumerate(item, start=1)}
            else:
                values[f"{name}-{item}"] = YES
        if isinstance(value, str):
            values |= {name: value, f"{name}-{value}": YES}  # the second is its entry when it is a choice
    return values


def _retold(catalogue: Catalogue, values: Mapping[str, str], language: Language) -> Iterator[tuple[str, str]]:
    """What the builder makes of answers: texts that tell them again, and boxes that they tick."""
    for field in catalogue.fields.values():
        told = []
        for part in field.made_of:
            before = f"{part.before[language]}{colon(language)}" if part.before else ""
            value, is_phone = values.get(part.field), catalogue.fields[part.field].kind is FieldKind.PHONE
            told += [before + (phone_text(value) if is_phone else value)] if value else []
        if told:
            yield field.id, ", ".join(told)
    for document in catalogue.documents.values():
        for block in inner_blocks(document.blocks):
            if isinstance(block, Check) and block.ticked_with and values.get(block.ticked_with):
                yield block.id, YES


def _shown(entry: Entry, values: Mapping[str, str], few: str, language: Language) -> str:
    value = values.get(entry.id, "")
    if entry.kind is FieldKind.COUNT and value in {"1", "2", "3", "4"}:
        value = few
    if entry.kind is FieldKind.DATE:
        value = value and day_text(dt.date.fromisoformat(value), language)
    elif entry.kind is FieldKind.PHONE:
        value = phone_text(value)
    return typeset(unbroken(value), language)
