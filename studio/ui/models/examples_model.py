"""Examples of an Arrow or Parquet file as rows of a list, fetched by page as they come into view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from studio.contract.table import Table

PAGE = 50
PAGES_KEPT = 40
Index = QModelIndex | QPersistentModelIndex


class ExamplesModel(QAbstractListModel):
    """``row`` gives the values of an example; the texts of the items are for screen readers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._chosen: Sequence[int] | None = None
        self._pages: dict[int, list[dict[str, Any]]] = {}

    def show_table(self, table: Table | None, chosen: Sequence[int] | None = None) -> None:
        """Shows a table, or only its ``chosen`` row numbers in their order; None empties."""
        self.beginResetModel()
        self._table, self._chosen, self._pages = table, chosen, {}
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All chosen rows."""
        if self._table is None or parent.isValid():
            return 0
        return len(self._table) if self._chosen is None else len(self._chosen)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, for who does not see the row."""
        if not index.isValid() or role != Qt.ItemDataRole.AccessibleTextRole:
            return None
        return self.row(index.row())["text"]

    def row(self, number: int) -> dict[str, Any]:
        """The values of one example; not by a role, which would turn them into Qt's own and back at each painting."""
        assert self._table is not None
        place = number if self._chosen is None else self._chosen[number]
        page, offset = divmod(place, PAGE)
        if page not in self._pages:
            if len(self._pages) >= PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            self._pages[page] = self._table.rows(page * PAGE, PAGE)
        return self._pages[page][offset]
