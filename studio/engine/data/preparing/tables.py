"""Rows of tables, taken column by column: those without text or label are left out, and said."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from studio.contract.recipe import DataSpec
from studio.engine.data.arrow import make_schema
from studio.engine.data.columnar.texts import find_missing
from studio.engine.data.findings import Findings
from studio.engine.data.preparing.blocks import Block
from studio.engine.data.preparing.intake import Intake, OpenFile
from studio.engine.data.preparing.labels import cut_labels
from studio.engine.data.progress import Tell
from studio.engine.data.reading.text_classification import guess_text

THREADS = 2


@dataclass(frozen=True)
class Made:
    """The usable rows of a block, still without ids: ``lost`` says how many lack text or label, and where first.

    ``missing`` counts the empty cells of each column, ``seen`` is what was noted about the rows meanwhile.
    """

    batch: pa.RecordBatch
    last: int
    lost: list[tuple[str, str, int, int]]
    missing: Mapping[str, int]
    seen: Any


def stage_tables(
    target: Path,
    data: DataSpec,
    intake: Intake,
    findings: Findings,
    tell: Tell,
    note: Callable[[pa.RecordBatch], Any],
    see: Callable[[pa.RecordBatch, Any], None],
) -> None:
    """Writes all usable rows into one file, in their order.

    ``note`` is given them in several threads and may take its time; ``see`` is shown them in order, with what was
    noted.
    """
    with ipc.new_file(str(target), make_schema(list_others(intake))) as writer:
        for batch, noted in read_tables(data, intake, findings, tell, note):
            writer.write_batch(batch)
            see(batch, noted)


def read_tables(
    data: DataSpec, intake: Intake, findings: Findings, tell: Tell, note: Callable[[pa.RecordBatch], Any]
) -> Iterator[tuple[pa.RecordBatch, Any]]:
    """All usable rows in their order, with what was noted about them in several threads.

    What is noted has no ids yet: they are counted when all before are known.
    """
    names = list_others(intake)
    schema = make_schema(names)
    count = 0
    for done, file in enumerate(intake.files):
        roles = dict(intake.roles.get(file.name, {}))
        tell(done / len(intake.files), "progress.reading_data")
        stage = _Stage(file, roles, schema, names, data.read.label_separator, intake.has_several, note)
        for made in _make_ahead(file.read_blocks(roles, findings, intake.has_several), stage.make):
            part = min(1.0, made.last / file.lines)
            tell((done + part) / len(intake.files), "progress.reading_data")
            for role, name, row, lost in made.lost:
                findings.file = name
                code = "data.no_labels" if role == "label" and intake.has_several else f"data.{role}_missing"
                findings.add(code, "look", row=row, column=roles[role], count=lost)
            if file.rows.batches is not None:
                file.missing.update(made.missing)
            size = made.batch.num_rows
            if size:
                ids = pa.array(np.arange(count, count + size, dtype=np.int64))
                yield made.batch.set_column(0, schema.field("example_id"), ids), made.seen
            count += size


def _make_ahead(blocks: Iterator[Block], make: Callable[[Block], Made]) -> Iterator[Made]:
    """Each block made by one of several threads, in order."""
    with ThreadPoolExecutor(THREADS, thread_name_prefix="table") as pool:
        waiting: deque[Future[Made]] = deque()
        for block in blocks:
            if not len(block.rows):
                continue
            waiting.append(pool.submit(make, block))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def list_others(intake: Intake) -> list[str]:
    """The columns kept beside text and label; all of them where the data fit no task."""
    return list(
        dict.fromkeys(
            column.name
            for file in intake.files
            for column in file.columns
            if column.name not in intake.roles.get(file.name, {}).values()
        )
    )


class _Stage:
    """One file on its way into the columns of all."""

    def __init__(
        self,
        file: OpenFile,
        roles: dict[str, str],
        schema: pa.Schema,
        names: list[str],
        separator: str | None,
        several: bool,
        note: Callable[[pa.RecordBatch], Any],
    ) -> None:
        self.file, self.roles, self.schema, self.names = file, roles, schema, names
        self.separator, self.several, self.note = separator, several, note
        self.text = roles.get("text") or guess_text(file.columns) or file.columns[0].name

    def make(self, block: Block) -> Made:
        """The usable rows of a block."""
        count, schema = len(block.rows), self.schema
        golds, keep = self._label(block), np.ones(count, bool)
        counted = block.columns if self.file.rows.batches is not None else set(self.roles.values())
        missing = {name: find_missing(block.columns[name]) for name in counted}
        lost: list[tuple[str, str, int, int]] = []
        for role, name in self.roles.items():
            lacks = missing[name]
            if role == "label":
                lacks = lacks | (pc.fill_null(pc.list_value_length(golds), 0).to_numpy(zero_copy_only=False) == 0)
            found = np.flatnonzero(lacks & keep)
            if len(found):
                first = int(found[0])
                file = block.files[first].as_py() if block.files is not None else self.file.name
                lost.append((role, file or self.file.name, block.rows[first].as_py(), len(found)))
                if not (role == "label" and self.several):  # no label is an answer too
                    keep[found] = False
        arrays = {
            "example_id": pa.nulls(count, pa.int64()),
            "split": pa.repeat(self.file.split, count),
            "file": block.files if block.files is not None else pa.repeat(self.file.name, count),
            "row": block.rows,
            "text": pc.fill_null(block.columns[self.text], ""),
            "tokens": _repeat_empty(count, schema.field("tokens").type),
            "offsets": _repeat_empty(count, schema.field("offsets").type),
            "gold": golds,
        }
        if self.names:
            others = [block.columns.get(name, None) for name in self.names]
            cells = [pa.nulls(count, pa.string()) if other is None else other for other in others]
            arrays["cells"] = pa.StructArray.from_arrays(cells, fields=list(schema.field("cells").type))
        batch = pa.RecordBatch.from_arrays(list(arrays.values()), schema=schema)
        if not keep.all():
            batch = batch.filter(pa.array(keep))
        counts = {name: int(cells.sum()) for name, cells in missing.items()}
        return Made(batch, block.rows[-1].as_py(), lost, counts, self.note(batch))

    def _label(self, block: Block) -> pa.Array:
        """The labels of each row: a list of one, or of those that the separator cuts; empty where there is none."""
        kind = pa.list_(pa.string())
        if "label" not in self.roles:
            return _repeat_empty(len(block.rows), kind)
        texts = block.columns[self.roles["label"]]
        if not self.separator and not self.several:
            offsets = pa.array(np.arange(len(texts) + 1, dtype=np.int32))
            return pa.ListArray.from_arrays(offsets, texts)
        encoded = texts.dictionary_encode()
        cut = [cut_labels(cell, self.separator) for cell in encoded.dictionary.to_pylist()]
        lists = pa.array([*cut, []], kind)
        return lists.take(pc.fill_null(encoded.indices, len(lists) - 1))


def _repeat_empty(count: int, kind: pa.DataType) -> pa.Array:
    """A column of empty lists."""
    empty = pa.array([], kind.value_type)
    return pa.ListArray.from_arrays(pa.array(np.zeros(count + 1, np.int32)), empty)
