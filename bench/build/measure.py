"""What a command costs, as the system counts it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Cost(NamedTuple):
    """Seconds on the clock, seconds of all processors, and the largest memory of one process in MiB."""

    wall: float
    processor: float
    memory: float


def measured(command: list[str], place: Path) -> Cost:
    """What the command costs, run in the folder `place`; ends the measurement when it fails."""
    environment = os.environ | {"PYTHONPATH": str(place), "NO_MKDOCS_2_WARNING": "1"}
    start = time.perf_counter()
    with (
        (place / "log").open("wb") as log,
        subprocess.Popen(command, cwd=place, env=environment, stdout=log, stderr=subprocess.STDOUT) as process,
    ):
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{(place / 'log').read_text('utf-8')[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
