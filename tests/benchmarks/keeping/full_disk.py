"""A real disk that fills up under a run: it waits, and ends with the same bits once there is room again.

``python -m tests.benchmarks.keeping.full_disk [--times 8]``: the run's folder lies on a small file system in memory,
which is filled to the last byte at random moments of the run and freed a moment later. Needs the right to mount
(root, or a user namespace: ``unshare -Urm python -m …``). Ends with 1 where the run does not wait, does not say so,
loses its last good checkpoint meanwhile, or ends with other weights.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from studio.contract.events import Error, Notice, RunState
from studio.contract.run import RunFolder
from studio.engine.training.keeping.checkpoints import CheckpointFolder
from tests.engine.training.keeping.killing import compare, lay_out, make_run, play, start

SIZE = "48m"
LOOK_SECONDS, MOST_SECONDS = 0.05, 60.0


def fill(disk: Path) -> Path:
    """Takes all room that is left; the file to delete."""
    path = disk / "filler"
    with path.open("ab", buffering=0) as file:
        for size in (2**16, 2**12, 1):
            try:
                while file.write(b"x" * size):
                    continue
            except OSError:
                continue
    return path


def count_waits(run: RunFolder) -> int:
    """How often the run has said that the disk is full."""
    return sum(isinstance(event, Notice) and event.code == "run.disk_full" for event in run.events())


def torment(run: RunFolder, disk: Path, times: int, chance: random.Random) -> list[str]:
    """Fills the disk so many times while the run works; what went wrong."""
    wrong = []
    process = start(run)
    for _ in range(times):
        process.join(0.3 + chance.random())
        if not process.is_alive():
            break
        kept = CheckpointFolder(run.path / "checkpoints")
        had = kept.find_resumable() is not None
        before, filler, began = count_waits(run), fill(disk), time.monotonic()
        while count_waits(run) == before and process.is_alive() and time.monotonic() - began < MOST_SECONDS:
            process.join(LOOK_SECONDS)
        if not process.is_alive():
            break
        if run.state() is not RunState.PAUSED:
            wrong.append(f"{run.state()} on a full disk")
        if had and kept.find_resumable() is None:
            wrong.append("no checkpoint that verifies")
        filler.unlink()
    process.join(MOST_SECONDS)
    wrong += [str(event) for event in run.events() if isinstance(event, Error)]
    print(f"the run said {count_waits(run)} times that the disk was full; it ended {run.state()}", flush=True)
    return wrong if run.state() is RunState.DONE else [*wrong, f"ended {run.state()}"]


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where nothing went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=8)
    parser.add_argument("--epochs", type=float, default=30)
    asked = parser.parse_args(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STUDIO_HOME"] = str(Path(folder) / "home")
        base, disk = lay_out(Path(folder)), Path(folder) / "disk"
        disk.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], check=True)
        try:
            whole = make_run(base, "whole", asked.epochs)
            play(whole)
            broken = make_run(base, "broken", asked.epochs, disk)
            wrong = torment(broken, disk, asked.times, random.Random(5))
            wrong = wrong or compare(whole, broken)
            waits = count_waits(broken)
        finally:
            subprocess.run(["umount", "-l", str(disk)], check=True)
    print(f"| a real disk full {waits} times within a run: what went wrong | {len(wrong)} {wrong or ''} | 0 |")
    return 1 if wrong or not waits else 0


if __name__ == "__main__":
    sys.exit(main())
