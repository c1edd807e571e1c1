"""Labels that are likely one label written in several ways."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from studio.contract.data.health import Finding, Offer
from studio.engine.data.checks.examples import Examples
from studio.engine.data.likeness.keys import Positions
from studio.engine.data.likeness.names import find_alike, find_joined


class LabelNames:
    """One finding a group, with all examples of its rarer names."""

    id = "label_names"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.label_alike``, and ``data.labels_joined`` where cells seem to hold several labels."""
        counts = examples.inspection.labels
        if not counts:
            return []
        findings = _find_joined(examples)
        for best, *others in find_alike(counts):
            offer = Offer(kind="merge_labels", values={"labels": others, "to": best})
            rows = _find_rows(examples, others)
            if any(map(len, rows.values())):
                names = ", ".join(f"“{name}” ({counts[name]})" for name in others)
                values = {"labels": names, "to": best, "times": counts[best]}
                findings.append(examples.report(self.id, "data.label_alike", rows, [offer], values))
        return findings or [Finding(check=self.id, level="pass", values={"labels": len(counts)})]


def _find_joined(examples: Examples) -> list[Finding]:
    counts = examples.inspection.labels
    mark, joined = find_joined(counts) if examples.task == "text-classification" else ("", [])
    if not joined:
        return []
    values = {"mark": mark.strip() or "TAB", "label": max(joined, key=lambda name: counts[name]), "labels": len(joined)}
    return [examples.report("label_names", "data.labels_joined", _find_rows(examples, joined), [], values)]


def _find_rows(examples: Examples, labels: list[str]) -> dict[str, Positions]:
    """Where these labels or kinds of entity stand."""
    wanted = pa.array([prefix + label for label in labels for prefix in ("", "B-", "I-")], pa.string())
    rows: dict[str, list[Positions]] = {split: [] for split in examples.tables}
    for chunk in examples.chunks(["gold"]):
        golds = chunk.table["gold"].combine_chunks()
        is_wanted = pc.is_in(pc.list_flatten(golds), value_set=wanted)
        parents = pc.list_parent_indices(golds).filter(is_wanted)
        rows[chunk.split].append(chunk.start + np.unique(parents.to_numpy(zero_copy_only=False)))
    return {split: np.concatenate(parts) for split, parts in rows.items() if parts}
