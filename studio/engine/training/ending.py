"""What is left when a run ends: a model that loads anywhere, every prediction, the report."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from torch import nn

from studio.contract.places import write_atomically
from studio.contract.report import Report, SplitReport
from studio.engine.data.store import Prepared
from studio.engine.evaluation.predictions import write_predictions
from studio.engine.evaluation.reading import read_report
from studio.engine.methods import METHODS
from studio.engine.methods.protocol import save_model
from studio.engine.models.packing import unpack
from studio.engine.models.vocabulary import restore
from studio.engine.tasks.protocol import ExamplePrediction
from studio.engine.training.splits import Coding, Split

FORMAT = 1
Predicted = Mapping[str, Sequence[ExamplePrediction]]
"""Predictions of the first examples of each split."""


def write_model(folder: Path, model: nn.Module, coding: Coding, prepared: Prepared, method: str) -> None:
    """``folder`` as ``from_pretrained`` loads it, with studio.json; replaces an earlier one as a whole."""
    fresh, old = folder.with_name(f".{folder.name}.new"), folder.with_name(f".{folder.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    merged = METHODS[method].merge(model)
    restore(merged)
    unpack(merged)
    if coding.task.outputs == "independent":
        merged.config.problem_type = "multi_label_classification"  # so that pipelines take a sigmoid
    save_model(merged, coding.tokenizer, fresh)
    facts = {
        "format": FORMAT,
        "task": coding.task.id,
        "labels": coding.labels,
        "tags": coding.tags,
        "max_length": coding.max_length,
        "words": prepared.words.to_json(),
    }
    write_atomically(fresh / "studio.json", json.dumps(facts, ensure_ascii=False, indent=1))
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def list_rows(split: Split, predictions: Sequence[ExamplePrediction]) -> Iterator[dict[str, Any]]:
    """The rows of predictions.parquet for one split."""
    page = 1000
    for start in range(0, len(predictions), page):
        part = predictions[start : start + page]
        for row, prediction in zip(split.table.rows(start, len(part)), part, strict=True):
            answer = {"predicted": prediction.predicted, "probability": prediction.probability, "loss": prediction.loss}
            yield row | answer


def build_report(
    splits: Mapping[str, Split], predicted: Predicted, coding: Coding, prepared: Prepared, stopped: bool
) -> Report:
    """The figures of every split that was read; at the top those of test, else of validation."""
    reports = {name: _measure(splits, name, predictions, coding) for name, predictions in predicted.items()}
    top = reports.get("test") or reports.get("validation") or next(iter(reports.values()))
    tokens = prepared.scheme != "none"
    report = Report(
        **top.model_dump(),
        task=coding.task.id,
        source_scheme=prepared.scheme if tokens else None,
        scheme="IOB2" if tokens else None,
        mode="strict" if tokens else None,
        stopped_early=stopped,
        truncated=sum(1 for prediction in predicted[top.split] if prediction.cut),
        splits=reports,
    )
    return report.model_copy(update={"sentences": read_report(report)})


def write_results(folder: Path, report: Report, splits: Mapping[str, Split], predicted: Predicted) -> None:
    """predictions.parquet, then report.json."""
    rows = (row for name, predictions in predicted.items() for row in list_rows(splits[name], predictions))
    write_predictions(folder / "predictions.parquet", rows)
    write_atomically(folder / "report.json", report.dump())


def _measure(
    splits: Mapping[str, Split], name: str, predictions: Sequence[ExamplePrediction], coding: Coding
) -> SplitReport:
    report = splits[name].measure(coding, predictions)
    columns = ["tokens", "gold"]
    examples = splits[name].table.rows(0, len(predictions), columns)
    train = splits["train"].table
    return coding.task.compare(report, examples, train.rows(0, len(train), columns))
