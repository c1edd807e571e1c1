"""The training loop: a generator of frozen events that knows no file, logger or screen.

Nothing in a step waits for the device: losses are summed there and read once for each point of the curve.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any

import psutil
import torch
from torch import nn

from studio.contract.attempts.telling import tell
from studio.contract.events import Event, Metric, Progress, Resource, RunState, State
from studio.contract.problems import Problem
from studio.engine.tasks.protocol import ExamplePrediction
from studio.engine.training.batching import Indices, count_targets, measure_lengths, plan_epoch, split_batch
from studio.engine.training.course import Course, LostWay
from studio.engine.training.hardware import explain_lack_of_memory
from studio.engine.training.keeping.room import insist
from studio.engine.training.keeping.saver import Saver
from studio.engine.training.keeping.snapshot import Snapshot, Standing
from studio.engine.training.losses import sum_loss
from studio.engine.training.mailbox import Mailbox
from studio.engine.training.optimization import find_rate
from studio.engine.training.pace import Pace, measure_rest
from studio.engine.training.splits import Reader, Split, average_loss
from studio.engine.training.tuning.checkpointing import checkpoint, is_checkpointing, may_checkpoint

TICK_SECONDS = 0.25
RESOURCE_SECONDS = 2.0
SAVE_SECONDS = 58.0
"""From what one checkpoint holds to when the next is on the disk: what a run that is killed loses, but for a step."""
SAVE_SHARE = 2
"""A save begins at the earliest after this many times what the last one took."""
COPIES, DISK_SPEED = 3, 200e6
"""A checkpoint holds each trained weight and two moments of it; bytes a second that a plain disk takes."""
GROUP = 4096
"""Examples sorted by length together in an evaluation."""


class Loop:
    """Trains one run from where its standing is.

    ``recall`` goes back to the newest checkpoint and gives its standing, or None where there is none.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        reader: Reader,
        splits: Mapping[str, Split],
        values: Mapping[str, Any],
        mailbox: Mailbox,
        saver: Saver,
        *,
        headline: str,
        micro_tokens: int,
        standing: Standing | None = None,
        recall: Callable[[], Standing | None] = lambda: None,
    ) -> None:
        self.snapshot = snapshot
        self.reader = reader
        self.features = splits["train"].features
        self.validation = splits.get("validation")
        self.values = values
        self.mailbox = mailbox
        self.headline = headline
        self.standing = standing or Standing()
        self._asked_tokens = micro_tokens
        self.micro_tokens = self.standing.micro_tokens or micro_tokens
        self.course = Course.plan(len(self.features), values)
        self.best_predictions: list[ExamplePrediction] = []
        if self.standing.checkpointing and may_checkpoint(self.model):
            checkpoint(self.model)
        self.pace = Pace(measure_rest(splits, self.course, self.model))
        self.stored_step = self.standing.step if standing else -1
        self.saver = saver
        self._recall = recall
        self._state = RunState.PREPARING
        self._lengths = measure_lengths(self.features)
        self._targets = count_targets(self.features)
        self._trained = [weight for weight in self.model.parameters() if weight.requires_grad]
        self._random = snapshot.read_random()
        self._fresh, self._loss, self._norm = torch.zeros((3,), device=snapshot.device).unbind()
        self._summed = 0
        self._epoch: tuple[int, list[Indices]] = (-1, [])
        self._clock = time.monotonic()
        self._ticked = self._resourced = self._saved = self._clock

    @property
    def model(self) -> nn.Module:
        """The model that learns, as its method prepared it."""
        return self.snapshot.model

    def run(self) -> Generator[Event, None, None]:
        """Trains to the last step, until it no longer gains, or until a stop is asked for.

        Where loss or gradients are no numbers any more it goes back to the newest checkpoint, once, and on with half
        the learning rate. Raises ``LostWay`` (``training.not_finite``) the second time.
        """
        if self.stored_step < 0:
            yield from self.save(wait=False)
        goes_on = True
        while goes_on and not self.mailbox.stopped:
            try:
                goes_on = yield from self._advance()
            except LostWay as lost:
                yield from self._settle()
                yield from self._go_back(lost)
        yield from self._settle()

    def _advance(self) -> Generator[Event, None, bool]:
        """An evaluation or a step; False where there is nothing left to do."""
        if self._is_evaluation_due:
            yield from self._evaluate()
        elif self.standing.step >= self.course.total:
            return False
        elif 0 < self.values["early_stopping"] <= self.standing.stale:
            yield tell("run.stopped_gaining", evaluations=self.standing.stale, step=self.standing.best_step)
            return False
        else:
            yield from self._enter(RunState.TRAINING)
            yield from self._step()
        return True

    def _go_back(self, lost: LostWay) -> Iterator[Event]:
        """To the newest checkpoint, with half the learning rate; what was drawn of the curve since is dropped."""
        scale, seconds, step = self.standing.rate_scale, self.measure_seconds(), self.standing.step
        standing = self._recall() if scale == 1.0 else None
        if standing is None:
            raise lost
        self.standing, self._clock = standing, time.monotonic()
        standing.rate_scale, standing.seconds = scale / 2, seconds
        standing.micro_tokens = self.micro_tokens if self.micro_tokens != self._asked_tokens else 0
        standing.checkpointing = is_checkpointing(self.model)
        self.stored_step = standing.step
        self._random = self.snapshot.read_random()
        self._drop_gradient()
        self._loss.zero_()
        self._summed = 0
        self._state = RunState.PREPARING
        yield State(state=RunState.PREPARING, attempt=self.mailbox.attempt, from_step=standing.step)
        yield tell("run.went_back", level="warning", step=step, from_step=standing.step)
        yield from self.save(wait=False)  # that it went back once is not to be forgotten

    def _drop_gradient(self) -> None:
        self.snapshot.optimizer.zero_grad()
        self._fresh.zero_()

    def save(self, wait: bool = True) -> Iterator[Event]:
        """A checkpoint of the last finished step, on the disk in the end or (not ``wait``) written meanwhile.

        Never one of broken weights.
        """
        if self._summed:
            yield from self._tick()
        yield from self._settle()
        began = time.monotonic()
        self.standing.seconds, self._clock = self.measure_seconds(), began
        beside = self.saver.begin(self.standing, self._random)
        if wait or not beside:
            yield from self._settle()
        self._saved = began
        self.stored_step = self.standing.step

    def _settle(self) -> Iterator[Event]:
        """Until the last checkpoint is on the disk, however long that is full."""
        yield from insist(self.saver.finish, self.mailbox, self._state, self.saver.path)

    def measure_seconds(self) -> float:
        """The time of all attempts so far."""
        return self.standing.seconds + time.monotonic() - self._clock

    def forecast_save(self) -> float:
        """Seconds that a checkpoint takes: as the last one, else at the speed of a plain disk."""
        return self.saver.seconds or sum(weight.nbytes for weight in self._trained) * COPIES / DISK_SPEED

    def _enter(self, state: RunState) -> Iterator[Event]:
        if self._state is not state:
            self._state = state
            yield State(state=state, attempt=self.mailbox.attempt)

    # -- one step ---------------------------------------------------------------------------------------

    def _step(self) -> Generator[Event, None, None]:
        self.model.train()
        batch = self._find_batch(self.standing.step)
        pieces = split_batch(batch, self._lengths, self.micro_tokens)
        targets = max(1, int(self._targets[batch].sum()))
        for number, piece in enumerate(pieces, 1):
            self.pace.begin()
            if not self._learn(piece, targets):
                yield from self._halve(batch)
                return
            self.pace.hold()
            if number < len(pieces) and (yield from self.mailbox.obey(RunState.TRAINING, self.save)):
                return  # the gradient so far is dropped: the step begins anew after a resume
        self.pace.begin()
        self._update()
        self.pace.end_step(int(self._lengths[batch].sum()), len(batch))
        now = time.monotonic()
        if now - self._ticked >= TICK_SECONDS or self.standing.step in self.course.evaluations:
            yield from self._tick()
        if self.saver.is_settled:
            yield from self._settle()
        if now - self._saved >= max(SAVE_SECONDS - self.saver.seconds, SAVE_SHARE * self.saver.seconds):
            yield from self.save(wait=False)
        yield from self.mailbox.obey(RunState.TRAINING, self.save)

    def _halve(self, batch: Indices) -> Iterator[Event]:
        """Memory ran short: the same step anew in micro-batches of half the size; the batch stays what it is.

        Where one window alone is too much, its activations are no longer kept.
        """
        self._drop_gradient()
        self.snapshot.write_random(self._random)
        if self.snapshot.device.type == "cuda":
            torch.cuda.empty_cache()
        largest = max(len(piece) for piece in split_batch(batch, self._lengths, self.micro_tokens))
        half, step = largest // 2, self.standing.step
        if half:
            self.micro_tokens = self.standing.micro_tokens = int(self._lengths[batch].max()) * half
            yield tell("run.micro_batch_halved", level="warning", size=half, before=largest, step=step)
        else:
            checkpoint(self.model)
            self.standing.checkpointing = True
            yield tell("run.checkpointing", level="warning", step=step)

    def _find_batch(self, step: int) -> Indices:
        epoch, place = divmod(step, self.course.epoch_steps)
        if self._epoch[0] != epoch:
            self._epoch = (
                epoch,
                plan_epoch(self._lengths, self._targets, self.values["batch_size"], self.values["seed"], epoch),
            )
        return self._epoch[1][place]

    def _learn(self, piece: Indices, targets: int) -> bool:
        """Adds the gradient of a micro-batch; its loss is a share of the whole batch's.

        False where memory is too short for it and it can be cut further.
        """
        batch = self.reader.collator.collate([self.features[index] for index in piece])
        try:
            logits = self.reader.score(batch, learn=True)
            loss = sum_loss(logits, batch.labels, self.reader.coding.task.outputs) / targets
            torch.autograd.backward(self.snapshot.scaler.scale(loss))
        except RuntimeError as error:
            if explain_lack_of_memory(error) is None or (len(piece) < 2 and not may_checkpoint(self.model)):
                raise
            return False
        self._fresh += loss.detach()
        return True

    def _update(self) -> None:
        optimizer, scaler = self.snapshot.optimizer, self.snapshot.scaler
        scaler.unscale_(optimizer)
        self._norm = nn.utils.clip_grad_norm_(self._trained, self.values["max_grad_norm"] or math.inf)
        for group in optimizer.param_groups:
            group["lr"] = self._find_rate(self.standing.step)
        scaler.step(optimizer)
        scaler.update()
        optimizer.zero_grad()
        self._loss += self._fresh
        self._fresh.zero_()
        self.standing.step += 1
        self._summed += 1
        self._random = self.snapshot.read_random()

    def _find_rate(self, step: int) -> float:
        return self.standing.rate_scale * find_rate(step, self.course.total, self.values)

    # -- what is told -----------------------------------------------------------------------------------

    def _tick(self) -> Iterator[Event]:
        """One point of the curve; here, and only here, the host reads from the device."""
        self._ticked = time.monotonic()
        step = self.standing.step
        if self._summed:
            self.pace.begin()
            loss, norm = float(self._loss) / self._summed, float(self._norm)
            self.pace.hold()  # the wait for the device belongs to the steps
            self._loss.zero_()
            self._summed = 0
            rate = self._find_rate(step - 1)
            yield Metric(step=step, split="train", values={"loss": loss, "learning_rate": rate, "grad_norm": norm})
            if not math.isfinite(loss) or not (math.isfinite(norm) or self.snapshot.scaler.is_enabled()):
                raise LostWay(Problem(code="training.not_finite", values={"step": step, "loss": str(loss)}))
        waiting = sum(mark > step for mark in self.course.evaluations) if self.validation else 0
        yield Progress(
            step=step,
            total_steps=self.course.total,
            epoch=step / self.course.epoch_steps,
            seconds_left=self.pace.forecast(self.course.total - step, waiting),
            tokens_per_second=self.pace.tokens_per_second,
            samples_per_second=self.pace.samples_per_second,
        )
        if self._ticked - self._resourced >= RESOURCE_SECONDS:
            self._resourced = self._ticked
            on_cuda = self.snapshot.device.type == "cuda"
            used = torch.cuda.memory_allocated(self.snapshot.device) if on_cuda else None
            yield Resource(gpu_memory=used, memory=psutil.Process().memory_info().rss)

    # -- evaluation -------------------------------------------------------------------------------------

    @property
    def _is_evaluation_due(self) -> bool:
        step = self.standing.step
        return self.validation is not None and step in self.course.evaluations and self.standing.measured < step

    def _evaluate(self) -> Generator[Event, None, None]:
        assert self.validation
        yield from self._enter(RunState.EVALUATING)
        predictions: list[ExamplePrediction] = []
        self.pace.begin()
        for fresh in self.validation.read(self.reader, GROUP):
            predictions += fresh
            self.pace.hold()
            if (yield from self.mailbox.obey(RunState.EVALUATING, self.save)):
                return
            self.pace.begin()
        self.pace.end_evaluation()
        figures = self.validation.measure(self.reader.coding, predictions).overall.model_dump()
        figures["loss"] = average_loss(predictions)
        yield Metric(step=self.standing.step, split="validation", values=figures)
        if self.standing.judge(figures[self.headline], figures["loss"]):
            self.best_predictions = predictions
            yield from self.save(wait=False)
