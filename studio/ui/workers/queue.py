"""The queue as the window shows it, whoever started the runs in it: read and changed in a thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.contract.attempts.queue import Move, Waiting, cancel, list_waiting, move
from studio.contract.problems import Problem, StudioError, explain_os_error
from studio.contract.run import RunFolder
from studio.ui.actions import Actions
from studio.ui.workers.chores import Chores

LOOK_MILLISECONDS = 2000
MOVES: dict[str, Move] = {"queue.first": "first", "queue.earlier": "earlier", "queue.later": "later"}


class RunQueue(QObject):
    """``changed`` follows each change of ``waiting``, ``failed`` carries the Problems of what was asked.

    It is read for as long as somebody in front attends to it; the actions are about the run they name.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, chores: Chores, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.waiting: list[Waiting] = []
        self._actions = actions
        self._owner: QObject | None = None
        self._run = ""
        self._asked: deque[Callable[[], None]] = deque()
        self._chore = chores.make(self._work)
        self._chore.done.connect(self.on_done)
        self._chore.failed.connect(self.failed)
        self._timer = QTimer(self, interval=LOOK_MILLISECONDS)
        self._timer.timeout.connect(self.refresh)
        for id, to in MOVES.items():
            actions.bind(id, partial(self.move, to), partial(self._may_move, to))
        actions.bind("queue.cancel", self.cancel, lambda: self._find() is not None)

    def attend(self, owner: QObject, run: str = "") -> None:
        """From now on the actions are about the run in this folder ("" is none), for who is in front."""
        self._owner, self._run = owner, run
        if not self._timer.isActive():
            self._timer.start()
            self.refresh()
        self._actions.refresh()

    def leave(self, owner: QObject) -> None:
        """It is no longer in front."""
        if self._owner is owner:
            self._owner, self._run = None, ""
            self._timer.stop()
            self._actions.refresh()

    def find(self, run: str) -> Waiting | None:
        """The place of the run in this folder, or None where it does not wait."""
        return next((waiting for waiting in self.waiting if waiting.run == run), None)

    @Slot()
    def refresh(self) -> None:
        """Reads it again."""
        self._chore.ask()

    def move(self, to: Move) -> None:
        """Puts the run that the actions are about elsewhere."""
        self._ask(partial(move, Path(self._run), to))

    def cancel(self) -> None:
        """Takes the run that the actions are about out of the queue."""
        self._ask(partial(cancel, RunFolder(Path(self._run))))

    @Slot(object)
    def on_done(self, read: tuple[list[Waiting], list[Problem]]) -> None:
        """Everything that was asked is done, and the queue is read."""
        waiting, problems = read
        if problems:
            self.failed.emit(problems)
        if waiting != self.waiting:
            self.waiting = waiting
            self._actions.refresh()
            self.changed.emit()

    def _ask(self, step: Callable[[], None]) -> None:
        self._asked.append(step)
        self._chore.ask()

    def _work(self) -> tuple[list[Waiting], list[Problem]]:
        """The thread."""
        problems: list[Problem] = []
        while self._asked:
            try:
                self._asked.popleft()()
            except StudioError as error:
                problems += error.problems
            except OSError as error:
                problems.append(explain_os_error(error))
        return list_waiting(), problems

    def _find(self) -> Waiting | None:
        return self.find(self._run)

    def _may_move(self, to: Move) -> bool:
        found = self._find()
        if found is None:
            return False
        last = max(waiting.place for waiting in self.waiting if waiting.device == found.device)
        return found.place < last if to == "later" else found.place > 1
