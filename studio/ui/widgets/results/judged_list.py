"""Examples as they are right beside what the model said, and what is shown of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.contract.table import Table
from studio.ui.models.examples_model import ExamplesModel
from studio.ui.theme.theme import Theme, mark
from studio.ui.widgets.examples_list import PLACE_WIDTH, SPACE, ExamplesList, show_both


class JudgedList(QWidget):
    """``all`` is the button that takes a filter back, for the page to show and connect."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ExamplesModel(self)
        self.list = ExamplesList(theme, show_both)
        self.heading, self.sentence = mark(QLabel(), "heading"), mark(QLabel(), "muted")
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.all = mark(QPushButton(), "link")
        self._right, self._said = mark(QLabel(), "caps"), mark(QLabel(), "caps")
        column, top, heads = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        top.setSpacing(12)
        top.addWidget(self.heading)
        top.addWidget(self.sentence, 1)
        top.addWidget(self.all)
        heads.setContentsMargins(PLACE_WIDTH + SPACE, 0, 0, 0)
        heads.addWidget(self._right, 1)
        heads.addWidget(self._said, 1)
        column.addLayout(top)
        column.addLayout(heads)
        column.addWidget(self.list, 1)

    def set_heads(self, name: str, right: str, said: str) -> None:
        """The name of the list for a screen reader, and what stands over its two columns."""
        self.list.setAccessibleName(name)
        self._right.setText(right)
        self._said.setText(said)

    def show_rows(self, table: Table | None, rows: Sequence[int], labels: Sequence[str]) -> None:
        """These rows of the predictions; ``labels`` are all there are, in the order of their colours."""
        self.model.show_table(table, rows)
        self.list.show_model(self.model, labels)
        self.list.scrollToTop()
