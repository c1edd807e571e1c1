"""Large tables read as columns: the same rows, cells, numbers and complaints as row by row."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, reject, settings
from hypothesis import strategies as st

from studio.contract.problems import Problem
from studio.contract.recipe import ReadSpec
from studio.engine.data.columnar import pieces
from studio.engine.data.columnar.delimited import FastReader
from studio.engine.data.encoding import Encoding
from studio.engine.data.findings import Findings
from studio.engine.data.formats.delimited import Delimited
from studio.engine.data.source import open_source

Row = dict[str, object]
CELLS = st.text(st.sampled_from('ab"",;\n\r 中\t'), max_size=6)


def read_both(path: Path, **spec: object) -> Iterator[tuple[list[Row], list[Problem]]]:
    """What is read row by row, then what is read in columns."""
    for fast in (False, True):
        findings = Findings(path.name)
        source, _ = open_source(path, path.name, ReadSpec.model_validate({"format": "csv"} | spec), findings)
        rows = Delimited().read(source, findings)
        if fast:
            if rows.batches is None:  # blanks before quotes are for the csv module alone
                reject()
            yield [row for batch in rows.batches() for row in batch.to_pylist()], findings.problems
        else:
            yield [{"# row": record.row} | record.values for record in rows.records], findings.problems


@contextmanager
def cut_small(size: int) -> Iterator[None]:
    """Pieces of a few bytes, so that every place where one may end is met."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE", size)
        yield


def quote(cell: str, style: int) -> str:
    if style == 0:
        return '"' + cell.replace('"', '""') + '"'
    return cell if style == 1 else cell.replace("\n", "").replace("\r", "")


TABLES = st.lists(
    st.tuples(st.lists(st.tuples(CELLS, st.integers(0, 2)), max_size=4), st.sampled_from(["\n", "\r\n", "\n\n", "\r"])),
    min_size=2,
    max_size=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES, st.integers(1, 90), st.booleans())
@example([([("a", 1)], "\n"), ([('"', 1), ("b", 1)], "\n")], 7, True)
def test_fast_and_slow_read_the_same(
    tmp_path: Path, rows: list[tuple[list[tuple[str, int]], str]], size: int, header: bool
) -> None:
    text = "".join(",".join(quote(cell, style) for cell, style in cells) + end for cells, end in rows)
    path = tmp_path / "a.csv"
    path.write_text("text,label,more\n" + text, encoding="utf-8", newline="")
    with cut_small(size):
        slow, fast = read_both(path, header=header)
    assert fast == slow


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_and_line_end(tmp_path: Path, encoding: str, end: str) -> None:
    lines = ["文本,标签", *(f'"第{n}行{end}还有","类{n % 3}"' for n in range(50)), "多,余,了", "", "少", "末行,类1"]
    path = tmp_path / "a.csv"
    path.write_bytes(end.join(lines).encode(encoding))
    with cut_small(100):
        slow, fast = read_both(path, encoding=encoding)
    assert fast == slow
    assert len(fast[0]) == 52
    assert fast[0][-1] == {"# row": 105, "文本": "末行", "标签": "类1"}
    assert [(p.code, p.place.row, p.count) for p in fast[1]] == [
        ("data.ragged_row", 102, 1), ("data.short_row", 104, 1),
    ]  # fmt: skip


def test_a_stray_quote_does_not_spoil_what_follows(tmp_path: Path) -> None:
    rows = [f'a 5" disk number {n},x' if n % 40 == 7 else f'"plain, {n}",y' for n in range(400)]
    path = tmp_path / "a.csv"
    path.write_text("text,label\n" + "\n".join(rows))
    with cut_small(300):
        slow, fast = read_both(path)
    assert fast == slow
    assert len(fast[0]) == 400


def test_bytes_that_fit_no_character_are_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text,label\n" + "好,x\n".encode() * 500 + b"b\xffd,y\n" + "好,x\n".encode() * 500)
    slow, fast = read_both(path)
    assert fast == slow
    assert fast[0][500] == {"# row": 502, "text": "b\ufffdd", "label": "y"}


def test_a_record_larger_than_a_piece_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('text,label\n"' + "long\n" * 1000 + '",x\nshort,y\n')
    with cut_small(64):
        slow, fast = read_both(path)
    assert fast == slow
    assert [row["# row"] for row in fast[0]] == [2, 1003]


def test_arrow_does_the_work_where_quotes_are_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(FastReader, "_parse_slowly", fail)
    monkeypatch.setattr(FastReader, "_read_slowly", fail)
    text = b'"a, ""b""",x\nplain,y\n\n"two\nlines",z\n,\nshort\nlong,long,long\n' * 100
    reader = FastReader(
        Encoding("utf-8"), ",", True, ["text", "label"], False, lambda c: [*c, None] if len(c) < 2 else None
    )
    found = list(reader.read(io.BytesIO(text)))
    rows = [row for cells in found for row in cells.batch.to_pylist()]
    assert [row["# row"] for row in rows[:5]] == [1, 2, 4, 6, 7]
    assert (rows[0]["text"], rows[2]["text"], rows[3]["text"]) == ('a, "b"', "two\nlines", None)
    assert [row for cells in found for row in cells.ragged][:2] == [(8, 3), (16, 3)]


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
@pytest.mark.parametrize("last", ['"never closed,b', '"never\nclosed,b\nagain', '"closed\nhere",b', '"a""\n"",b', '""'])
def test_a_late_quote_without_end_is_told(tmp_path: Path, last: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.engine.data.source.HEAD", 2000)
    path = tmp_path / "a.csv"
    path.write_text("text,label\n" + '"hello, you",a\n' * 400 + last + end)
    slow, fast = read_both(path)
    assert fast == slow
    closed = "here" in last or last == '""'
    assert [(p.code, p.place.row) for p in fast[1] if p.level == "stop"] == (
        [] if closed else [("data.quote_open", 402)]
    )
