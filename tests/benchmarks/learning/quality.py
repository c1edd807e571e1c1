"""What the speed costs: F1 of our loop minus F1 of the stock trainer, over paired seeds.

``python -m tests.benchmarks.learning.quality --data FOLDER [--seeds 8] [--examples 1000] [--only WNUT]``: both sides
learn the same sentences with the same seed, settings and fp32, and are judged on the same sentences of the other two
splits after their last step. Prints each pair, the mean difference with its spread and its 95 % interval (paired t).
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import statistics
import sys
import tempfile
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks.learning.sides import Case, run_child

GOAL = -1.0
"""Points of F1 that the lower end of the interval has to stay above."""
SETTINGS: dict[str, dict[str, Any]] = {
    "WNUT-17": {"model": "starter", "epochs": 3.0, "learning_rate": 1e-4},
    "UNER Chinese GSDSimp": {"model": "scratch-tiny", "epochs": 20.0, "learning_rate": 1e-3, "batch_size": 16},
}


def find_quantile(degrees: int) -> float:
    """The 97.5 % point of Student's t."""
    stats: Any = importlib.import_module("scipy.stats")  # untyped upstream
    return float(stats.t.ppf(0.975, degrees))


def compare(name: str, places: dict[str, Any], asked: argparse.Namespace) -> bool:
    """Prints the pairs of one data set; whether the goal is met."""
    common: dict[str, Any] = {**places, **SETTINGS[name], "examples": asked.examples, "judged": asked.judged}
    cases = [Case(side, **common, seed=seed) for seed in range(1, asked.seeds + 1) for side in ("ours", "stock")]
    kept = _Kept(asked.keep)
    with ThreadPoolExecutor(asked.workers) as pool:
        scores = list(pool.map(lambda case: 100 * kept.find(case, asked.threads), cases))
    ours, stock = scores[0::2], scores[1::2]
    differences = [left - right for left, right in zip(ours, stock, strict=True)]
    for seed, (left, right) in enumerate(zip(ours, stock, strict=True), 1):
        print(f"  {name}, seed {seed}: ours {left:.2f}, stock {right:.2f}, difference {left - right:+.2f}", flush=True)
    mean, spread = statistics.mean(differences), statistics.stdev(differences)
    half = find_quantile(len(differences) - 1) * spread / len(differences) ** 0.5
    means = f"ours {statistics.mean(ours):.2f}, stock {statistics.mean(stock):.2f}"
    figures = f"{mean:+.2f} ± {half:.2f} (sd {spread:.2f}; {means}), lower end {mean - half:+.2f}"
    what = f"{name}, {SETTINGS[name]['model']}, {asked.examples} sentences: points of micro F1, ours − stock"
    print(f"| {what}, {asked.seeds} paired seeds | {figures} | lower end > {GOAL} |", flush=True)
    return bool(mean - half > GOAL)


class _Kept:
    """Scores of cases that were trained before, so that a long comparison can be broken off and go on."""

    def __init__(self, path: Path | None) -> None:
        self._path, self._writing = path, threading.Lock()
        lines = path.read_text(encoding="utf-8").splitlines() if path and path.exists() else []
        self._known = {line["case"]: line["micro_f1"] for line in map(json.loads, lines)}

    def find(self, case: Case, threads: int) -> float:
        key = json.dumps(asdict(case), sort_keys=True)
        if key not in self._known:
            score = run_child(case, threads).micro_f1 or 0.0
            with self._writing:
                self._known[key] = score
                print(f"  {case.side}, seed {case.seed}: {100 * score:.2f}", flush=True)
                if self._path:
                    with self._path.open("a", encoding="utf-8") as file:
                        file.write(json.dumps({"case": key, "micro_f1": score}) + "\n")
        return float(self._known[key])


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where the goal is met on each data set."""
    from tests.benchmarks.learning.sides import read_cases

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--examples", type=int, default=1000)
    parser.add_argument("--judged", type=int, default=2000)
    parser.add_argument("--keep", type=Path, help="a file of scores: what is in it is not trained again")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", default="")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDIO_HOME"] = home
        met = [compare(name, places, asked) for name, places in read_cases(asked.data).items() if asked.only in name]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
