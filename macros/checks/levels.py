"""How binding a task or a paper says that it is, against the sources on which that rests."""

from __future__ import annotations

from collections.abc import Iterator

from macros.content.catalogue import Catalogue
from macros.model.blocks import Citation
from macros.model.problems import Problem
from macros.model.records import Certainty, Level, Scope

_OURS = "is a must that no source of the whole country asks: what is ours, local or unread never is"
_OURS_REMEDY = "cite a source that makes it a duty or a part of the procedure, or make it a should or a may"


def level_problems(catalogue: Catalogue) -> Iterator[Problem]:
    """What is called compulsory or recommended, and is not."""
    for document in catalogue.documents.values():
        if document.level is Level.MUST and not _binds(document.sources, catalogue):
            yield Problem(f"data/documents/{document.id}.yml", 0, _OURS, _OURS_REMEDY, document.id)
    for stage in catalogue.stages.values():
        for task in stage.tasks:
            file = f"data/stages/{stage.id}.yml"
            if task.level is Level.MUST and not _binds(task.sources, catalogue):
                yield Problem(file, 0, _OURS, _OURS_REMEDY, task.id)
            if task.level is Level.SHOULD and not task.sources:
                remedy = "cite the source that recommends it, or make it a may"
                yield Problem(file, 0, "is a should without a source", remedy, task.id)


def _binds(citations: tuple[Citation, ...], catalogue: Catalogue) -> bool:
    """Whether one of the sources holds everywhere in Belgium, and was read."""
    cited = (catalogue.sources[citation.split()[0]] for citation in citations)
    return any(source.scope is Scope.NATIONAL and source.certainty is not Certainty.UNREAD for source in cited)
