"""Parquet, Arrow, SQLite, DocBin and other binary files: cut, damaged, of odd names, or of another kind than named."""

from __future__ import annotations

import io
import pickle
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet
from pyarrow import ipc

from tests.engine.data.hostile.case import PAIRS, TALK, Case, Make, cut_places, put, put_all, swap

TOLD = ("data.*",)
COLUMNS: dict[str, list[Any]] = {"text": [text for text, _ in TALK], "label": [label for _, label in TALK]}


def write_parquet(columns: dict[str, Any] | None = None, **options: Any) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns or COLUMNS), out, **options)
    return out.getvalue()


def write_arrow(columns: dict[str, Any] | None = None, streamed: bool = False) -> bytes:
    out = io.BytesIO()
    table = pa.table(columns or COLUMNS)
    with (ipc.new_stream if streamed else ipc.new_file)(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


PARQUET, ARROW, STREAM = write_parquet(), write_arrow(), write_arrow(streamed=True)


def extra(name: str, values: Any, shown: list[str] | None = None) -> list[Case]:
    """One more column, of an unusual type."""
    columns = COLUMNS | {"x": values}
    table = (
        None if shown is None else [("text", "label", "x"), *((*row, x) for row, x in zip(TALK, shown, strict=True))]
    )
    return [
        Case(f"parquet-{name}", put("talk.parquet", write_parquet(columns)), PAIRS, table),
        Case(f"arrow-{name}", put("talk.arrow", write_arrow(columns)), PAIRS, table),
    ]


def change(at: int, text: str | None) -> dict[str, Any]:
    return COLUMNS | {"text": list(swap(COLUMNS["text"], at, text))}


ARROWS = [
    Case("parquet", put("talk.parquet", PARQUET), PAIRS),
    Case("parquet-named-csv", put("talk.csv", PARQUET), PAIRS),
    Case("parquet-zstd", put("talk.parquet", write_parquet(compression="zstd")), PAIRS),
    Case("parquet-groups", put("talk.parquet", write_parquet(row_group_size=1)), PAIRS),
    Case(
        "parquet-empty",
        put("talk.parquet", write_parquet({"text": pa.array([], pa.string()), "label": pa.array([], pa.string())})),
        codes=("data.no_rows",),
    ),
    Case("parquet-no-columns", put("talk.parquet", write_parquet({"x": pa.array([], pa.null())})), codes=TOLD),
    Case(
        "parquet-null-text",
        put("talk.parquet", write_parquet(change(4, None))),
        swap(PAIRS, 4),
        codes=("data.text_missing",),
        row=5,
    ),
    Case(
        "parquet-odd-text",
        put("talk.parquet", write_parquet(change(4, "a\0b\u2028c\n👍"))),
        swap(PAIRS, 4, ("a\0b\u2028c\n👍", ("praise",))),
    ),
    Case(
        "parquet-dictionary",
        put("talk.parquet", write_parquet(COLUMNS | {"label": pa.array(COLUMNS["label"]).dictionary_encode()})),
        PAIRS,
    ),
    Case(
        "parquet-not-utf-8",
        put(
            "talk.parquet",
            write_parquet(COLUMNS | {"text": pa.array([b"\xff\xfe bad"] * 12).cast(pa.binary()).view(pa.string())}),
        ),
        codes=TOLD,
    ),
    Case("parquet-magic-only", put("talk.parquet", b"PAR1PAR1"), codes=TOLD),
    Case("parquet-foot-lies", put("talk.parquet", PARQUET[:-8] + b"\xff\xff\xff\x7fPAR1"), codes=TOLD),
    *(
        Case(f"parquet-cut-{place}", put("talk.parquet", PARQUET[:place]), codes=TOLD)
        for place in cut_places(len(PARQUET), 6)
    ),
    Case("arrow", put("talk.arrow", ARROW), PAIRS),
    Case("arrow-stream", put("talk.arrow", STREAM), PAIRS),
    Case("arrow-named-feather", put("talk.feather", ARROW), PAIRS),
    Case("arrow-empty", put("talk.arrow", write_arrow({"text": pa.array([], pa.string())})), codes=("data.no_rows",)),
    *(Case(f"arrow-cut-{place}", put("talk.arrow", ARROW[:place]), codes=TOLD) for place in cut_places(len(ARROW), 6)),
    *(
        Case(f"stream-cut-{place}", put("talk.arrow", STREAM[:place]), codes=TOLD)
        for place in cut_places(len(STREAM) - 30, 4)
    ),
    *extra("numbers", [n * 10**15 for n in range(12)], [str(n * 10**15) for n in range(12)]),
    *extra("floats", [0.1, float("nan"), float("inf"), *[1.0] * 9]),
    *extra("bytes", [b"\0\xff"] * 12),
    *extra("lists", [[1, None]] * 12),
    *extra("records", [{"a": [{"b": 1}]}] * 12),
    *extra("dates", pa.array([19_000] * 12, pa.date32()), ["2022-01-08"] * 12),
    *extra("decimals", pa.array([1] * 12, pa.decimal128(20, 5))),
    *extra("nulls", pa.array([None] * 12, pa.null()), [""] * 12),
]


def make_database(*commands: str, name: str = "talk.sqlite", rows: bool = True, table: str = "talk") -> Make:
    """A database with the talk in one table, then changed by these commands."""

    def make(folder: Path) -> str:
        with sqlite3.connect(folder / name) as database:
            quoted = '"' + table.replace('"', '""') + '"'
            if rows:
                database.execute(f"create table {quoted} (text, label)")
                database.executemany(f"insert into {quoted} values (?, ?)", TALK)
            for command in commands:
                database.execute(command)
        database.close()
        return name

    return make


def damage(make: Make, change: Callable[[bytes], bytes]) -> Make:
    def make_damaged(folder: Path) -> str:
        name = str(make(folder))
        (folder / name).write_bytes(change((folder / name).read_bytes()))
        return name

    return make_damaged


def leave_log(folder: Path) -> str:
    """A database whose last rows are in its write-ahead log still, as a killed program leaves it."""
    database = sqlite3.connect(folder / "live.sqlite")
    database.execute("pragma journal_mode = wal")
    database.execute("pragma wal_autocheckpoint = 0")
    database.execute("create table talk (text, label)")
    database.executemany("insert into talk values (?, ?)", TALK)
    database.commit()
    for end in ("", "-wal"):
        (folder / f"talk.sqlite{end}").write_bytes((folder / f"live.sqlite{end}").read_bytes())
    database.close()
    return "talk.sqlite"


TABLES = ("select", "a b", 'x"y', "it's", "表", "x;drop table y", "sqlite", "1")
PLAIN = make_database()
DATABASES = [
    Case("sqlite", PLAIN, PAIRS),
    Case("sqlite-named-csv", make_database(name="talk.csv"), PAIRS),
    Case("sqlite-named-db", make_database(name="talk.db"), PAIRS),
    *(Case(f"sqlite-table-{at}", make_database(table=table), PAIRS) for at, table in enumerate(TABLES)),
    Case("sqlite-view", make_database("create view v as select text, label from talk"), PAIRS),
    Case(
        "sqlite-only-view",
        make_database(
            "create table raw (a, b)",
            "insert into raw values ('one text here', 'x')",
            "create view v as select a as text, b as label from raw",
            rows=False,
        ),
        codes=TOLD,
    ),
    Case(
        "sqlite-endless-view",
        make_database(
            "create view v as with recursive c(x) as (select 1 union all select x + 1 from c) select x from c"
        ),
        PAIRS,
    ),
    Case("sqlite-broken-view", make_database("create view v as select * from no_such"), PAIRS),
    Case("sqlite-second-empty", make_database("create table a (x)"), PAIRS),
    Case(
        "sqlite-two",
        make_database("create table a (text, label)", "insert into a values ('other words', 'x')"),
        codes=TOLD,
    ),
    Case(
        "sqlite-asked",
        make_database("create table a (text, label)", "insert into a values ('other words', 'x')"),
        PAIRS,
        read={"sheet": "talk"},
    ),
    Case("sqlite-asked-absent", PLAIN, codes=TOLD, read={"sheet": "x"}),
    Case("sqlite-no-tables", make_database("create table a (x)", "drop table a", rows=False), codes=TOLD),
    Case("sqlite-no-rows", make_database("create table a (text, label)", rows=False), codes=("data.no_rows|data.*",)),
    Case(
        "sqlite-null",
        make_database("update talk set text = null where rowid = 5"),
        swap(PAIRS, 4),
        codes=("data.text_missing",),
        row=5,
    ),
    Case("sqlite-blob", make_database("update talk set text = x'00ff' where rowid = 5"), codes=TOLD),
    Case("sqlite-not-utf-8", make_database("update talk set text = cast(x'ff41' as text) where rowid = 5"), codes=TOLD),
    Case(
        "sqlite-kinds",
        make_database("update talk set label = 3 where rowid = 5"),
        swap(PAIRS, 4, (PAIRS[4][0], ("3",))),
    ),
    Case(
        "sqlite-null-character",
        make_database("update talk set text = 'a' || char(0) || 'b' where rowid = 5"),
        swap(PAIRS, 4, ("a\0b", ("praise",))),
    ),
    Case(
        "sqlite-utf-16",
        make_database(
            "pragma encoding = 'UTF-16'",
            "create table t (text, label)",
            *("insert into t values ('{}', '{}')".format(*row) for row in TALK),
            rows=False,
        ),
        PAIRS,
    ),
    Case(
        "sqlite-dropped",
        make_database("create table gone (a)", "insert into gone values ('x')", "drop table gone"),
        PAIRS,
    ),
    Case(
        "sqlite-no-rowid",
        make_database(
            "create table t (id primary key, text, label) without rowid",
            *(f"insert into t values ({n}, '{a}', '{b}')" for n, (a, b) in enumerate(TALK)),
            rows=False,
        ),
        PAIRS,
    ),
    Case("sqlite-log", leave_log, PAIRS, codes=TOLD, either=True),
    Case("sqlite-head-only", put("talk.sqlite", b"SQLite format 3\0"), codes=TOLD),
    Case("sqlite-head-lies", put("talk.sqlite", b"SQLite format 3\0" + bytes(range(256)) * 16), codes=TOLD),
    Case("sqlite-cut", damage(PLAIN, lambda content: content[: len(content) // 2]), codes=TOLD),
    Case(
        "sqlite-page-damaged",
        damage(PLAIN, lambda content: content[:4096] + b"\xff" * 200 + content[4296:]),
        codes=TOLD,
    ),
    Case(
        "sqlite-schema-damaged",
        damage(PLAIN, lambda content: content.replace(b"CREATE", b"CRXXTE").replace(b"create", b"crxxte")),
        codes=TOLD,
    ),
]


class Marker:
    """Leaves a file behind if a reader runs what it reads."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.touch, (Path("/tmp/evil-moore"),))


PICKLED = pickle.dumps(Marker())
OTHERS = [
    Case("pickle-spacy", put("a.spacy", PICKLED), codes=TOLD),
    Case("pickle-packed-spacy", put("a.spacy", zlib.compress(PICKLED)), codes=TOLD),
    Case("pickle-csv", put("a.csv", PICKLED), codes=TOLD, task="unsupported", either=True),
    Case("docbin-empty", put("a.spacy", zlib.compress(b"")), codes=TOLD),
    Case("docbin-list", put("a.spacy", zlib.compress(b"\x93\1\2\3")), codes=TOLD),
    Case("docbin-map", put("a.spacy", zlib.compress(b"\x81\xa1a\1")), codes=TOLD),
    Case("docbin-deep", put("a.spacy", zlib.compress(b"\x91" * 100_000 + b"\1")), codes=TOLD),
    Case("docbin-large-claim", put("a.spacy", zlib.compress(b"\xdd\xff\xff\xff\xff")), codes=TOLD),
    Case("docbin-bomb", put("a.spacy", zlib.compress(bytes(50_000_000))), codes=TOLD),
    Case("docbin-cut", put("a.spacy", zlib.compress(b"\x81\xa6tokens" + bytes(range(256)))[:20]), codes=TOLD),
    Case("png", put("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4), codes=("data.binary|data.*",)),
    Case("jpeg", put("a.txt", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4), codes=("data.binary|data.*",)),
    Case(
        "pdf",
        put("a.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
        codes=("data.binary|data.*",),
    ),
    Case("elf", put("a.csv", b"\x7fELF\2\1\1" + bytes(400)), codes=("data.binary|data.*",)),
    Case("mp3", put("a.txt", b"ID3\4\0\0" + bytes(range(255, 0, -1)) * 9), codes=TOLD),
    Case("zeros", put("a.csv", bytes(5_000)), codes=TOLD),
    Case(
        "html",
        put("a.csv", "<!DOCTYPE html><html><body><h1>404, not found</h1>\n<p>Nothing, here</p></body></html>"),
        codes=TOLD,
        task="unsupported",
        either=True,
    ),
    Case(
        "xml",
        put("a.csv", '<?xml version="1.0"?>\n<rows><row text="a" label="b"/></rows>'),
        codes=TOLD,
        task="unsupported",
        either=True,
    ),
    Case(
        "lfs-pointer",
        put("a.parquet", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"),
        codes=TOLD,
        task="unsupported",
        either=True,
    ),
    Case(
        "rtf",
        put("a.txt", "{\\rtf1\\ansi{\\fonttbl\\f0 Helvetica;}\\f0\\pard words\\par}"),
        codes=TOLD,
        task="unsupported",
        either=True,
    ),
    Case("folder-of-parquet", put_all("set", {"part-0.parquet": PARQUET}), PAIRS),
]
CASES: list[Case] = [*ARROWS, *DATABASES, *OTHERS]
