"""A run that is killed, also within a save, ends as if nothing had happened. The long form: a hundred kills."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import torch

from studio.contract.places import PACKAGE
from studio.contract.problems import ExitCode
from studio.engine import train
from tests.engine.training.keeping.killing import compare, lay_out, make_run

FEW = ("--kills", "4", "--in-saves", "2", "--epochs", "4")


def test_a_killed_run_ends_with_the_same_bits() -> None:
    """In a process of its own, which takes the server of its children with it."""
    command = [sys.executable, "-m", "tests.benchmarks.keeping.kills", *FEW]
    ended = subprocess.run(command, cwd=PACKAGE.parent, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr[-3000:]
    row = ended.stdout.splitlines()[-1]
    assert row.startswith("| what differs after")
    assert "| 0 |" in row


def test_the_comparison_notices_another_run(tmp_path: Path) -> None:
    torch.set_num_threads(1)
    base = lay_out(tmp_path)
    runs = [make_run(base, f"run{epochs}", epochs) for epochs in (1, 2)]
    for run in runs:
        assert train.main(["--run", str(run.path)]) == ExitCode.DONE
    assert compare(*runs)[0] == "weights"
    assert compare(runs[0], runs[0]) == []
