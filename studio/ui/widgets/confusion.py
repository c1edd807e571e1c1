"""What is taken for what: a grid whose shades follow the share of each row; a cell filters the examples."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QToolTip, QWidget

from studio.contract.report import Confusion
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, make_font

SMALLEST_CELL, LARGEST_CELL = 26.0, 56.0
HEAD = 96
SPECIAL = ("missed", "invented")


class ConfusionGrid(QScrollArea):
    """``chosen`` carries (gold, predicted) of the cell that was clicked, or None where it was clicked again."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = _Grid(theme, language)
        self.grid.chosen.connect(self.chosen)
        self.grid.setObjectName("scrolled")
        self.setWidget(self.grid)
        self.setWidgetResizable(True)
        theme.changed.connect(self.grid.update)

    def show_confusion(self, confusion: Confusion, entities: bool) -> None:
        """Replaces the grid; ``entities`` names the last two rows and columns missed and invented."""
        self.grid.show_confusion(confusion, entities)


class _Grid(QWidget):
    chosen = Signal(object)

    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self._theme = theme
        self._language = language
        self._confusion = Confusion(labels=[], counts=[])
        self._entities = False
        self._cell: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_confusion(self, confusion: Confusion, entities: bool) -> None:
        self._confusion, self._entities, self._cell = confusion, entities, None
        size = int(HEAD + SMALLEST_CELL * len(confusion.labels))
        self.setMinimumSize(size, size)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 360)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self._find_cell(event.position().toPoint())
        if cell is not None:
            self._choose(None if cell == self._cell else cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        move = moves.get(Qt.Key(event.key()))
        last = len(self._confusion.labels) - 1
        if move is None or last < 0:
            super().keyPressEvent(event)
            return
        row, column = self._cell or (0, 0)
        self._choose((min(max(row + move[0], 0), last), min(max(column + move[1], 0), last)))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self._find_cell(event.pos())
            QToolTip.showText(event.globalPos(), self._describe(cell) if cell else "", self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        labels, counts = self._confusion.labels, self._confusion.counts
        size = self._measure_cell()
        painter.setFont(make_font("small"))
        metrics = QFontMetricsF(painter.font())
        accent = self._theme.colour("accent")
        for row, line in enumerate(counts):
            total = sum(line) or 1
            name = metrics.elidedText(self._name(labels[row]), Qt.TextElideMode.ElideMiddle, HEAD - 12)
            painter.setPen(self._theme.colour("text"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, HEAD + row * size, HEAD - 8, size), right, name)
            for column, count in enumerate(line):
                box = QRectF(HEAD + column * size, HEAD + row * size, size, size).adjusted(1, 1, -1, -1)
                shade = QColor(accent)
                shade.setAlphaF(0.5 * count / total)
                painter.setPen(QPen(self._theme.colour("hairline"), 1))
                painter.setBrush(shade)
                painter.drawRoundedRect(box, 3, 3)
                if count:
                    painter.setPen(self._theme.colour("text"))
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count))
        for column, label in enumerate(labels):
            painter.save()
            painter.translate(HEAD + (column + 0.5) * size, HEAD - 8)
            painter.rotate(-45 if size < LARGEST_CELL else -30)
            painter.setPen(self._theme.colour("text"))
            name = metrics.elidedText(self._name(label), Qt.TextElideMode.ElideMiddle, HEAD - 4)
            painter.drawText(QRectF(0, -10, HEAD, 20), Qt.AlignmentFlag.AlignVCenter, name)
            painter.restore()
        if self._cell is not None:
            row, column = self._cell
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 2))
            painter.drawRoundedRect(QRectF(HEAD + column * size, HEAD + row * size, size, size), 4, 4)

    def _choose(self, cell: tuple[int, int] | None) -> None:
        self._cell = cell
        labels = self._confusion.labels
        self.setAccessibleName(self._describe(cell) if cell else "")
        self.update()
        self.chosen.emit((labels[cell[0]], labels[cell[1]]) if cell else None)

    def _describe(self, cell: tuple[int, int]) -> str:
        row, column = cell
        labels = self._confusion.labels
        values = {
            "gold": self._name(labels[row]),
            "predicted": self._name(labels[column]),
            "count": self._confusion.counts[row][column],
        }
        return self._language.words.say("confusion-right" if row == column else "confusion-cell", values)

    def _name(self, label: str) -> str:
        special = self._entities and label in SPECIAL and label in self._confusion.labels[-2:]
        return self._language.words.say(f"confusion-{label}") if special else label.replace("\n", " ")

    def _measure_cell(self) -> float:
        count = max(1, len(self._confusion.labels))
        room = min(self.width() - HEAD - 24, self.height() - HEAD - 4)
        return min(max(room / count, SMALLEST_CELL), LARGEST_CELL)

    def _find_cell(self, place: QPoint) -> tuple[int, int] | None:
        size, count = self._measure_cell(), len(self._confusion.labels)
        row, column = int((place.y() - HEAD) // size), int((place.x() - HEAD) // size)
        return (row, column) if 0 <= row < count and 0 <= column < count else None
