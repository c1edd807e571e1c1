"""Speed and time left, by a clock that the test sets."""

from __future__ import annotations

import pytest

from studio.engine.training import pace as paces
from studio.engine.training.pace import Pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(paces, "time", clock)
    return clock


def take_step(pace: Pace, clock: Clock, seconds: float, tokens: int = 100) -> None:
    pace.begin()
    clock.now += seconds
    pace.end_step(tokens, 10)


def test_before_the_first_step_nothing_is_known(clock: Clock) -> None:
    pace = Pace()
    assert (pace.tokens_per_second, pace.samples_per_second, pace.forecast(5, 1)) == (None, None, None)


def test_waiting_between_steps_does_not_count(clock: Clock) -> None:
    pace = Pace()
    take_step(pace, clock, 2.0)
    clock.now += 1000
    take_step(pace, clock, 2.0)
    assert (pace.tokens_per_second, pace.samples_per_second) == (50.0, 5.0)
    assert pace.forecast(10, 0) == 20.0


def test_a_pause_within_a_step_does_not_count(clock: Clock) -> None:
    pace = Pace()
    pace.begin()
    clock.now += 1.0
    pace.hold()
    clock.now += 500
    take_step(pace, clock, 1.0)
    assert pace.tokens_per_second == 50.0


def test_speed_is_that_of_the_last_seconds(clock: Clock) -> None:
    pace = Pace()
    for _ in range(20):
        take_step(pace, clock, 1.0, tokens=10)
    for _ in range(6):
        take_step(pace, clock, 1.0, tokens=100)
    assert pace.tokens_per_second == 100.0


def test_evaluations_to_come_are_in_the_time_left(clock: Clock) -> None:
    pace = Pace()
    take_step(pace, clock, 1.0)
    pace.begin()
    clock.now += 7.0
    pace.end_evaluation()
    assert pace.forecast(3, 2) == 17.0
