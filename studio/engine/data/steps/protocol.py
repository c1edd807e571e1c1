"""What a kind of step is: chosen with its values, it changes batches of finished examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import pyarrow as pa


class Applier(Protocol):
    """One step at work on one data set. ``count`` is how many examples it changed or took away so far."""

    needs_look: bool
    """Whether :meth:`look` must see all examples before the first one is changed."""
    count: int

    def look(self, batch: pa.RecordBatch) -> None:
        """Sees examples (columns of ``arrow.SCHEMA``, ``cells`` where there are other columns) in their order."""
        ...

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The same examples changed, without those that are taken away; columns and their types stay."""
        ...


class StepKind(Protocol):
    """One kind of step; ``id`` is that of its card."""

    id: str

    def begin(self, values: Mapping[str, Any]) -> Applier:
        """A step with these values. Raises ``StudioError`` where they are none that this kind knows."""
        ...
