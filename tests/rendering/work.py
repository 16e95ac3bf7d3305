"""What processes do in tests; apart, since a process that is begun anew imports it and nothing else of the tests."""

from __future__ import annotations

import errno
import os
import signal
import time


def upper(text: str) -> str:
    return text.upper()


def obey(order: str) -> str:
    """Does what an item says: some end their process, or never come back."""
    if order == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "fails":
        raise ValueError("it fails")
    if order == "leaves":
        os._exit(3)
    if order == "finds the disk full":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a paper")
    if order == "sleeps":
        time.sleep(600)
    return order


def process_of(_: str) -> int:
    return os.getpid()


def never_read(*_: object) -> None:
    """What a process does that is stuck before its work begins."""
    time.sleep(600)
