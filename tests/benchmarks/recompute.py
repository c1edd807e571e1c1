"""Recomputes a run's figures from predictions.parquet with seqeval or scikit-learn alone, and compares.

``python -m tests.benchmarks.recompute RUN [--file GOLD.conll]``: ends with 0 where every figure of report.json agrees
to 1e-6, and (with ``--file``, two columns) where the words and tags of the test split are those of the file.
It imports nothing of the studio on purpose.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
from seqeval.metrics import classification_report as report_entities
from seqeval.scheme import IOB2
from sklearn.metrics import classification_report

NAMES = {"precision": "precision", "recall": "recall", "f1": "f1-score", "support": "support"}
AVERAGES = {"micro_f1": "micro avg", "macro_f1": "macro avg", "weighted_f1": "weighted avg"}
CLOSE = 1e-6


def recompute(run: Path) -> list[str]:
    """What differs; nothing when all is well."""
    report = json.loads((run / "report.json").read_text(encoding="utf-8"))
    rows = parquet.read_table(run / "predictions.parquet").to_pylist()
    rows = [row for row in rows if row["split"] == report["split"]]
    gold, predicted = [row["gold"] for row in rows], [row["predicted"] for row in rows]
    if report["task"] == "token-classification":
        found = report_entities(gold, predicted, output_dict=True, mode="strict", scheme=IOB2, zero_division=0)
    else:
        flat = [one[0] for one in gold], [one[0] for one in predicted]
        found = classification_report(*flat, output_dict=True, zero_division=0)
        found["micro avg"] = {"f1-score": found.pop("accuracy")}
    wanted = {(name, "f1-score"): report["overall"][name] for name in AVERAGES}
    got: dict[tuple[str, str], Any] = {(name, "f1-score"): found[row]["f1-score"] for name, row in AVERAGES.items()}
    for figures in report["classes"]:
        if figures["label"] in found:
            for ours, theirs in NAMES.items():
                wanted[figures["label"], theirs] = figures[ours]
                got[figures["label"], theirs] = found[figures["label"]][theirs]
    missing = sorted(set(found) - {name for name, _ in wanted} - set(AVERAGES.values()))
    differing = [key for key in wanted if abs(wanted[key] - got[key]) > CLOSE]
    print(f"{len(rows)} examples of {report['split']}, {len(wanted)} figures compared, {len(differing)} differ")
    return [f"{key}: report {wanted[key]}, recomputed {got[key]}" for key in differing] + missing


def compare_words(run: Path, file: Path) -> list[str]:
    """Whether the words of the test split are those of the file, none lost and none twice."""
    lines = file.read_text(encoding="utf-8-sig").split("\n")
    cells = [line.rstrip("\r").split("\t") for line in lines if line.strip()]
    expected = [(line[0], line[1]) for line in cells if line[0].strip()]
    table = parquet.read_table(run / "predictions.parquet").to_pylist()
    rows = [row for row in table if row["split"] == "test"]
    found = [pair for row in rows for pair in zip(row["tokens"], row["gold"], strict=True)]
    answers = sum(len(row["predicted"]) for row in rows)
    print(f"{len(expected)} words in {file.name}, {len(found)} in predictions.parquet, {answers} predicted")
    if len(found) != len(expected) or answers != len(expected):
        return ["the number of words differs"]
    return [f"{one} became {other}" for one, other in zip(expected, found, strict=True) if one != other][:10]


def main() -> int:
    """0 where everything agrees."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    wrong = recompute(asked.run) + (compare_words(asked.run, asked.file) if asked.file else [])
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
