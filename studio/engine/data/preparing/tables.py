"""Rows of tables, taken column by column: those without text or label are left out, and said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from studio.contract.recipe import DataSpec
from studio.engine.data.arrow import make_schema
from studio.engine.data.columnar.texts import find_missing
from studio.engine.data.findings import Findings
from studio.engine.data.preparing import Tell
from studio.engine.data.preparing.blocks import Block
from studio.engine.data.preparing.intake import Intake, OpenFile
from studio.engine.data.preparing.labels import cut_labels
from studio.engine.data.reading.text_classification import guess_text


def stage_tables(
    target: Path, data: DataSpec, intake: Intake, findings: Findings, tell: Tell, see: Callable[[pa.RecordBatch], None]
) -> None:
    """Writes all usable rows into one file, in their order; ``see`` is shown them on the way."""
    names = list_others(intake)
    schema = make_schema(names)
    count = 0
    with ipc.new_file(str(target), schema) as writer:
        for done, file in enumerate(intake.files):
            roles = dict(intake.roles.get(file.name, {}))
            tell(done / len(intake.files), "progress.reading_data")
            stage = _Stage(file, roles, names, data.read.label_separator, intake.has_several, findings)
            for block in file.read_blocks(roles, findings, intake.has_several):
                if len(block.rows):
                    part = min(1.0, block.rows[-1].as_py() / file.lines)
                    tell((done + part) / len(intake.files), "progress.reading_data")
                batch = stage.take(block, count, schema)
                count += batch.num_rows
                if batch.num_rows:
                    writer.write_batch(batch)
                    see(batch)


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
        names: list[str],
        separator: str | None,
        several: bool,
        findings: Findings,
    ) -> None:
        self.file, self.roles, self.names, self.findings = file, roles, names, findings
        self.separator, self.several = separator, several
        self.text = roles.get("text") or guess_text(file.columns) or file.columns[0].name

    def take(self, block: Block, first: int, schema: pa.Schema) -> pa.RecordBatch:
        """The usable rows of a block with ids from ``first``."""
        count = len(block.rows)
        golds, keep = self._label(block), np.ones(count, bool)
        for role in self.roles:
            if role == "label" and self.several:
                continue  # no label is an answer too
            texts = block.columns[self.roles[role]]
            missing = find_missing(texts)
            if role == "label":
                missing = missing | (pc.fill_null(pc.list_value_length(golds), 0).to_numpy(zero_copy_only=False) == 0)
            lost = np.flatnonzero(missing & keep)
            if len(lost):
                row = block.rows[int(lost[0])].as_py()
                self.findings.add(f"data.{role}_missing", "look", row=row, column=self.roles[role], count=len(lost))
                keep[lost] = False
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
        ids = pa.array(np.arange(first, first + batch.num_rows, dtype=np.int64))
        return batch.set_column(0, schema.field("example_id"), ids)

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
