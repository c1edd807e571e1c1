"""The steps in force as rows of a list, in words, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.contract.data.steps import Step
from studio.ui.theme.tips import make_tip

Index = QModelIndex | QPersistentModelIndex


class StepsModel(QAbstractListModel):
    """``steps`` as they are shown, ``texts`` what they say."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps: list[Step] = []
        self.texts: list[str] = []

    def show_steps(self, steps: Sequence[Step], texts: Sequence[str]) -> None:
        """Steps in force and their texts, both oldest first."""
        if len(steps) == len(self.steps) and [step.id for step in reversed(steps)] == [step.id for step in self.steps]:
            self.texts = list(reversed(texts))
            if steps:
                self.dataChanged.emit(self.index(0), self.index(len(steps) - 1))
            return
        self.beginResetModel()
        self.steps, self.texts = list(reversed(steps)), list(reversed(texts))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All steps in force."""
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What was done."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.texts[index.row()]
        return make_tip(self.texts[index.row()]) if index.isValid() and role == Qt.ItemDataRole.ToolTipRole else None
