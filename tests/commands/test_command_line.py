"""One command line: each command explains itself, in the reader's language, and says by its exit code what happened."""

from __future__ import annotations

import errno
import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros.__main__ import COMMANDS, main
from macros.checks.agreed_lock import LOCK
from macros.commands import agree, check, click_words, serve
from macros.content.site import ROOT
from macros.generator.serve import HOST
from macros.model.messages import CHOSEN
from macros.model.problems import GuideError, Problem
from tests.filling.answering import KASTEELWIJK
from tests.once import free_port

WRONG = GuideError([Problem.of("key-twice", "data/terms.yml", 3, name="fr")])


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language of messages, which `--language` changes for the whole process."""
    monkeypatch.setenv(CHOSEN, "en")
    monkeypatch.setenv("LANGUAGE", "en")  # which commands set too


def run(*arguments: str) -> tuple[int, str, str]:
    """The exit code of the command line, what it prints, and what it prints as errors."""
    result = CliRunner().invoke(main, arguments)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("language", "example"), [("en", "Example"), ("fr", "Exemple\u202f"), ("nl", "Voorbeeld")])
def test_each_command_explains_itself_with_an_example(command: str, language: str, example: str) -> None:
    code, printed, _ = run(command, "--language", language, "--help")
    assert code == 0
    (shown,) = [line for line in printed.splitlines() if f"{example}:" in line]
    assert f"./guide {command}" in shown
    assert f"{shown}\n\n" in printed, "it is broken, and cannot be copied"


def test_the_help_lists_all_commands_and_the_exit_codes() -> None:
    code, printed, _ = run("--help")
    assert code == 0
    assert all(f"\n  {command} " in printed for command in COMMANDS)
    assert "Exit codes: 0 when all is well, 1 when something is wrong with the guide" in printed
    assert "Codes de sortie" in run("--language", "fr", "--help")[1]


MISUSED = {
    "check --nothing": ("option «\u202f--nothing\u202f»", "optie “--nothing”"),
    "chek": ("Noms proches\u202f: 'check'.", "Gelijkende namen: 'check'."),
    "edition": ("il manque l’argument 'COMMUNE'", "hier ontbreekt 'COMMUNE'"),
    "fill nowhere.yml -o x": ("nowhere.yml\u202f» n’existe pas", "nowhere.yml” bestaat niet"),
    "paper -o": ("il manque une valeur", "ontbreekt een waarde"),
    "paper charter --edition de": ("un de ces mots", "een van deze woorden"),
    "check a b": ("argument en trop", "dit hoort er niet bij"),
}


@pytest.mark.parametrize("command", MISUSED)
@pytest.mark.parametrize(("language", "begins"), [("fr", "Erreur\u202f:"), ("nl", "Fout:")])
def test_a_command_that_is_misused_says_so_in_the_language_of_messages(
    command: str, language: str, begins: str
) -> None:
    code, printed, errors = run("--language", language, *command.split())
    assert (code, printed) == (2, "")
    assert f"\n{begins}" in f"\n{errors}"
    assert MISUSED[command][["fr", "nl"].index(language)] in errors
    assert not {"Error:", "Try", "Usage:"} & set(errors.split())


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_of_its_help_nothing_is_in_english(language: str) -> None:
    for command in ((), ("build",)):
        printed = run(*command, "--language", language, "--help")[1]
        assert not {"Usage:", "Options:", "Commands:", "Show", "[default:"} & set(printed.split())


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "l’option «\u202f--nothing\u202f» n’existe pas"), ("nl", "bestaat niet")]
)
def test_where_its_words_cannot_be_kept_a_command_speaks_its_language_all_the_same(
    language: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(click_words, "WORDS", tmp_path / "file" / "words")
    code, _, errors = run("--language", language, "check", "--nothing")
    assert code == 2
    assert said in errors


def test_where_its_words_can_be_written_nowhere_a_command_is_misused_in_english(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(click_words, "WORDS", tmp_path / "file" / "words")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    click_words._folder_of_this_run.cache_clear()
    code, _, errors = run("--language", "fr", "check", "--nothing")
    assert code == 2
    assert "No such option" in errors


def test_the_exit_code_says_whether_the_guide_is_wrong_or_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("check")[0] == 0
    assert run("check", "--nothing")[0] == 2
    assert run("nothing")[0] == 2

    def refuse() -> None:
        raise WRONG

    monkeypatch.setattr(check, "checked_site", refuse)
    monkeypatch.setattr(check, "lost_problems", lambda *_: [])
    code, printed, errors = run("check")
    assert (code, printed) == (1, "")
    assert errors.startswith("1 problem:\ndata/terms.yml:3\n")
    assert run("check", "--language", "nl")[2].startswith("1 probleem:\n")


WRITING = [
    ("build",),
    ("edition", "berchem-sainte-agathe"),
    ("fill", str(KASTEELWIJK)),
    ("paper", "reflex-card"),
    ("plan", "--evening", "2027-03-18"),
]
"""What writes where `--output` says."""


@pytest.mark.parametrize("command", WRITING, ids=lambda command: command[0])
def test_no_command_takes_an_empty_name_for_the_folder_one_is_in(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, said = run(*command, "--language", "fr", "--output", "")
    assert code == 2
    assert "pour le dossier où vous êtes" in said
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("command", WRITING, ids=lambda command: command[0])
@pytest.mark.parametrize(
    ("name", "said"), [("x" * 300, "nom trop long"), ("file/x", "{file}"), ("file/x\ny", "{file}")]
)
def test_every_command_tells_in_a_line_where_it_cannot_write(
    command: tuple[str, ...], name: str, said: str, tmp_path: Path
) -> None:
    (file := tmp_path / "file").touch()
    code, printed, told = run(*command, "--language", "fr", "--output", str(tmp_path / name))
    assert (code, printed) == (2, "")
    assert said.format(file=file) in told
    assert "choisissez un autre emplacement" in told
    assert told.count("\n") == 1
    assert [*tmp_path.iterdir()] == [file]


@pytest.mark.parametrize("command", [("fill", str(KASTEELWIJK)), ("paper", "reflex-card"), ("plan",)])
@pytest.mark.parametrize("address", ["pas une adresse", "javascript:alert(1)", "ftp://plp.example/", "plp.example"])
def test_papers_lead_to_no_address_that_is_none_of_the_web(
    command: tuple[str, ...], address: str, tmp_path: Path
) -> None:
    code, _, said = run(*command, "--output", str(tmp_path / "new"), "--site-url", address)
    assert code == 2
    assert f"--site-url '{address}' is not the address of a folder on the web" in said
    assert [*tmp_path.iterdir()] == []


def test_the_name_of_a_file_is_told_in_one_line(tmp_path: Path) -> None:
    (file := tmp_path / "a\nb.yml").touch()
    told = run("fill", str(file), "-o", str(tmp_path / "new"))[2]
    assert f"\n{tmp_path}/a\\nb.yml\n" in told


def test_agreement_is_not_given_to_a_text_that_is_not_there() -> None:
    before = (ROOT / LOCK).read_bytes()
    code, _, said = run("agree", "data/terms.yml", "data/trms.yml:12")
    assert (code, (ROOT / LOCK).read_bytes()) == (2, before)
    assert "no text stands at data/trms.yml:12" in said


def test_every_make_target_that_has_a_command_calls_it() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert {command for command in COMMANDS if f"./guide {command}" in makefile} == set(COMMANDS)
    assert "macros " not in makefile.replace("of macros/", "")


def test_a_folder_with_a_space_is_one_folder_to_every_make_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert makefile.count("$(or $(OUT),") == makefile.count('"$(or $(OUT),') > 0


def test_the_command_begins_through_a_link_and_says_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(ROOT / "guide")
    assert subprocess.run([tmp_path / "link", "--help"], capture_output=True, check=True).stdout
    alone = Path(shutil.copy(ROOT / "guide", tmp_path))
    done = subprocess.run([alone], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count(f"`make build` in {tmp_path}") == 1
    assert done.stderr.count("make build") == 3, "in three languages"


def test_the_shell_completes_commands() -> None:
    environment = os.environ | {"_GUIDE_COMPLETE": "bash_complete", "COMP_WORDS": "guide se", "COMP_CWORD": "1"}
    done = subprocess.run([ROOT / "guide"], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["plain,serve", "plain,servers"]


@pytest.mark.parametrize(
    ("option", "written"),
    [
        *(("root", folder) for folder in ("", "site", '/srv"; #', "/srv/$host")),
        *(("name", host) for host in ("", "guide example")),
        *(("listen", port) for port in ("", "80; } server { listen 81")),
    ],
)
def test_what_would_say_something_else_to_nginx_is_named_with_an_example(option: str, written: str) -> None:
    fit = {"root": "/srv/site", "name": "guide.example"}
    given = [part for name, value in (fit | {option: written}).items() for part in (f"--{name}", value)]
    code, printed, errors = run("servers", *given)
    assert (code, printed) == (2, "")
    assert f"--{option} “{written}”" in errors
    assert "make nginx ROOT=/srv/guide/site NAME=guide.example" in errors


def test_nginx_is_told_of_folders_with_spaces_and_of_ports() -> None:
    server = ("servers", "--name", "guide.example", "--root", "/srv/our guide/site", "--listen", "[::]:443 ssl")
    code, printed, _ = run(*server)
    assert code == 0
    assert 'root "/srv/our guide/site";' in printed
    assert "listen [::]:443 ssl;" in printed


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
def test_a_file_that_cannot_be_written_is_told_in_words(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(file: Path, content: bytes) -> None:
        raise OSError(code, os.strerror(code), str(file))

    monkeypatch.setattr(agree, "write_whole", write)
    result, printed, said = run("agree")
    assert (result, printed) == (2, "")
    assert f"{os.strerror(code)}: {ROOT / LOCK}\n" in said
    assert "The folder cannot be written to" in said


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which another program listens."""
    with socket.create_server((HOST, free_port())) as server:
        yield server.getsockname()[1]


def test_a_port_that_is_taken_is_said_before_anything_is_built(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "serve_site", lambda *_, **__: pytest.fail("it was built"))
    code, _, errors = run("serve", "--port", str(taken))
    assert code == 2
    free = int(errors.rpartition("PORT=")[2])
    assert f"port {taken} is taken or reserved; {free} is free: make serve PORT={free}" in errors
    socket.create_server((HOST, free)).close()


def on_a_terminal(code: str, **settings: str) -> str:
    """What Python code prints on a terminal."""
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=os.environ | settings, stderr=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    return shown


REFUSES = """
from macros.commands import check
from macros.__main__ import main
from macros.model.problems import GuideError, Problem
def refuse():
    raise GuideError([Problem.of("key-twice", "data/terms.yml", 3, name="fr")])
check.checked_site, check.lost_problems = refuse, lambda *_: []
try:
    main(["check"])
except SystemExit:
    pass
"""


def test_problems_stand_out_on_a_terminal_and_nowhere_else() -> None:
    assert "\x1b[31m\x1b[1m1 problem:\x1b[0m" in on_a_terminal(REFUSES)
    done = subprocess.run([sys.executable, "-c", REFUSES], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == f"{WRONG}\n"


def test_who_wants_no_colour_gets_none() -> None:
    assert "\x1b[31m" not in on_a_terminal(REFUSES, NO_COLOR="1")


WORKS = """
import time
from macros.commands import telling
telling.PATIENCE = 0.05
with telling.progress("checking"):
    end = time.monotonic() + 0.3
    while time.monotonic() < end:
        pass
"""


def test_what_takes_long_is_shown_on_a_terminal_and_wiped_out() -> None:
    shown = on_a_terminal(WORKS)
    assert "Checking… 0 s" in shown
    assert shown.endswith("\r\x1b[K")


def test_no_progress_is_written_to_a_log() -> None:
    done = subprocess.run([sys.executable, "-c", WORKS], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


DROPS = {
    "Python while it destroys an object": """
class Held:
    def __del__(self):
        signal.raise_signal(end)

def drop():
    Held()
""",
    "pydantic while it tries a union": """
from enum import Enum
from pydantic import BaseModel

ends = []

class Asks(Enum):
    TO_END = 1

    @property
    def value(self):
        if ends:
            signal.raise_signal(ends.pop())
        return 1

class Holds(BaseModel):
    held: Asks | int

holds = Holds(held=Asks.TO_END)

def drop():
    ends.append(end)
    holds.model_dump(mode="json")
""",
}
ENDED = """
import signal, sys, time
from macros.commands.ending import cleaning_up_when_ended

end = int(sys.argv[1])
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
{drop}
with cleaning_up_when_ended():
    try:
        drop()
        print("dropped")
        time.sleep(20)
    finally:
        time.sleep(0.2)
        print("cleaned up")
"""


@pytest.mark.parametrize(
    ("by", "end", "code"),
    [
        ("Python while it destroys an object", signal.SIGTERM, 128 + signal.SIGTERM),
        ("Python while it destroys an object", signal.SIGINT, -signal.SIGINT),
        ("pydantic while it tries a union", signal.SIGTERM, 128 + signal.SIGTERM),
        ("pydantic while it tries a union", signal.SIGINT, -signal.SIGINT),
    ],
)
def test_a_process_ends_also_when_what_ends_it_is_dropped(by: str, end: signal.Signals, code: int) -> None:
    """`fill` went on, and could no longer be asked."""
    command = [sys.executable, "-c", ENDED.replace("{drop}", DROPS[by]), str(int(end))]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr.count("Exception ignored")) == (
        code,
        "dropped\ncleaned up\n",
        0,
    )


def test_who_interrupts_a_command_while_it_is_loaded_reads_no_traceback(tmp_path: Path) -> None:
    interrupted = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(20)\n"
    (tmp_path / "click.py").write_text(interrupted, "utf-8")  # loaded first
    ended = subprocess.run(
        [sys.executable, "-m", "macros", "check"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # whoever runs the tests may ignore it
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")


INTERRUPTED_TWICE = """
import os, signal
from macros.commands.ending import cleaning_up_when_ended

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
with cleaning_up_when_ended():
    try:
        os.kill(os.getpid(), signal.SIGINT)
    finally:
        os.kill(os.getpid(), signal.SIGINT)
        print("cleaned up")
"""


def test_who_is_impatient_does_not_stop_a_command_that_cleans_up() -> None:
    """Of two presses on Ctrl-C in a row, the second left a finished folder behind."""
    command = [sys.executable, "-c", INTERRUPTED_TWICE]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (-signal.SIGINT, "cleaned up\n")
