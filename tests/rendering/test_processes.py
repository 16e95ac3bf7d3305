"""Work in other processes: what dies or is stuck is named, and nothing outlives the process that began it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.content.site import ROOT
from macros.model.messages import CHOSEN
from macros.rendering import processes
from macros.rendering.processes import ChildProcess, ProcessError, can_split, each_in_processes
from tests.rendering.work import never_read, obey, process_of, upper

PYTHON = (sys.executable, "-c")


def alive(process: int) -> bool:
    """Whether a process is at work: not ended, and not waiting for its end to be noted."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text("utf-8")
    except FileNotFoundError:
        return False


def heed_interruptions() -> None:
    """Lets a process that is about to begin be interrupted, also when the tests run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_until(holds: Callable[[], bool]) -> None:
    """Waits until something holds, for a minute at most."""
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to hold within a minute")


@pytest.mark.parametrize("number", [0, 1, 2, 7])
def test_each_item_is_worked_on_and_found_under_its_name(number: int) -> None:
    items = {f"item {each}": f"text {each}" for each in range(number)}
    assert each_in_processes(upper, items) == {name: text.upper() for name, text in items.items()}


def test_no_item_is_worked_on_in_this_process() -> None:
    assert os.getpid() not in each_in_processes(process_of, {"one": ""}).values()


@pytest.mark.parametrize(
    ("order", "said"), [("dies", "ended by SIGKILL"), ("fails", "exit code 1"), ("leaves", "exit code 3")]
)
def test_a_process_that_dies_is_named_by_its_work(order: str, said: str) -> None:
    with pytest.raises(ProcessError, match=f"^the bad one: .*{said}"):
        each_in_processes(obey, {"a good one": "works", "the bad one": order, "another": "works"})


def test_a_full_disk_is_told_as_the_system_tells_it(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as full:
        each_in_processes(obey, {"a good one": "works", "another": "finds the disk full"})
    assert (full.value.errno, full.value.filename) == (errno.ENOSPC, "a paper")
    assert capfd.readouterr().err == ""


def test_a_full_disk_that_a_process_meets_alone_is_told_to_whoever_waits(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as full:
        ChildProcess("the pages", obey, "finds the disk full").wait()
    assert (full.value.errno, full.value.filename) == (errno.ENOSPC, "a paper")
    assert capfd.readouterr().err == ""


def test_a_process_that_is_stuck_is_named_and_stopped() -> None:
    with pytest.raises(ProcessError, match=r"^the slow one: not done after 1 seconds"):
        each_in_processes(obey, {"the slow one": "sleeps"}, seconds=1)


def test_a_process_that_is_stuck_before_it_takes_its_work_is_named_and_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is more than a pipe holds would be given for ever."""
    monkeypatch.setattr(processes, "_serve", never_read)
    with pytest.raises(ProcessError, match=r"^the large one: not done after 1 seconds"):
        each_in_processes(upper, {"the large one": "x" * 2_000_000}, seconds=1)


@pytest.mark.parametrize(
    ("order", "said"), [("dies", "SIGKILL"), ("fails", "exit code 1"), ("sleeps", "not done after")]
)
def test_a_child_says_how_it_ended(order: str, said: str, capfd: pytest.CaptureFixture[str]) -> None:
    child = ChildProcess("the work", obey, order)
    with pytest.raises(ProcessError, match=f"^the work: .*{said}"):
        child.wait(0.2 if order == "sleeps" else 60)
    assert not alive(child.process.pid or 0)
    assert ("ValueError: it fails" in capfd.readouterr().err) is (order == "fails")


def test_how_a_child_ended_is_told_in_the_language_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProcessError) as ended:
        ChildProcess("charter-fr", obey, "dies").wait(60)
    monkeypatch.setenv(CHOSEN, "nl")
    assert str(ended.value) == "charter-fr: het proces werd beëindigd door SIGKILL"


def test_a_child_that_ends_well_says_nothing() -> None:
    ChildProcess("the work", upper, "text").wait(60)


def test_a_stopped_child_has_ended() -> None:
    child = ChildProcess("the work", obey, "sleeps")
    child.stop()
    assert not alive(child.process.pid or 0)


def test_nothing_is_split_off_from_a_process_with_threads() -> None:
    """Typst keeps its threads; here any thread will do. The child then knows nothing of this process."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert not can_split()
    assert type(ChildProcess("the work", upper, "text").process).__name__ == "SpawnProcess"
    done.set()
    thread.join()


SETS_PAPERS = """
from pathlib import Path
from macros.rendering import processes
from macros.rendering.processes import can_split, each_in_processes
def set_with_typst(name):
    import typst
    return len(typst.compile(b"= A heading", format="pdf"))
assert can_split()
assert all(each_in_processes(set_with_typst, {"one": 1, "two": 2}).values())
assert can_split(), "a thread of Typst is left in the process that had papers set"
set_with_typst("here")
print("threads of Typst here:", not can_split())
"""


def test_typst_leaves_no_thread_in_the_process_that_has_papers_set() -> None:
    result = subprocess.run([*PYTHON, SETS_PAPERS], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (result.stderr, result.stdout) == ("", "threads of Typst here: True\n")


BEGINS_CHILDREN = """
import os, sys, time
from macros.rendering import processes
from macros.rendering.processes import ChildProcess
children = [ChildProcess("the work", time.sleep, 600) for _ in range(2)]
print(*(child.process.pid for child in children), flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_children_end_with_the_process_that_began_them(end: signal.Signals) -> None:
    begun = subprocess.Popen(
        [*PYTHON, BEGINS_CHILDREN],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=heed_interruptions,
    )
    assert begun.stdout is not None
    children = [int(each) for each in begun.stdout.readline().split()]
    assert all(alive(child) for child in children)
    begun.send_signal(end)
    begun.wait(60)
    begun.stdout.close()
    wait_until(lambda: not any(alive(child) for child in children))
