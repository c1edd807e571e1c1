"""A button that tries one text: shows as much of it as it has room for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

NARROWEST, WIDEST = 96, 320
PADDING = 34


class ExampleButton(QPushButton):
    """``example`` is the whole text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.example = ""
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_example(self, text: str) -> None:
        """Another text."""
        self.example = text
        self.setAccessibleName(" ".join(text.split()))
        self._elide()

    def sizeHint(self) -> QSize:
        """Whatever the text: it takes the room there is."""
        return QSize(NARROWEST, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few words."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less of the text."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - PADDING
        shown = self.fontMetrics().elidedText(self.accessibleName(), Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
