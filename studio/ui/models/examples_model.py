"""Examples of an Arrow or Parquet file as rows of a list, fetched by page as they come into view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from studio.contract.table import Table
from studio.ui.theme.tips import make_tip
from studio.ui.workers.chores import Chore, Chores

PAGE = 50
PAGES_KEPT = 40
AT_ONCE = 8
"""How many pages one look at the disk fetches: those asked last, and the ones beside them."""
Index = QModelIndex | QPersistentModelIndex
Rows = list[dict[str, Any]]


class ExamplesModel(QAbstractListModel):
    """``row`` gives the values of an example; the texts of the items are for screen readers.

    With ``chores`` pages are read in a thread, and announced by ``dataChanged``: a slow disk holds nothing up.
    """

    def __init__(self, parent: QObject | None = None, chores: Chores | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._chosen: Sequence[int] | None = None
        self._count = 0
        self._pages: dict[int, Rows] = {}
        self._wanted: dict[int, None] = {}
        self._reader: Chore | None = None
        if chores is not None:
            self._reader = chores.make(self._read_wanted)
            self._reader.done.connect(self.on_pages_read)

    def show_table(
        self, table: Table | None, chosen: Sequence[int] | None = None, pages: Mapping[int, Rows] | None = None
    ) -> None:
        """Shows a table, or only its ``chosen`` row numbers in their order; None empties.

        ``pages`` are those that were read already.
        """
        self.beginResetModel()
        self._table, self._chosen, self._pages, self._wanted = table, chosen, dict(pages or {}), {}
        self._count = 0 if table is None else len(table) if chosen is None else len(chosen)
        self.endResetModel()

    def show_rows(self, rows: Rows) -> None:
        """Shows a few rows that are no table yet."""
        self.beginResetModel()
        self._table, self._chosen, self._wanted, self._count = None, None, {}, len(rows)
        self._pages = {start // PAGE: rows[start : start + PAGE] for start in range(0, len(rows), PAGE)}
        self.endResetModel()

    @property
    def table(self) -> Table | None:
        """The table that is shown."""
        return self._table

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """All chosen rows."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text, for who does not see the row; where it stands, for who points at it."""
        if not index.isValid() or role not in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row(index.row())
        if row and role == Qt.ItemDataRole.ToolTipRole:
            place = self.tr("{file}, row {row}").format(file=Path(row["file"]).name, row=row["row"])
            return make_tip(place)
        return row["text"] if row else ""

    def row(self, number: int) -> dict[str, Any] | None:
        """The values of one example, None until they are read; not by a role, which would turn them into Qt's own."""
        page, offset = divmod(number if self._chosen is None else self._chosen[number], PAGE)
        if page not in self._pages:
            assert self._table is not None
            if self._reader is not None:
                self._want(page)
                return None
            self._keep({page: self._table.rows(page * PAGE, PAGE)})
        return self._pages[page][offset]

    def amend(self, number: int, row: dict[str, Any]) -> None:
        """Shows a row as it will be when the data are read anew."""
        page, offset = divmod(number if self._chosen is None else self._chosen[number], PAGE)
        if page in self._pages:
            self._pages[page][offset] = row
            self.dataChanged.emit(self.index(number, 0), self.index(number, 0))

    @Slot(object)
    def on_pages_read(self, read: tuple[Table, dict[int, Rows]]) -> None:
        """Pages are here, unless another table is shown by now."""
        table, pages = read
        if table is not self._table:
            return
        for page in pages:
            self._wanted.pop(page, None)
        self._keep(pages)
        if self._wanted and self._reader is not None:
            self._reader.ask()
        if self._count:
            whole = self._chosen is not None
            first = 0 if whole else min(pages, default=0) * PAGE
            last = self._count if whole else min(self._count, (max(pages, default=0) + 1) * PAGE)
            self.dataChanged.emit(self.index(first, 0), self.index(last - 1, 0))

    def _want(self, page: int) -> None:
        """Asks for a page; of those that were scrolled past meanwhile only the last are still read."""
        assert self._reader is not None
        if page not in self._wanted:
            self._wanted[page] = None
            for old in list(islice(self._wanted, max(0, len(self._wanted) - AT_ONCE))):
                del self._wanted[old]
            self._reader.ask()

    def _read_wanted(self) -> tuple[Table | None, dict[int, Rows]]:
        """In the thread: the pages asked for, then their neighbours."""
        table, wanted = self._table, list(self._wanted)
        if table is None:
            return None, {}
        near = [page + step for page in wanted for step in (1, -1)]
        last = (len(table) - 1) // PAGE
        pages = [page for page in dict.fromkeys(wanted + near) if 0 <= page <= last and page not in self._pages]
        return table, {page: table.rows(page * PAGE, PAGE) for page in pages[:AT_ONCE]}

    def _keep(self, pages: Mapping[int, Rows]) -> None:
        for page, rows in pages.items():
            self._pages.pop(page, None)
            self._pages[page] = rows
        for old in list(islice(self._pages, max(0, len(self._pages) - PAGES_KEPT))):
            del self._pages[old]
