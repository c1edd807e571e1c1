"""What a page about results shows while there is none: why, and the way to one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.theme.theme import Theme, mark

ICON = 40


class Nothing(QWidget):
    """A picture, a heading, a line, and one button (``way``)."""

    def __init__(self, theme: Theme, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._picture, self._heading, self._line = QLabel(), mark(QLabel(), "heading"), mark(QLabel(), "muted")
        self.way = QPushButton()
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (self._picture, self._heading, self._line, self.way):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        theme.changed.connect(self._draw)
        self._draw()

    def set_texts(self, heading: str, line: str, way: str) -> None:
        """All three texts."""
        self._heading.setText(heading)
        self._line.setText(line)
        self.way.setText(way)

    def _draw(self) -> None:
        self._picture.setPixmap(self._theme.pixmap(self._icon, "muted", ICON))
