"""Runs the builder's scripts at the command line, in Deno: the same rules and the same files as in the page.

Deno is a program that the site itself does not need; `make fill` installs it from `requirements-fill.txt`. It may read
the papers in one folder, and nothing else: no other file, no network, no setting of this machine. See
decisions/filling.md.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from macros.content.site import ROOT
from macros.filling.exchange import Content, Fault, FilledPack
from macros.model.messages import Message
from macros.model.problems import GuideError, Problem
from macros.model.system_errors import naming

ENTRY = ROOT / "macros" / "filling" / "command_line.js"
PATIENCE = 120.0
"""Seconds after which a request is taken for stuck: a hundred times what the slowest takes."""
_FOLDER = "plp-bin-filling-"
"""How the name of a folder of theirs begins."""
_ABANDONED = 24 * 60 * 60
"""Seconds after which such a folder is that of a process which was killed: a task takes minutes."""
_STEP = '{"step":true}\n'
"""What is said of each part of a task that is done, before the reply."""
_FAULTS = TypeAdapter(tuple[Fault, ...])


class ScriptError(Exception):
    """A script failed, or was stuck and has been stopped; `said` is what it said last."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(said)


def deno() -> str:
    """The program: of this environment, else of this machine; raises `GuideError` when there is none."""
    found = shutil.which("deno", path=sysconfig.get_path("scripts")) or shutil.which("deno")
    if not found:
        raise GuideError([Problem.of("deno-missing", "requirements-fill.txt")])
    return found


class Scripts(AbstractContextManager["Scripts"]):
    """The scripts, loaded once: they answer requests until the end of the `with` in which they were begun."""

    def __init__(self, entry: Path = ENTRY, patience: float = PATIENCE) -> None:
        """Starts `entry`; a request that takes longer than `patience`, in seconds, is ended."""
        program = deno()
        self._patience = patience
        _remove_abandoned()
        self._folder = tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        with naming(folder):
            (folder / "imports.json").write_text(_import_map(folder), "utf-8")
        self._complaints = (folder / "complaints.txt").open("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [program, "run", *_limits(folder), str(entry)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            encoding="utf-8",
            env=os.environ | {"DENO_DIR": str(folder / "deno"), "DENO_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"},
        )

    def __exit__(self, *error: object) -> None:
        """Ends them at once."""
        self._process.kill()
        self._process.communicate()
        self._complaints.close()
        self._folder.cleanup()

    def provide(self, papers: Iterable[tuple[str, bytes]]) -> None:
        """Puts the scripts that hold the papers, by name, where the others look for them; `fill` needs them."""
        folder = Path(self._folder.name)
        for name, script in papers:
            with naming(folder):
                (folder / name).write_bytes(script)

    def faults_in(self, file: object, asked: Content) -> tuple[Fault, ...]:
        """All that is wrong with a file of answers, as it was parsed."""
        return _FAULTS.validate_python(self.ask("check", file=file, content=asked.plain))

    def fill(
        self, file: object, asked: Content, tell_made: Callable[[], object] = lambda: None, edition: str = ""
    ) -> FilledPack:
        """The papers of the documents that a file of answers without faults names; `tell_made` is called after each.

        They are in this edition, else in that of the file. Raises `ScriptError` when they cannot be made.
        """
        given = {"file": file, "content": asked.plain, "edition": edition}
        return FilledPack.model_validate(self._asked("fill", given, tell_made))

    def ask(self, task: str, **given: object) -> Any:
        """The result of a task of the entry; raises `ScriptError` when it fails, or takes too long."""
        return self._asked(task, given, lambda: None)

    def _asked(self, task: str, given: Mapping[str, object], tell_step: Callable[[], object]) -> Any:
        stuck = threading.Event()

        def end() -> None:
            stuck.set()  # first: its end is noticed at once
            self._process.kill()

        watch = threading.Timer(self._patience, end)
        watch.daemon = True  # who is interrupted while it starts does not wait for it
        try:
            watch.start()
            reply = self._reply_to(json.dumps({"task": task, "given": given}))
            while reply == _STEP:
                tell_step()
                reply = self._next_line()
        finally:
            watch.cancel()  # else who interrupts the command would wait for it
        if not reply.endswith("\n"):  # it was ended before, or within, its reply
            too_long = Message("script-stuck", seconds=f"{self._patience:g}")
            raise ScriptError(too_long if stuck.is_set() else self._last_words())
        answer = json.loads(reply)
        if "error" in answer:
            raise ScriptError(answer["error"])
        return answer.get("result")

    def _reply_to(self, request: str) -> str:
        """The first line that answers a line; not whole when the process has ended."""
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.write(f"{request}\n")
            self._process.stdin.flush()
        return self._next_line()

    def _next_line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()

    def _last_words(self) -> str:
        """What the process said before it ended."""
        self._complaints.seek(0)
        return self._complaints.read().strip() or Message("deno-ended", code=self._process.wait())


def _remove_abandoned() -> None:
    """Removes what processes that were killed left behind: they could not."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError):  # that of somebody else, or gone meanwhile
            if time.time() - folder.lstat().st_mtime > _ABANDONED:
                shutil.rmtree(folder)


def _import_map(folder: Path) -> str:
    """Where scripts find what a page has at `assets/builder/`."""
    builder = ROOT / "docs" / "assets" / "builder"
    return json.dumps({"imports": {f"{builder.as_uri()}/": f"{folder.as_uri()}/"}})


def _limits(folder: Path) -> list[str]:
    """What Deno may do: read `folder`, ask nobody, and look for no settings."""
    without = ("--no-prompt", "--no-config", "--no-lock", "--no-remote", "--no-npm", "--no-code-cache")
    return [*without, f"--allow-read={folder}", f"--import-map={folder / 'imports.json'}"]
