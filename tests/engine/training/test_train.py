"""The child process: its exit codes, its signals, and that it stops within moments."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime

import psutil
import pytest

from studio.contract.attempts.ownership import hold_run
from studio.contract.events import Event, Metric, RunState, State
from studio.contract.places import child_command, child_environment
from studio.contract.problems import ExitCode
from studio.contract.run import RunFolder
from studio.engine import train
from tests.engine.training.bench import list_notices, list_states
from tests.engine.training.conftest import MakeRun

STOP_SECONDS = 3.0


@pytest.fixture
def start() -> Iterator[Callable[[RunFolder], subprocess.Popen[bytes]]]:
    """Starts the child of a run with one thread; ends it with the test."""
    started = []

    def start(run: RunFolder) -> subprocess.Popen[bytes]:
        environment = child_environment() | {"OMP_NUM_THREADS": "1"}
        process = subprocess.Popen(
            child_command("train", "--run", str(run.path)), env=environment, stderr=subprocess.DEVNULL
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def watch(run: RunFolder, process: subprocess.Popen[bytes]) -> Iterator[Event]:
    """The events of the child as they come, until it has ended."""
    follower, ended = run.follow(), False
    while True:
        yield from follower.read_new()
        if ended:
            return
        try:
            process.wait(timeout=0.05)
            ended = True
        except subprocess.TimeoutExpired:
            continue


def count_seconds(process: psutil.Process) -> float:
    """Processor time so far: what a computer would take that does nothing else."""
    times = process.cpu_times()
    return float(times.user + times.system)


def test_a_run_of_the_starter_model_stops_within_three_seconds(
    make_run: MakeRun, start: Callable[[RunFolder], subprocess.Popen[bytes]]
) -> None:
    run = make_run(model="starter", epochs=50)
    process = start(run)
    request, asked, used, seen = None, 0.0, 0.0, []
    for event in watch(run, process):
        seen.append(event)
        if isinstance(event, Metric) and event.step >= 2 and request is None:
            asked, request = count_seconds(psutil.Process(process.pid)), run.ask("stop")
        if request is not None and process.poll() is None:
            used = count_seconds(psutil.Process(process.pid)) - asked
    assert request is not None
    assert process.returncode == ExitCode.STOPPED
    assert 0 <= used < STOP_SECONDS
    stopping, stopped = (event for event in seen[-5:] if isinstance(event, State))
    delay = datetime.fromisoformat(stopping.time) - datetime.fromisoformat(request.time)
    assert delay.total_seconds() < STOP_SECONDS
    assert (stopping.state, stopped.state) == (RunState.STOPPING, RunState.STOPPED)
    assert (run.path / "model" / "model.safetensors").exists()
    assert (run.path / "report.json").exists()


def test_a_termination_signal_means_stop_and_going_on_ends_done(
    make_run: MakeRun, start: Callable[[RunFolder], subprocess.Popen[bytes]]
) -> None:
    run = make_run()
    process = start(run)
    for event in watch(run, process):
        if isinstance(event, Metric) and event.step >= 1:
            process.terminate()
            break
    states = list_states(watch(run, process))
    assert process.returncode == ExitCode.STOPPED
    assert states[-2:] == [RunState.STOPPING, RunState.STOPPED]
    assert "run.request_taken" in list_notices(run.events())
    assert train.main(["--run", str(run.path)]) == ExitCode.DONE
    assert run.state() is RunState.DONE
    assert run.attempt() == 2


def test_a_second_signal_soon_after_ends_at_once(make_run: MakeRun) -> None:
    run = make_run()
    script = (
        "import signal, sys; from pathlib import Path; from studio.contract.run import RunFolder;"
        "from studio.engine import train; train._stop_on_signals(RunFolder(Path(sys.argv[1])), 1);"
        "signal.raise_signal(signal.SIGTERM); print('alive', flush=True); signal.raise_signal(signal.SIGTERM);"
        "print('too late')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(run.path)], env=child_environment(), stdout=subprocess.PIPE, text=True
    )
    assert ended.stdout == "alive\n"
    assert ended.returncode == -signal.SIGTERM
    assert [(request.kind, request.for_attempt) for request in run.requests()] == [("stop", 1)]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"max_length": 4096}, ExitCode.USAGE),
        ({"model": "no/model"}, ExitCode.COMPUTER),
        ({"epochs": 0.1}, ExitCode.DONE),
    ],
)
def test_exit_codes_are_those_of_the_first_problem(
    make_run: MakeRun, values: dict[str, object], code: ExitCode
) -> None:
    assert train.main(["--run", str(make_run(**values).path)]) == code


def test_a_run_that_somebody_else_holds_is_left_alone(make_run: MakeRun, capsys: pytest.CaptureFixture[str]) -> None:
    run = make_run()
    before = run.events()
    with hold_run(run.path, 1):
        assert train.main(["--run", str(run.path)]) == ExitCode.OWNED
    assert run.events() == before
    assert "already being worked on" in capsys.readouterr().err
