"""Everything that has a key, read from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.ui.actions import ACTIONS, Actions
from studio.ui.theme.theme import mark


class HelpDialog(QDialog):
    """The five steps in a sentence, and the keys in two columns."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        intro = QLabel(
            self.tr(
                "Work from top to bottom of the list at the left: show your data, choose a model, train it, read the"
                " report, try it on your own text. You can go back at any time, and nothing you typed is lost."
            )
        )
        intro.setWordWrap(True)
        close = mark(QPushButton(self.tr("Close")), "primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(mark(QLabel(self.tr("How to use this window")), "heading"))
        column.addWidget(intro)
        column.addWidget(mark(QLabel(self.tr("Keys")), "heading"))
        column.addLayout(_make_grid(actions))
        column.addLayout(row)


def _make_grid(actions: Actions) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    rows = (len(ACTIONS) + 1) // 2
    for place, action in enumerate(ACTIONS):
        row, column = place % rows, place // rows * 2
        keys = actions[action.id].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        grid.addWidget(QLabel(actions[action.id].text()), row, column)
        grid.addWidget(mark(QLabel(keys), "muted"), row, column + 1)
    return grid
