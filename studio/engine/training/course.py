"""How far a training goes and when it is judged; and the error of one that lost its way."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.contract.problems import StudioError


class LostWay(StudioError):
    """Loss or gradients are no numbers any more."""


@dataclass(frozen=True)
class Course:
    """How many optimizer steps there are and after which ones the model is evaluated."""

    epoch_steps: int
    total: int
    evaluations: frozenset[int]

    @staticmethod
    def plan(windows: int, values: Mapping[str, Any]) -> Course:
        """From the number of training windows and the resolved values."""
        epoch_steps = math.ceil(windows / values["batch_size"])
        total = max(1, math.ceil(values["epochs"] * epoch_steps))
        each = values["evaluations_per_epoch"]
        marks = (math.ceil(k * epoch_steps / each) for k in range(1, math.ceil(values["epochs"]) * each + 1))
        return Course(epoch_steps, total, frozenset({mark for mark in marks if mark < total} | {total}))
