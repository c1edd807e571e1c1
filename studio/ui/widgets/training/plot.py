"""The curves of a run as they grow: loss above, F1 below, one step axis; pyqtgraph comes on first use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from studio.contract.attempts.curves import Curves
from studio.contract.events import Event, Progress
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, mark
from studio.ui.widgets.training.canvas import Canvas

REDRAW_MILLISECONDS = 50
SMOOTHING = 60
NAMES = ("step", "loss", "score", "train", "validation", "f1", "best", "resumed")


class LivePlot(QWidget):
    """``add`` takes events as they come; it redraws at most 20 times a second.

    Drag zooms, a double click shows everything again, the mouse reads exact values.
    """

    def __init__(self, theme: Theme, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language = language
        self.curves = Curves()
        self._epoch_steps = 0.0
        self._best: int | None = None
        self._canvas: Canvas | None = None
        self._reading = mark(QLabel(), "small")
        self._reading.setTextFormat(Qt.TextFormat.PlainText)
        self._log = QCheckBox()
        self._log.toggled.connect(self.redraw)
        self._smooth_name = mark(QLabel(), "small")
        self._smoothing = QSlider(Qt.Orientation.Horizontal)
        self._smoothing.setRange(0, 95)
        self._smoothing.setValue(SMOOTHING)
        self._smoothing.setFixedWidth(96)
        self._smoothing.valueChanged.connect(self.redraw)
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self._reading, 1)
        for widget in (self._smooth_name, self._smoothing, self._log):
            tools.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(tools)
        self._timer = QTimer(self, singleShot=True, interval=REDRAW_MILLISECONDS)
        self._timer.timeout.connect(self.redraw)
        theme.changed.connect(self.on_theme_changed)
        self._retranslate()

    def clear(self) -> None:
        """Another run."""
        self.curves = Curves()
        self._epoch_steps, self._best = 0.0, None
        if self._canvas is not None:
            self._canvas.show_everything()
        self.redraw()

    def add(self, events: Iterable[Event]) -> None:
        """New points; drawn within 50 ms."""
        for event in events:
            self.curves.add(event)
            if isinstance(event, Progress) and event.epoch > 0:
                self._epoch_steps = event.step / event.epoch
        self._redraw_soon()

    def flag_best(self, step: int | None) -> None:
        """Where the kept checkpoint lies."""
        self._best = step
        self._redraw_soon()

    @Slot()
    def redraw(self) -> None:
        """Draws what there is; the first time it makes the canvas, which is enough for one slot, and draws soon."""
        if not self.isVisible() and self._canvas is None:
            return
        if self._canvas is None:
            self._canvas = Canvas(self._theme, self._reading)
            self._column.addWidget(self._canvas.widget, 1)
            self._canvas.name({name: self._language.words.say(f"plot-{name}") for name in NAMES})
            self._redraw_soon()
            return
        smoothing = self._smoothing.value() / 100
        self._canvas.draw(self.curves, smoothing, self._log.isChecked(), self._epoch_steps, self._best)

    @Slot()
    def on_theme_changed(self) -> None:
        """Colours follow the theme."""
        if self._canvas is not None:
            self._canvas.restyle()
            self.redraw()

    def showEvent(self, event: Any) -> None:
        """The canvas is made when it is first seen."""
        super().showEvent(event)
        self._timer.start()

    def changeEvent(self, event: QEvent) -> None:
        """Texts follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _redraw_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _retranslate(self) -> None:
        self._log.setText(self.tr("Log scale"))
        self._smooth_name.setText(self.tr("Smoothing"))
        self._smoothing.setAccessibleName(self.tr("Smoothing"))
        self.setAccessibleName(self.tr("Curves of the training"))
        if self._canvas is not None:
            self._canvas.name({name: self._language.words.say(f"plot-{name}") for name in NAMES})
            self.redraw()
