"""Tables of a database: chosen, read without a trace, damaged ones named."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.contract.problems import StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Rows
from studio.engine.data.source import open_source

NAME = '"the ""messages"""'
ROWS = "('hello', 'a', 1), ('你好', NULL, 2.5), ('', 7, x'ff00'), (x'6162', 'b', 0)"
TABLES = (
    "CREATE TABLE kinds (name)",
    f"CREATE TABLE {NAME} (text, label, score REAL)",
    f"CREATE VIEW longest AS SELECT max(text) AS text FROM {NAME}",
    "INSERT INTO kinds VALUES ('a')",
    f"INSERT INTO {NAME} VALUES {ROWS}",
)
ENDLESS = "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def make_database(path: Path, statements: Iterable[str] = TABLES) -> Path:
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    return path


def read_rows(path: Path, **spec: str) -> tuple[Rows, Findings]:
    findings = Findings(path.name)
    source, format = open_source(path, path.name, ReadSpec.model_validate(spec), findings)
    return format.read(source, findings), findings


def test_the_table_with_the_most_rows(tmp_path: Path) -> None:
    rows, findings = read_rows(make_database(tmp_path / "a.dat"))
    assert (rows.name, rows.sheet) == ("sqlite", 'the "messages"')
    assert list(rows.sheets) == ["kinds", 'the "messages"', "longest"]
    assert [list(record.values.values()) for record in rows.records] == [
        ["hello", "a", 1.0], ["你好", None, 2.5], [None, 7, {"bytes": 2}], ["ab", "b", 0.0],
    ]  # fmt: skip
    assert [problem.code for problem in findings.problems] == ["data.other_sheets", "data.broken_characters"]


def test_columns_of_text_say_the_same(tmp_path: Path) -> None:
    rows, _ = read_rows(make_database(tmp_path / "a.db"))
    assert rows.batches is not None
    assert [list(row.values()) for batch in rows.batches() for row in batch.to_pylist()] == [
        [1, "hello", "a", "1.0"], [2, "你好", None, "2.5"], [3, None, "7", '{"bytes": 2}'], [4, "ab", "b", "0.0"],
    ]  # fmt: skip


def test_another_table_or_view(tmp_path: Path) -> None:
    path = make_database(tmp_path / "a.db")
    rows, findings = read_rows(path, sheet="longest")
    assert ([record.values for record in rows.records], findings.problems) == ([{"text": b"ab".decode()}], [])
    with pytest.raises(StudioError) as caught:
        read_rows(path, sheet="none")
    assert (caught.value.problems[0].code, caught.value.problems[0].values["sheet"]) == ("data.sheet_absent", "none")


def test_nothing_is_written_beside_it(tmp_path: Path) -> None:
    path = make_database(tmp_path / "a.db")
    before = path.read_bytes()
    list(read_rows(path)[0].records)
    assert ([entry.name for entry in tmp_path.iterdir() if entry.is_file()], path.read_bytes()) == (["a.db"], before)


def test_rows_that_wait_in_a_file_beside_are_read(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE t (text)")
        database.execute("INSERT INTO t VALUES ('late')")
        database.commit()
        before = sorted(entry.name for entry in tmp_path.glob("a.db*"))
        assert [record.values for record in read_rows(tmp_path / "a.db")[0].records] == [{"text": "late"}]
        assert sorted(entry.name for entry in tmp_path.glob("a.db*")) == before == ["a.db", "a.db-shm", "a.db-wal"]


def test_a_view_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.data.formats.sqlite._PATIENCE", 2)
    rows, _ = read_rows(make_database(tmp_path / "a.db", [ENDLESS]))
    with pytest.raises(StudioError) as caught:
        list(rows.records)
    assert caught.value.problems[0].code == "data.table_broken"


def test_a_database_without_tables(tmp_path: Path) -> None:
    path = make_database(tmp_path / "a.db", ["CREATE TABLE t (a)", "DROP TABLE t"])
    with pytest.raises(StudioError) as caught:
        read_rows(path)
    assert caught.value.problems[0].code == "data.no_tables"


@settings(max_examples=40)
@given(data=st.data())
def test_a_damaged_database_is_a_problem_at_most(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    content = bytearray(make_database(folder / "whole.db").read_bytes())
    content = content[: data.draw(st.integers(17, len(content)))]
    for place in data.draw(st.lists(st.integers(16, len(content) - 1), max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    (folder / "a.db").write_bytes(content)
    codes: set[str] = set()
    try:
        list(read_rows(folder / "a.db")[0].records)
    except StudioError as error:
        codes = {problem.code for problem in error.problems}
    assert codes <= {"data.table_broken", "data.no_tables"}
