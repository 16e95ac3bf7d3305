"""What a command costs, as the system counts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

_Ended = tuple[int, int, Any]
"""A process that has ended: its number, its status and what it used."""


class Cost(NamedTuple):
    """Seconds on the clock, and seconds of all processors."""

    wall: float
    processor: float


def time_of(command: list[str], place: Path) -> Cost:
    """How long the command takes, run in the folder `place`; ends the measurement when it fails."""
    return _run(command, place, lambda pid: os.wait4(pid, 0))


def memory_of(command: list[str], place: Path) -> float:
    """The largest memory of all processes of the command together, in MiB.

    In a run of its own, since to ask the system so often makes two busy processes a fifth slower.
    """
    seen = [0.0]

    def wait(pid: int) -> _Ended:
        while True:
            ended = os.wait4(pid, os.WNOHANG)
            if ended[0]:
                return ended
            seen.append(_memory(pid))
            time.sleep(0.02)

    _run(command, place, wait)
    return max(seen)


def _run(command: list[str], place: Path, wait: Callable[[int], _Ended]) -> Cost:
    compiled_once = {"PYTHONDONTWRITEBYTECODE": ""}  # as installed packages are, whatever the shell says
    environment = os.environ | {"PYTHONPATH": str(place), "NO_MKDOCS_2_WARNING": "1"} | compiled_once
    start = time.perf_counter()
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=place, env=environment, stdout=log, stderr=subprocess.STDOUT)
    _, status, usage = wait(process.pid)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{(place / 'log').read_text('utf-8')[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime)


def _memory(pid: int) -> float:
    """The memory of a process and those it has begun, now, in MiB; what they share counts once."""
    folder = Path(f"/proc/{pid}")
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", (folder / "smaps_rollup").read_text("ascii"), re.MULTILINE)
        begun = (folder / "task" / str(pid) / "children").read_text("ascii").split()
    except OSError:  # it has ended
        return 0
    return (int(found[1]) / 1024 if found else 0) + sum(_memory(int(each)) for each in begun)
