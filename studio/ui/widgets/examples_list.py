"""A list of examples, two lines each, with their place in the file; scales to millions of rows.

Qt's own list measures every row before it shows the first (10 s for ten million); here all are equally high.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.models.examples_model import ExamplesModel
from studio.ui.theme.theme import Theme, make_font
from studio.ui.widgets.spans import Piece, SpanLayout, cut_pieces

ROW_HEIGHT = 60
LINES = 2
PLACE_WIDTH = 40
SPACE = 12
DIGIT = 7.5
LONGEST = 600
TALLEST = 2**31 - 1
Index = QModelIndex | QPersistentModelIndex
Sides = Callable[[dict[str, Any]], list[list[Piece]]]
Cursor = QAbstractItemView.CursorAction


def show_gold(row: dict[str, Any]) -> list[list[Piece]]:
    """The example as it is labelled."""
    return [cut_pieces(row["text"], row["gold"], row["offsets"])]


def show_cells(row: dict[str, Any]) -> list[list[Piece]]:
    """A row that fits no task: all its cells, as nobody knows which of them is the text; else the example."""
    cells = [cell for cell in (row.get("cells") or {}).values() if cell]
    return [cut_pieces(" · ".join(cells), [], [])] if cells and not row["gold"] else show_gold(row)


def show_both(row: dict[str, Any]) -> list[list[Piece]]:
    """What is right beside what the model said."""
    return [cut_pieces(row["text"], row[side], row["offsets"]) for side in ("gold", "predicted")]


class ExamplesList(QAbstractItemView):
    """Shows the rows of an ExamplesModel; ``sides`` makes one column of pieces each.

    ``chosen`` carries the values of the row that was selected, None where none is.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, sides: Sides = show_gold, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = _ExampleDelegate(theme, sides, self)
        self._unit = 1  # pixels of one step of the scroll bar
        self._awaited, self._is_told = -1, False
        self.setItemDelegate(self._delegate)
        self.setModel(ExamplesModel(self))  # empty, until there is another
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def show_model(self, model: ExamplesModel, labels: Sequence[str]) -> None:
        """The rows, and all labels in the order that gives them their colours."""
        self._delegate.labels = labels
        if self.model() is not model:
            self.setModel(model)
        self.viewport().update()

    @property
    def first_row(self) -> int:
        """The number of the first row in view."""
        return self._top() // ROW_HEIGHT

    # -- where rows stand ------------------------------------------------------------------------------------

    def horizontalOffset(self) -> int:
        """Never moved sideways."""
        return 0

    def verticalOffset(self) -> int:
        """Pixels over the first one that is seen, as far as Qt can count them."""
        return min(self._top(), TALLEST)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The row under a point of the viewport."""
        row = (point.y() + self._top()) // ROW_HEIGHT
        return self.model().index(row, 0) if 0 <= row < self.model().rowCount() else QModelIndex()

    def visualRect(self, index: Index) -> QRect:
        """Where a row stands in the viewport."""
        top = index.row() * ROW_HEIGHT - self._top()
        return QRect(0, top, self.viewport().width(), ROW_HEIGHT) if abs(top) < TALLEST // 2 else QRect()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Brings a row into view with as little movement as it takes."""
        top, bar = index.row() * ROW_HEIGHT, self.verticalScrollBar()
        lowest = top + ROW_HEIGHT - self.viewport().height()
        if self._top() > top:
            bar.setValue(top // self._unit)
        elif self._top() < lowest:
            bar.setValue(-(-lowest // self._unit))

    def moveCursor(self, action: Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The row that a key leads to."""
        count, page = self.model().rowCount(), max(1, self.viewport().height() // ROW_HEIGHT)
        steps = {
            Cursor.MoveUp: -1, Cursor.MovePrevious: -1, Cursor.MoveDown: 1, Cursor.MoveNext: 1,
            Cursor.MovePageUp: -page, Cursor.MovePageDown: page, Cursor.MoveHome: -count, Cursor.MoveEnd: count,
        }  # fmt: skip
        row = self.currentIndex().row() + steps.get(action, 0)
        return self.model().index(min(max(row, 0), count - 1), 0) if count else QModelIndex()

    def isIndexHidden(self, index: Index) -> bool:
        """None is."""
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """The row where the mouse went down."""
        self.selectionModel().select(self.indexAt(rect.topLeft()), command)

    def visualRegionForSelection(self, selection: Any) -> QRegion:
        """Where the selected row stands."""
        return QRegion(self.viewport().rect())

    def updateGeometries(self) -> None:
        """How far can be scrolled: by the pixel, or by the row where a scroll bar cannot count the pixels."""
        super().updateGeometries()
        count, bar = self.model().rowCount(), self.verticalScrollBar()
        height = count * ROW_HEIGHT
        self._unit = 1 if height <= TALLEST else ROW_HEIGHT
        seen = self.viewport().height()
        bar.setRange(0, max(0, -(-(height - seen) // self._unit)))
        bar.setPageStep(max(1, seen // self._unit))
        bar.setSingleStep(max(1, ROW_HEIGHT // 3 // self._unit))
        self._delegate.place_width = max(PLACE_WIDTH, SPACE + DIGIT * len(str(count)))

    def reset(self) -> None:
        """Other rows: the list stays where it is, as far as there are as many."""
        super().reset()
        self.updateGeometries()
        self._tell(-1)

    # -- what is seen ----------------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The few rows in view are painted anew."""
        self.viewport().update()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Pages arrived."""
        self.viewport().update()
        if first.row() <= self._awaited <= last.row():
            self._tell(self._awaited)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Another row was selected, or none is any more."""
        super().currentChanged(current, previous)
        self.viewport().update()
        self._tell(current.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows in view."""
        painter = QPainter(self.viewport())
        first = self.first_row
        last = (self._top() + self.viewport().height()) // ROW_HEIGHT
        rows = range(first, min(last + 1, self.model().rowCount()))
        model: Any = self.model()
        self._delegate.make_room([row for row in map(model.row, rows) if row is not None])
        for row in rows:
            index, option = self.model().index(row, 0), QStyleOptionViewItem()
            place: Any = option  # its members are untyped upstream
            place.rect = self.visualRect(index)
            if row == self.currentIndex().row():
                place.state |= QStyle.StateFlag.State_Selected
            self._delegate.paint(painter, option, index)

    def _top(self) -> int:
        return self.verticalScrollBar().value() * self._unit

    def _tell(self, number: int) -> None:
        """Says what was selected; while it is not read yet, waits for it."""
        model: Any = self.model()
        row = model.row(number) if number >= 0 else None
        self._awaited = number if row is None else -1
        if row is not None or (number < 0 and self._is_told):
            self._is_told = row is not None
            self.chosen.emit(row)


class _ExampleDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, sides: Sides, parent: QWidget) -> None:
        super().__init__(parent)
        self.labels: Sequence[str] = ()
        self.place_width = float(PLACE_WIDTH)
        self._theme = theme
        self._sides = sides

    def make_room(self, rows: Sequence[dict[str, Any]]) -> None:
        """The places of these rows stand beside the texts, not in them, however many digits they have."""
        digits = len(str(max((row["row"] for row in rows), default=0)))
        self.place_width = max(self.place_width, SPACE + DIGIT * digits)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: Any = index.model()
        row = model.row(index.row())
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme.colour("accent_soft"))
        painter.setPen(self._theme.colour("hairline"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        left = box.left() + self.place_width + SPACE
        if row is None:  # on its way: a grey line where the text will stand
            painter.fillRect(QRectF(left, box.center().y() - 5, box.width() * 0.4, 10), self._theme.colour("hairline"))
        else:
            self._draw_row(painter, box, left, row)
        painter.restore()

    def _draw_row(self, painter: QPainter, box: QRectF, left: float, row: dict[str, Any]) -> None:
        sides = self._sides(row)
        width = (box.right() - left - SPACE * len(sides)) / len(sides)
        layouts = [SpanLayout(_shorten(pieces), self.labels, width, self._theme, lines=LINES) for pieces in sides]
        top = box.top() + (ROW_HEIGHT - max(layout.height for layout in layouts)) / 2
        painter.setPen(self._theme.colour("muted"))
        painter.setFont(make_font("small"))
        place = QRectF(box.left() + SPACE, top, self.place_width - SPACE, layouts[0].line_height)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(row["row"]))
        for number, layout in enumerate(layouts):
            layout.draw(painter, QPointF(left + number * (width + SPACE), top))


def _shorten(pieces: list[Piece]) -> list[Piece]:
    """As much as two lines can show at most: a text of a million characters is not laid out."""
    kept, length = [], 0
    for piece in pieces:
        if length > LONGEST:
            break
        kept.append(Piece(piece.text[:LONGEST], piece.label, piece.note) if piece.text != piece.label else piece)
        length += len(piece.text)
    return kept
