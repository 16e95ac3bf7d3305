"""The way: the stages in their order, the documents of each, and what comes before and after a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from macros.model.records import Document, Stage
from macros.pages.view import View


@dataclass(frozen=True)
class Step:
    """A page that a reader can go to next, in the words of their language."""

    path: str
    title: str
    place: str
    """Where it stands: `Étape 3`, `Document 4`; empty for the evaluation."""
    document: str = ""
    """The first document of a stage."""


@dataclass(frozen=True)
class Neighbours:
    """What comes before a page and after it; None at the ends."""

    before: Step | None
    after: Step | None


@dataclass(frozen=True)
class StageNavigation:
    """The stages and the documents, as a page shows them."""

    view: View

    @property
    def stages(self) -> Sequence[Stage]:
        """The four stages, then the evaluation."""
        return list(self.view.site.catalogue.stages.values())

    def stage_at(self, path: str) -> Stage | None:
        """The stage that the page at `path` explains."""
        return next((stage for stage in self.stages if stage.page == path), None)

    def documents(self, stage: Stage) -> Sequence[Document]:
        """The documents that a stage needs, in the order of their numbers."""
        documents = self.view.site.catalogue.documents.values()
        return sorted((each for each in documents if each.stage == stage.id), key=lambda each: each.number)

    def around(self, path: str) -> Neighbours | None:
        """The stages before and after a stage, or the documents around a document, in the order of the stages."""
        stages = [self._stage_step(stage) for stage in self.stages]
        documents = [self._document_step(each) for stage in self.stages for each in self.documents(stage)]
        for steps in (stages, documents):
            for before, step, after in zip([None, *steps], steps, [*steps[1:], None], strict=False):
                if step.path == path:
                    return Neighbours(before, after)
        return None

    def _stage_step(self, stage: Stage) -> Step:
        place = self.view.label("stage-number", number=stage.number) if stage.number else ""
        first = next((self.view.title(each.page) for each in self.documents(stage)), "")
        return Step(stage.page, self.view.text(stage.title), place, first)

    def _document_step(self, document: Document) -> Step:
        place = self.view.label("document-number", number=document.number)
        return Step(document.page, self.view.title(document.page), place)
