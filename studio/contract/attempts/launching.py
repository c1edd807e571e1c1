"""Starting a run's keeper, detached: it and the training outlive whoever started them."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.contract.attempts.evidence import read_last_words
from studio.contract.attempts.ownership import is_kept
from studio.contract.attempts.queue import list_queues, list_waiting
from studio.contract.attempts.telling import complain
from studio.contract.events import RunState, State
from studio.contract.places import child_command, child_environment
from studio.contract.problems import Place, Problem, StudioError, explain_os_error
from studio.contract.run import RunFolder, list_runs

LOOK_SECONDS = 0.02


def start_keeper(run: RunFolder) -> None:
    """Queues the run's next attempt, starts the process that sees it through, and returns when that has begun.

    From here on requests reach the new attempt. Raises ``StudioError``: ``run.owned`` where the run is live,
    ``run.not_started`` where the keeper ends before it has begun, ``computer.…`` where the disk or the system
    refuses.
    """
    with _explain_refusals():
        if is_kept(run.path):
            values = {"run": run.path.name, "host": socket.gethostname(), "pid": 0}
            raise StudioError(Problem(code="run.owned", values=values, place=Place(file=str(run.path))))
        run.record(State(state=RunState.QUEUED, attempt=run.next_attempt()))
        keeper = _spawn(run)
        while not is_kept(run.path):
            if keeper.poll() is not None:
                _check_begun(run, keeper.returncode)
                return
            time.sleep(LOOK_SECONDS)


def _check_begun(run: RunFolder, code: int) -> None:
    """A keeper that has ended already has either done its part or never began."""
    state = run.last_state()
    if state is None or state.state is RunState.QUEUED:
        details = read_last_words(run.path / "log.txt")
        place = Place(file=str(run.path))
        problem = Problem(code="run.not_started", values={"code": code}, place=place, details=details)
        run.record(complain(problem))
        run.record(State(state=RunState.FAILED, attempt=run.attempt()))
        raise StudioError(problem)


def wake_queue() -> list[RunFolder]:
    """Gives each queued run whose keeper is gone (as after a restart of the computer) a new one.

    Those of the library, and those outside it that the queue knows. Returns them, the first queued first. Raises
    ``StudioError`` where the system refuses.
    """
    asleep = []
    with _explain_refusals():
        known = {Path(waiting.run).resolve(): RunFolder(Path(waiting.run)) for waiting in list_waiting()}
        known |= {run.path.resolve(): run for run in list_runs()}
        for run in known.values():
            state = run.last_state()
            if state is not None and state.state is RunState.QUEUED and not is_kept(run.path):
                asleep.append((state.time, run.path.name, run))
        woken = [run for _, _, run in sorted(asleep, key=lambda one: one[:2])]
        for run in woken:
            _spawn(run)
        for queue in list_queues():
            queue.sweep()
    return woken


@contextmanager
def _explain_refusals() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StudioError(explain_os_error(error)) from error


def _spawn(run: RunFolder) -> subprocess.Popen[bytes]:
    with (run.path / "log.txt").open("ab") as log:
        process = subprocess.Popen(
            child_command("keeper", "--run", str(run.path.absolute())),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=child_environment(),
            cwd=run.path,
            start_new_session=True,
            creationflags=_find_flags(),
        )
    # Somebody has to collect its exit status, or it stays in the process table as long as this process lives.
    threading.Thread(target=process.wait, name=f"keeper of {run.path.name}", daemon=True).start()
    return process


def _find_flags() -> int:
    """Windows: away from our console and its Ctrl+C. Elsewhere the new session does that."""
    if sys.platform == "win32":
        return subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0
