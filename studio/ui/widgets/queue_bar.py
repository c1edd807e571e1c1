"""The buttons for a run that waits for its turn: next, earlier, later, out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from studio.ui.actions import Actions
from studio.ui.theme.theme import mark
from studio.ui.workers.queue import RunQueue

ACTIONS = ("queue.first", "queue.earlier", "queue.later", "queue.cancel")


class QueueBar(QFrame):
    """A line of text and the four actions; what they are about is said by who attends to the queue.

    ``failed`` carries Problems that arise while it is seen.
    """

    failed = Signal(object)

    def __init__(self, queue: RunQueue, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "notice")
        queue.failed.connect(self.on_failed)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = {id: QPushButton() for id in ACTIONS}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for id, button in self.buttons.items():
            actions.attach(id, button)
            row.addWidget(button)

    @Slot(object)
    def on_failed(self, problems: object) -> None:
        """What was asked was refused."""
        if self.isVisible():
            self.failed.emit(problems)
