"""The guide served to someone who writes it: edits show when they are looked at; what is wrong takes nothing away."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest

from macros.checks.site import checked_site
from macros.content.page_files import Page
from macros.content.site import ROOT, Site
from macros.generator import live_edit
from macros.generator.live_edit import FilesRead, LiveEdit
from macros.model.language import Language
from macros.model.problems import GuideError, Problem
from tests.building import UNPUBLISHED, said_besides
from tests.copies import copy_with_few_pages, lend
from tests.once import free_port
from tests.rendering.test_processes import heed_interruptions

COST = "understand/cost.md"
EDITS_MEANWHILE = """
def _edit_meanwhile(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
    from pathlib import Path

    for page in Path(config.docs_dir).glob("*/understand/cost.md"):
        page.write_text(page.read_text("utf-8").partition("Meanwhile")[0] + "Meanwhile.\\n", "utf-8")


on_env = CombinedEvent(on_env, _edit_meanwhile)
"""
"""What is added to the hooks of a copy so that pages are edited when they have been read."""
ADDRESSES = {Language.FR: "fr/cout/", Language.NL: "nl/kosten/"}
"""Where that page stands."""


@dataclass
class Desk:
    """A guide being written, with what was built of it: `whole`, or the file of a page."""

    root: Path
    site: Site
    built: list[str] = field(default_factory=list)
    unsound: str = ""

    def whole(self) -> None:
        if self.unsound:
            raise GuideError([Problem("docs/fr/understand/cost.md", 1, self.unsound, "say it")])
        self.built.append("whole")
        self.site = checked_site(self.root)

    def write(self, site: Site, page: Page) -> None:
        assert site.page(page.path, page.language) is page
        self.built.append(page.file)
        self.site = site

    def page(self, language: Language, path: str = COST) -> Path:
        return self.root / "docs" / language / path

    def edit(self, file: Path, old: str, new: str) -> None:
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def desk(guide_copy: Path, site: Site) -> Desk:
    (guide_copy / ".cache").mkdir(exist_ok=True)
    return Desk(guide_copy, site)


@pytest.fixture
def edited(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> LiveEdit:
    """What the server calls; the editor makes no pause, unless a test says when."""
    monkeypatch.setattr(live_edit, "PAUSE", threading.TIMEOUT_MAX)
    return LiveEdit(desk.root, FilesRead.now(desk.root), desk.whole, lambda: desk.site, desk.write)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[threading.Timer]:
    """What waits until the editor pauses; it has not begun to."""
    begun: list[threading.Timer] = []
    monkeypatch.setattr(threading.Timer, "start", lambda timer: begun.append(timer))
    return begun


@pytest.mark.parametrize("language", Language)
def test_an_edited_page_is_written_alone_and_the_whole_when_the_editor_pauses(
    language: Language, desk: Desk, edited: LiveEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_edit, "PAUSE", 0.05)
    desk.edit(desk.page(language), "\n## ", "\nMore.\n\n## ")
    before = edited.pause.stat().st_mtime_ns
    edited()
    for address in (*ADDRESSES.values(), *ADDRESSES.values()):
        edited.asked_for(address)
    assert desk.built == [f"docs/{language}/{COST}"]
    while edited.pause.stat().st_mtime_ns == before:  # the server watches this file
        time.sleep(0.01)
    edited()
    assert desk.built == [f"docs/{language}/{COST}", "whole"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("docs/fr/understand/cost.md", "title: ", "title: Encore "),
        ("data/communes/berchem-sainte-agathe.yml", "checked_on: 20", "checked_on: 19"),
        ("docs/assets/css/guide.css", "{", "{ "),
    ],
)
def test_what_other_pages_show_builds_the_whole(name: str, old: str, new: str, desk: Desk, edited: LiveEdit) -> None:
    desk.edit(desk.root / name, old, new)
    edited()
    assert desk.built == ["whole"]


def test_a_page_that_is_added_or_deleted_builds_the_whole(desk: Desk, edited: LiveEdit) -> None:
    for language, slug in ADDRESSES.items():
        shutil.copy(desk.page(language), desk.page(language, "understand/more.md"))
        desk.edit(desk.page(language, "understand/more.md"), slug.split("/")[1], "encore")
    edited()
    for language in Language:
        desk.page(language, "understand/more.md").unlink()
    edited()
    assert desk.built == ["whole", "whole"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\n## ", '\n{{ contested("nothing") }}\n\n## ', "there is no contested point 'nothing'"),
        ("\n## ", "\n{{ contested( }}\n\n## ", "the macro cannot be read"),
        ("title: ", "titel: ", "docs/fr/understand/cost.md"),
        ("\n## ", "\nEncore :\n- un signe\n\n## ", "an item of a list"),
        ("\n## ", "\n<b>Encore</b>\n\n## ", "here stands <b>"),
        ("\n## ", "\n[Encore](nowhere.md)\n\n## ", "the link leads to nowhere.md"),
        ("\n## ", "\n[Encore](https://example.org/)\n\n## ", "the link leads to example.org"),
    ],
)
def test_a_page_with_a_fault_is_said_and_not_written(
    old: str, new: str, said: str, desk: Desk, edited: LiveEdit, caplog: pytest.LogCaptureFixture
) -> None:
    text = desk.page(Language.FR).read_text("utf-8")
    desk.edit(desk.page(Language.FR), old, new)
    with caplog.at_level(logging.ERROR, "guide.editing"):
        edited()
        edited.asked_for(ADDRESSES[Language.FR])
    assert said in caplog.text
    assert desk.built == []
    desk.page(Language.FR).write_text(text.replace("\n## ", "\nMended.\n\n## ", 1), "utf-8")
    edited()
    edited.asked_for(ADDRESSES[Language.FR])
    assert desk.built == [f"docs/fr/{COST}"]


def test_an_edit_of_the_data_shows_on_each_page_when_it_is_looked_at(desk: Desk, edited: LiveEdit) -> None:
    desk.edit(desk.root / "data" / "guide.yml", "fr: ", "fr: Encore ")
    edited()
    for address in (*ADDRESSES.values(), *ADDRESSES.values()):
        edited.asked_for(address)
    assert desk.built == [f"docs/fr/{COST}", f"docs/nl/{COST}"]
    assert desk.site.catalogue.guide.name.fr.startswith("Encore ")


def test_a_paper_that_is_asked_for_after_an_edit_comes_with_the_whole(desk: Desk, edited: LiveEdit) -> None:
    desk.edit(desk.root / "data" / "guide.yml", "fr: ", "fr: Encore ")
    edited.asked_for("documents/charte-fr.pdf")
    edited()
    edited.asked_for("documents/charte-fr.png")  # pages show pictures of papers: they come when the editor pauses
    assert desk.built == []
    edited.asked_for("documents/charte-fr.pdf")
    edited.asked_for(ADDRESSES[Language.FR])
    assert desk.built == ["whole"]


def test_the_whole_that_was_asked_for_is_not_built_again_after_the_pause(
    desk: Desk, edited: LiveEdit, pauses: list[threading.Timer]
) -> None:
    desk.edit(desk.root / "data" / "guide.yml", "fr: ", "fr: Encore ")
    edited()
    edited.asked_for("documents/charte-fr.pdf")
    assert [pause.finished.is_set() for pause in pauses] == [True], "nothing waits for it any longer"
    assert desk.built == ["whole"]


def test_an_event_that_changes_nothing_of_the_guide_builds_nothing(
    desk: Desk, edited: LiveEdit, pauses: list[threading.Timer]
) -> None:
    edited()
    assert (desk.built, pauses) == ([], [])


def test_other_settings_build_the_whole(desk: Desk, edited: LiveEdit) -> None:
    (desk.root / "mkdocs.yml").write_text("strict: true\n", "utf-8")
    edited()
    assert desk.built == ["whole"]


def test_after_a_change_of_the_code_nothing_is_made_and_a_restart_is_asked_for_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(live_edit, "PAUSE", threading.TIMEOUT_MAX)
    code, compiled = desk.root / "macros" / "papers.py", desk.root / "macros" / "__pycache__" / "papers.pyc"
    compiled.parent.mkdir(parents=True)
    for file in (code, compiled):
        file.write_text("before", "utf-8")
    edited = LiveEdit(desk.root, FilesRead.now(desk.root), desk.whole, lambda: desk.site, desk.write)
    compiled.write_text("compiled anew", "utf-8")
    desk.edit(desk.root / "data" / "guide.yml", "fr: ", "fr: Encore ")
    edited()
    edited.asked_for(ADDRESSES[Language.FR])
    assert desk.built == [f"docs/fr/{COST}"]
    code.write_text("afterwards", "utf-8")
    edited()
    edited.asked_for(ADDRESSES[Language.NL])
    edited.asked_for("documents/charte-fr.pdf")
    assert desk.built == [f"docs/fr/{COST}"]
    assert caplog.text.count("The code in macros/ has changed") == 1


def test_a_fault_in_the_data_is_said_and_pages_stay(
    desk: Desk, edited: LiveEdit, caplog: pytest.LogCaptureFixture
) -> None:
    desk.edit(desk.root / "data" / "guide.yml", "fr: ", "fra: ")
    edited()
    edited.asked_for(ADDRESSES[Language.FR])
    assert "data/guide.yml" in caplog.text
    assert desk.built == []


def test_a_page_shows_after_an_edit_of_the_data_though_its_twin_lags_behind(desk: Desk, edited: LiveEdit) -> None:
    desk.edit(desk.root / "data" / "guide.yml", "fr: ", "fr: Encore ")
    edited()
    desk.edit(desk.page(Language.FR), "\n## ", "\nMore.\n\n## ")
    edited()
    edited.asked_for(ADDRESSES[Language.FR])
    assert desk.built == [f"docs/fr/{COST}"]
    assert desk.site.catalogue.guide.name.fr.startswith("Encore ")


def test_while_the_whole_is_refused_pages_show(desk: Desk, edited: LiveEdit, caplog: pytest.LogCaptureFixture) -> None:
    desk.unsound = "the twin says less"
    for text in ("One.", "Two."):
        desk.edit(desk.page(Language.FR), "\n## ", f"\n{text}\n\n## ")
        edited()
        edited.asked_for(ADDRESSES[Language.FR])
        edited.pause.touch()
        edited()
    assert desk.built == [f"docs/fr/{COST}"] * 2
    assert caplog.text.count("the twin says less") == 2


def test_a_file_that_vanishes_while_it_is_looked_at_takes_no_edit_away(
    desk: Desk, edited: LiveEdit, monkeypatch: pytest.MonkeyPatch
) -> None:
    passing, stat = desk.root / "docs" / "assets" / "mark.svg", Path.stat
    assert passing.exists()

    def stat_once(file: Path, **how: bool) -> os.stat_result:
        found = stat(file, **how)
        if file == passing:
            passing.unlink()  # between one look and the next
        return found

    monkeypatch.setattr(Path, "stat", stat_once)
    desk.edit(desk.page(Language.FR), "\n## ", "\nMore.\n\n## ")
    edited()
    assert not passing.exists()
    edited.asked_for(ADDRESSES[Language.FR])
    assert desk.built == [f"docs/fr/{COST}"]


@dataclass
class Served:
    """A copy of the guide, served as `make serve` does: its address, and what the terminal shows."""

    address: str
    shown: Path

    def lines(self) -> list[str]:
        return self.shown.read_text("utf-8").splitlines()

    def wait_for_line(self, pattern: str) -> None:
        """Waits until the terminal shows a line of this kind; the test's own limit of time ends the wait."""
        while not any(re.fullmatch(pattern, line) for line in self.lines()):
            time.sleep(0.1)


@contextmanager
def serving(guide: Path, shown: Path) -> Iterator[Served]:
    """Serves a guide, and writes into the file `shown` what the terminal shows."""
    port = free_port()
    command = [sys.executable, "-m", "macros", "serve", "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(guide)}
    with (
        shown.open("w") as terminal,
        subprocess.Popen(command, cwd=guide, env=environment, stderr=terminal, preexec_fn=heed_interruptions) as server,
    ):
        yield Served(f"http://127.0.0.1:{port}/", shown)
        before = shown.read_text("utf-8")
        server.send_signal(signal.SIGINT)  # as an editor ends it, so that it clears up behind itself
        try:
            assert server.wait(60) == 0
            assert shown.read_text("utf-8") == before, "it ends without a word"
        finally:
            server.kill()


@pytest.fixture
def served(guide_copy: Path, tmp_path: Path) -> Iterator[Served]:
    lend(guide_copy, ".cache")
    shutil.copy(ROOT / "agreed.lock", guide_copy)
    with serving(guide_copy, tmp_path / "shown") as found:
        yield found


@pytest.fixture
def finished_guide(tmp_path: Path) -> Path:
    """A guide with few pages whose build takes the last steps."""
    return copy_with_few_pages(tmp_path / "guide", is_finished=True)


@pytest.fixture
def served_few(finished_guide: Path, tmp_path: Path) -> Iterator[Served]:
    with serving(finished_guide, tmp_path / "shown") as found:
        _wait_for("<h1", found.address + ADDRESSES[Language.FR])
        yield found


def _wait_for(text: str, address: str) -> str:
    """The page at an address, when it holds a text; the test's own limit of time ends the wait."""
    while True:
        with suppress(OSError):  # the server is not there yet
            status, page = _answer(address)
            if status == 200 and text in page:
                return page
        time.sleep(0.1)


def _answer(address: str) -> tuple[int, str]:
    """What the server answers: its status, and the text."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def _edit(file: Path, text: str) -> None:
    file.write_text(f"{file.read_text('utf-8')}\n{text}\n", "utf-8")


def _missing(page: str, address: str) -> list[str]:
    """The sheets, scripts and fonts that a page loads, and that the server has not."""
    named = lxml.html.fromstring(page).xpath("//script/@src | //link[not(@rel='canonical' or @hreflang)]/@href")
    loaded = [urljoin(address, name) for name in named if not name.startswith("data:")]
    assert any(name.endswith(".css") for name in loaded)
    return [name for name in loaded if _answer(name)[0] != 200]


@pytest.mark.build
def test_a_page_that_is_written_alone_finds_all_that_it_loads(
    served_few: Served, finished_guide: Path, site: Site
) -> None:
    _edit(finished_guide / "docs" / "fr" / COST, "Encore.")
    cost = served_few.address + ADDRESSES[Language.FR]
    assert _missing(_wait_for("Encore.", cost), cost) == []
    _edit(finished_guide / "docs" / "fr" / "documents" / "builder.md", "Encore.")
    builder = served_few.address + site.page("documents/builder.md", Language.FR).address
    assert " data-later" in _wait_for("Encore.", builder), "its scripts bring the rest of the form"


@pytest.mark.build
def test_what_is_edited_while_the_guide_is_first_built_shows(finished_guide: Path, tmp_path: Path) -> None:
    with (finished_guide / "macros" / "hooks.py").open("a", encoding="utf-8") as hooks:
        hooks.write(EDITS_MEANWHILE)
    with serving(finished_guide, tmp_path / "shown") as served:
        for address in ADDRESSES.values():
            _wait_for("Meanwhile.", served.address + address)


@pytest.mark.build
def test_what_is_shown_stays_while_the_whole_is_refused_and_gives_way_when_it_is_mended(
    served_few: Served, finished_guide: Path, tmp_path: Path
) -> None:
    cost, sheet = served_few.address + ADDRESSES[Language.FR], finished_guide / "docs" / "assets" / "css" / "guide.css"
    shutil.copy2(sheet, tmp_path)
    _edit(sheet, "}")  # found last, when all pages are written
    served_few.wait_for_line("What is shown stays as it was until this is mended.")
    assert _missing(_wait_for("<h1", cost), cost) == []
    status, page = _answer(served_few.address + "nowhere/")
    assert (status, "<html" in page) == (404, True)
    shutil.copy2(tmp_path / "guide.css", sheet)
    _edit(finished_guide / "docs" / "fr" / COST, "Encore.")
    _wait_for("Encore.", cost)
    _edit(sheet, "/* Mended. */")
    served_few.wait_for_line("Made anew in .* the whole guide")
    assert "Encore." in _wait_for("<h1", cost)


@pytest.mark.build
def test_the_server_shows_edits_of_data_and_pages_and_says_only_that(served: Served, guide_copy: Path) -> None:
    for language, address in ADDRESSES.items():
        _wait_for(f'lang="{language}"', served.address + address)
    guide = guide_copy / "data" / "guide.yml"
    guide.write_text(guide.read_text("utf-8").replace("Entre voisins", "Entre tous"), "utf-8")
    _wait_for("Entre tous", served.address + ADDRESSES[Language.FR])
    edited = []
    for language, address in ADDRESSES.items():
        page = guide_copy / "docs" / language / COST
        page.write_text(page.read_text("utf-8") + "\nThis is {{ term('patrol', text='more') }}.\n", "utf-8")
        _wait_for("This is <", served.address + address)
        edited.append(f"docs/{language}/{COST}")
    first, *others = said_besides(UNPUBLISHED, "\n".join(served.lines()))
    assert first == f"The guide is at {served.address}"
    made = [re.fullmatch(r"Made anew in \d+\.\d+ s: (?:the whole guide|(docs/.*))", line) for line in others]
    assert all(made), others
    assert {page for each in made if each and each[1] for page in each[1].split(", ")} == set(edited)
