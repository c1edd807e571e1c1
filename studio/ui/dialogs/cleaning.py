"""Clean up: what can be freed without losing a result, chosen by the user."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.contract.storage.space import MODEL, Spare
from studio.ui.language import Language
from studio.ui.theme.theme import mark


class CleaningDialog(QDialog):
    """``chosen`` carries the kinds to free."""

    chosen = Signal(object)

    def __init__(self, spare: Sequence[Spare], language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Clean up"))
        self.boxes: dict[str, QCheckBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        hint = self.tr("Reports and trained models stay. What you tick is deleted for good.")
        column.addWidget(mark(QLabel(hint if spare else self.tr("There is nothing to free.")), "muted"))
        for item in spare:
            kind, _, name = item.kind.partition("/")
            title = language.words.say(f"model-{name}") if language.words.knows(f"model-{name}") else name
            said = language.words.say(f"spare-{kind}", {"name": title}).replace("&", "&&")
            box = QCheckBox(f"{said} · {language.say_size(item.size)}")
            box.setChecked(item.kind != "trash" and not item.kind.startswith(MODEL))
            self.boxes[item.kind] = box
            column.addWidget(box)
            line = mark(QLabel(language.words.say(f"spare-{kind}", part="line")), "small")
            line.setIndent(24)
            column.addWidget(line)
        self.free, cancel = mark(QPushButton(self.tr("Free the space")), "primary"), QPushButton(self.tr("Close"))
        self.free.setVisible(bool(spare))
        self.free.clicked.connect(self.on_free_clicked)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.free)
        column.addLayout(row)
        self.setMinimumWidth(460)

    @Slot()
    def on_free_clicked(self) -> None:
        """Decided."""
        self.chosen.emit([kind for kind, box in self.boxes.items() if box.isChecked()])
        self.accept()
