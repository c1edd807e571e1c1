"""What is killed leaves nobody behind: not a training, not its workers; and nobody else's process is touched."""

import contextlib
import os
import secrets
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from studio.contract.attempts.evidence import explain_loss, read_exit
from studio.contract.attempts.launching import start_keeper
from studio.contract.attempts.ownership import TOKEN_VARIABLE, end_owner, is_kept
from studio.contract.events import Event, Metric, RunState, State
from studio.contract.places import child_environment
from studio.contract.problems import StudioError
from studio.contract.run import RunFolder
from studio.engine import keeper
from studio.engine.desktop.notification import Notifier

RECIPE = "task: text-classification\nmodel: scratch-tiny\ndata: {train: train.csv}\nepochs: 500\ndevice: cpu\n"

TRAINING = """
import faulthandler, os, signal, subprocess, sys
from pathlib import Path
from studio.contract.events import Metric, RunState, State
from studio.contract.run import RunFolder
run, end = RunFolder(Path(sys.argv[1])), sys.argv[2]
with run.own() as attempt, (run.path / "faults.txt").open("a") as faults:
    faulthandler.enable(faults)
    worker = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE)
    (run.path / "worker.pid").write_text(str(worker.pid))
    run.append(State(state=RunState.TRAINING, attempt=attempt))
    run.append(Metric(step=1, split="train", values={"loss": 1.0}))
    if end == "waits": sys.stdin.read() or signal.pause()
    if end == "crashes": faulthandler._sigsegv()
    if end == "aborts": os.abort()
    os.kill(os.getpid(), signal.SIGKILL)
"""
"""A training with a worker of its own, which ends as its second argument says."""


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> RunFolder:
    monkeypatch.setattr(Notifier, "notify", lambda self, title, body: None)
    folder = RunFolder.create(RECIPE, title="News")
    folder.record(State(state=RunState.QUEUED, attempt=1))
    return folder


@pytest.fixture
def stranger() -> Iterator["subprocess.Popen[bytes]"]:
    """Somebody else's process, with the token of another run."""
    environment = os.environ | {TOKEN_VARIABLE: secrets.token_hex(16)}
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, env=environment) as process:
        yield process
        assert process.poll() is None
        process.communicate(b"\n")


def is_gone(pid: int) -> bool:
    """Whether the process has ended within some seconds."""
    try:
        process = psutil.Process(pid)
        psutil.wait_procs([process], timeout=10)
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.parametrize(
    ("end", "signal", "code", "words"),
    [
        ("is killed", "SIGKILL", "run.lost_signal", "last heartbeat"),
        ("crashes", "SIGSEGV", "run.lost_crash", "Fatal Python error: Segmentation fault"),
        ("aborts", "SIGABRT", "run.lost_crash", "Fatal Python error: Aborted"),
    ],
)
def test_a_training_that_dies_leaves_no_worker_and_is_explained(
    run: RunFolder,
    stranger: "subprocess.Popen[bytes]",
    monkeypatch: pytest.MonkeyPatch,
    end: str,
    signal: str,
    code: str,
    words: str,
) -> None:
    command = [sys.executable, "-c", TRAINING, str(run.path), end]
    monkeypatch.setattr(keeper, "child_command", lambda *arguments: command)
    assert keeper.main(["--run", str(run.path)]) == 0
    assert is_gone(int((run.path / "worker.pid").read_text()))
    found = read_exit(run.path)
    assert found is not None
    assert found.signal == signal
    problem = explain_loss(run)
    assert problem.code == code
    assert words in problem.details
    assert "last heartbeat" in problem.details
    assert "step=1" in problem.details


@pytest.fixture
def kept(run: RunFolder) -> Iterator[psutil.Process]:
    """A keeper in a process of its own, whose training waits; both go with the test."""
    command = [sys.executable, "-c", TRAINING, str(run.path), "waits"]
    program = (
        "from studio.engine import keeper\n"
        f"keeper.child_command = lambda *arguments: {command!r}\n"
        f"keeper.main(['--run', {str(run.path)!r}])"
    )
    with subprocess.Popen([sys.executable, "-c", program], env=child_environment(), start_new_session=True) as process:
        training: list[psutil.Process] = []
        try:
            wait_for(run, Metric)
            training = psutil.Process(process.pid).children(recursive=True)
            yield psutil.Process(process.pid)
        finally:
            process.kill()
            for one in training:
                with contextlib.suppress(psutil.NoSuchProcess):
                    one.kill()


def wait_for(run: RunFolder, kind: type[Event]) -> None:
    """Returns when the run has said such an event; fails after two minutes."""
    follower = run.follow()
    for _ in range(6000):
        if any(isinstance(event, kind) for event in follower.read_new()):
            return
        threading.Event().wait(0.02)
    raise AssertionError(run.events())


def test_a_training_without_its_keeper_is_still_owned_and_can_be_ended(
    run: RunFolder, kept: psutil.Process, stranger: "subprocess.Popen[bytes]"
) -> None:
    owner = run.owner()
    assert owner is not None
    kept.kill()
    kept.wait(10)
    assert not is_kept(run.path)
    assert run.state() is RunState.TRAINING
    assert run.owner() is not None
    with pytest.raises(StudioError) as caught:
        start_keeper(run)
    assert caught.value.problems[0].code == "run.owned"
    end_owner(run.path)
    assert is_gone(owner.pid)
    assert is_gone(int((run.path / "worker.pid").read_text()))
    assert run.state() is RunState.LOST
    problem = explain_loss(run)
    assert problem.code == "run.lost_unwatched"
    assert f"process {owner.pid}" in problem.details
