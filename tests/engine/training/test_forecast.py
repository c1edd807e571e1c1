"""A forecast is measured where it can be, estimated where not, and near the truth where that is cheap to see."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest
import torch

from studio.contract.recipe import Recipe, parse_recipe
from studio.engine.methods.protocol import Count
from studio.engine.training import forecast as forecasts
from studio.engine.training.forecast import Trial, estimate_memory, forecast
from studio.engine.training.planning import make_plan


def build_recipe(**values: object) -> Recipe:
    lines = "".join(f"{name}: {value}\n" for name, value in values.items())
    files = "data:\n  train: train.conll\n  validation: validation.conll\n  test: test.conll\n"
    return parse_recipe(f"task: token-classification\nmodel: scratch-tiny\n{files}{lines}")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecasts, "MEASURE_SECONDS", 0.3)


def test_a_forecast_is_measured_on_real_steps(entity_data: Path) -> None:
    answer = forecast(build_recipe(epochs=10), entity_data)
    assert answer.evidence == "forecast.measured"
    assert answer.values["steps"] >= 1
    assert (answer.steps, answer.device, answer.fits) == (40, "cpu", True)
    assert answer.seconds > 0
    assert answer.memory > psutil.Process().memory_info().rss / 2


def test_what_does_not_fit_is_estimated_and_said(entity_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forecasts, "estimate_memory", lambda *arguments: 10**15)
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
    assert (answer.evidence, answer.values) == ("forecast.estimated", {"steps": 0})


def test_more_epochs_take_more_time_in_proportion(entity_data: Path) -> None:
    def add_up(epochs: int) -> float:
        return Trial(make_plan(build_recipe(epochs=epochs), entity_data)).work.learnt

    assert add_up(6) == pytest.approx(3 * add_up(2), rel=0.01)


def test_the_speed_is_that_of_the_steps(entity_data: Path) -> None:
    trial = Trial(make_plan(build_recipe(epochs=2), entity_data))
    began = time.process_time()
    measured = trial.measure()
    assert measured is not None
    seconds, steps = measured
    assert steps >= 1
    tokens = trial.work.learnt / trial.work.steps * steps
    assert 0 < seconds * tokens < 20 * (time.process_time() - began)


def test_memory_adds_weights_gradients_moments_and_activations() -> None:
    class Config:
        hidden_size = 10
        num_hidden_layers = 2

    assert estimate_memory(Count(100, 1000), Config(), 5, "fp32") == 4000 + 1200 + 5 * 10 * 2 * 66
    assert estimate_memory(Count(100, 1000), Config(), 5, "bf16") == 4000 + 1200 + 5 * 10 * 2 * 33
