"""Which example of the training files goes where: by chance, by kind, by group or by time, all of them in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.columnar.hashing import TextHasher
from studio.engine.data.findings import Findings
from studio.engine.data.preparing import Tell
from studio.engine.data.preparing.intake import Intake
from studio.engine.data.preparing.tables import list_others
from studio.engine.data.reading.protocol import Reading
from studio.engine.data.splits import SPLITS, TEST, TRAIN, VALIDATION, choose_fractions
from studio.engine.data.splits.drawing import Codes, Numbers, draw
from studio.engine.data.splits.times import TimeReader


@dataclass
class _Column:
    """What one column of the staged file says, gathered batch by batch."""

    parts: list[npt.NDArray[Any]] = field(default_factory=list)

    def join(self, kind: type[np.generic]) -> npt.NDArray[Any]:
        return np.concatenate([np.zeros(0, kind), *self.parts])


def check_split_column(data: DataSpec, intake: Intake) -> None:
    """Raises ``StudioError`` where the column to split by is none of those beside text and label."""
    known = list_others(intake) if intake.is_table else []
    if data.split.kind in ("grouped", "time") and intake.reading and data.split.by not in known:
        values = {"name": data.split.by or "", "known": ", ".join(known)}
        place = Place(file=intake.files[0].name, column=data.split.by, field="data.split.by")
        raise StudioError(Problem(code="data.split_column_absent", values=values, place=place))


def read_batches(path: Path) -> Iterator[pa.RecordBatch]:
    """The batches of a file, read into memory one by one."""
    with pa.OSFile(str(path)) as file, ipc.open_file(file) as reader:
        for index in range(reader.num_record_batches):
            yield reader.get_batch(index)


def assign_splits(
    staged: Path, source: Path, data: DataSpec, intake: Intake, findings: Findings, tell: Tell
) -> Codes:
    """The split of each example of ``source``; what to group or sort by stands in ``staged``, as it was read."""
    work = _Assigning(data, intake, findings)
    work.look(source, tell)
    given = {file.split for file in intake.files}
    train = np.flatnonzero(work.codes == 0)
    fractions = choose_fractions(data, given, len(train)) if intake.reading else {}
    if len(train) and any(fractions.values()):
        work.codes[train] = work.assign(train, fractions, staged)
    return work.codes


class _Assigning:
    def __init__(self, data: DataSpec, intake: Intake, findings: Findings) -> None:
        self.spec, self.intake, self.findings = data.split, intake, findings
        self.codes: Codes = np.zeros(0, np.int8)
        self.ids: Numbers = np.zeros(0, np.int64)
        self.texts: npt.NDArray[np.uint64] = np.zeros(0, np.uint64)
        self.kinds = KindReader(intake.reading) if intake.reading else None

    def look(self, source: Path, tell: Tell) -> None:
        """Gathers what decides about each example: its file's split, its text, its labels."""
        by_text = self.intake.reading is not None and self.spec.kind in ("random", "stratified")
        codes, ids, texts = _Column(), _Column(), _Column()
        with TextHasher() as hasher:
            for batch in read_batches(source):
                tell(0.0, "progress.splitting_data")
                split = pc.index_in(batch.column("split"), value_set=pa.array(SPLITS))
                codes.parts.append(split.to_numpy().astype(np.int8))
                ids.parts.append(batch.column("example_id").to_numpy())
                if by_text:
                    texts.parts.append(hasher.hash(batch.column("text")))
                if self.kinds and self.spec.kind == "stratified":
                    self.kinds.add(batch.column("gold"))
        self.codes, self.ids, self.texts = codes.join(np.int8), ids.join(np.int64), texts.join(np.uint64)

    def assign(self, train: Numbers, fractions: Mapping[str, float], staged: Path) -> Codes:
        """The split of each example of the training files."""
        if self.spec.kind == "time":
            return self._assign_by_time(train, fractions, staged)
        if self.spec.kind == "grouped":
            return self._assign_groups(train, fractions, staged)
        strata = self.kinds.decide()[train] if self.kinds and self.spec.kind == "stratified" else None
        return draw(self.texts[train], strata, fractions, self.spec.seed)

    def _assign_groups(self, train: Numbers, fractions: Mapping[str, float], staged: Path) -> Codes:
        """No group in two splits; what belongs to no group stays in training."""
        keys, missing = _Column(), _Column()
        with TextHasher() as hasher:
            for column in self._read_by(staged):
                keys.parts.append(hasher.hash(column))
                missing.parts.append(column.is_null().to_numpy(zero_copy_only=False))
        lost = missing.join(np.bool_)[self.ids[train]]
        self._complain("data.split_group_missing", train[lost], staged)
        assigned = np.zeros(len(train), np.int8)
        known = np.flatnonzero(~lost)
        shares = {name: fraction * len(train) / max(1, len(known)) for name, fraction in fractions.items()}
        assigned[known] = draw(keys.join(np.uint64)[self.ids[train[known]]], None, shares, self.spec.seed)
        for name, fraction in fractions.items():
            got, wanted = int((assigned == SPLITS.index(name)).sum()), round(fraction * len(train))
            if abs(got - wanted) * 2 > wanted:
                values = {"split": name, "wanted": wanted, "column": self.spec.by}
                self.findings.add("data.split_groups_uneven", "look", column=self.spec.by, got=got, **values)
        return assigned

    def _assign_by_time(self, train: Numbers, fractions: Mapping[str, float], staged: Path) -> Codes:
        """Training is the oldest part, test the newest; what says no time stays in training."""
        reader = TimeReader()
        for column in self._read_by(staged):
            reader.add(column)
        times = reader.decide()[self.ids[train]]
        self._complain("data.split_time_unreadable", train[np.isnan(times)], staged)
        assigned = np.zeros(len(train), np.int8)
        stop = int((~np.isnan(times)).sum())
        order = np.argsort(times, kind="stable")[:stop]  # those without a time come last
        for name in (TEST, VALIDATION):
            fraction = fractions.get(name, 0.0)
            count = min(round(fraction * len(train)) or int(fraction > 0), stop - 1)
            if count > 0:
                assigned[order[stop - count : stop]] = SPLITS.index(name)
                stop -= count
        return assigned

    def _read_by(self, staged: Path) -> Iterator[pa.Array]:
        for batch in read_batches(staged):
            yield pc.struct_field(batch.column("cells"), self.spec.by)

    def _complain(self, code: str, found: Numbers, staged: Path) -> None:
        """One finding for these examples, with the place and the cell of the first."""
        if not len(found):
            return
        first = int(self.ids[found[0]])
        for batch in read_batches(staged):
            if first < batch.num_rows:
                row = batch.slice(first, 1).to_pylist()[0]
                self.findings.file = row["file"]
                cell = row["cells"][self.spec.by] or ""
                self.findings.add(
                    code, "look", row=row["row"], column=self.spec.by, count=len(found), text=cell[:80], by=self.spec.by
                )
                return
            first -= batch.num_rows


class KindReader:
    """Which kind of example each one is: the rarest of its labels."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._codes: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._rows: list[Numbers] = []
        self._found: list[Numbers] = []
        self._count = 0

    def add(self, golds: pa.Array) -> None:
        """Takes the labels of the next examples into account."""
        items = golds.flatten().dictionary_encode()
        codes = np.array([self._find(item) for item in items.dictionary.to_pylist()] or [-1], np.int64)
        found = codes[items.indices.to_numpy()] if len(items) else np.zeros(0, np.int64)
        lengths = pc.list_value_length(golds).to_numpy()
        rows = np.repeat(np.arange(self._count, self._count + len(golds)), lengths)
        self._count += len(golds)
        if (lengths > 1).any():
            pairs = np.unique(np.stack([rows, found])[:, found >= 0], axis=1)
            rows, found = pairs[0], pairs[1]
        self._rows.append(rows[found >= 0])
        self._found.append(found[found >= 0])

    def decide(self) -> Numbers:
        """The kind of each example as a number; those without a label are of one kind."""
        rows = np.concatenate([np.zeros(0, np.int64), *self._rows])
        found = np.concatenate([np.zeros(0, np.int64), *self._found])
        rarity = np.bincount(found, minlength=len(self._names))
        ranked = sorted(self._names, key=lambda name: (rarity[self._names[name]], name))
        ranks = np.zeros(len(ranked), np.int64)
        ranks[[self._names[name] for name in ranked]] = np.arange(len(ranked))
        kinds = np.full(self._count, len(ranked), np.int64)
        np.minimum.at(kinds, rows, ranks[found])
        return kinds

    def _find(self, item: str) -> int:
        if item not in self._codes:
            [*names] = self._reading.list_kinds([item])
            self._codes[item] = self._names.setdefault(names[0], len(self._names)) if names else -1
        return self._codes[item]
