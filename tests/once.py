"""What several workers need is made once: by the first that asks for it, while the others wait."""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Shared:
    """A folder that all workers of this run see; pytest keeps it as long as those of the tests."""

    root: Path

    @classmethod
    def of_this_run(cls, temporary: pytest.TempPathFactory) -> Shared:
        """Each worker has a folder below that of the run."""
        base = temporary.getbasetemp()
        root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
        root.mkdir(exist_ok=True)
        return cls(root)

    @contextmanager
    def alone(self, work: str) -> Iterator[None]:
        """Lets one worker at a time do this work."""
        with (self.root / f"{work}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # given back when the file is closed, even by the end of the process
            yield

    def folder(self, name: str, make: Callable[[Path], object]) -> Path:
        """The folder that `make` fills, to be read only; it is there whole or not at all."""
        target, unfinished = self.root / name, self.root / f"{name}.unfinished"
        with self.alone(name):
            if not target.exists():
                shutil.rmtree(unfinished, ignore_errors=True)  # where `make` failed before
                unfinished.mkdir()
                make(unfinished)
                unfinished.rename(target)
        return target


def free_port() -> int:
    """A port on this machine at which nobody listens.

    It is below those that the system gives to whoever asks for any, so that nobody else is given it meanwhile.
    """
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return port
    raise OSError("no free port")
