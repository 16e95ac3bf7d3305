"""The command makes one paper, or names those that there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.__main__ import main
from macros.content.site import Site
from macros.model.language import Edition
from macros.papers.pack import paper_ids, papers_of
from macros.publishing.output_place import MARK
from tests.building import SITE_URL


def test_it_writes_every_format_of_one_paper(tmp_path: Path) -> None:
    command = ["paper", "reflex-card", "--edition", "nl", "--output", str(tmp_path / "new"), "--site-url", SITE_URL]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    written = sorted(file for file in (tmp_path / "new").iterdir() if file.name != MARK)
    assert {file.suffix for file in written} >= {".pdf", ".docx", ".odt"}
    assert sorted(result.output.splitlines()) == [str(file) for file in written]


@pytest.mark.parametrize(("name", "answer"), [("chart", "did you mean charter?"), ("x", "known: announcement, ")])
def test_an_unknown_paper_is_answered_with_those_that_there_are(name: str, answer: str) -> None:
    result = CliRunner().invoke(main, ["paper", name])
    assert result.exit_code == 2
    assert f"there is no paper '{name}'; {answer}" in result.output


def test_the_ids_are_those_of_the_papers(site: Site) -> None:
    assert paper_ids(site) == [paper.id for paper in papers_of(site, SITE_URL) if paper.edition is Edition.FR]
