"""What a run will take, before it starts: time, memory and disk, with the evidence."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from studio.contract.calls import Forecast, ForecastAnswer
from studio.contract.problems import Problem
from studio.contract.recipe import dump_recipe
from studio.ui.context import Context
from studio.ui.theme.theme import mark
from studio.ui.widgets.card import Card
from studio.ui.widgets.figure_tile import FigureTile
from studio.ui.workers.call_worker import CallHandle

SETTLE_MILLISECONDS = 600
NAMES = ("time", "memory", "disk")


class ForecastCard(Card):
    """Asks anew a moment after the draft changed, while it is seen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._handle: CallHandle | None = None
        self._asked = ""
        self._answer: ForecastAnswer | None = None
        self._problems: list[Problem] = []
        self._title, self._evidence = mark(QLabel(), "heading"), mark(QLabel(), "small")
        self._evidence.setWordWrap(True)
        self._tiles = {name: FigureTile() for name in NAMES}
        self._notes = {name: mark(QLabel(), "small") for name in NAMES}
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(0)
        for column, name in enumerate(NAMES):
            grid.addWidget(self._tiles[name], 0, column)
            grid.addWidget(self._notes[name], 1, column)
        grid.setColumnStretch(len(NAMES), 1)
        self.column.addWidget(self._title)
        self.column.addLayout(grid)
        self.column.addWidget(self._evidence)
        self._timer = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._timer.timeout.connect(self.refresh)
        context.draft.problems_changed.connect(self.on_changed)
        self._say()

    @Slot()
    def on_changed(self) -> None:
        """The draft changed: the figures may be others."""
        if self.isVisible():
            self._timer.start()

    @Slot()
    def refresh(self) -> None:
        """Asks, unless this very recipe was asked last."""
        draft = self._context.draft
        recipe = draft.recipe
        facts = self._context.catalogue.find(recipe.model or "") if recipe else None
        if recipe is None or not draft.is_ready or (facts is not None and facts.state != "here"):
            return
        text = dump_recipe(recipe)
        if text == self._asked:
            return
        if self._handle is not None:
            self._handle.cancel()
        self._asked, self._answer, self._problems = text, None, []
        self._handle = self._context.calls.ask(Forecast(recipe=text, base=str(draft.base)))
        self._handle.answered.connect(self.on_answered)
        self._handle.failed.connect(self.on_failed)
        self._say()

    @Slot(object)
    def on_answered(self, answer: ForecastAnswer) -> None:
        """The figures are here."""
        if self.sender() is self._handle:
            self.show_answer(answer)

    def show_answer(self, answer: ForecastAnswer) -> None:
        """The figures, with where they come from."""
        self._answer, self._handle = answer, None
        self._say()

    @Slot(object)
    def on_failed(self, problems: list[Problem]) -> None:
        """No forecast; the training says why when it is started."""
        if self.sender() is self._handle:
            self._problems, self._handle = problems, None
            self._say()

    def showEvent(self, event: QShowEvent) -> None:
        """Seen: the figures are wanted."""
        super().showEvent(event)
        self._timer.start()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        language = self._context.language
        words, answer = language.words, self._answer
        self._title.setText(self.tr("What it will take"))
        for name, tile in self._tiles.items():
            tile.set_name(words.say(f"forecast-{name}"), words.say(f"forecast-{name}", part="help"))
            tile.show_value("")
            self._notes[name].setText("")
        mark(self._evidence, "small" if answer is None or answer.fits else "caution")
        if answer is not None:
            self._say_figures(answer)
        elif self._problems:
            self._evidence.setText(words.explain(self._problems[0]).what)
        elif self._handle is not None:
            self._evidence.setText(self.tr("Measuring: a few steps on this computer take some seconds."))
        else:
            self._evidence.setText(self.tr("Not measured yet: a few steps on this computer will tell."))

    def _say_figures(self, answer: ForecastAnswer) -> None:
        language = self._context.language
        words = language.words
        self._tiles["time"].show_value(language.say_duration(answer.seconds))
        self._tiles["memory"].show_value(language.say_size(answer.memory))
        self._tiles["disk"].show_value(language.say_size(answer.disk))
        self._notes["time"].setText(words.say("forecast-until"))
        free = {"memory": answer.values.get("free"), "disk": answer.values.get("disk_free")}
        for name, size in free.items():
            if size is not None:
                self._notes[name].setText(words.say("forecast-free", {"size": language.say_size(size)}))
        if answer.fits:
            self._evidence.setText(words.say(answer.evidence, answer.values))
        else:
            full = answer.disk > (free["disk"] or answer.disk)
            self._evidence.setText(words.say("forecast-no_room" if full else "forecast-too_large"))
