"""The Arrow files of a data set: read, changed by the steps in force, split, written; with a bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from studio.contract.calls import Inspection
from studio.contract.data.steps import Step
from studio.contract.recipe import DataSpec
from studio.engine.data.checks.essential import check_counts
from studio.engine.data.findings import Findings
from studio.engine.data.preparing.assigning import Assigning, read_batches
from studio.engine.data.preparing.intake import UNSUPPORTED, Intake, describe_columns
from studio.engine.data.preparing.streaming import may_stream, stream_tables
from studio.engine.data.preparing.tables import stage_tables
from studio.engine.data.preparing.tokens import stage_tokens
from studio.engine.data.preparing.writing import Written, write_splits
from studio.engine.data.progress import Tell
from studio.engine.data.splits import SPLITS, TRAIN
from studio.engine.data.wordrule import WordRule

_FINISHED, _STEPPED = "finished.arrow", "stepped.arrow"


def build(
    folder: Path,
    data: DataSpec,
    intake: Intake,
    steps: Sequence[Step],
    findings: Findings,
    tell: Tell,
    exactly: bool = False,
) -> tuple[Inspection, WordRule]:
    """Writes one Arrow file a split into ``folder``; says what the data is and how its text becomes words.

    Large tables are divided while they are read unless it is to be done ``exactly``; that may raise ``UnfairSplit``.
    """
    if not exactly and may_stream(data, intake, steps):
        written = stream_tables(folder, data, intake, findings, tell)
        return _describe(intake, findings, written, "none", []), WordRule()
    finished = folder / _FINISHED
    scheme, words = "none", WordRule()
    assigning = Assigning(data, intake, findings)
    if intake.is_table:
        note, see = (_note_nothing, _see_nothing) if steps else (assigning.note, assigning.add)
        stage_tables(finished, data, intake, findings, share(tell, 0.0, 0.6), note, see)
    else:
        scheme, words = stage_tokens(finished, data, intake, findings, share(tell, 0.0, 0.6))
    source, step_counts = finished, list[int]()
    if steps:
        from studio.engine.data.steps import replay

        source = folder / _STEPPED
        step_counts = replay(steps, finished, source, share(tell, 0.6, 0.7), findings)
    if steps or not intake.is_table:
        for batch in read_batches(source, Assigning.columns):
            tell(0.7, "progress.splitting_data")
            assigning.add(batch, assigning.note(batch))
    tell(0.7, "progress.splitting_data")
    codes = assigning.decide(finished)
    written = write_splits(folder, source, codes, intake.reading, words, share(tell, 0.75, 1.0))
    for path in {finished, source}:
        path.unlink()
    return _describe(intake, findings, written, scheme, step_counts), words


def _describe(intake: Intake, findings: Findings, written: Written, scheme: str, step_counts: list[int]) -> Inspection:
    findings.file = intake.files[0].name
    if intake.reading:
        check_counts(intake.reading.id, sum(written.counts.values()), written.sizes.get(TRAIN, {}), findings)
    return Inspection(
        files=[file.facts for file in intake.files],
        task=intake.reading.id if intake.reading else UNSUPPORTED,
        reason=intake.reason,
        examples=sum(written.counts.values()),
        columns=describe_columns(intake),
        labels=written.labels,
        scheme=scheme,
        splits=written.counts,
        problems=findings.problems,
        tables=dict.fromkeys(written.counts, ""),
        sizes=written.sizes,
        language=written.language,
        longest=written.longest,
        step_counts=step_counts,
        given=[split for split in SPLITS if split != TRAIN and any(file.split == split for file in intake.files)],
    )


def share(tell: Tell, start: float, end: float) -> Tell:
    """Tells of one part of the work as a part of the whole."""
    return lambda fraction, code: tell(start + (end - start) * min(1.0, max(0.0, fraction)), code)


def _note_nothing(batch: pa.RecordBatch) -> None:
    """For examples that are looked at after the steps."""


def _see_nothing(batch: pa.RecordBatch, noted: None) -> None:
    """The same."""
