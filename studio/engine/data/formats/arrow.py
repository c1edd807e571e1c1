"""Arrow: files (also called Feather) and streams, as the library `datasets` keeps its copies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pyarrow as pa
from pyarrow import feather, ipc

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.columnar.cells import open_columns
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.headers import name_columns

_FILE, _STREAM, _OLD = b"ARROW1", b"\xff\xff\xff\xff", b"FEA1"


class Arrow:
    """An Arrow file or stream, mapped into memory and read a part at a time."""

    id = "arrow"
    kind: Kind = "binary"

    def rate(self, source: Source) -> float:
        """Sure by its first bytes."""
        if source.magic.startswith((_FILE, _OLD)):
            return 1.0
        return 0.9 if source.magic.startswith(_STREAM) and len(source.magic) > 8 else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a row. Raises ``StudioError`` where the file is damaged, at once or when it comes to it."""
        try:
            schema = _read_schema(source)
            given = list(schema.names)
        except (pa.ArrowException, OSError, ValueError) as error:
            raise _complain(source, 1, error) from error
        names = name_columns(given, len(given), findings)
        numbered, batches = open_columns(schema, names, lambda: _read_batches(source))
        return Rows(self.id, names, (Record(*row) for row in numbered), header=True, batches=batches)


def _read_schema(source: Source) -> pa.Schema:
    if source.magic.startswith(_OLD):
        return feather.read_table(str(source.path)).schema
    with pa.memory_map(str(source.path)) as mapped:
        return (ipc.open_file if source.magic.startswith(_FILE) else ipc.open_stream)(mapped).schema


def _read_batches(source: Source) -> Iterator[pa.RecordBatch]:
    done = 0
    try:
        for batch in _list_batches(source):
            batch.validate(full=True)
            yield batch
            done += batch.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _complain(source, done + 1, error) from error


def _list_batches(source: Source) -> Iterator[pa.RecordBatch]:
    if source.magic.startswith(_OLD):
        yield from feather.read_table(str(source.path)).to_batches()
        return
    with ExitStack() as stack:
        mapped = stack.enter_context(pa.memory_map(str(source.path)))
        if source.magic.startswith(_FILE):
            file = stack.enter_context(ipc.open_file(mapped))
            for index in range(file.num_record_batches):
                yield file.get_batch(index)
        else:
            yield from stack.enter_context(ipc.open_stream(mapped))


def _complain(source: Source, row: int, error: Exception) -> StudioError:
    values = {"file": source.path.name, "format": "Arrow"}
    place = Place(file=source.name, row=row)
    return StudioError(Problem(code="data.table_broken", values=values, place=place, details=str(error)))
