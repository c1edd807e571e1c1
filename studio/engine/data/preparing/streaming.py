"""Large tables divided while they are read: a text's own number says which split it falls in, so none is read twice.

Of a million examples a tenth drawn so is a tenth to three digits. What is exact in number, and fair to labels with a
handful of examples, is :mod:`studio.engine.data.preparing.assigning`; where a label would be missing in a split that
should have some of it, that way is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from studio.contract.data.steps import Step
from studio.contract.recipe import DataSpec
from studio.engine.data.columnar.hashing import TextHasher
from studio.engine.data.findings import Findings
from studio.engine.data.preparing.intake import Intake
from studio.engine.data.preparing.tables import read_tables
from studio.engine.data.preparing.writing import Part, SplitWriter, Written, select
from studio.engine.data.progress import Tell
from studio.engine.data.splits import SPLITS, TEST, TRAIN, VALIDATION, choose_fractions
from studio.engine.data.splits.drawing import Codes, mix_seed
from studio.engine.data.wordrule import WordRule

MANY = 1_000_000
"""Rows, as estimated from the beginning, from which on a table is divided as it is read."""
_FEW = 10
"""So many examples of a label are enough for some of them to be expected in each split."""


class UnfairSplit(Exception):
    """By chance a label is missing in a split that should hold some of it; the exact way leaves that to no chance."""


def may_stream(data: DataSpec, intake: Intake, steps: Sequence[Step]) -> bool:
    """Whether a table is large enough, and divided by nothing but chance."""
    by_chance = intake.reading is None or data.split.kind in ("random", "stratified")
    return intake.is_table and not steps and by_chance and sum(file.lines for file in intake.files) >= MANY


def stream_tables(folder: Path, data: DataSpec, intake: Intake, findings: Findings, tell: Tell) -> Written:
    """Reads all rows once and writes each to the file of its split. Raises ``UnfairSplit``."""
    given = {file.split for file in intake.files}
    fractions = choose_fractions(data, given, MANY) if intake.reading else {}
    chance = _Chance(fractions, data.split.seed)
    try:
        with SplitWriter(folder, WordRule()) as writer:
            part: Part
            for batch, part in read_tables(data, intake, findings, tell, lambda b: chance.take_apart(b, intake)):
                writer.add(batch, _move_ids(part, batch.column("example_id")[0]))
            written = writer.conclude(intake.reading is not None)
    finally:
        chance.close()
    if data.split.kind == "stratified":
        _check_fairness(written, fractions)
    return written


class _Chance:
    """Draws the split of texts, the same for equal ones; for several threads."""

    def __init__(self, fractions: Mapping[str, float], seed: int) -> None:
        self._seed = seed
        self._limits = [(SPLITS.index(name), fractions[name]) for name in (TEST, VALIDATION) if fractions.get(name)]
        self._hasher = TextHasher()

    def take_apart(self, batch: pa.RecordBatch, intake: Intake) -> Part:
        """The examples of a batch by their split, their ids counted from 0; those of a file that has one stay in it."""
        places = pa.array(np.arange(batch.num_rows, dtype=np.int64))
        return select(batch.set_column(0, batch.schema.field(0), places), self._draw(batch), intake.reading)

    def close(self) -> None:
        """No more is drawn."""
        self._hasher.close()

    def _draw(self, batch: pa.RecordBatch) -> Codes:
        split = batch.column("split")[0].as_py() if batch.num_rows else TRAIN
        codes: Codes = np.full(batch.num_rows, SPLITS.index(split), np.int8)
        if split != TRAIN or not self._limits:
            return codes
        numbers = mix_seed(self._hasher.hash(batch.column("text")), self._seed)
        reached = 0.0
        for code, fraction in self._limits:
            low, high = np.uint64(int(reached * 2**64)), np.uint64(int((reached + fraction) * 2**64))
            codes[(numbers >= low) & (numbers < high)] = code
            reached += fraction
        return codes


def _move_ids(part: Part, first: pa.Scalar) -> Part:
    moved = {
        name: found.set_column(0, found.schema.field(0), pc.add(found.column(0), first))
        for name, found in part.splits.items()
    }
    return Part(moved, part.sizes)


def _check_fairness(written: Written, fractions: Mapping[str, float]) -> None:
    for label, count in written.labels.items():
        for name, fraction in fractions.items():
            if count >= _FEW and fraction * count >= 1 and not written.sizes.get(name, {}).get(label):
                raise UnfairSplit
