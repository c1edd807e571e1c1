"""The loop learns what transformers.Trainer learns, and nothing in between gets lost."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch.utils.data import DataLoader
from transformers import PreTrainedModel, Trainer, TrainingArguments

from studio.contract.events import Metric, Progress, RunState
from studio.contract.problems import StudioError
from studio.engine.training import loop as loops
from studio.engine.training.batching import count_targets, measure_lengths, plan_epoch
from studio.engine.training.course import Course
from studio.engine.training.keeping.snapshot import Standing
from tests.engine.training.bench import (
    VALUES,
    build_loop,
    build_model,
    draw_features,
    list_losses,
    list_notices,
    list_states,
)

STEPS = 50


@pytest.fixture(autouse=True)
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is a point of the curve."""
    monkeypatch.setattr(loops, "TICK_SECONDS", 0.0)


class Reference(Trainer):
    """The stock trainer on given batches, which keeps each loss as it was before rounding."""

    def __init__(self, batches: list[dict[str, torch.Tensor]], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.batches: Any = batches
        self.losses: list[float] = []

    def get_train_dataloader(self) -> DataLoader[Any]:
        return DataLoader(self.batches, batch_size=None, shuffle=False)

    def training_step(self, *arguments: Any, **named: Any) -> torch.Tensor:
        loss: torch.Tensor = super().training_step(*arguments, **named)
        self.losses.append(float(loss))
        return loss


def train_reference(model: PreTrainedModel, folder: Path, batches: list[dict[str, torch.Tensor]]) -> list[float]:
    arguments = TrainingArguments(
        output_dir=str(folder),
        num_train_epochs=1,
        learning_rate=VALUES["learning_rate"],
        weight_decay=VALUES["weight_decay"],
        warmup_steps=math.ceil(VALUES["warmup_ratio"] * len(batches)),
        max_grad_norm=VALUES["max_grad_norm"],
        lr_scheduler_type="linear",
        report_to=[],
        save_strategy="no",
        use_cpu=True,
        disable_tqdm=True,
        remove_unused_columns=False,
        logging_nan_inf_filter=False,
    )
    trainer = Reference(batches, model=model, args=arguments)
    trainer.train()
    return trainer.losses


def test_losses_equal_those_of_the_stock_trainer_over_50_steps(tmp_path: Path) -> None:
    features = draw_features(8 * STEPS)
    ours = build_loop(tmp_path, build_model(), features, epochs=1.0)
    assert ours.course.total == STEPS
    lengths, targets = measure_lengths(features), count_targets(features)
    plan = plan_epoch(lengths, targets, VALUES["batch_size"], VALUES["seed"], 0)
    batches = [ours.reader.collator.collate([features[index] for index in indices]) for indices in plan]
    tensors = [
        {"input_ids": batch.input_ids, "attention_mask": batch.attention_mask, "labels": batch.labels}
        for batch in batches
    ]
    expected = train_reference(build_model(), tmp_path, tensors)
    found = list_losses(ours.run())
    assert len(found) == STEPS
    assert found == pytest.approx(expected, abs=1e-5)
    assert found[-1] < 0.7 * found[0]


def test_accumulated_micro_batches_learn_what_the_whole_batch_learns(tmp_path: Path) -> None:
    features = draw_features(40)
    whole, pieces = build_model(), build_model()
    one = list_losses(build_loop(tmp_path, whole, features).run())
    other = list_losses(build_loop(tmp_path, pieces, features, micro_tokens=60).run())
    assert other == pytest.approx(one, abs=1e-4)
    for left, right in zip(whole.parameters(), pieces.parameters(), strict=True):
        torch.testing.assert_close(left, right, atol=1e-3, rtol=1e-3)


@pytest.mark.parametrize(
    ("epochs", "each", "total", "marks"),
    [(2, 1, 20, {10, 20}), (1, 3, 10, {4, 7, 10}), (0.25, 1, 3, {3}), (1.5, 2, 15, {5, 10, 15}), (0.01, 1, 1, {1})],
)
def test_evaluations_are_spread_evenly_and_the_last_step_is_one(
    epochs: float, each: int, total: int, marks: frozenset[int]
) -> None:
    course = Course.plan(75, {"epochs": epochs, "batch_size": 8, "evaluations_per_epoch": each})
    assert (course.total, course.evaluations) == (total, marks)


def test_the_curve_has_no_step_twice_and_progress_counts_real_tokens(tmp_path: Path) -> None:
    features = draw_features(60)
    events = list(build_loop(tmp_path, build_model(), features).run())
    steps = [event.step for event in events if isinstance(event, Metric)]
    assert steps == list(range(1, 17))
    rates = [event.values["learning_rate"] for event in events if isinstance(event, Metric)]
    assert max(rates) == VALUES["learning_rate"]
    last = [event for event in events if isinstance(event, Progress)][-1]
    assert (last.step, last.total_steps, last.epoch) == (16, 16, 2.0)
    assert last.seconds_left is not None
    assert 0 < last.seconds_left < 5  # the report is still to come
    assert last.tokens_per_second
    assert last.samples_per_second
    mean = measure_lengths(features).mean()
    assert last.tokens_per_second / last.samples_per_second == pytest.approx(mean, rel=0.2)


def test_a_loss_that_is_no_number_ends_the_training_before_anything_of_it_is_saved(tmp_path: Path) -> None:
    saved: list[int] = []
    model = build_model()
    loop = build_loop(tmp_path, model, draw_features(), write=lambda content, step, best: saved.append(step))
    stream = loop.run()
    while not isinstance(next(stream), Progress):
        pass
    with torch.no_grad():
        model.classifier.weight[0, 0] = math.inf
    with pytest.raises(StudioError) as caught:
        list(stream)
    assert caught.value.problems[0].code == "training.not_finite"
    assert saved == [0]


def test_checkpoints_come_by_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "SAVE_SECONDS", 0.0)
    monkeypatch.setattr(loops, "SAVE_SHARE", 0)
    saved: list[int] = []
    loop = build_loop(tmp_path, build_model(), draw_features(), write=lambda content, step, best: saved.append(step))
    list(loop.run())
    assert saved == list(range(17))


def test_saving_draws_no_random_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def learn(save_seconds: float) -> list[float]:
        monkeypatch.setattr(loops, "SAVE_SECONDS", save_seconds)
        monkeypatch.setattr(loops, "SAVE_SHARE", 0)
        return list_losses(build_loop(tmp_path, build_model(dropout=0.2), draw_features()).run())

    assert learn(0.0) == learn(1e9)


def test_dropout_draws_and_the_seed_decides(tmp_path: Path) -> None:
    def learn(seed: int) -> list[float]:
        return list_losses(build_loop(tmp_path, build_model(dropout=0.2), draw_features(), seed=seed).run())

    assert learn(1) == learn(1)
    assert learn(1) != learn(2)


@pytest.mark.parametrize("optimizer", ["adamw", "sgd"])
def test_both_optimizers_learn(tmp_path: Path, optimizer: str) -> None:
    rate = 5e-3 if optimizer == "adamw" else 0.1
    losses = list_losses(
        build_loop(tmp_path, build_model(), draw_features(), epochs=5.0, optimizer=optimizer, learning_rate=rate).run()
    )
    assert np.mean(losses[-5:]) < 0.8 * losses[0]


def test_early_stopping_ends_when_nothing_is_gained(tmp_path: Path) -> None:
    loop = build_loop(tmp_path, build_model(), draw_features(), early_stopping=2)
    loop.standing = Standing(step=3, best_step=1, stale=2)
    events = list(loop.run())
    assert list_notices(events) == ["run.stopped_gaining"]
    assert list_states(events) == []
    assert loop.standing.step == 3


def test_a_stop_within_a_step_leaves_the_step_undone(tmp_path: Path) -> None:
    model = build_model()
    loop = build_loop(tmp_path, model, draw_features(), micro_tokens=40)
    stream = loop.run()
    while loop.standing.step < 2:
        next(stream)
    before = [weight.clone() for weight in model.parameters()]
    loop.mailbox.run.ask("stop", for_attempt=1)
    events = list(stream)
    assert loop.mailbox.stopped
    assert loop.standing.step == 2
    assert list_notices(events) == ["run.request_taken"]
    assert all(torch.equal(old, new) for old, new in zip(before, model.parameters(), strict=True))


def test_a_pause_keeps_the_process_and_goes_on_when_asked(tmp_path: Path) -> None:
    loop = build_loop(tmp_path, build_model(), draw_features())
    stream = loop.run()
    next(stream)
    loop.mailbox.run.ask("pause", for_attempt=1)
    seen = list(_until_paused(stream))
    step = loop.standing.step
    loop.mailbox.run.ask("resume", for_attempt=1)
    seen += list(stream)
    assert list_states(seen) == [RunState.PAUSED, RunState.TRAINING]
    assert loop.standing.step == 16 > step


def _until_paused(stream: Iterator[Any]) -> Iterator[Any]:
    for event in stream:
        yield event
        if list_states([event]) == [RunState.PAUSED]:
            return
