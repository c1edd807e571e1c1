"""One earlier run in a short list: what it is, how it went, its headline figure."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.contract.events import RunState
from studio.contract.library import RunRecord
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, mark
from studio.ui.widgets.card import ChoiceCard
from studio.ui.widgets.sparkline import Sparkline

ROLES = {
    RunState.DONE: "chip_good",
    RunState.STOPPED: "chip",
    RunState.FAILED: "chip_bad",
    RunState.LOST: "chip_caution",
}


TITLE_WIDTH = 260
LINE_WIDTH = 120
STATE_WIDTH = 120
FIGURE_WIDTH = 144


class RunRow(ChoiceCard):
    """``clicked`` opens the run."""

    def __init__(self, record: RunRecord, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.record = record
        self._language = language
        self._title = mark(QLabel(), "strong")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setFixedWidth(TITLE_WIDTH)
        self._title.ensurePolished()
        space = self._title.fontMetrics()
        self._title.setText(space.elidedText(record.title, Qt.TextElideMode.ElideRight, TITLE_WIDTH))
        self._facts = mark(QLabel(), "small")
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._state = mark(QLabel(), ROLES.get(record.state, "chip_accent"))
        self._name, self._figure = mark(QLabel(), "small"), mark(QLabel(), "heading")
        line = Sparkline(theme, colour="muted" if record.state.is_final else "accent")
        line.set_values(record.curve)
        line.setFixedSize(LINE_WIDTH, 24)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._title)
        row.addWidget(self._facts, 1)
        row.addWidget(line)
        row.addWidget(_make_cell(STATE_WIDTH, self._state))
        row.addWidget(_make_cell(FIGURE_WIDTH, self._name, self._figure))
        self.column.setContentsMargins(16, 8, 16, 8)
        self.column.addLayout(row)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        say, words, record = self._language, self._language.words, self.record
        model = words.say(f"model-{record.model}") if words.knows(f"model-{record.model}") else record.model
        self._facts.setText(" · ".join(part for part in (model, say.say_moment(record.created)) if part))
        self._state.setText(words.say(f"state-{record.state}"))
        known = record.headline is not None
        self._name.setText(words.say(f"figure-{record.figure}") if known else "")
        self._figure.setText(say.say_figure(record.headline) if record.headline is not None else "")
        spoken = (record.title, self._facts.text(), self._state.text(), self._name.text(), self._figure.text())
        self.setAccessibleName(", ".join(part for part in spoken if part))


def _make_cell(width: int, *labels: QLabel) -> QWidget:
    """Labels at the right of a column of fixed width, so that rows line up."""
    cell = QWidget()
    cell.setFixedWidth(width)
    row = QHBoxLayout(cell)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    for label in labels:
        row.addWidget(label)
    return cell
