"""The list of runs copied at random instants while several processes write to it; and one unreadable run among 500.

``python -m tests.benchmarks.keeping.store [--copies 1000] [--runs 500]``: writers make runs and give them new titles
through the library, and note each change once it is committed. At each random instant the database is copied twice: by
SQLite itself (its backup, or VACUUM INTO, by turns), and by plain copies of its files one after the other, with a wait
between them, as a slow backup program does that knows nothing of SQLite. Of SQLite's copies every one must pass
``integrity_check`` and hold every change that was committed before the copy began. A plain copy can be torn, since its
files are not of one instant: it is told how many are; of each of those, and of every fourth that is not, the library
must list every run with its title of then or a later one.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from studio.contract.library import Library
from studio.contract.places import write_atomically

TEMPLATE = Path(__file__).resolve().parents[2] / "runs" / "failed"
WRITERS, RUNS_EACH = 3, 5
LONGEST_WAIT = 0.02
"""Seconds between two instants, and between the files of a plain copy, as on a slow disk."""
EACH = 4
"""The library is asked on every fourth plain copy that is sound, and on each that is not."""
FILES = ("library.sqlite", "library.sqlite-wal", "library.sqlite-shm")
Titles = dict[str, int]
"""The number that each run's title carries, by the run's id."""


def make_run(folder: Path, title: str) -> None:
    """A run that failed once, as an earlier test recorded it."""
    shutil.copytree(TEMPLATE, folder.with_name(f".{folder.name}"))
    card = json.loads((TEMPLATE / "run.json").read_text(encoding="utf-8")) | {"id": folder.name, "title": title}
    write_atomically(folder.with_name(f".{folder.name}") / "run.json", json.dumps(card), durable=False)
    folder.with_name(f".{folder.name}").rename(folder)


def write(home: Path, name: str, ledger: Path) -> None:
    """One writer, until it is ended: new runs at first, then new titles for ever; each noted when it is committed."""
    os.environ["STUDIO_HOME"] = str(home)
    library = Library()
    with ledger.open("ab", buffering=0) as file:
        for number in range(10**9):
            run = f"{name}-{number % RUNS_EACH}"
            if number < RUNS_EACH:
                make_run(home / "runs" / run, f"{run} {number}")
                library.refresh(run)
            else:
                library.rename(run, f"{run} {number}")
            file.write(f"{run} {number}\n".encode())


@contextmanager
def keep_writing(home: Path, ledger: Path) -> Iterator[None]:
    """Writers at work; they are ended in the middle of it."""
    script = "import sys; from pathlib import Path; from tests.benchmarks.keeping.store import write\n"
    script += "write(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))"
    (home / "runs").mkdir(parents=True)
    ledger.touch()
    writers = [
        subprocess.Popen([sys.executable, "-c", script, str(home), f"w{number}", str(ledger)])
        for number in range(WRITERS)
    ]
    try:
        while len(read_ledger(ledger)) < WRITERS * RUNS_EACH:
            if any(writer.poll() is not None for writer in writers):
                raise SystemExit("a writer ended by itself")
            threading.Event().wait(0.02)
        yield
        if any(writer.poll() is not None for writer in writers):
            raise SystemExit("a writer ended by itself")
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()


def read_ledger(path: Path) -> Titles:
    """What is committed for sure."""
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    return {run: int(number) for run, number in (line.split(" ") for line in lines)}


def copy_by_sqlite(source: Path, target: Path, number: int) -> None:
    """A copy as SQLite makes it: a backup, or VACUUM INTO, by turns."""
    with closing(sqlite3.connect(source, timeout=30)) as index:
        if number % 2:
            index.execute("VACUUM INTO ?", (str(target),))
        else:
            with closing(sqlite3.connect(target)) as copy:
                index.backup(copy)


def copy_files(source: Path, target: Path, waits: Iterator[float]) -> None:
    """The files one after the other, each after a wait; one that is gone by then is not there."""
    for name in FILES:
        threading.Event().wait(next(waits))
        try:
            shutil.copyfile(source / name, target / name)
        except FileNotFoundError:
            continue


def check(path: Path, committed: Titles) -> str:
    """What a copy of the database is: sound and complete, sound with something missing, or damaged."""
    try:
        with closing(sqlite3.connect(path)) as index:
            if index.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "damaged"
            rows = index.execute("SELECT id, record FROM runs").fetchall()
    except sqlite3.DatabaseError:
        return "damaged"
    found = {run: json.loads(record)["title"] for run, record in rows}
    return "sound" if has_all(found, committed) else "incomplete"


def has_all(titles: Mapping[str, str], committed: Titles) -> bool:
    """Whether every run is there with the title that was committed, or a later one."""
    return all(int(titles.get(run, "none -1").split(" ")[1]) >= number for run, number in committed.items())


def copy_often(place: Path, copies: int, seed: int = 11) -> dict[str, Counter[str]]:
    """So many copies of each kind at random instants; how each kind fared, and the library on the plain ones."""
    home, ledger, chance = place / "home", place / "ledger", random.Random(seed)
    waits = (chance.uniform(0, LONGEST_WAIT) for _ in itertools.count())
    found: dict[str, Counter[str]] = {"sqlite": Counter(), "files": Counter(), "library": Counter()}
    with keep_writing(home, ledger):
        for number in range(copies):
            threading.Event().wait(next(waits))
            target = place / f"copy-{number}"
            target.mkdir()
            committed = read_ledger(ledger)
            copy_by_sqlite(home / FILES[0], target / "copy.sqlite", number)
            found["sqlite"][check(target / "copy.sqlite", committed)] += 1
            committed = read_ledger(ledger)
            copy_files(home, target, waits)
            (target / "look").mkdir()
            copy_files(target, target / "look", itertools.repeat(0.0))  # a look at a copy changes it
            became = check(target / "look" / FILES[0], committed)
            found["files"][became] += 1
            if became != "sound" or number % EACH == 0:
                found["library"][list_runs(target, home, committed)] += 1
            shutil.rmtree(target)
    return found


def list_runs(target: Path, home: Path, committed: Titles) -> str:
    """Whether the library lists every run, with the copied database as its index and the runs as they are."""
    (target / "runs").symlink_to(home / "runs")
    os.environ["STUDIO_HOME"] = str(target)
    records = Library().records()
    titles = {record.id: record.title for record in records if record.problem is None}
    return "all listed" if has_all(titles, committed) and len(titles) == len(records) else "something missing"


def spoil(home: Path, count: int) -> tuple[float, float, int, int]:
    """One unreadable run among so many: seconds of the first and the second reading, readable and unreadable ones."""
    os.environ["STUDIO_HOME"] = str(home)
    (home / "runs").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        make_run(home / "runs" / f"run-{number:04d}", f"Run {number}")
    (home / "runs" / f"run-{count // 2:04d}" / "run.json").write_bytes(b"\x00" * 200)
    began = time.perf_counter()
    records = Library().records()
    middle = time.perf_counter()
    again = Library().records()
    end = time.perf_counter()
    broken = sum(record.problem is not None for record in again)
    return middle - began, end - middle, len(records) - broken, broken


def main() -> int:
    """Prints the rows; 0 where every goal is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=500)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        found = copy_often(place, asked.copies)
        changes = len((place / "ledger").read_bytes().splitlines())
        print(f"{WRITERS} writers, {WRITERS * RUNS_EACH} runs, {changes} changes committed meanwhile", flush=True)
        first, second, readable, broken = spoil(place / "many", asked.runs)
    sound, torn, listed = found["sqlite"]["sound"], found["files"], found["library"]["all listed"]
    of, tried = f"of {asked.copies}", found["library"].total()
    print(f"| the list of runs copied by SQLite under load: sound, with every committed row | {sound} {of} | all |")
    kinds = f"{torn['sound']} sound, {torn['incomplete']} with rows missing, {torn['damaged']} damaged {of}"
    print(f"| the same copied file by file | {kinds} | told |")
    print(f"| every run listed by the library from such a copy | {listed} of {tried} tried | all |")
    print(f"| one unreadable run among {asked.runs}: readable ones listed | {readable} | {asked.runs - 1} |")
    print(f"| reading them for the first time, and again | {first:.2f} s, {second * 1000:.0f} ms | told |")
    return 0 if (sound, listed, readable, broken) == (asked.copies, tried, asked.runs - 1, 1) else 1


if __name__ == "__main__":
    sys.exit(main())
