"""Corrects how a file is read: what was detected stands first, each change is seen at once behind."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.inputs import ComboBox

FORMATS = ("conll", "delimited", "jsonl", "plain", "spreadsheet")
ENCODINGS = ("utf-8", "utf-16", "gb18030", "big5", "shift_jis", "windows-1252", "latin-1")
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SCHEMES = ("IOB1", "IOB2", "BIOES", "BMES", "IO")
TASKS = ("token-classification", "text-classification")


class ReadingDialog(QDialog):
    """Writes what the user corrects into the draft's ``task``, ``data.read`` and ``data.columns``."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How the file is read"))
        self._context = context
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(12)
        words = context.language.words
        hint = mark(
            QLabel(self.tr("Left on Automatic, everything is found out from the content of the file.")), "muted"
        )
        hint.setWordWrap(True)
        self._add("task", self.tr("Task"), {task: words.say(f"task-{task}") for task in TASKS})
        self._add("data.read.format", self.tr("Format"), {name: words.say(f"format-{name}") for name in FORMATS})
        self._add("data.read.encoding", self.tr("Encoding"), {name: name.upper() for name in ENCODINGS})
        names = {mark: words.say(f"delimiter-{name}") for mark, name in DELIMITERS.items()}
        self._add("data.read.delimiter", self.tr("Columns are separated by"), names)
        self._add("data.read.scheme", self.tr("Tagging scheme"), {name: name for name in SCHEMES})
        inspection = context.draft.inspection
        columns = {column.name: column.name for column in inspection.columns} if inspection else {}
        if columns:
            self._add("data.columns.text", self.tr("Text column"), columns)
            self._add("data.columns.label", self.tr("Label column"), columns)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(hint)
        column.addLayout(self._form)
        column.addWidget(buttons)
        self.setMinimumWidth(440)

    def _add(self, name: str, title: str, choices: dict[str, str]) -> None:
        box = ComboBox()
        box.setAccessibleName(title)
        box.addItem(self.tr("Automatic"), None)
        for value, text in choices.items():
            box.addItem(text, value)
        found = box.findData(self._context.draft.get(name))
        box.setCurrentIndex(max(0, found))
        box.currentIndexChanged.connect(lambda _: self._context.draft.set(name, box.currentData()))
        self._form.addRow(QLabel(title), box)
