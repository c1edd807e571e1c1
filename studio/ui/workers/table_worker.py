"""Opens a table off the window's thread: the first one imports pyarrow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from studio.contract.problems import StudioError
from studio.contract.table import Table


class TableWorker(QThread):
    """``opened`` carries (Table, {column: values}) with the whole columns asked for; ``failed`` Problems."""

    opened = Signal(object, object)
    failed = Signal(object)

    def __init__(self, path: Path, columns: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._columns = columns

    def run(self) -> None:
        """Opens, and reads the columns."""
        try:
            table = Table(self.path)
            table.rows(0, 1)
            self.opened.emit(table, {name: table.column(name) for name in self._columns})
        except StudioError as error:
            self.failed.emit(error.problems)
