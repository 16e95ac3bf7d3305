"""Keeps which texts were found sound, so that a check looks only at those that have changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
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
    what that imports. The verdicts stand in the file `kept`.
    """
    recipe = cache_key((), module)
    names = {hashlib.sha256(f"{recipe}\n{key!r}".encode("utf-8", "replace")).hexdigest(): key for key in items}
    sound = set(kept.read_text("ascii", "replace").split()) if kept.exists() else set()
    problems = list(find([items[key] for name, key in names.items() if name not in sound]))
    if not problems and sound != names.keys():
        kept.parent.mkdir(exist_ok=True)
        write_whole(kept, "\n".join(names).encode())
    return problems
