"""Batches of Arrow as records whose cells are what JSON would hold, and as columns of text that say the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from studio.engine.data.columnar.features import find_features, find_names, has_labels, name_labels

ROW = "# row"
_ZEROS = ((r"(\.\d*[1-9])0+", r"\1"), (r"\.0+(Z|[+-]\d\d:?\d\d)?$", r"\1"))
"""Zeros behind the last digit of a second that says something, and how to drop them."""


@dataclass(frozen=True)
class Layout:
    """The columns of a file: what they are called here, and what is noted about each."""

    names: Sequence[str]
    features: Sequence[Any]

    @staticmethod
    def of(schema: pa.Schema, names: Sequence[str], features: Mapping[str, Any]) -> Layout:
        """The columns of ``schema`` under other names, with their features."""
        return Layout(names, [features.get(name) for name in schema.names])


Batches = Callable[[], Iterator[pa.RecordBatch]]


def open_columns(
    schema: pa.Schema, names: Sequence[str], read: Batches
) -> tuple[Iterator[tuple[int, dict[str, Any]]], Batches | None]:
    """The rows that ``read`` gives, numbered from 1; and the same as columns of text where each cell is one."""
    layout = Layout.of(schema, names, find_features(schema))
    texts = (lambda: make_texts(read(), layout)) if are_simple(schema) else None
    return enumerate(list_rows(read(), layout), start=1), texts


def are_simple(schema: pa.Schema) -> bool:
    """Whether no column holds lists or objects, so that each cell is one text."""
    return not any(types.is_nested(_decoded(field.type)) for field in schema)


def list_rows(batches: Iterable[pa.RecordBatch], layout: Layout) -> Iterator[dict[str, Any]]:
    """The cells of each row by column."""
    for batch in batches:
        columns = [_list_cells(column, note) for column, note in zip(batch.columns, layout.features, strict=True)]
        for cells in zip(*columns, strict=True):
            yield dict(zip(layout.names, cells, strict=True))


def make_texts(batches: Iterable[pa.RecordBatch], layout: Layout) -> Iterator[pa.RecordBatch]:
    """The same rows as columns of text, their numbers first; None where a cell is empty."""
    names = [ROW, *layout.names]
    done = 0
    for batch in batches:
        columns = [_show_cells(column, note) for column, note in zip(batch.columns, layout.features, strict=True)]
        rows = pa.array(range(done + 1, done + batch.num_rows + 1), pa.int64())
        done += batch.num_rows
        yield pa.record_batch([rows, *columns], names=names)


def _decoded(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if types.is_dictionary(kind) else kind


def _simplify(column: pa.Array) -> pa.Array:
    """Dictionaries looked up; times, dates and exact numbers as text."""
    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    kind = column.type
    if types.is_temporal(kind) and not types.is_duration(kind) and not types.is_interval(kind):
        column = column.cast(pa.string())
        for pattern, kept in _ZEROS:
            column = pc.replace_substring_regex(column, pattern, kept)
        return column
    if types.is_duration(kind):
        return column.cast(pa.int64())
    if types.is_decimal(kind):
        return column.cast(pa.string())
    return column


def _list_cells(column: pa.Array, feature: Any) -> list[Any]:
    """The cells as Python holds JSON."""
    simple = _simplify(column)
    cells: list[Any] = simple.to_pylist(maps_as_pydicts="lossy")
    if types.is_nested(simple.type) or _is_binary(simple.type):
        cells = [_make_plain(cell) for cell in cells]
    if has_labels(feature):
        cells = [name_labels(cell, feature) for cell in cells]
    return [None if cell == "" else cell for cell in cells]


def _show_cells(column: pa.Array, feature: Any) -> pa.Array:
    simple = _simplify(column)
    names = find_names(feature)
    if types.is_large_string(simple.type) or types.is_string(simple.type) or types.is_string_view(simple.type):
        texts = simple.cast(pa.string())
        return pc.if_else(pc.equal(pc.binary_length(texts), 0), pa.scalar(None, pa.string()), texts)
    if types.is_integer(simple.type) and names is None:
        return simple.cast(pa.string())
    return pa.array([_show(cell) for cell in _list_cells(column, feature)], pa.string())


def _show(cell: Any) -> str | None:
    if isinstance(cell, dict | list):
        return json.dumps(cell, ensure_ascii=False)
    return None if cell is None else str(cell)


def _is_binary(kind: pa.DataType) -> bool:
    checks: tuple[Callable[[pa.DataType], bool], ...] = (
        types.is_binary, types.is_large_binary, types.is_fixed_size_binary, types.is_binary_view,
    )  # fmt: skip
    return any(check(kind) for check in checks)


def _make_plain(cell: Any) -> Any:
    """What JSON can hold: bytes are text where they can be, else their number; times are text."""
    if isinstance(cell, bytes):
        try:
            return cell.decode()
        except UnicodeDecodeError:
            return {"bytes": len(cell)}
    if isinstance(cell, list):
        return [_make_plain(item) for item in cell]
    if isinstance(cell, dict):
        return {str(key): _make_plain(item) for key, item in cell.items()}
    return cell if cell is None or isinstance(cell, str | int | float) else str(cell)
