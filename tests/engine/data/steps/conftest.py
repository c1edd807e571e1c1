"""Examples written to Arrow files, and steps done to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import ipc

from studio.contract.data.steps import Step
from studio.contract.problems import Problem
from studio.engine.data.arrow import SCHEMA
from studio.engine.data.findings import Findings
from studio.engine.data.steps import replay
from studio.engine.data.wordrule import WordRule

Row = dict[str, Any]
BATCH = 2
"""Small, so that every step meets several batches."""


def make_text(text: str, *labels: str, row: int = 1, split: str = "train", file: str = "a.csv", **cells: str) -> Row:
    """A text with its labels."""
    example = {"example_id": row, "split": split, "file": file, "row": row, "text": text, "gold": list(labels)}
    return example | {"tokens": [], "offsets": []} | ({"cells": cells} if cells else {})


def make_words(text: str, tags: str, row: int = 1, split: str = "train", file: str = "a.conll") -> Row:
    """A text cut into words, with one tag for each."""
    offsets = WordRule().split(text)
    gold = tags.split()
    assert len(gold) == len(offsets)
    example = {"example_id": row, "split": split, "file": file, "row": row, "text": text, "gold": gold}
    tokens = [text[start:end] for start, end in offsets]
    return example | {"tokens": tokens, "offsets": [list(span) for span in offsets]}


class Done:
    """What steps left behind: ``rows``, ``counts`` and ``problems``."""

    def __init__(self, rows: list[Row], counts: list[int], problems: list[Problem]) -> None:
        self.rows, self.counts, self.problems = rows, counts, problems

    @property
    def texts(self) -> list[str]:
        """The texts that are left."""
        return [row["text"] for row in self.rows]

    @property
    def golds(self) -> list[list[str]]:
        """The labels or tags that are left."""
        return [row["gold"] for row in self.rows]


Doing = Callable[..., Done]


def do_steps(folder: Path, rows: Sequence[Row], *steps: Step) -> Done:
    """Does the steps to the rows."""
    schema = SCHEMA
    if any("cells" in row for row in rows):
        names = sorted({name for row in rows for name in row.get("cells", {})})
        schema = schema.append(pa.field("cells", pa.struct([(name, pa.string()) for name in names])))
    with ipc.new_file(str(folder / "before.arrow"), schema) as writer:
        for start in range(0, len(rows), BATCH):
            writer.write_batch(pa.RecordBatch.from_pylist(list(rows[start : start + BATCH]), schema=schema))
    findings = Findings()
    counts = replay(steps, folder / "before.arrow", folder / "after.arrow", lambda part, note: None, findings)
    with ipc.open_file(str(folder / "after.arrow")) as reader:
        assert reader.schema == schema
        left: list[Row] = reader.read_all().to_pylist()
    assert sorted(path.name for path in folder.iterdir()) == ["after.arrow", "before.arrow"]
    return Done(left, counts, findings.problems)


@pytest.fixture
def do(tmp_path: Path) -> Doing:
    """Does steps to rows."""
    return lambda rows, *steps: do_steps(tmp_path, rows, *steps)
