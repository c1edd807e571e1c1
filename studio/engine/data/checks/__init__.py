"""Health checks: one file each. Those that every task needs stand here; a task's reading names its own."""

from __future__ import annotations

from collections.abc import Callable

from studio.engine.data.checks.balance import Balance
from studio.engine.data.checks.leakage import Leakage
from studio.engine.data.checks.protocol import Check, HealthCheck
from studio.engine.data.checks.size import Size

CHECKS: tuple[Callable[[], Check], ...] = (Size, Leakage)

HEALTH_CHECKS: tuple[HealthCheck, ...] = (Balance(),)
"""In the order they run: the cheap ones first."""
