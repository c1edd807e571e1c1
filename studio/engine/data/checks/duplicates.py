"""The same example twice in one split: same text but for white space and case, same labels; empty ones are not told."""

from __future__ import annotations

from studio.contract.data.health import Finding, Offer
from studio.engine.data.checks.examples import Examples
from studio.engine.data.likeness.keys import find_repeats


class Duplicates:
    """On all rows, by sorted numbers."""

    id = "duplicates"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.duplicates`` with all repeats but the first of each."""
        keys = {split: examples.keys(split) for split in examples.tables}
        found = {split: find_repeats(own.texts, own.golds) for split, own in keys.items()}
        found = {split: rows[keys[split].texts[rows] != examples.empty] for split, rows in found.items()}
        if not any(map(len, found.values())):
            return [Finding(check=self.id, level="pass", values={"examples": examples.count})]
        repeats = {split: find_repeats(own.letters, own.golds) for split, own in keys.items()}
        exact = sum(int((keys[split].texts[rows] != examples.empty).sum()) for split, rows in repeats.items())
        return [examples.report(self.id, "data.duplicates", found, [Offer(kind="drop_duplicates")], {"exact": exact})]
