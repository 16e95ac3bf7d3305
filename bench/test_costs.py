"""Measures what each test costs, in processor seconds, with all that its processes do: builds, browsers, validators.

Run it by hand, with what pytest is given: `.venv/bin/python -m bench.test_costs -n 2 tests/publishing`. It prints
what each file costs and the dearest tests, in Markdown. What a fixture makes counts for the test that asked for it
first. What nobody waits for when it ends, such as parts of a browser, counts until the last look at it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = "COSTS_OF_TESTS"
"""The variable that tells each worker where to note its costs."""
_TICKS = os.sysconf("SC_CLK_TCK")
_SHOWN = 40


def main() -> None:
    """Runs the tests and prints what they cost."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "bench.test_costs", *sys.argv[1:]]
        ended = subprocess.run(command, env=os.environ | {FOLDER: folder}, check=False)
        whole = os.times()
        lines = [line for file in Path(folder).iterdir() for line in file.read_text("utf-8").splitlines()]
    costs = [(float(cost), test) for cost, test in (line.split("\t") for line in lines)]
    by_file, by_test = Counter[str](), Counter[str]()
    for cost, test in costs:
        by_file[test.partition("::")[0]] += cost  # type: ignore[assignment]  # a sum of seconds
        by_test[test] += cost  # type: ignore[assignment]
    print(
        f"\n{whole.children_user + whole.children_system:.0f} processor seconds, {sum(by_file.values()):.0f} in tests"
    )
    for title, counted in (("file", by_file), ("test", by_test)):
        print(f"\n| {title} | seconds |\n|---|---|")
        for name, cost in counted.most_common(_SHOWN):
            print(f"| {name} | {cost:.1f} |")
    sys.exit(ended.returncode)


def spent(process: int) -> float:
    """The processor seconds of a process, and of all that it has begun, ended or not."""
    of_whom: dict[int, list[int]] = {}
    seconds: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
            except OSError:  # it has ended
                continue
            of_whom.setdefault(int(fields[1]), []).append(int(entry.name))
            seconds[int(entry.name)] = sum(map(int, fields[11:15]))
    total, left = 0, [process]
    while left:
        each = left.pop()
        total += seconds.get(each, 0)
        left += of_whom.get(each, [])
    return total / _TICKS


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Notes what a test has cost, with what was made for it."""
    before = spent(os.getpid())
    yield
    with (Path(os.environ[FOLDER]) / str(os.getpid())).open("a", encoding="utf-8") as notes:
        notes.write(f"{max(0.0, spent(os.getpid()) - before):.2f}\t{item.nodeid}\n")


if __name__ == "__main__":
    main()
