"""Texts cut into windows for a model, kept so that the next attempt need not cut them anew; each can be made again."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from studio.contract.places import find_folder, measure_size

KEPT_SECONDS = 30 * 86_400
"""Windows that nobody asked for in this time go."""
KEPT_BYTES = 2_000_000_000
"""Beyond this the ones go that were not asked for the longest."""
IDLE_SECONDS = 3600
"""Within this time since they were asked for, windows may still be in the making."""


def open_windows(key: str) -> Path:
    """The folder for windows of this key; from now on it counts as used. Raises ``OSError``."""
    folder = find_folder("cache") / "windows" / key
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.utime(folder)
    return folder


def list_spare_windows() -> list[Path]:
    """All folders of windows but those that were asked for a moment ago, the longest unused first."""
    aged = _list_by_age()
    return [folder for age, folder in aged if age > IDLE_SECONDS]


def drop_windows(folder: Path) -> int:
    """Deletes them; the bytes that were freed. A file that a run on Windows has open stays."""
    before = measure_size(folder)
    shutil.rmtree(folder, ignore_errors=True)
    return before - measure_size(folder)


def sweep_windows(keep: Path) -> None:
    """Drops what is old or too much; never ``keep``, nor what was asked for a moment ago."""
    aged = _list_by_age()
    total = sum(measure_size(folder) for _, folder in aged)
    for age, folder in aged:
        if folder != keep and (age > KEPT_SECONDS or (age > IDLE_SECONDS and total > KEPT_BYTES)):
            total -= drop_windows(folder)


def _list_by_age() -> list[tuple[float, Path]]:
    """Each folder with the seconds since somebody asked for it, the oldest first."""
    now, found = time.time(), []
    for folder in (find_folder("cache") / "windows").glob("*"):
        try:
            found.append((now - folder.stat().st_mtime, folder))
        except FileNotFoundError:
            continue  # another process dropped it
    return sorted(found, reverse=True)
