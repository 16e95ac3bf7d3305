"""Work done in processes of its own: each has a name, every wait has an end, and none outlives the one that began it.

A library may keep threads once it has run, as Typst does. A process that is split off (forked) afterwards has the
locks of those threads and not the threads, and can wait for them for ever. So nothing is split off from a process that
has threads; it is begun anew (spawned) instead, which takes half a second longer. See decisions/processes.md.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from macros.model.messages import Message, translated
from macros.rendering.cache import CANNOT_WRITE

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 300.0
"""Seconds after which work that shows nothing is taken for stuck: many times what the slowest takes."""


class ProcessError(Exception):
    """A process died, or was stuck and has been stopped; the message says which work it did."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)

    def __str__(self) -> str:
        """The message, in the language that was asked for."""
        return translated(self.message)


def can_split() -> bool:
    """Whether a process can be split off from this one safely: it has one thread, those of libraries counted.

    Only Linux tells how many there are.
    """
    threads = Path("/proc/self/task")
    return sys.platform == "linux" and len(list(threads.iterdir())) == 1


def is_child() -> bool:
    """Whether this process was begun by another to do some of its work."""
    return multiprocessing.parent_process() is not None


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class ChildProcess:
    """Work that began in a process of its own when this record was made."""

    def __init__(self, name: str, work: Callable[..., object], *arguments: Any) -> None:
        """Begins `work(*arguments)`; `name` says what it is, as messages to a person name it.

        Where a process cannot be split off, work and arguments are handed over by pickle.
        """
        self.name = name
        self._unwritten, theirs = multiprocessing.Pipe(duplex=False)
        begun: dict[str, Any] = {"target": _run, "args": (theirs, work, *arguments), "name": name, "daemon": True}
        self.process: BaseProcess
        if can_split():
            gc.freeze()  # what both have is not gone through again, which would copy it
            self.process = multiprocessing.get_context("fork").Process(**begun)
        else:
            self.process = multiprocessing.get_context("spawn").Process(**begun)
        self.process.start()
        theirs.close()

    def wait(self, seconds: float = PATIENCE) -> None:
        """Waits for the end of the work.

        Raises:
            ProcessError: it ended badly, and has printed what went wrong; or it has not ended within `seconds`.
            OSError: something could not be written, for lack of room or of rights.
        """
        self.process.join(seconds)
        if self.process.exitcode is None:
            self.stop()
            raise ProcessError(Message("process-stuck", work=self.name, seconds=round(seconds)))
        if self.process.exitcode:
            if self._unwritten.poll():
                with suppress(EOFError):  # it ended for another reason
                    raise self._unwritten.recv()
            raise ProcessError(Message("process-died", work=self.name, how=self.how_it_ended()))

    def how_it_ended(self) -> Message:
        """How the process ended, for a message; it has, or is about to."""
        self.process.join(5)
        code = self.process.exitcode
        if code is None:
            return Message("process-silent")
        if code < 0:
            return Message("process-killed", signal=signal.Signals(-code).name)
        return Message("process-failed", code=code)

    def stop(self) -> None:
        """Ends the process at once, and returns when it has ended; does nothing when it has already."""
        self.process.kill()
        self.process.join()


def _run(unwritten: Connection, work: Callable[..., object], *arguments: Any) -> None:
    """Does the work of a child; it leaves interruptions to the process that began it, and ends with that one.

    Sends the error when something cannot be written: whoever waits for the work says what to do.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        work(*arguments)
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        unwritten.send(error)
        sys.exit(1)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def each_in_processes(
    work: Callable[[Item], Result], items: Mapping[str, Item], seconds: float = PATIENCE
) -> dict[str, Result]:
    """What `work` makes of each item, by its name, made side by side on all processors.

    Even one item is worked on in another process, so that this one keeps no threads of the libraries used.

    Raises:
        ProcessError: a process died, or none was done within `seconds`; it names the items that were worked on.
        OSError: something could not be written, for lack of room or of rights.
    """
    waiting, results = list(items.items()), dict[str, Result]()
    number = min(processors(), len(waiting))
    workers = [_Worker(work, *waiting.pop(0)) for _ in range(number)]
    try:
        while busy := [worker for worker in workers if worker.item]:
            ready = wait([worker.connection for worker in busy], seconds)
            if not ready:
                names = [worker.item for worker in busy]
                raise ProcessError(Message("process-stuck", work=names, seconds=round(seconds)))
            for worker in (each for each in busy if each.connection in ready):
                results |= worker.heard()
                if not worker.item and waiting:
                    worker.give(*waiting.pop(0))
    finally:
        for worker in workers:
            worker.child.stop()
    return {name: results[name] for name in items}


class _Worker(Generic[Item, Result]):
    """A process that works on one item after another.

    It is handed the first once it has said that it lives: what is sent to a process that does not read could wait for
    ever.
    """

    def __init__(self, work: Callable[[Item], Result], name: str, item: Item) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        self.child = ChildProcess("worker", _serve, theirs, work)
        theirs.close()  # so that the end of the child is the end of the connection
        self.item = name
        """The name of the item that is worked on; empty when there is none."""
        self._first = [item]

    def give(self, name: str, item: Item) -> None:
        """Hands over an item; that the process has ended is told by `heard`."""
        self.item = name
        with suppress(ConnectionError):
            self.connection.send(item)

    def heard(self) -> dict[str, Result]:
        """What was made of the item, by its name; nothing when the process has only said that it lives.

        Raises `ProcessError` when the process has ended instead, and `OSError` when it could not write something.
        """
        try:
            made = self.connection.recv()
        except (EOFError, ConnectionError):
            raise ProcessError(Message("process-died", work=self.item, how=self.child.how_it_ended())) from None
        if self._first:
            self.give(self.item, self._first.pop())
            return {}
        if isinstance(made, OSError):
            raise made
        name, self.item = self.item, ""
        return {name: made}


def _serve(connection: Connection, work: Callable[[Item], Result]) -> None:
    """Says that it lives, then works on what comes, until the process is stopped."""
    connection.send(None)
    while True:
        item = connection.recv()
        try:
            made: Result | OSError = work(item)
        except OSError as error:
            if error.errno not in CANNOT_WRITE:
                raise
            made = error  # no fault of the work: whoever asked for it says what to do
        connection.send(made)
