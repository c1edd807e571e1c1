"""Corrects how the files are read, with the first rows beside it as each choice would read them."""

from __future__ import annotations

import copy
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.contract.calls import Preview, PreviewAnswer
from studio.contract.cards import FormatCard, TaskCard, read_cards
from studio.contract.problems import Problem
from studio.contract.recipe import DataSpec
from studio.ui.context import Context
from studio.ui.frame.banner import Banner
from studio.ui.models.examples_model import ExamplesModel
from studio.ui.theme.theme import mark
from studio.ui.widgets.data.choice import Choice
from studio.ui.widgets.data.rows_table import IGNORED, RowsTable
from studio.ui.widgets.data.strip import name_encoding
from studio.ui.widgets.examples_list import ROW_HEIGHT, ExamplesList
from studio.ui.workers.call_worker import CallHandle

ENCODINGS = (
    "utf-8", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5", "shift_jis", "euc_jp", "euc_kr",
    "windows-1250", "windows-1251", "windows-1252", "latin-1",
)  # fmt: skip
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SEPARATORS = {",": "comma", ";": "semicolon", "|": "bar"}
SCHEMES = ("IOB1", "IOB2", "IOE1", "IOE2", "BIOES", "BILOU", "BMES", "IO")
TOKENS, UNSUPPORTED = "token-classification", "unsupported"
CONTAINER = "container"
PAUSE_MILLISECONDS = 200
ROWS = 50
SIZE = (1120, 660)
SAID = 80
FORM_WIDTH = 304
MARKS = ("tags", "spans")
"""The roles that mark places in a text, in place of a label of the whole."""


def shorten(text: str, most: int) -> str:
    """The beginning of a text on one line."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


class ReadingDialog(QDialog):
    """Writes what the user corrects into the draft's ``task``, ``data.read`` and ``data.columns``, on "Use this"."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("How the files are read"))
        self._context = context
        self._columns: dict[str, str] = dict(context.draft.get("data.columns") or {})
        self._handle: CallHandle | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self.ask)
        self.choices: dict[str, Choice] = {}
        self.banner = Banner(context.theme)
        self.table = RowsTable(context.theme, context.language, mapped=True)
        self.table.role_chosen.connect(self.on_role_chosen)
        self.examples = ExamplesModel(self)
        self.list = ExamplesList(context.theme)
        self.list.setAccessibleName(self.tr("The examples made from them"))
        self.list.setMinimumHeight(2 * ROW_HEIGHT)
        self._read_as, self._made = mark(QLabel(), "muted"), mark(QLabel(), "muted")
        self.use, self.cancel = mark(QPushButton(self.tr("Use this")), "primary"), QPushButton(self.tr("Cancel"))
        self.use.setEnabled(False)
        self.use.clicked.connect(self.on_use_clicked)
        self.cancel.clicked.connect(self.reject)
        self._arrange()
        self.resize(*SIZE)
        QTimer.singleShot(0, self, self.begin)

    # -- what is chosen --------------------------------------------------------------------------------------

    def collect_changes(self) -> dict[str, Any]:
        """The draft's values as they are chosen here, by their dotted names; None where left to be found out."""
        chosen = {name: choice.value for name, choice in self.choices.items()}
        return chosen | {"data.columns": self._columns or None}

    @Slot()
    def begin(self) -> None:
        """Shows what is known already, as soon as the dialog stands, and asks."""
        known = self._context.draft.inspector.preview
        if known is not None:
            self.on_answered(known)
        self.ask()

    @Slot()
    def on_changed(self) -> None:
        """Another choice: the rows are read anew as soon as nobody types any more."""
        self._timer.start()

    @Slot(str, str)
    def on_role_chosen(self, column: str, role: str) -> None:
        """A column is used for something else; what it was used for is found out anew."""
        kept = {known: name for known, name in self._columns.items() if name != column}
        if role == "label":
            kept = {known: name for known, name in kept.items() if known not in MARKS}
        elif role in MARKS:
            kept = {known: name for known, name in kept.items() if known not in ("label", *MARKS)}
        self._columns = kept if role == IGNORED else kept | {role: column}
        self._timer.start()

    @Slot()
    def on_use_clicked(self) -> None:
        """One step of undo for all."""
        draft = self._context.draft
        changes = {name: value for name, value in self.collect_changes().items() if value != draft.get(name)}
        self.accept()
        if changes:
            draft.set_many(changes)

    # -- what it would read ----------------------------------------------------------------------------------

    @Slot()
    def ask(self) -> None:
        """Reads the first rows as chosen now; an earlier question does not count any more."""
        if self._handle is not None:
            self._handle.cancel()
        draft, changes = self._context.draft, self.collect_changes()
        data = copy.deepcopy(draft.get("data") or {})
        data["columns"] = changes["data.columns"] or {}
        read = {name.removeprefix("data.read."): value for name, value in changes.items() if "data.read." in name}
        data["read"] = (data.get("read") or {}) | read
        try:
            spec = DataSpec.model_validate(data)
        except ValidationError as error:
            self.on_failed(
                [Problem(code="recipe.wrong_type", values={"name": "data", "value": ""}, details=str(error))]
            )
            return
        call = Preview(data=spec, base=str(draft.base), task=changes["task"], count=ROWS)
        self._handle = self._context.calls.ask(call)
        self._handle.answered.connect(self.on_answered)
        self._handle.failed.connect(self.on_failed)

    @Slot(object)
    def on_answered(self, preview: PreviewAnswer) -> None:
        """The first rows, as they would be read."""
        self._show_found(preview)
        self.table.show_preview(preview, self._columns.values())
        self.table.setEnabled(True)
        self.examples.show_rows(preview.examples)
        self.list.show_model(self.examples, sorted(preview.labels))
        self.list.setVisible(bool(preview.examples) and preview.task != UNSUPPORTED)
        self._context.alerts.show_on_page(self.banner, preview.problems)
        words, locale = self._context.language.words, self._context.language.locale
        rows = words.say("data-rows", {"count": preview.rows, "shown": locale.toString(preview.rows)})
        self._read_as.setText(rows if preview.is_whole else words.say("data-about", {"what": rows}))
        labels = shorten(", ".join(preview.labels), SAID)
        self._made.setText(words.say(preview.reason) if preview.task == UNSUPPORTED and preview.reason else labels)
        self.use.setEnabled(True)

    @Slot(object)
    def on_failed(self, problems: list[Problem]) -> None:
        """It cannot be read like that: says why, and cannot be used."""
        self._context.alerts.show_on_page(self.banner, problems)
        self.table.setEnabled(False)
        self.examples.show_rows([])
        self.list.hide()
        self._made.setText(self.tr("Nothing, as long as they cannot be read"))
        self.use.setEnabled(False)

    def done(self, result: int) -> None:
        """Nobody waits for rows any more."""
        self._timer.stop()
        if self._handle is not None:
            self._handle.cancel()
        super().done(result)

    def _show_found(self, preview: PreviewAnswer) -> None:
        """What stands behind "Automatic", and only the choices that have a meaning for this kind of file."""
        words, choices = self._context.language.words, self.choices
        facts = preview.files[0] if preview.files else None
        task = choices["task"]
        if task.value is None:
            task.show_found(words.say("data-no_task" if preview.task == UNSUPPORTED else f"task-{preview.task}"))
        shown = {"scheme": preview.task == TOKENS, "label_separator": preview.task not in (TOKENS, UNSUPPORTED)}
        if facts is not None:
            header = "" if facts.header is None else words.say(f"header-{'yes' if facts.header else 'no'}")
            found = {
                "format": words.say(f"format-{facts.format}"),
                "encoding": name_encoding(facts.encoding),
                "delimiter": self._name_mark(facts.delimiter),
                "header": header,
                "sheet": facts.sheet,
                "scheme": preview.scheme if preview.scheme != "none" else "",
            }
            choices["data.read.sheet"].set_options({name: name for name in facts.sheets})
            for name, text in found.items():
                if choices[f"data.read.{name}"].value is None:
                    choices[f"data.read.{name}"].show_found(text)
            shown |= {name: bool(found[name]) for name in ("encoding", "delimiter", "header")}
            shown["sheet"] = len(facts.sheets) > 1
        for name, is_shown in shown.items():
            choice = choices[f"data.read.{name}"]
            self._form.setRowVisible(choice, is_shown or choice.value is not None)

    def _name_encodings(self) -> dict[str, str]:
        words = self._context.language.words
        return {name: words.say(f"encoding-{name}") if words.knows(f"encoding-{name}") else name.upper()
                for name in ENCODINGS}  # fmt: skip

    def _name_mark(self, delimiter: str) -> str:
        name = DELIMITERS.get(delimiter)
        return self._context.language.words.say(f"delimiter-{name}") if name else delimiter

    # -- how it stands ---------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        say = self._context.language.words.say
        formats = [card for card in read_cards(FormatCard) if card.reads != CONTAINER]
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._form.setVerticalSpacing(8)
        self._add("task", self.tr("Task"), {card.id: say(card.message) for card in read_cards(TaskCard)})
        self._add("data.read.format", self.tr("Format"), {card.id: say(card.message) for card in formats})
        self._add("data.read.encoding", self.tr("Encoding"), self._name_encodings())
        marks = {character: say(f"delimiter-{name}") for character, name in DELIMITERS.items()}
        self._add("data.read.delimiter", self.tr("Columns are separated by"), marks, is_open=True)
        header = {True: say("header-yes"), False: say("header-no")}
        self._add("data.read.header", self.tr("First row"), header)
        self._add("data.read.sheet", self.tr("Sheet or table"), {})
        self._add("data.read.scheme", self.tr("Tagging scheme"), {name: name for name in SCHEMES})
        several = {character: say(f"delimiter-{name}") for character, name in SEPARATORS.items()}
        self._add("data.read.label_separator", self.tr("Several labels in a cell, separated by"), several, is_open=True)
        side = QWidget()
        side.setFixedWidth(FORM_WIDTH)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.addLayout(self._form)
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addWidget(side)
        row.addLayout(self._arrange_rows(), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.cancel, self.use):
            buttons.addWidget(button)
        line = mark(QFrame(), "line")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(row, 1)
        column.addWidget(line)
        column.addLayout(buttons)

    def _arrange_rows(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.banner)
        first, made = self.tr("The first rows"), self.tr("What the model learns from them")
        for title, said, part, share in (
            (first, self._read_as, self.table, 3),
            (made, self._made, self.list, 2),
        ):
            heading = QHBoxLayout()
            heading.setSpacing(12)
            heading.addWidget(mark(QLabel(title), "heading"))
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setWordWrap(True)
            heading.addWidget(said, 1)
            column.addLayout(heading)
            column.addWidget(part, share)
        return column

    def _add(self, name: str, title: str, options: dict[Any, str], *, is_open: bool = False) -> None:
        choice = self.choices[name] = Choice(title, options, is_open=is_open)
        choice.show_value(self._context.draft.get(name))
        choice.changed.connect(self.on_changed)
        label = mark(QLabel(title), "caps")
        label.setWordWrap(True)
        self._form.addRow(label, choice)
