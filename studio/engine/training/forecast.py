"""What a run will take: memory by arithmetic, time by a few real steps on this computer."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import torch

from studio.contract.calls import ForecastAnswer
from studio.contract.places import find_folder
from studio.contract.recipe import Recipe
from studio.contract.table import Table
from studio.engine.methods import METHODS
from studio.engine.methods.protocol import Count, count_weights
from studio.engine.models.loading import load_model
from studio.engine.tasks import TASKS
from studio.engine.training.batching import Collator, Indices, measure_lengths, plan_epoch, split_batch
from studio.engine.training.course import Course
from studio.engine.training.hardware import detect, explain_lack_of_memory
from studio.engine.training.losses import sum_loss
from studio.engine.training.optimization import build_optimizer
from studio.engine.training.planning import SAVED_BYTES, Plan, make_plan
from studio.engine.training.precision import Precision

SAMPLE = 400
"""Training examples whose lengths stand for all."""
MEASURE_SECONDS = 3.0
MEASURE_STEPS = 20
ACTIVATION_BYTES = 66
"""Kept for the backward pass for each position, hidden unit and layer in fp32: 16 numbers and two masks.

The count of Korthikanti et al. 2022 (34 bytes in half precision), without the attention matrix, which fused
attention never stores.
"""
READ_SHARE = 1 / 3
"""Reading costs a third of learning: the backward pass is two more of the forward's products."""
UTILISATION = 0.3
"""The share of the fastest matrix product that a whole step reaches, where nothing was measured."""


@dataclass(frozen=True)
class Work:
    """Padded sub-tokens of the whole run, to learn from and to read; ``peak`` of them at once."""

    learnt: float
    read: float
    peak: int
    steps: int


def forecast(recipe: Recipe, base: Path) -> ForecastAnswer:
    """Time, memory and disk of a run, without starting it; takes a few seconds.

    Raises ``StudioError`` where the recipe cannot start. What does not fit is not measured but estimated.
    """
    plan, hardware = make_plan(recipe, base), detect()
    resident = psutil.Process().memory_info().rss
    trial = Trial(plan)
    on_cuda = trial.device.type == "cuda"
    own = estimate_memory(trial.count, trial.model.config, trial.work.peak, trial.values["precision"])
    fits = own <= (hardware.gpu_memory_free if on_cuda else hardware.memory_free)
    seconds, steps = (fits and trial.measure()) or (trial.estimate(), 0)
    disk = SAVED_BYTES * trial.count.total
    return ForecastAnswer(
        seconds=trial.preparation + seconds * (trial.work.learnt + READ_SHARE * trial.work.read),
        memory=own if on_cuda else own + resident,
        disk=disk,
        steps=trial.work.steps,
        device=str(trial.device),
        fits=fits and disk <= psutil.disk_usage(str(find_folder("runs"))).free,
        evidence="forecast.measured" if steps else "forecast.estimated",
        values={"steps": steps},
    )


def estimate_memory(count: Count, config: Any, tokens: int, precision: str) -> int:
    """Bytes that weights, gradients, AdamW's two moments and activations of ``tokens`` positions take together."""
    hidden = int(getattr(config, "hidden_size", 768))
    layers = int(getattr(config, "num_hidden_layers", 12))
    activations = tokens * hidden * layers * ACTIVATION_BYTES
    return 4 * count.total + 12 * count.trainable + (activations if precision == "fp32" else activations // 2)


class Trial:
    """The run's own model on a sample of its data."""

    def __init__(self, plan: Plan) -> None:
        began = time.monotonic()
        self.values = {name: value.value for name, value in plan.resolved.values.items()}
        self.device = torch.device(self.values["device"])
        self._micro_tokens: int = plan.resolved.measured["micro_tokens"]
        torch.manual_seed(self.values["seed"])
        task = TASKS[plan.resolved.task]
        self._outputs = task.outputs
        tags = task.tags(plan.prepared.labels)
        tables = {name: Table(path) for name, path in plan.prepared.splits.items()}
        rows = tables["train"].rows(0, SAMPLE, ["text", "tokens", "gold"])
        keep = find_folder("cache") / "forecast" / plan.prepared.folder.name
        texts = (row["text"] for row in rows)
        model, tokenizer = load_model(plan.source, task.auto_class, tags, texts, keep, self.values["dropout"])
        self.model = METHODS[self.values["method"]].prepare(model, self.values)
        self.count = count_weights(self.model)
        loaded = time.monotonic()
        self._features = task.features(rows, tokenizer, tags, self.values["max_length"])
        self._lengths = measure_lengths(self._features)
        self._collator = Collator(tokenizer.pad_token_id or 0, self.device)
        share = sum(map(len, tables.values())) / len(rows)
        self.preparation = loaded - began + share * (time.monotonic() - loaded)
        self.work = self._add_up({name: len(table) for name, table in tables.items()}, len(rows))

    def measure(self) -> tuple[float, int] | None:
        """Seconds for each padded sub-token learnt, and the number of steps timed; None where memory is short."""
        try:
            return self._time_steps()
        except RuntimeError as error:
            if explain_lack_of_memory(error):
                return None
            raise

    def _time_steps(self) -> tuple[float, int]:
        self.model.to(self.device).train()
        optimizer = build_optimizer(self.model, self.values)
        batches = self._draw_batches()
        self._step(next(batches), optimizer)  # the first one is slower
        began, tokens, steps = time.monotonic(), 0, 0
        while steps < MEASURE_STEPS and time.monotonic() - began < MEASURE_SECONDS:
            tokens += self._step(next(batches), optimizer)
            steps += 1
        return (time.monotonic() - began) / tokens, steps

    def estimate(self) -> float:
        """Seconds for each padded sub-token learnt, from the speed of one matrix product on this computer."""
        size = 1024
        matrix = torch.randn(size, size, device=self.device)
        torch.mm(matrix, matrix)
        began, rounds = time.monotonic(), 5
        for _ in range(rounds):
            matrix = torch.mm(matrix, matrix) / size
        self._wait()
        peak = rounds * 2 * size**3 / (time.monotonic() - began)
        config = self.model.config
        embedding = int(getattr(config, "vocab_size", 0)) * int(getattr(config, "hidden_size", 0))
        return 6 * max(1, self.count.total - embedding) / (peak * UTILISATION)

    def _draw_batches(self) -> Iterator[Indices]:
        for epoch in itertools.count():
            yield from plan_epoch(self._lengths, self.values["batch_size"], self.values["seed"], epoch)

    def _step(self, batch: Indices, optimizer: torch.optim.Optimizer) -> int:
        """Learns a batch as the loop does; the padded sub-tokens of it."""
        tokens = 0
        for piece in split_batch(batch, self._lengths, self._micro_tokens):
            read = self._collator.collate([self._features[index] for index in piece])
            with Precision(self.values["precision"], self.device).cast():
                logits = self.model(input_ids=read.input_ids, attention_mask=read.attention_mask).logits
            torch.autograd.backward(sum_loss(logits, read.labels, self._outputs) / max(1, read.targets))
            tokens += read.input_ids.numel()
        optimizer.step()
        optimizer.zero_grad()
        self._wait()
        return tokens

    def _wait(self) -> None:
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)

    def _add_up(self, sizes: dict[str, int], sampled: int) -> Work:
        windows = max(1, round(sizes["train"] * len(self._features) / sampled))
        course = Course.plan(windows, self.values)
        batches = plan_epoch(self._lengths, self.values["batch_size"], self.values["seed"], 0)
        padded = sum(len(batch) * int(self._lengths[batch].max()) for batch in batches) / len(self._features)
        pieces = (piece for batch in batches for piece in split_batch(batch, self._lengths, self._micro_tokens))
        read = sizes.get("validation", 0) * len(course.evaluations) + sizes.get("test", 0)
        return Work(
            learnt=course.total * windows / course.epoch_steps * padded,
            read=read * float(self._lengths.sum()) / sampled,
            peak=max(len(piece) * int(self._lengths[piece].max()) for piece in pieces),
            steps=course.total,
        )
