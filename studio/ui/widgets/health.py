"""What was found in the data: pass, look, stop; each with what, why, what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio.contract.problems import Problem
from studio.ui.alerts import Alerts
from studio.ui.theme.theme import Theme, mark

ICONS = {"stop": ("stop_sign", "bad"), "look": ("alert", "caution"), "pass": ("check", "good")}


class HealthList(QScrollArea):
    """``show_problems`` replaces the rows; without one it says that all is well."""

    def __init__(self, theme: Theme, alerts: Alerts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._alerts = alerts
        self._problems: Sequence[Problem] = ()
        self._inner = QWidget()
        self._inner.setObjectName("scrolled")
        self._rows = QVBoxLayout(self._inner)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(12)
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.changed.connect(self.refresh)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """The ones that stop first."""
        ordered = sorted(problems, key=lambda problem: problem.level != "stop")
        if ordered != self._problems or not self._rows.count():
            self._problems = ordered
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Rows in the present language and theme."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for problem in self._problems:
            told = self._alerts.explain(problem)
            self._add(problem.level, told.what, f"{told.why} {told.fix}".strip())
        if not self._problems:
            self._add(
                "pass", self.tr("Nothing to worry about"), self.tr("Every row could be read, and the labels fit.")
            )
        self._rows.addStretch(1)

    def _add(self, level: str, what: str, more: str) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        icon = QLabel()
        icon.setPixmap(self._theme.pixmap(*ICONS[level], 18))
        column = QVBoxLayout()
        column.setSpacing(2)
        for text, role in ((what, "strong"), (more, "small")):
            label = mark(QLabel(text), role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(column, 1)
        row.setAccessibleName(f"{what} {more}")
        self._rows.addWidget(row)
