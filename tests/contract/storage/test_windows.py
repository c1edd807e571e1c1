"""Windows that are kept for models: the old ones go, those in use stay."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from studio.contract.storage import windows
from studio.contract.storage.space import Spare, find_spare, free
from studio.contract.storage.windows import drop_windows, list_spare_windows, open_windows, sweep_windows

DAY = 86_400


def make_windows(key: str, age: float, size: int = 10) -> Path:
    folder = open_windows(key)
    (folder / "train.arrow").write_bytes(b"x" * size)
    os.utime(folder, (time.time() - age,) * 2)
    return folder


def list_keys(home: Path) -> list[str]:
    return sorted(path.name for path in (home / "cache" / "windows").iterdir())


def test_what_is_old_goes_and_what_was_just_asked_for_stays(home: Path) -> None:
    kept = make_windows("kept", 40 * DAY)
    make_windows("old", 31 * DAY)
    make_windows("young", 29 * DAY)
    sweep_windows(kept)
    assert list_keys(home) == ["kept", "young"]
    make_windows("old", 31 * DAY)
    open_windows("old")
    sweep_windows(kept)
    assert list_keys(home) == ["kept", "old", "young"]


def test_of_too_much_the_longest_unused_goes_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "KEPT_BYTES", 25)
    for number in range(4):
        make_windows(f"day{number}", number * DAY)
    sweep_windows(open_windows("day0"))
    assert list_keys(home) == ["day0", "day1"]
    monkeypatch.setattr(windows, "KEPT_BYTES", 1)
    make_windows("new", 60)
    sweep_windows(open_windows("day1"))
    assert list_keys(home) == ["day0", "day1", "new"], "all of them may be in the making"


def test_cleaning_up_offers_what_is_idle(home: Path) -> None:
    make_windows("used", 60, size=5)
    assert find_spare() == []
    make_windows("idle", 2 * 3600, size=7)
    assert find_spare() == [Spare("windows", 7)]
    assert free(["windows"]) == 7
    assert list_keys(home) == ["used"]
    assert find_spare() == []


def test_what_another_process_dropped_is_no_error(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_windows("gone", 2 * DAY)
    assert (drop_windows(folder), drop_windows(folder)) == (10, 0)
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter([folder]))
    assert list_spare_windows() == []
