"""What the data page shows while there are no data: where they come in, and how they look."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.ui.theme.theme import Theme, mark
from studio.ui.widgets.drop_zone import DropZone


class Teaching(QWidget):
    """A large drop zone (``drop_zone``), and an example of each kind of file below it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drop_zone = DropZone(theme)
        self._headings = [mark(QLabel(), "heading") for _ in range(2)]
        self._lines = [mark(QLabel(), "muted") for _ in range(2)]
        self._samples = [mark(QLabel(), "code") for _ in range(2)]
        row = QHBoxLayout()
        row.setSpacing(24)
        for labels in zip(self._headings, self._lines, self._samples, strict=True):
            column = QVBoxLayout()
            column.setSpacing(4)
            for label in labels:
                label.setTextFormat(Qt.TextFormat.PlainText)
                column.addWidget(label)
            column.insertSpacing(2, 4)
            row.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        column.addWidget(self.drop_zone, 1)
        column.addLayout(row)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        texts = (
            (
                self.tr("To sort texts"),
                self.tr("A table: a text and its label in each row."),
                self.tr("text,label\nWhere is my parcel?,delivery\nI want my money back,refund\nGreat service,praise"),
            ),
            (
                self.tr("To find names and terms"),
                self.tr("A word and its tag on each line, an empty line between sentences."),
                self.tr("Mara B-PER\nLindqvist I-PER\nvisited O\nParis B-LOC"),
            ),
        )
        for index, (heading, line, sample) in enumerate(texts):
            self._headings[index].setText(heading)
            self._lines[index].setText(line)
            self._samples[index].setText(sample)
