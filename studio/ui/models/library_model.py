"""The runs of the library as rows of a table; read in a thread, because there may be many."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QThread,
    Signal,
    Slot,
)

from studio.contract.library import Library, RunRecord
from studio.contract.problems import StudioError, explain_os_error
from studio.ui.language import Language

COLUMNS = ("title", "state", "headline", "model", "created", "size")
Index = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractTableModel):
    """One row per run, the newest first. ``loaded`` follows each reading; ``failed`` carries Problems.

    ``Qt.UserRole`` gives the RunRecord, ``SORT_ROLE`` the plain value of a column.
    """

    SORT_ROLE = Qt.ItemDataRole.UserRole + 1
    loaded = Signal()
    failed = Signal(object)

    def __init__(self, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = Library()
        self.records: list[RunRecord] = []
        self._language = language
        self._reader: _Reader | None = None
        self._again = False

    def refresh(self) -> None:
        """Reads the library again; while a reading goes on, once more after it."""
        if self._reader is not None:
            self._again = True
            return
        self._reader = _Reader(self.library, self)
        self._reader.done.connect(self.on_done)
        self._reader.failed.connect(self.failed)
        self._reader.finished.connect(self.on_finished)
        self._reader.start()

    def close(self) -> None:
        """Waits for a reading that goes on."""
        if self._reader is not None:
            self._reader.wait()

    def find(self, run_id: str) -> RunRecord | None:
        """The record of one run, or None."""
        return next((record for record in self.records if record.id == run_id), None)

    @Slot(object)
    def on_done(self, records: list[RunRecord]) -> None:
        """The records are here."""
        if records != self.records:
            self.beginResetModel()
            self.records = records
            self.endResetModel()
        self.loaded.emit()

    @Slot()
    def on_finished(self) -> None:
        """The reading thread has ended."""
        if self._reader is not None:
            self._reader.deleteLater()
        self._reader = None
        if self._again:
            self._again = False
            self.refresh()

    # -- Qt's protocol ---------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per run."""
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See ``COLUMNS``."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text to show, plain value to sort by, or the record."""
        record, name = self.records[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return record
        if role == self.SORT_ROLE:
            value = getattr(record, name)
            return "" if value is None else value
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say(record, name)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        names = {
            "title": self.tr("Name"),
            "state": self.tr("State"),
            "headline": self.tr("Result"),
            "model": self.tr("Model"),
            "created": self.tr("Started"),
            "size": self.tr("Size"),
        }
        return names[COLUMNS[section]]

    def _say(self, record: RunRecord, name: str) -> str:
        words = self._language.words
        if name == "state":
            return words.say(f"state-{record.state}")
        if name == "headline":
            return "" if record.headline is None else self._language.say_figure(record.headline)
        if name == "size":
            return self._language.say_size(record.size)
        if name == "model":
            return words.say(f"model-{record.model}") if words.knows(f"model-{record.model}") else record.model
        if name == "created":
            return self._language.say_moment(record.created)
        return record.title


class _Reader(QThread):
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library

    def run(self) -> None:
        try:
            self.done.emit(self._library.records())
        except OSError as error:
            self.failed.emit([explain_os_error(error)])
        except StudioError as error:
            self.failed.emit(error.problems)
