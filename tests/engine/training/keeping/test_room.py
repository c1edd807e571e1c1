"""A disk that fills up, at every write of a run: it waits, says so, and ends as if there had always been room."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import SafetensorError

from studio.contract.attempts import log
from studio.contract.events import Error, Event, Notice, RunState, State
from studio.contract.problems import ExitCode
from studio.contract.run import RunFolder
from studio.engine import train
from studio.engine.training import job, session
from studio.engine.training.keeping import ballast, room
from studio.engine.training.keeping.checkpoints import CheckpointFolder
from studio.engine.training.keeping.room import is_full, name_refusals
from tests.engine.training.conftest import MakeRun


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for room."""
    monkeypatch.setattr(room, "LOOK_SECONDS", 0.001)
    monkeypatch.setattr(ballast, "LOOK_SECONDS", 0.001)
    torch.set_num_threads(1)


class FullDisk:
    """Refuses the calls of a function from the ``first`` on, so many times, as a full disk does."""

    def __init__(self, function: Callable[..., Any], first: int, times: int) -> None:
        self.function, self.first, self.times = function, first, times
        self.calls = self.refused = 0

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.calls += 1
        if self.calls >= self.first and self.refused < self.times:
            self.refused += 1
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")
        return self.function(*arguments, **named)

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        return lambda *arguments, **named: self(owner, *arguments, **named)


def play(run: RunFolder) -> tuple[int, list[Event]]:
    code = train.main(["--run", str(run.path)])
    return code, run.events()


def list_pauses(events: list[Event]) -> list[str]:
    """Pauses and notices of the disk, in order, and the state after each pause."""
    said, paused = [], False
    for event in events:
        if isinstance(event, State):
            if paused or event.state is RunState.PAUSED:
                said.append(str(event.state))
            paused = event.state is RunState.PAUSED
        elif isinstance(event, Notice) and event.code.startswith("run.disk"):
            said.append(event.code)
    return said


WRITES: list[tuple[Any, str, int, str]] = [
    (job, "write_atomically", 1, "preparing"),
    (session, "write_atomically", 1, "preparing"),
    (CheckpointFolder, "write", 1, "training"),
    (CheckpointFolder, "write", 2, "evaluating"),
    (session, "write_model", 1, "saving"),
    (session, "write_results", 1, "saving"),
]


@pytest.mark.parametrize(("owner", "name", "first", "state"), WRITES)
def test_a_run_waits_for_room_and_ends_as_if_it_had_been_there(
    make_run: MakeRun, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, first: int, state: str
) -> None:
    whole, broken = make_run("whole", epochs=1), make_run("broken", epochs=1)
    assert play(whole)[0] == ExitCode.DONE
    full = FullDisk(getattr(owner, name), first, 3)
    monkeypatch.setattr(owner, name, full)
    code, events = play(broken)
    assert (code, full.refused) == (ExitCode.DONE, 3)
    assert list_pauses(events) == ["paused", "run.disk_full", "run.disk_free", state]
    assert not [event for event in events if isinstance(event, Error)]
    weights = [(run.path / "model" / "model.safetensors").read_bytes() for run in (whole, broken)]
    assert weights[0] == weights[1]


class Fill:
    """Lets the event log write for a while, then only half a line, until the ballast has gone."""

    def __init__(self, file: Any, path: Path) -> None:
        self._file, self._path, self.lines = file, path, 0

    def write(self, line: bytes) -> int:
        self.lines += 1
        full = self.lines == 6 and (self._path.parent / ballast.BALLAST).exists()
        return int(self._file.write(line[: len(line) // 2] if full else line))

    def close(self) -> None:
        self._file.close()


def test_the_last_room_is_for_saying_why_it_waits(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_run(epochs=1)
    opened: list[Fill] = []

    def reopen(self: Any) -> Any:
        file = real(self)
        if self.path.parent == run.path and not opened:
            opened.append(Fill(file, self.path))
            self._file = opened[0]
            return opened[0]
        return file

    real = log.EventLog._open
    monkeypatch.setattr(log.EventLog, "_open", reopen)
    code, events = play(run)
    assert code == ExitCode.DONE
    assert list_pauses(events)[:2] == ["paused", "run.disk_full"]
    assert list_pauses(events)[2] != "paused"
    assert [event.seq for event in events] == list(range(len(events)))
    assert not (run.path / ballast.BALLAST).exists()


def test_a_stop_while_it_waits_leaves_the_last_checkpoint(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_run(epochs=1)
    full = FullDisk(CheckpointFolder.write, 2, 10**6)

    def write(self: CheckpointFolder, *arguments: Any) -> Any:
        if full.refused == 3:
            run.ask("stop", 1)
        return full(self, *arguments)

    monkeypatch.setattr(CheckpointFolder, "write", write)
    code, events = play(run)
    assert code == ExitCode.COMPUTER
    assert [event.code for event in events if isinstance(event, Error)] == ["computer.disk_full"]
    kept = CheckpointFolder(run.path / "checkpoints").find_resumable()
    assert kept is not None
    assert kept.step == 0


def test_another_refusal_is_no_lack_of_room(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any) -> None:
        raise PermissionError(errno.EACCES, "no", "weights")

    monkeypatch.setattr(CheckpointFolder, "write", refuse)
    code, events = play(make_run(epochs=0.2))
    assert code == ExitCode.COMPUTER
    assert list_pauses(events) == []


@pytest.mark.parametrize(
    ("error", "number"),
    [
        (SafetensorError("I/O error: No space left on device (os error 28)"), errno.ENOSPC),
        (RuntimeError("Could not write: No space left on device"), errno.ENOSPC),
        (RuntimeError("denied (os error 13)"), errno.EACCES),
    ],
)
def test_libraries_say_it_in_their_way(error: Exception, number: int) -> None:
    with pytest.raises(OSError, match=re.escape(os.strerror(number))) as caught, name_refusals():
        raise error
    assert caught.value.errno == number


def test_what_is_no_refusal_stays_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError), name_refusals():
        raise ZeroDivisionError


@pytest.mark.parametrize(("number", "expected"), [(errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EIO, False)])
def test_what_counts_as_full(number: int, expected: bool) -> None:
    assert is_full(OSError(number, "x")) is expected
