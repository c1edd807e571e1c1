"""One thing that was found out, and can be said otherwise: "Automatic: …", the known ones, or another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from studio.ui.widgets.inputs import ComboBox

OTHER = object()
"""What the last entry of an open choice stands for: what is typed beside it."""
LONGEST = 8
TYPED_WIDTH = 64


class Choice(QWidget):
    """``value`` is None while it is left to be found out; ``changed`` comes when the user says otherwise."""

    changed = Signal()

    def __init__(self, title: str, options: Mapping[Any, str], *, is_open: bool = False) -> None:
        super().__init__()
        self._found = ""
        self.box = ComboBox()
        self.box.setAccessibleName(title)
        self.box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(12)
        self.typed = QLineEdit()
        self.typed.setAccessibleName(title)
        self.typed.setMaxLength(LONGEST)
        self.typed.setFixedWidth(TYPED_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.typed)
        self._is_open = is_open
        self.set_options(options)
        self.box.activated.connect(self.on_activated)
        self.typed.textEdited.connect(self.on_typed)

    @property
    def value(self) -> Any:
        """What was said."""
        value = self.box.currentData()
        return (self.typed.text() or None) if value is OTHER else value

    def set_options(self, options: Mapping[Any, str]) -> None:
        """What can be said; a value that was said before stays, whether it is one of them or not."""
        value = self.value
        self.box.clear()
        self.box.addItem(self._say_automatic(), None)
        for option, text in options.items():
            self.box.addItem(text, option)
        if self._is_open:
            self.box.addItem(self.tr("Other"), OTHER)
        self.show_value(value)

    def show_value(self, value: Any) -> None:
        """What was said earlier; None where nothing was."""
        places = [place for place in range(self.box.count()) if self.box.itemData(place) == value]
        if not places and self._is_open:
            self.typed.setText(str(value))
            places = [self.box.count() - 1]
        elif not places:
            self.box.addItem(str(value), value)
            places = [self.box.count() - 1]
        self.box.setCurrentIndex(places[0])
        self.typed.setVisible(self.box.currentData() is OTHER)

    def show_found(self, text: str) -> None:
        """What is found out where nothing is said."""
        self._found = text
        self.box.setItemText(0, self._say_automatic())

    @Slot()
    def on_activated(self) -> None:
        """The user chose."""
        is_other = self.box.currentData() is OTHER
        self.typed.setVisible(is_other)
        if is_other:
            self.typed.setFocus()
        self.changed.emit()

    @Slot()
    def on_typed(self) -> None:
        """The user typed."""
        self.changed.emit()

    def _say_automatic(self) -> str:
        return self.tr("Automatic: {what}").format(what=self._found) if self._found else self.tr("Automatic")
