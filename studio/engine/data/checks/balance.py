"""Labels with few examples, and one label that outweighs the others."""

from __future__ import annotations

from studio.contract.health import Finding
from studio.contract.problems import Problem
from studio.engine.data.checks.examples import Examples
from studio.engine.data.splits import TRAIN

FEWEST = 10
_SHOWN = 10


class Balance:
    """From the counts of the training split."""

    id = "balance"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.rare_label`` where labels have fewer than ten examples."""
        counts = examples.inspection.sizes.get(TRAIN, {})
        if not counts:
            return []
        rare = sorted((count, label) for label, count in counts.items() if count < FEWEST)
        if not rare:
            return [Finding(check=self.id, level="pass", values={"labels": len(counts)})]
        shown = ", ".join(f"{label} ({count})" for count, label in rare[:_SHOWN])
        values = {"labels": shown, "needed": FEWEST}
        problem = Problem(code="data.rare_label", level="look", values=values, count=len(rare))
        return [Finding(check=self.id, level="look", problem=problem)]
