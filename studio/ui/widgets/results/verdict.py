"""How good the model is: one figure beside what it takes to beat, and what they mean in sentences."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.contract.report import Report
from studio.ui.language import Language
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card


class Verdict(Card):
    """``show_report`` fills it, also after the language changed."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.figure, self._name, self._beside = mark(QLabel(), "headline"), mark(QLabel(), "small"), QLabel()
        mark(self._beside, "small")
        self.sentence, self._more = mark(QLabel(), "lead"), mark(QLabel(), "muted")
        figures, text, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        figures.setSpacing(0)
        for label in (self.figure, self._name, self._beside):
            figures.addWidget(label)
        figures.addStretch(1)
        text.setSpacing(4)
        for label in (self.sentence, self._more):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            text.addWidget(label)
        text.addStretch(1)
        row.setSpacing(32)
        row.addLayout(figures)
        row.addLayout(text, 1)
        self.column.addLayout(row)

    def show_report(self, report: Report, name: str) -> None:
        """The report of a run; ``name`` is the code of its headline figure (micro F1 or accuracy)."""
        say, figure = self._language.words.say, self._language.say_figure
        told = [say(sentence.code, sentence.values) for sentence in report.sentences]
        self.sentence.setText(told[0] if told else "")
        self._more.setText("\n".join(told[1:]))
        self._more.setVisible(len(told) > 1)
        self.figure.setText(figure(getattr(report.overall, name)))
        self._name.setText(say(f"figure-{name}"))
        self.setToolTip(say(f"figure-{name}", part="help"))
        beside = (f"{say(f'baseline-{one.name}')} {figure(getattr(one, name))}" for one in report.baselines)
        self._beside.setText("\n".join(beside))
        self._beside.setVisible(bool(report.baselines))
