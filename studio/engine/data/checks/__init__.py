"""Health checks: one file each."""

from __future__ import annotations

from studio.engine.data.checks.balance import Balance
from studio.engine.data.checks.conflicts import Conflicts
from studio.engine.data.checks.duplicates import Duplicates
from studio.engine.data.checks.label_names import LabelNames
from studio.engine.data.checks.language import Language
from studio.engine.data.checks.leakage import Leakage
from studio.engine.data.checks.length import Length
from studio.engine.data.checks.markup import Markup
from studio.engine.data.checks.missing import Missing
from studio.engine.data.checks.near_duplicates import NearDuplicates
from studio.engine.data.checks.personal import Personal
from studio.engine.data.checks.protocol import HealthCheck
from studio.engine.data.checks.tell_tale import TellTale

HEALTH_CHECKS: tuple[HealthCheck, ...] = (
    Balance(),
    Missing(),
    Length(),
    Markup(),
    Duplicates(),
    Leakage(),
    Conflicts(),
    LabelNames(),
    TellTale(),
    Personal(),
    Language(),
    NearDuplicates(),
)
"""In the order they run: the cheap ones first."""
