"""The curves of a run, from its events: no point of an abandoned attempt, a gap where it went on."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from studio.contract.events import Event, Metric, State


@dataclass
class Curve:
    """One figure over the steps, in order; NaN in ``values`` is a gap."""

    steps: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def thin(self, count: int) -> list[float]:
        """At most ``count`` values: means of equally many neighbours, without the gaps."""
        finite = [value for value in self.values if math.isfinite(value)]
        size = max(1, math.ceil(len(finite) / count))
        return [sum(part) / len(part) for part in (finite[i : i + size] for i in range(0, len(finite), size))]


class Curves:
    """Collects metric events as they come; used for live plots and for finished runs alike."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._curves: dict[tuple[str, str], Curve] = {}
        for event in events:
            self.add(event)

    @property
    def names(self) -> list[tuple[str, str]]:
        """(split, figure) of each curve, in order of appearance."""
        return list(self._curves)

    def curve(self, split: str, name: str) -> Curve:
        """One curve; empty where there is none."""
        return self._curves.get((split, name), Curve())

    def add(self, event: Event) -> bool:
        """Takes in one event; True where earlier points were dropped, so that a plot must start afresh."""
        if isinstance(event, Metric):
            again = False
            for name, value in event.values.items():
                curve = self._curves.setdefault((event.split, name), Curve())
                again = _drop_from(curve, event.step) or again  # after a checkpoint of the very step
                curve.steps.append(event.step)
                curve.values.append(value)
            return again
        if isinstance(event, State) and event.from_step is not None:
            return self._go_back(event.from_step)
        return False

    def _go_back(self, step: int) -> bool:
        dropped = False
        for curve in self._curves.values():
            kept = bisect_right(curve.steps, step)
            dropped = dropped or kept < len(curve.steps)
            del curve.steps[kept:], curve.values[kept:]
            if curve.steps and not math.isnan(curve.values[-1]):
                curve.steps.append(step)
                curve.values.append(math.nan)
        return dropped


def _drop_from(curve: Curve, step: int) -> bool:
    """Takes back a point of the very step, but no gap behind it; whether there was one."""
    kept = bisect_left(curve.steps, step)
    gaps = [value for value in curve.values[kept:] if math.isnan(value)]
    dropped = len(gaps) < len(curve.values) - kept
    if dropped:
        curve.steps[kept:], curve.values[kept:] = [step] * len(gaps), gaps
    return dropped
