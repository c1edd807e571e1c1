"""Labels with few examples, and one label that outweighs the others."""

from __future__ import annotations

from studio.contract.data.health import Finding
from studio.contract.problems import Problem
from studio.engine.data.checks.examples import Examples
from studio.engine.data.splits import TRAIN

FEWEST = 10
_SHOWN = 10
_HEAVY_OF_TWO = 0.8
_HEAVY = 0.7
_HEAVY_OF_MANY = 0.4
_TIMES_FAIR = 2.5


class Balance:
    """From the counts of the training split."""

    id = "balance"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.rare_label`` for labels with fewer than ten examples; ``data.imbalance`` for one that outweighs.

        Of entities the second is ``data.imbalance_entities``.
        """
        counts = {label: count for label, count in examples.inspection.sizes.get(TRAIN, {}).items() if count}
        if not counts:
            return []
        findings = []
        rare = sorted((count, label) for label, count in counts.items() if count < FEWEST)
        if rare:
            shown = ", ".join(f"{label} ({count})" for count, label in rare[:_SHOWN])
            values = {"labels": shown + (", …" if len(rare) > _SHOWN else ""), "needed": FEWEST}
            findings.append(self._tell("data.rare_label", len(rare), **values))
        label = max(counts, key=lambda name: counts[name])
        share = counts[label] / sum(counts.values())
        if examples.task != "multi-label-classification" and _is_heavy(share, len(counts)):
            is_token = examples.task == "token-classification"
            code = "data.imbalance_entities" if is_token else "data.imbalance"
            percent = min(99, round(100 * share))
            findings.append(self._tell(code, counts[label], label=label, percent=percent))
        return findings or [Finding(check=self.id, level="pass", values={"labels": len(counts)})]

    def _tell(self, code: str, count: int, **values: object) -> Finding:
        return Finding(
            check=self.id, level="look", problem=Problem(code=code, level="look", values=values, count=count)
        )


def _is_heavy(share: float, labels: int) -> bool:
    """Whether the largest label is so large that the figure over all says little about the others."""
    if labels == 1:
        return False
    if labels == 2:
        return share >= _HEAVY_OF_TWO
    return share >= _HEAVY or (share >= _HEAVY_OF_MANY and share >= _TIMES_FAIR / labels)
