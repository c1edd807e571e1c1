"""All files of a data set opened: which ones there are, what they are, which task they fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path

from studio.contract.calls import ColumnFacts, FileFacts
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.columns import Column, Roles, find_column, is_missing, profile_columns
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record, Source
from studio.engine.data.reading import READINGS
from studio.engine.data.reading.protocol import Reading
from studio.engine.data.source import describe_encoding, open_source
from studio.engine.data.splits import TEST, TRAIN, VALIDATION, recognise_splits

UNSUPPORTED = "unsupported"
_SAMPLE = 2000


@dataclass
class OpenFile:
    """One file of the data set, its first records seen; ``records`` gives all of them, once."""

    name: str
    split: str
    facts: FileFacts
    columns: list[Column]
    records: Iterator[Record]
    lines: float
    """How many lines the file has, estimated from its beginning."""
    missing: Counter[str] = field(default_factory=Counter)

    def read(self, findings: Findings) -> Iterator[Record]:
        """The records; counts the cells that are missing. Findings are told which file it is."""
        for record in self.records:
            findings.file = self.name
            for name, cell in record.values.items():
                if is_missing(cell):
                    self.missing[name] += 1
            yield record


@dataclass(frozen=True)
class Intake:
    """The opened files, the task they fit with the role of each column, or the reason why none fits."""

    files: list[OpenFile]
    reading: Reading | None
    roles: dict[str, Roles]
    reason: str = ""


def list_files(data: DataSpec) -> dict[str, list[str]]:
    """The files of each split as the recipe names them."""
    if not data.train_files and not data.dataset:
        place = Place(field="data.train")
        raise StudioError(Problem(code="recipe.missing_key", values={"name": "data.train"}, place=place))
    if data.dataset or data.steps:
        name = "data.dataset" if data.dataset else "data.steps"
        raise StudioError(Problem(code="data.not_yet", values={"name": name}, place=Place(field=name)))
    asked = {VALIDATION: data.validation, TEST: data.test}
    given = {name: [value] for name, value in asked.items() if isinstance(value, str)}
    if any(value is not None for value in asked.values()):
        return {TRAIN: data.train_files} | given
    return {name: files for name, files in recognise_splits(data.train_files).items() if files}


def open_files(data: DataSpec, base: Path, findings: Findings) -> list[OpenFile]:
    """Opens every file. Raises ``StudioError`` with the problems of all that cannot be read."""
    opened: list[OpenFile] = []
    problems: list[Problem] = []
    for split, names in list_files(data).items():
        for name in names:
            findings.file = name
            try:
                opened.append(_open_file(base / name, name, split, data, findings))
            except StudioError as error:
                problems += error.problems
    if problems:
        raise StudioError(problems)
    return opened


def choose_task(files: list[OpenFile], data: DataSpec, task: str | None) -> Intake:
    """Finds the columns for ``task``, or the first task that the training data fits.

    Raises ``StudioError`` where the asked task finds no columns in one of the files.
    """
    if task is not None and task not in READINGS:
        values = {"name": task, "known": ", ".join(READINGS)}
        raise StudioError(Problem(code="data.task_unknown", values=values, place=Place(field="task")))
    for reading in READINGS.values() if task is None else [READINGS[task]]:
        asked = {file.name: _resolve_columns(file, data) for file in files}
        roles = {file.name: reading.guess(file.columns, asked[file.name]) for file in files}
        if roles[files[0].name] is None and task is None:
            continue
        lacking = [file for file in files if roles[file.name] is None]
        if lacking:
            raise StudioError([_complain(reading, file, asked[file.name]) for file in lacking])
        return Intake(files, reading, {name: found for name, found in roles.items() if found})
    return Intake(files, None, {}, _explain(files[0]))


def describe_columns(intake: Intake) -> list[ColumnFacts]:
    """Name, role, type and missing cells of the training data's columns."""
    first = intake.files[0]
    roles = {column: role for role, column in intake.roles.get(first.name, {}).items()}
    trained = [file for file in intake.files if file.split == first.split]
    return [
        ColumnFacts(
            name=column.name,
            role=roles.get(column.name, "ignored"),
            type=column.kind,
            missing=sum(file.missing[column.name] for file in trained),
        )
        for column in first.columns
    ]


def _open_file(path: Path, name: str, split: str, data: DataSpec, findings: Findings) -> OpenFile:
    source, format = open_source(path, name, data.read, findings)
    rows = format.read(source, findings)
    records = iter(rows.records)
    sample = list(islice(records, _SAMPLE))
    if not sample:
        unread = [problem for problem in findings.stops if problem.place.file == name]
        raise StudioError(unread or Problem(code="data.no_rows", values={"file": path.name}, place=Place(file=name)))
    facts = FileFacts(
        path=name, format=rows.name, encoding=describe_encoding(source),
        delimiter=rows.delimiter,
    )  # fmt: skip
    columns = profile_columns(rows.columns, sample)
    return OpenFile(name, split, facts, columns, chain(sample, records), _estimate_lines(source))


def _estimate_lines(source: Source) -> float:
    size = len(source.head.encode(errors="replace")) or 1
    return max(1.0, source.head.count("\n") * source.size / size)


def _resolve_columns(file: OpenFile, data: DataSpec) -> dict[str, str]:
    asked = dict(data.columns)
    if data.read.text_column and "text" not in asked:
        asked["text"] = data.read.text_column
    return {role: find_column(file.columns, name, role, file.name) for role, name in asked.items()}


def _complain(reading: Reading, file: OpenFile, asked: Roles) -> Problem:
    known = ", ".join(column.name for column in file.columns)
    values = {"file": file.name.rsplit("/", 1)[-1], "known": known}
    code = reading.complain(file.columns, asked)
    return Problem(code=code, values=values, place=Place(file=file.name, row=1))


def _explain(file: OpenFile) -> str:
    """Why no task fits: the code of a sentence."""
    if len(file.columns) == 1:
        return "data.only_text"
    texts = [column for column in file.columns if column.kind == "text" and not column.is_constant]
    if any(column.kind == "number" and not column.whole for column in file.columns):
        return "data.only_scores"
    return "data.only_texts" if len(texts) > 1 else "data.no_label"
