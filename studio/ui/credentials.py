"""The access token of the hub, in the operating system's keyring: never in a file of ours."""

from __future__ import annotations

import queue

from PySide6.QtCore import QObject, Signal, Slot

from studio.contract.problems import Problem, StudioError
from studio.ui.workers.chores import Chores

SERVICE = "Moore Studio"
NAME = "hub"


class Token(QObject):
    """The token as last read or kept. The keyring may ask the user something, so it is used in a thread.

    ``changed`` says that ``value`` is another; ``failed`` carries Problems.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, chores: Chores, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.value = ""
        self._wanted: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._chore = chores.make(self._use_keyring)
        self._chore.done.connect(self.on_done)
        self._chore.failed.connect(self.failed)

    def load(self) -> None:
        """Reads the token."""
        self._chore.ask()

    def keep(self, token: str) -> None:
        """Keeps another token, or forgets the one there is ("")."""
        self._wanted.put(token)
        self._chore.ask()

    @Slot(object)
    def on_done(self, token: str) -> None:
        """The keyring answered."""
        if token != self.value:
            self.value = token
            self.changed.emit()

    def _use_keyring(self) -> str:
        """In the thread: keeps what is wanted, returns what is kept."""
        import keyring
        from keyring.errors import KeyringError

        try:
            while not self._wanted.empty():
                token = self._wanted.get()
                if token:
                    keyring.set_password(SERVICE, NAME, token)
                elif keyring.get_password(SERVICE, NAME):
                    keyring.delete_password(SERVICE, NAME)
            return keyring.get_password(SERVICE, NAME) or ""
        except KeyringError as error:
            raise StudioError(Problem(code="computer.no_keyring", level="look", details=str(error))) from error
