"""How commands speak: in the language that was asked for, in colour on a terminal only (`NO_COLOR` is heeded)."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import click

from macros.model.messages import Message, translated
from macros.model.problems import UnknownRecordError
from macros.model.system_errors import said_by_system
from macros.rendering.cache import CANNOT_WRITE, NO_ROOM

PATIENCE = 2
"""Seconds after which it is shown that something is at work."""
_ERASE_LINE = "\r\x1b[K"


def say(sentence: str, **values: object) -> None:
    """Prints the result of a command: the sentence with this id."""
    click.echo(translated(Message(sentence, **values)))


def tell(problems: str, colour: str = "red") -> None:
    """Prints what is wrong, or may be; lines that begin at the left stand out."""
    lines = (line if line.startswith(" ") else click.style(line, fg=colour, bold=True) for line in problems.split("\n"))
    click.echo("\n".join(lines), err=True)


class WrongUseError(click.ClickException):
    """A command was used well but for what it was given: its usage is not explained."""

    exit_code = 2


def wrong_name(error: UnknownRecordError, titles: Mapping[str, str] | None = None) -> click.UsageError:
    """The error of a command that was given a name that nothing has; with `titles`, it lists all where none is near."""
    lines = []
    remedy = error.remedy
    if titles and remedy.sentence != "did-you-mean":
        remedy, longest = Message("known-names", names=""), max(map(len, titles))
        lines = [f"  {name:{longest}}  {titles[name]}" for name in sorted(titles)]
    said = translated(Message("with-remedy", fault=error.message, remedy=remedy))
    return click.UsageError("\n".join([said.rstrip(), *lines]))


class NotWrittenError(Exception):
    """Something could not be written, for lack of room or of rights: the message says what, and what to do."""


class NotPublishedError(NotWrittenError):
    """The same of a site that is built beside its place: what stands there stays as it was."""


@contextmanager
def unwritten_as(kind: type[NotWrittenError]) -> Iterator[None]:
    """Raises an error of this kind, with words, when something cannot be written for lack of room or of rights."""
    try:
        yield
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        said = said_by_system(error)
        if error.filename is not None:
            said = Message("system-said-of", said=said, place=os.fspath(error.filename))
        remedy = Message("guide-not-written" if error.errno in NO_ROOM else "guide-not-allowed")
        raise kind(f"{translated(said)}\n{translated(remedy)}") from error


class _Told(logging.Handler):
    """Tells what is logged."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            tell(self.format(record).strip("\n"), "red" if record.levelno >= logging.ERROR else "yellow")
        else:
            click.echo(self.format(record), err=True)


def hear_logs() -> None:
    """Has told what the guide logs, and of what MkDocs and its plugins log what is at least a warning.

    The logger of MkDocs passes on all: in strict mode it counts warnings. `mkdocs build --quiet` does not: its logger
    drops them before they are counted. What a browser asks in vain, while the guide is served, is no warning.
    """
    for name, level in {"guide": logging.INFO, "mkdocs": logging.WARNING}.items():
        log = logging.getLogger(name)
        if not log.handlers:
            log.addHandler(_Told(level))
        log.setLevel(logging.INFO)
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)


@contextmanager
def progress(sentence: str) -> Iterator[None]:
    """Shows on a terminal, after some seconds, what is at work and since when; nothing elsewhere.

    A timer of the system calls it, and no thread: beside a thread, a build would not split off processes
    (decisions/processes.md).
    """
    if not sys.stderr.isatty() or not hasattr(signal, "setitimer"):
        yield
        return
    began, words = time.monotonic(), translated(Message(sentence))

    def show(*_: object) -> None:
        os.write(sys.stderr.fileno(), f"{_ERASE_LINE}{words} {time.monotonic() - began:.0f} s".encode())

    before = signal.signal(signal.SIGALRM, show)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        os.write(sys.stderr.fileno(), _ERASE_LINE.encode())
