"""SQLite: one table of a database, opened so that nothing in it or beside it changes."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa

from studio.contract.places import find_folder
from studio.contract.problems import Place, Problem, StudioError
from studio.engine.data.findings import Findings
from studio.engine.data.formats.protocol import Kind, Record, Rows, Source
from studio.engine.data.headers import name_columns

_MAGIC = b"SQLite format 3\0"
_ROWS = 8192
_COUNTED = 100_000
_MOST_NAMED = 10
_PULSE, _PATIENCE = 1_000_000, 400
"""After so many steps of the database's machine without a row, a view is given up."""


class Sqlite:
    """The table asked for, or the one with the most rows."""

    id = "sqlite"
    kind: Kind = "binary"

    def rate(self, source: Source) -> float:
        """Sure by its first bytes."""
        return 1.0 if source.magic.startswith(_MAGIC) else 0.0

    def read(self, source: Source, findings: Findings) -> Rows:
        """One record a row, numbered from 1. Raises ``StudioError`` where the database is damaged or holds no table."""
        with _explain(source), _open(source) as database:
            tables = _list_tables(database)
            table = source.spec.sheet or _choose_table(database, tables)
            if table not in tables:
                code = "data.sheet_absent" if tables else "data.no_tables"
                raise _complain(source, code, sheet=table, known=", ".join(tables))
            found = database.execute(f"SELECT * FROM {_quote(table)} LIMIT 0")
            names = name_columns([column[0] for column in found.description], len(found.description), findings)
        others = [name for name in tables if name != table]
        if others and not source.spec.sheet:
            findings.add(
                "data.other_sheets", "look", count=len(others), sheet=table, others=", ".join(others[:_MOST_NAMED])
            )
        return Rows(
            self.id, names, _read_records(source, table, names, findings), sheet=table, sheets=tables, header=True,
            batches=lambda: _read_batches(source, table, names, findings),
        )  # fmt: skip


def _read_records(source: Source, table: str, names: list[str], findings: Findings) -> Iterator[Record]:
    numbers = count(1)
    for rows in _read_rows(source, table):
        for row in rows:
            number = next(numbers)
            _tell_damage(row, number, names, findings)
            yield Record(number, dict(zip(names, map(_make_plain, row), strict=True)))


def _read_batches(source: Source, table: str, names: list[str], findings: Findings) -> Iterator[pa.RecordBatch]:
    done = 0
    for rows in _read_rows(source, table):
        for number, row in enumerate(rows, start=done + 1):
            _tell_damage(row, number, names, findings)
        columns = [pa.array([_show(cell) for cell in column], pa.string()) for column in zip(*rows, strict=True)]
        numbers = pa.array(range(done + 1, done + len(rows) + 1), pa.int64())
        done += len(rows)
        yield pa.record_batch([numbers, *columns], names=["# row", *names])


def _read_rows(source: Source, table: str) -> Iterator[list[tuple[Any, ...]]]:
    done = 0
    with ExitStack() as stack:
        stack.enter_context(_explain(source, lambda: done + 1))
        database = stack.enter_context(_open(source))
        patience = _Patience()
        database.set_progress_handler(patience.tick, _PULSE)
        cursor = database.execute(f"SELECT * FROM {_quote(table)}")
        while rows := cursor.fetchmany(_ROWS):
            patience.ticks = 0
            yield rows
            done += len(rows)


class _Patience:
    """Counts how long nothing came."""

    def __init__(self) -> None:
        self.ticks = 0

    def tick(self) -> int:
        """Says whether it is time to give up."""
        self.ticks += 1
        return int(self.ticks > _PATIENCE)


def _list_tables(database: sqlite3.Connection) -> list[str]:
    """Tables, then views, without those of SQLite itself."""
    query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    return [str(name) for (name,) in database.execute(f"{query} ORDER BY type, rowid")]


def _choose_table(database: sqlite3.Connection, tables: list[str]) -> str:
    """The one with the most rows, of equals the first; a view, which may have no end, only where no table has any."""
    patience = _Patience()
    database.set_progress_handler(patience.tick, _PULSE)
    sizes = {}
    for table in tables:
        query = f"SELECT count(*) FROM (SELECT 1 FROM {_quote(table)} LIMIT {_COUNTED})"
        try:
            sizes[table] = int(database.execute(query).fetchone()[0])
        except sqlite3.OperationalError:
            sizes[table] = -1  # a table of an extension that is not here, or a view of what is gone
        patience.ticks = 0
    views = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    return max(tables, key=lambda table: (table not in views and sizes[table] > 0, sizes[table]), default="")


@contextmanager
def _open(source: Source) -> Iterator[sqlite3.Connection]:
    """The database without any right to change; where newer rows wait in a file beside, a copy of both."""
    with ExitStack() as stack:
        path, rights = source.path.resolve(), "mode=ro&immutable=1"
        waiting = path.with_name(f"{path.name}-wal")
        if waiting.is_file() and waiting.stat().st_size:
            folder = stack.enter_context(tempfile.TemporaryDirectory(dir=find_folder("cache")))
            for file in (path, waiting):
                shutil.copyfile(file, Path(folder, file.name))
            path, rights = Path(folder, path.name), "mode=rw"
        address = f"file:{quote(path.as_posix())}?{rights}"
        database = stack.enter_context(closing(sqlite3.connect(address, uri=True)))
        database.text_factory = _decode
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
            database.execute(f"PRAGMA {pragma}")
        yield database


class _Damaged(str):
    """Text whose bytes fit no characters, with marks in their places."""


def _decode(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return _Damaged(data.decode("utf-8", "replace"))


def _tell_damage(row: Sequence[Any], number: int, names: list[str], findings: Findings) -> None:
    """Says which cells hold bytes that are no text."""
    for name, cell in zip(names, row, strict=True):
        strange = isinstance(cell, bytes) and isinstance(_make_plain(cell), dict)
        if strange or isinstance(cell, _Damaged):
            findings.add("data.broken_characters", "look", row=number, column=name, encoding="utf-8")


def _make_plain(cell: Any) -> Any:
    """Text and numbers as they are; bytes as text where they can be, else their number."""
    if isinstance(cell, bytes):
        try:
            return cell.decode() or None
        except UnicodeDecodeError:
            return {"bytes": len(cell)}
    return None if cell == "" else cell


def _show(cell: Any) -> str | None:
    plain = _make_plain(cell)
    if isinstance(plain, dict):
        return f'{{"bytes": {plain["bytes"]}}}'
    return None if plain is None else str(plain)


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def _explain(source: Source, find_row: Callable[[], int] = lambda: 1) -> Iterator[None]:
    """What the database says, as a problem of the row that was wanted next."""
    try:
        yield
    except (sqlite3.Error, UnicodeError, OverflowError) as error:
        values = {"file": source.path.name, "format": "SQLite"}
        place = Place(file=source.name, row=find_row())
        raise StudioError(Problem(code="data.table_broken", values=values, place=place, details=str(error))) from error


def _complain(source: Source, code: str, **values: str) -> StudioError:
    return StudioError(Problem(code=code, values={"file": source.path.name} | values, place=Place(file=source.name)))
