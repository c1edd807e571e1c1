"""Curves: what a resumed or rolled-back run shows."""

import math

from studio.contract.attempts.curves import Curves
from studio.contract.events import Metric, Notice, RunState, State


def metric(step: int, loss: float) -> Metric:
    return Metric(step=step, split="train", values={"loss": loss})


def begin(attempt: int, step: int) -> State:
    return State(state=RunState.PREPARING, attempt=attempt, from_step=step)


def test_points_beyond_the_resumed_step_are_dropped_and_a_gap_is_left() -> None:
    curves = Curves([begin(1, 0), metric(1, 4.0), metric(2, 3.0), metric(3, 2.0)])
    assert curves.add(begin(2, 2))
    assert not curves.add(metric(3, 2.5))
    curve = curves.curve("train", "loss")
    assert curve.steps == [1, 2, 2, 3]
    assert curve.values[:2] == [4.0, 3.0]
    assert math.isnan(curve.values[2])
    assert curve.values[3] == 2.5


def test_a_second_resume_from_the_same_step_leaves_one_gap() -> None:
    curves = Curves([metric(1, 4.0), begin(2, 1), begin(3, 1), metric(2, 3.0)])
    assert len(curves.curve("train", "loss").steps) == 3


def test_going_back_to_the_start_leaves_nothing() -> None:
    curves = Curves([metric(1, 4.0)])
    assert curves.add(begin(2, 0))
    assert curves.curve("train", "loss").steps == []


def test_other_events_change_nothing() -> None:
    curves = Curves([metric(1, 4.0)])
    assert not curves.add(Notice(code="a.b"))
    assert not curves.add(State(state=RunState.TRAINING, attempt=1))
    assert not curves.add(begin(2, 5))
    assert curves.names == [("train", "loss")]
    assert curves.curve("test", "loss").steps == []


def test_a_thinned_curve_has_means_and_no_gaps() -> None:
    curves = Curves(metric(step, float(step)) for step in range(1, 101))
    curves.add(metric(101, math.inf))
    thin = curves.curve("train", "loss").thin(10)
    assert thin == [5.5 + 10 * part for part in range(10)]
    assert Curves().curve("a", "b").thin(10) == []


def test_an_evaluation_that_is_repeated_at_the_step_of_its_checkpoint_counts_once() -> None:
    curves = Curves([metric(4, 2.0), metric(8, 1.9), begin(2, 8)])
    assert curves.add(metric(8, 1.9))
    assert not curves.add(metric(12, 1.5))
    curve = curves.curve("train", "loss")
    assert curve.steps == [4, 8, 8, 12]
    assert curve.values[0::2] + curve.values[3:] == [2.0, 1.9, 1.5]
    assert math.isnan(curve.values[1])
