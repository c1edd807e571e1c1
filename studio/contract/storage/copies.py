"""Copies of data in the home: which of them neither a project nor a run that may go on needs any more."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.events import RunState
from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.contract.project import list_projects
from studio.contract.run import RunFolder, list_runs

IDLE_SECONDS = 3600
"""A copy that was made within this time may be in use, or still be made."""
_DROPPED = ".building-"
"""Begins the name of what is not whole; it is swept away with what a killed process left."""
_FETCHED = "files.json"
"""Stands in a copy of a data set of the hub."""


class _Opened(BaseModel):
    """What ``cache/opened/`` notes: the folder of a copy, and the files it was made from with their hashes."""

    model_config = ConfigDict(frozen=True)

    folder: str
    fingerprints: dict[str, str]


def list_spare_copies() -> list[Path]:
    """Folders of ``data/`` that can be made again, or that nobody asks for: what was unpacked, imported or half made.

    Those stay that a run which is not done began with, and for each project the copy that was made last.
    """
    found = [path for path in find_folder("data").iterdir() if path.is_dir() and not path.is_symlink()]
    idle = [path for path in found if time.time() - _find_change(path) > IDLE_SECONDS]
    needed = _find_needed() if idle else set()
    return sorted(path for path in idle if path.name not in needed)


def drop_copy(path: Path) -> None:
    """Deletes a copy: all of it or nothing, for who looks at the same time. Raises ``OSError``."""
    if not path.name.startswith(_DROPPED):
        path = path.rename(path.with_name(f"{_DROPPED}{path.name}"))
    shutil.rmtree(path)


def _find_change(path: Path) -> float:
    inside = path.rglob("*") if path.name.startswith(_DROPPED) else path.iterdir()
    return max(entry.lstat().st_mtime for entry in (path, *inside))


def _find_needed() -> set[str]:
    """The names of the folders that stay."""
    home = find_folder("data").resolve()
    learnt = [files for run in list_runs() if (files := _list_files(run))]
    sources, fetches = _list_sources()
    latest: dict[frozenset[str], _Opened] = {}
    kept: list[_Opened] = []
    for opened in _list_opened():
        if any(opened.fingerprints.items() <= files.items() for files in learnt):
            kept.append(opened)
        if any(
            _is_source(Path(file), sources) or (fetches and home in Path(file).parents) for file in opened.fingerprints
        ):
            latest[frozenset(opened.fingerprints)] = opened
    kept += latest.values()
    used = {Path(file) for files in (*learnt, *(opened.fingerprints for opened in kept)) for file in files}
    inside = {file.relative_to(home).parts[0] for file in used if home in file.parents}
    fetched = {path.parent.name for path in home.glob(f"*/{_FETCHED}")} if fetches else set()
    return {opened.folder for opened in kept} | inside | fetched


def _list_files(run: RunFolder) -> Mapping[str, str]:
    """What a run that may go on began with; nothing where that is not known."""
    state = run.last_state()
    if state is not None and state.state is RunState.DONE:
        return {}
    try:
        resolved = run.resolved()
    except StudioError:
        return {}  # such a run cannot go on
    return resolved.files if resolved else {}


def _list_sources() -> tuple[set[Path], bool]:
    """The files and folders that projects are made of, and whether one asks for a data set of the hub."""
    found: set[Path] = set()
    fetches = False
    for project in list_projects():
        try:
            data = project.draft().get("data")
        except StudioError:
            continue  # it cannot be opened either
        if isinstance(data, dict):
            train = data.get("train")
            names = [*(train if isinstance(train, list) else [train]), data.get("validation"), data.get("test")]
            found |= {(project.path / name).resolve() for name in names if isinstance(name, str)}
            fetches = fetches or bool(data.get("dataset"))
    return found, fetches


def _is_source(file: Path, sources: set[Path]) -> bool:
    return file in sources or any(parent in sources for parent in file.parents)


def _list_opened() -> list[_Opened]:
    """All notes, the newest last."""
    found = []
    paths = (find_folder("cache") / "opened").glob("*.json")
    for path in sorted(paths, key=lambda path: path.stat().st_mtime_ns):
        try:
            found.append(_Opened.model_validate_json(path.read_bytes()))
        except ValidationError:
            continue  # of another version: nobody reads it any more
    return found
