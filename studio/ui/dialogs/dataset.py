"""Asks for a data set of the hub by its name."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.ui.theme.theme import mark

NAME = re.compile(r"[\w.-]+(/[\w.-]+)?")
ADDRESS = re.compile(r"^https?://[^/]+/datasets/")
WIDTH = 460


class DatasetDialog(QDialog):
    """``chosen`` carries the name, which may have been pasted as an address."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("A data set of the hub"))
        hint = mark(
            QLabel(self.tr("Its name as on the hub: owner/name. It is fetched to this computer once.")), "muted"
        )
        hint.setWordWrap(True)
        self.name = QLineEdit()
        self.name.setPlaceholderText("conll2003")
        self.name.setAccessibleName(self.tr("Name of the data set"))
        self.name.textChanged.connect(self.on_name_changed)
        self.open_button, cancel = mark(QPushButton(self.tr("Open")), "primary"), QPushButton(self.tr("Cancel"))
        self.open_button.setEnabled(False)
        self.open_button.setDefault(True)
        self.open_button.clicked.connect(self.on_open_clicked)
        cancel.clicked.connect(self.reject)
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(hint)
        column.addWidget(self.name)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.open_button)
        column.addLayout(row)
        self.setFixedWidth(WIDTH)

    @property
    def asked(self) -> str:
        """The name alone; "" where it is none."""
        name = ADDRESS.sub("", self.name.text().strip()).rstrip("/")
        return name if NAME.fullmatch(name) else ""

    @Slot()
    def on_name_changed(self) -> None:
        """Is it a name yet?"""
        self.open_button.setEnabled(bool(self.asked))

    @Slot()
    def on_open_clicked(self) -> None:
        """Decided."""
        name = self.asked
        self.accept()
        self.chosen.emit(name)
