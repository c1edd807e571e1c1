"""The access token of the hub, in the operating system's keyring: never in a file of ours."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThread, Signal, Slot

from studio.contract.problems import Problem

SERVICE = "Moore Studio"
NAME = "hub"


class Token(QObject):
    """The token as last read or kept. The keyring may ask the user something, so it is used in a thread.

    ``changed`` says that ``value`` is another; ``failed`` carries Problems.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.value = ""
        self._workers: list[_KeyringWorker] = []

    def load(self) -> None:
        """Reads the token."""
        self._start(None)

    def keep(self, token: str) -> None:
        """Keeps another token, or forgets the one there is ("")."""
        self._start(token)

    def close(self) -> None:
        """Waits for what goes on."""
        for worker in self._workers:
            worker.wait()

    @Slot(object)
    def on_done(self, token: str) -> None:
        """The keyring answered."""
        if token != self.value:
            self.value = token
            self.changed.emit()

    @Slot()
    def on_finished(self) -> None:
        """Threads that have ended may go."""
        for worker in [worker for worker in self._workers if worker.isFinished()]:
            self._workers.remove(worker)
            worker.deleteLater()

    def _start(self, token: str | None) -> None:
        worker = _KeyringWorker(token, self)
        self._workers.append(worker)
        worker.done.connect(self.on_done)
        worker.failed.connect(self.failed)
        worker.finished.connect(self.on_finished)
        worker.start()


class _KeyringWorker(QThread):
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, token: str | None, parent: QObject) -> None:
        super().__init__(parent)
        self._token = token

    def run(self) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            known = keyring.get_password(SERVICE, NAME) or ""
            if self._token:
                keyring.set_password(SERVICE, NAME, self._token)
            elif self._token == "" and known:
                keyring.delete_password(SERVICE, NAME)
            self.done.emit(known if self._token is None else self._token)
        except KeyringError as error:
            self.failed.emit([Problem(code="computer.no_keyring", level="look", details=str(error))])
