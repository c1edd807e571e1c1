"""The running job at the foot of the rail: tiny curve, percent, time left."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from studio.contract.attempts.curves import Curves
from studio.contract.events import Event, Notice, Progress, RunState, State
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, mark
from studio.ui.widgets.card import ChoiceCard
from studio.ui.widgets.sparkline import Sparkline
from studio.ui.workers.run_worker import RunWorker

POINTS = 40


class RunStrip(ChoiceCard):
    """Follows one worker; hidden while there is none. ``clicked`` leads to the run."""

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.worker: RunWorker | None = None
        self._language = language
        self._curves = Curves()
        self._progress: Progress | None = None
        self._place = 0
        self._line = Sparkline(theme)
        self._text = mark(QLabel(), "small")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self.column.setContentsMargins(12, 8, 12, 8)
        self.column.setSpacing(4)
        self.column.addWidget(self._line)
        self.column.addWidget(self._text)
        self.hide()

    def follow(self, worker: RunWorker | None) -> None:
        """Shows this run from now on; None hides the strip."""
        if worker is self.worker:
            return
        if self.worker is not None:
            with suppress(RuntimeError):  # it is deleted as soon as its run begins another attempt
                self.worker.arrived.disconnect(self.on_arrived)
        self.worker = worker
        self._curves, self._progress, self._place = Curves(), None, 0
        if worker is not None:
            worker.arrived.connect(self.on_arrived)
            self.on_arrived(worker.events)
        self.setVisible(worker is not None)

    @Slot(object)
    def on_arrived(self, events: list[Event]) -> None:
        """New events of the run."""
        for event in events:
            self._curves.add(event)
            if isinstance(event, Progress):
                self._progress = event
            elif isinstance(event, State):
                self._place = 0
            elif isinstance(event, Notice) and event.code == "run.waits":
                self._place = int(event.values.get("count", 0))
        self._line.set_values(self._curves.curve("train", "loss").thin(POINTS))
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        if self.worker is None:
            return
        say = self._language
        parts = []
        if self._progress and self._progress.total_steps:
            parts.append(say.say_share(self._progress.step / self._progress.total_steps))
            if self._progress.seconds_left is not None:
                parts.append(self.tr("{time} left").format(time=say.say_duration(self._progress.seconds_left)))
        state = say.words.say(f"state-{self.worker.state}")
        if self.worker.state is RunState.QUEUED:
            state, parts = say.words.say("queue-place", {"place": self._place}) if self._place else state, []
        self._text.setText(" · ".join(parts) or state)
        self.setAccessibleName(f"{self.tr('Running now')}: {self._text.text()}")
