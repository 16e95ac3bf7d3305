"""Work done in a process of its own, beside this one, with all that this one has read and made so far."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable


def two_cores() -> bool:
    """Whether a process can be split off here safely, and has a processor to itself.

    Only Linux: elsewhere a library of the system may keep threads, which a split leaves behind.
    """
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class Beside:
    """Work that began in a process of its own when this record was made."""

    def __init__(self, work: Callable[[], None]) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # what both have is not gone through again, which would copy it
        self._process = os.fork()
        if not self._process:
            os._exit(_code(work))

    def sound(self) -> bool:
        """Waits for the end of the work; whether it ended well. What went wrong has been printed."""
        return os.waitpid(self._process, 0)[1] == 0


def _code(work: Callable[[], None]) -> int:
    """The exit code of the work: 0, or 1 once what went wrong has been printed."""
    try:
        work()
    except SystemExit as error:
        print(error, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
