"""“End now”: for a run that was asked to stop a while ago and has not ended."""

from __future__ import annotations

import socket
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.contract.attempts.ownership import end_owner, is_owned
from studio.contract.events import RunState
from studio.contract.problems import Place, Problem
from studio.contract.run import RunFolder
from studio.ui.dialogs.question import Question
from studio.ui.workers.chores import Chores
from studio.ui.workers.run_worker import RunWorker

PATIENCE_SECONDS = 10.0
"""How long a stop may go without an end before ending it at once is offered."""


@dataclass(frozen=True)
class Asked:
    """A stop that a run was asked for: how long ago, and where its process runs."""

    worker: RunWorker
    seconds: float
    host: str


class Ending(QObject):
    """``changed`` says that ``is_offered`` did; ``failed`` carries the Problems of an end that was refused.

    A run on another host is never offered: ``failed`` says where it runs.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, chores: Chores, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.is_offered = False
        self.question: Question | None = None
        self._worker: RunWorker | None = None
        self._ended: RunWorker | None = None
        self._targets: deque[RunWorker] = deque()
        self._timer = QTimer(self, singleShot=True)
        self._look = chores.make(self._read)
        self._end = chores.make(self._work)
        self._timer.timeout.connect(self._look.ask)
        self._look.done.connect(self.on_read)
        self._look.failed.connect(self.failed)
        self._end.failed.connect(self.on_refused)

    def follow(self, worker: RunWorker) -> None:
        """From now on it is about this run."""
        if self._worker is not None:
            self._worker.moved.disconnect(self.on_moved)
        self._worker = worker
        worker.moved.connect(self.on_moved)
        self.on_moved()

    def was_used_on(self, worker: RunWorker) -> bool:
        """Whether the user ended this run here."""
        return worker is self._ended

    @Slot()
    def on_moved(self) -> None:
        """Another run or another state, or a stop was asked for: offered again where that still is so."""
        self._timer.stop()
        if self._worker is None or self._worker.state.is_final:
            self._offer(False)
        else:
            self._look.ask()

    @Slot(object)
    def on_read(self, asked: Asked | None) -> None:
        """What the run was asked for and has not done is known."""
        if asked is None or asked.worker is not self._worker or asked.worker.state.is_final:
            self._offer(False)
        elif asked.seconds < PATIENCE_SECONDS:
            self._offer(False)
            self._timer.start(round(1000 * (PATIENCE_SECONDS - asked.seconds)))
        elif asked.host != socket.gethostname():
            self._offer(False)
            path = asked.worker.folder.path
            values, place = {"run": path.name, "host": asked.host}, Place(file=str(path))
            self.failed.emit([Problem(code="run.other_host", level="look", values=values, place=place)])
        else:
            self._offer(True)

    def ask(self) -> None:
        """Asks once whether it is to be ended."""
        worker = self._worker
        if worker is None or not self.is_offered or self.question is not None:
            return
        saves = self.tr("It is still saving what it has learned: wait a little longer if you can.")
        lost = self.tr(
            "What it did since its last checkpoint is lost: usually a minute of work at most. The checkpoint stays,"
            " and Continue goes on from there."
        )
        why = f"{saves} {lost}" if worker.state is RunState.STOPPING else lost
        self.question = Question(self.tr("End this run now?"), why, self._parent)
        self.question.yes.setText(self.tr("End now"))
        self.question.accepted.connect(partial(self._begin, worker))
        self.question.finished.connect(self.on_answered)
        self.question.open()

    @Slot()
    def on_answered(self) -> None:
        """The dialog is gone."""
        self.question = None

    @Slot(object)
    def on_refused(self, problems: object) -> None:
        """It was left alone; the user may try again."""
        self._ended = None
        if self._worker is not None and not self._worker.state.is_final:
            self._offer(True)
            self.failed.emit(problems)

    def _begin(self, worker: RunWorker) -> None:
        self.question = None
        self._offer(False)
        self._ended = worker
        self._targets.append(worker)
        self._end.ask()

    def _offer(self, is_offered: bool) -> None:
        if not is_offered and self.question is not None:
            self.question.reject()
        if is_offered != self.is_offered:
            self.is_offered = is_offered
            self.changed.emit()

    def _read(self) -> Asked | None:
        """In a thread: the first stop that the present attempt was asked for, while a process holds the run."""
        worker = self._worker
        state, owner = (worker.folder.last_state(), worker.folder.owner()) if worker else (None, None)
        if worker is None or state is None or owner is None or state.state.is_final or state.state.is_waiting:
            return None
        seconds = find_stop(worker.folder, state.attempt)
        return None if seconds is None else Asked(worker, seconds, owner.host)

    def _work(self) -> None:
        """In a thread: ends the processes of the runs it was told to, but for one that has ended by itself."""
        while self._targets:
            path = self._targets.popleft().folder.path
            if is_owned(path):
                end_owner(path)


def find_stop(folder: RunFolder, attempt: int) -> float | None:
    """Seconds since an attempt was first asked to stop; None where it never was."""
    for request in folder.requests():
        if (request.kind, request.for_attempt) == ("stop", attempt):
            with suppress(ValueError, TypeError):  # a time that a stranger wrote, which is none
                return max(0.0, (datetime.now(UTC) - datetime.fromisoformat(request.time)).total_seconds())
    return None
