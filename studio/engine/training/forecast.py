"""What a run will take: memory by arithmetic, time by a few real steps on this computer."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import torch
from torch import nn
from transformers import PreTrainedModel

from studio.contract.calls import ForecastAnswer
from studio.contract.places import find_folder
from studio.contract.recipe import Recipe
from studio.contract.table import Table
from studio.engine.models.loading import load_model
from studio.engine.tasks import TASKS
from studio.engine.training.batching import (
    Collator,
    Indices,
    count_targets,
    list_ids,
    measure_lengths,
    plan_epoch,
    split_batch,
)
from studio.engine.training.course import Course
from studio.engine.training.hardware import detect, explain_lack_of_memory
from studio.engine.training.loop import SAVE_SECONDS
from studio.engine.training.losses import sum_loss
from studio.engine.training.optimization import build_optimizer
from studio.engine.training.pace import DISK_SPEED, READ_SHARE
from studio.engine.training.planning import Plan, make_plan
from studio.engine.training.precision import Precision
from studio.engine.training.sizing.activations import Shape, count_kept
from studio.engine.training.sizing.disk import estimate_disk
from studio.engine.training.sizing.memory import Circumstances, Memory, estimate_memory, measure_process
from studio.engine.training.sizing.model import count_held
from studio.engine.training.sizing.vocabulary import extrapolate_rows
from studio.engine.training.splits import READ_TOKENS, Coding, Reader, infer
from studio.engine.training.tuning.ready import apply, make_ready, settle_memory, settle_speed
from studio.engine.training.tuning.trimming import trim

SAMPLE = 400
"""Training examples whose lengths stand for all."""
START_SECONDS = 5.0
"""From Train to the first look at the data: the training process begins and imports its libraries."""
MEASURE_SECONDS = 3.0
MEASURE_STEPS, LEAST_STEPS = 20, 2
READ_SECONDS, READ_WINDOWS = 1.0, 100
UTILISATION = 0.3
"""The share of the fastest matrix product that a whole step reaches, where nothing was measured."""


@dataclass(frozen=True)
class Work:
    """Padded sub-tokens of the whole run, to learn from and to read; ``peak`` windows and their length at once."""

    learnt: float
    read: float
    peak: tuple[int, int]
    steps: int
    evaluations: int


@dataclass(frozen=True)
class Speed:
    """Seconds for each padded sub-token that is learnt and read, and how many steps were timed for it."""

    learning: float
    reading: float
    steps: int = 0


def forecast(recipe: Recipe, base: Path) -> ForecastAnswer:
    """Time, memory and disk of a run, without starting it; takes a few seconds.

    Raises ``StudioError`` where the recipe cannot start. What does not fit is not measured but estimated.
    """
    plan, hardware = make_plan(recipe, base), detect()
    process = measure_process()
    trial = Trial(plan)
    on_cuda = trial.device.type == "cuda"
    free = hardware.gpu_memory_free if on_cuda else hardware.memory_free
    fits = trial.estimate_memory(process, 0).peak <= free  # without a copy, which is made only where there is room
    speed = (fits and trial.measure(plan)) or trial.estimate()
    work, held = trial.work, trial.held
    training = speed.learning * work.learnt
    timed = int(training // SAVE_SECONDS)
    memory = trial.estimate_memory(process, free, saves_meanwhile=timed > 0)
    disk = estimate_disk(held.trained, held.trained + held.others, timed, work.evaluations)
    disk_free = psutil.disk_usage(str(find_folder("runs"))).free
    return ForecastAnswer(
        seconds=START_SECONDS
        + trial.preparation
        + training
        + speed.reading * work.read
        + 4 * (held.others + 4 * held.trained) / DISK_SPEED,
        memory=memory.peak,
        disk=disk,
        steps=work.steps,
        device=str(trial.device),
        fits=fits and disk <= disk_free,
        evidence="forecast.measured" if speed.steps else "forecast.estimated",
        values={"steps": speed.steps, "free": free, "disk_free": disk_free},
    )


class Trial:
    """The run's own model on a sample of its data."""

    def __init__(self, plan: Plan) -> None:
        began = time.monotonic()
        self.values = {name: value.value for name, value in plan.resolved.values.items()}
        self.device = torch.device(self.values["device"])
        self._measured = plan.resolved.measured
        torch.manual_seed(self.values["seed"])
        task = TASKS[plan.resolved.task]
        self._outputs = task.outputs
        tags = task.tags(plan.prepared.labels)
        tables = {name: Table(path) for name, path in plan.prepared.splits.items()}
        rows = tables["train"].rows(0, SAMPLE, ["text", "tokens", "gold"])
        keep = find_folder("cache") / "forecast" / plan.prepared.folder.name
        texts = (row["text"] for row in rows)
        model, tokenizer = load_model(plan.source, task.auto_class, tags, texts, keep, self.values["dropout"])
        loaded = time.monotonic()
        self._features = task.features(rows, tokenizer, tags, self.values["max_length"])
        self._lengths, self._targets = measure_lengths(self._features), count_targets(self._features)
        share = sum(map(len, tables.values())) / len(rows)
        self.preparation = loaded - began + share * (time.monotonic() - loaded)
        active = np.union1d(list_ids(self._features), [tokenizer.pad_token_id or 0])
        whole = len(tables["train"]) / len(rows)
        rows_known = extrapolate_rows(self._count_half(), len(active), whole)
        self.model = self._make_ready(model, active, rows_known)
        self.held = count_held(self.model, rows_known)
        self.shape = Shape.read(model.config, self.values["method"], int(self.values.get("lora_rank") or 0))
        coding = Coding(task, tokenizer, plan.prepared.labels, tags, self.values["max_length"])
        collator = Collator(tokenizer.pad_token_id or 0, self.device)
        precision = self.values["precision"]
        trimming = trim(self.model)
        reader = Reader(self.model, coding, collator, Precision(precision, self.device), trimming=trimming)
        fit = settle_memory(reader, self._features, plan.resolved, measure_process())
        self._measured = self._measured | fit._asdict()
        self.reader = apply(reader, precision, self._measured | {"compiled": False})
        self.work = self._add_up({name: len(table) for name, table in tables.items()}, len(rows))

    def estimate_memory(self, process: int, free: int, saves_meanwhile: bool = False) -> Memory:
        """The peak of the run; ``process`` is what the training process takes by itself."""
        where = Circumstances(
            device=self.device.type,
            precision=self.values["precision"],
            process=process,
            read_tokens=READ_TOKENS[self.device.type],
            saves_meanwhile=saves_meanwhile,
            free=free,
        )
        twice = self._measured["checkpointing"]
        return estimate_memory(self.held, self.shape, *self.work.peak, where, checkpointing=twice)

    def measure(self, plan: Plan) -> Speed | None:
        """From real steps and real reading, in the precision that is fastest here; None where memory is short."""
        try:
            self._settle(plan)
            return self._time_steps()
        except RuntimeError as error:
            if explain_lack_of_memory(error):
                return None
            raise

    def _settle(self, plan: Plan) -> None:
        """The precision that the run will have: it remembers what is measured here."""
        for settled in settle_speed(self.reader, self._features, plan, compiling=False):
            if settled:
                self.values["precision"] = settled["precision"]
                self.reader = apply(self.reader, settled["precision"], settled.measured | {"compiled": False})
        torch.manual_seed(self.values["seed"])

    def _time_steps(self) -> Speed:
        self.model.train()
        optimizer = build_optimizer(self.model, self.values)
        batches = self._draw_batches()
        self._step(next(batches), optimizer)  # the first one is slower
        began, tokens, steps = time.monotonic(), 0, 0
        while steps < MEASURE_STEPS and (steps < LEAST_STEPS or time.monotonic() - began < MEASURE_SECONDS):
            tokens += self._step(next(batches), optimizer)
            steps += 1
        learning = (time.monotonic() - began) / tokens
        return Speed(learning, self._time_reading(), steps)

    def _time_reading(self) -> float:
        """Seconds for each sub-token, of windows drawn evenly so that all lengths are among them."""
        began, tokens, parts = time.monotonic(), 0, max(1, len(self._features) // READ_WINDOWS)
        for offset in range(parts):
            for _ in infer(self.reader, self._features[offset::parts]):
                pass
            tokens += int(self._lengths[offset::parts].sum())
            if time.monotonic() - began > READ_SECONDS:
                break
        self.model.train()
        return (time.monotonic() - began) / max(1, tokens)

    def estimate(self) -> Speed:
        """From the speed of one matrix product on this computer."""
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
        weights = self.held.trained + self.held.others - embedding
        learning = 6 * max(1, weights) / (peak * UTILISATION)
        return Speed(learning, learning * READ_SHARE)

    def _draw_batches(self) -> Iterator[Indices]:
        for epoch in itertools.count():
            yield from plan_epoch(self._lengths, self._targets, self.values["batch_size"], self.values["seed"], epoch)

    def _step(self, batch: Indices, optimizer: torch.optim.Optimizer) -> int:
        """Learns a batch as the loop does; the padded sub-tokens of it."""
        tokens = 0
        for piece in split_batch(batch, self._lengths, self._measured["micro_tokens"]):
            read = self.reader.collator.collate([self._features[index] for index in piece])
            logits = self.reader.score(read, learn=True)
            torch.autograd.backward(sum_loss(logits, read.labels, self._outputs) / max(1, read.targets))
            tokens += read.input_ids.numel()
        optimizer.step()
        optimizer.zero_grad()
        self._wait()
        return tokens

    def _wait(self) -> None:
        if self.device.type == "cuda":
            torch.cuda.synchronize(self.device)

    def _count_half(self) -> int:
        """How many different sub-tokens the first half of the sample has."""
        half = self._features[: len(self._features) // 2]
        return len(list_ids(half)) if half else 0

    def _make_ready(self, model: PreTrainedModel, active: Indices, rows: int) -> nn.Module:
        """As the training has it: of the vocabulary only what is active, unless all the data have most of it."""
        embedding = model.get_input_embeddings()
        most = embedding.num_embeddings // 2 if isinstance(embedding, nn.Embedding) else 0
        wanted = bool(self._measured.get("active_vocabulary")) and rows <= most
        return make_ready(model, self.values, self.device, active if wanted else None)

    def _add_up(self, sizes: dict[str, int], sampled: int) -> Work:
        windows = max(1, round(sizes["train"] * len(self._features) / sampled))
        course = Course.plan(windows, self.values)
        batches = plan_epoch(self._lengths, self._targets, self.values["batch_size"], self.values["seed"], 0)
        padded = sum(len(batch) * int(self._lengths[batch].max()) for batch in batches) / len(self._features)
        micro_tokens = self._measured["micro_tokens"]
        pieces = [piece for batch in batches for piece in split_batch(batch, self._lengths, micro_tokens)]
        read = sizes.get("validation", 0) * len(course.evaluations) + sizes.get("test", 0)
        if not {"validation", "test"} & set(sizes):
            read = sizes["train"]
        shapes = [(len(piece), int(self._lengths[piece].max())) for piece in pieces]
        return Work(
            learnt=course.total * windows / course.epoch_steps * padded,
            read=read * float(self._lengths.sum()) / sampled,
            peak=max(shapes, key=lambda shape: count_kept(self.shape, *shape)),
            steps=course.total,
            evaluations=len(course.evaluations) if "validation" in sizes else 1,
        )
