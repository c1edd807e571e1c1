"""The queue with real keepers, each a process of its own, and no window."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from studio.contract.attempts.launching import start_keeper, wake_queue
from studio.contract.attempts.ownership import is_kept
from studio.contract.attempts.queue import cancel, list_waiting, move
from studio.contract.events import Notice, RunState, State
from studio.contract.run import RunFolder

RECIPE = "task: text-classification\ndata: {train: missing.csv}\ndevice: cpu\n"
PATIENCE_SECONDS = 120.0
TRAINING = """
import os, sys
if "studio.engine.train" in sys.orig_argv:
    from pathlib import Path
    from studio.contract.events import RunState, State
    from studio.contract.run import RunFolder
    run = RunFolder(Path(sys.orig_argv[-1]))
    with run.own() as attempt:
        for state in (RunState.PREPARING, RunState.TRAINING, RunState.DONE):
            run.append(State(state=state, attempt=attempt))
    os._exit(0)
"""
"""Stands in for a training, which would only load its libraries: Python runs it before all else."""


def wait_until(is_it: Callable[[], bool]) -> None:
    """Returns when it is so."""
    pause, waited = threading.Event(), 0.0
    while not is_it():
        pause.wait(0.05)
        waited += 0.05
        assert waited < PATIENCE_SECONDS


def find_keeper(run: RunFolder) -> psutil.Process:
    """The process that sees to a run."""
    children = psutil.Process().children()
    return next(child for child in children if child.is_running() and str(run.path) in child.cmdline())


@pytest.fixture
def runs(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[RunFolder]]:
    """Three runs to queue, the last of them outside the library; whatever is left of them ends with the test."""
    (tmp_path / "before").mkdir()
    (tmp_path / "before" / "sitecustomize.py").write_text(TRAINING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "before"))
    made = [RunFolder.create(RECIPE, title="a"), RunFolder.create(RECIPE, title="b")]
    made.append(RunFolder.create(RECIPE, title="c", path=tmp_path / "c"))
    yield made
    for child in psutil.Process().children(recursive=True):
        if any(str(run.path) in child.cmdline() for run in made):
            child.kill()


def list_places(runs: list[RunFolder]) -> list[tuple[str, bool]]:
    titles = {str(run.path): run.card().title for run in runs}
    return [(titles[waiting.run], waiting.is_kept) for waiting in list_waiting()]


def find_time(run: RunFolder, state: RunState) -> str:
    return next(event.time for event in run.events() if isinstance(event, State) and event.state is state)


def test_the_order_outlives_keepers_and_is_obeyed_by_them(home: Path, runs: list[RunFolder]) -> None:
    a, b, c = runs
    (home / "queue" / "cpu").mkdir(parents=True)
    with FileLock(home / "queue" / "cpu" / "device.lock"):  # another training goes on
        for run in runs:
            start_keeper(run)
        wait_until(lambda: len(list_waiting()) == len(runs))
        assert list_places(runs) == [("a", True), ("b", True), ("c", True)]
        move(c.path, "first")
        cancel(b)
        wait_until(lambda: b.state() is RunState.STOPPED and not is_kept(b.path))
        assert list_places(runs) == [("c", True), ("a", True)]
        keepers = [find_keeper(run) for run in (a, c)]
        for keeper in keepers:
            keeper.kill()  # as when the computer goes off
        psutil.wait_procs(keepers, timeout=30)
        wait_until(lambda: not is_kept(a.path) and not is_kept(c.path))
        assert list_places(runs) == [("c", False), ("a", False)]
        assert [run.path for run in wake_queue()] == [a.path, c.path]
        wait_until(lambda: list_places(runs) == [("c", True), ("a", True)])
        start_keeper(b)  # Continue
        wait_until(lambda: list_places(runs) == [("c", True), ("a", True), ("b", True)])
        cancel(b)
    wait_until(lambda: all(run.state().is_final and not is_kept(run.path) for run in runs))
    assert (a.state(), b.state(), c.state()) == (RunState.DONE, RunState.STOPPED, RunState.DONE)
    assert find_time(c, RunState.DONE) < find_time(a, RunState.PREPARING)
    waits = [event.values["count"] for event in c.events() if isinstance(event, Notice) and event.code == "run.waits"]
    assert waits[0] == 2
    assert waits[-1] == 1
    assert list_waiting() == []
    left = {path.suffix for path in (home / "queue" / "cpu").iterdir()}
    assert left <= {".lock", ".json"}
