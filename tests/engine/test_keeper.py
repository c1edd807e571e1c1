"""The keeper: what it sees a run through, with a stand-in that obeys the contract as training does."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from filelock import FileLock

from studio.contract.attempts.evidence import explain_loss, read_exit
from studio.contract.attempts.ownership import KEEPER_LOCK, TOKEN_VARIABLE, read_owner
from studio.contract.events import Error, Notice, RunState, State
from studio.contract.places import child_command, child_environment
from studio.contract.problems import ExitCode
from studio.contract.run import RunFolder
from studio.engine import keeper, turns
from studio.engine.desktop.battery import Battery, Charge
from studio.engine.desktop.notification import Notifier
from studio.engine.keeper import Keeper, find_signals, main

RECIPE = "task: text-classification\ndata: {train: missing.csv}\ndevice: cpu\n"

TRAINING = """
import os, signal, sys
from pathlib import Path
from studio.contract.events import Done, RunState, State
from studio.contract.run import RunFolder
run, end = RunFolder(Path(sys.argv[1])), sys.argv[2]
if end == "never began": sys.exit("no such library")
with run.own() as attempt:
    run.append(State(state=RunState.TRAINING, attempt=attempt, from_step=0))
    print("print of a library", flush=True)
    if end == "killed": os.kill(os.getpid(), signal.SIGKILL)
    run.append(State(state=RunState(end), attempt=attempt))
"""


@pytest.fixture
def run(home: Path) -> RunFolder:
    folder = RunFolder.create(RECIPE, title="News")
    folder.record(State(state=RunState.QUEUED, attempt=1))
    return folder


@pytest.fixture
def notified(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the user was told outside the window."""
    told: list[tuple[str, str]] = []
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setattr(Notifier, "notify", lambda self, title, body: told.append((title, body)))
    return told


def train_like(monkeypatch: pytest.MonkeyPatch, run: RunFolder, end: str) -> None:
    command = [sys.executable, "-c", TRAINING, str(run.path), end]
    monkeypatch.setattr(keeper, "child_command", lambda *words: command)


@pytest.mark.parametrize(
    ("end", "state", "code", "told"),
    [
        ("done", RunState.DONE, 0, "Training finished"),
        ("failed", RunState.FAILED, 0, "Training failed"),
        ("stopped", RunState.STOPPED, 0, None),
        ("killed", RunState.LOST, None, "Training failed"),
    ],
)
def test_a_run_is_seen_through_to_its_end(
    run: RunFolder,
    notified: list[tuple[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    end: str,
    state: RunState,
    code: int | None,
    told: str | None,
) -> None:
    train_like(monkeypatch, run, end)
    assert main(["--run", str(run.path)]) == ExitCode.DONE
    assert run.state() is state
    found = read_exit(run.path)
    assert found is not None
    assert (found.attempt, found.code) == (1, code)
    assert found.signal == (None if code == 0 else "SIGKILL")
    assert [title for title, _ in notified] == ([told] if told else [])
    assert all("“News”" in body for _, body in notified)
    assert "print of a library" in (run.path / "log.txt").read_text()
    if state is RunState.LOST:
        assert explain_loss(run).code == "run.lost_signal"


def test_the_training_has_its_token_in_its_environment(
    run: RunFolder, notified: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = TRAINING.replace("print of a library", f"{{os.environ['{TOKEN_VARIABLE}']}}").replace(
        'print("', 'print(f"'
    )
    command = [sys.executable, "-c", script, str(run.path), "done"]
    monkeypatch.setattr(keeper, "child_command", lambda *words: command)
    main(["--run", str(run.path)])
    owner = read_owner(run.path)
    assert owner is not None
    assert owner.token in (run.path / "log.txt").read_text()
    assert len(owner.token) == 32


def test_a_training_that_never_began_has_failed_with_its_last_words(
    run: RunFolder, notified: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    train_like(monkeypatch, run, "never began")
    main(["--run", str(run.path)])
    error, last = run.events()[-2:]
    assert isinstance(error, Error)
    assert error.code == "run.not_started"
    assert "no such library" in error.details
    assert isinstance(last, State)
    assert (last.state, last.attempt) == (RunState.FAILED, 1)
    assert [title for title, _ in notified] == ["Training failed"]


def test_a_run_with_an_unreadable_recipe_fails_by_its_name(run: RunFolder) -> None:
    (run.path / "recipe.yaml").write_text("task: sing")
    assert main(["--run", str(run.path)]) == ExitCode.USAGE
    error = run.events()[-2]
    assert isinstance(error, Error)
    assert error.code == "recipe.missing_key"
    assert run.state() is RunState.FAILED


@pytest.mark.parametrize(
    ("refusal", "code", "exit_code"),
    [(OSError(28, "full"), "computer.disk_full", ExitCode.COMPUTER), (KeyError("x"), "defect.unexpected", None)],
)
def test_what_goes_wrong_in_the_keeper_ends_the_run_too(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch, refusal: Exception, code: str, exit_code: ExitCode | None
) -> None:
    def refuse(self: Keeper) -> None:
        raise refusal

    monkeypatch.setattr(Keeper, "keep", refuse)
    if exit_code is None:
        with pytest.raises(KeyError):
            main(["--run", str(run.path)])
    else:
        assert main(["--run", str(run.path)]) == exit_code
    error = run.events()[-2]
    assert isinstance(error, Error)
    assert error.code == code
    assert run.state() is RunState.FAILED


def test_a_second_keeper_leaves_the_run_alone(run: RunFolder) -> None:
    with FileLock(run.path / KEEPER_LOCK):
        assert main(["--run", str(run.path)]) == ExitCode.OWNED
    assert run.state() is RunState.QUEUED


def test_a_run_that_was_taken_out_before_its_keeper_came_never_trains(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    train_like(monkeypatch, run, "done")
    run.record(State(state=RunState.STOPPED, attempt=1))
    assert main(["--run", str(run.path)]) == ExitCode.DONE
    assert [event.state for event in run.events() if isinstance(event, State)][1:] == [
        RunState.QUEUED,
        RunState.STOPPED,
    ]


def test_a_run_that_is_stopped_while_it_waits_never_trains(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    train_like(monkeypatch, run, "done")
    monkeypatch.setattr(turns, "LOOK_SECONDS", 0.01)
    tell_wait = Keeper._tell_wait

    def stop_when_it_waits(self: Keeper, ahead: int) -> None:
        tell_wait(self, ahead)
        self.run.ask("stop")

    monkeypatch.setattr(Keeper, "_tell_wait", stop_when_it_waits)
    (home / "queue" / "cpu").mkdir(parents=True)
    with FileLock(home / "queue" / "cpu" / "device.lock"):
        assert main(["--run", str(run.path)]) == ExitCode.DONE
    notices = [event.code for event in run.events() if isinstance(event, Notice)]
    assert notices == ["run.waits", "run.request_taken"]
    assert run.state() is RunState.STOPPED
    assert not (run.path / "exit.json").exists()


def test_power_is_told_before_and_during_the_run(
    run: RunFolder, notified: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    charges = iter([Charge(80, False), Charge(80, True), Charge(70, False), None])
    monkeypatch.setattr(Battery, "read", lambda self: next(charges, None))
    monkeypatch.setattr(keeper, "WATCH_SECONDS", 0.01)
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    train_like(monkeypatch, run, "done")
    main(["--run", str(run.path)])
    notices = [event for event in run.events() if isinstance(event, Notice)]
    assert [(notice.code, notice.level) for notice in notices] == [
        ("run.may_sleep", "info"),
        ("run.on_battery", "warning"),
    ]
    assert "80 %" in notices[1].text
    assert [title for title, _ in notified] == ["Training on battery", "Training finished"]
    assert "70 %" in notified[0][1]


@contextmanager
def start_real_keeper(run: RunFolder) -> Iterator["subprocess.Popen[bytes]"]:
    """The keeper's own process."""
    with subprocess.Popen(child_command("keeper", "--run", str(run.path)), env=child_environment()) as process:
        yield process


@pytest.mark.parametrize("number", find_signals())
def test_a_signal_asks_for_a_stop_and_waits_for_it(run: RunFolder, home: Path, number: signal.Signals) -> None:
    (home / "queue" / "cpu").mkdir(parents=True)
    with FileLock(home / "queue" / "cpu" / "device.lock"), start_real_keeper(run) as process:
        follower = run.follow()
        while not any(isinstance(event, Notice) and event.code == "run.waits" for event in follower.read_new()):
            assert process.poll() is None
            threading.Event().wait(0.02)
        process.send_signal(number)
        assert process.wait(30) == 0
    assert [request.kind for request in run.requests()] == ["stop"]
    assert run.state() is RunState.STOPPED


def test_a_run_goes_on_when_who_started_it_is_killed(run: RunFolder) -> None:
    """The real keeper and the real training, which fails since its data is missing; nobody is there to see it."""
    script = (
        "import sys; from pathlib import Path; from studio.contract.attempts.launching import start_keeper\n"
        "from studio.contract.run import RunFolder\n"
        "start_keeper(RunFolder(Path(sys.argv[1]))); print('started', flush=True); input()"
    )
    command = [sys.executable, "-c", script, str(run.path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=child_environment(), start_new_session=True) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == b"started\n"
        (keeper_process,) = psutil.Process(window.pid).children()
        window.kill()
    psutil.wait_procs([keeper_process], timeout=120)
    assert run.state() is RunState.FAILED
    errors = [event for event in run.events() if isinstance(event, Error)]
    assert [error.code.split(".")[0] for error in errors] == ["data"] or errors[0].code == "usage.file_unreadable"
    end = read_exit(run.path)
    assert end is not None
    assert end.code == ExitCode.USAGE


def test_the_keeper_and_data_answers_know_no_learning_library(home: Path) -> None:
    script = (
        "import sys, studio.engine.keeper, studio.engine.desktop.sleep\n"
        "studio.engine.desktop.sleep.Wakefulness()\n"
        "print(sorted({'torch', 'transformers', 'datasets', 'PySide6', 'numpy'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], env=child_environment(), capture_output=True, check=True)
    assert found.stdout.strip() == b"[]"
