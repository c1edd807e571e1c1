"""The line under an input that says what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from studio.contract.words import Explanation
from studio.ui.theme.theme import mark, repolish


class FieldNote(QLabel):
    """Hidden while there is nothing to say; marks its input with a red (or no) edge."""

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_explanation(self, explanation: Explanation | None, level: str) -> None:
        """Shows what, why and what to do in one paragraph; None hides it."""
        parts = (explanation.what, explanation.why, explanation.fix) if explanation else ()
        self.setText(" ".join(part for part in parts if part))
        self.setVisible(explanation is not None)
        mark(self, "bad" if level == "stop" else "caution")
        self._field.setProperty("fault", explanation is not None and level == "stop")
        self._field.setAccessibleDescription(self.text())
        repolish(self._field)
