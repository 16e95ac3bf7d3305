"""The scripts at the command line may read the papers and nothing else, and no wait on them is without end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from pathlib import Path

import pytest

from macros.content.site import ROOT, Site
from macros.filling.answers import Answers
from macros.filling.browser_data import paper_files
from macros.filling.declarations import DECLARATIONS, declarations
from macros.filling.exchange import Content
from macros.filling.filled_papers import filled_pack
from macros.filling.scripts import ScriptError, Scripts
from macros.model.language import Edition
from macros.model.problems import GuideError
from macros.papers.downloads import Pack
from tests.filling.functions import MADE

REQUESTS = (ROOT / "macros" / "filling" / "requests.js").as_uri()


def entry(folder: Path, tasks: str) -> Path:
    """A script that answers requests with these tasks."""
    file = folder / "entry.js"
    file.write_text(f'import {{ answerRequests }} from "{REQUESTS}";\nanswerRequests({{ {tasks} }});\n', "utf-8")
    return file


@pytest.mark.parametrize(
    ("task", "refused"),
    [
        ("Deno.readTextFileSync('/etc/hostname')", "read access"),
        ("import(['file:///etc', 'hostname.js'].join('/'))", "read access"),
        ("Deno.writeTextFileSync('/tmp/x', 'x')", "write access"),
        ("fetch('http://127.0.0.1:9999/')", "net access"),
        ("import('https://guide.example/x.js')", "import access"),
        ("Deno.env.get('HOME')", "env access"),
        ("new Deno.Command('id').outputSync()", "run access"),
    ],
)
def test_scripts_can_read_no_file_ask_no_network_and_run_nothing(task: str, refused: str, tmp_path: Path) -> None:
    with (
        Scripts(entry(tmp_path, f"attempt: async () => {{ await {task}; return 'done'; }}")) as scripts,
        pytest.raises(ScriptError, match=refused),
    ):
        scripts.ask("attempt")


def test_what_a_script_throws_is_told_and_it_goes_on(tmp_path: Path) -> None:
    tasks = "fail: () => { throw new RangeError('too much'); }, echo: ({ text }) => text"
    with Scripts(entry(tmp_path, tasks)) as scripts:
        with pytest.raises(ScriptError, match="RangeError: too much"):
            scripts.ask("fail")
        assert scripts.ask("echo", text="é\ud800\u2028👮") == "é\ud800\u2028👮"


def test_each_paper_is_told_when_it_is_made(asked: Content, pack: Pack, site: Site) -> None:
    told = []
    with Scripts() as scripts:
        scripts.provide(paper_files(pack, site.catalogue, MADE))
        wanted = {"documents": ["reflex-card", "by-laws"], "formats": ["docx"]}
        filled = scripts.fill(wanted, asked, lambda: told.append(1))
    assert len(told) == 2
    assert filled.edition is Edition.FR


def test_a_script_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is told as one, however soon its end is noticed."""

    def kill_and_look_away(process: subprocess.Popen[str]) -> None:
        kill(process)
        time.sleep(0.2)

    kill = subprocess.Popen.kill
    monkeypatch.setattr(subprocess.Popen, "kill", kill_and_look_away)
    with (
        Scripts(entry(tmp_path, "wait: () => { for (;;); }"), patience=0.5) as scripts,
        pytest.raises(ScriptError, match=re.escape("not done after 0.5 seconds")),
    ):
        scripts.ask("wait")


def test_a_script_that_dies_tells_its_last_words(tmp_path: Path) -> None:
    (tmp_path / "entry.js").write_text("throw new Error('cannot begin');", "utf-8")
    with Scripts(tmp_path / "entry.js") as scripts:
        for _ in range(2):
            with pytest.raises(ScriptError, match="cannot begin"):
                scripts.ask("anything")


def test_a_failure_is_told_in_words_with_the_neighbourhood_s_file(asked: Content, scripts: Scripts) -> None:
    """Here because the papers are missing."""
    answers = Answers("lindelaan.yml", {"documents": ["charter"]})
    with pytest.raises(GuideError, match=r"lindelaan.yml\n +its papers could not be made: .*charter-fr.js"):
        filled_pack(answers, asked, scripts)


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Scripts() as scripts:
        assert scripts.ask("check", file={}, content={"format": "x"}) == [{"path": [], "reason": "foreign"}]
        assert list(tmp_path.iterdir())
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_behind_is_removed_a_day_later(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Scripts():
        (used,) = tmp_path.iterdir()
        old = used.with_name(f"{used.name}-old")
        (old / "deno").mkdir(parents=True)
        os.utime(old, (0, 0))
        with Scripts():
            assert used.exists()
            assert not old.exists()


def test_the_declarations_for_typescript_are_up_to_date() -> None:
    assert DECLARATIONS.read_text("utf-8") == declarations(), "run `make schemas`"


def test_what_is_as_usual_is_not_sent(asked: Content) -> None:
    text = asked.json_text()
    assert "null" not in text
    assert text.isascii()
    assert json.loads(text) == asked.plain
