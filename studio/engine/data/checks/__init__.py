"""Health checks: one file each. Those that every task needs stand here; a task's reading names its own."""

from __future__ import annotations

from collections.abc import Callable

from studio.engine.data.checks.balance import Balance
from studio.engine.data.checks.conflicts import Conflicts
from studio.engine.data.checks.duplicates import Duplicates
from studio.engine.data.checks.label_names import LabelNames
from studio.engine.data.checks.language import Language
from studio.engine.data.checks.leakage import Leakage
from studio.engine.data.checks.leaks import Leaks
from studio.engine.data.checks.length import Length
from studio.engine.data.checks.markup import Markup
from studio.engine.data.checks.missing import Missing
from studio.engine.data.checks.near_duplicates import NearDuplicates
from studio.engine.data.checks.personal import Personal
from studio.engine.data.checks.protocol import Check, HealthCheck
from studio.engine.data.checks.size import Size
from studio.engine.data.checks.tell_tale import TellTale

CHECKS: tuple[Callable[[], Check], ...] = (Size, Leakage)

HEALTH_CHECKS: tuple[HealthCheck, ...] = (
    Balance(),
    Missing(),
    Markup(),
    Length(),
    Duplicates(),
    Leaks(),
    Conflicts(),
    LabelNames(),
    Personal(),
    Language(),
    TellTale(),
    NearDuplicates(),
)
"""In the order they run: the cheap ones first."""
