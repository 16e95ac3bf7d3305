"""How binding a task or a paper says that it is, against the sources on which that rests."""

from __future__ import annotations

from collections.abc import Iterator

from macros.content.catalogue import Catalogue
from macros.model.problems import Problem
from macros.model.records import Certainty, Level, Scope
from macros.model.references import Citation, cited


def level_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """What is called compulsory or recommended, and is not."""
    for document in catalogue.documents.values():
        if document.level is Level.MUST and not _binds(document.sources, catalogue):
            yield Problem.of("must-of-ours", f"data/documents/{document.id}.yml", record=document.id)
    for stage in catalogue.stages.values():
        for task in stage.tasks:
            file = f"data/stages/{stage.id}.yml"
            if task.level is Level.MUST and not _binds(task.sources, catalogue):
                yield Problem.of("must-of-ours", file, record=task.id)
            if task.level is Level.SHOULD and not task.sources:
                yield Problem.of("should-without-source", file, record=task.id)


def _binds(citations: tuple[Citation, ...], catalogue: Catalogue) -> bool:
    """Whether one of the sources holds everywhere in Belgium, and was read."""
    sources = (catalogue.sources[cited(citation).source] for citation in citations)
    return any(source.scope is Scope.NATIONAL and source.certainty is not Certainty.UNREAD for source in sources)
