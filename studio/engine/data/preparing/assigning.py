"""Which example of the training files goes where: by chance, by kind, by group or by time, all of them in columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.columnar.growing import Growing
from studio.engine.data.columnar.hashing import Hashes, TextHasher
from studio.engine.data.columnar.texts import find_missing
from studio.engine.data.findings import Findings
from studio.engine.data.preparing.intake import Intake
from studio.engine.data.preparing.tables import list_others
from studio.engine.data.reading.protocol import Reading
from studio.engine.data.splits import SPLITS, TEST, VALIDATION, choose_fractions
from studio.engine.data.splits.drawing import Codes, Numbers, draw
from studio.engine.data.splits.times import TimeReader


def check_split_column(data: DataSpec, intake: Intake) -> None:
    """Raises ``StudioError`` where the column to split by is none of those beside text and label."""
    known = list_others(intake) if intake.is_table else []
    if data.split.kind in ("grouped", "time") and intake.reading and data.split.by not in known:
        values = {"name": data.split.by or "", "known": ", ".join(known) or "none"}
        place = Place(file=intake.files[0].name, column=data.split.by, field="data.split.by")
        raise StudioError(Problem(code="data.split_column_absent", values=values, place=place))


def read_batches(path: Path, columns: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
    """The batches of a file, read into memory one by one; of all columns where none are named."""
    with pa.OSFile(str(path)) as file, ipc.open_file(file) as reader:
        names, count = reader.schema.names, reader.num_record_batches
    chosen = ipc.IpcReadOptions(included_fields=[names.index(name) for name in columns]) if columns else None
    with pa.OSFile(str(path)) as file, ipc.open_file(file, options=chosen) as reader:
        for index in range(count):
            yield reader.get_batch(index)


class Assigning:
    """Gathers what decides about each example (its file's split, its text, its labels), then decides."""

    columns = ("example_id", "split", "text", "gold")

    def __init__(self, data: DataSpec, intake: Intake, findings: Findings) -> None:
        self.data, self.spec, self.intake, self.findings = data, data.split, intake, findings
        self._codes, self._ids = Growing(np.int8), Growing(np.int64)
        self._texts = Growing(np.uint64)
        divides = any(choose_fractions(data, {file.split for file in intake.files}, 0).values())
        self._by_text = divides and intake.reading is not None and self.spec.kind in ("random", "stratified")
        self._kinds = KindReader(intake.reading) if intake.reading and self.spec.kind == "stratified" else None
        self._hasher = TextHasher()

    def note(self, batch: pa.RecordBatch) -> Hashes | None:
        """What is slow to find out about some examples; may be asked by several threads at once."""
        return self._hasher.hash(batch.column("text")) if self._by_text else None

    def add(self, batch: pa.RecordBatch, noted: Hashes | None) -> None:
        """Takes the next examples into account, with what was noted about them."""
        split = pc.index_in(batch.column("split"), value_set=pa.array(SPLITS))
        self._codes.append(split.to_numpy())
        if self.spec.kind in ("grouped", "time"):
            self._ids.append(batch.column("example_id").to_numpy())
        if noted is not None:
            self._texts.append(noted)
        if self._kinds:
            self._kinds.add(batch.column("gold"))

    def decide(self, staged: Path) -> Codes:
        """The split of each example; what to group or sort by stands in ``staged``, as it was read."""
        codes: Codes = self._codes.values
        given = {file.split for file in self.intake.files}
        train = np.flatnonzero(codes == 0)
        fractions = choose_fractions(self.data, given, len(train)) if self.intake.reading else {}
        if len(train) and any(fractions.values()):
            codes[train] = self.assign(train, fractions, staged)
        self._hasher.close()
        return codes

    def assign(self, train: Numbers, fractions: Mapping[str, float], staged: Path) -> Codes:
        """The split of each example of the training files."""
        if self.spec.kind == "time":
            return self._assign_by_time(train, fractions, staged)
        if self.spec.kind == "grouped":
            return self._assign_groups(train, fractions, staged)
        strata = _pick(self._kinds.decide(), train) if self._kinds else None
        return draw(_pick(self._texts.values, train), strata, fractions, self.spec.seed)

    def _assign_groups(self, train: Numbers, fractions: Mapping[str, float], staged: Path) -> Codes:
        """No group in two splits; what belongs to no group stays in training."""
        keys, missing = Growing(np.uint64), Growing(np.bool_)
        for column in self._read_by(staged):
            keys.append(self._hasher.hash(column))
            missing.append(find_missing(column))
        ids = self._ids.values
        lost = missing.values[ids[train]]
        self._complain("data.split_group_missing", train[lost], staged)
        assigned = np.zeros(len(train), np.int8)
        known = np.flatnonzero(~lost)
        shares = {name: fraction * len(train) / max(1, len(known)) for name, fraction in fractions.items()}
        assigned[known] = draw(keys.values[ids[train[known]]], None, shares, self.spec.seed)
        by = self.spec.by
        for name, fraction in fractions.items():
            got, wanted = int((assigned == SPLITS.index(name)).sum()), round(fraction * len(train))
            if abs(got - wanted) * 2 > wanted:
                self.findings.add(
                    "data.split_groups_uneven", "look", column=by, split=name, wanted=wanted, got=got, by=by
                )
        return assigned

    def _assign_by_time(self, train: Numbers, fractions: Mapping[str, float], staged: Path) -> Codes:
        """Training is the oldest part, test the newest; what says no time stays in training."""
        reader = TimeReader()
        for column in self._read_by(staged):
            reader.add(column)
        times = reader.decide()[self._ids.values[train]]
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
        for batch in read_batches(staged, ["cells"]):
            yield pc.struct_field(batch.column("cells"), self.spec.by)

    def _complain(self, code: str, found: Numbers, staged: Path) -> None:
        """One finding for these examples, with the place and the cell of the first."""
        if not len(found):
            return
        first = int(self._ids.values[found[0]])
        for batch in read_batches(staged, ["file", "row", "cells"]):
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
        self._single = Growing(np.int32)
        self._rows, self._found = Growing(np.int64), Growing(np.int32)

    def add(self, golds: pa.Array) -> None:
        """Takes the labels of the next examples into account."""
        items = golds.flatten().dictionary_encode()
        codes = np.array([*map(self._find, items.dictionary.to_pylist()), -1], np.int32)
        found = codes[items.indices.to_numpy()]
        lengths = pc.list_value_length(golds).to_numpy()
        if len(found) == len(golds) and (lengths == 1).all():
            self._single.append(found)
            return
        rows = np.repeat(np.arange(len(golds)), lengths)[found >= 0]
        pairs = np.unique(rows * len(codes) + found[found >= 0])
        self._rows.append(len(self._single) + pairs // len(codes))
        self._found.append(pairs % len(codes))
        self._single.append(np.full(len(golds), -1, np.int32))

    def decide(self) -> Numbers:
        """The kind of each example as a number; those without a label are of one kind."""
        single, rows, found = self._single.values, self._rows.values, self._found.values
        count = len(self._names)
        rarity = np.bincount(single[single >= 0], minlength=count) + np.bincount(found, minlength=count)
        ranked = sorted(self._names, key=lambda name: (rarity[self._names[name]], name))
        ranks = np.full(count + 1, count, np.int32)
        ranks[[self._names[name] for name in ranked]] = np.arange(count)
        kinds: Numbers = ranks[single]
        np.minimum.at(kinds, rows, ranks[found])
        return kinds

    def _find(self, item: str) -> int:
        if item not in self._codes:
            [*names] = self._reading.list_kinds([item])
            self._codes[item] = self._names.setdefault(names[0], len(self._names)) if names else -1
        return self._codes[item]


def _pick(values: npt.NDArray[Any], chosen: Numbers) -> npt.NDArray[Any]:
    """The chosen ones; without a copy where all are."""
    return values if len(chosen) == len(values) else values[chosen]
