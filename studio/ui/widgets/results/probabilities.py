"""Labels with their probabilities as bars, the most probable first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.ui.language import Language
from studio.ui.theme.theme import Theme, make_font

ROW = 32
MOST = 8
NAME_SHARE = 0.34
FIGURE_WIDTH = 64


class ProbabilityBars(QWidget):
    """``show_labels`` replaces the bars: (label, probability 0–1); colours follow the sorted labels."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self._labels: Sequence[tuple[str, float]] = ()
        self._number: dict[str, int] = {}
        self._chosen: set[str] = set()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_labels(self, labels: Sequence[tuple[str, float]], chosen: Sequence[str] | None = None) -> None:
        """The first eight are drawn; bold is the first, or where several may hold those ``chosen``."""
        self._labels = labels[:MOST]
        self._chosen = {label for label, _ in labels[:1]} if chosen is None else set(chosen)
        self._number = {label: index for index, label in enumerate(sorted(label for label, _ in labels))}
        spoken = (f"{label} {self._language.say_share(chance)}" for label, chance in self._labels)
        self.setAccessibleName(", ".join(spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """One line a label."""
        return QSize(400, ROW * len(self._labels))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name, bar, figure; those given in bold."""
        painter = QPainter(self)
        name_width = self.width() * NAME_SHARE
        room = self.width() - name_width - FIGURE_WIDTH - 16
        middle = Qt.AlignmentFlag.AlignVCenter
        for index, (label, chance) in enumerate(self._labels):
            top = index * ROW
            painter.setFont(make_font("body", strong=label in self._chosen))
            painter.setPen(self._theme.colour("text"))
            metrics = QFontMetricsF(painter.font())
            name = metrics.elidedText(label.replace("\n", " "), Qt.TextElideMode.ElideMiddle, name_width - 8)
            painter.drawText(QRectF(0, top, name_width, ROW), middle, name)
            hue = self._theme.tokens.hue(self._number[label])
            track = QRectF(name_width + 8, top + 9, room, ROW - 18)
            painter.fillRect(track, self._theme.colour("hover"))
            bar = QRectF(track.left(), track.top(), max(3.0, room * chance), track.height())
            painter.fillRect(bar, QColor(hue.edge))
            figure = QRectF(self.width() - FIGURE_WIDTH, top, FIGURE_WIDTH, ROW)
            painter.drawText(figure, middle | Qt.AlignmentFlag.AlignRight, self._language.say_share(chance))
