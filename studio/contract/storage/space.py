"""What the home's space goes to, and what of it can be freed without losing a result."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.contract.events import RunState
from studio.contract.places import find_folder, measure_size
from studio.contract.run import RunFolder, list_runs
from studio.contract.storage.copies import drop_copy, list_spare_copies
from studio.contract.storage.trash import empty_trash, list_trash
from studio.contract.storage.windows import drop_windows, list_spare_windows


@dataclass(frozen=True)
class Spare:
    """Bytes that can be freed.

    ``kind`` is checkpoints, downloads, data, windows, trash, or ``model/`` and a model's folder.
    """

    kind: str
    size: int


MODEL = "model/"
BUSY_SECONDS = 120
"""A download that changed within this time may still go on."""


def find_spare() -> list[Spare]:
    """What of checkpoints, downloads, copies of data, windows and the trash is spare, and each model; if not empty."""
    found = [
        Spare("checkpoints", sum(measure_size(path) for path in _list_checkpoints())),
        Spare("downloads", sum(measure_size(path) for path in _list_partial())),
        Spare("data", sum(measure_size(path) for path in list_spare_copies())),
        Spare("windows", sum(measure_size(path) for path in list_spare_windows())),
        Spare("trash", sum(item.size for item in list_trash())),
        *(Spare(MODEL + path.name, measure_size(path)) for path in _list_models()),
    ]
    return [spare for spare in found if spare.size]


def free(kinds: Iterable[str]) -> int:
    """Deletes these kinds for good; the bytes that were freed. Raises ``OSError`` where the disk refuses."""
    wanted = {spare.kind: spare.size for spare in find_spare() if spare.kind in set(kinds)}
    if "checkpoints" in wanted:
        for path in _list_checkpoints():
            shutil.rmtree(path)
    if "downloads" in wanted:
        for path in _list_partial():
            shutil.rmtree(path)
    if "data" in wanted:
        for path in list_spare_copies():
            drop_copy(path)
    if "windows" in wanted:
        for path in list_spare_windows():
            drop_windows(path)
    if "trash" in wanted:
        empty_trash()
    for path in _list_models():
        if MODEL + path.name in wanted:
            shutil.rmtree(path)
    return sum(wanted.values())


def _list_checkpoints() -> list[Path]:
    """Of done runs alone: a stopped or failed one goes on from its checkpoint."""
    done = (run for run in list_runs() if _is_done(run))
    return [run.path / "checkpoints" for run in done if (run.path / "checkpoints").is_dir()]


def _is_done(run: RunFolder) -> bool:
    state = run.last_state()
    return state is not None and state.state is RunState.DONE


def _list_partial() -> list[Path]:
    folders = (path for path in find_folder("models").glob("*.partial") if path.is_dir())
    return [path for path in folders if _find_age(path) > BUSY_SECONDS]


def _find_age(folder: Path) -> float:
    """Seconds since something in the folder changed."""
    return time.time() - max(path.stat().st_mtime for path in (folder, *folder.rglob("*")))


def _list_models() -> list[Path]:
    folders = sorted(path for path in find_folder("models").iterdir() if path.is_dir())
    return [path for path in folders if path.suffix != ".partial" and not path.name.startswith(".")]
