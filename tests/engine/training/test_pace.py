"""Speed and time left, by a clock that the test sets."""

from __future__ import annotations

import pytest

from studio.engine.training import pace as paces
from studio.engine.training.pace import DISK_SPEED, READ_SHARE, Pace, Rest


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


def test_batches_to_come_are_judged_by_what_is_left_of_the_data(clock: Clock) -> None:
    pace = Pace(Rest(step=100.0))
    for _ in range(20):
        take_step(pace, clock, 2.0, tokens=200)  # the long batches happened to come first
    assert pace.forecast(60, 0) == pytest.approx((80 * 100 - 20 * 200) * 0.01)


def test_a_resumed_run_with_fewer_steps_left_than_said_is_never_below_nothing(clock: Clock) -> None:
    pace = Pace(Rest(step=10.0))
    take_step(pace, clock, 1.0, tokens=100)
    assert pace.forecast(1, 0) == 0.0


def test_before_the_first_evaluation_its_length_tells(clock: Clock) -> None:
    pace = Pace(Rest(evaluation=500, ending=1000, bytes=int(DISK_SPEED)))
    take_step(pace, clock, 1.0, tokens=100)
    assert pace.forecast(0, 2) == pytest.approx((2 * 500 + 1000) * READ_SHARE / 100 + 1)


def test_the_end_is_read_as_fast_as_the_last_evaluation(clock: Clock) -> None:
    pace = Pace(Rest(evaluation=500, ending=1000))
    take_step(pace, clock, 1.0)
    pace.begin()
    clock.now += 4.0
    pace.end_evaluation()
    assert pace.forecast(0, 1) == pytest.approx(4.0 + 8.0)


def test_the_slow_first_step_is_forgotten(clock: Clock) -> None:
    pace = Pace()
    take_step(pace, clock, 9.0)
    assert pace.forecast(10, 0) == 90.0
    take_step(pace, clock, 1.0)
    assert pace.forecast(10, 0) == 10.0


def test_a_computer_that_became_busy_is_noticed(clock: Clock) -> None:
    pace = Pace(Rest(step=100.0))
    for _ in range(200):
        take_step(pace, clock, 1.0)
    for _ in range(60):
        take_step(pace, clock, 3.0)
    assert pace.forecast(10, 0) == pytest.approx(30.0)
