"""Changes that can be taken back and done again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.contract.data.steps import Step

CHANGES = 200


@dataclass(frozen=True)
class State:
    """What the draft was at one moment: its values, and the steps in force; never changed once handed over."""

    values: dict[str, Any]
    steps: Sequence[Step] = ()


class History:
    """Keeps what was before and after each change."""

    def __init__(self) -> None:
        self._before: list[State] = []
        self._after: list[State] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to do again."""
        return bool(self._after)

    def add(self, before: State) -> None:
        """Something was changed; what could be done again is gone."""
        self._before = [*self._before[-CHANGES + 1 :], before]
        self._after = []

    def undo(self, now: State) -> State | None:
        """What was before the last change; None where there is none."""
        return _move(self._before, self._after, now)

    def redo(self, now: State) -> State | None:
        """What was after the change that was taken back; None where there is none."""
        return _move(self._after, self._before, now)


def _move(taken: list[State], kept: list[State], now: State) -> State | None:
    if not taken:
        return None
    kept.append(now)
    return taken.pop()
