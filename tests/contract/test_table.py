"""Tables on disk, fetched by page."""

from pathlib import Path

import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as parquet
import pytest

from studio.contract.problems import StudioError
from studio.contract.table import Table

ROWS = [{"row": number, "text": f"文本 {number}", "tokens": ["a"] * (number % 3)} for number in range(25)]


@pytest.fixture(params=["arrow", "parquet"])
def table(request: pytest.FixtureRequest, tmp_path: Path) -> Table:
    """The same rows in both formats; the Parquet file in row groups of ten."""
    content = pa.Table.from_pylist(ROWS)
    path = tmp_path / f"table.{request.param}"
    if request.param == "parquet":
        parquet.write_table(content, path, row_group_size=10)
    else:
        with ipc.new_file(str(path), content.schema) as writer:
            writer.write_table(content, max_chunksize=10)
    return Table(path)


@pytest.mark.parametrize(("start", "count"), [(0, 25), (0, 3), (8, 4), (9, 12), (20, 100), (25, 5), (30, 5)])
def test_a_page_is_what_the_file_holds(table: Table, start: int, count: int) -> None:
    assert table.rows(start, count) == ROWS[start : start + count]


def test_columns_and_their_count(table: Table) -> None:
    assert len(table) == table.count == 25
    assert table.columns == ["row", "text", "tokens"]
    assert table.rows(3, 1, ["text"]) == [{"text": "文本 3"}]
    assert table.column("row") == list(range(25))


@pytest.mark.parametrize("name", ["table.parquet", "table.arrow"])
def test_a_file_that_is_none_is_a_problem(tmp_path: Path, name: str) -> None:
    for content in (None, b"", b"nonsense" * 100):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        with pytest.raises(StudioError) as caught:
            Table(tmp_path / name)
        assert caught.value.problems[0].code == "data.table_unreadable"
