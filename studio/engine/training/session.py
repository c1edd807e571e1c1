"""One attempt of a run from windows to report: the heavy half of the job, as a stream of events."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from studio import __version__
from studio.contract.attempts.telling import tell
from studio.contract.cards import TaskCard, find_card
from studio.contract.events import Done, Event, RunState, State
from studio.contract.places import write_atomically
from studio.contract.problems import Cancelled, Problem, StudioError
from studio.contract.run import RunFolder
from studio.contract.table import Table
from studio.engine.models.loading import load_model
from studio.engine.tasks import TASKS
from studio.engine.tasks.protocol import IGNORED, ExamplePrediction
from studio.engine.training.batching import Collator, list_ids
from studio.engine.training.course import LostWay
from studio.engine.training.ending import build_report, write_model, write_results
from studio.engine.training.hardware import detect, explain_failure
from studio.engine.training.keeping.checkpoints import OPTIMIZER, RANDOM, WEIGHTS, Checkpoint, CheckpointFolder
from studio.engine.training.keeping.exactness import tell_differences
from studio.engine.training.keeping.room import insist
from studio.engine.training.keeping.saver import Saver
from studio.engine.training.keeping.snapshot import Content, Snapshot, Standing
from studio.engine.training.loop import GROUP, Loop
from studio.engine.training.losses import check_labels
from studio.engine.training.mailbox import Mailbox
from studio.engine.training.optimization import build_optimizer
from studio.engine.training.planning import Plan
from studio.engine.training.precision import Precision
from studio.engine.training.sizing.memory import measure_process
from studio.engine.training.splits import Coding, Reader, Split
from studio.engine.training.tuning.ready import apply, make_ready, settle_memory, settle_speed
from studio.engine.training.tuning.trimming import trim

HURRY_SECONDS = 0.5
"""How long a stopped run may still read examples for its report."""
HURRY_GROUP = 8


class Session:
    """Everything of one attempt that is held in memory."""

    def __init__(self, run: RunFolder, mailbox: Mailbox, plan: Plan, checkpoint: Checkpoint | None) -> None:
        self.run = run
        self.mailbox = mailbox
        self.plan = plan
        self.checkpoint = checkpoint
        self.values = {name: value.value for name, value in plan.resolved.values.items()}
        self.device = torch.device(self.values["device"])
        self.splits = {name: Split(name, Table(path)) for name, path in plan.prepared.splits.items()}
        self.folder = CheckpointFolder(run.path / "checkpoints")
        self.saver: Saver | None = None

    def events(self) -> Generator[Event, None, None]:
        """Prepares, trains, evaluates, saves; or stops as asked, with something to try.

        Raises ``Cancelled`` where the stop comes before training began.
        """
        if self.checkpoint and self.checkpoint.step:
            yield from tell_differences(self.plan.resolved, detect(), __version__)
        torch.set_num_threads(self.plan.resolved.measured["threads"])
        torch.manual_seed(self.values["seed"])
        process = measure_process()
        try:
            coding = yield from self._prepare()
            check_labels(self.splits, len(coding.tags), coding.task.outputs)
            loop = yield from self._build_loop(coding, process)
            yield from loop.run()
            ended = not self.mailbox.stopped and (yield from self._finish(loop))
            if not ended:
                yield from self._stop(loop)
        except (RuntimeError, IndexError) as error:
            problem = explain_failure(error)
            if problem is None:
                raise
            raise StudioError(problem) from error
        finally:
            if self.saver is not None:
                self.saver.leave()  # before the run is anybody else's

    # -- before -----------------------------------------------------------------------------------------

    def _prepare(self) -> Generator[Event, None, Coding]:
        task = TASKS[self.plan.resolved.task]
        tags = task.tags(self.plan.prepared.labels)
        self.model, tokenizer = load_model(
            self.plan.source,
            task.auto_class,
            tags,
            self._read_texts(),
            self.run.path / "tokenizer",
            self.values["dropout"],
        )
        coding = Coding(task, tokenizer, self.plan.prepared.labels, tags, self.values["max_length"])
        kept = coding.find_windows(self.plan.prepared.folder.name)
        for split in self.splits.values():
            for _ in split.prepare(coding, kept):
                if (yield from self.mailbox.obey(RunState.PREPARING)):
                    raise Cancelled
        return coding

    def _read_texts(self) -> Iterator[str]:
        table, page = self.splits["train"].table, 1000
        for start in range(0, len(table), page):
            yield from (row["text"] for row in table.rows(start, page, ["text"]))

    def _build_loop(self, coding: Coding, process: int) -> Generator[Event, None, Loop]:
        active = self._list_active(coding) if self.plan.resolved.measured.get("active_vocabulary") else None
        model = make_ready(self.model, self.values, self.device, active)
        collator = Collator(coding.tokenizer.pad_token_id or 0, self.device)
        precision = Precision(self.values["precision"], self.device)
        reader = Reader(model, coding, collator, precision, trimming=trim(model))
        if self.plan.resolved.measured.get("compiled", False) is None:
            yield from self._measure(reader, process)
        self.reader = apply(reader, self.values["precision"], self.plan.resolved.measured)
        optimizer = build_optimizer(model, self.values)
        self.snapshot = Snapshot(model, optimizer, self.reader.precision.build_scaler(), self.device)
        saver = self.saver = Saver(self.snapshot, self.folder.path, self._keep)
        torch.manual_seed(self.values["seed"])
        if not any((feature.labels != IGNORED).any() for feature in self.splits["train"].features):
            raise StudioError(Problem(code="training.nothing_to_learn"))
        card = find_card(TaskCard, self.plan.resolved.task)
        return Loop(
            self.snapshot,
            self.reader,
            self.splits,
            self.values,
            self.mailbox,
            saver,
            headline=card.headline if card else "micro_f1",
            micro_tokens=self.plan.resolved.measured["micro_tokens"],
            standing=self.snapshot.restore(self.checkpoint) if self.checkpoint else None,
            recall=self._recall,
        )

    def _measure(self, reader: Reader, process: int) -> Generator[Event, None, None]:
        """Settles what fits this computer and what it computes fastest; every later attempt obeys it."""
        features, resolved = self.splits["train"].features, self.plan.resolved
        fit = settle_memory(reader, features, resolved, process)
        if fit.checkpointing:
            yield tell("run.checkpointing", step=0)
        measured = resolved.measured | fit._asdict()
        self.plan = replace(self.plan, resolved=resolved.model_copy(update={"measured": measured}))
        reader = apply(reader, reader.precision.name, {"checkpointing": fit.checkpointing})
        for settled in settle_speed(reader, features, self.plan):
            if (yield from self.mailbox.obey(RunState.PREPARING)):
                raise Cancelled
            if settled:
                self.plan = replace(self.plan, resolved=settled)
        self.values["precision"] = self.plan.resolved["precision"]
        text, path = self.plan.resolved.dump(), self.run.path / "resolved.yaml"
        yield from self._insist(lambda: write_atomically(path, text), RunState.PREPARING)

    def _recall(self) -> Standing | None:
        checkpoint = self.folder.find_resumable()
        return self.snapshot.restore(checkpoint) if checkpoint else None

    def _list_active(self, coding: Coding) -> NDArray[np.int64]:
        """The sub-tokens that occur in training, padding among them."""
        return np.union1d(list_ids(self.splits["train"].features), [coding.tokenizer.pad_token_id or 0])

    def _keep(self, content: Content, step: int, best: int) -> None:
        self.folder.write(step, content.fill)
        self.folder.keep_only({step, best})

    def _insist(self, write: Callable[[], None], state: RunState) -> Iterator[Event]:
        """Writes, however long the disk is full meanwhile."""
        yield from insist(write, self.mailbox, state, self.run.path)

    # -- after ------------------------------------------------------------------------------------------

    def _finish(self, loop: Loop) -> Generator[Event, None, bool]:
        """Evaluates the best weights on all splits and writes the results; False where a stop came in between."""
        yield self._say(RunState.EVALUATING)
        if loop.validation is None:
            loop.standing.best_step = loop.standing.step
        if loop.stored_step != loop.standing.step:
            yield from loop.save()
        yield from self._load_best(loop)
        predicted = {"validation": loop.best_predictions} if loop.best_predictions else {}
        for name in self._list_judges():
            if name not in predicted:
                predicted[name] = yield from self._read(self.splits[name], GROUP)
                if self.mailbox.stopped:
                    return False
        yield self._say(RunState.SAVING)
        best = loop.standing.best_step
        yield from self._insist(lambda: self._write(predicted, stopped=False), RunState.SAVING)
        yield Done(report="report.json", model="model", seconds=loop.measure_seconds(), best_step=best)
        yield self._say(RunState.DONE)
        with suppress(OSError):  # only now nothing is needed of it any more: a run may be killed at any moment
            self.folder.keep_only({best})
            self.folder.slim(best, (OPTIMIZER, RANDOM))
        return True

    def _stop(self, loop: Loop) -> Iterator[Event]:
        """Leaves a checkpoint to go on from, a model to try, and a report on what can be read in a moment."""
        yield self._say(RunState.STOPPING)
        yield tell("run.stopping", step=loop.standing.step, seconds=math.ceil(loop.forecast_save() + HURRY_SECONDS))
        if loop.stored_step != loop.standing.step:
            yield from self._save_last(loop)
        yield from self._load_best(loop)
        predicted = {"validation": loop.best_predictions} if loop.best_predictions else {}
        deadline = time.monotonic() + HURRY_SECONDS
        for name in self._list_judges():
            if name in predicted or (predicted and time.monotonic() > deadline):
                continue
            part = yield from self._read(self.splits[name], HURRY_GROUP, deadline)
            total = len(self.splits[name].table)
            if len(part) == total:
                predicted[name] = part
            elif not predicted:
                yield tell("run.measured_in_part", split=name, examples=len(part), total=total)
                predicted[name] = part
        yield from self._insist(lambda: self._write(predicted, stopped=True), RunState.STOPPING)
        yield self._say(RunState.STOPPED)

    def _save_last(self, loop: Loop) -> Iterator[Event]:
        """The last step; where its weights are broken, the newest checkpoint is where the run stops."""
        try:
            yield from loop.save()
        except LostWay:
            standing = self._recall()
            if standing is None:
                raise
            loop.standing, loop.stored_step = standing, standing.step

    def _list_judges(self) -> list[str]:
        """The splits of the report; the training data only where there is no other."""
        return [name for name in ("validation", "test") if name in self.splits] or ["train"]

    def _load_best(self, loop: Loop) -> Iterator[Event]:
        standing = loop.standing
        if standing.best_step in (0, standing.step):
            return
        checkpoint = self.folder.find(standing.best_step, (WEIGHTS,))
        if checkpoint:
            self.snapshot.restore_weights(checkpoint)
        else:
            yield tell("run.best_lost", level="warning", step=standing.best_step)
            standing.best_step = standing.step
            loop.best_predictions = []

    def _read(
        self, split: Split, group: int, deadline: float | None = None
    ) -> Generator[Event, None, list[ExamplePrediction]]:
        """Predictions of the split, or of its first examples where the deadline or a stop comes before the end."""
        predictions: list[ExamplePrediction] = []
        for fresh in split.read(self.reader, group):
            predictions += fresh
            if deadline is None and (yield from self.mailbox.obey(RunState.EVALUATING)):
                break
            if deadline is not None and predictions and time.monotonic() > deadline:
                break
        return predictions

    def _write(self, predicted: dict[str, list[ExamplePrediction]], stopped: bool) -> None:
        coding, prepared = self.reader.coding, self.plan.prepared
        write_model(self.run.path / "model", self.reader.model, coding, prepared, self.values["method"])
        report = build_report(self.splits, predicted, coding, prepared, stopped)
        write_results(self.run.path, report, self.splits, predicted)

    def _say(self, state: RunState) -> State:
        return State(state=state, attempt=self.mailbox.attempt)
