"""What a command costs, as the system counts it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds on the clock, seconds of all processors, and the largest memory of all processes together in MiB."""

    wall: float
    processor: float
    memory: float


def measured(command: list[str], place: Path) -> Cost:
    """What the command costs, run in the folder `place`; ends the measurement when it fails."""
    environment = os.environ | {"PYTHONPATH": str(place), "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=place, env=environment, stdout=log, stderr=subprocess.STDOUT)
    memory, ended = 0.0, 0
    while not ended:
        memory = max(memory, _memory(process.pid))
        time.sleep(0.02)
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{(place / 'log').read_text('utf-8')[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, memory)


def _memory(pid: int) -> float:
    """The memory of a process and those it has begun, now, in MiB; what they share counts once."""
    folder = Path(f"/proc/{pid}")
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", (folder / "smaps_rollup").read_text("ascii"), re.MULTILINE)
        begun = (folder / "task" / str(pid) / "children").read_text("ascii").split()
    except OSError:  # it has ended
        return 0
    return (int(found[1]) / 1024 if found else 0) + sum(_memory(int(each)) for each in begun)
