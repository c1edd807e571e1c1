"""Counts per label as horizontal bars, in the labels' own colours; scrolls where there are many."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from studio.ui.language import Language
from studio.ui.theme.theme import Theme, make_font

ROW = 26
NAME_SHARE = 0.5
COUNT_WIDTH = 52


class LabelBars(QScrollArea):
    """``show_counts`` replaces the bars; colours follow the sorted labels."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = _Bars(theme, language)
        self._bars.setObjectName("scrolled")
        self.setWidget(self._bars)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self._bars.update)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Label → count; shown from the largest to the smallest."""
        self._bars.counts = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
        self._bars.numbers = {label: index for index, label in enumerate(sorted(counts))}
        self._bars.setMinimumHeight(ROW * len(counts))
        self.setMaximumHeight(ROW * len(counts) + 2)
        self._bars.setAccessibleName(", ".join(f"{label} {count}" for label, count in self._bars.counts.items()))
        self._bars.update()


class _Bars(QWidget):
    def __init__(self, theme: Theme, language: Language) -> None:
        super().__init__()
        self.counts: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self._theme = theme
        self._language = language

    def sizeHint(self) -> QSize:
        return QSize(220, ROW * len(self.counts))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(make_font())
        metrics = QFontMetricsF(painter.font())
        largest = max(self.counts.values(), default=1) or 1
        longest = max((metrics.horizontalAdvance(label) for label in self.counts), default=0.0)
        name_width = min(longest + 8, self.width() * NAME_SHARE)
        room = self.width() - name_width - COUNT_WIDTH - 16
        visible = event.rect()
        for index, (label, count) in enumerate(self.counts.items()):
            top = index * ROW
            if top + ROW < visible.top() or top > visible.bottom():
                continue
            hue = self._theme.tokens.hue(self.numbers[label])
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(self._theme.colour("text"))
            name = metrics.elidedText(label.replace("\n", " "), Qt.TextElideMode.ElideMiddle, name_width - 4)
            painter.drawText(QRectF(0, top, name_width, ROW), middle, name)
            bar = QRectF(
                QPointF(name_width + 8, top + 5),
                QPointF(name_width + 8 + max(3.0, room * count / largest), top + ROW - 5),
            )
            painter.fillRect(bar, QColor(hue.fill))
            painter.fillRect(QRectF(bar.left(), bar.top(), 3, bar.height()), QColor(hue.edge))
            painter.setPen(self._theme.colour("muted"))
            shown = self._language.locale.toString(count)
            painter.drawText(
                QRectF(self.width() - COUNT_WIDTH, top, COUNT_WIDTH, ROW), middle | Qt.AlignmentFlag.AlignRight, shown
            )
