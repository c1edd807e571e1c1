"""What a check of the data is: it sees each example once and says in the end what it found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from studio.contract.health import Finding
from studio.engine.data.checks.examples import Examples
from studio.engine.data.findings import Findings


@dataclass(frozen=True, slots=True)
class Seen:
    """One finished example as checks see it; ``labels`` is its class or the types of its entities."""

    split: str
    file: str
    row: int
    text: str
    labels: Sequence[str]


class Check(Protocol):
    """One kind of finding; one object for each data set."""

    def see(self, example: Seen) -> None:
        """Takes one example into account."""
        ...

    def report(self, findings: Findings) -> None:
        """Says what was found, once all examples are seen."""
        ...


class HealthCheck(Protocol):
    """One health check; ``id`` is that of its card."""

    id: str

    def find(self, examples: Examples) -> list[Finding]:
        """What it finds in all examples; empty where it makes no sense for these data."""
        ...
