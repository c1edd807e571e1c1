"""What a health check is: one object that looks at all examples and says what it found."""

from __future__ import annotations

from typing import Protocol

from studio.contract.data.health import Finding
from studio.engine.data.checks.examples import Examples


class HealthCheck(Protocol):
    """One health check; ``id`` is that of its card."""

    id: str

    def find(self, examples: Examples) -> list[Finding]:
        """What it finds in all examples; empty where it makes no sense for these data."""
        ...
