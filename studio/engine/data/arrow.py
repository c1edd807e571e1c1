"""Examples in Arrow files: written in batches, read back in batches, memory-mapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType

import pyarrow as pa
from pyarrow import ipc

from studio.engine.data.reading.protocol import Example

SCHEMA = pa.schema(
    [
        ("example_id", pa.int64()),
        ("split", pa.string()),
        ("file", pa.string()),
        ("row", pa.int64()),
        ("text", pa.string()),
        ("tokens", pa.list_(pa.string())),
        ("offsets", pa.list_(pa.list_(pa.int32()))),
        ("gold", pa.list_(pa.string())),
    ]
)
_BATCH = 1000


def make_schema(names: Sequence[str]) -> pa.Schema:
    """The columns of a table's examples: with ``cells`` for the other columns of these names."""
    if not names:
        return SCHEMA
    return SCHEMA.append(pa.field("cells", pa.struct([pa.field(name, pa.string()) for name in names])))


class ExampleWriter:
    """Appends examples to one Arrow file; a context manager that completes the file."""

    def __init__(self, path: Path) -> None:
        self._writer = ipc.new_file(str(path), SCHEMA)
        self._waiting: list[tuple[object, ...]] = []
        self.count = 0

    def add(self, id: int, split: str, file: str, example: Example) -> None:
        """Adds one example."""
        row = (id, split, file, example.row, example.text, example.tokens, example.offsets, example.gold)
        self._waiting.append(row)
        self.count += 1
        if len(self._waiting) >= _BATCH:
            self._flush()

    def __enter__(self) -> ExampleWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()

    def _flush(self) -> None:
        if self._waiting:
            columns = zip(*self._waiting, strict=True)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
            self._writer.write_batch(pa.record_batch(arrays, schema=SCHEMA))
            self._waiting = []


def read_examples(path: Path) -> Iterator[tuple[str, str, Example]]:
    """Split and file of each example, and the example, in the order written."""
    with pa.memory_map(str(path)) as source, ipc.open_file(source) as reader:
        for index in range(reader.num_record_batches):
            for row in reader.get_batch(index).to_pylist():
                offsets = [(start, end) for start, end in row["offsets"]]
                yield row["split"], row["file"], Example(row["row"], row["text"], row["tokens"], offsets, row["gold"])
