"""A forecast is measured where it can be, estimated where not, and near the truth where that is cheap to see."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest
import torch

from studio.contract.recipe import Recipe, parse_recipe
from studio.engine.training import forecast as forecasts
from studio.engine.training.forecast import Trial, forecast
from studio.engine.training.planning import make_plan
from studio.engine.training.sizing.memory import Memory, measure_process


def build_recipe(**values: object) -> Recipe:
    lines = "".join(f"{name}: {value}\n" for name, value in values.items())
    files = "data:\n  train: train.conll\n  validation: validation.conll\n  test: test.conll\n"
    model = "" if "model" in values else "model: scratch-tiny\n"
    return parse_recipe(f"task: token-classification\n{model}{files}{lines}")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecasts, "MEASURE_SECONDS", 0.3)


def test_a_forecast_is_measured_on_real_steps(entity_data: Path) -> None:
    answer = forecast(build_recipe(epochs=10), entity_data)
    assert answer.evidence == "forecast.measured"
    assert answer.values["steps"] >= 1
    assert (answer.steps, answer.device, answer.fits) == (40, "cpu", True)
    assert answer.seconds > 0
    assert answer.memory > measure_process()
    assert 0 < answer.values["free"] <= psutil.virtual_memory().total


def test_what_does_not_fit_is_estimated_and_said(entity_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecasts, "estimate_memory", lambda *arguments, **named: Memory(10**15, 0, 0, 0))
    answer = forecast(build_recipe(), entity_data)
    assert (answer.evidence, answer.fits) == ("forecast.estimated", False)
    assert answer.seconds > 0


def test_memory_that_turns_out_short_falls_back_to_the_estimate(
    entity_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_short(*arguments: object) -> int:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(Trial, "_step", run_short)
    answer = forecast(build_recipe(), entity_data)
    assert (answer.evidence, answer.values["steps"]) == ("forecast.estimated", 0)


def test_more_epochs_take_more_time_in_proportion(entity_data: Path) -> None:
    def add_up(epochs: int) -> float:
        return Trial(make_plan(build_recipe(epochs=epochs), entity_data)).work.learnt

    assert add_up(6) == pytest.approx(3 * add_up(2), rel=0.01)


def test_the_speed_is_that_of_the_steps(entity_data: Path) -> None:
    plan = make_plan(build_recipe(epochs=2), entity_data)
    trial = Trial(plan)
    began = time.process_time()
    speed = trial.measure(plan)
    assert speed is not None
    assert speed.steps >= 1
    tokens = trial.work.learnt / trial.work.steps * speed.steps
    assert 0 < speed.learning * tokens < 20 * (time.process_time() - began)
    assert speed.reading > 0


def test_only_what_is_active_of_the_vocabulary_is_held(entity_data: Path) -> None:
    plan = make_plan(build_recipe(model="starter", max_length=64), entity_data)
    active = Trial(plan).held
    plan.resolved.measured["active_vocabulary"] = False
    whole = Trial(plan).held
    assert whole.rows == whole.table == 0
    assert active.table == 30_522 * 384
    assert active.trained == whole.trained - active.table + active.rows * active.width
    assert 300 < active.rows < 3000


@pytest.mark.parametrize("method", ["frozen", "lora"])
def test_methods_that_train_few_weights_hold_few_moments(entity_data: Path, method: str) -> None:
    held = Trial(make_plan(build_recipe(method=method), entity_data)).held
    assert held.trained < 0.2 * held.others
    assert (held.merged > 0) == (method == "lora")
    assert held.table == 0


def test_a_training_of_minutes_copies_what_it_saves_meanwhile(
    entity_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = forecast(build_recipe(epochs=2), entity_data)
    monkeypatch.setattr(forecasts, "SAVE_SECONDS", 0.001)
    long = forecast(build_recipe(epochs=2), entity_data)
    assert long.memory > short.memory
    assert long.disk > short.disk


def test_more_epochs_take_longer(entity_data: Path) -> None:
    once, often = (forecast(build_recipe(epochs=epochs), entity_data) for epochs in (1, 40))
    assert often.seconds > once.seconds
    assert (once.steps, often.steps) == (4, 160)
