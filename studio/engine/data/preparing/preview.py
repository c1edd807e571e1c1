"""The beginning of the data as it would be read: for the first look, and to see what a correction changes."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from studio.contract.calls import PreviewAnswer
from studio.contract.problems import Problem, StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.findings import Findings
from studio.engine.data.preparing.blocks import show_cell
from studio.engine.data.preparing.intake import (
    UNSUPPORTED,
    Intake,
    OpenFile,
    choose_task,
    describe_columns,
    explain_misfit,
    list_members,
    open_files,
)
from studio.engine.data.preparing.labels import cut_labels
from studio.engine.data.progress import Tell
from studio.engine.data.reading.protocol import Example
from studio.engine.data.splits import TRAIN

_LONGEST = 300
"""Characters of a cell that are shown."""
_LABELS = 200


def preview(data: DataSpec, base: Path, task: str | None, count: int, progress: Tell | None = None) -> PreviewAnswer:
    """Opens only the beginning of each file. What is wrong with rows stands in ``problems``.

    Data that do not fit the ``task`` asked for, or lack a column asked for, are shown as a table, with the problem
    that says so. Raises ``StudioError`` where a file as a whole cannot be read.
    """
    findings = Findings()
    tell = progress or (lambda fraction, code: None)
    files = open_files(data, list_members(data, base, tell), findings, whole=False)
    problems: list[Problem] = []
    try:
        intake = choose_task(files, data, task)
    except StudioError as error:
        problems = error.problems
        intake = Intake(files, None, {}, explain_misfit(files[0]))
    for file in files:
        for record in file.sample:
            file.count_missing(record)
    first = _list_first(files, count)
    examples, scheme, labels = _read_examples(intake, data, count, findings)
    for file in files:
        findings.take(file.seen)
    names = [column.name for column in files[0].columns]
    return PreviewAnswer(
        files=[file.facts for file in files],
        task=intake.reading.id if intake.reading else UNSUPPORTED,
        reason=intake.reason,
        scheme=scheme,
        columns=describe_columns(intake),
        cells=[[_shorten(show_cell(values.get(name))) for name in names] for _, _, values in first],
        places=[(name, row) for name, row, _ in first],
        examples=examples,
        labels=labels,
        rows=sum(_estimate_rows(file) for file in files),
        is_whole=all(file.is_whole for file in files),
        problems=problems + findings.problems,
    )


def _list_first(files: list[OpenFile], count: int) -> list[tuple[str, int, dict[str, Any]]]:
    """File, row and cells of the first records of the training data."""
    trained = (file for file in files if file.split == files[0].split)
    records = ((record.file or file.name, record.row, record.values) for file in trained for record in file.sample)
    return list(islice(records, count))


def _read_examples(
    intake: Intake, data: DataSpec, count: int, findings: Findings
) -> tuple[list[dict[str, Any]], str, list[str]]:
    """The first examples like rows of the prepared tables, the tagging scheme, and the labels, frequent ones first."""
    if intake.reading is None:
        return [], "none", []
    file = intake.files[0]
    roles = intake.roles[file.name]
    reader = intake.reading.begin(data.read.scheme)
    others = [column.name for column in file.columns if intake.is_table and column.name not in roles.values()]
    met: list[tuple[str, Example, dict[str, Any]]] = []
    for record in file.sample:
        findings.file = record.file or file.name
        example = reader.read(record, roles, file.split == TRAIN, findings)
        if example is not None:
            met.append((findings.file, example, record.values))
    kinds: Counter[str] = Counter()
    finished: list[dict[str, Any]] = []
    for name, example, values in met:
        findings.file = name
        if intake.is_table:
            separator = data.read.label_separator
            example.gold = [label for item in example.gold for label in cut_labels(item, separator)]
        done = reader.finish(example, findings)
        kinds.update(intake.reading.list_labels(done.gold))
        if len(finished) < count:
            cells = {"cells": {other: show_cell(values.get(other)) for other in others}} if others else {}
            finished.append(_show(done, len(finished), file.split, name) | cells)
    findings.file = file.name
    reader.conclude(findings)
    return finished, reader.scheme, [label for label, _ in kinds.most_common(_LABELS)]


def _show(example: Example, id: int, split: str, file: str) -> dict[str, Any]:
    return {
        "example_id": id,
        "split": split,
        "file": file,
        "row": example.row,
        "text": example.text,
        "tokens": example.tokens,
        "offsets": example.offsets,
        "gold": example.gold,
    }


def _shorten(text: str | None) -> str:
    if text is None:
        return ""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _estimate_rows(file: OpenFile) -> int:
    """How many records a file has; where its sample is not all of them, by the lines they take."""
    if file.is_whole:
        return len(file.sample)
    return max(len(file.sample), round(len(file.sample) * file.lines / max(1, file.sample[-1].row)))
