"""Under the examples: the selected one, to put its labels right by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QStackedWidget, QWidget

from studio.contract.calls import Inspection
from studio.contract.entities import Entity, find_entities
from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.widgets.desk.label_keys import LabelKeys
from studio.ui.widgets.desk.span_field import SpanField

TOKENS, SEVERAL = "token-classification", "multi-label"
LONGEST = 1200
LEAST, MOST = 36, 112
EDGE, SCROLL_WIDTH = 8, 12


class ExampleEditor(Card):
    """Hidden while no example is shown.

    ``step_asked`` carries a kind of step and its values: connect it to ``draft.add_step``, nothing here does so
    itself. ``amended`` carries the row as it will then be (None: it goes), to show while the data are read anew.
    Digits do the same in a widget that was given to ``listen_to``, such as the list of examples.
    """

    step_asked = Signal(str, object)
    amended = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.row: dict[str, Any] | None = None
        self._known: Inspection | None = None
        self._ordered: list[str] = []
        self.spans = SpanField(context.theme)
        self.spans.changed.connect(self.on_spans_changed)
        self.spans.selected.connect(self.on_words_selected)
        self.spans.digit_pressed.connect(self.on_digit)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.keys = LabelKeys(context.theme)
        self.keys.given.connect(self.on_label_given)
        self.hint = mark(QLabel(), "small")
        self.clear, self.leave_out = (mark(QPushButton(), "quiet") for _ in range(2))
        self.clear.clicked.connect(lambda: self.spans.mark_selection(""))
        self.leave_out.clicked.connect(self.on_leave_out_clicked)
        self._areas = [_scroll(widget) for widget in (self.spans, self.text)]
        self._arrange()
        self._retranslate()
        self.hide()

    @property
    def is_tokens(self) -> bool:
        """Whether words are marked, and not the text as a whole."""
        inspection = self._context.draft.inspection
        return inspection is not None and inspection.task == TOKENS

    def show_example(self, row: dict[str, Any] | None) -> None:
        """Another example, as a row of ``Inspection.tables``; None for none."""
        self.row = row
        draft = self._context.draft
        inspection = draft.inspection if draft.inspector.is_current else None  # not of the files before these
        self.setVisible(row is not None and inspection is not None)
        if row is None or inspection is None:
            return
        if inspection is not self._known:
            self._known = inspection
            self._ordered = sorted(inspection.labels)
            numbers = {label: index for index, label in enumerate(self._ordered)}
            self.keys.show_labels(sorted(self._ordered, key=lambda label: -inspection.labels[label]), numbers)
        self._stack.setCurrentIndex(0 if self.is_tokens else 1)
        self.clear.setVisible(self.is_tokens)
        if self.is_tokens:
            self.spans.show_text(row["text"], read_offsets(row), find_entities(row["gold"]), self._ordered)
            self.on_words_selected()
        else:
            text = row["text"]
            self.text.setText(text if len(text) <= LONGEST else text[:LONGEST] + "…")
            self.keys.check(row["gold"])
        self._fit()
        self._retranslate()

    def listen_to(self, widget: QWidget) -> None:
        """Digits pressed in this widget give labels, too."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A digit in the list of examples."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not self.isHidden():
            digit = event.key() - Qt.Key.Key_0
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if 1 <= digit <= 9 and plain and not self.is_tokens:
                self.on_digit(digit)
                return True
        return super().eventFilter(watched, event)

    @Slot(int)
    def on_digit(self, digit: int) -> None:
        """The label with this digit."""
        self.keys.give(digit)

    @Slot(str)
    def on_label_given(self, label: str) -> None:
        """A label for the selected words, or for the text; one of several that it has already goes."""
        if self.row is None:
            return
        if self.is_tokens:
            self.spans.mark_selection(label)
            self.spans.setFocus()
            return
        gold = list(self.row["gold"])
        if not self._has_several:
            wanted = [label]
        else:
            wanted = [one for one in gold if one != label] if label in gold else [*gold, label]
        if wanted and wanted != gold:
            self._amend("edit_label", {"labels": wanted}, wanted)

    @Slot()
    def on_spans_changed(self) -> None:
        """Other entities."""
        assert self.row is not None
        offsets, count = read_offsets(self.row), len(self.row["tokens"])
        entities = self.spans.entities
        spans = [
            {"start": offsets[one.start][0], "end": offsets[one.end - 1][1], "label": one.label} for one in entities
        ]
        self._amend("edit_spans", {"spans": spans}, write_tags(entities, count))

    @Slot()
    def on_words_selected(self) -> None:
        """Other words: the buttons show the labels they have."""
        selection = self.spans.selection
        start, end = selection or (0, 0)
        over = [one.label for one in self.spans.entities if one.start < end and one.end > start]
        self.keys.check(over)
        self.clear.setEnabled(bool(over))
        top = round(self.spans.find_top())
        self._areas[0].ensureVisible(0, top, 0, MOST // 3)

    @Slot()
    def on_leave_out_clicked(self) -> None:
        """This example is not to be learnt from."""
        if self.row is not None:
            self.step_asked.emit("drop_examples", {"places": [[self.row["file"], self.row["row"]]]})
            self.amended.emit(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, perhaps other lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    @property
    def _has_several(self) -> bool:
        """Whether a text may have several labels."""
        draft, row = self._context.draft, self.row
        task = draft.inspection.task if draft.inspection else ""
        return task.startswith(SEVERAL) or (row is not None and len(row["gold"]) > 1)

    def _amend(self, kind: str, values: Mapping[str, Any], gold: list[str]) -> None:
        assert self.row is not None
        self.row = self.row | {"gold": gold}
        if not self.is_tokens:
            self.keys.check(gold)
        self.step_asked.emit(kind, {"file": self.row["file"], "row": self.row["row"]} | dict(values))
        self.amended.emit(self.row)

    def _fit(self) -> None:
        """As tall as the text, within bounds."""
        shown = self.spans if self.is_tokens else self.text
        width = self.width() - 2 * EDGE - (SCROLL_WIDTH if self.is_tokens else 0)
        self._stack.setFixedHeight(min(max(shown.heightForWidth(width), LEAST), MOST))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("The selected example"))
        self.text.setAccessibleName(self.tr("Text of the example"))
        self.clear.setText(self.tr("Clear"))
        self.clear.setToolTip(self.tr("Backspace"))
        self.leave_out.setText(self.tr("Leave out"))
        self.leave_out.setToolTip(self.tr("The model does not learn from this example; it can be taken back"))
        if self.is_tokens:
            self.hint.setText(self.tr("Drag over words or use Shift and arrows, then press a digit. Backspace clears."))
        elif self._has_several:
            self.hint.setText(self.tr("A digit or a click gives a label or takes it away."))
        else:
            self.hint.setText(self.tr("Wrong label? Press the digit of the right one, here or in the list."))

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        for area in self._areas:
            self._stack.addWidget(area)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.hint, 1)
        row.addWidget(self.clear)
        row.addWidget(self.leave_out)
        self.column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.column.setSpacing(4)
        self.column.addWidget(self._stack)
        self.column.addWidget(self.keys)
        self.column.addLayout(row)


def read_offsets(row: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Where the words of a row stand, in code points."""
    return [(start, end) for start, end in row["offsets"]]


def write_tags(entities: Sequence[Entity], count: int) -> list[str]:
    """IOB2 tags of ``count`` words."""
    tags = ["O"] * count
    for entity in entities:
        tags[entity.start : entity.end] = [f"I-{entity.label}"] * (entity.end - entity.start)
        tags[entity.start] = f"B-{entity.label}"
    return tags


def _scroll(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    widget.setObjectName("scrolled")
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
