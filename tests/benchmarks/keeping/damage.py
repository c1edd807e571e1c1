"""A checkpoint of a real training damaged in random places: none of it is ever loaded.

``python -m tests.benchmarks.keeping.damage [--places 1000] [--seed 5]``: trains a small model until two checkpoints
are there, then flips a bit or cuts a file short in the newer one, place by place, in all its files by turns, the
manifest among them. Each time it must not verify, and the one before must be what is found.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.contract.events import Metric
from studio.contract.places import find_resources
from studio.contract.run import RunFolder
from studio.engine.training import job
from studio.engine.training.keeping.checkpoints import Checkpoint, CheckpointFolder

RECIPE = """
task: text-classification
model: scratch-tiny
data: {train: train.csv, validation: 0.2, test: 0.2}
epochs: 2
device: cpu
"""
BEYOND = 3
"""Steps after the first evaluation before the run is stopped: the newest checkpoint is then another than the best."""


def train(folder: Path) -> CheckpointFolder:
    """The checkpoints of a run on the sample messages that was stopped in its second epoch."""
    run = RunFolder.create(RECIPE, base=find_resources() / "samples" / "messages_en", path=folder)
    evaluated = 10**9
    with run.own() as attempt:
        for event in job.run(run, attempt):
            run.append(event)
            if isinstance(event, Metric) and event.split == "validation":
                evaluated = min(evaluated, event.step)
            if isinstance(event, Metric) and event.split == "train" and event.step >= evaluated + BEYOND:
                run.ask("stop", attempt)
                evaluated = 10**9
    return CheckpointFolder(run.path / "checkpoints")


@contextmanager
def flip(path: Path, place: int, bit: int) -> Iterator[None]:
    """One bit of a file is another one for as long as this lasts."""

    def write(byte: int) -> None:
        with path.open("r+b") as file:
            file.seek(place)
            file.write(bytes([byte]))

    with path.open("rb") as file:
        file.seek(place)
        (whole,) = file.read(1)
    write(whole ^ 1 << bit)
    try:
        yield
    finally:
        write(whole)


@contextmanager
def cut(path: Path, length: int) -> Iterator[None]:
    """The file ends there for as long as this lasts."""
    with path.open("rb") as file:
        file.seek(length)
        rest = file.read()
    os.truncate(path, length)
    try:
        yield
    finally:
        with path.open("ab") as file:
            file.write(rest)


def damage(folder: CheckpointFolder, places: int, seed: int) -> dict[str, list[str]]:
    """The places where damage went unnoticed, for flips and for cuts."""
    newest, before = folder.list()[:2]
    chance = random.Random(seed)
    files = sorted(newest.path.iterdir())
    missed: dict[str, list[str]] = {"flipped bits": [], "cuts": []}
    for number in range(places):
        path = files[number // 2 % len(files)]
        place = chance.randrange(path.stat().st_size)
        bit = chance.randrange(8)
        kind = "cuts" if number % 2 else "flipped bits"
        with cut(path, place) if number % 2 else flip(path, place, bit):
            if folder.find() != before:  # it is looked for from the newest on
                missed[kind].append(f"{path.name} at {place}, bit {bit}")
    check_whole(folder, newest)
    return missed


def check_whole(folder: CheckpointFolder, newest: Checkpoint) -> None:
    """Everything is as it was: else nothing above was measured."""
    if not newest.verify() or folder.find() != newest:
        raise SystemExit("the checkpoint was not put back as it was")


def main() -> int:
    """Prints two rows; 0 where nothing went unnoticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ["STUDIO_HOME"] = str(Path(place) / "home")
        folder = train(Path(place) / "run")
        newest, before = folder.list()[:2]
        check_whole(folder, newest)
        sizes = {path.name: path.stat().st_size for path in sorted(newest.path.iterdir())}
        print(f"checkpoints of steps {before.step} and {newest.step}; the newer one: {sizes}", flush=True)
        missed = damage(folder, asked.places, asked.seed)
    for kind, unnoticed in missed.items():
        tried = asked.places // 2 + (asked.places % 2 if kind == "flipped bits" else 0)
        print(*unnoticed, sep="\n", end="\n" if unnoticed else "")
        found = f"{tried - len(unnoticed)} of {tried}"
        print(f"| {kind} in a checkpoint of {len(sizes)} files: noticed, and the one before found | {found} | all |")
    return 1 if any(missed.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
