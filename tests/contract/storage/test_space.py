"""Cleaning up: what is freed, and what is never touched."""

import os
import time
from pathlib import Path

from studio.contract.events import RunState, State
from studio.contract.run import RunFolder
from studio.contract.storage.space import Spare, find_spare, free
from studio.contract.storage.trash import discard
from tests.contract.conftest import RECIPE


def make_run(state: RunState, size: int) -> RunFolder:
    run = RunFolder.create(RECIPE)
    run.record(State(state=state, attempt=1))
    (run.path / "checkpoints" / "step-1").mkdir(parents=True)
    (run.path / "checkpoints" / "step-1" / "model.safetensors").write_bytes(b"x" * size)
    return run


def make_old(folder: Path) -> None:
    """As if nothing in it had changed for an hour."""
    for path in (*folder.rglob("*"), folder):
        os.utime(path, (time.time() - 3600,) * 2)


def test_a_download_that_may_go_on_is_left_alone(home: Path) -> None:
    (home / "models").mkdir(parents=True)
    (home / "models" / "bert.partial").mkdir()
    (home / "models" / "bert.partial" / "a").write_bytes(b"x" * 10)
    assert find_spare() == []
    make_old(home / "models" / "bert.partial")
    assert find_spare() == [Spare("downloads", 10)]


def test_a_model_goes_only_when_it_is_named(home: Path) -> None:
    for name in ("someone--tiny", "distilbert", ".incoming-1"):
        (home / "models" / name).mkdir(parents=True)
        (home / "models" / name / "model.safetensors").write_bytes(b"x" * 7)
    assert find_spare() == [Spare("model/distilbert", 7), Spare("model/someone--tiny", 7)]
    assert free(["model/distilbert", "model/.incoming-1", "model/../runs"]) == 7
    assert sorted(path.name for path in (home / "models").iterdir()) == [".incoming-1", "someone--tiny"]


def test_only_what_no_result_needs_is_freed(home: Path) -> None:
    assert find_spare() == []
    done, stopped = make_run(RunState.DONE, 100), make_run(RunState.STOPPED, 1000)
    (home / "models" / "bert.partial").mkdir()
    (home / "models" / "bert.partial" / "a").write_bytes(b"x" * 10)
    make_old(home / "models" / "bert.partial")
    trashed = discard(make_run(RunState.DONE, 1).path)
    assert find_spare() == [Spare("checkpoints", 100), Spare("downloads", 10), Spare("trash", trashed.size)]
    assert free(["checkpoints", "nonsense"]) == 100
    assert not (done.path / "checkpoints").exists()
    assert (done.path / "run.json").exists()
    assert free(["downloads", "trash"]) == 10 + trashed.size
    assert find_spare() == []
    assert (stopped.path / "checkpoints" / "step-1" / "model.safetensors").exists()
