"""Keeps which texts were found sound, so that a check looks only at those that have changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from macros.model.problems import Problem
from macros.rendering.cache import cache_key, write_whole

T = TypeVar("T")


def unless_sound(
    kept: Path, module: str, items: Mapping[Any, T], find: Callable[[list[T]], Iterable[Problem]]
) -> list[Problem]:
    """What `find` finds wrong with items, of which those that were found sound last time are not looked at again.

    The key of an item says all that the verdict on it depends on, but for `module`, the one of ours that finds, and
    what that imports. The verdicts stand in the file `kept`; where none can be kept, all is looked at each time.
    """
    recipe = cache_key((), module)
    names = {hashlib.sha256(f"{recipe}\n{key!r}".encode("utf-8", "replace")).hexdigest(): key for key in items}
    sound = _kept_in(kept)
    problems = list(find([items[key] for name, key in names.items() if name not in sound]))
    if not problems and sound != names.keys():
        with suppress(OSError):
            kept.parent.mkdir(exist_ok=True)
            write_whole(kept, "\n".join(names).encode())
    return problems


def _kept_in(file: Path) -> set[str]:
    try:
        return set(file.read_text("ascii", "replace").split())
    except OSError:
        return set()
