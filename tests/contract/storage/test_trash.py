"""The trash: put away, brought back, emptied; never anything live."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from studio.contract.problems import StudioError
from studio.contract.project import Project
from studio.contract.run import RunFolder
from studio.contract.storage.trash import KEPT, discard, empty_trash, list_trash, restore
from tests.contract.conftest import Holder


def test_a_run_goes_and_comes_back(run: RunFolder) -> None:
    (run.path / "model.bin").write_bytes(b"x" * 1000)
    trashed = discard(run.path)
    assert not run.path.exists()
    assert list_trash() == [trashed]
    assert (trashed.kind, trashed.title) == ("runs", "News")
    assert trashed.size > 1000
    assert restore(trashed) == run.path
    assert run.card().title == "News"
    assert list_trash() == []


def test_a_place_that_is_taken_is_left_alone(run: RunFolder) -> None:
    trashed = discard(run.path)
    run.path.mkdir()
    with pytest.raises(StudioError) as caught:
        restore(trashed)
    assert caught.value.problems[0].code == "usage.folder_not_empty"
    assert list_trash() == [trashed]


def test_only_old_things_go_for_good(run: RunFolder, home: Path) -> None:
    old = discard(run.path)
    young = Project.create("young").discard()
    shelf = old.path.parent.parent
    shelf.rename(shelf.with_name("20200101T000000-abcdef"))
    (home / "trash" / "stray" / "runs" / "x").mkdir(parents=True)
    assert [item.kind for item in list_trash()] == ["projects", "runs"]
    assert empty_trash(KEPT) == old.size
    assert list_trash() == [young]
    assert empty_trash(timedelta(0)) == young.size
    assert list_trash() == []


def test_an_unreadable_run_can_be_put_away_too(run: RunFolder) -> None:
    (run.path / "run.json").write_text("[")
    assert discard(run.path).title == ""


def test_a_live_or_waiting_run_is_refused(run: RunFolder, hold: Holder) -> None:
    with hold(run), pytest.raises(StudioError) as caught:
        discard(run.path)
    assert caught.value.problems[0].code == "run.live"
    script = (
        "import sys; from filelock import FileLock\nwith FileLock(sys.argv[1]): print(flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(run.path / "keeper.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as keeper:
        assert keeper.stdout is not None
        keeper.stdout.readline()
        with pytest.raises(StudioError) as caught:
            discard(run.path)
    assert caught.value.problems[0].code == "run.live"
    assert run.path.exists()
