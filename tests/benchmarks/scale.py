"""Ten million rows, over a gigabyte: the first look, the import beside DuckDB and Polars, reopening, any page.

``python -m tests.benchmarks.scale [--rows N] [--file CSV] [--polars PYTHON] [--health]``. Each measurement has a
process of its own, one after the other in the same minutes; ``--polars`` names a Python that has Polars.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from studio.contract.places import child_command, child_environment
from studio.contract.table import Table

SEED = 7
ROWS = 10_000_000
_CHUNK = 100_000
_PAGE = 50
_DUCKDB = "import duckdb; duckdb.sql('create table t as select * from read_csv(\"{}\", all_varchar=true)')"
_POLARS = "import polars; polars.read_csv('{}', infer_schema=False)"
_WORDS = (
    "the a please order card account payment money refund where when why how my is not and to of for with delivery "
    "late broken phone cannot login password reset transfer bank fee charge twice yesterday support help need want "
    "would like thanks waiting never arrived parcel address change cancel subscription invoice wrong amount app crash"
)
_LABELS = "billing delivery login refund cancel praise complaint other"
_CHINESE = (
    "我的订单还没有到",
    "请问怎么退款",
    "密码忘记了怎么办",
    "多收了一次费用，请处理",
    "服务很好，谢谢",
    "应用总是崩溃",
)


@dataclass(frozen=True)
class Ended:
    """A process that ended: its wall time, peak memory in GB, how long until it was ready, and what it answered."""

    seconds: float
    peak: float
    start: float
    lines: list[dict[str, Any]]


def write_table(path: Path, rows: int) -> None:
    """Messages with labels: plain and quoted, some with line ends and doubled quotes, a tenth of them Chinese."""
    chance = np.random.default_rng(SEED)
    words, labels = np.array(_WORDS.split()), np.array(_LABELS.split())
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("id,text,label,customer,created\n")
        for start in range(0, rows, _CHUNK):
            count = min(_CHUNK, rows - start)
            chosen = words[chance.integers(0, len(words), (count, 18))].tolist()
            lengths = chance.integers(6, 19, count).tolist()
            kinds, customers = chance.random(count).tolist(), chance.integers(0, 500_000, count).tolist()
            days, named = chance.integers(0, 1461, count), labels[chance.integers(0, len(labels), count)].tolist()
            dates = np.datetime_as_string(np.datetime64("2020-01-01") + days).tolist()
            lines = []
            for at in range(count):
                text = " ".join(chosen[at][: lengths[at]])
                if kinds[at] < 0.1:
                    text = _CHINESE[int(kinds[at] * 60)] + text[:20]
                elif kinds[at] < 0.2:
                    text = f'"{text}, and ""now"""'
                elif kinds[at] < 0.22:
                    text = f'"{text[:30]}\n{text[30:]}"'
                lines.append(f"{start + at},{text},{named[at]},c{customers[at]},{dates[at]}")
            file.write("\n".join(lines) + "\n")


def run(command: list[str], questions: list[dict[str, Any]], home: Path) -> Ended:
    """Runs a process, gives it questions one after the other (with the time each took), and measures it."""
    environment = child_environment() | {"STUDIO_HOME": str(home)}
    started = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    assert process.stdin
    assert process.stdout
    lines = []
    if questions:
        process.stdout.readline()
    start = time.perf_counter() - started
    for question in questions:
        asked = time.perf_counter()
        process.stdin.write(json.dumps(question).encode() + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            reply = json.loads(line)
            if reply["id"] == question["id"] and "progress" not in reply:
                lines.append(reply | {"seconds": time.perf_counter() - asked})
                break
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Ended(time.perf_counter() - started, usage.ru_maxrss / 1e6, start, lines)


def read_with(python: str, code: str, path: Path, home: Path) -> float | None:
    """How long another library needs to read the file into memory, without its start; None where it is not there."""
    library = code.split(";")[0]
    if subprocess.run([python, "-c", library], capture_output=True).returncode:
        return None
    empty = min(run([python, "-c", library], [], home).seconds for _ in range(3))
    return run([python, "-c", code.format(path)], [], home).seconds - empty


def measure_pages(path: Path) -> tuple[float, float]:
    """Median and 99th percentile of fetching a page at a random place, in milliseconds."""
    table, chance, taken = Table(path), random.Random(SEED), []
    for _ in range(1000):
        start = chance.randrange(max(1, len(table) - _PAGE))
        begun = time.perf_counter()
        table.rows(start, _PAGE)
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def measure(path: Path, home: Path, polars: str, health: bool) -> list[str]:
    """All rows of the table."""
    size = path.stat().st_size / 1e6
    arguments = {"data": {"train": str(path)}, "base": str(path.parent)}
    server = child_command("answer_data")
    first = run(server, [{"id": 1, "call": "preview", "arguments": arguments}], home)
    duckdb = read_with(sys.executable, _DUCKDB, path, home)
    polars_seconds = read_with(polars, _POLARS, path, home)
    asked = [{"id": id, "call": call, "arguments": arguments} for id, call in ((1, "preview"), (2, "inspect"))]
    imported = run(server, asked, home)  # as the window asks; like the others without the time its start takes
    reopened = run(server, [{"id": 1, "call": "inspect", "arguments": arguments}], home)
    inspection = imported.lines[1]["answer"]
    median, slowest = measure_pages(Path(inspection["tables"]["train"]))
    seconds, again = imported.lines[1]["seconds"], reopened.lines[0]["seconds"]
    speed = f"{seconds:.1f} s, {size / seconds:.0f} MB/s"
    shown = first.start + first.lines[0]["seconds"]
    rows = [
        f"| first rows of {size:.0f} MB, child's start included | {shown:.2f} s | < 2 s |",
        f"| import of {inspection['examples']} rows, split and fingerprint included | {speed} | |",
        f"| peak memory of the import | {imported.peak:.2f} GB | < 2 GB |",
    ]
    for name, other in (("DuckDB", duckdb), ("Polars", polars_seconds)):
        share = "not installed" if other is None else f"{other:.1f} s; our speed is {other / seconds:.2f} of it"
        rows.append(f"| {name} reading the same file | {share} | ≥ 0.33 |")
    rows += [
        f"| opening it again, its child ready after {reopened.start:.2f} s | {again:.2f} s | < 1 s |",
        f"| a page of {_PAGE} rows anywhere | p50 {median:.2f}, p99 {slowest:.2f} ms | < 5 ms |",
    ]
    return rows + (measure_health(arguments, server, home) if health else [])


def measure_health(arguments: dict[str, Any], server: list[str], home: Path) -> list[str]:
    """All health checks over the imported rows, and the memory they take."""
    checked = run(server, [{"id": 1, "call": "health", "arguments": arguments}], home)
    if "answer" not in checked.lines[0]:
        return [f"| all health checks | {checked.lines[0].get('problems')} | |"]
    seconds, peak = checked.lines[0]["seconds"], checked.peak
    return [f"| all health checks, in the background | {seconds:.0f} s, peak {peak:.2f} GB | < 2 GB |"]


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--polars", default=sys.executable)
    parser.add_argument("--health", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        path = asked.file or Path(folder) / "messages.csv"
        if not path.exists():
            write_table(path, asked.rows)
        print("\n".join(measure(path.resolve(), Path(folder) / "home", asked.polars, asked.health)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
