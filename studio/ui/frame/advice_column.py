"""The column at the right of a page: why it is so, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from studio.ui.theme.theme import Theme, mark
from studio.ui.theme.tokens import ADVICE_WIDTH

FOLDED_WIDTH = 48


class AdviceColumn(QFrame):
    """Notes of a heading and a text each; folds to a narrow strip. ``folded`` says that the user did."""

    folded = Signal(bool)

    def __init__(self, theme: Theme, is_folded: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, "advice")
        self._theme = theme
        self._is_folded = is_folded
        self._fold = QToolButton()
        self._fold.clicked.connect(self.on_fold_clicked)
        self._heading = mark(QLabel(), "caps")
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._fold)
        self._notes = QWidget()
        self._lines = QVBoxLayout(self._notes)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addLayout(top)
        self._column.addWidget(self._notes)
        self._column.addStretch(1)
        theme.changed.connect(self.on_theme_changed)
        self._retranslate()
        self.hide()

    def set_notes(self, notes: Sequence[tuple[str, str]]) -> None:
        """Replaces the notes (heading, text); none hides the column."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for heading, text in notes:
            for content, role in ((heading, "strong"), (text, "muted")):
                label = mark(QLabel(content), role)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                self._lines.addWidget(label)
            self._lines.addSpacing(12)
        self.setVisible(bool(notes))
        self._arrange()

    def fold(self, is_folded: bool) -> None:
        """Folds or unfolds."""
        self._is_folded = is_folded
        self._arrange()

    def on_fold_clicked(self) -> None:
        """The user folds or unfolds."""
        self.fold(not self._is_folded)
        self.folded.emit(self._is_folded)

    def on_theme_changed(self) -> None:
        """The arrow follows the theme."""
        self._fold.setIcon(self._theme.icon("idea" if self._is_folded else "chevron_right", "muted"))

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _arrange(self) -> None:
        self._notes.setVisible(not self._is_folded)
        self._heading.setVisible(not self._is_folded)
        self._column.setContentsMargins(4 if self._is_folded else 16, 0, 4 if self._is_folded else 8, 0)
        self.setFixedWidth(FOLDED_WIDTH if self._is_folded else ADVICE_WIDTH)
        self._retranslate()

    def _retranslate(self) -> None:
        self._heading.setText(self.tr("Good to know"))
        name = self.tr("Show advice") if self._is_folded else self.tr("Hide advice")
        self._fold.setToolTip(name)
        self._fold.setAccessibleName(name)
        self._fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.on_theme_changed()
