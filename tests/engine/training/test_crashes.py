"""Real trainings that end badly: each end is understood, and the next attempt goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import torch

from studio.contract.attempts.evidence import explain_loss, read_exit
from studio.contract.attempts.launching import start_keeper
from studio.contract.attempts.ownership import is_kept
from studio.contract.events import Error, Event, Metric, RunState
from studio.contract.places import child_command, child_environment
from studio.contract.problems import ExitCode
from studio.contract.run import RunFolder
from studio.engine import train
from studio.engine.tasks.protocol import Feature
from studio.engine.tasks.token_classification import TokenClassification
from studio.engine.training import loop, session
from studio.engine.training.losses import sum_loss
from tests.engine.training.bench import list_states
from tests.engine.training.conftest import MakeRun

GROUPS = Path("/sys/fs/cgroup/memory")
ROOM = 200_000_000
"""Bytes in which a keeper has room, and a training that imports torch has not."""


def list_errors(run: RunFolder) -> list[str]:
    return [event.code for event in run.events() if isinstance(event, Error)]


def break_after(steps: int, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loss cannot be computed any more after so many micro-batches, once."""
    done = iter(range(10**6))

    def fail(*arguments: Any) -> torch.Tensor:
        if next(done) == steps:
            raise error
        return sum_loss(*arguments)

    monkeypatch.setattr(loop, "sum_loss", fail)


@pytest.mark.parametrize(
    ("error", "code", "exit_code"),
    [
        (torch.AcceleratorError("CUDA error: unspecified launch failure"), "computer.device_lost", ExitCode.COMPUTER),
        (IndexError("Target 31 is out of bounds."), "training.bad_label", ExitCode.FAILED),
        (RuntimeError("CUDA error: device-side assert triggered"), "training.bad_index", ExitCode.FAILED),
    ],
)
def test_what_a_device_says_ends_the_attempt_understood_and_the_next_one_is_done(
    make_run: MakeRun, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str, exit_code: ExitCode
) -> None:
    run = make_run(epochs=1)
    break_after(2, error, monkeypatch)
    assert train.main(["--run", str(run.path)]) == exit_code
    assert list_errors(run) == [code]
    assert run.state() is RunState.FAILED
    assert train.main(["--run", str(run.path)]) == ExitCode.DONE
    assert list_errors(run) == [code]


def test_yesterday_s_stop_request_stops_nothing_today(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for while the attempt was ending anyway: the next one goes to its end."""
    run = make_run(epochs=1)
    break_after(2, torch.AcceleratorError("CUDA error: unspecified launch failure"), monkeypatch)
    train.main(["--run", str(run.path)])
    assert run.ask("stop").for_attempt == 1
    assert train.main(["--run", str(run.path)]) == ExitCode.DONE
    assert (run.attempt(), run.state()) == (2, RunState.DONE)


def test_a_mistake_of_ours_is_still_told_as_one(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_run(epochs=1)
    break_after(1, IndexError("list index out of range"), monkeypatch)
    with pytest.raises(IndexError):
        train.main(["--run", str(run.path)])
    assert list_errors(run) == ["defect.unexpected"]


def spoil_labels(monkeypatch: pytest.MonkeyPatch) -> None:
    """One window of the training data is to learn a tag that does not exist."""
    features = TokenClassification.features

    def spoil(self: TokenClassification, *arguments: Any) -> list[Feature]:
        made = features(self, *arguments)
        labels = np.where(made[7].labels >= 0, 99, made[7].labels).astype(np.int32)
        return [*made[:7], replace(made[7], labels=labels), *made[8:]]

    monkeypatch.setattr(TokenClassification, "features", spoil)


def test_a_bad_label_is_named_with_file_and_row_before_training(
    make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = make_run()
    spoil_labels(monkeypatch)
    assert train.main(["--run", str(run.path)]) == ExitCode.FAILED
    (error,) = (event for event in run.events() if isinstance(event, Error))
    assert (error.code, error.values["label"], error.values["split"]) == ("training.bad_label", 99, "train")
    assert error.place["row"] > 1
    assert error.place["file"].endswith("train.conll")
    assert RunState.TRAINING not in list_states(run.events())


def test_torch_itself_refuses_a_bad_label_that_nobody_saw(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run = make_run()
    spoil_labels(monkeypatch)
    monkeypatch.setattr(session, "check_labels", lambda *arguments: None)
    assert train.main(["--run", str(run.path)]) == ExitCode.FAILED
    assert list_errors(run) == ["training.bad_label"]


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process as Linux has them")
def test_memory_that_is_refused_is_told_and_the_next_attempt_has_it(make_run: MakeRun) -> None:
    """A limit on the process's addresses, and the rest used up: the system refuses, and ends nobody."""
    run = make_run(model="starter", epochs=0.5)
    script = (
        "import resource, sys; from pathlib import Path; from studio.contract.events import RunState, State\n"
        "from studio.contract.run import RunFolder; from studio.engine import train\n"
        "append, used = RunFolder.append, []\n"
        "def use_up(run, event):\n"
        "    if isinstance(event, State) and event.state is RunState.TRAINING:\n"
        "        pages = int(Path('/proc/self/statm').read_text().split()[0]) * resource.getpagesize()\n"
        "        resource.setrlimit(resource.RLIMIT_AS, (pages, resource.RLIM_INFINITY))\n"
        "        try:\n"
        "            while True: used.append(bytearray(1_000_000))\n"
        "        except MemoryError: del used[-8:]\n"
        "    return append(run, event)\n"
        "RunFolder.append = use_up; sys.exit(train.main(['--run', sys.argv[1]]))"
    )
    environment = child_environment() | {"OMP_NUM_THREADS": "1"}
    ended = subprocess.run([sys.executable, "-c", script, str(run.path)], env=environment, stderr=subprocess.PIPE)
    assert ended.returncode == ExitCode.COMPUTER, ended.stderr.decode()
    assert list_errors(run) == ["computer.no_memory"]
    assert run.state() is RunState.FAILED
    assert train.main(["--run", str(run.path)]) == ExitCode.DONE


@pytest.fixture
def small_group() -> Iterator[Path]:
    """A control group with little memory; skips where this account may not make one."""
    folder = GROUPS / f"studio-test-{os.getpid()}"
    try:
        folder.mkdir()
        (folder / "memory.limit_in_bytes").write_text(str(ROOM))
    except OSError as error:
        pytest.skip(f"no control group can be made here: {error}")
    yield folder
    folder.rmdir()


def test_the_kernel_ends_a_training_for_lack_of_memory_and_the_next_one_runs(
    make_run: MakeRun, small_group: Path
) -> None:
    """The real keeper and the real training, and the kernel's own figures."""
    run = make_run(epochs=0.1)
    enter = f'echo $$ > {small_group}/cgroup.procs && exec "$@"'
    command = ["sh", "-c", enter, "sh", *child_command("keeper", "--run", str(run.path))]
    subprocess.run(command, env=child_environment(), check=True, stdin=subprocess.DEVNULL)
    end = read_exit(run.path)
    assert end is not None
    assert (end.signal, end.oom_kills) == ("SIGKILL", 1)
    assert end.peak_memory
    problem = explain_loss(run)
    assert problem.code == "run.lost_memory"
    assert '"oom_kills":1' in problem.details
    assert train.main(["--run", str(run.path)]) == ExitCode.DONE


def wait_for(run: RunFolder, is_it: Callable[[list[Event]], bool]) -> list[Event]:
    """All events, as soon as they are what is waited for; fails after two minutes."""
    follower = run.follow()
    seen: list[Event] = []
    for _ in range(6000):
        seen += follower.read_new()
        if is_it(seen):
            return seen
        threading.Event().wait(0.02)
    raise AssertionError(seen[-5:])


def count_points(events: list[Event]) -> int:
    return sum(isinstance(event, Metric) for event in events)


def test_a_training_goes_on_without_its_keeper_and_obeys(make_run: MakeRun) -> None:
    run = make_run(epochs=500)
    start_keeper(run)
    try:
        before = count_points(wait_for(run, lambda events: count_points(events) > 2))
        owner = run.owner()
        assert owner is not None
        keeper = psutil.Process(owner.pid).parent()
        assert keeper is not None
        assert "keeper" in " ".join(keeper.cmdline())
        keeper.kill()
        wait_for(run, lambda events: count_points(events) > before + 2)
        assert not is_kept(run.path)
        assert run.state() in (RunState.TRAINING, RunState.EVALUATING)
    finally:
        run.ask("stop")
    wait_for(run, lambda events: list_states(events)[-1] is RunState.STOPPED)
    assert (run.path / "model" / "model.safetensors").exists()
