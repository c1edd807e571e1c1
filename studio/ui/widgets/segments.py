"""A choice between a few, side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from studio.ui.theme.theme import mark


class Segments(QWidget):
    """``chosen`` carries the value the user chose; texts come by ``set_texts``, in the order of the values."""

    chosen = Signal(str)

    def __init__(self, values: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for value in values:
            place = {values[0]: "segment_first", values[-1]: "segment_last"}.get(value, "segment")
            button = mark(QPushButton(), place)
            button.setCheckable(True)
            button.clicked.connect(self._on_clicked)
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        row.addStretch(1)

    def set_texts(self, texts: Sequence[str], tips: Sequence[str] = ()) -> None:
        """What the segments say, and in a tip what they mean."""
        for button, text in zip(self._buttons.values(), texts, strict=True):
            button.setText(text)
        for button, tip in zip(self._buttons.values(), tips, strict=False):
            button.setToolTip(tip)

    def offer(self, values: Collection[str]) -> None:
        """Only these values can be chosen now."""
        for value, button in self._buttons.items():
            button.setEnabled(value in values)

    def choose(self, value: str) -> None:
        """Shows this value as the chosen one."""
        self._buttons[value].setChecked(True)

    def _on_clicked(self) -> None:
        self.chosen.emit(next(value for value, button in self._buttons.items() if button.isChecked()))
