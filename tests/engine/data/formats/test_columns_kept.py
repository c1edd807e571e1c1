"""Parquet and Arrow: cells as JSON would hold them, the same as columns of text; damaged files named."""

import datetime
import decimal
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import feather, ipc, parquet

from studio.contract.problems import StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.columnar.features import find_features
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Rows
from studio.engine.data.source import open_source
from tests.engine.data.conftest import Read, Write

Dump = Callable[[pa.Table], bytes]


def dump_parquet(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    parquet.write_table(table, stream)
    return stream.getvalue()


def dump_feather(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    feather.write_feather(table, stream)
    return stream.getvalue()


def dump_stream(table: pa.Table) -> bytes:
    stream = io.BytesIO()
    with ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    return stream.getvalue()


DAY = datetime.datetime.fromisoformat("2024-01-05")
DUMPS = {"parquet": dump_parquet, "feather": dump_feather, "stream": dump_stream}
TABLE = pa.table(
    {
        "text": ["你好", "", None],
        "whole": pa.array([1, None, 3], pa.int32()),
        "real": [1.0, 0.1, None],
        "sure": [True, False, None],
        "kind": pa.array(["x", "y", "x"]).dictionary_encode(),
        "time": pa.array([DAY, DAY + datetime.timedelta(hours=1, minutes=2, seconds=3.05), None]),
        "day": [datetime.date(2024, 1, 5)] * 3,
        "price": [decimal.Decimal("1.50")] * 3,
        "bytes": [b"ab", b"\xff\x00", None],
    }
)
SHOWN: list[list[Any]] = [
    ["你好", 1, 1.0, True, "x", "2024-01-05 00:00:00", "2024-01-05", "1.50", "ab"],
    [None, None, 0.1, False, "y", "2024-01-05 01:02:03.05", "2024-01-05", "1.50", {"bytes": 2}],
    [None, 3, None, None, "x", None, "2024-01-05", "1.50", None],
]


def open_rows(path: Path) -> Rows:
    source, format = open_source(path, path.name, ReadSpec(), Findings(path.name))
    return format.read(source, Findings(path.name))


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
def test_cells_are_what_json_would_hold(read: Read, dump: Dump) -> None:
    _, columns, records, findings = read("a.dat", dump(TABLE))
    assert columns == TABLE.column_names
    assert [list(record.values.values()) for record in records] == SHOWN
    assert [record.row for record in records] == [1, 2, 3]
    assert findings.problems == []
    assert json.dumps(SHOWN)


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
def test_columns_of_text_say_the_same(write: Write, dump: Dump) -> None:
    rows = open_rows(write("a.dat", dump(TABLE)))
    assert rows.batches is not None
    shown = [list(row.values()) for batch in rows.batches() for row in batch.to_pylist()]

    def show(cell: Any) -> str | None:
        return (
            cell if cell is None or isinstance(cell, str) else json.dumps(cell) if isinstance(cell, dict) else str(cell)
        )

    assert shown == [[number, *map(show, row)] for number, row in enumerate(SHOWN, start=1)]


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
def test_labels_have_the_names_that_datasets_noted(read: Read, write: Write, dump: Dump) -> None:
    names = {"_type": "ClassLabel", "names": ["O", "B-PER", "B-LOC"]}
    features = {
        "tokens": {"_type": "List", "feature": {"_type": "Value", "dtype": "string"}},
        "tags": {"_type": "List", "feature": names},
        "label": names,
        "entities": {"_type": "Sequence", "feature": {"start": {"_type": "Value"}, "type": names}},
        "old": [names],
    }
    table = pa.table(
        {
            "tokens": [["Ann", "ran"], ["x"]], "tags": [[1, 0], [2]], "label": [1, -1],
            "entities": [{"start": [0], "type": [1]}, None], "old": [[2], [7]],
        }
    ).replace_schema_metadata({"huggingface": json.dumps({"info": {"features": features}})})  # fmt: skip
    _, _, records, _ = read("a.dat", dump(table))
    assert [list(record.values.values()) for record in records] == [
        [["Ann", "ran"], ["B-PER", "O"], "B-PER", {"start": [0], "type": ["B-PER"]}, ["B-LOC"]],
        [["x"], ["B-LOC"], None, None, ["7"]],
    ]
    assert open_rows(write("b.dat", dump(table))).batches is None


def test_notes_that_are_broken_are_no_notes(read: Read) -> None:
    for note in (b"{", b"[]", b'{"info": {"features": 3}}', b"\xff"):
        table = pa.table({"label": [1]}).replace_schema_metadata({b"huggingface": note})
        assert read("a.parquet", dump_parquet(table))[2][0].values == {"label": 1}


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
def test_a_file_that_breaks_off(read: Read, dump: Dump) -> None:
    content = dump(pa.table({"text": [f"row {number}" for number in range(50_000)]}))
    for size in (12, len(content) // 2, len(content) - 9):
        with pytest.raises(StudioError) as caught:
            read("a.dat", content[:size])
        assert caught.value.problems[0].code == "data.table_broken"


@pytest.mark.parametrize("dump", DUMPS.values(), ids=DUMPS)
@settings(max_examples=40)
@given(data=st.data())
def test_a_damaged_file_is_a_problem_at_most(
    tmp_path_factory: pytest.TempPathFactory, dump: Dump, data: st.DataObject
) -> None:
    content = bytearray(dump(TABLE))
    for place in data.draw(st.lists(st.integers(16, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / "a.dat"
    path.write_bytes(content)
    codes: set[str] = set()
    try:
        list(open_rows(path).records)
    except StudioError as error:
        codes = {problem.code for problem in error.problems}
    assert codes <= {"data.table_broken"}


def test_notes_nested_without_end_are_no_notes() -> None:
    deep: dict[str, object] = {"_type": "ClassLabel", "names": ["a"]}
    for _ in range(700):
        deep = {"feature": deep}
    note = json.dumps({"info": {"features": {"x": deep}}}).encode()
    assert find_features(pa.schema([("x", pa.int64())], metadata={"huggingface": note})) == {}
