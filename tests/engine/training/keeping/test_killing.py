"""A run that is killed, also within a save, ends as if nothing had happened. The long form: tests.benchmarks.kills."""

from __future__ import annotations

import random
from pathlib import Path

from studio.contract.run import RunFolder
from tests.engine.training.keeping.killing import compare, kill, lay_out, make_run, play

KILLS = 6


def test_a_killed_run_ends_with_the_same_bits(tmp_path: Path) -> None:
    base, chance = lay_out(tmp_path), random.Random(11)
    whole, broken = make_run(base, "whole", epochs=4), make_run(base, "broken", epochs=4)
    play(whole)
    killed = [kill(broken, chance, in_save=number % 2 == 0) for number in range(KILLS)]
    play(broken)
    assert compare(whole, broken) == []
    happened = [one for one in killed if one]
    assert len(happened) >= KILLS // 2
    assert any(one.in_save for one in happened)


def test_the_comparison_notices_another_run(tmp_path: Path) -> None:
    base = lay_out(tmp_path)
    runs = [make_run(base, f"run{epochs}", epochs) for epochs in (1, 2)]
    for run in runs:
        play(run)
    assert compare(*runs)[0] == "weights"
    assert compare(RunFolder(runs[0].path), runs[0]) == []
