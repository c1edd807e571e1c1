"""Too few examples to learn from and to test on."""

from __future__ import annotations

from studio.engine.data.checks.protocol import Seen
from studio.engine.data.findings import Findings

FEWEST = 10


class Size:
    """Fewer than ten examples in all stop a training."""

    def __init__(self) -> None:
        self._count = 0

    def see(self, example: Seen) -> None:
        """Counts."""
        self._count += 1

    def report(self, findings: Findings) -> None:
        """``data.too_few``."""
        if self._count < FEWEST:
            findings.add("data.too_few", examples=self._count, needed=FEWEST)
