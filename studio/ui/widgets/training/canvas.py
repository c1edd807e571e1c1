"""The two plots of pyqtgraph behind LivePlot, and what is worked out of a curve to draw it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from studio.contract.attempts.curves import Curve, Curves
from studio.ui.theme.theme import Theme, make_font

MOST_POINTS = 4000
FEWEST_STEPS = 10
LABEL_ROOM = 0.16
"""The share of the width kept free at the right for the names of the lines."""
MOST_BREAKS = 50


class Canvas:
    """The two plots of pyqtgraph; not a widget, so that its import comes with the first run to show."""

    def __init__(self, theme: Theme, reading: QLabel) -> None:
        import pyqtgraph as pg

        self._pg = pg
        self._theme = theme
        self._reading = reading
        self._texts: dict[str, str] = {}
        self._curves = Curves()
        self.widget: Any = pg.GraphicsLayoutWidget()
        self.loss: Any = self.widget.addPlot(row=0, col=0, enableMenu=False)
        self.score: Any = self.widget.addPlot(row=1, col=0, enableMenu=False)
        self.widget.ci.layout.setRowStretchFactor(0, 3)
        self.widget.ci.layout.setRowStretchFactor(1, 2)
        self.score.setXLink(self.loss)
        self._lines: dict[str, Any] = {}
        self._ends: dict[str, Any] = {}
        for plot, names in ((self.loss, ("raw", "train", "validation")), (self.score, ("f1",))):
            plot.hideButtons()
            plot.setMouseEnabled(x=True, y=False)
            plot.setClipToView(True)
            plot.setDownsampling(auto=True, mode="peak")
            plot.getViewBox().setMouseMode(pg.ViewBox.RectMode)
            for name in names:
                self._lines[name] = plot.plot([], [], connect="finite", antialias=name != "raw")
                self._ends[name] = pg.TextItem(anchor=(0, 0.5))
                plot.addItem(self._ends[name], ignoreBounds=True)
            plot.getViewBox().sigRangeChangedManually.connect(self.on_zoomed)
        self._cross = [pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=90)]
        self._flag = pg.InfiniteLine(angle=90, label="", labelOpts={"position": 0.12, "anchors": [(1, 0.5), (1, 0.5)]})
        self._zoomed = False
        self._epochs: list[Any] = []
        self._breaks: list[Any] = []
        self._resumed = pg.InfiniteLine(angle=90, label="", labelOpts={"position": 0.94})
        self.loss.addItem(self._resumed, ignoreBounds=True)
        for plot, line in zip((self.loss, self.score), self._cross, strict=True):
            plot.addItem(line, ignoreBounds=True)
            line.hide()
        self.score.addItem(self._flag, ignoreBounds=True)
        self.score.setYRange(0, 1, padding=0.06)
        self.score.getAxis("left").setTicks([[(0, "0"), (0.5, "0.5"), (1, "1")]])
        self.loss.getAxis("bottom").setStyle(showValues=False)
        self.loss.getViewBox().setDefaultPadding(0.06)
        self.widget.scene().sigMouseMoved.connect(self.on_mouse_moved)
        self.widget.scene().sigMouseClicked.connect(self.on_mouse_clicked)
        self.restyle()

    def name(self, texts: dict[str, str]) -> None:
        """Axis titles and the names at the ends of the lines."""
        self._texts = texts
        self.loss.setLabel("left", texts["loss"])
        self.score.setLabel("left", texts["score"])
        self.score.setLabel("bottom", texts["step"])
        self._flag.label.setFormat(texts["best"])
        self._resumed.label.setFormat(texts["resumed"])

    def restyle(self) -> None:
        """Pens and colours of the theme."""
        pg, tokens = self._pg, self._theme.tokens
        self.widget.setBackground(tokens.surface)
        for plot in (self.loss, self.score):
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.setPen(pg.mkPen(tokens.hairline))
                axis.setTextPen(pg.mkPen(tokens.muted))
                axis.setStyle(tickFont=make_font("small"), hideOverlappingLabels=False, maxTickLevel=0)
            plot.getAxis("left").setWidth(56)
            plot.showGrid(y=True, alpha=0.15)
        faint = QColor(tokens.muted)
        faint.setAlphaF(0.3)
        self._lines["raw"].setPen(pg.mkPen(faint, width=1))
        self._lines["train"].setPen(pg.mkPen(tokens.muted, width=2))
        for name, colour in (("validation", tokens.accent), ("f1", tokens.good)):
            line = self._lines[name]
            line.setPen(pg.mkPen(colour, width=2))
            line.setSymbol("o")
            line.setSymbolSize(7)
            line.setSymbolBrush(colour)
            line.setSymbolPen(pg.mkPen(tokens.surface))
        for name, colour in (("train", tokens.muted), ("validation", tokens.accent), ("f1", tokens.good)):
            self._ends[name].setColor(colour)
        for line in self._cross:
            line.setPen(pg.mkPen(tokens.border, style=Qt.PenStyle.DashLine))
        for line in self._epochs:
            line.setPen(pg.mkPen(tokens.hairline))
        for line in (*self._breaks, self._resumed):
            line.setPen(pg.mkPen(tokens.muted, style=Qt.PenStyle.DotLine))
        self._resumed.label.setColor(tokens.muted)
        self._flag.setPen(pg.mkPen(tokens.good, style=Qt.PenStyle.DashLine))
        self._flag.label.setColor(tokens.good)

    def draw(self, curves: Curves, smoothing: float, log: bool, epoch_steps: float, best: int | None) -> None:
        """Replaces all lines."""
        self._curves = curves
        train, validation = curves.curve("train", "loss"), curves.curve("validation", "loss")
        score = curves.curve("validation", "micro_f1")
        self.loss.setLogMode(y=log)
        self.loss.getAxis("left").enableAutoSIPrefix(False)
        thinned = thin(train, MOST_POINTS)
        smoothed = Curve(thinned.steps, smooth(thinned.values, smoothing))
        shown = {"train": smoothed, "validation": validation, "f1": score}
        self._lines["raw"].setData(thinned.steps, thinned.values)
        for name, curve in shown.items():
            self._lines[name].setData(curve.steps, curve.values)
        last = max([FEWEST_STEPS, *train.steps[-1:], *validation.steps[-1:]])
        if not self._zoomed:
            self.loss.setXRange(0, last / (1 - LABEL_ROOM), padding=0)
        self._label_ends(shown, log)
        self._draw_epochs(epoch_steps, last)
        self._draw_breaks(find_breaks(thinned))
        self._flag.setVisible(best is not None)
        if best is not None:
            self._flag.setValue(best)

    def show_everything(self) -> None:
        """No zoom any more."""
        self._zoomed = False
        self.loss.enableAutoRange(axis="y")
        last = max([FEWEST_STEPS, *self._curves.curve("train", "loss").steps[-1:]])
        self.loss.setXRange(0, last / (1 - LABEL_ROOM), padding=0)
        self.score.setYRange(0, 1, padding=0.06)

    def on_zoomed(self, *_: Any) -> None:
        """The user chose a part: new points no longer move it."""
        self._zoomed = True

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
            ("train", "loss", "train"),
            ("validation", "loss", "validation"),
            ("validation", "micro_f1", "f1"),
        ):
            found = find_nearest(self._curves.curve(split, figure), step)
            if found is not None:
                shown.append(f"{self._texts.get(text, '')} {found:.4g}")
        for line in self._cross:
            line.setValue(step)
        self._reading.setText(f"{self._texts.get('step', '')} {step}:  " + "  ·  ".join(shown) if shown else "")

    def on_mouse_clicked(self, event: Any) -> None:
        """A double click shows everything again."""
        if event.double():
            self.show_everything()

    def _label_ends(self, shown: dict[str, Curve], log: bool) -> None:
        """Names and last values at the ends of the lines; of two in one plot the upper one above, the other below."""
        ends = {name: find_end(curve) for name, curve in shown.items()}
        train, validation = ends["train"], ends["validation"]
        upper = "train" if train and validation and train[1] > validation[1] else "validation"
        for name, end in ends.items():
            label = self._ends[name]
            label.setVisible(end is not None)
            if end is not None:
                step, value = end
                label.setText(f" {self._texts.get(name, '')} {value:.3f}")
                label.setPos(step, math.log10(max(value, 1e-12)) if log and name != "f1" else value)
                alone = name == "f1" or train is None or validation is None
                label.setAnchor((0, 0.5 if alone else 0.85 if name == upper else 0.15))

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

    def _draw_breaks(self, steps: Sequence[int]) -> None:
        """Dotted where the run went on after a break: in a long curve the gap itself is too narrow to be seen."""
        while len(self._breaks) < min(len(steps), MOST_BREAKS):
            pen = self._pg.mkPen(self._theme.tokens.muted, style=Qt.PenStyle.DotLine)
            self._breaks.append(self._pg.InfiniteLine(angle=90, pen=pen))
            self.loss.addItem(self._breaks[-1], ignoreBounds=True)
        recent = steps[-MOST_BREAKS:]
        for index, line in enumerate(self._breaks):
            line.setVisible(index < len(recent) - 1)
            line.setValue(recent[index] if index < len(recent) else 0)
        self._resumed.setVisible(bool(recent))
        if recent:
            self._resumed.setValue(recent[-1])


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
    kept: list[int] = []
    for start in range(0, len(curve.values), stride):
        kept.append(start)
        part = curve.values[start : start + stride]
        if not math.isfinite(sum(part)):
            kept += [start + i for i, value in enumerate(part) if i and not math.isfinite(value)]
    return Curve([curve.steps[i] for i in kept], [curve.values[i] for i in kept])


def find_breaks(curve: Curve) -> list[int]:
    """The steps of the gaps after which the curve goes on."""
    found: list[int] = []
    for index, value in enumerate(curve.values[:-1]):
        if not math.isfinite(value) and math.isfinite(curve.values[index + 1]):
            found.append(curve.steps[index])
    return found


def find_end(curve: Curve) -> tuple[int, float] | None:
    """The last step with a value, and that value; None where there is none."""
    points = zip(reversed(curve.steps), reversed(curve.values), strict=True)
    return next(((step, value) for step, value in points if math.isfinite(value)), None)


def find_nearest(curve: Curve, step: int) -> float | None:
    """The value at the step nearest to ``step``; None where there is none."""
    if not curve.steps:
        return None
    after = min(bisect_left(curve.steps, step), len(curve.steps) - 1)
    index = min((max(after - 1, 0), after), key=lambda i: abs(curve.steps[i] - step))
    value = curve.values[index]
    return value if math.isfinite(value) else None
