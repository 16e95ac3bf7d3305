"""What the system says when something cannot be written, in the language of messages where it is a usual error."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from macros.model.messages import Message

_USUAL = {
    errno.ENOSPC: "system-disk-full",
    errno.EDQUOT: "system-share-full",
    errno.EFBIG: "system-file-too-large",
    errno.EACCES: "system-not-allowed",
    errno.EPERM: "system-not-allowed",
    errno.EROFS: "system-read-only",
    errno.ENOENT: "system-is-nowhere",
    errno.EEXIST: "system-exists",
    errno.ENOTDIR: "system-is-file",
    errno.EISDIR: "system-is-folder",
    errno.ELOOP: "system-links-round",
    errno.ENOTEMPTY: "system-not-empty",
    errno.ENAMETOOLONG: "system-name-too-long",
}
"""The sentences of these errors; what else a system may say comes as it says it."""


def said_by_system(error: OSError) -> str:
    """What is wrong, without the place."""
    sentence = _USUAL.get(error.errno or 0)
    return Message(sentence) if sentence else error.strerror or str(error)


@contextmanager
def naming(place: Path) -> Iterator[None]:
    """Lets an error of the system name this place where it names none: a full disk is noticed within a file."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            error.filename = str(place)
        raise
