"""What the checks of a data set found: one finding a check or more, each with its rows and what can be done."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from studio.contract.problems import Problem

HealthLevel = Literal["pass", "look", "stop"]


class Offer(BaseModel):
    """A step that would mend a finding: the ``kind`` of a step and its values."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    values: dict[str, Any] = {}


class Finding(BaseModel):
    """What one check (``check`` is the id of its card) says.

    With level "pass" there is no problem, and ``values`` fill the card's sentence. ``rows`` maps a split to the
    positions, from 0, of the examples concerned in that split's table: the first thousand of them;
    ``problem.count`` counts all. ``sampled`` is how many examples were looked at where that is not all, else 0.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    check: str
    level: HealthLevel
    problem: Problem | None = None
    values: dict[str, Any] = {}
    rows: dict[str, list[int]] = {}
    offers: list[Offer] = []
    sampled: int = 0
