"""The labels of the data with their counts as rows of a list that can be ticked and renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex


class LabelsModel(QAbstractListModel):
    """The most frequent first. ``renamed`` carries a label and its new name, ``ticked_changed`` follows each tick.

    ``rows`` are (label, count), only those with the text that is searched for; ``numbers`` gives each label its
    colour; ``largest`` is the largest count; ``ticked_set`` are the ticked labels in no order.
    """

    renamed = Signal(str, str)
    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, int]] = []
        self.numbers: dict[str, int] = {}
        self.largest = 0
        self.ticked_set: set[str] = set()
        self._all: list[tuple[str, int]] = []
        self._sought = ""

    @property
    def ticked(self) -> list[str]:
        """The ticked labels in the order of the rows."""
        return [label for label, _ in self._all if label in self.ticked_set]

    @property
    def total(self) -> int:
        """How many labels there are, shown or not."""
        return len(self._all)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Other labels; ticks of those that are still there stay."""
        rows = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if rows == self._all:
            return
        self.beginResetModel()
        self._all = rows
        self.rows = self._find(rows)
        self.numbers = {label: index for index, label in enumerate(sorted(counts))}
        self.largest = max(counts.values(), default=0)
        self.ticked_set &= counts.keys()
        self.endResetModel()
        self.ticked_changed.emit()

    def search(self, text: str) -> None:
        """Shows only the labels with this text in them."""
        self.beginResetModel()
        self._sought = text.casefold()
        self.rows = self._find(self._all)
        self.endResetModel()

    def untick_all(self) -> None:
        """No label is ticked any more."""
        self.ticked_set = set()
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
        self.ticked_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All labels."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Ticked, renamed, selected."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The label; for who does not see the bar, with its count."""
        if not index.isValid():
            return None
        label, count = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(label.split())
        if role == Qt.ItemDataRole.EditRole:
            return label
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if label in self.ticked_set else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{label} {count}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick, or another name."""
        label, _ = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            self.ticked_set ^= {label}
            self.dataChanged.emit(index, index)
            self.ticked_changed.emit()
            return True
        name = str(value).strip()
        if role == Qt.ItemDataRole.EditRole and name and name != label:
            self.renamed.emit(label, name)
            return True
        return False

    def _find(self, rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
        return [row for row in rows if self._sought in row[0].casefold()] if self._sought else rows
