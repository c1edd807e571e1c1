"""Problems in full: what happened, why, what to do, and details to copy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from studio.contract.words import Explanation
from studio.ui.theme.theme import Theme, make_font, mark


class ProblemDialog(QDialog):
    """Frees itself when it is closed."""

    def __init__(self, explanations: Sequence[Explanation], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What happened"))
        self.setMinimumWidth(560)
        self._copied = "\n\n".join(str(explanation) for explanation in explanations)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        for explanation in explanations[:8]:
            column.addWidget(self._make_block(explanation, theme))
        details = "\n\n".join(e.details for e in explanations if e.details)
        if len(explanations) > 8:
            details = self._copied
        if details:
            view = QPlainTextEdit(details)
            view.setReadOnly(True)
            view.setFont(make_font("small", code=True))
            view.setAccessibleName(self.tr("Details"))
            view.setFixedHeight(140)
            column.addWidget(view)
        column.addStretch(1)
        column.addLayout(self._make_buttons())

    def copy(self) -> None:
        """Puts everything on the clipboard."""
        QGuiApplication.clipboard().setText(self._copied)

    def _make_buttons(self) -> QHBoxLayout:
        copy, close = QPushButton(self.tr("Copy details")), mark(QPushButton(self.tr("Close")), "primary")
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _make_block(self, explanation: Explanation, theme: Theme) -> QWidget:
        block = QWidget()
        icon = QLabel()
        icon.setPixmap(theme.pixmap("alert", "caution", 24))
        column = QVBoxLayout()
        column.setSpacing(4)
        for text, role in ((explanation.what, "heading"), (explanation.why, ""), (explanation.fix, "")):
            if text:
                label = mark(QLabel(text), role)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                column.addWidget(label)
        row = QHBoxLayout(block)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        return block
