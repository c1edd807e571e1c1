"""What is wrong on a page, over its content."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from studio.contract.problems import Problem
from studio.contract.words import Explanation
from studio.ui.dialogs.problems import ProblemDialog
from studio.ui.theme.theme import Theme, mark

SHOWN = 2
Explain = Callable[[Problem], Explanation]


class Banner(QFrame):
    """Shows the first problems with their way out; all of them with details in a dialog.

    ``dismissed`` comes when the user closed it.
    """

    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._problems: list[Problem] = []
        self._explain: Explain = _explain_nothing
        self._icon = QLabel()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._details = mark(QPushButton(), "link")
        self._details.clicked.connect(self.open_details)
        self._close = QToolButton()
        self._close.clicked.connect(self.on_closed)
        self._text = QVBoxLayout()
        self._text.setSpacing(8)
        self._text.addLayout(self._lines)
        self._text.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 8, 12)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._text, 1)
        row.addWidget(self._details, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self.on_theme_changed)
        self._retranslate()
        self.hide()

    def show_problems(self, problems: Sequence[Problem], explain: Explain) -> None:
        """Replaces what is shown, the first first; nothing hides the banner."""
        self._problems, self._explain = list(problems), explain
        self._retranslate()
        self.setVisible(bool(problems))

    def add_link(self, link: QPushButton) -> None:
        """A way on, under the message; who gives it shows and hides it."""
        self._text.insertWidget(1, link, 0, Qt.AlignmentFlag.AlignLeft)

    def open_details(self) -> None:
        """Everything, with details to copy."""
        explanations = [self._explain(problem) for problem in self._problems]
        ProblemDialog(explanations, self._theme, self.window()).open()

    def on_closed(self) -> None:
        """The user has read it."""
        self.hide()
        self.dismissed.emit()

    def on_theme_changed(self) -> None:
        """Icons follow the theme."""
        name, colour = ("stop_sign", "bad") if self._level == "stop" else ("alert", "caution")
        self._icon.setPixmap(self._theme.pixmap(name, colour))
        self._close.setIcon(self._theme.icon("close", "muted"))

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @property
    def _level(self) -> str:
        return self._problems[0].level if self._problems else "look"

    def _retranslate(self) -> None:
        self._details.setText(self.tr("Details"))
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close this message"))
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for problem in self._problems[:SHOWN]:
            explanation = self._explain(problem)
            self._add_line(explanation.what, "strong")
            self._add_line(" ".join(part for part in (explanation.why, explanation.fix) if part), "")
        more = len(self._problems) - SHOWN
        if more > 0:
            self._add_line(self.tr("%n more", "", more), "muted")
        self._details.setVisible(more > 0 or any(problem.details for problem in self._problems))
        mark(self, self._level)
        self.on_theme_changed()

    def _add_line(self, text: str, role: str) -> None:
        if not text:
            return
        label = mark(QLabel(text), role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.addWidget(label)


def _explain_nothing(problem: Problem) -> Explanation:
    return Explanation(problem.code, "", "", problem.details)
