"""What was opened before is found again only while it is the same; what changes while it is read is said."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from studio.contract.problems import Cancelled, StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.containers.protocol import Member
from studio.engine.data.preparing import remembering
from studio.engine.data.preparing.build import build
from studio.engine.data.preparing.remembering import Question, hash_sources, look_at
from studio.engine.data.store import prepare

ROWS = "".join(f"message number {row},{'good' if row % 2 else 'bad'}\n" for row in range(40))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "messages.csv"
    path.write_text("text,label\n" + ROWS, encoding="utf-8")
    return path


def test_a_file_that_is_written_meanwhile_is_told(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*arguments: Any) -> Any:
        with table.open("a", encoding="utf-8") as file:
            file.write("one more,good\n")
        return build(*arguments)

    monkeypatch.setattr("studio.engine.data.store.build", write)
    with pytest.raises(StudioError) as caught:
        prepare(DataSpec(train=table.name), table.parent, None)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("data.file_changing", str(table))
    monkeypatch.undo()
    assert prepare(DataSpec(train=table.name), table.parent, None).inspection.examples >= 41


def test_a_question_knows_files_by_their_looks(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask() -> str:
        return Question.ask(1, DataSpec(train=table.name), None, [], [table]).key

    assert ask() == ""  # it has only just been written
    monkeypatch.setattr(remembering, "_SETTLED", 0)
    first = ask()
    assert first == ask() != ""
    table.write_text("text,label\n" + ROWS[::-1], encoding="utf-8")
    assert ask() not in ("", first)
    table.unlink()
    assert ask() == ""
    assert look_at([table]) == []


def test_what_a_database_has_not_written_yet_counts(tmp_path: Path) -> None:
    path = tmp_path / "messages.db"
    with sqlite3.connect(path) as base:
        base.execute("pragma journal_mode=wal")
        base.execute("create table m (text, label)")
        base.commit()
        members = [Member(path, path.name)]
        before = hash_sources([path], members, lambda: False)[0]
        base.execute("insert into m values ('late', 'bad')")
        base.commit()
        assert hash_sources([path], members, lambda: False)[0] != before


def test_hashing_ends_when_nobody_waits(table: Path) -> None:
    with pytest.raises(Cancelled):
        hash_sources([table], [Member(table, table.name)], lambda: True)


def test_the_split_that_a_container_tells_is_part_of_what_is_kept(tmp_path: Path, table: Path) -> None:
    for split in ("train", "test"):
        folder = tmp_path / "data" / split
        folder.mkdir(parents=True)
        (folder / "messages.csv").write_bytes(table.read_bytes())
    one = prepare(DataSpec(train="data"), tmp_path, None)
    (tmp_path / "data" / "test").rename(tmp_path / "data" / "validation")
    other = prepare(DataSpec(train="data"), tmp_path, None)
    assert one.folder != other.folder
    assert set(one.splits) >= {"train", "test"}
