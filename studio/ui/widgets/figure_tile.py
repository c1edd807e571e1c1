"""One small figure with its name and, in a tool tip, what it means."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.ui.theme.theme import make_font, mark

LEAST_WIDTH = 88


class FigureTile(QWidget):
    """``show_value`` sets the figure; a dash stands for not measured yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._value = mark(QLabel(), "small"), QLabel("–")
        self._value.setFont(make_font("title", strong=True))
        self.setMinimumWidth(LEAST_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addWidget(self._value)

    def set_name(self, name: str, meaning: str) -> None:
        """What the figure is."""
        self._name.setText(name)
        self.setToolTip(meaning)

    def show_value(self, text: str) -> None:
        """The figure as the language writes it; "" where it is not measured yet."""
        self._value.setText(text or "–")
        self.setAccessibleName(f"{self._name.text()}: {text or '–'}")
