"""The one question when the window closes while something is trained."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.theme.theme import mark


class Choice(Enum):
    """What becomes of the training."""

    KEEP = auto()
    STOP = auto()


class ClosingDialog(QDialog):
    """``chosen`` carries a Choice; closing the dialog otherwise keeps the window open."""

    chosen = Signal(object)

    def __init__(self, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Close the window"))
        self.setMinimumWidth(480)
        title = mark(QLabel(self.tr("%n training(s) still running", "", count)), "heading")
        text = QLabel(
            self.tr(
                "Training does not need this window. If it goes on, you find it here again, with its curve, when"
                " you come back. If you stop it, what it has learned so far is kept and can be used."
            )
        )
        text.setWordWrap(True)
        self.keep = mark(QPushButton(self.tr("Keep training")), "primary")
        self.stop = QPushButton(self.tr("Stop training"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.keep.setDefault(True)
        self.keep.clicked.connect(self.on_keep_clicked)
        self.stop.clicked.connect(self.on_stop_clicked)
        self.cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.cancel)
        row.addStretch(1)
        row.addWidget(self.stop)
        row.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(title)
        column.addWidget(text)
        column.addStretch(1)
        column.addLayout(row)

    def on_keep_clicked(self) -> None:
        """Training goes on without the window."""
        self.accept()
        self.chosen.emit(Choice.KEEP)

    def on_stop_clicked(self) -> None:
        """Training stops, resumable."""
        self.accept()
        self.chosen.emit(Choice.STOP)
