"""A page of an Arrow file (memory-mapped) or of a Parquet file (by row group); pyarrow comes on first use."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from studio.contract.problems import Place, Problem, StudioError


class Table:
    """Rows of a file on disk, fetched by page. Raises ``StudioError`` where the file cannot be read.

    Of an Arrow file only the batches that hold the asked rows are touched, so that a page of millions of rows comes
    at once wherever it lies.
    """

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.ipc as ipc
        import pyarrow.parquet as parquet

        self.path = path
        try:
            if path.suffix == ".parquet":
                self._parquet = parquet.ParquetFile(path, memory_map=True)
                self._batches = None
                self.columns: list[str] = list(self._parquet.schema_arrow.names)
                groups = range(self._parquet.num_row_groups)
                sizes = [self._parquet.metadata.row_group(group).num_rows for group in groups]
            else:
                self._parquet = None
                reader = ipc.open_file(pa.memory_map(str(path)))
                self._batches = [reader.get_batch(index) for index in range(reader.num_record_batches)]
                self.columns = list(reader.schema.names)
                sizes = [batch.num_rows for batch in self._batches]
        except (OSError, pa.ArrowException) as error:
            place = Place(file=str(path))
            problem = Problem(code="data.table_unreadable", values={"file": path.name}, place=place, details=str(error))
            raise StudioError(problem) from error
        self._starts = [0, *accumulate(sizes)]
        self.count: int = self._starts[-1]

    def __len__(self) -> int:
        return self.count

    def rows(self, start: int, count: int, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """Rows ``start`` to ``start + count`` (fewer at the end), as plain values."""
        found: list[dict[str, Any]] = []
        stop = min(start + count, self.count)
        part = bisect_right(self._starts, start) - 1
        while part < len(self._starts) - 1 and self._starts[part] < stop:
            low, high = self._starts[part], self._starts[part + 1]
            first = max(start - low, 0)
            found += self._read(part, columns).slice(first, min(stop, high) - low - first).to_pylist()
            part += 1
        return found

    def column(self, name: str) -> list[Any]:
        """One whole column; for the small ones (labels, splits)."""
        parts = range(len(self._starts) - 1)
        return [cell for part in parts for cell in self._read(part, [name]).column(0).to_pylist()]

    def _read(self, part: int, columns: Sequence[str] | None) -> Any:
        """One batch or row group, of these columns."""
        names = list(columns) if columns else None
        if self._batches is None:
            return self._parquet.read_row_group(part, columns=names)
        batch = self._batches[part]
        return batch.select(names) if names else batch
