"""What is taken for what: a grid whose shades follow the share of each row; a cell filters the examples."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from studio.contract.report import Confusion
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, make_font

SMALLEST_CELL, LARGEST_CELL = 22.0, 56.0
LONGEST_NAME = 120.0
GAP = 8.0
SLANT = 45
STRONGEST = 0.5
Cell = tuple[int, int]
PRESS, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
MOVES = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


@dataclass(frozen=True)
class Line:
    """A row or a column: its place in the confusion, the label, and how it is called."""

    number: int
    label: str
    name: str


class ConfusionGrid(QAbstractScrollArea):
    """``chosen`` carries (right, predicted) of the chosen cell, "" for missed or invented; None where none is.

    Many labels scroll, and their names stay in sight.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._confusion = Confusion(labels=[], counts=[])
        self._entities = False
        self._rows: list[Line] = []
        self._columns: list[Line] = []
        self._cell: Cell | None = None
        self._corner = ("", "")
        self._left = self._top = self._overhang = 0.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self.viewport().update)

    def show_confusion(self, confusion: Confusion, entities: bool) -> None:
        """Replaces the grid; for ``entities`` the last two labels are missed and invented."""
        self._confusion, self._entities, self._cell = confusion, entities, None
        self._name_lines()

    def clear_choice(self) -> None:
        """No cell is chosen; says nothing."""
        self._choose(None, tell=False)

    def describe(self, cell: Cell | None = None) -> str:
        """A cell, else the chosen one, as a sentence; "" where there is none."""
        place = cell or self._cell
        if place is None:
            return ""
        row, column = self._rows[place[0]], self._columns[place[1]]
        code = "confusion-right" if row.number == column.number else "confusion-cell"
        if self._entities and not row.label:
            code = "confusion-invented_cell"
        elif self._entities and not column.label:
            code = "confusion-missed_cell"
        count = self._confusion.counts[row.number][column.number]
        return self._language.words.say(code, {"gold": row.name, "predicted": column.name, "count": count})

    def sizeHint(self) -> QSize:
        """As large as it is drawn best."""
        return QSize(400, 320)

    def changeEvent(self, event: QEvent) -> None:
        """Missed and invented follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name_lines()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less to scroll."""
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Escape takes the choice back."""
        move = MOVES.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._cell is not None:
            self._choose(None)
        elif move is None or not self._rows:
            super().keyPressEvent(event)
        elif self._cell is None:
            self._choose((0, 0))
        else:
            row, column = self._cell[0] + move[0], self._cell[1] + move[1]
            self._choose((min(max(row, 0), len(self._rows) - 1), min(max(column, 0), len(self._columns) - 1)))

    def viewportEvent(self, event: QEvent) -> bool:
        """A cell is chosen by a click, taken back by a second one, and said in words by a tool tip."""
        if isinstance(event, QMouseEvent) and event.type() in (PRESS, RELEASE):
            clicked = self._find_cell(event.position().toPoint()) if event.type() is PRESS else None
            if clicked is not None:
                self._choose(None if clicked == self._cell else clicked)
            return True
        if isinstance(event, QHelpEvent):
            cell = self._find_cell(event.pos())
            said = html.escape(self.describe(cell)) if cell else ""
            QToolTip.showText(event.globalPos(), f"<p>{said}</p>" if said else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only what is in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(make_font("small"))
        room = QRectF(self.viewport().rect())
        shown_rows, shown_columns = self._find_shown()
        painter.setClipRect(room.adjusted(self._left - 2, self._top - 2, 0, 0))
        for row in shown_rows:
            for column in shown_columns:
                self._draw_cell(painter, (row, column))
        if self._cell is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(self._place(self._cell), 4, 4)
        painter.setPen(self._theme.colour("text"))
        painter.setClipRect(room.adjusted(0, self._top, 0, 0))
        for row in shown_rows:
            box = self._place((row, 0))
            area = QRectF(0, box.top(), self._left - GAP, box.height())
            _draw_name(painter, area, self._rows[row].name, Qt.AlignmentFlag.AlignRight)
        self._draw_corner(painter)
        painter.setPen(self._theme.colour("text"))
        painter.setClipRect(QRectF(self._left - GAP, 0, room.width(), self._top))
        for column in shown_columns:
            painter.save()
            painter.translate(self._place((0, column)).center().x(), self._top - GAP)
            painter.rotate(-SLANT)
            _draw_slanted(painter, self._columns[column].name)
            painter.restore()

    def _draw_cell(self, painter: QPainter, cell: Cell) -> None:
        row, column = self._rows[cell[0]], self._columns[cell[1]]
        counts = self._confusion.counts[row.number]
        count = counts[column.number]
        shade = QColor(self._theme.colour("accent" if row.number == column.number else "caution"))
        shade.setAlphaF(STRONGEST * count / (sum(counts) or 1))
        box = self._place(cell).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(self._theme.colour("hairline"), 1))
        painter.setBrush(shade)
        painter.drawRoundedRect(box, 3, 3)
        if count:
            painter.setPen(self._theme.colour("text"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._language.locale.toString(count))

    def _draw_corner(self, painter: QPainter) -> None:
        """Which way is right, and which is what the model said."""
        painter.setClipping(False)
        painter.setPen(self._theme.colour("muted"))
        height = painter.fontMetrics().height()
        for place, text in enumerate(reversed(self._corner)):
            area = QRectF(0, self._top - GAP - (place + 1) * height, self._left - GAP, height)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight, text)

    def _name_lines(self) -> None:
        say, labels = self._language.words.say, self._confusion.labels
        lines = [Line(number, label, " ".join(label.split())) for number, label in enumerate(labels)]
        self._rows = self._columns = lines
        if self._entities and lines:
            missed, invented = lines[-2:]
            self._rows = [*lines[:-2], Line(invented.number, "", say("confusion-invented"))]
            self._columns = [*lines[:-2], Line(missed.number, "", say("confusion-missed"))]
        metrics = QFontMetricsF(make_font("small"))
        names = {line.name for line in (*self._rows, *self._columns)}
        width = {name: min(metrics.horizontalAdvance(name) + 2, LONGEST_NAME) for name in names}
        self._corner = (f"{say('report-predicted')} →", f"{say('report-gold')} ↓")
        wide = [metrics.horizontalAdvance(text) for text in self._corner]
        self._left = max([*(width[line.name] for line in self._rows), *wide]) + GAP
        slant = math.sin(math.radians(SLANT))
        self._top = max((width[line.name] for line in self._columns), default=0.0) * slant + 2 * GAP
        self._overhang = width[self._columns[-1].name] * slant if self._columns else 0.0
        self.setAccessibleName(self.describe() or say("report-confusion"))
        self._arrange()

    def _arrange(self) -> None:
        size, room = self._measure_cell(), self.viewport().size()
        height, width = size * len(self._rows) + self._top, size * len(self._columns) + self._left + self._overhang
        for bar, needed, seen in (
            (self.verticalScrollBar(), height, room.height()),
            (self.horizontalScrollBar(), width, room.width()),
        ):
            bar.setRange(0, max(0, math.ceil(needed - seen)))
            bar.setPageStep(seen)
            bar.setSingleStep(int(size))
        self.viewport().update()

    def _measure_cell(self) -> float:
        rows, columns, room = max(1, len(self._rows)), max(1, len(self._columns)), self.maximumViewportSize()
        across = (room.width() - self._left - self._overhang) / columns
        down = (room.height() - self._top - 2) / rows
        return math.floor(min(max(min(across, down), SMALLEST_CELL), LARGEST_CELL))

    def _place(self, cell: Cell) -> QRectF:
        size = self._measure_cell()
        left = self._left + cell[1] * size - self.horizontalScrollBar().value()
        top = self._top + cell[0] * size - self.verticalScrollBar().value()
        return QRectF(QPointF(left, top), QPointF(left + size, top + size))

    def _find_shown(self) -> tuple[range, range]:
        size, room = self._measure_cell(), self.viewport().size()
        shown = []
        for lines, bar, seen in (
            (self._rows, self.verticalScrollBar(), room.height()),
            (self._columns, self.horizontalScrollBar(), room.width()),
        ):
            first = int(bar.value() // size)
            shown.append(range(first, min(len(lines), first + int(seen // size) + 2)))
        return shown[0], shown[1]

    def _find_cell(self, place: QPoint) -> Cell | None:
        if place.x() < self._left or place.y() < self._top:
            return None
        size = self._measure_cell()
        row = int((place.y() - self._top + self.verticalScrollBar().value()) // size)
        column = int((place.x() - self._left + self.horizontalScrollBar().value()) // size)
        return (row, column) if row < len(self._rows) and column < len(self._columns) else None

    def _choose(self, cell: Cell | None, tell: bool = True) -> None:
        self._cell = cell
        self.setAccessibleName(self.describe() or self._language.words.say("report-confusion"))
        if cell is not None:
            self._reveal(cell)
        self.viewport().update()
        if tell:
            self.chosen.emit((self._rows[cell[0]].label, self._columns[cell[1]].label) if cell else None)

    def _reveal(self, cell: Cell) -> None:
        box, room = self._place(cell), self.viewport().size()
        for bar, low, high, first, end in (
            (self.verticalScrollBar(), box.top(), box.bottom(), self._top, room.height()),
            (self.horizontalScrollBar(), box.left(), box.right(), self._left, room.width()),
        ):
            bar.setValue(int(bar.value() + min(0.0, low - first) + max(0.0, high - end)))


def _draw_name(painter: QPainter, area: QRectF, name: str, side: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(area.width()))
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _draw_slanted(painter: QPainter, name: str) -> None:
    """As an outline: turned Chinese glyphs of another font than the first are set on top of each other."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, int(LONGEST_NAME))
    path = QPainterPath()
    path.addText(0, metrics.ascent() / 2 - 1, painter.font(), shown)
    painter.fillPath(path, painter.pen().color())
