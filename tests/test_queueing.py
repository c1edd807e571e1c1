"""``studio queue`` and ``studio train --queue``: one queue, seen and changed from a terminal."""

import json
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from studio.contract.attempts.ownership import KEEPER_LOCK, is_kept
from studio.contract.attempts.queue import DeviceQueue
from studio.contract.events import RunState, State
from studio.contract.problems import ExitCode
from studio.contract.run import RunFolder
from tests.conftest import Command

RECIPE = "task: text-classification\ndata: {train: a.csv}\ndevice: cpu\n"


def queue_up(title: str, at: int, path: Path | None = None) -> RunFolder:
    """A run whose keeper is gone."""
    run = RunFolder.create(RECIPE, title=title, path=path)
    time = f"2026-11-23T12:00:0{at}.000Z"
    run.record(State(state=RunState.QUEUED, attempt=1, time=time))
    DeviceQueue("cpu").join(run.path, time)
    return run


def test_an_empty_queue_says_so(studio: Command) -> None:
    assert studio("queue") == (ExitCode.DONE, "No run waits.\n", "")
    assert json.loads(studio("queue", "--json")[1]) == {"queue": []}


def test_the_queue_is_listed_and_changed(studio: Command, tmp_path: Path) -> None:
    working, a, b = queue_up("working", 0), queue_up("a", 1), queue_up("b", 2, tmp_path / "b")
    queue = DeviceQueue("cpu")
    name = queue.join(working.path, "2026-11-23T12:00:00.000Z")
    (a.path / "run.json").write_text("{")
    with FileLock(queue.ticket(name)), FileLock(a.path / KEEPER_LOCK), FileLock(working.path / KEEPER_LOCK):
        queue.come(name)
        working.record(State(state=RunState.FAILED, attempt=1))  # as good as training: nothing here is at it
        code, out, err = studio("queue", "--first", b.path)
        assert (code, err) == (ExitCode.DONE, "")
        *lines, hint = out.splitlines()
        assert lines == [
            f"Now working ({working.path.name}) · cpu · Failed",
            f"1. b ({b.path}) · cpu · Waiting for its turn",
            f"2. {a.path.name} ({a.path.name}) · cpu · Waiting for its turn",
        ]
        assert hint.startswith("Some of these runs sleep since a restart.")
        code, out, _ = studio("queue", "--cancel", b.path, "--json")
    assert code == ExitCode.DONE
    assert json.loads(out)["queue"] == [
        {"place": 0, "run": working.path.name, "title": "working", "device": "cpu", "state": "failed", "kept": True},
        {"place": 1, "run": a.path.name, "title": a.path.name, "device": "cpu", "state": "queued", "kept": True},
    ]
    assert b.state() is RunState.STOPPED


@pytest.mark.parametrize("option", ["--first", "--cancel"])
def test_what_does_not_wait_is_refused(studio: Command, option: str) -> None:
    run = RunFolder.create(RECIPE)
    code, _, err = studio("queue", option, run.path.name)
    assert code == ExitCode.USAGE
    assert err.startswith(f"“{run.path.name}” does not wait for its turn.\n")
    assert studio("queue", option, "nowhere")[0] == ExitCode.USAGE


def test_a_queued_training_wakes_what_slept_and_both_are_taken_out(studio: Command, tmp_path: Path, home: Path) -> None:
    """Real keepers, while something else has the device."""
    asleep = queue_up("asleep", 0, tmp_path / "asleep")
    (tmp_path / "recipe.yaml").write_text(RECIPE)
    new = RunFolder(tmp_path / "new")
    with FileLock(home / "queue" / "cpu" / "device.lock"):
        code, out, err = studio("train", tmp_path / "recipe.yaml", "--queue", "--run", new.path)
        assert (code, err) == (ExitCode.DONE, "")
        assert out.splitlines()[1:] == [
            "Queued. It trains when its turn comes.",
            "One run that waited before a restart goes on waiting.",
        ]
        for run in (new, asleep):
            code, out, _ = studio("queue", "--cancel", run.path)
            assert (code, run.state()) == (ExitCode.DONE, RunState.STOPPED)
        assert out == "No run waits.\n"
    while is_kept(new.path) or is_kept(asleep.path):
        threading.Event().wait(0.02)
