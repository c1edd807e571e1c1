"""A page of an Arrow file (memory-mapped) or of a Parquet file (by row group); pyarrow comes on first use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.contract.problems import Place, Problem, StudioError


class Table:
    """Rows of a file on disk, fetched by page. Raises ``StudioError`` where the file cannot be read."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.ipc as ipc
        import pyarrow.parquet as parquet

        self.path = path
        try:
            if path.suffix == ".parquet":
                self._parquet = parquet.ParquetFile(path, memory_map=True)
                self._table = None
                self.columns: list[str] = list(self._parquet.schema_arrow.names)
                self._starts = [0]
                for group in range(self._parquet.num_row_groups):
                    self._starts.append(self._starts[-1] + self._parquet.metadata.row_group(group).num_rows)
                self.count: int = self._starts[-1]
            else:
                self._parquet = None
                self._table = ipc.open_file(pa.memory_map(str(path))).read_all()
                self.columns = list(self._table.column_names)
                self.count = self._table.num_rows
        except (OSError, pa.ArrowException) as error:
            place = Place(file=str(path))
            problem = Problem(code="data.table_unreadable", values={"file": path.name}, place=place, details=str(error))
            raise StudioError(problem) from error

    def __len__(self) -> int:
        return self.count

    def rows(self, start: int, count: int, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
        """Rows ``start`` to ``start + count`` (fewer at the end), as plain values."""
        names = list(columns) if columns else None
        stop = min(start + count, self.count)
        if self._table is not None:
            part = self._table.select(names) if names else self._table
            return list(part.slice(start, max(0, stop - start)).to_pylist())
        found: list[dict[str, Any]] = []
        for group, (low, high) in enumerate(zip(self._starts, self._starts[1:], strict=False)):
            if low < stop and high > start:
                part = self._parquet.read_row_group(group, columns=names)
                first = max(start - low, 0)
                found += part.slice(first, min(stop, high) - low - first).to_pylist()
        return found

    def column(self, name: str) -> list[Any]:
        """One whole column; for the small ones (labels, splits)."""
        part = self._table if self._table is not None else self._parquet.read(columns=[name])
        return list(part.column(name).to_pylist())
