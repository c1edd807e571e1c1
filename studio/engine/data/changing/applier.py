"""What a step is at work: it changes batches of finished examples, after a look at all of them where it needs one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pyarrow as pa

from studio.engine.data.findings import Findings


class Applier(Protocol):
    """One step at work on one data set. ``count`` is how many examples it changed or took away so far."""

    needs_look: bool = False
    """Whether :meth:`look` must see all examples (once more) before the first one is changed."""
    count: int = 0

    def meet(self, files: Sequence[str]) -> None:
        """Learns the names of all files, before anything else."""
        return

    def look(self, batch: pa.RecordBatch) -> None:
        """Sees examples (columns of ``arrow.SCHEMA``, ``cells`` where there are other columns) in their order."""
        return

    def conclude(self) -> None:
        """All examples were seen; ``needs_look`` tells whether they must be seen once more."""
        self.needs_look = False

    def apply(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """The same examples changed, without those that are taken away; columns and their types stay."""
        ...

    def report(self, findings: Findings) -> None:
        """Says what could not be done, once all examples went through :meth:`apply`."""
        return
