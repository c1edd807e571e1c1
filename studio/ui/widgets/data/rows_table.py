"""The first rows as a table, just as they stand in the file; over each column what it is used for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QStandardItemModel
from PySide6.QtWidgets import QAbstractButton, QHeaderView, QTableView, QWidget

from studio.contract.calls import ColumnFacts, PreviewAnswer
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, make_font
from studio.ui.theme.tips import make_tip
from studio.ui.widgets.inputs import ComboBox

ROLES = ("text", "label", "tokens", "tags", "spans")
IGNORED = "ignored"
NAME_HEIGHT = 28
COMBO_HEIGHT = 36
WIDEST, NARROWEST = 320, 132
LONGEST = 300
Index = QModelIndex | QPersistentModelIndex


class RowsTable(QTableView):
    """``show_preview`` replaces the rows. Where it is ``mapped``, ``role_chosen`` carries (column, role).

    A column that was found by itself cannot be said to be unused, as it would be found again: only another column
    can take its role.
    """

    role_chosen = Signal(str, str)

    def __init__(
        self, theme: Theme, language: Language, *, mapped: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = _Rows(self)
        self.header = _RoleHeader(self, theme, language) if mapped else None
        if self.header is not None:
            self.setHorizontalHeader(self.header)
            self.header.role_chosen.connect(self.role_chosen)
        self.setModel(self.rows)
        self.setWordWrap(False)
        self.setShowGrid(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self.setTabKeyNavigation(False)
        self._name_corner()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name_corner()
        super().changeEvent(event)

    def _name_corner(self) -> None:
        """The button where the headers meet, which has no text, for who does not see it."""
        for corner in self.findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly):
            corner.setAccessibleName(self.tr("Select all rows"))

    def show_preview(self, preview: PreviewAnswer, asked: Collection[str] = ()) -> None:
        """These rows; columns keep the width the user gave them while their names are the same.

        ``asked`` are the columns whose role the user chose.
        """
        same = [column.name for column in preview.columns] == [column.name for column in self.rows.columns]
        self.rows.show(preview.columns, preview.cells, preview.places)
        if self.header is not None:
            self.header.show_roles(preview.columns, asked)
        if not same:
            metrics = QFontMetricsF(make_font())
            for index, column in enumerate(preview.columns):
                texts = [column.name, *(row[index] for row in preview.cells[:20] if index < len(row))]
                width = max(metrics.horizontalAdvance(text[:80]) for text in texts)
                self.setColumnWidth(index, round(min(max(width + 32, NARROWEST), WIDEST)))


class _Rows(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.columns: Sequence[ColumnFacts] = ()
        self._cells: Sequence[Sequence[str]] = ()
        self._places: Sequence[tuple[str, int]] = ()

    def show(
        self, columns: Sequence[ColumnFacts], cells: Sequence[Sequence[str]], places: Sequence[tuple[str, int]]
    ) -> None:
        self.beginResetModel()
        self.columns, self._cells, self._places = columns, cells, places
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._cells[index.row()]
        text = row[index.column()] if index.column() < len(row) else ""
        return " ".join(text[:LONGEST].split())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            return self.columns[section].name if role == Qt.ItemDataRole.DisplayRole else None
        file, row = self._places[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(row)
        return make_tip(Path(file).name) if role == Qt.ItemDataRole.ToolTipRole else None


class _RoleHeader(QHeaderView):
    """Under each column's name a choice of its role; made when the column first comes into view."""

    role_chosen = Signal(str, str)

    def __init__(self, parent: QWidget, theme: Theme, language: Language) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._language = theme, language
        self._columns: Sequence[ColumnFacts] = ()
        self._asked: Collection[str] = ()
        self.boxes: dict[int, ComboBox] = {}
        self.setSectionsClickable(False)
        self.sectionResized.connect(self.place_boxes)
        parent_bar = getattr(parent, "horizontalScrollBar", None)
        if parent_bar is not None:
            parent_bar().valueChanged.connect(self.place_boxes)

    def show_roles(self, columns: Sequence[ColumnFacts], asked: Collection[str] = ()) -> None:
        """What each column is used for now; ``asked`` are those of which the user said so."""
        self._columns, self._asked = columns, asked
        for index in [index for index in self.boxes if index >= len(columns)]:
            self.boxes.pop(index).deleteLater()
        for index, box in self.boxes.items():
            self._fill(box, index)
        self.place_boxes()

    def sizeHint(self) -> QSize:
        """The name, and a choice under it."""
        return QSize(super().sizeHint().width(), NAME_HEIGHT + COMBO_HEIGHT + 8)

    def resizeEvent(self, event: Any) -> None:
        """Other columns may be in view."""
        super().resizeEvent(event)
        self.place_boxes()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            for index, box in self.boxes.items():
                self._fill(box, index)
        super().changeEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The column's name over the choice."""
        painter.save()
        painter.setPen(self._theme.colour("hairline"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(self._theme.colour("text"))
        painter.setFont(make_font(strong=True))
        box = rect.adjusted(11, 2, -8, -COMBO_HEIGHT - 4)
        name = self._columns[logicalIndex].name if logicalIndex < len(self._columns) else ""
        name = QFontMetricsF(painter.font()).elidedText(name, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()

    def place_boxes(self) -> None:
        """Puts the choices under their names."""
        for index in range(min(len(self._columns), self.count())):
            left, width = self.sectionViewportPosition(index), self.sectionSize(index)
            seen = left + width > 0 and left < self.viewport().width()
            if seen and index not in self.boxes:
                self.boxes[index] = self._make_box(index)
            if index in self.boxes:
                self.boxes[index].setGeometry(left + 4, NAME_HEIGHT, max(40, width - 8), COMBO_HEIGHT)
                self.boxes[index].setVisible(seen)

    def _make_box(self, index: int) -> ComboBox:
        box = ComboBox(self.viewport())
        self._fill(box, index)
        box.activated.connect(lambda _: self.role_chosen.emit(self._columns[index].name, box.currentData()))
        return box

    def _fill(self, box: ComboBox, index: int) -> None:
        words, column = self._language.words, self._columns[index]
        box.clear()
        box.setAccessibleName(column.name)
        for role in (*ROLES, IGNORED):
            box.addItem(words.say(f"role-{role}"), role)
            box.setItemData(box.count() - 1, words.say(f"role-{role}", part="help"), Qt.ItemDataRole.ToolTipRole)
        box.setCurrentIndex(max(0, box.findData(column.role if column.role in ROLES else IGNORED)))
        is_found = column.role in ROLES and column.name not in self._asked
        model = box.model()
        if is_found and isinstance(model, QStandardItemModel):
            model.item(box.count() - 1).setEnabled(False)
            why = words.say("role-found", {"role": words.say(f"role-{column.role}")})
            box.setItemData(box.count() - 1, why, Qt.ItemDataRole.ToolTipRole)
