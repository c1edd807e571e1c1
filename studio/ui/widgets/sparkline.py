"""A tiny curve without axes, for a row or the rail."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from studio.ui.theme.theme import Theme

INSET = 3.0


class Sparkline(QWidget):
    """Draws finite values from left to right, with a dot at the last; nothing for fewer than two."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, colour: str = "accent") -> None:
        super().__init__(parent)
        self._theme = theme
        self._colour = colour
        self._values: list[float] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_values(self, values: Sequence[float]) -> None:
        """Shows these values."""
        self._values = [value for value in values if math.isfinite(value)]
        self.update()

    def sizeHint(self) -> QSize:
        """Fits a table row."""
        return QSize(96, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The curve over the whole widget."""
        draw_sparkline(QPainter(self), self.rect().toRectF(), self._values, self._theme.colour(self._colour))


def draw_sparkline(painter: QPainter, area: QRectF, values: Sequence[float], colour: QColor) -> None:
    """Paints the curve into ``area``; also for delegates."""
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    width, height = area.width() - 2 * INSET, area.height() - 2 * INSET
    step, span = width / (len(values) - 1), (high - low) or 1.0
    heights = (area.top() + INSET + height * (1 - (value - low) / span) for value in values)
    points = [QPointF(area.left() + INSET + place * step, y) for place, y in enumerate(heights)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5))
    painter.drawPolyline(QPolygonF(points))
    painter.setBrush(colour)
    painter.drawEllipse(points[-1], 2, 2)
