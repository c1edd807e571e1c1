"""Cleaning up: what is freed, and what is never touched."""

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


def test_only_what_no_result_needs_is_freed(home: Path) -> None:
    assert find_spare() == []
    done, stopped = make_run(RunState.DONE, 100), make_run(RunState.STOPPED, 1000)
    (home / "models" / "bert.partial").mkdir()
    (home / "models" / "bert.partial" / "a").write_bytes(b"x" * 10)
    trashed = discard(make_run(RunState.DONE, 1).path)
    assert find_spare() == [Spare("checkpoints", 100), Spare("downloads", 10), Spare("trash", trashed.size)]
    assert free(["checkpoints", "nonsense"]) == 100
    assert not (done.path / "checkpoints").exists()
    assert (done.path / "run.json").exists()
    assert free(["downloads", "trash"]) == 10 + trashed.size
    assert find_spare() == []
    assert (stopped.path / "checkpoints" / "step-1" / "model.safetensors").exists()
