"""How far a figure can be trusted: a 95 % interval from the counts behind it."""

from __future__ import annotations

from math import sqrt

from studio.contract.report import ClassFigures

Z = 1.959964
"""The 97.5 % point of the normal distribution."""


def find_wilson(successes: float, trials: float) -> tuple[float, float]:
    """Wilson's score interval of a share (Wilson 1927); (0, 1) without trials."""
    if trials <= 0:
        return 0.0, 1.0
    share = successes / trials
    scale = 1 + Z * Z / trials
    middle = share + Z * Z / (2 * trials)
    width = Z * sqrt(share * (1 - share) / trials + Z * Z / (4 * trials * trials))
    return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)


def bound_f1(figures: ClassFigures, predicted: int) -> ClassFigures:
    """The figures with bounds of F1; ``predicted`` counts predictions of the class.

    F1 / (2 − F1) = hits / (hits + misses + false alarms) is a share, so Wilson's interval of that share, mapped
    back, bounds F1 (Takahashi et al. 2022 compare such intervals).
    """
    hits = figures.recall * figures.support
    low, high = find_wilson(hits, figures.support + predicted - hits)
    return figures.model_copy(update={"f1_low": 2 * low / (1 + low), "f1_high": 2 * high / (1 + high)})
