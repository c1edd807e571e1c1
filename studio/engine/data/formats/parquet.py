"""Parquet: tables by column, as most data sets on the hub are kept."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
from pyarrow import parquet

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.columnar.cells import open_columns
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.headers import name_columns

_MAGIC = b"PAR1"
_ROWS = 8192


class Parquet:
    """A Parquet file, read a part at a time."""

    id = "parquet"
    kind: Kind = "binary"

    def rate(self, source: Source) -> float:
        """Sure by its first bytes; an encrypted one begins otherwise and is not known."""
        return 1.0 if source.magic.startswith(_MAGIC) else 0.0

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
    with parquet.ParquetFile(str(source.path)) as file:
        return file.schema_arrow


def _read_batches(source: Source) -> Iterator[pa.RecordBatch]:
    done = 0
    try:
        with parquet.ParquetFile(str(source.path)) as file:
            for batch in file.iter_batches(batch_size=_ROWS):
                batch.validate(full=True)
                yield batch
                done += batch.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _complain(source, done + 1, error) from error


def _complain(source: Source, row: int, error: Exception) -> StudioError:
    values = {"file": source.path.name, "format": "Parquet"}
    place = Place(file=source.name, row=row)
    return StudioError(Problem(code="data.table_broken", values=values, place=place, details=str(error)))
