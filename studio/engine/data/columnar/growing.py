"""An array that grows at its end: one piece of memory for what comes batch by batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

_FIRST = 1 << 16


class Growing:
    """Numbers of one kind, appended."""

    def __init__(self, kind: type[np.generic]) -> None:
        self._held = np.empty(_FIRST, kind)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, values: npt.NDArray[Any]) -> None:
        """Adds some at the end."""
        stop = self._count + len(values)
        if stop > len(self._held):
            grown = np.empty(max(stop, 2 * len(self._held)), self._held.dtype)
            grown[: self._count] = self._held[: self._count]
            self._held = grown
        self._held[self._count : stop] = values
        self._count = stop

    @property
    def values(self) -> npt.NDArray[Any]:
        """All of them; good until the next one is appended."""
        return self._held[: self._count]
