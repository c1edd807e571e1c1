"""The runs of the library as rows of a table; read in a thread, because there may be many."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from studio.contract.attempts.queue import Waiting
from studio.contract.events import RunState
from studio.contract.library import Library, RunRecord
from studio.ui.language import Language
from studio.ui.workers.chores import Chores

COLUMNS = ("title", "state", "headline", "model", "created", "size")
Index = QModelIndex | QPersistentModelIndex


class LibraryModel(QAbstractTableModel):
    """One row per run, the newest first. ``loaded`` follows each reading; ``failed`` carries Problems.

    ``Qt.UserRole`` gives the RunRecord.
    """

    loaded = Signal()
    failed = Signal(object)

    def __init__(self, language: Language, chores: Chores, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = Library()
        self.records: list[RunRecord] = []
        self._waiting: dict[str, tuple[int, Waiting]] = {}
        self._language = language
        self._reading = chores.make(self.library.records)
        self._reading.done.connect(self.on_done)
        self._reading.failed.connect(self.failed)

    def refresh(self) -> None:
        """Reads the library again."""
        self._reading.ask()

    def show_queue(self, waiting: list[Waiting]) -> None:
        """Runs that wait say at which place."""
        before, self._waiting = self._waiting, {one.run: (rank, one) for rank, one in enumerate(waiting, start=1)}
        for row, record in enumerate(self.records):
            if before.get(record.path) != self._waiting.get(record.path):
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def make_key(self, row: int, column: int, order: Qt.SortOrder) -> tuple[int, bool, Any]:
        """What a row is sorted by: in either order what waits comes first, by its rank; then the value of a column."""
        record = self.records[row]
        rank = self._waiting[record.path][0] - len(self._waiting) - 1 if record.path in self._waiting else 0
        value = getattr(record, COLUMNS[column])
        return rank if order is Qt.SortOrder.AscendingOrder else -rank, value is not None, value

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

    # -- Qt's protocol ---------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per run."""
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """See ``COLUMNS``."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text to show, or the record."""
        record, name = self.records[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.UserRole:
            return record
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
            return self._say_state(record)
        if name == "headline":
            return "" if record.headline is None else self._language.say_figure(record.headline)
        if name == "size":
            return self._language.say_size(record.size)
        if name == "model":
            return words.say(f"model-{record.model}") if words.knows(f"model-{record.model}") else record.model
        if name == "created":
            return self._language.say_moment(record.created)
        return record.title

    def _say_state(self, record: RunRecord) -> str:
        words = self._language.words
        _, waiting = self._waiting.get(record.path, (0, None))
        if waiting is None or record.state is not RunState.QUEUED:
            return words.say(f"state-{record.state}")
        place = words.say("queue-place", {"place": waiting.place})
        several = len({one.device for _, one in self._waiting.values()}) > 1
        return f"{place} ({waiting.device})" if several else place
