"""Sentences of tokens, record by record in two passes.

The first keeps every example as it was read, since the tagging scheme and the word rule are known only at the end;
the second finishes each one.
"""

from __future__ import annotations

from pathlib import Path

from studio.contract.recipe import DataSpec
from studio.engine.data.arrow import ExampleWriter, read_examples
from studio.engine.data.findings import Findings
from studio.engine.data.preparing.intake import Intake
from studio.engine.data.progress import Tell
from studio.engine.data.splits import TRAIN
from studio.engine.data.wordrule import WordRule

_TOLD_EVERY = 1000


def stage_tokens(target: Path, data: DataSpec, intake: Intake, findings: Findings, tell: Tell) -> tuple[str, WordRule]:
    """Writes all finished examples into one file; the tagging scheme of the source, and how text becomes words."""
    assert intake.reading is not None
    reader = intake.reading.begin(data.read.scheme)
    staged = target.with_name("staged.arrow")
    with ExampleWriter(staged) as writer:
        for done, file in enumerate(intake.files):
            roles = intake.roles[file.name]
            for record in file.read(findings):
                example = reader.read(record, roles, file.split == TRAIN, findings)
                if example is None:
                    continue
                if writer.count % _TOLD_EVERY == 0:
                    part = min(1.0, record.row / file.lines)
                    tell(0.6 * (done + part) / len(intake.files), "progress.reading_data")
                writer.add(writer.count, file.split, findings.file, example)
    total = writer.count
    with ExampleWriter(target) as writer:
        for split, name, example in read_examples(staged):
            if writer.count % _TOLD_EVERY == 0:
                tell(0.6 + 0.4 * writer.count / total, "progress.writing_data")
            findings.file = name
            writer.add(writer.count, split, name, reader.finish(example, findings))
    staged.unlink()
    findings.file = intake.files[0].name
    reader.conclude(findings)
    return reader.scheme, reader.words
