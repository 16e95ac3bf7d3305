"""How commands end when the system asks them to: after they have cleaned up, as when they are interrupted."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ENDS = [each for name in ("SIGTERM", "SIGHUP") if (each := getattr(signal, name, None))]
"""What asks a process to end, and what says that its terminal is closed; Windows has no SIGHUP."""
_AGAIN = 0.05
"""Seconds after which it is asked again: long enough for whatever dropped the first to be done."""


class _Ending(BaseException):
    """Calls `dropped` with the number of a signal when it is destroyed.

    It may come up anywhere, and be dropped there: by Python while it destroys an object, or by pydantic while it tries
    the members of a union, where whatever is raised means "not this one".
    """

    def __init__(self, number: int, dropped: Callable[[int], None]) -> None:
        super().__init__(128 + number)
        self._number = number
        self._dropped = dropped

    def __del__(self) -> None:
        self._dropped(self._number)


class _AskedToEnd(_Ending, SystemExit):
    """Ends the process with 128 and the number of a signal."""


class _Interrupted(_Ending, KeyboardInterrupt):
    """Ctrl-C, which ends the process in its own way."""


@contextmanager
def cleaning_up_when_ended() -> Iterator[None]:
    """Lets what is done within clean up, once, when this process is interrupted, asked to end, or its terminal closed.

    It exits with 128 and the number of the signal, but for an interruption. What it was begun to ignore (`nohup`) stays
    ignored, and so does what comes while it cleans up: a second Ctrl-C left half of it undone.
    """
    before = {end: was for end in (*ENDS, signal.SIGINT) if (was := signal.getsignal(end)) is not signal.SIG_IGN}
    tell, is_within = sys.unraisablehook, True

    def listen() -> None:
        for end in before:
            signal.signal(end, leave)

    def leave(number: int, _: object) -> None:
        for end in before:
            signal.signal(end, signal.SIG_IGN)  # a terminal that is closed may say so twice
        raise (_Interrupted if number == signal.SIGINT else _AskedToEnd)(number, dropped)

    def dropped(number: int) -> None:
        if is_within:  # else it came through, and all is cleaned up
            listen()
            _ask_again(number)

    def tell_unless_ended(unraisable: sys.UnraisableHookArgs) -> None:
        if not isinstance(unraisable.exc_value, _Ending):  # which asks again
            tell(unraisable)

    sys.unraisablehook = tell_unless_ended
    listen()
    try:
        yield
    except _Interrupted:
        raise KeyboardInterrupt from None  # Python ends a process otherwise for one of a kind of its own
    finally:
        is_within = False
        sys.unraisablehook = tell
        for end, was in before.items():
            signal.signal(end, was)


def _ask_again(number: int) -> None:
    """Sends this process a signal a moment later."""
    if hasattr(signal, "pthread_kill"):
        again = threading.Timer(_AGAIN, signal.pthread_kill, (threading.main_thread().ident, number))
        again.daemon = True
        again.start()
