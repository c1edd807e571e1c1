"""Where the time of a training goes: the most costly operations of the stock trainer, and of our loop.

``python -m tests.benchmarks.learning.profile [--data FOLDER] [--examples 200]``: one epoch each on the same sentences,
by torch's profiler; seconds are of the operation itself, without what it calls. The profiler slows both down.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from torch.profiler import ProfilerActivity, profile
from transformers.utils import logging

from studio.contract.places import find_resources
from studio.engine.training.tuning.allocator import keep_memory
from tests.benchmarks.learning.sides import Bench, Case, read_cases

MOST = 8


def measure(case: Case, folder: Path) -> list[tuple[str, float]]:
    """Operations with their own seconds, the most costly first."""
    folder.mkdir()
    bench = Bench(case, folder)
    with profile(activities=[ProfilerActivity.CPU]) as profiler:
        if case.side == "ours":
            list(bench.learn_ours())
        else:
            bench.learn_stock()
    found: Any = profiler.key_averages()
    seconds = [(str(row.key), row.self_cpu_time_total / 1e6) for row in found]
    return sorted(seconds, key=lambda row: -row[1])


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints both lists, and what became of the stock trainer's three most costly operations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--examples", type=int, default=200)
    asked = parser.parse_args(arguments)
    quiet: Any = logging  # untyped upstream
    quiet.set_verbosity_error()
    quiet.disable_progress_bar()
    sample = {"data": str(find_resources() / "samples" / "news_en"), "train": "train.conll"}
    places = read_cases(asked.data)["WNUT-17"] if asked.data else sample
    case = Case("stock", **{**places, "validation": "", "test": ""}, examples=asked.examples)
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDIO_HOME"] = home
        before = measure(case, Path(home) / "stock")
        keep_memory()  # as the training process has it; the stock trainer has run by then
        after = measure(replace(case, side="ours"), Path(home) / "ours")
    for name, rows in (("transformers.Trainer", before), ("our loop", after)):
        whole = sum(seconds for _, seconds in rows)
        print(f"{name}: {whole:.1f} s")
        for operation, seconds in rows[:MOST]:
            print(f"  {seconds:6.2f} s  {seconds / whole:4.0%}  {operation}")
    known = dict(after)
    for operation, seconds in before[:MOST]:
        print(f"| {operation}: seconds before and after | {seconds:.2f} → {known.get(operation, 0.0):.2f} | |")


if __name__ == "__main__":
    main()
