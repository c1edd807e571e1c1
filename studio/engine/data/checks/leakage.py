"""The same text where it should be new: in training and again in validation or test."""

from __future__ import annotations

from studio.contract.data.health import Finding, Offer
from studio.engine.data.checks.examples import UNSUPPORTED, Examples
from studio.engine.data.likeness.keys import find_known
from studio.engine.data.splits import TEST, TRAIN, VALIDATION


class Leakage:
    """On all rows; white space and case make no difference."""

    id = "leakage"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.leak_validation`` and ``data.leak_test`` with all rows of that split that stand in training too."""
        judged = [split for split in (VALIDATION, TEST) if split in examples.tables]
        if TRAIN not in examples.tables or not judged or examples.task == UNSUPPORTED:
            return []
        findings = []
        for split in judged:
            again = find_known(examples.keys(split).texts, examples.keys(TRAIN).texts)
            if len(again):
                offers = [Offer(kind="drop_leaks")]
                findings.append(examples.report(self.id, f"data.leak_{split}", {split: again}, offers))
        return findings or [Finding(check=self.id, level="pass")]
