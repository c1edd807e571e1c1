"""The curves of a run as they grow: loss above, F1 below, one step axis; pyqtgraph comes on first use."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from studio.contract.curves import Curve, Curves
from studio.contract.events import Event, Progress
from studio.ui.language import Language
from studio.ui.theme.theme import Theme, make_font, mark

REDRAW_MILLISECONDS = 50
MOST_POINTS = 4000
SMOOTHING = 60


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
        self._canvas: _Canvas | None = None
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
        self.redraw()

    def add(self, events: Iterable[Event]) -> None:
        """New points; drawn within 50 ms."""
        for event in events:
            self.curves.add(event)
            if isinstance(event, Progress) and event.epoch > 0:
                self._epoch_steps = event.step / event.epoch
        if not self._timer.isActive():
            self._timer.start()

    def flag_best(self, step: int | None) -> None:
        """Where the kept checkpoint lies."""
        self._best = step
        self.redraw()

    @Slot()
    def redraw(self) -> None:
        """Draws what there is, now."""
        if not self.isVisible() and self._canvas is None:
            return
        if self._canvas is None:
            self._canvas = _Canvas(self._theme, self._reading)
            self._column.addWidget(self._canvas.widget, 1)
            self._retranslate()
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

    def _retranslate(self) -> None:
        self._log.setText(self.tr("Log scale"))
        self._smooth_name.setText(self.tr("Smoothing"))
        self._smoothing.setAccessibleName(self.tr("Smoothing"))
        self.setAccessibleName(self.tr("Curves of the training"))
        if self._canvas is not None:
            say = self._language.words.say
            self._canvas.name(
                {
                    key: say(key)
                    for key in (
                        "plot-step",
                        "plot-loss",
                        "plot-score",
                        "plot-train",
                        "plot-validation",
                        "plot-f1",
                        "plot-best",
                    )
                }
            )


class _Canvas:
    """The two plots of pyqtgraph; not a widget, so that its import comes with the first run to show."""

    def __init__(self, theme: Theme, reading: QLabel) -> None:
        import pyqtgraph as pg

        self._pg = pg
        self._theme = theme
        self._reading = reading
        self._texts: dict[str, str] = {}
        self._curves = Curves()
        self.widget: Any = pg.GraphicsLayoutWidget()
        self.loss: Any = self.widget.addPlot(row=0, col=0)
        self.score: Any = self.widget.addPlot(row=1, col=0)
        self.widget.ci.layout.setRowStretchFactor(0, 3)
        self.widget.ci.layout.setRowStretchFactor(1, 2)
        self.score.setXLink(self.loss)
        self._lines: dict[str, Any] = {}
        self._ends: dict[str, Any] = {}
        for plot, names in ((self.loss, ("raw", "train", "validation")), (self.score, ("f1",))):
            plot.setMenuEnabled(False)
            plot.hideButtons()
            plot.setMouseEnabled(x=True, y=False)
            plot.setClipToView(True)
            plot.setDownsampling(auto=True, mode="peak")
            plot.getViewBox().setMouseMode(pg.ViewBox.RectMode)
            for name in names:
                self._lines[name] = plot.plot([], [], connect="finite")
                self._ends[name] = pg.TextItem(anchor=(0, 0.5))
                plot.addItem(self._ends[name], ignoreBounds=True)
        self._cross = [pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=90)]
        self._flag = pg.InfiniteLine(angle=90)
        self._epochs: list[Any] = []
        for plot, line in zip((self.loss, self.score), self._cross, strict=True):
            plot.addItem(line, ignoreBounds=True)
            line.hide()
        self.score.addItem(self._flag, ignoreBounds=True)
        self.score.setYRange(0, 1, padding=0.04)
        self.widget.scene().sigMouseMoved.connect(self.on_mouse_moved)
        self.widget.scene().sigMouseClicked.connect(self.on_mouse_clicked)
        self.restyle()

    def name(self, texts: dict[str, str]) -> None:
        """Axis titles and the names at the ends of the lines."""
        self._texts = texts
        self.loss.setLabel("left", texts["plot-loss"])
        self.score.setLabel("left", texts["plot-score"])
        self.score.setLabel("bottom", texts["plot-step"])

    def restyle(self) -> None:
        """Pens and colours of the theme."""
        pg, tokens = self._pg, self._theme.tokens
        self.widget.setBackground(tokens.surface)
        for plot in (self.loss, self.score):
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setPen(pg.mkPen(tokens.hairline))
                axis.setTextPen(pg.mkPen(tokens.muted))
                axis.setStyle(tickFont=make_font("small"))
            plot.getAxis("left").setWidth(56)
            plot.showGrid(y=True, alpha=0.15)
        faint = QColor(tokens.muted)
        faint.setAlphaF(0.3)
        self._lines["raw"].setPen(pg.mkPen(faint, width=1))
        self._lines["train"].setPen(pg.mkPen(tokens.muted, width=1))
        for name, colour in (("validation", tokens.accent), ("f1", tokens.good)):
            line = self._lines[name]
            line.setPen(pg.mkPen(colour, width=1))
            line.setSymbol("o")
            line.setSymbolSize(7)
            line.setSymbolBrush(colour)
            line.setSymbolPen(pg.mkPen(tokens.surface))
        for name, colour in (("raw", ""), ("train", tokens.muted), ("validation", tokens.accent), ("f1", tokens.good)):
            if colour:
                self._ends[name].setColor(colour)
        for line in self._cross:
            line.setPen(pg.mkPen(tokens.border, style=Qt.PenStyle.DashLine))
        self._flag.setPen(pg.mkPen(tokens.good, style=Qt.PenStyle.DashLine))

    def draw(self, curves: Curves, smoothing: float, log: bool, epoch_steps: float, best: int | None) -> None:
        """Replaces all lines."""
        self._curves = curves
        train, validation = curves.curve("train", "loss"), curves.curve("validation", "loss")
        score = curves.curve("validation", "micro_f1")
        self.loss.setLogMode(y=log)
        self.loss.getAxis("left").enableAutoSIPrefix(False)
        thinned = thin(train, MOST_POINTS)
        self._lines["raw"].setData(thinned.steps, thinned.values)
        self._lines["train"].setData(thinned.steps, smooth(thinned.values, smoothing))
        self._lines["validation"].setData(validation.steps, validation.values)
        self._lines["f1"].setData(score.steps, score.values)
        ends = {
            "train": (thinned.steps, smooth(thinned.values, smoothing), "plot-train"),
            "validation": (validation.steps, validation.values, "plot-validation"),
            "f1": (score.steps, score.values, "plot-f1"),
        }
        for name, (steps, values, text) in ends.items():
            self._label_end(name, steps, values, self._texts.get(text, ""), log and name != "f1")
        self._draw_epochs(epoch_steps, max([*train.steps[-1:], *validation.steps[-1:]], default=0))
        self._flag.setVisible(best is not None)
        if best is not None:
            self._flag.setValue(best)

    def on_mouse_moved(self, place: Any) -> None:
        """The cross and the exact values at the nearest step."""
        plot = next((plot for plot in (self.loss, self.score) if plot.sceneBoundingRect().contains(place)), None)
        for line in self._cross:
            line.setVisible(plot is not None)
        if plot is None:
            self._reading.setText("")
            return
        step = round(plot.getViewBox().mapSceneToView(place).x())
        shown = []
        for split, figure, text in (
            ("train", "loss", "plot-train"),
            ("validation", "loss", "plot-validation"),
            ("validation", "micro_f1", "plot-f1"),
        ):
            found = find_nearest(self._curves.curve(split, figure), step)
            if found is not None:
                shown.append(f"{self._texts.get(text, '')} {found:.4g}")
        for line in self._cross:
            line.setValue(step)
        self._reading.setText(f"{self._texts.get('plot-step', '')} {step}:  " + "  ·  ".join(shown) if shown else "")

    def on_mouse_clicked(self, event: Any) -> None:
        """A double click shows everything again."""
        if event.double():
            self.loss.enableAutoRange()
            self.score.enableAutoRange(axis="x")

    def _label_end(self, name: str, steps: Sequence[int], values: Sequence[float], text: str, log: bool) -> None:
        finite = [(step, value) for step, value in zip(steps[-5:], values[-5:], strict=True) if math.isfinite(value)]
        label = self._ends[name]
        label.setVisible(bool(finite))
        if finite:
            step, value = finite[-1]
            label.setText(f"{text} {value:.3f}")
            label.setPos(step, math.log10(max(value, 1e-12)) if log else value)
            near_end = step > 0.7 * self.loss.getViewBox().viewRange()[0][1]
            label.setAnchor((1, 1.2) if near_end else (0, 0.5))

    def _draw_epochs(self, steps: float, last: int) -> None:
        count = int(last / steps) if steps else 0
        while len(self._epochs) < 2 * min(count, 200):
            line = self._pg.InfiniteLine(angle=90, pen=self._pg.mkPen(self._theme.tokens.hairline))
            plot = self.loss if len(self._epochs) % 2 == 0 else self.score
            plot.addItem(line, ignoreBounds=True)
            line.setZValue(-10)
            self._epochs.append(line)
        for index, line in enumerate(self._epochs):
            line.setVisible(index // 2 < count)
            line.setValue((index // 2 + 1) * steps)


def smooth(values: Sequence[float], weight: float) -> list[float]:
    """An exponential mean, corrected for its start (Kingma and Ba 2015, section 3); a gap begins anew."""
    found: list[float] = []
    mean, count = 0.0, 0
    for value in values:
        if not math.isfinite(value):
            mean, count = 0.0, 0
            found.append(math.nan)
            continue
        mean = weight * mean + (1 - weight) * value
        count += 1
        found.append(mean / (1 - weight**count))
    return found


def thin(curve: Curve, most: int) -> Curve:
    """Every n-th point of a long curve; gaps stay."""
    stride = max(1, math.ceil(len(curve.steps) / most))
    if stride == 1:
        return curve
    kept = [i for i, value in enumerate(curve.values) if i % stride == 0 or not math.isfinite(value)]
    return Curve([curve.steps[i] for i in kept], [curve.values[i] for i in kept])


def find_nearest(curve: Curve, step: int) -> float | None:
    """The value at the step nearest to ``step``; None where there is none."""
    if not curve.steps:
        return None
    after = min(bisect_left(curve.steps, step), len(curve.steps) - 1)
    index = min((max(after - 1, 0), after), key=lambda i: abs(curve.steps[i] - step))
    value = curve.values[index]
    return value if math.isfinite(value) else None
