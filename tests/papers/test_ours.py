"""What this guide proposes bears its sign in papers too, with a legend."""

from __future__ import annotations

import pytest

from macros.content.checklists import checklist_ids, make_checklist
from macros.content.site import Site
from macros.model.language import Edition
from macros.model.typography import OURS_SIGN
from macros.papers.from_records import checklist_paper
from macros.tree.nodes import Box, Pairs, joined


@pytest.mark.parametrize("edition", Edition)
def test_the_tasks_of_a_checklist_without_a_source_bear_the_sign(site: Site, edition: Edition) -> None:
    for checklist_id in checklist_ids(site.catalogue):
        nodes = checklist_paper(site, checklist_id, edition, "https://guide.example/").nodes
        unsourced = {task.id for task in make_checklist(site.catalogue, checklist_id).tasks if not task.sources}
        signed = {node.entry for node in nodes if isinstance(node, Box) and OURS_SIGN in joined(node.more)}
        assert signed == unsourced, checklist_id
        keys = [node for node in nodes if isinstance(node, Pairs)]
        assert keys
        assert all(any(OURS_SIGN in joined(name) for name, _ in key.pairs) for key in keys)
