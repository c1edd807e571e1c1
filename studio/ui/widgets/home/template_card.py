"""A template to begin with: what it learns, shown on one real sentence, and how long that takes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from studio.contract.cards import TaskCard, TemplateCard, find_card
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, mark
from studio.ui.widgets.card import ChoiceCard
from studio.ui.widgets.spans import Piece, SpanView


class TemplateChoice(ChoiceCard):
    """``clicked`` begins a project."""

    def __init__(self, card: TemplateCard, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.card = card
        self._language = language
        self._icon = QLabel()
        self._title = mark(QLabel(), "heading")
        self._line = mark(QLabel(), "muted")
        self._facts = mark(QLabel(), "small")
        for label in (self._title, self._line):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._title, 1)
        self.column.addLayout(top)
        self.column.addWidget(self._line)
        self.column.addStretch(1)
        self.column.addWidget(self._make_sentence())
        self.column.addSpacing(16)
        self.column.addWidget(self._facts)
        theme.changed.connect(self._restyle)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _make_sentence(self) -> SpanView:
        pieces = []
        for text, *marks in self.card.sentence:
            label = marks[0] if marks else ""
            pieces.append(Piece(text or label, label))
        view = SpanView(self._theme, "body")
        view.show_pieces(pieces, list(dict.fromkeys(piece.label for piece in pieces if piece.label)))
        return view

    def _retranslate(self) -> None:
        words = self._language.words
        self._title.setText(words.say(self.card.message))
        self._line.setText(words.say(self.card.message, part="line"))
        language = words.say(f"language-{self.card.language}")
        time = self.tr("about {time}").format(time=self._language.say_duration(self.card.minutes * 60))
        self._facts.setText(f"{language} · {time}")
        self.setAccessibleName(f"{self._title.text()}. {self._line.text()} {self._facts.text()}")
        self._restyle()

    def _restyle(self) -> None:
        task = find_card(TaskCard, self.card.task)
        self._icon.setPixmap(self._theme.pixmap(task.icon if task else "entities", "accent", 24))
