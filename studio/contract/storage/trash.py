"""The trash: runs and projects put away, until they are brought back, emptied, or 30 days have passed."""

from __future__ import annotations

import json
import shutil
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studio.contract.attempts.ownership import is_kept, is_owned
from studio.contract.places import find_folder, find_home, measure_size
from studio.contract.problems import Place, Problem, StudioError

KEPT = timedelta(days=30)
_STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True)
class Trashed:
    """One thing in the trash: ``kind`` is runs or projects, ``title`` "" where unreadable, ``size`` in bytes."""

    path: Path
    kind: str
    title: str
    deleted: datetime
    size: int


def discard(folder: Path) -> Trashed:
    """Moves a run or project of the home to the trash.

    Raises ``StudioError`` with ``run.live`` where a process holds it, ``OSError`` where the disk refuses.
    """
    if is_owned(folder) or is_kept(folder):
        raise StudioError(Problem(code="run.live", values={"run": folder.name}, place=Place(file=str(folder))))
    stamp = datetime.now(UTC).strftime(_STAMP)
    target = find_folder("trash") / f"{stamp}-{uuid.uuid4().hex[:6]}" / folder.parent.name / folder.name
    target.parent.mkdir(mode=0o700, parents=True)
    folder.rename(target)
    return _describe(target)


def list_trash() -> list[Trashed]:
    """What is in the trash, the newest first."""
    found = [_describe(path) for path in find_folder("trash").glob("*/*/*") if _read_stamp(path)]
    return sorted(found, key=lambda item: item.path, reverse=True)


def restore(item: Trashed) -> Path:
    """Brings it back to where it was; returns its folder. Raises ``StudioError`` where that place is taken."""
    target = find_home() / item.kind / item.path.name
    if target.exists():
        values = {"file": str(target)}
        raise StudioError(Problem(code="usage.folder_not_empty", values=values, place=Place(file=str(target))))
    target.parent.mkdir(mode=0o700, exist_ok=True)
    item.path.rename(target)
    shutil.rmtree(item.path.parent.parent)
    return target


def empty_trash(older_than: timedelta = timedelta(0)) -> int:
    """Deletes for good what was put away at least that long ago; returns how many bytes that frees."""
    old = [item for item in list_trash() if datetime.now(UTC) - item.deleted >= older_than]
    for item in old:
        shutil.rmtree(item.path.parent.parent)
    return sum(item.size for item in old)


def _describe(path: Path) -> Trashed:
    card = path / ("run.json" if path.parent.name == "runs" else "project.json")
    try:
        title = str(json.loads(card.read_bytes())["title"])
    except (OSError, ValueError, KeyError, TypeError):
        title = ""
    deleted = _read_stamp(path)
    assert deleted is not None
    return Trashed(path, path.parent.name, title, deleted, measure_size(path))


def _read_stamp(path: Path) -> datetime | None:
    try:
        stamp = path.parent.parent.name.split("-", 1)[0]
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
