"""How fast a run goes and how long it still takes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from torch import nn

from studio.engine.methods.protocol import count_weights
from studio.engine.training.batching import measure_lengths
from studio.engine.training.course import Course
from studio.engine.training.sizing.disk import CHECKPOINT, WEIGHT
from studio.engine.training.splits import Split

WINDOW_SECONDS = 5.0
MEAN_SECONDS, MEAN_STEPS = 60.0, 20
"""The time left follows from the steps of this long, or from so many: a computer may become busy or free."""
READ_SHARE = 1 / 3
"""Reading costs a third of learning: the backward pass is two more of the forward's products."""
DISK_SPEED = 200e6
"""Bytes a second that a plain disk takes, each hashed once."""


@dataclass(frozen=True)
class Rest:
    """What is known of a run before its first step: real sub-tokens, and the ``bytes`` that its end writes.

    ``step`` is the mean of all steps to come, not only of those that happened to come first. 0: not known.
    """

    step: float = 0.0
    evaluation: int = 0
    ending: int = 0
    bytes: int = 0


def measure_rest(splits: Mapping[str, Split], course: Course, model: nn.Module) -> Rest:
    """What is known of a run with these windows; the training data are read in the end only where nothing else is."""
    tokens = {name: int(measure_lengths(split.features).sum()) for name, split in splits.items()}
    count = count_weights(model)
    return Rest(
        step=tokens["train"] / course.epoch_steps,
        evaluation=tokens.get("validation", 0),
        ending=tokens.get("test", 0 if "validation" in tokens else tokens["train"]),
        bytes=CHECKPOINT * count.trainable + WEIGHT * count.total,
    )


@dataclass
class Pace:
    """Speed over the last seconds of training, and time left until the report from those of the last minute.

    The first step of an attempt counts only while it is the only one: it is slower than all others.

    Only the time between ``begin`` and ``hold`` (or an ``end_…``) counts: no pause, save or reader of events.
    """

    rest: Rest = Rest()
    steps: int = 0
    tokens: int = 0
    evaluation_seconds: float = 0.0
    _began: float = 0.0
    _spent: float = 0.0
    _recent: deque[tuple[float, int, int]] = field(default_factory=deque)
    _past: deque[tuple[float, int]] = field(default_factory=deque)
    _past_seconds: float = 0.0

    def begin(self) -> None:
        """Work on a step (or an evaluation) starts or goes on now."""
        self._began = time.monotonic()

    def hold(self) -> None:
        """Work on it pauses now."""
        self._spent += time.monotonic() - self._began

    def end_step(self, tokens: int, windows: int) -> None:
        """The step is finished; ``tokens`` are real ones."""
        seconds = self._take()
        if self.steps == 1:
            self._past.clear()
            self._past_seconds = 0.0
        self.steps += 1
        self.tokens += tokens
        self._past.append((seconds, tokens))
        self._past_seconds += seconds
        while self._past_seconds > MEAN_SECONDS and len(self._past) > MEAN_STEPS:
            self._past_seconds -= self._past.popleft()[0]
        self._recent.append((seconds, tokens, windows))
        while sum(taken for taken, _, _ in self._recent) > WINDOW_SECONDS and len(self._recent) > 1:
            self._recent.popleft()

    def end_evaluation(self) -> None:
        """The evaluation is finished."""
        self.evaluation_seconds = self._take()

    @property
    def tokens_per_second(self) -> float | None:
        """Real tokens, without padding; None before the first step."""
        return self._rate(1)

    @property
    def samples_per_second(self) -> float | None:
        """Windows read; None before the first step."""
        return self._rate(2)

    def forecast(self, steps: int, evaluations: int) -> float | None:
        """Seconds that ``steps`` and ``evaluations`` more take, and the end of the run; None before the first step.

        The end is the reading of the test data, the last checkpoint and the model. An evaluation takes what the last
        one took, and before that what its length says; a run that stops early ends sooner.
        """
        if not self.steps:
            return None
        reading = self._find_reading()
        evaluation = self.evaluation_seconds or self.rest.evaluation * reading
        ending = self.rest.ending * reading + self.rest.bytes / DISK_SPEED
        return self._forecast_steps(steps) + evaluations * evaluation + ending

    def _forecast_steps(self, steps: int) -> float:
        """By what is left of the data: the batches so far may have been longer or shorter than those to come."""
        if not self.rest.step:
            return steps * self._past_seconds / len(self._past)
        left = (steps + self.steps) * self.rest.step - self.tokens
        return max(0.0, left) * self._find_learning()

    def _find_learning(self) -> float:
        """Seconds for a sub-token that is learnt."""
        return self._past_seconds / max(1, sum(tokens for _, tokens in self._past))

    def _find_reading(self) -> float:
        """Seconds for a sub-token that is only read."""
        if self.evaluation_seconds and self.rest.evaluation:
            return self.evaluation_seconds / self.rest.evaluation
        return READ_SHARE * self._find_learning()

    def _take(self) -> float:
        self.hold()
        seconds, self._spent = self._spent, 0.0
        return seconds

    def _rate(self, column: int) -> float | None:
        seconds = sum(row[0] for row in self._recent)
        return sum(row[column] for row in self._recent) / seconds if seconds else None
