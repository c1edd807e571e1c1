"""Small data sets as the build leaves them: an Arrow file a split."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import ipc

from studio.contract.calls import ColumnFacts, FileFacts, Inspection
from studio.contract.data.health import Finding
from studio.contract.problems import Problem
from studio.contract.words import LANGUAGES, Words
from studio.engine.data.arrow import SCHEMA
from studio.engine.data.checks.examples import Examples
from studio.engine.data.checks.protocol import HealthCheck

Row = tuple[Any, ...]
"""Text and label; a list of words and a list of tags; or a text, a label, and a mapping of other cells."""
MakeExamples = Callable[..., Examples]


def _lay_out(row: Row) -> dict[str, Any]:
    said, taught = row[:2]
    extra = {"cells": row[2]} if len(row) > 2 else {}
    if isinstance(said, str):
        return {
            "text": said,
            "tokens": [],
            "offsets": [],
            "gold": [taught] if isinstance(taught, str) else taught,
        } | extra
    ends = [sum(len(word) + 1 for word in said[:at]) for at in range(1, len(said) + 1)]
    offsets = [[end - 1 - len(word), end - 1] for end, word in zip(ends, said, strict=True)]
    return {"text": " ".join(said), "tokens": said, "offsets": offsets, "gold": taught} | extra


def write_split(path: Path, rows: Sequence[Row], split: str, batch: int = 3) -> None:
    """An Arrow file of many small batches, as they may come."""
    content = [
        {"example_id": at, "split": split, "file": f"{split}.csv", "row": at + 2} | _lay_out(row)
        for at, row in enumerate(rows)
    ]
    schema = SCHEMA
    if rows and len(rows[0]) > 2:
        schema = SCHEMA.append(pa.field("cells", pa.struct([(name, pa.string()) for name in rows[0][2]])))
    with ipc.new_file(str(path), schema) as writer:
        for start in range(0, len(content), batch):
            writer.write_batch(pa.RecordBatch.from_pylist(content[start : start + batch], schema=schema))


def _list_labels(row: Row) -> list[str]:
    laid_out = _lay_out(row)
    if not laid_out["tokens"]:
        return [label for label in laid_out["gold"] if label]
    return [tag[2:] for tag in laid_out["gold"] if tag.startswith("B-")]


@pytest.fixture
def make_examples(tmp_path: Path) -> MakeExamples:
    """``make_examples("text-classification", train=[("a text", "a label"), …], test=[…])``."""

    def make(
        task: str, problems: Sequence[Problem] = (), columns: Sequence[ColumnFacts] = (), **splits: Sequence[Row]
    ) -> Examples:
        tables: dict[str, Path] = {}
        sizes: dict[str, Mapping[str, int]] = {}
        for split, rows in splits.items():
            tables[split] = tmp_path / f"{split}.arrow"
            write_split(tables[split], rows, split)
            sizes[split] = Counter(label for row in rows for label in _list_labels(row))
        inspection = Inspection(
            files=[FileFacts(path="train.csv", format="csv")],
            task=task,
            examples=sum(map(len, splits.values())),
            columns=list(columns),
            labels=dict(sum((Counter(counts) for counts in sizes.values()), Counter[str]())),
            scheme="none",
            splits={split: len(rows) for split, rows in splits.items()},
            problems=list(problems),
            sizes={split: dict(counts) for split, counts in sizes.items()},
        )
        return Examples(inspection, tables)

    return make


def run(check: HealthCheck, examples: Examples) -> dict[str, Finding]:
    """What a check finds, by code, "pass" where all is well; every sentence is said once in each language."""
    findings = check.find(examples)
    for finding in findings:
        assert finding.check == check.id
        for language in LANGUAGES:
            words = Words(language)
            said = [words.say(f"check-{check.id}", finding.values, "pass")]
            if finding.problem:
                told = words.explain(finding.problem)
                said = [told.what, told.why, told.fix]
            assert all(text and "{" not in text and "???" not in text for text in said), said
    return {finding.problem.code if finding.problem else "pass": finding for finding in findings}
