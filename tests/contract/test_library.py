"""The library: an index that is always right, may be deleted, and hides no run behind another."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections import namedtuple
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from studio.contract import library
from studio.contract.events import Metric, RunState, State
from studio.contract.library import Library, is_on_network, read_record
from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.contract.report import ClassFigures, Confusion, Overall, Report
from studio.contract.run import RunFolder
from tests.benchmarks.keeping.store import copy_often, spoil
from tests.contract.conftest import RECIPE, Holder


def finish(run: RunFolder, f1: float = 0.75) -> None:
    """Writes what a finished run leaves behind, as far as the library looks at it."""
    overall = Overall(precision=0.7, recall=0.8, micro_f1=f1, macro_f1=0.5, weighted_f1=0.6, accuracy=0.9)
    figures = [ClassFigures(label="PER", precision=0.7, recall=0.8, f1=0.75, support=3)]
    confusion = Confusion(labels=["PER"], counts=[[3]])
    report = Report(
        task="token-classification", split="test", examples=4, overall=overall, classes=figures, confusion=confusion
    )
    (run.path / "report.json").write_text(report.dump())
    (run.path / "resolved.yaml").write_text(
        "task: token-classification\ndata: {train: a}\nvalues: {model: {value: starter, why: advice.asked}}\n"
    )
    with run.own() as attempt:
        for step in range(100):
            run.append(Metric(step=step, split="train", values={"loss": 100.0 - step}))
        run.append(State(state=RunState.DONE, attempt=attempt))


@pytest.fixture
def recorded(home: Path) -> RunFolder:
    """A finished run with all its files."""
    source = Path(__file__).parents[1] / "runs" / "done"
    return RunFolder(Path(shutil.copytree(source, find_folder("runs") / "done")))


def test_a_finished_run_shows_its_figures(run: RunFolder) -> None:
    finish(run)
    (record,) = Library().records()
    assert (record.id, record.title, record.state) == (run.path.name, "News", RunState.DONE)
    assert (record.figure, record.headline, record.model) == ("micro_f1", 0.75, "starter")
    assert len(record.curve) == 34
    assert record.curve[0] > record.curve[-1]
    assert record.size == sum(file.stat().st_size for file in run.path.rglob("*"))
    assert record.problem is None


def test_a_final_run_is_read_once_and_again_when_it_changes(run: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    finish(run)
    read: list[str] = []

    def watch(folder: RunFolder) -> library.RunRecord:
        read.append(folder.path.name)
        return read_record(folder)

    monkeypatch.setattr(library, "read_record", watch)
    assert Library().records() == Library().records()
    assert len(read) == 1
    finish(run, f1=0.5)
    assert Library().records()[0].headline == 0.5
    assert len(read) == 2


def test_a_run_that_is_lost_meanwhile_is_shown_as_lost(run: RunFolder, hold: Holder) -> None:
    with hold(run) as process:
        assert Library().records()[0].state is RunState.TRAINING
        process.kill()
    assert Library().records()[0].state is RunState.LOST


def test_one_unreadable_run_hides_no_other(home: Path) -> None:
    runs = [RunFolder.create(RECIPE, title=str(number)) for number in range(5)]
    (runs[0].path / "run.json").write_text("{")
    (runs[1].path / "recipe.yaml").write_bytes(b"\xff")
    (runs[2].path / "resolved.yaml").write_text("[")
    (runs[3].path / "report.json").write_text("{}")
    records = {record.id: record for record in Library().records()}
    assert len(records) == 5
    broken = [records[run.path.name].problem for run in runs]
    codes = [problem.code if problem else "" for problem in broken]
    assert codes == ["run.unreadable", "recipe.not_utf8", "recipe.not_yaml", "run.unreadable", ""]


def test_one_unreadable_run_among_500_leaves_499(home: Path) -> None:
    first, second, readable, broken = spoil(home, 500)
    assert (readable, broken) == (499, 1)
    assert second < first


@pytest.mark.parametrize("name", ["run.json", "recipe.yaml", "resolved.yaml", "events.jsonl", "report.json"])
@pytest.mark.parametrize("kind", ["garbage", "nested", "a folder", "a link to itself"])
def test_whatever_became_of_a_file_the_others_are_listed(
    run: RunFolder, recorded: RunFolder, name: str, kind: str
) -> None:
    path = recorded.path / name
    path.unlink()
    if kind == "garbage":
        path.write_bytes(bytes(range(256)) * 10)
    elif kind == "nested":
        path.write_text("[" * 2000)
    elif kind == "a folder":
        path.mkdir()
    else:
        path.symlink_to(name)
    records = {record.id: record for record in Library().records()}
    assert records[run.path.name].problem is None
    assert set(records) - {recorded.path.name} == {run.path.name}
    assert Library().records() == list(records.values())


def test_a_folder_that_may_not_be_looked_into_is_one_problem(
    run: RunFolder, recorded: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another account's folder is, here told by a stand-in: the super-user may look into everything."""
    stat = Path.stat

    def refuse(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.parent == recorded.path:
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, follow_symlinks=follow_symlinks)

    def refuse_size(folder: Path) -> int:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "stat", refuse)
    monkeypatch.setattr(library, "measure_size", refuse_size)
    records = {record.id: record.problem for record in Library().records()}
    problem = records[recorded.path.name]
    assert problem is not None
    assert problem.code == "run.unreadable"
    assert run.path.name in records


def test_rename_discard_and_refresh(run: RunFolder) -> None:
    shelf = Library()
    shelf.rename(run.path.name, "Better news")
    assert [record.title for record in shelf.records()] == ["Better news"]
    assert shelf.discard(run.path.name).title == "Better news"
    assert shelf.records() == []
    assert shelf.refresh(run.path.name) is None


def test_a_run_deleted_by_other_hands_is_gone(run: RunFolder, tmp_path: Path) -> None:
    Library().records()
    run.path.rename(tmp_path / "elsewhere")
    assert Library().records() == []


def test_a_moved_home_shows_its_new_place(run: RunFolder, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    finish(run)
    Library().records()
    moved = home.rename(home.with_name("moved"))
    monkeypatch.setenv("STUDIO_HOME", str(moved))
    assert Library().records()[0].path == str(moved / "runs" / run.path.name)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_broken_index_is_made_anew(run: RunFolder, home: Path, content: bytes) -> None:
    (home / "library.sqlite").write_bytes(content)
    assert [record.title for record in Library().records()] == ["News"]


def test_an_index_of_another_version_or_with_a_strange_row_is_read_anew(run: RunFolder, home: Path) -> None:
    finish(run)
    Library().records()
    with closing(sqlite3.connect(home / "library.sqlite")) as index, index:
        index.execute("UPDATE runs SET record = '{}'")
    assert Library().records()[0].title == "News"
    with closing(sqlite3.connect(home / "library.sqlite")) as index, index:
        index.execute("PRAGMA user_version = 99")
    assert Library().records()[0].title == "News"


def test_an_index_that_cannot_be_written_is_a_problem(run: RunFolder, home: Path) -> None:
    (home / "library.sqlite").mkdir()
    with pytest.raises(StudioError) as caught:
        Library().records()
    assert caught.value.problems[0].code == "computer.index_unusable"
    assert caught.value.exit_code == 6


def test_copies_under_load_are_sound_and_complete(tmp_path: Path) -> None:
    """Thirty of each kind; ``python -m tests.benchmarks.keeping.store`` makes a thousand."""
    found = copy_often(tmp_path, 30)
    assert found["sqlite"] == {"sound": 30}
    assert found["files"].total() == 30
    assert set(found["library"]) == {"all listed"}


@pytest.mark.parametrize("torn", ["library.sqlite", "library.sqlite-wal"])
def test_a_torn_copy_of_the_index_is_made_anew(
    home: Path, tmp_path: Path, torn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the database's pages, or of its log, as a copy in the middle of a write may have them."""
    runs = {RunFolder.create(RECIPE, title=f"{number} " + "long " * 200).path.name for number in range(30)}
    Library().records()
    with closing(sqlite3.connect(home / "library.sqlite")) as reader:
        reader.execute("SELECT count(*) FROM runs").fetchone()
        for run in runs:
            Library().rename(run, f"{run} " + "longer " * 200)
        copy = tmp_path / "copy"
        copy.mkdir()
        (copy / "runs").symlink_to(home / "runs")
        for name in ("library.sqlite", "library.sqlite-wal"):
            content = (home / name).read_bytes()
            (copy / name).write_bytes(content[: len(content) // 2 + 100] if name == torn else content)
    monkeypatch.setenv("STUDIO_HOME", str(copy))
    records = Library().records()
    assert {record.id for record in records if record.title.startswith(f"{record.id} longer")} == runs


def test_several_processes_use_the_index_at_once(home: Path) -> None:
    for number in range(10):
        RunFolder.create(RECIPE, title=str(number))
    script = "from studio.contract.library import Library\nfor _ in range(5): assert len(Library().records()) == 10"
    processes = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]


Mount = namedtuple("Mount", "mountpoint fstype")


def test_network_disks_get_no_write_ahead_log(run: RunFolder, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mode() -> str:
        Library().records()
        with closing(sqlite3.connect(home / "library.sqlite")) as index, index:
            return str(index.execute("PRAGMA journal_mode").fetchone()[0])

    assert mode() == "wal"
    mounts = [Mount("/", "ext4"), Mount(str(home), "nfs4"), Mount("/other", "cifs")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: mounts)
    assert mode() == "delete"
    assert is_on_network(Path("\\\\server\\share"))
    assert not is_on_network(Path("/elsewhere"))
