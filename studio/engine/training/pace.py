"""How fast a run goes and how long it still takes."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

WINDOW_SECONDS = 5.0


@dataclass
class Pace:
    """Speed over the last seconds of training, and time left from the mean of this attempt.

    Only the time between ``begin`` and ``hold`` (or an ``end_…``) counts: no pause, save or reader of events.
    """

    steps: int = 0
    training_seconds: float = 0.0
    evaluation_seconds: float = 0.0
    _began: float = 0.0
    _spent: float = 0.0
    _recent: deque[tuple[float, int, int]] = field(default_factory=deque)

    def begin(self) -> None:
        """Work on a step (or an evaluation) starts or goes on now."""
        self._began = time.monotonic()

    def hold(self) -> None:
        """Work on it pauses now."""
        self._spent += time.monotonic() - self._began

    def end_step(self, tokens: int, windows: int) -> None:
        """The step is finished; ``tokens`` are real ones."""
        seconds = self._take()
        self.training_seconds += seconds
        self.steps += 1
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
        """Seconds that ``steps`` and ``evaluations`` more take; None before the first step."""
        if not self.steps:
            return None
        return steps * self.training_seconds / self.steps + evaluations * self.evaluation_seconds

    def _take(self) -> float:
        self.hold()
        seconds, self._spent = self._spent, 0.0
        return seconds

    def _rate(self, column: int) -> float | None:
        seconds = sum(row[0] for row in self._recent)
        return sum(row[column] for row in self._recent) / seconds if seconds else None
