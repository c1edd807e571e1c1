"""The data as they are after all steps, written to one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
from pyarrow import ipc

from studio.contract.calls import CallProgress, ColumnFacts, ExportData, Inspection, Written
from studio.contract.problems import Place, Problem, StudioError
from studio.engine.answering import Asked
from studio.engine.data.changing.rows import Row
from studio.engine.data.outputs import WRITERS, check_output, write_rows
from studio.engine.data.outputs.examples import SEPARATOR, ExampleShape
from studio.engine.data.outputs.predicted import find_free
from studio.engine.data.store import Prepared, prepare

_KNOWN = tuple(suffix for suffix in WRITERS if suffix != ".txt")
_ROWS = 1000


def export_data(call: ExportData, asked: Asked) -> Written:
    """Writes what is in the splits that are wanted.

    Raises ``StudioError`` where it may not or cannot be written so, ``Cancelled``.
    """
    out, base = Path(call.out).absolute(), Path(call.base)
    named = [*call.data.train_files, call.data.validation, call.data.test, call.data.steps]
    sources = [base / name for name in named if isinstance(name, str)]
    check_output(sources, out, call.force, _KNOWN)  # before all is read
    prepared = prepare(call.data, base, call.task, asked.look)
    check_output([*sources, *map(Path, prepared.inspection.fingerprints)], out, call.force, _KNOWN)
    splits = _choose_splits(prepared, call.splits)
    shape = make_shape(prepared.inspection, _read_names(prepared), len(splits) > 1, call.data.read.label_separator)
    if out.suffix.lower() == ".conll" and not shape.entities:
        place = Place(file=str(out))
        raise StudioError(Problem(code="data.output_without_words", values={"file": out.name}, place=place))
    rows = write_rows(out, shape, _read_rows([prepared.splits[name] for name in splits], asked))
    return Written(path=str(out), rows=rows)


def make_shape(
    found: Inspection, cells: Sequence[str], names_split: bool, separator: str | None = None
) -> ExampleShape:
    """How the examples look: the columns of a table in their order, under the names they had."""
    text, label = (_find_role(found.columns, role) for role in ("text", "label"))
    wanted = (*cells, *(name for name in (text, label) if name))
    columns = list(dict.fromkeys(column.name for column in found.columns if column.name in wanted))
    columns += [name for name in cells if name not in columns]
    entities = found.task == "token-classification"
    return ExampleShape(
        columns=[] if entities and not cells else columns,
        text=(text if not entities else None) or find_free("text", cells),
        label=label or find_free("label", cells),
        entities=entities,
        several=found.task == "multi-label-classification" or separator is not None,
        labelled=entities or bool(found.labels),
        split=names_split,
        separator=separator or SEPARATOR,
        delimiter=next((file.delimiter for file in found.files if file.delimiter), ","),
        marked=any(file.encoding not in ("", "utf-8", "ascii") for file in found.files),
    )


def _choose_splits(prepared: Prepared, asked: Sequence[str]) -> list[str]:
    unknown = [name for name in asked if name not in prepared.splits]
    if unknown or not prepared.splits:
        values = {"name": ", ".join(unknown), "known": ", ".join(prepared.splits)}
        raise StudioError(Problem(code="data.split_unknown", values=values, place=Place(field="split")))
    return [name for name in prepared.splits if not asked or name in asked]


def _read_rows(paths: Sequence[Path], asked: Asked) -> Iterator[Row]:
    total, done = sum(map(_count_rows, paths)), 0
    for path in paths:
        with pa.memory_map(str(path)) as mapped, ipc.open_file(mapped) as reader:
            for index in range(reader.num_record_batches):
                batch = reader.get_batch(index)
                for start in range(0, batch.num_rows, _ROWS):
                    asked.report(CallProgress(fraction=done / total, code="progress.writing_file"))
                    rows = batch.slice(start, _ROWS).to_pylist()
                    done += len(rows)
                    yield from rows


def _count_rows(path: Path) -> int:
    with pa.memory_map(str(path)) as mapped, ipc.open_file(mapped) as reader:
        return sum(reader.get_batch(index).num_rows for index in range(reader.num_record_batches))


def _read_names(prepared: Prepared) -> list[str]:
    """The other columns of a table."""
    for path in prepared.splits.values():
        with pa.memory_map(str(path)) as mapped, ipc.open_file(mapped) as reader:
            if "cells" in reader.schema.names:
                return [field.name for field in reader.schema.field("cells").type]
    return []


def _find_role(columns: Sequence[ColumnFacts], role: str) -> str:
    return next((column.name for column in columns if column.role == role), "")
