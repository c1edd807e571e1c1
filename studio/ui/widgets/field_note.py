"""The line under an input that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

from studio.contract.problems import Problem
from studio.contract.words import Explanation
from studio.ui.theme.theme import mark, repolish


class FieldNote(QLabel):
    """Hidden while there is nothing to say; marks its input with a red (or no) edge."""

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = field
        self._problem: Problem | None = None
        self._explain: Callable[[Problem], Explanation] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def show_problem(self, problem: Problem | None, explain: Callable[[Problem], Explanation]) -> None:
        """Shows what, why and what to do in one paragraph; None hides it."""
        self._problem, self._explain = problem, explain
        self._retranslate()
        self.setVisible(problem is not None)
        stops = problem is not None and problem.level == "stop"
        mark(self, "bad" if stops else "caution")
        self._field.setProperty("fault", stops)
        repolish(self._field)

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        text = ""
        if self._problem is not None and self._explain is not None:
            explanation = self._explain(self._problem)
            text = " ".join(part for part in (explanation.what, explanation.why, explanation.fix) if part)
        self.setText(text)
        self._field.setAccessibleDescription(text)
