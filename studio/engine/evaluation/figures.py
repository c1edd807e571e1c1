"""The figures of one split: seqeval in strict mode for tokens, scikit-learn for texts; without torch."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from seqeval.metrics import classification_report as report_entities
from seqeval.scheme import IOB2
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix

from studio.contract.entities import find_entities, pair_entities
from studio.contract.report import Baseline, ClassFigures, Confusion, Overall, SplitReport
from studio.engine.evaluation.baselines import predict_most_frequent, recall_dictionary
from studio.engine.evaluation.intervals import bound_f1

MISSED, INVENTED = "missed", "invented"
Tags = Sequence[Sequence[str]]


def measure_tokens(gold: Tags, predicted: Tags, labels: Sequence[str], split: str) -> SplitReport:
    """Entities of IOB2 tags, ``[example][word]`` both; every one of ``labels`` gets a row, also without support.

    Scored by seqeval 1.2.2 with ``mode="strict", scheme=IOB2``; the accuracy is per word. Raises ``ValueError``
    where the two differ in length.
    """
    counts = _count_entities(gold, predicted, labels)
    found = _score_entities(gold, predicted, labels)
    flat_gold = [tag for tags in gold for tag in tags]
    flat_predicted = [tag for tags in predicted for tag in tags]
    accuracy = float(accuracy_score(flat_gold, flat_predicted)) if flat_gold else 0.0
    classes = [read_class(found, label) for label in labels]
    return SplitReport(
        split=split,
        examples=len(gold),
        overall=read_overall(found, accuracy),
        classes=[bound_f1(figures, sum(row[i] for row in counts)) for i, figures in enumerate(classes)],
        confusion=Confusion(labels=[*labels, MISSED, INVENTED], counts=counts),
    )


def measure_texts(gold: Sequence[str], predicted: Sequence[str], labels: Sequence[str], split: str) -> SplitReport:
    """One label for each text; every one of ``labels`` gets a row; averages are over those that occur."""
    names = list(labels)
    present = [label for label in names if label in {*gold, *predicted}]
    found: Mapping[str, Any] = classification_report(gold, predicted, labels=present, output_dict=True, zero_division=0)
    counts = [[int(n) for n in row] for row in confusion_matrix(gold, predicted, labels=names)]
    accuracy = float(accuracy_score(gold, predicted))
    micro = {"micro avg": {"precision": accuracy, "recall": accuracy, "f1-score": accuracy}}
    classes = [read_class(found, label) for label in names]
    return SplitReport(
        split=split,
        examples=len(gold),
        overall=read_overall({**micro, **found}, accuracy),
        classes=[bound_f1(figures, sum(row[i] for row in counts)) for i, figures in enumerate(classes)],
        confusion=Confusion(labels=names, counts=counts),
    )


def compare_tokens(report: SplitReport, words: Tags, gold: Tags, train: tuple[Tags, Tags]) -> SplitReport:
    """The report with its baseline: entities remembered from training (``train`` is words and tags)."""
    guessed = recall_dictionary(words, *train)
    labels = [figures.label for figures in report.classes]
    return add_baseline(report, "dictionary", measure_tokens(gold, guessed, labels, report.split))


def compare_texts(report: SplitReport, gold: Sequence[str], train: Sequence[str]) -> SplitReport:
    """The report with its baseline: always the most frequent label of training."""
    labels = [figures.label for figures in report.classes]
    guessed = predict_most_frequent(train, len(gold))
    return add_baseline(report, "most_frequent", measure_texts(gold, guessed, labels, report.split))


def add_baseline(report: SplitReport, name: str, reached: SplitReport) -> SplitReport:
    """The report with what another predictor reached."""
    overall = reached.overall
    baseline = Baseline(name=name, micro_f1=overall.micro_f1, macro_f1=overall.macro_f1, accuracy=overall.accuracy)
    return report.model_copy(update={"baselines": [*report.baselines, baseline]})


def read_class(found: Mapping[str, Any], label: str) -> ClassFigures:
    """One row of a report of scikit-learn or seqeval; zeros where it has none."""
    row = found.get(label, {"precision": 0.0, "recall": 0.0, "f1-score": 0.0, "support": 0})
    return ClassFigures(
        label=label,
        precision=float(row["precision"]),
        recall=float(row["recall"]),
        f1=float(row["f1-score"]),
        support=int(row["support"]),
    )


def read_overall(found: Mapping[str, Any], accuracy: float) -> Overall:
    """The averages of a report of scikit-learn or seqeval."""
    empty = {"precision": 0.0, "recall": 0.0, "f1-score": 0.0}
    micro, macro, weighted = (found.get(f"{kind} avg", empty) for kind in ("micro", "macro", "weighted"))
    return Overall(
        precision=float(micro["precision"]),
        recall=float(micro["recall"]),
        micro_f1=float(micro["f1-score"]),
        macro_f1=float(macro["f1-score"]),
        weighted_f1=float(weighted["f1-score"]),
        accuracy=accuracy,
    )


def _count_entities(gold: Tags, predicted: Tags, labels: Sequence[str]) -> list[list[int]]:
    place = {label: index for index, label in enumerate([*labels, MISSED, INVENTED])}
    counts = [[0] * len(place) for _ in place]
    for one, other in zip(gold, predicted, strict=True):
        for truth, answer in pair_entities(find_entities(one), find_entities(other)):
            row = place[truth.label] if truth else place[INVENTED]
            column = place[answer.label] if answer else place[MISSED]
            counts[row][column] += 1
    return counts


def _score_entities(gold: Tags, predicted: Tags, labels: Sequence[str]) -> dict[str, Any]:
    """seqeval's report by label. Labels go in as numbers: it trims hyphens off names (seqeval#75)."""
    number = {label: f"L{index}" for index, label in enumerate(labels)}

    def encode(tags: Tags) -> list[list[str]]:
        return [[f"{tag[:2]}{number[tag[2:]]}" if tag != "O" else tag for tag in sequence] for sequence in tags]

    if not any(find_entities(tags) for tags in (*gold, *predicted)):
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a class without predictions is 0, and its row says so
        found = report_entities(
            encode(gold), encode(predicted), output_dict=True, mode="strict", scheme=IOB2, zero_division=0
        )
    averages = {name: row for name, row in found.items() if name.endswith(" avg")}
    return averages | {label: found[code] for label, code in number.items() if code in found}
