"""Steps that can be taken back and done again."""

from __future__ import annotations

from typing import Any

STEPS = 200


class History:
    """Keeps what was before and after each step; values are never changed once they are handed over."""

    def __init__(self) -> None:
        self._before: list[dict[str, Any]] = []
        self._after: list[dict[str, Any]] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._after)

    def add(self, before: dict[str, Any]) -> None:
        """A new step was done; what could be done again is gone."""
        self._before = [*self._before[-STEPS + 1 :], before]
        self._after = []

    def undo(self, now: dict[str, Any]) -> dict[str, Any] | None:
        """The values before the last step; None where there is none."""
        return _move(self._before, self._after, now)

    def redo(self, now: dict[str, Any]) -> dict[str, Any] | None:
        """The values after the step that was taken back; None where there is none."""
        return _move(self._after, self._before, now)


def _move(taken: list[dict[str, Any]], kept: list[dict[str, Any]], now: dict[str, Any]) -> dict[str, Any] | None:
    if not taken:
        return None
    kept.append(now)
    return taken.pop()
