"""What forbids training, seen from counts alone: too few examples, one class only, no label or entity at all."""

from __future__ import annotations

from collections.abc import Mapping

from studio.engine.data.findings import Findings

FEWEST = 10


def check_counts(task: str, examples: int, train: Mapping[str, int], findings: Findings) -> None:
    """Adds ``data.too_few``, ``data.one_label``, ``data.labels_absent`` or ``data.no_entities``.

    ``examples`` counts all splits, ``train`` how often each label stands in the training split.
    """
    if examples < FEWEST:
        findings.add("data.too_few", examples=examples, needed=FEWEST)
    labels = [label for label, count in train.items() if count]
    if task == "text-classification" and len(labels) == 1:
        findings.add("data.one_label", label=labels[0])
    if task == "multi-label-classification" and examples and not labels:
        findings.add("data.labels_absent", examples=examples)
    if task == "token-classification" and examples and not labels:
        findings.add("data.no_entities", examples=examples)
