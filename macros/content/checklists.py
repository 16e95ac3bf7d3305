"""Draws checklists from the stages: one per stage, one per role, and one of everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros.content.catalogue import Catalogue
from macros.model.language import Bilingual
from macros.model.problems import UnknownRecordError
from macros.model.records import Task

ALL = "all"
CHECKLISTS_PAGE = "documents/checklists/index.md"


@dataclass(frozen=True)
class Group:
    """Tasks under one heading of a checklist."""

    id: str
    title: Bilingual
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Checklist:
    """Tasks to tick, in groups."""

    id: str
    groups: tuple[Group, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks, in order."""
        return tuple(task for group in self.groups for task in group.tasks)


def checklist_ids(catalogue: Catalogue) -> tuple[str, ...]:
    """The checklists there are: a stage's id, a role's id, or `all`."""
    return (*catalogue.stages, *catalogue.roles, ALL)


def checklist_page(checklist_id: str) -> str:
    """The path of the page of a checklist."""
    return f"documents/checklists/{checklist_id}.md"


def require_checklist(catalogue: Catalogue, wanted: str) -> None:
    """Raises `UnknownRecordError` unless there is a stage or a role with this id, or it is `all`."""
    if wanted not in checklist_ids(catalogue):
        raise UnknownRecordError("checklist", wanted, checklist_ids(catalogue))


def make_checklist(catalogue: Catalogue, wanted: str) -> Checklist:
    """The checklist of a stage (grouped by moment), of a role or of everything (grouped by stage).

    Raises `UnknownRecordError` when there is neither a stage nor a role with this id.
    """
    require_checklist(catalogue, wanted)
    if wanted in catalogue.stages:
        moments = catalogue.stages[wanted].moments
        return Checklist(wanted, tuple(Group(m.id, m.title, m.tasks) for m in moments))
    return Checklist(wanted, tuple(_by_stage(catalogue, wanted)))


def _by_stage(catalogue: Catalogue, role: str) -> Iterator[Group]:
    for stage in catalogue.stages.values():
        tasks = tuple(task for task in stage.tasks if role == ALL or role in task.roles)
        if tasks:
            yield Group(stage.id, stage.title, tasks)
