"""What is kept of verdicts holds for the same bytes, the same program and the same question alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import kept
from tests.tools import Tools
from tests.visits import DAY, Visits

BASE = "http://127.0.0.1:1/"


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")


class Watched(Tools):
    """Programs that give back what a file holds, fail where it holds a fault, and are counted."""

    fonts = "Carlito"

    def __init__(self, program: Path) -> None:
        super().__init__(program.with_name("profile"))
        self.asked, self._program = 0, program
        program.touch()

    def path(self, program: str) -> str:
        return str(self._program)

    def run(
        self, program: str, *arguments: str | Path, given: str | None = None, check: bool = True
    ) -> subprocess.CompletedProcess[str]:
        if program == "fc-list":
            return subprocess.CompletedProcess([], 0, self.fonts, "")
        self.asked += 1
        if program == "soffice":
            to, _, target, source = map(str, arguments[-4:])
            shutil.copy(source, Path(target, f"{Path(source).stem}.{to}"))
        if program == "qpdf":
            sound = "fault" not in Path(arguments[-1]).read_text("utf-8")
            said = "No syntax or stream encoding errors found; the file may still contain\n" if sound else "a fault\n"
            return subprocess.CompletedProcess([], int(not sound), said, "")
        files = [each for each in arguments if isinstance(each, Path) and each.suffix == ".pdf"]
        verdicts = {each: "fail" if "fault" in each.read_text("utf-8") else "pass" for each in files}
        lines = [
            f"{each}\t{kind}\t{verdict}\t9" for each, verdict in verdicts.items() for kind in ("PDFUA_1", "PDFA_2_A")
        ]
        return subprocess.CompletedProcess([], int("fail" in verdicts.values()), "\n".join(lines), "")


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    return Watched(tmp_path / "program")


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    file = tmp_path / "paper.pdf"
    file.write_text("sound", "utf-8")
    return file


ASKED: dict[str, Callable[[Tools, Path], object]] = {
    "its text": lambda tools, pdf: tools.said("pdftotext", "-raw", pdf, "-"),
    "its syntax": lambda tools, pdf: tools.complaints(pdf),
    "its standards": lambda tools, pdf: tools.verapdf([pdf]),
    "its looks": lambda tools, pdf: drawn(tools, pdf),
}


def drawn(tools: Tools, file: Path) -> bytes:
    """What LibreOffice draws of a file, in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return (tools.drawn([file], Path(folder)) / f"{file.name}.pdf").read_bytes()


@pytest.mark.parametrize("program", ASKED)
def test_a_program_is_asked_once_about_the_same_bytes(program: str, watched: Watched, pdf: Path) -> None:
    first = ASKED[program](watched, pdf)
    assert ASKED[program](watched, pdf) == first
    assert watched.asked == 1
    pdf.write_text("sound too", "utf-8")
    ASKED[program](watched, pdf)
    assert watched.asked == 2
    os.utime(watched.path(program), (1, 1))  # installed anew
    ASKED[program](watched, pdf)
    assert watched.asked == 3


def test_a_file_is_drawn_again_with_other_fonts(watched: Watched, pdf: Path) -> None:
    for fonts in ("Carlito", "Liberation", "Carlito"):
        watched.fonts = fonts
        vars(watched).pop("_fonts", None)
        drawn(watched, pdf)
    assert watched.asked == 2


def test_a_complaint_about_a_file_is_heard_again(watched: Watched, pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "run", lambda *_: subprocess.CompletedProcess([], 0, "text", "Syntax Error"))
    for _ in range(2):
        assert watched.said("reader", pdf) == "text"
        with pytest.raises(AssertionError, match="Syntax Error"):
            watched.said("reader", pdf, silent=True)


def test_another_question_is_asked(watched: Watched, pdf: Path) -> None:
    for options in (["-raw"], ["-layout"], ["-raw"]):
        watched.said("reader", *options, pdf, "-")
    assert watched.asked == 2


@pytest.mark.parametrize("program", ["its syntax", "its standards"])
def test_a_fault_is_never_kept(program: str, watched: Watched, pdf: Path) -> None:
    pdf.write_text("fault", "utf-8")
    assert ASKED[program](watched, pdf) == ASKED[program](watched, pdf)
    assert watched.asked == 2


@pytest.mark.parametrize("program", ["its syntax", "its standards"])
def test_a_program_that_says_nothing_has_found_nothing_good(
    program: str, watched: Watched, pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, "", ""))
    for _ in range(2):
        with pytest.raises(AssertionError, match=pdf.name):
            ASKED[program](watched, pdf)


def test_of_several_files_only_new_ones_are_judged(watched: Watched, pdf: Path) -> None:
    other = pdf.with_name("other.pdf")
    other.write_text("fault", "utf-8")
    sound, broken = ["PDFUA_1\tpass\t9", "PDFA_2_A\tpass\t9"], ["PDFUA_1\tfail\t9", "PDFA_2_A\tfail\t9"]
    for _ in range(2):
        assert watched.verapdf([pdf, other]) == {pdf.name: sound, other.name: broken}
    other.write_text("mended", "utf-8")
    assert watched.verapdf([pdf, other]) == {pdf.name: sound, other.name: sound}
    assert watched.asked == 3


class Browser:
    """A page that asks for these addresses when it is looked at, and finds this."""

    def __init__(self, *addresses: str) -> None:
        self.addresses, self.found, self.visits = [BASE + each for each in addresses], list[str](), 0
        self._heard: list[Callable[[Any], None]] = []
        self.days: list[str] = []
        self.clock = SimpleNamespace(set_fixed_time=self.days.append)

    def on(self, event: str, note: Callable[[Any], None]) -> None:
        self._heard.append(note)

    def remove_listener(self, event: str, note: Callable[[Any], None]) -> None:
        self._heard.remove(note)

    def look(self) -> list[str]:
        self.visits += 1
        for address in self.addresses:
            for note in self._heard:
                note(SimpleNamespace(url=address))
        return self.found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in {"fr/cout/index.html": "page", "404.html": "missing", "assets/page.js": "script"}.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, "utf-8")
    return tmp_path / "site"


def visit(site: Path, page: Any, asked: object = "axe", browser: str = "1") -> list[str]:
    return Visits(site, BASE, browser).findings(asked, [page], page.look)


@pytest.mark.parametrize("changed", ["fr/cout/index.html", "assets/page.js", "404.html"])
def test_a_page_is_visited_again_when_a_file_that_it_loads_has_changed(changed: str, site: Path) -> None:
    page = Browser("fr/cout/#cost", "assets/page.js", "nowhere/?q=1")
    for _ in range(2):
        assert visit(site, page) == []
    assert page.visits == 1
    (site / changed).write_text("changed", "utf-8")
    visit(site, page)
    assert page.visits == 2


def test_a_page_is_visited_again_by_another_browser_and_for_another_question(site: Path) -> None:
    page = Browser("fr/cout/")
    for asked, browser in (("axe", "1"), ("axe", "2"), ("titles", "1")):
        visit(site, page, asked, browser)
    assert page.visits == 3


def test_a_page_that_is_visited_has_always_the_same_date(site: Path) -> None:
    page, visits = Browser("fr/cout/"), Visits(site, BASE, "1")
    for asked in ("axe", "titles"):
        visits.findings(asked, [page], page.look)  # type: ignore[list-item]
    assert page.days == [DAY]


def test_what_was_found_is_looked_for_again(site: Path) -> None:
    page = Browser("fr/cout/")
    page.found = ["a fault"]
    assert [visit(site, page), visit(site, page)] == [["a fault"], ["a fault"]]


def test_a_visit_that_loads_from_elsewhere_or_nothing_is_not_kept(site: Path) -> None:
    for page in (Browser("fr/cout/"), Browser()):
        page.addresses = [*page.addresses, "https://elsewhere.example/"] if page.addresses else []
        for _ in range(2):
            visit(site, page)
        assert page.visits == 2
