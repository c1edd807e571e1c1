"""A run is killed (SIGKILL) at random moments, many of them within a save, and has to end with the same bits.

``python -m tests.benchmarks.keeping.kills [--kills 100] [--in-saves 30] [--epochs 40] [--seed 1]``: real attempts of
a small run with dropout, active vocabulary, several micro-batches a step and early stopping on; each is killed and
the next one goes on. In the end weights, standing and every point of the curves are compared with a run that nobody
killed. Ends with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from studio.contract.events import State
from studio.contract.run import RunFolder
from tests.engine.training.keeping.killing import Killed, compare, kill, lay_out, make_run, play


def main(arguments: Sequence[str] | None = None) -> int:
    """0 where nothing differs and there were enough kills."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--in-saves", type=int, default=30)
    parser.add_argument("--epochs", type=float, default=40)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STUDIO_HOME"] = str(Path(folder) / "home")
        base, began = lay_out(Path(folder)), time.monotonic()
        whole = make_run(base, "whole", asked.epochs)
        play(whole)
        print(f"a run that nobody kills: {time.monotonic() - began:.0f} s", flush=True)
        killed: list[Killed] = []
        differing: list[str] = []
        runs = 0
        while len(killed) < asked.kills or sum(one.in_save for one in killed) < asked.in_saves:
            runs += 1
            broken = make_run(base, f"broken{runs}", asked.epochs)
            killed += torment(broken, random.Random(asked.seed * 1000 + runs), asked.kills - len(killed))
            play(broken)
            differing += compare(whole, broken)
            print(f"run {runs}: {len(killed)} kills so far, {differing or 'nothing'} differs", flush=True)
        in_save = sum(one.in_save for one in killed)
        states = ", ".join(f"{count} {state}" for state, count in Counter(one.state for one in killed).most_common())
        print(
            f"{len(killed)} kills of {runs} run(s) in {time.monotonic() - began:.0f} s: {states}; {in_save} in a save"
        )
        goal = f"0 after ≥ {asked.kills}, ≥ {asked.in_saves} in a save"
        print(f"| what differs after {len(killed)} kills, {in_save} of them in a save | {len(differing)} | {goal} |")
    return 1 if differing else 0


def torment(run: RunFolder, chance: random.Random, most: int) -> list[Killed]:
    """Kills attempts of one run until it has ended or there were enough."""
    killed: list[Killed] = []
    while len(killed) < max(2, most):
        one = kill(run, chance, in_save=len(killed) % 5 < 2)
        if one is None:
            break
        killed.append(one)
    steps = [event.from_step for event in run.events() if isinstance(event, State) and event.from_step is not None]
    print(f"  {len(killed)} kills; the attempts began at steps {steps}", flush=True)
    return killed


if __name__ == "__main__":
    sys.exit(main())
