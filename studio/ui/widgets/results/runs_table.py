"""The library as a table one can sort and search, with the curve of each run."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from studio.contract.library import RunRecord
from studio.ui.models.library_model import COLUMNS, LibraryModel
from studio.ui.theme.theme import Theme
from studio.ui.widgets.sparkline import draw_sparkline

ROW = 44
SPARK_WIDTH = 84
WIDE_AS = 30
"""Rows that are asked how wide a column is to be: all of hundreds would hold the window up."""
Index = QModelIndex | QPersistentModelIndex


class RunsTable(QTableView):
    """``selected`` carries the chosen RunRecord or None; ``opened`` one that was double-clicked or entered."""

    selected = Signal(object)
    opened = Signal(object)

    def __init__(self, model: LibraryModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proxy = _Sorted(model, self)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.proxy.setFilterKeyColumn(-1)
        self.setModel(self.proxy)
        self.setItemDelegateForColumn(COLUMNS.index("headline"), _SparkDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setSortingEnabled(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setResizeContentsPrecision(WIDE_AS)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(COLUMNS.index("headline"), QHeaderView.ResizeMode.Fixed)
        header.resizeSection(COLUMNS.index("headline"), SPARK_WIDTH + 76)
        header.setSortIndicator(COLUMNS.index("created"), Qt.SortOrder.DescendingOrder)
        self._kept = ""
        self.selectionModel().selectionChanged.connect(self.on_selection_changed)
        self.proxy.modelReset.connect(self.on_reset)
        self.activated.connect(self.on_activated)
        theme.changed.connect(self.viewport().update)

    @property
    def chosen(self) -> RunRecord | None:
        """The selected run."""
        rows = self.selectionModel().selectedRows()
        return rows[0].data(Qt.ItemDataRole.UserRole) if rows else None

    def choose(self, run_id: str) -> None:
        """Selects a run by its id, where it is shown."""
        for row in range(self.proxy.rowCount()):
            record = self.proxy.index(row, 0).data(Qt.ItemDataRole.UserRole)
            if record.id == run_id:
                self.selectRow(row)
                return

    def search(self, text: str) -> None:
        """Only runs with this text, as written, in some column."""
        self.proxy.setFilterFixedString(text)

    @Slot()
    def on_selection_changed(self) -> None:
        """Another run, or none."""
        self._kept = self.chosen.id if self.chosen else ""
        self.selected.emit(self.chosen)

    @Slot()
    def on_reset(self) -> None:
        """Read anew: what was chosen stays chosen, as long as it is there."""
        self.choose(self._kept)
        if self.chosen is None:
            self.on_selection_changed()

    @Slot(QModelIndex)
    def on_activated(self, index: QModelIndex) -> None:
        """A double click or Enter."""
        self.opened.emit(index.data(Qt.ItemDataRole.UserRole))


class _Sorted(QSortFilterProxyModel):
    """The queue in its order above everything else, however that is sorted."""

    def __init__(self, model: LibraryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setSourceModel(model)

    def lessThan(self, left: Index, right: Index) -> bool:
        """As the model says; asking it for roles would take longer."""
        column, order = left.column(), self.sortOrder()
        key = self._model.make_key
        return key(left.row(), column, order) < key(right.row(), column, order)


class _SparkDelegate(QStyledItemDelegate):
    """The result with the curve that led to it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        record: Any = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        area = QRectF(box.right() - SPARK_WIDTH - 8, box.top() + 10, SPARK_WIDTH, box.height() - 20)
        painter.save()
        draw_sparkline(painter, area, record.curve, self._theme.colour("accent"))
        painter.restore()
