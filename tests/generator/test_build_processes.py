"""A build that sets papers, fails or is interrupted ends, says why, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.content.site import Site
from macros.filling import browser_data
from macros.model.language import Language
from macros.papers.pack import MADE_BY, papers_of
from macros.papers.paper import Format
from macros.rendering.cache import cache_key
from tests.building import SITE_URL, UNAGREED, UNPUBLISHED, said_besides
from tests.rendering.test_cache import LONG_AGO
from tests.rendering.test_processes import alive, heed_interruptions, wait_until

A_WHILE = 400
"""Seconds after which a build is taken for stuck: many times what it takes on a busy machine."""


@pytest.fixture
def guide(small_guide: Path) -> Path:
    return small_guide


def begin_build(guide: Path) -> subprocess.Popen[str]:
    """Begins to build a guide into its folder `site`."""
    command = [sys.executable, "-m", "macros", "build"]
    environment = os.environ | {"SITE_URL": SITE_URL, "PYTHONPATH": str(guide)}
    return subprocess.Popen(
        command,
        cwd=guide,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interruptions,
    )


def end_of(building: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code of a build, and what it said."""
    _, said = building.communicate(timeout=A_WHILE)
    return building.returncode, said


def children_of(process: int) -> list[int]:
    """The processes that a process has begun, and that have not ended."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(child) for child in listed.read_text("utf-8").split()] if listed.exists() else []


def left_behind(guide: Path) -> list[str]:
    """What stands beside the parts of a guide."""
    known = {"data", "docs", "overrides", "macros", "mkdocs.yml", "agreed.lock", ".cache"}
    return sorted({file.name for file in guide.iterdir()} - known)


@pytest.mark.usefixtures("built")  # which keeps all that this takes away
def test_a_build_with_a_few_stale_papers_ends(guide: Path, site: Site) -> None:
    """They are set before the process for the other language is split off, which sets its own book with Typst."""
    store = guide / ".cache" / "made"
    blank = [paper for paper in papers_of(site, SITE_URL) if not paper.note]
    papers = [store / f"{cache_key(paper, *MADE_BY)}.docx" for paper in blank if Format.WORD in paper.formats]
    script = store / f"{cache_key(blank[0], *browser_data.MADE_BY)}.js"
    forgotten = [guide / ".cache" / name / "forgotten" for name in ("made", "fonts", "templates")]
    for file in (script, *forgotten):
        file.unlink(missing_ok=file is not script)  # which others have, too
        file.write_bytes(b"kept for long")
        os.utime(file, (LONG_AGO, LONG_AGO))
    for number in (1, 3, 7):
        books = list(store.glob("*-nl.pdf"))
        assert books
        for file in (*papers[:number], *books):
            file.unlink()
        code, said = end_of(begin_build(guide))
        assert (code, said_besides((UNPUBLISHED, UNAGREED), said)) == (0, [])
        assert [file.name for file in papers if not file.exists()] == []
        assert len(list(store.glob("*-nl.pdf"))) == 1
    assert left_behind(guide) == ["site"]
    assert script.read_bytes() == b"kept for long", "it is used in the end"
    assert [file for file in forgotten if file.exists()] == []


STEP = """

def on_post_page(output, page, config):
    import time
    if page.url.startswith("fr/"): {fr}
    if page.url.startswith("nl/"): {nl}
    return output
"""


def add_to_pages(guide: Path, fr: str = "pass", nl: str = "pass") -> None:
    """Has a guide run a statement when it writes a page in a language."""
    hooks = guide / "macros" / "hooks.py"
    hooks.write_text(hooks.read_text("utf-8") + STEP.format(fr=fr, nl=nl), "utf-8")


@pytest.fixture
def building(guide: Path) -> Iterator[subprocess.Popen[str]]:
    """A build whose pages in Dutch are never done. The French ones are soon there."""
    add_to_pages(guide, nl="time.sleep(600)")
    begun = begin_build(guide)
    yield begun
    begun.kill()
    begun.communicate()


def other_language_of(building: subprocess.Popen[str], guide: Path) -> int:
    """The process that builds the pages in Dutch, once some French ones are there: the papers have been set by then."""
    wait_until(lambda: len(list(guide.glob(".site.new-*/fr/*/index.html"))) > 2 or building.poll() is not None)
    (child,) = children_of(building.pid)
    return child


def test_a_build_whose_child_is_killed_names_it_and_fails(building: subprocess.Popen[str], guide: Path) -> None:
    os.kill(other_language_of(building, guide), signal.SIGKILL)
    code, said = end_of(building)
    assert code == 1
    assert "the pages in nl: its process was ended by SIGKILL" in said
    assert "nothing was changed" in said
    assert left_behind(guide) == []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_build_ends_its_children_before_it_cleans_up(
    end: signal.Signals, building: subprocess.Popen[str], guide: Path
) -> None:
    child = other_language_of(building, guide)
    building.send_signal(end)
    code, _ = end_of(building)
    assert code != 0
    assert not alive(child)
    assert left_behind(guide) == []


def test_a_build_whose_own_pages_fail_ends_its_children_before_it_cleans_up(guide: Path) -> None:
    """The French pages fail while the Dutch ones are being written."""
    add_to_pages(guide, fr="raise ValueError('a page fails')", nl="time.sleep(600)")
    code, said = end_of(begin_build(guide))
    assert code == 1
    assert "a page fails" in said
    assert left_behind(guide) == []


def test_a_build_whose_other_pages_fail_says_so_and_fails(guide: Path) -> None:
    add_to_pages(guide, nl="raise ValueError('a page fails')")
    code, said = end_of(begin_build(guide))
    assert code == 1
    assert "a page fails" in said
    assert "the pages in nl: its process ended with exit code 1" in said
    assert left_behind(guide) == []


@pytest.mark.parametrize("language", Language)
def test_a_warning_about_a_page_in_one_language_ends_the_build(language: Language, guide: Path) -> None:
    warn = "__import__('logging').getLogger('mkdocs').warning('a fault in %s', page.file.src_uri)"
    add_to_pages(guide, **{language: warn})
    code, said = end_of(begin_build(guide))
    assert code == 1
    assert f"a fault in {language}/understand/cost.md" in said
    assert f"a fault in {language.other}/" not in said
    assert left_behind(guide) == []


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("docs/nl/understand/cost.md", Language.FR),
        ("docs/assets/js/page.js", Language.NL),
        ("data/terms.yml", Language.NL),
    ],
)
def test_what_is_changed_while_the_guide_is_built_is_not_published(name: str, language: Language, guide: Path) -> None:
    """It would be read after the check."""
    writes = f"open({str(guide / name)!r}, 'a').write('\\n')"
    add_to_pages(guide, **{language: writes})
    code, said = end_of(begin_build(guide))
    assert code == 1
    assert f"{name}\n    a file was changed while the guide was being built" in said
    assert left_behind(guide) == []
