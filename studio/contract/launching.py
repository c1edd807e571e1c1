"""Starting a run's keeper, detached: it and the training outlive whoever started them."""

from __future__ import annotations

import subprocess
import sys
import threading

from studio.contract.events import RunState, State
from studio.contract.ownership import is_locked
from studio.contract.places import child_command, child_environment
from studio.contract.problems import Place, Problem, StudioError, explain_os_error
from studio.contract.run import RunFolder, list_runs

KEEPER_LOCK = "keeper.lock"


def start_keeper(run: RunFolder) -> None:
    """Queues the run's next attempt and starts the process that sees it through; returns at once.

    From here on requests reach the new attempt. Raises ``StudioError``: ``run.owned`` where the run is live,
    ``computer.…`` where the disk or the system refuses.
    """
    try:
        if is_kept(run):
            raise StudioError(Problem(code="run.owned", values={"run": run.path.name}, place=Place(file=str(run.path))))
        run.record(State(state=RunState.QUEUED, attempt=run.next_attempt()))
        _spawn(run)
    except OSError as error:
        raise StudioError(explain_os_error(error)) from error


def is_kept(run: RunFolder) -> bool:
    """Whether a keeper sees to the run now: queued runs without one are waiting for :func:`wake_queue`."""
    return is_locked(run.path / KEEPER_LOCK)


def wake_queue() -> list[RunFolder]:
    """Gives each queued run whose keeper is gone (as after a restart of the computer) a new one."""
    waiting = []
    for run in reversed(list_runs()):
        state = run.last_state()
        if state is not None and state.state is RunState.QUEUED and not is_kept(run):
            _spawn(run)
            waiting.append(run)
    return waiting


def _spawn(run: RunFolder) -> None:
    with (run.path / "log.txt").open("ab") as log:
        process = subprocess.Popen(
            child_command("keeper", "--run", str(run.path.absolute())),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=child_environment(),
            cwd=run.path,
            start_new_session=True,
            creationflags=_detach(),
        )
    # Somebody has to collect its exit status, or it stays in the process table as long as this process lives.
    threading.Thread(target=process.wait, name=f"keeper of {run.path.name}", daemon=True).start()


def _detach() -> int:
    if sys.platform == "win32":
        return subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0
