"""Compares the files of two builds."""

from __future__ import annotations

from pathlib import Path


def files_in(site: Path) -> dict[str, bytes]:
    """The files of a folder by their paths in it."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def print_differences(ours: dict[str, bytes], theirs: dict[str, bytes]) -> None:
    """Prints how many files are the same, and what differs: names, and the first bytes that do."""
    both = ours.keys() & theirs.keys()
    other = sorted(name for name in both if ours[name] != theirs[name])
    missing, added = sorted(ours.keys() - theirs.keys()), sorted(theirs.keys() - ours.keys())
    print(f"  the same: {len(both) - len(other)}; different: {len(other)}; missing: {len(missing)}; more: {len(added)}")
    for name in other:
        print(f"  different: {name}: {_first_difference(ours[name], theirs[name])}")
    for what, names in (("missing", missing), ("more", added)):
        print("".join(f"  {what}: {name}\n" for name in names), end="")


def _first_difference(ours: bytes, theirs: bytes) -> str:
    at = next(place for place in range(len(ours)) if ours[place : place + 1] != theirs[place : place + 1])
    shown = slice(max(0, at - 20), at + 40)
    return f"{ours[shown]!r} became {theirs[shown]!r}"
