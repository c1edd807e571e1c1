"""All files of a data set opened: which ones there are, what they are, which task they fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path

from studio.contract.calls import ColumnFacts, FileFacts
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.columns import Column, Roles, find_column, is_missing, profile_columns
from studio.engine.data.containers import expand, expand_dataset
from studio.engine.data.containers.protocol import Member
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Record, Rows, Source
from studio.engine.data.preparing.blocks import Block, gather_blocks, take_batches
from studio.engine.data.progress import Tell
from studio.engine.data.reading import READINGS, SEVERAL
from studio.engine.data.reading.protocol import Reading
from studio.engine.data.source import HEAD, describe_encoding, open_source
from studio.engine.data.source.companions import leave_companions
from studio.engine.data.splits import SPLITS, TEST, TRAIN, VALIDATION, recognise_splits

UNSUPPORTED = "unsupported"
SAMPLE = 2000


@dataclass
class OpenFile:
    """One file of the data set, its first records seen in ``sample``; the rest is read once."""

    name: str
    split: str
    facts: FileFacts
    columns: list[Column]
    sample: list[Record]
    lines: float
    """How many lines the file has, estimated from its beginning."""
    path: Path
    rows: Rows
    rest: Iterator[Record]
    seen: Findings
    """What was met so far: while opening the file (``known``), and while reading the sample."""
    known: Findings
    missing: Counter[str] = field(default_factory=Counter)

    def read(self, findings: Findings) -> Iterator[Record]:
        """The records; counts the cells that are missing. Findings are told which file each stands in."""
        findings.take(self.seen)
        for record in chain(self.sample, self.rest):
            findings.file = record.file or self.name
            self.count_missing(record)
            yield record
        findings.take(self.seen)

    def read_blocks(self, roles: Roles, findings: Findings, several: bool) -> Iterator[Block]:
        """The same as columns of text, the fast way where the format has one; then missing cells are not counted."""
        names = [column.name for column in self.columns]
        if self.rows.batches is None:
            yield from gather_blocks(self.read(findings), names, roles, findings, several)
            return
        self.seen.keep(self.known)
        findings.take(self.seen)
        for block in take_batches(self.rows.batches(), names):
            findings.file = self.name
            yield block
        findings.take(self.seen)

    def count_missing(self, record: Record) -> None:
        """Counts the cells of a record that hold nothing."""
        for name, cell in record.values.items():
            if is_missing(cell):
                self.missing[name] += 1

    @property
    def is_checked_later(self) -> bool:
        """Whether reading finds by itself what a look at all of a large file would find beforehand."""
        is_plain = self.facts.encoding.casefold() in ("utf-8", "utf-8-sig", "ascii")
        return self.rows.batches is not None and is_plain and self.path.stat().st_size > HEAD

    @property
    def is_whole(self) -> bool:
        """Whether the sample is all there is."""
        return len(self.sample) < SAMPLE


@dataclass(frozen=True)
class Intake:
    """The opened files, the task they fit with the role of each column, or the reason why none fits."""

    files: list[OpenFile]
    reading: Reading | None
    roles: dict[str, Roles]
    reason: str = ""

    @property
    def is_checked_later(self) -> bool:
        """Whether this holds for all files."""
        return self.is_table and all(file.is_checked_later for file in self.files)

    @property
    def has_several(self) -> bool:
        """Whether an example may have any number of labels."""
        return self.reading is not None and self.reading.id == SEVERAL

    @property
    def is_table(self) -> bool:
        """Whether the examples are rows of texts, not sentences of tokens."""
        return all(set(roles) <= {"text", "label"} for roles in self.roles.values())


def list_members(data: DataSpec, base: Path, tell: Tell) -> list[Member]:
    """The files the data are made of, each with its split, those of training first.

    What is in a container has the split that stands there, unless the recipe asks for another. Raises
    ``StudioError`` with the problems of all containers that cannot be opened.
    """
    if not data.train_files and not data.dataset:
        place = Place(field="data.train")
        raise StudioError(Problem(code="recipe.missing_key", values={"name": "data.train"}, place=place))
    asked = {VALIDATION: data.validation, TEST: data.test}
    recognised = recognise_splits(data.train_files) if all(value is None for value in asked.values()) else {}
    named = {file: split for split, files in recognised.items() for file in files if split != TRAIN}
    found: list[Member] = []
    problems: list[Problem] = []

    def add(split: str, name: str) -> None:
        path = base / name
        try:
            members = expand(path, name, data.read, tell) if path.exists() else [Member(path, name)]
        except StudioError as error:
            problems.extend(error.problems)
            return
        except OSError as error:  # a name that the system does not take
            values = {"file": path.name}
            place = Place(file=name)
            problems.append(Problem(code="usage.file_unreadable", values=values, place=place, details=str(error)))
            return
        found.extend(_share_out(members, split, asked))

    if data.dataset:
        found += _share_out(expand_dataset(data.dataset, data.read, tell), TRAIN, asked)
    for file in data.train_files:
        add(named.get(file, TRAIN), file)
    for split, value in asked.items():
        if isinstance(value, str):
            add(split, value)
    if problems:
        raise StudioError(problems)
    if not any(member.split == TRAIN for member in found):
        found = [replace(member, split=TRAIN) if asked.get(member.split or "") is None else member for member in found]
    kept = set(leave_companions([member.path for member in found]))
    found = [member for member in found if member.path in kept]
    return sorted(found, key=lambda member: SPLITS.index(member.split or TRAIN))


def _share_out(members: Sequence[Member], split: str, asked: Mapping[str, object]) -> list[Member]:
    """Members with the split they stand for; one that the recipe asks for otherwise is for training."""
    shared = []
    for member in members:
        brings = member.split if split == TRAIN and member.split and asked.get(member.split) is None else split
        shared.append(replace(member, split=brings))
    return shared


def open_files(data: DataSpec, members: Sequence[Member], findings: Findings, *, whole: bool = True) -> list[OpenFile]:
    """Opens every file; ``whole`` as for :func:`open_source`.

    Raises ``StudioError`` with the problems of all that cannot be read.
    """
    opened: list[OpenFile] = []
    problems: list[Problem] = []
    for member in members:
        findings.file = member.name
        if member.left_out:
            findings.add("data.files_beside", "look", count=len(member.left_out), name=member.left_out[0])
        try:
            opened.append(_open_file(member, data, whole))
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
    for reading in _list_readings(files[0], data) if task is None else [READINGS[task]]:
        asked = {file.name: _resolve_columns(file, data) for file in files}
        roles = {file.name: reading.guess(file.columns, asked[file.name]) for file in files}
        if roles[files[0].name] is None and task is None:
            continue
        lacking = [file for file in files if roles[file.name] is None]
        if lacking:
            raise StudioError([_complain(reading, file, asked[file.name]) for file in lacking])
        return Intake(files, reading, {name: found for name, found in roles.items() if found})
    return Intake(files, None, {}, explain_misfit(files[0]))


def _list_readings(first: OpenFile, data: DataSpec) -> list[Reading]:
    """The tasks to try: with several labels a text where the recipe or the data hold several."""
    if data.read.label_separator:
        return [reading for reading in READINGS.values() if reading.id != "text-classification"]
    several = any(column.kind == "strings" for column in first.columns)
    return [reading for reading in READINGS.values() if reading.id != SEVERAL or several]


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


def _open_file(member: Member, data: DataSpec, whole: bool) -> OpenFile:
    path, name, split = member.path, member.name, member.split or TRAIN
    seen = Findings(name)
    source, format = open_source(path, name, data.read, seen, whole=whole)
    rows = format.read(source, seen)
    known = seen.copy()
    records = iter(rows.records)
    sample = list(islice(records, SAMPLE))
    if not sample:
        problem = Problem(code="data.no_rows", values={"file": path.name}, place=Place(file=name))
        raise StudioError(seen.stops or problem)
    facts = FileFacts(
        path=name, format=rows.name, encoding=describe_encoding(source), delimiter=rows.delimiter,
        sheet=rows.sheet, sheets=list(rows.sheets), header=rows.header,
    )  # fmt: skip
    columns = profile_columns(rows.columns, sample)
    lines = _estimate_lines(source)
    return OpenFile(name, split, facts, columns, sample, lines, path, rows, records, seen, known)


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


def explain_misfit(file: OpenFile) -> str:
    """Why no task fits: the code of a sentence."""
    if len(file.columns) == 1:
        return "data.only_text"
    texts = [column for column in file.columns if column.kind == "text" and not column.is_constant]
    if any(column.kind == "number" and not column.whole for column in file.columns):
        return "data.only_scores"
    return "data.only_texts" if len(texts) > 1 else "data.no_label"
