"""Curves of any history of attempts: what the last attempt measured at each step, and nothing else."""

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.contract.attempts.curves import Curve, Curves
from studio.contract.events import Metric, RunState, State

shares = st.floats(0, 1)
losses = st.floats(0, 100)
histories = st.lists(st.one_of(losses, st.tuples(shares)), max_size=40)
"""A loss is the next step; a tuple goes back to that share of the steps so far."""


def play(history: list[float | tuple[float]]) -> tuple[Curve, dict[int, float], int]:
    """The curve, what it should show, and how often points were dropped in vain."""
    curves, expected, step, wrong = Curves(), dict[int, float](), 0, 0
    for attempt, item in enumerate(history, start=1):
        if isinstance(item, tuple):
            step = round(step * item[0])
            abandoned = [past for past in expected if past > step]
            told = curves.add(State(state=RunState.PREPARING, attempt=attempt, from_step=step))
            wrong += told != bool(abandoned)
            for past in abandoned:
                del expected[past]
        else:
            step += 1
            expected[step] = item
            wrong += curves.add(Metric(step=step, split="train", values={"loss": item}))
    return curves.curve("train", "loss"), expected, wrong


@given(histories)
def test_a_curve_shows_what_the_last_attempt_measured(history: list[float | tuple[float]]) -> None:
    curve, expected, wrong = play(history)
    points = [point for point in zip(curve.steps, curve.values, strict=True) if math.isfinite(point[1])]
    assert points == sorted(expected.items())
    assert curve.steps == sorted(curve.steps)
    assert wrong == 0


@given(histories)
def test_gaps_never_lead_nor_stand_side_by_side(history: list[float | tuple[float]]) -> None:
    gaps = [math.isnan(value) for value in play(history)[0].values]
    assert gaps[:1] != [True]
    assert not any(one and next for one, next in pairwise(gaps))


@given(st.lists(losses, max_size=60), st.integers(1, 20))
def test_a_thin_curve_is_short_and_stays_between_its_extremes(values: list[float], count: int) -> None:
    thin = Curve(list(range(len(values))), values).thin(count)
    assert len(thin) <= count
    assert bool(thin) == bool(values)
    assert all(min(values) - 1e-9 <= value <= max(values) + 1e-9 for value in thin)
    assert values == thin or len(values) > count
