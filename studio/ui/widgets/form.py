"""The settings of a run, made from the knobs of the recipe's own fields: four that matter, the rest folded."""

from __future__ import annotations

from typing import Any, get_args

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from studio.contract.knobs import Knob
from studio.contract.problems import Place, Problem
from studio.contract.recipe import Recipe, Value, collect_knobs
from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.widgets.field_note import FieldNote
from studio.ui.widgets.inputs import ComboBox

HIDDEN = ("task",)
COLUMNS = 2
INPUT_WIDTH, NARROW_WIDTH = 168, 128


class SettingRow(QWidget):
    """One setting: title, input, why the value is what it is, and what is wrong with it (``checked`` says so)."""

    checked = Signal()

    def __init__(self, name: str, knob: Knob, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.knob = knob
        self._context = context
        self._whole = _is_whole(Recipe.model_fields[name].annotation)
        self._title, self._why = mark(QLabel(), "strong"), mark(QLabel(), "small")
        for label in (self._title, self._why):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self.input: ComboBox | QLineEdit = self._make_choice() if knob.enum else self._make_line()
        self.input.setFixedWidth(INPUT_WIDTH if knob.main else NARROW_WIDTH)
        self.note = FieldNote(self.input)
        self.reset = mark(QPushButton(), "link")
        self.reset.clicked.connect(self.on_reset_clicked)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        titles = QHBoxLayout()
        titles.addWidget(self._title)
        titles.addStretch(1)
        titles.addWidget(self.reset)
        grid.addLayout(titles, 0, 0)
        grid.addWidget(self._why, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.input, 0, 1, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.note, 2, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def show_value(self, value: Value) -> None:
        """The value in force and its reason; what is being typed is left alone."""
        words = self._context.language.words
        self._title.setText(words.say(f"knob-{self.name}"))
        help_text = words.say(f"knob-{self.name}", part="help")
        asked = value.why == "advice.asked"
        self._why.setText(help_text if asked or not self.knob.main else words.say(value.why, value.values))
        self.setToolTip(help_text)
        self.input.setAccessibleName(self._title.text())
        self.reset.setVisible(asked)
        self.reset.setText(self.tr("Back to advised"))
        if isinstance(self.input, ComboBox):
            self.input.blockSignals(True)
            for index in range(self.input.count()):
                self.input.setItemText(index, words.say(f"choice-{self.name}-{self.input.itemData(index)}"))
            self.input.setCurrentIndex(max(0, self.input.findData(value.value)))
            self.input.blockSignals(False)
        elif not self.is_wrong and not (self.input.hasFocus() and self.input.isModified()):
            self.input.setText(self._write(value.value))

    @property
    def is_wrong(self) -> bool:
        """Whether what stands in the field was refused."""
        return not self.note.isHidden()

    @Slot()
    def on_chosen(self) -> None:
        """Another entry of the list."""
        if isinstance(self.input, ComboBox):
            self._context.draft.set(self.name, self.input.currentData())

    @Slot()
    def on_typed(self) -> None:
        """A number was typed: taken where it is one and in range, else refused with the reason."""
        assert isinstance(self.input, QLineEdit)
        self.input.setModified(False)
        text = self.input.text().strip()
        if not text:
            self.on_reset_clicked()
            return
        value = self._read(text)
        code = "recipe.wrong_type" if value is None else self.knob.find_fault(value)
        values: dict[str, Any] = {"name": self._title.text(), "value": text}
        values |= {"minimum": self.knob.minimum, "maximum": self.knob.maximum, "multiple": self.knob.multiple_of}
        self._show_fault(Problem(code=code, values=values, place=Place(field=self.name)) if code else None)
        if code is None:
            self._context.draft.set(self.name, value)

    @Slot()
    def on_reset_clicked(self) -> None:
        """The advised value again."""
        self._show_fault(None)
        self._context.draft.set(self.name, None)
        self.show_value(self._context.draft.advise()[self.name])

    def changeEvent(self, event: QEvent) -> None:
        """A complaint names the setting in the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.is_wrong:
            self._title.setText(self._context.language.words.say(f"knob-{self.name}"))
            self.on_typed()

    def _show_fault(self, problem: Problem | None) -> None:
        self._context.alerts.show_at_field(self.note, problem)
        self.checked.emit()

    def _make_choice(self) -> ComboBox:
        box = ComboBox()
        for value in self.knob.enum:
            box.addItem("", value)
        box.currentIndexChanged.connect(self.on_chosen)
        return box

    def _make_line(self) -> QLineEdit:
        line = QLineEdit()
        line.editingFinished.connect(self.on_typed)
        return line

    def _read(self, text: str) -> float | int | None:
        number, understood = self._context.language.locale.toDouble(text)
        if not understood:
            try:
                number = float(text)
            except ValueError:
                return None
        if not self._whole:
            return number
        return int(number) if number.is_integer() else None

    def _write(self, value: Any) -> str:
        return str(value) if isinstance(value, int) else f"{value:g}"


class SettingsForm(QWidget):
    """Bound to the draft both ways. ``rows`` by name; the folded part opens with ``toggle``.

    ``checked`` says that ``is_valid`` may be another.
    """

    checked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: dict[str, SettingRow] = {}
        self.toggle = mark(QPushButton(), "link")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self.on_toggled)
        card, self._rest = Card(), Card()
        card.column.setSpacing(12)
        for row in self._make_rows(main=True):
            card.column.addWidget(row)
        self._rest.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._rest)
        context.draft.changed.connect(self.on_changed)
        context.draft.inspection_changed.connect(self.on_changed)
        self.on_changed()

    @property
    def is_valid(self) -> bool:
        """Whether every field holds a value that was taken."""
        return not any(row.is_wrong for row in self.rows.values())

    @Slot()
    def on_changed(self) -> None:
        """Values, reasons and what has an effect follow the draft."""
        advised = self._context.draft.advise()
        for name, row in self.rows.items():
            row.setEnabled(name in advised)
            if name in advised:
                row.show_value(advised[name])
                row.setEnabled(all(advised[other].value in values for other, values in row.knob.needs))
        self._name_toggle()

    @Slot(bool)
    def on_toggled(self, is_open: bool) -> None:
        """Folds all the other settings out or in; they are made when they are first wanted."""
        if is_open and self._rest.column.isEmpty():
            self._rest.column.addLayout(self._arrange_rest())
            self.on_changed()
        self._rest.setVisible(is_open)
        self._name_toggle()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.on_changed()
        super().changeEvent(event)

    def _make_rows(self, main: bool) -> list[SettingRow]:
        knobs = {name: knob for name, knob in collect_knobs().items() if name not in HIDDEN and knob.main is main}
        made = {name: SettingRow(name, knob, self._context) for name, knob in knobs.items()}
        for row in made.values():
            row.checked.connect(self.checked)
        self.rows |= made
        return list(made.values())

    def _arrange_rest(self) -> QGridLayout:
        rest = QGridLayout()
        rest.setHorizontalSpacing(48)
        rest.setVerticalSpacing(16)
        for index, row in enumerate(self._make_rows(main=False)):
            rest.addWidget(row, index // COLUMNS, index % COLUMNS, Qt.AlignmentFlag.AlignTop)
        for place in range(COLUMNS):
            rest.setColumnStretch(place, 1)
            rest.setColumnMinimumWidth(place, 1)
        return rest

    def _name_toggle(self) -> None:
        self.toggle.setText(self.tr("Fewer settings") if self.toggle.isChecked() else self.tr("All settings"))


def _is_whole(annotation: Any) -> bool:
    """Whether a field takes whole numbers: ``int`` among its types, plain or with pydantic's notes on it."""
    return annotation is int or any(_is_whole(part) for part in get_args(annotation))
