"""Labels that leave nothing to learn: one class only, no entity at all, classes with few examples."""

from __future__ import annotations

from collections import Counter

from studio.engine.data.checks.protocol import Seen
from studio.engine.data.findings import Findings
from studio.engine.data.splits import TRAIN

FEWEST = 10


class ClassVariety:
    """For texts with one label each."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def see(self, example: Seen) -> None:
        """Counts the classes of the training split."""
        if example.split == TRAIN:
            self._counts.update(example.labels)

    def report(self, findings: Findings) -> None:
        """``data.one_label``, else ``data.rare_label`` for the classes with few examples."""
        if len(self._counts) == 1:
            findings.add("data.one_label", label=next(iter(self._counts)))
            return
        _report_rare(self._counts, findings)


class EntityVariety:
    """For tokens with tags."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples = 0

    def see(self, example: Seen) -> None:
        """Counts the entities of the training split."""
        if example.split == TRAIN:
            self._examples += 1
            self._counts.update(example.labels)

    def report(self, findings: Findings) -> None:
        """``data.no_entities``, else ``data.rare_label`` for the types with few entities."""
        if self._examples and not self._counts:
            findings.add("data.no_entities", examples=self._examples)
            return
        _report_rare(self._counts, findings)


def _report_rare(counts: Counter[str], findings: Findings) -> None:
    rare = sorted((count, label) for label, count in counts.items() if count < FEWEST)
    if rare:
        shown = ", ".join(f"{label} ({count})" for count, label in rare[:10])
        findings.add("data.rare_label", "look", labels=shown, needed=FEWEST, count=len(rare))
