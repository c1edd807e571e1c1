"""The library: an index of the run folders in SQLite. It can be deleted at any time; the folders are the truth."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.attempts.curves import Curves
from studio.contract.cards import TaskCard, find_card
from studio.contract.events import RunState
from studio.contract.places import find_folder, find_home, measure_size
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.report import Report
from studio.contract.run import RunFolder, list_runs
from studio.contract.storage.trash import Trashed, discard

SPARKLINE_POINTS = 40
_SCHEMA = 1
_WATCHED = ("run.json", "events.jsonl", "report.json", "exit.json")
_NETWORK_DISKS = ("nfs", "cifs", "smb", "afs", "sshfs", "fuse.sshfs", "9p", "ceph", "lustre", "glusterfs")


class RunRecord(BaseModel):
    """One row of the list of runs.

    ``figure`` names the headline figure and ``headline`` is its value in the report (0–1), None before there is
    one; ``curve`` is the training loss in at most 40 points; ``size`` in bytes on disk. Of an unreadable run
    only id, path, title (its id) and ``problem`` are known.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    path: str
    title: str
    created: str = ""
    state: RunState = RunState.LOST
    task: str = ""
    model: str = ""
    figure: str = ""
    headline: float | None = None
    curve: list[float] = []
    size: int = 0
    project: str | None = None
    parent: str | None = None
    problem: Problem | None = None


class Library:
    """All runs of the home. Safe to use from several threads and processes; each method opens the index anew."""

    def records(self) -> list[RunRecord]:
        """One record per run folder, the newest first; reads only what changed since it was indexed.

        Raises ``OSError`` or ``StudioError`` where the home cannot be used.
        """
        with self._open() as index:
            return self._read_all(index)

    def refresh(self, run_id: str) -> RunRecord | None:
        """Reads one run again; None where its folder is gone."""
        with self._open() as index:
            folder = self.run(run_id)
            if not (folder.path / "run.json").exists():
                index.execute("DELETE FROM runs WHERE id = ?", (run_id,))
                return None
            return _index_run(index, folder)

    def run(self, run_id: str) -> RunFolder:
        """The folder of a run."""
        return RunFolder(find_folder("runs") / run_id)

    def rename(self, run_id: str, title: str) -> None:
        """Gives a run another title. Raises ``StudioError`` where it is unreadable."""
        self.run(run_id).rename(title)
        self.refresh(run_id)

    def discard(self, run_id: str) -> Trashed:
        """Moves a run to the trash. Raises ``StudioError`` with ``run.live`` while some process works on it."""
        trashed = discard(self.run(run_id).path)
        self.refresh(run_id)
        return trashed

    def _read_all(self, index: sqlite3.Connection) -> list[RunRecord]:
        known = {id: (stamp, text) for id, stamp, text in index.execute("SELECT id, stamp, record FROM runs")}
        records = []
        for folder in list_runs():
            stamp, text = known.pop(folder.path.name, ("", ""))
            record = _parse_record(text) if stamp == _stamp(folder.path) else None
            if record is None or record.path != str(folder.path) or not record.state.is_final:
                record = _index_run(index, folder)
            records.append(record)
        index.executemany("DELETE FROM runs WHERE id = ?", [(id,) for id in known])
        return records

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together; a broken index is made anew."""
        path = find_home() / "library.sqlite"
        try:
            if not _is_sound(path):
                for suffix in ("", "-wal", "-shm"):
                    path.with_name(path.name + suffix).unlink(missing_ok=True)
            with closing(_connect(path)) as index, index:
                yield index
        except sqlite3.OperationalError as error:
            place = Place(file=str(path))
            problem = Problem(
                code="computer.index_unusable", values={"file": str(path)}, place=place, details=str(error)
            )
            raise StudioError(problem) from error


def _connect(path: Path) -> sqlite3.Connection:
    index = sqlite3.connect(path, timeout=10)
    index.execute(f"PRAGMA journal_mode = {'DELETE' if is_on_network(path) else 'WAL'}")
    if index.execute("PRAGMA user_version").fetchone() != (_SCHEMA,):
        index.executescript(
            "BEGIN IMMEDIATE; DROP TABLE IF EXISTS runs;"
            "CREATE TABLE runs (id TEXT PRIMARY KEY, stamp TEXT, record TEXT);"
            f"PRAGMA user_version = {_SCHEMA}; COMMIT;"
        )
    return index


def _is_sound(path: Path) -> bool:
    """False for a file that is no database, or one with damaged pages."""
    try:
        with closing(sqlite3.connect(path, timeout=10)) as index:
            return bool(index.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        return False


def is_on_network(path: Path) -> bool:
    """Whether a path lies on a network file system, where SQLite's write-ahead log is not safe."""
    if str(path).startswith("\\\\"):
        return True
    mounts = [part for part in psutil.disk_partitions(all=True) if path.is_relative_to(part.mountpoint)]
    nearest = max(mounts, key=lambda part: len(part.mountpoint), default=None)
    return nearest is not None and nearest.fstype.lower().startswith(_NETWORK_DISKS)


def _stamp(path: Path) -> str:
    """Changes when any watched file of the run does; "" where they cannot be looked at."""
    try:
        facts = [file.stat() for file in (path / name for name in _WATCHED) if file.exists()]
    except OSError:
        return ""
    return " ".join(f"{fact.st_mtime_ns}:{fact.st_size}" for fact in facts)


def _parse_record(text: str) -> RunRecord | None:
    try:
        return RunRecord.model_validate_json(text)
    except ValidationError:
        return None


def _index_run(index: sqlite3.Connection, folder: RunFolder) -> RunRecord:
    stamp = _stamp(folder.path)
    record = read_record(folder)
    row = (record.id, stamp, record.model_dump_json())
    index.execute("INSERT OR REPLACE INTO runs VALUES (?, ?, ?)", row)
    return record


def read_record(folder: RunFolder) -> RunRecord:
    """What the list shows of one run, read from its folder; an unreadable one has a ``problem``."""
    id, path = folder.path.name, str(folder.path)
    try:
        card, recipe, state = folder.card(), folder.recipe(), folder.state()
        resolved = folder.resolved()
        figure, headline = _read_headline(folder.path, recipe.task)
        curve = Curves(folder.events()).curve("train", "loss").thin(SPARKLINE_POINTS)
        size = measure_size(folder.path)
    except StudioError as error:
        return _describe_unreadable(folder, error.problems[0])
    except OSError as error:
        values = {"file": Path(error.filename or path).name, "run": id}
        problem = Problem(code="run.unreadable", values=values, place=Place(file=path), details=str(error))
        return _describe_unreadable(folder, problem)
    return RunRecord(
        id=id,
        path=path,
        title=card.title,
        created=card.created,
        state=state,
        task=recipe.task,
        model=str(resolved["model"]) if resolved else recipe.model or "",
        figure=figure,
        headline=headline,
        curve=curve,
        size=size,
        project=card.project,
        parent=card.parent,
    )


def _describe_unreadable(folder: RunFolder, problem: Problem) -> RunRecord:
    try:
        size = measure_size(folder.path)
    except OSError:
        size = 0
    id = folder.path.name
    return RunRecord(id=id, path=str(folder.path), title=id, size=size, problem=problem)


def _read_headline(path: Path, task: str) -> tuple[str, float | None]:
    card = find_card(TaskCard, task)
    figure = card.headline if card else "micro_f1"
    if not (path / "report.json").exists():
        return figure, None
    return figure, float(getattr(Report.read(path / "report.json").overall, figure))
