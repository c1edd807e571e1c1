"""Copies of data: those go that can be made again or that nobody asks for."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from studio.contract.events import RunState, State
from studio.contract.project import Project
from studio.contract.recipe import DataSpec, ResolvedRecipe
from studio.contract.run import RunFolder
from studio.contract.storage.copies import drop_copy, list_spare_copies
from studio.contract.storage.space import Spare, find_spare, free
from tests.contract.conftest import RECIPE


def make_copy(home: Path, name: str, *files: str, size: int = 10, order: int = 0) -> Path:
    """A copy that was made an hour ago, and the note of what it was made from."""
    folder = home / "data" / name
    folder.mkdir(parents=True)
    (folder / "train.arrow").write_bytes(b"x" * size)
    for path in (folder / "train.arrow", folder):
        os.utime(path, (time.time() - 7200,) * 2)
    if files:
        note = home / "cache" / "opened" / f"{name}.json"
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps({"folder": name, "fingerprints": dict.fromkeys(files, "hash")}))
        os.utime(note, (order, order))
    return folder


def make_run(state: RunState, *files: str) -> RunFolder:
    run = RunFolder.create(RECIPE)
    resolved = ResolvedRecipe(
        task="text-classification", data=DataSpec(train="a"), values={}, versions={}, hardware={}, measured={},
        files=dict.fromkeys(files, "hash"),
    )  # fmt: skip
    (run.path / "resolved.yaml").write_text(resolved.dump())
    run.record(State(state=state, attempt=1))
    return run


def spare() -> list[str]:
    return [path.name for path in list_spare_copies()]


def test_what_nobody_asks_for_is_counted_and_freed(home: Path) -> None:
    copy = make_copy(home, "a", "/ward.csv", size=70)
    make_copy(home, ".building-x", size=30)
    assert find_spare() == [Spare("data", 100)]
    assert free(["data"]) == 100
    assert not copy.exists()
    assert list((home / "data").iterdir()) == []
    assert find_spare() == []


def test_a_copy_that_was_just_made_or_is_being_made_stays(home: Path) -> None:
    copy, half = make_copy(home, "a"), make_copy(home, ".building-x")
    (half / "deep").mkdir()
    (half / "deep" / "b.txt").touch()
    os.utime(copy)
    (home / "data" / "note.txt").touch()
    assert spare() == []


@pytest.mark.parametrize("state", [RunState.STOPPED, RunState.FAILED, RunState.PAUSED, RunState.TRAINING])
def test_a_run_that_may_go_on_keeps_its_data(home: Path, state: RunState) -> None:
    fetched = make_copy(home, "fetched") / "train.parquet"
    make_copy(home, "a", "/ward.csv", str(fetched.resolve()))
    make_copy(home, "b", "/ward.csv", "/other.csv")
    run = make_run(state, "/ward.csv", "steps.jsonl", str(fetched.resolve()))
    assert spare() == ["b"]
    run.record(State(state=RunState.DONE, attempt=1))
    assert spare() == ["a", "b", "fetched"]


def test_a_run_whose_notes_are_broken_keeps_nothing(home: Path) -> None:
    make_copy(home, "a", "/ward.csv")
    run = make_run(RunState.STOPPED, "/ward.csv")
    assert spare() == []
    (run.path / "resolved.yaml").write_text("{")
    assert spare() == ["a"]
    (run.path / "resolved.yaml").unlink()
    assert spare() == ["a"]


def test_a_project_keeps_the_copy_that_was_made_last(home: Path, tmp_path: Path) -> None:
    ward, folder = (tmp_path / "ward.csv").resolve(), (tmp_path / "days").resolve()
    make_copy(home, "newest", str(ward), order=3)
    make_copy(home, "before", str(ward), order=2)
    make_copy(home, "folder", str(folder / "deep" / "1.csv"))
    make_copy(home, "other", str(tmp_path / "other.csv"))
    (home / "cache" / "opened" / "broken.json").write_text("[]")
    Project.create("Empty")
    Project.create("Odd", {"data": {"train": [str(ward), 3]}})
    project = Project.create("Wards", {"data": {"train": [str(ward)], "test": str(folder), "validation": 0.1}})
    assert spare() == ["before", "other"]
    (project.path / "draft.yaml").write_text("- no\n")
    assert spare() == ["before", "folder", "other"]


def test_data_sets_of_the_hub_stay_while_a_project_asks_for_one(home: Path) -> None:
    fetched = make_copy(home, "fetched")
    (fetched / "files.json").write_text("[]")
    os.utime(fetched / "files.json", (0, 0))
    os.utime(fetched, (0, 0))
    make_copy(home, "a", str((fetched / "train.arrow").resolve()))
    assert spare() == ["a", "fetched"]
    project = Project.create("Hub", {"data": {"dataset": "owner/name"}})
    assert spare() == []
    project.discard()
    assert spare() == ["a", "fetched"]


def test_a_copy_goes_as_a_whole_or_not_at_all(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = make_copy(home, "a")

    def refuse(path: Path, target: Path) -> Path:
        raise PermissionError(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        with pytest.raises(PermissionError):
            drop_copy(copy)
    assert (copy / "train.arrow").exists()
    drop_copy(copy)
    assert list((home / "data").iterdir()) == []
