"""A list of examples, two lines each, with their place in the file; scales to millions of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from studio.ui.models.examples_model import ExamplesModel
from studio.ui.theme.theme import Theme, make_font
from studio.ui.widgets.spans import Piece, SpanLayout, cut_pieces

ROW_HEIGHT = 60
LINES = 2
PLACE_WIDTH = 52
SPACE = 12
LONGEST = 600
Index = QModelIndex | QPersistentModelIndex
Sides = Callable[[dict[str, Any]], list[list[Piece]]]


def show_gold(row: dict[str, Any]) -> list[list[Piece]]:
    """The example as it is labelled."""
    return [cut_pieces(row["text"], row["gold"], row["offsets"])]


def show_both(row: dict[str, Any]) -> list[list[Piece]]:
    """What is right beside what the model said."""
    return [cut_pieces(row["text"], row[side], row["offsets"]) for side in ("gold", "predicted")]


class ExamplesList(QListView):
    """Shows the rows of an ExamplesModel; ``sides`` makes one column of pieces each."""

    def __init__(self, theme: Theme, sides: Sides = show_gold, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = _ExampleDelegate(theme, sides, self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.viewport().update)

    def show_model(self, model: ExamplesModel, labels: Sequence[str]) -> None:
        """The rows, and all labels in the order that gives them their colours."""
        self._delegate.labels = labels
        if self.model() is not model:
            self.setModel(model)
        self.viewport().update()


class _ExampleDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, sides: Sides, parent: QWidget) -> None:
        super().__init__(parent)
        self.labels: Sequence[str] = ()
        self._theme = theme
        self._sides = sides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: Any = index.model()
        row = model.row(index.row())
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme.colour("accent_soft"))
        painter.setPen(self._theme.colour("hairline"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        sides = self._sides(row)
        left = box.left() + PLACE_WIDTH + SPACE
        width = (box.right() - left - SPACE * len(sides)) / len(sides)
        layouts = [SpanLayout(_shorten(pieces), self.labels, width, self._theme, lines=LINES) for pieces in sides]
        top = box.top() + (ROW_HEIGHT - max(layout.height for layout in layouts)) / 2
        painter.setPen(self._theme.colour("muted"))
        painter.setFont(make_font("small"))
        place = QRectF(box.left() + SPACE, top, PLACE_WIDTH - SPACE, layouts[0].line_height)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(row["row"]))
        for number, layout in enumerate(layouts):
            layout.draw(painter, QPointF(left + number * (width + SPACE), top))
        painter.restore()


def _shorten(pieces: list[Piece]) -> list[Piece]:
    """As much as two lines can show at most: a text of a million characters is not laid out."""
    kept, length = [], 0
    for piece in pieces:
        if length > LONGEST:
            break
        kept.append(Piece(piece.text[:LONGEST], piece.label, piece.note) if piece.text != piece.label else piece)
        length += len(piece.text)
    return kept
