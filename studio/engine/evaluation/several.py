"""The figures of one split where a text may have several labels, or none: scikit-learn's, each label on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, classification_report

from studio.contract.entities import pair_labels
from studio.contract.report import Confusion, SplitReport
from studio.engine.evaluation.figures import INVENTED, MISSED, add_baseline, read_class, read_overall
from studio.engine.evaluation.intervals import bound_f1

Labels = Sequence[Sequence[str]]


def measure_several(gold: Labels, predicted: Labels, labels: Sequence[str], split: str) -> SplitReport:
    """Every one of ``labels`` gets a row; averages are over those that occur.

    ``accuracy`` is the share of texts whose labels are all right. Raises ``ValueError`` where lengths differ.
    """
    truth, answer = (_to_matrix(sets, labels) for sets in (gold, predicted))
    present = [index for index in range(len(labels)) if truth[:, index].any() or answer[:, index].any()]
    names = [labels[index] for index in present]
    found: Mapping[str, Any] = (
        classification_report(truth, answer, labels=present, target_names=names, output_dict=True, zero_division=0)
        if present
        else {}
    )
    counts = _count(gold, predicted, labels)
    classes = [read_class(found, label) for label in labels]
    return SplitReport(
        split=split,
        examples=len(gold),
        overall=read_overall(found, float(accuracy_score(truth, answer))),
        classes=[bound_f1(figures, int(answer[:, i].sum())) for i, figures in enumerate(classes)],
        confusion=Confusion(labels=[*labels, MISSED, INVENTED], counts=counts),
    )


def compare_several(report: SplitReport, gold: Labels, train: Labels) -> SplitReport:
    """The report with its baseline: always the most frequent set of labels of training."""
    frequency = Counter(tuple(sorted(labels)) for labels in train)
    best = min(frequency, key=lambda labels: (-frequency[labels], labels))
    labels = [figures.label for figures in report.classes]
    return add_baseline(report, "most_frequent", measure_several(gold, [best] * len(gold), labels, report.split))


def _to_matrix(sets: Labels, labels: Sequence[str]) -> np.ndarray[Any, np.dtype[np.int8]]:
    """``[text][label]``: 1 where it holds. The last column is empty: one alone would be taken for classes 0 and 1."""
    rows = [[*(label in given for label in labels), False] for given in sets]
    return np.asarray(rows, np.int8).reshape(-1, len(labels) + 1)


def _count(gold: Labels, predicted: Labels, labels: Sequence[str]) -> list[list[int]]:
    """Labels × labels plus "missed" and "invented"."""
    place = {label: index for index, label in enumerate([*labels, MISSED, INVENTED])}
    counts = [[0] * len(place) for _ in place]
    for truth, answer in zip(gold, predicted, strict=True):
        for right, given in pair_labels(truth, answer):
            counts[place[right or INVENTED]][place[given or MISSED]] += 1
    return counts
