"""Starting a keeper: detached, queued at once, refused where the run is live."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from studio.contract.attempts import launching
from studio.contract.attempts.launching import start_keeper, wake_queue
from studio.contract.attempts.ownership import is_kept
from studio.contract.attempts.queue import DeviceQueue
from studio.contract.events import RunState, State
from studio.contract.problems import StudioError
from studio.contract.run import RunFolder
from tests.contract.conftest import RECIPE, Holder

REPORTER = """
import os, sys
from pathlib import Path
from filelock import FileLock
from studio.contract.events import RunState, State
from studio.contract.run import RunFolder
print(os.getsid(0) == os.getpid(), sys.argv[1:], os.getcwd(), flush=True)
with FileLock("keeper.lock"):
    RunFolder(Path.cwd()).record(State(state=RunState.STOPPED, attempt=1))
"""


@pytest.fixture
def finished(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The processes started; a reporter stands in for the keeper."""
    started: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *arguments: object, **options: object) -> None:
            super().__init__(*arguments, **options)  # type: ignore[call-overload]
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    monkeypatch.setattr(launching, "child_command", lambda *words: [sys.executable, "-c", REPORTER, *words])
    return started


def test_a_keeper_is_its_own_session_and_writes_to_the_log(
    run: RunFolder, finished: list["subprocess.Popen[bytes]"]
) -> None:
    start_keeper(run)
    assert finished[0].wait(30) == 0
    assert [(event.state, event.attempt) for event in run.events() if isinstance(event, State)] == [
        (RunState.CREATED, 0),
        (RunState.QUEUED, 1),
        (RunState.STOPPED, 1),
    ]
    log = (run.path / "log.txt").read_text()
    assert log == f"True ['keeper', '--run', '{run.path}'] {run.path}\n"


def test_it_returns_when_the_keeper_has_begun(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in holds its lock until it is asked to stop."""
    script = (
        "import os, select; from filelock import FileLock\n"
        "with FileLock('keeper.lock'):\n    while not os.path.exists('requests.jsonl'): select.select([], [], [], 0.01)"
    )
    monkeypatch.setattr(launching, "child_command", lambda *words: [sys.executable, "-c", script])
    start_keeper(run)
    assert is_kept(run.path)
    assert run.ask("stop").for_attempt == 1
    for thread in threading.enumerate():
        if thread.name == f"keeper of {run.path.name}":
            thread.join(30)
    assert not is_kept(run.path)


def test_requests_reach_the_queued_attempt(run: RunFolder) -> None:
    run.record(State(state=RunState.QUEUED, attempt=run.next_attempt()))
    assert run.ask("stop").for_attempt == run.next_attempt() == 1


def test_a_keeper_that_cannot_begin_is_told_with_its_last_words(
    run: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launching, "child_command", lambda *words: [sys.executable, "-c", "import nonsense"])
    with pytest.raises(StudioError) as caught:
        start_keeper(run)
    problem = caught.value.problems[0]
    assert (problem.code, problem.values["code"]) == ("run.not_started", 1)
    assert "No module named 'nonsense'" in problem.details
    assert run.state() is RunState.FAILED


def test_a_live_run_is_refused(run: RunFolder, hold: Holder) -> None:
    with hold(run), pytest.raises(StudioError) as caught:
        start_keeper(run)
    assert caught.value.problems[0].code == "run.owned"
    with keep(run), pytest.raises(StudioError) as caught:
        start_keeper(run)
    assert caught.value.problems[0].code == "run.owned"


@contextmanager
def keep(run: RunFolder) -> Iterator[None]:
    """Another process holds the keeper's lock."""
    script = (
        "import sys; from filelock import FileLock\nwith FileLock(sys.argv[1]): print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(run.path / "keeper.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as keeper:
        assert keeper.stdout is not None
        keeper.stdout.readline()
        yield


def test_what_the_system_refuses_is_a_problem(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launching, "child_command", lambda *words: ["/nowhere/python"])
    with pytest.raises(StudioError) as caught:
        start_keeper(run)
    assert caught.value.problems[0].code == "computer.file_trouble"


def test_queued_runs_without_a_keeper_get_one_the_first_queued_first(
    run: RunFolder, finished: list["subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    older = RunFolder.create(RECIPE, path=run.path.with_name("20200101-000000-abcdef"))
    kept = RunFolder.create(RECIPE, path=run.path.with_name("20200102-000000-abcdef"))
    RunFolder.create(RECIPE, path=run.path.with_name("20200103-000000-abcdef"))
    outside = RunFolder.create(RECIPE, path=tmp_path / "outside the library")
    for second, one in enumerate((run, outside, older, kept)):
        one.record(State(state=RunState.QUEUED, attempt=1, time=f"2026-11-23T12:00:0{second}.000Z"))
    queue = DeviceQueue("cpu")
    queue.join(outside.path, "2026-11-23T12:00:01.000Z")
    queue.join(run.path, "2020")
    with keep(kept):
        assert [one.path for one in wake_queue()] == [run.path, outside.path, older.path]
    assert [process.wait(30) for process in finished] == [0, 0, 0, 0]  # the one that kept, and the three woken
    assert [path.name for path in queue.folder.glob("*.card")] == ["20261123120001000-outside the library.card"]


def test_the_exit_status_of_a_keeper_is_collected(run: RunFolder, finished: list["subprocess.Popen[bytes]"]) -> None:
    start_keeper(run)
    for thread in threading.enumerate():
        if thread.name == f"keeper of {run.path.name}":
            thread.join(30)
    assert not psutil.pid_exists(finished[0].pid)


def test_windows_needs_flags(monkeypatch: pytest.MonkeyPatch, run: RunFolder) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "DETACHED_PROCESS", 8, raising=False)
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 512, raising=False)
    seen: list[int] = []

    class Refused(OSError):
        pass

    def start(*arguments: object, **options: object) -> None:
        seen.append(int(str(options["creationflags"])))
        raise Refused

    monkeypatch.setattr(subprocess, "Popen", start)
    with pytest.raises(StudioError):
        start_keeper(run)
    assert seen == [520]


def test_paths_with_spaces_and_chinese_work(tmp_path: Path, finished: list["subprocess.Popen[bytes]"]) -> None:
    run = RunFolder.create(RECIPE, path=tmp_path / "我的 训练")
    start_keeper(run)
    assert finished[0].wait(30) == 0
    assert "我的 训练" in (run.path / "log.txt").read_text("utf-8")
