"""Small work that may take a moment (disks, keyrings), done in a thread, answered on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from studio.contract.problems import StudioError, explain_os_error


class Chore(QThread):
    """One function without arguments, run as often as asked, never twice at a time.

    ``done`` carries what it returned, ``failed`` the Problems of a ``StudioError`` or ``OSError`` it raised.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._again, self._is_closed = False, False
        self.finished.connect(self.on_finished)

    def ask(self) -> None:
        """Runs it; while it runs, once more after that."""
        if self.isRunning():
            self._again = not self._is_closed
        elif not self._is_closed:
            self.start()

    @Slot()
    def on_finished(self) -> None:
        """Asked again meanwhile?"""
        if self._again:
            self._again = False
            self.start()

    def close(self) -> None:
        """Waits for what runs; nothing comes after it, whatever is asked."""
        self._again, self._is_closed = False, True
        self.wait()

    def run(self) -> None:
        """The thread."""
        try:
            self.done.emit(self._work())
        except StudioError as error:
            self.failed.emit(error.problems)
        except OSError as error:
            self.failed.emit([explain_os_error(error)])


class Chores(QObject):
    """Keeps every chore of the window, so that none outlives it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chores: list[Chore] = []

    def make(self, work: Callable[[], Any]) -> Chore:
        """A chore that lives as long as the window."""
        chore = Chore(work, self)
        self._chores.append(chore)
        return chore

    def close(self) -> None:
        """Waits for all that run."""
        for chore in self._chores:
            chore.close()
