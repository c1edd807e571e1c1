"""The curves of a run: names at the ends, gaps as gaps, zoom and reading, and never slow."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studio.contract.attempts.curves import Curve
from studio.contract.events import Metric, Progress, RunState, State
from studio.contract.run import RunFolder
from studio.ui.context import Context
from studio.ui.widgets.training.canvas import (
    LABEL_ROOM,
    MOST_POINTS,
    Canvas,
    find_breaks,
    find_end,
    find_nearest,
    smooth,
    thin,
)
from studio.ui.widgets.training.plot import LivePlot


def metric(step: int, loss: float, split: str = "train", **more: float) -> Metric:
    return Metric(step=step, split=split, values={"loss": loss, **more})


@pytest.fixture
def plot(qtbot: QtBot, context: Context) -> LivePlot:
    """A plot that is seen."""
    made = LivePlot(context.theme, context.language)
    qtbot.addWidget(made)
    made.resize(900, 420)
    with qtbot.waitExposed(made):
        made.show()
    made.redraw()
    return made


def canvas(plot: LivePlot) -> Canvas:
    assert plot._canvas is not None
    return plot._canvas


def shown(plot: LivePlot, name: str) -> str:
    label: Any = canvas(plot)._ends[name]
    return str(label.toPlainText()).strip() if label.isVisible() else ""


def test_an_exponential_mean_is_right_from_its_first_value() -> None:
    assert smooth([2.0, 2.0, 2.0], 0.9) == pytest.approx([2.0] * 3)
    assert smooth([1.0, 3.0], 0.5) == pytest.approx([1.0, (0.25 * 1 + 0.5 * 3) / 0.75])
    assert smooth([1.0, 5.0], 0.0) == [1.0, 5.0]


def test_smoothing_begins_anew_after_a_gap() -> None:
    values = smooth([4.0, math.nan, 1.0], 0.9)
    assert math.isnan(values[1])
    assert (values[0], values[2]) == pytest.approx((4.0, 1.0))


def test_a_break_is_where_the_curve_goes_on_after_a_gap(plot: LivePlot, context: Context) -> None:
    nan = math.nan
    assert find_breaks(Curve([1, 2, 2, 3, 4], [1.0, 2.0, nan, 3.0, nan])) == [2]
    plot.add([metric(step, 1.0) for step in range(40)])
    plot.redraw()
    resumed = canvas(plot)._resumed
    assert not resumed.isVisible()
    for step in (30, 20):
        plot.add([State(state=RunState.PREPARING, attempt=1, from_step=step), metric(step + 1, 0.9)])
    plot.redraw()
    assert (resumed.isVisible(), resumed.value()) == (True, 20)
    assert [line.isVisible() for line in canvas(plot)._breaks] == [False]
    plot.add([State(state=RunState.PREPARING, attempt=1, from_step=21), metric(22, 0.8)])
    plot.redraw()
    assert (canvas(plot)._breaks[0].value(), resumed.value()) == (20, 21)
    assert canvas(plot)._breaks[0].isVisible()
    context.theme.choose("dark")
    assert resumed.label.color.name() == context.theme.tokens.muted.lower()
    plot.clear()
    assert not resumed.isVisible()


def test_a_long_curve_is_thinned_and_its_gaps_stay() -> None:
    values = [1.0] * 100_000
    values[777] = math.nan
    thinned = thin(Curve(list(range(100_000)), values), MOST_POINTS)
    assert len(thinned.steps) <= MOST_POINTS + 1
    assert 777 in thinned.steps
    short = Curve([1, 2], [1.0, 2.0])
    assert thin(short, MOST_POINTS) is short


def test_the_nearest_value_and_the_last_one() -> None:
    curve = Curve([10, 20, 30], [1.0, math.nan, 3.0])
    assert [find_nearest(curve, step) for step in (0, 14, 17, 29, 99)] == [1.0, 1.0, None, 3.0, 3.0]
    assert find_nearest(Curve(), 3) is None
    assert find_end(Curve([1, 2], [5.0, math.nan])) == (1, 5.0)
    assert find_end(Curve([1], [math.inf])) is None


def test_points_are_drawn_a_moment_after_they_come(qtbot: QtBot, plot: LivePlot) -> None:
    plot.add([metric(step, 2.0 / (step + 1)) for step in range(50)])
    qtbot.waitUntil(lambda: shown(plot, "train").startswith("training"))
    plot.add([metric(50, 0.4, "validation", micro_f1=0.625)])
    qtbot.waitUntil(lambda: shown(plot, "validation") == "validation 0.400")
    assert shown(plot, "f1") == "F1 0.625"


def test_names_stand_beside_the_ends_and_not_on_each_other(plot: LivePlot) -> None:
    plot.add([metric(100, 0.50), metric(100, 0.51, "validation")])
    plot.redraw()
    low, high = canvas(plot).loss.getViewBox().viewRange()[0]
    assert low == 0
    assert high * (1 - LABEL_ROOM) == pytest.approx(100)
    boxes = [canvas(plot)._ends[name].sceneBoundingRect() for name in ("train", "validation")]
    overlap = boxes[0].intersected(boxes[1]).height()
    assert overlap < 0.4 * boxes[0].height()
    assert boxes[1].center().y() < boxes[0].center().y()


def test_a_run_that_went_back_has_a_gap_and_no_old_points(plot: LivePlot) -> None:
    plot.add([metric(step, 1.0) for step in range(10)])
    plot.add([State(state=RunState.PREPARING, attempt=2, from_step=4), metric(5, 0.5)])
    plot.redraw()
    steps, values = canvas(plot)._lines["raw"].getData()
    assert list(steps) == [0, 1, 2, 3, 4, 4, 5]
    assert math.isnan(values[5])


def test_infinite_and_missing_losses_do_not_stop_the_drawing(plot: LivePlot) -> None:
    plot.add([metric(1, math.nan), metric(2, math.inf), metric(3, 1.0), metric(4, 0.0)])
    plot._log.setChecked(True)
    plot.redraw()
    assert shown(plot, "train") == "training 0.000" or shown(plot, "train").startswith("training")


def test_epochs_and_the_best_step_are_marked(plot: LivePlot) -> None:
    plot.add([metric(step, 1.0) for step in range(1, 31)])
    plot.add([Progress(step=30, total_steps=30, epoch=3.0)])
    plot.flag_best(20)
    plot.redraw()
    assert sorted({line.value() for line in canvas(plot)._epochs if line.isVisible()}) == [10, 20, 30]
    assert canvas(plot)._flag.value() == 20
    assert canvas(plot)._flag.isVisible()


def test_a_chosen_part_stays_until_everything_is_asked_for(plot: LivePlot) -> None:
    plot.add([metric(step, 1.0) for step in range(100)])
    plot.redraw()
    box = canvas(plot).loss.getViewBox()
    box.setXRange(20, 30, padding=0)
    canvas(plot).on_zoomed()
    plot.add([metric(100, 1.0)])
    plot.redraw()
    assert box.viewRange()[0] == pytest.approx([20, 30])

    class DoubleClick:
        def double(self) -> bool:
            return True

    canvas(plot).on_mouse_clicked(DoubleClick())
    assert box.viewRange()[0][0] == 0


def test_the_mouse_reads_exact_values(plot: LivePlot) -> None:
    plot.add([metric(step, step / 7) for step in range(100)])
    plot.redraw()
    box = canvas(plot).loss.getViewBox()
    canvas(plot).on_mouse_moved(box.mapViewToScene(box.viewRect().center()))
    step = round(box.viewRect().center().x())
    assert plot._reading.text() == f"Step {step}:  training {step / 7:.4g}"
    canvas(plot).on_mouse_moved(box.mapViewToScene(box.viewRect().center()) * 100)
    assert plot._reading.text() == ""


def test_colours_and_names_follow_theme_and_language(qtbot: QtBot, plot: LivePlot, context: Context) -> None:
    plot.add([metric(step, 1.0) for step in range(30)])
    plot.add([Progress(step=20, total_steps=30, epoch=2.0)])
    plot.redraw()
    context.theme.choose("dark")
    assert canvas(plot)._epochs[0].pen.color() == QColor(context.theme.tokens.hairline)
    assert canvas(plot)._lines["train"].opts["pen"].color() == QColor(context.theme.tokens.muted)
    context.theme.choose("light")
    context.language.choose("zh_CN")
    qtbot.waitUntil(lambda: shown(plot, "train").startswith("训练"))


def test_another_run_starts_empty(plot: LivePlot) -> None:
    plot.add([metric(1, 1.0)])
    plot.flag_best(1)
    plot.clear()
    assert shown(plot, "train") == ""
    assert not canvas(plot)._flag.isVisible()


def test_a_recorded_run_with_an_unknown_event_is_drawn(
    plot: LivePlot, recorded_run: Callable[[str], RunFolder]
) -> None:
    events = recorded_run("unknown").events()
    assert [event.seq for event in events] == [*range(10), *range(11, 22)]
    plot.add(events)
    plot.redraw()
    assert shown(plot, "train")


def test_a_very_long_run_is_drawn_within_a_frame_or_two(plot: LivePlot) -> None:
    for step in range(100_000):
        plot.curves.add(metric(step, 1.0 + math.sin(step)))
    plot.redraw()
    began = time.process_time()
    plot.redraw()
    assert time.process_time() - began < 0.05
