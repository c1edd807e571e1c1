"""How much space the home takes, measured in a thread; on request after emptying the trash."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThread, Signal

from studio.contract.places import find_home, measure_size
from studio.contract.problems import explain_os_error
from studio.contract.trash import empty_trash

FOLDERS = ("runs", "models", "data", "projects", "cache", "trash")


class SpaceWorker(QThread):
    """``measured`` carries {folder of the home: bytes}, ``failed`` Problems."""

    measured = Signal(object)
    failed = Signal(object)

    def __init__(self, *, empty: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._empty = empty

    def run(self) -> None:
        """Empties if asked, then measures."""
        try:
            if self._empty:
                empty_trash()
            self.measured.emit({name: measure_size(find_home() / name) for name in FOLDERS})
        except OSError as error:
            self.failed.emit([explain_os_error(error)])
