"""One model: what it is good for, how large it is, whether it is here, and whether it fits this computer."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from studio.contract.calls import CallProgress, ModelFacts
from studio.contract.cards import ModelCard
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, mark
from studio.ui.widgets.card import ChoiceCard

TOP_HEIGHT = 32


@dataclass(frozen=True)
class Fit:
    """Bytes a training needs, and bytes this computer has."""

    needed: int
    there: int

    @property
    def fits(self) -> bool:
        """Whether it is enough."""
        return self.needed <= self.there


class ModelChoice(ChoiceCard):
    """``clicked`` chooses it; ``download_asked`` and ``cancel_asked`` come from its button."""

    download_asked = Signal()
    cancel_asked = Signal()

    def __init__(
        self, facts: ModelFacts, card: ModelCard | None, theme: Theme, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.facts = facts
        self.card = card
        self.fit: Fit | None = None
        self.is_advised = False
        self._language = language
        self._busy: CallProgress | None = None
        self._title, self._line = mark(QLabel(), "heading"), QLabel()
        self._facts, self._here = mark(QLabel(), "small"), mark(QLabel(), "chip_good")
        self._advised, self._fits = mark(QLabel(), "chip_accent"), mark(QLabel(), "chip")
        for label in (self._title, self._line, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._line.setWordWrap(True)
        self._button = QPushButton()
        self._button.clicked.connect(self._on_button)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for row in (top, bottom):
            row.setSpacing(8)
        for widget in (self._title, self._advised, self._bar, self._here, self._button):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        top.insertStretch(2, 1)
        bottom.addWidget(self._facts, 1)
        bottom.addWidget(self._fits)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(4)
        top.addStrut(TOP_HEIGHT)
        self.column.addLayout(top)
        self.column.addWidget(self._line)
        self.column.addLayout(bottom)
        self._known: tuple[ModelFacts, Fit | None, bool] = (facts, None, False)

    def show_facts(self, facts: ModelFacts, fit: Fit | None, advised: bool) -> None:
        """What is known now; texts are set where it is news."""
        known = (facts, fit, advised)
        if known != self._known or not self._title.text():
            self._known = known
            self.facts, self.fit, self.is_advised = known
            self.refresh()

    def show_progress(self, progress: CallProgress | None) -> None:
        """A download or None."""
        self._busy = progress
        self.refresh()

    def matches(self, text: str) -> bool:
        """Whether the filter's words all stand somewhere on the card."""
        everything = " ".join((self._title.text(), self._line.text(), self._facts.text(), self.facts.id)).casefold()
        return all(word in everything for word in text.casefold().split())

    def refresh(self) -> None:
        """Every text of the card."""
        words, say_size = self._language.words, self._language.say_size
        card = self.card
        self._title.setText(words.say(card.message) if card else self.facts.title or self.facts.id)
        self._line.setText(words.say(card.message, part="line") if card else self.tr("Brought in by you."))
        here = self.facts.state == "here"
        size = self.facts.size if here else card.download if card else 0
        languages = ", ".join(
            words.say(f"language-{code}") for code in (card.languages if card else self.facts.languages)
        )
        count = card.parameters if card else self.facts.parameters
        weights = words.say("model-weights", {"millions": round(count / 1e6), "myriads": round(count / 1e4)})
        known = [languages, weights if count else "", card.licence if card else ""]
        known.insert(1, say_size(size) if size else "")
        self._facts.setText(" · ".join(part for part in known if part))
        self._here.setText(self.tr("On this computer"))
        self._here.setVisible(here)
        self._advised.setText(self.tr("Advised"))
        self._advised.setVisible(self.is_advised)
        self._show_button(here, size)
        self._show_fit()
        self.setAccessibleName(f"{self._title.text()}. {self._line.text()} {self._facts.text()}. {self._fits.text()}")

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def _show_button(self, here: bool, size: int) -> None:
        busy = self._busy is not None
        self._bar.setVisible(busy)
        self._button.setVisible(not here)
        if self._busy is not None:
            fraction = self._busy.fraction
            self._bar.setRange(0, 0 if fraction is None else 1000)
            self._bar.setValue(round(1000 * (fraction or 0)))
            speed = self._busy.values.get("speed", 0)
            self._line.setText(
                self.tr("{done} of {total}, {speed} a second").format(
                    done=self._language.say_size(self._busy.values.get("done", 0)),
                    total=self._language.say_size(self._busy.values.get("total", 0)),
                    speed=self._language.say_size(speed),
                )
            )
            self._button.setText(self.tr("Cancel"))
        elif self.facts.state == "partial":
            self._button.setText(self.tr("Go on with the download"))
        else:
            self._button.setText(self.tr("Download {size}").format(size=self._language.say_size(size)))

    def _show_fit(self) -> None:
        if self.fit is None:
            self._fits.hide()
            return
        needed, there = self._language.say_size(self.fit.needed), self._language.say_size(self.fit.there)
        text = self.tr("Fits: needs about {needed}, you have {there}")
        if not self.fit.fits:
            text = self.tr("Too large: needs about {needed}, you have {there}")
        self._fits.setText(text.format(needed=needed, there=there))
        mark(self._fits, "chip" if self.fit.fits else "chip_caution")
        self._fits.show()

    def _on_button(self) -> None:
        (self.cancel_asked if self._busy else self.download_asked).emit()
