"""Real tokens a second and memory: our loop against ``transformers.Trainer`` as it comes, in interleaved pairs.

``python -m tests.benchmarks.learning.throughput [--data FOLDER] [--examples 400] [--pairs 5]``: each training runs in a
process of its own; same model, windows, batch size and number of steps, fp32 on the processor. Only training is timed,
padding does not count as tokens. FLOP is what forward and backward of the real tokens need; the matrix product it is
set beside is measured by the same process. ``--data`` is a folder with the published sets (see ``sides.read_cases``);
without it a sample set stands in for them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.contract.places import find_resources
from studio.engine.training.tuning.trial import list_precisions
from tests.benchmarks.learning.sides import CPU, Case, Outcome, read_cases, run_child

FASTER, SMALLER = 1.8, 0.6
MODELS = {"WNUT-17": "starter", "UNER Chinese GSDSimp": "chinese-shaped", "sample news": "starter"}
LARGE_STEPS = 6
PAIRS_HALF = 3


def compare_speed(name: str, common: Mapping[str, Any], pairs: int) -> bool:
    """Prints the pairs of one data set and what they come to; whether the goal is met."""
    print(f"{name}, {common['model']}, {common['examples']} sentences\npair   ours tokens/s   stock tokens/s   ratio")
    kept: list[tuple[Outcome, Outcome]] = []
    for pair in range(1, pairs + 1):
        ours, stock = run_child(Case("ours", **common)), run_child(Case("stock", **common))
        kept.append((ours, stock))
        left, right = ours.tokens_per_second, stock.tokens_per_second
        print(f"{pair:>4}   {left:>13.0f}   {right:>14.0f}   {left / right:>5.2f}", flush=True)
    ratios = [ours.tokens_per_second / stock.tokens_per_second for ours, stock in kept]
    middle = statistics.median(ratios)
    spread = f"{middle:.3f} (range {min(ratios):.2f} to {max(ratios):.2f}, {pairs} pairs)"
    print(f"| {name}: real tokens/s, ours over stock, median | {spread} | ≥ {FASTER} |")
    for side, outcomes in zip(("ours", "stock"), zip(*kept, strict=True), strict=True):
        speed = statistics.median(one.tokens_per_second for one in outcomes)
        flops = statistics.median(one.flop / one.seconds for one in outcomes) / 1e9
        share = statistics.median(one.share for one in outcomes)
        peak = statistics.median(one.matmul for one in outcomes) / 1e9
        figures = f"{speed:.0f} tokens/s, {flops:.0f} of {peak:.0f} GFLOP/s ({share:.0%})"
        print(f"| {name}, {side}: speed, FLOP/s used of the matrix product's | {figures} | |", flush=True)
    if len(list_precisions(CPU)) > 1:  # what the product takes here; the stock trainer takes fp32
        half = [run_child(Case("ours", **common, precision="bf16")).tokens_per_second for _ in range(PAIRS_HALF)]
        as_it_comes = statistics.median(outcome.tokens_per_second for _, outcome in kept)
        figures = f"{statistics.median(half) / as_it_comes:.2f} ({min(half):.0f} to {max(half):.0f} tokens/s)"
        print(f"| {name}: the same, ours in bf16 as chosen here, stock in fp32 as it comes | {figures} | |", flush=True)
    return middle >= FASTER


def compare_memory(name: str, common: Mapping[str, Any]) -> bool:
    """Prints the peaks of both with a model of XLM-R's shape; whether the goal is met."""
    case = {**common, "model": "xlm-r-shaped", "examples": LARGE_STEPS * 16}
    ours, stock = run_child(Case("ours", **case, saves=True)), run_child(Case("stock", **case))
    ratio = ours.peak / stock.peak
    figures = f"{ratio:.2f} ({ours.peak / 1e9:.2f} of {stock.peak / 1e9:.2f} GB)"
    print(f"| XLM-R-shaped, {name}: peak memory, ours with its saves over stock | {figures} | ≤ {SMALLER} |")
    speed = ours.tokens_per_second / stock.tokens_per_second
    print(f"| the same, real tokens/s over {LARGE_STEPS} steps, one pair | {speed:.2f} | |", flush=True)
    return ratio <= SMALLER


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where all goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder with the published sets; default: a sample set")
    parser.add_argument("--examples", type=int, default=400)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--only", choices=("speed", "memory"))
    asked = parser.parse_args(arguments)
    sample = {"sample news": {"data": str(find_resources() / "samples" / "news_en"), "train": "train.conll"}}
    cases = read_cases(asked.data) if asked.data else sample
    met = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDIO_HOME"] = home
        for name, places in cases.items():
            common = {**places, "validation": "", "test": "", "model": MODELS[name], "examples": asked.examples}
            if asked.only != "memory":
                met.append(compare_speed(name, common, asked.pairs))
        if asked.only != "speed":
            met.append(compare_memory(name, common))
        print("| on a graphics card: BERT-base-shaped, bf16, short texts | not measured | ≥ 2 × stock |")
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
