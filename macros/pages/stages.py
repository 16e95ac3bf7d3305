"""The way: the stages in their order, the papers of each, and what comes before and after a page."""

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
    paper: str = ""
    """The first paper of a stage."""


@dataclass(frozen=True)
class Neighbours:
    """What comes before a page and after it; None at the ends."""

    before: Step | None
    after: Step | None


@dataclass(frozen=True)
class StageNavigation:
    """The stages and the papers, as a page shows them."""

    view: View

    @property
    def stages(self) -> Sequence[Stage]:
        """The four stages, then the evaluation."""
        return list(self.view.site.catalogue.stages.values())

    def stage_at(self, path: str) -> Stage | None:
        """The stage that the page at `path` explains."""
        return next((stage for stage in self.stages if stage.page == path), None)

    def papers(self, stage: Stage) -> Sequence[Document]:
        """The papers that a stage needs, in the order of their numbers."""
        papers = self.view.site.catalogue.documents.values()
        return sorted((paper for paper in papers if paper.stage == stage.id), key=lambda paper: paper.number)

    def around(self, path: str) -> Neighbours | None:
        """The stages before and after a stage, or the papers before and after a paper, in the order of the stages."""
        stages = [self._stage_step(stage) for stage in self.stages]
        papers = [self._paper_step(paper) for stage in self.stages for paper in self.papers(stage)]
        for steps in (stages, papers):
            for before, step, after in zip([None, *steps], steps, [*steps[1:], None], strict=False):
                if step.path == path:
                    return Neighbours(before, after)
        return None

    def _stage_step(self, stage: Stage) -> Step:
        place = self.view.label("stage-number", number=stage.number) if stage.number else ""
        first = next((self.view.title(paper.page) for paper in self.papers(stage)), "")
        return Step(stage.page, self.view.text(stage.title), place, first)

    def _paper_step(self, paper: Document) -> Step:
        place = self.view.label("document-number", number=paper.number)
        return Step(paper.page, self.view.title(paper.page), place)
