"""A folder written by `save_to_disk` of the library `datasets`: Arrow files, listed in small JSON files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from studio.contract.data.splitnames import name_split
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.containers.protocol import Member
from studio.engine.data.progress import Tell

_SPLITS, _STATE = "dataset_dict.json", "state.json"
_MOST_BYTES = 16 << 20


class SavedDatasets:
    """One data set, or one for each split; read without the library."""

    id = "saved_datasets"

    def holds(self, path: Path) -> bool:
        """By its lists."""
        return path.is_dir() and ((path / _SPLITS).is_file() or (path / _STATE).is_file())

    def open(self, path: Path, name: str, spec: ReadSpec, tell: Tell) -> list[Member]:
        """Its Arrow files by split. Raises ``StudioError`` where a list is unreadable or names what is not there."""
        if not (path / _SPLITS).is_file():
            return _list_files(path, name, None)
        splits = _read_list(path / _SPLITS, name).get("splits")
        if not isinstance(splits, list) or not all(isinstance(s, str) and _is_plain(s) for s in splits) or not splits:
            raise _complain(path / _SPLITS, name)
        return [
            member
            for split in splits
            for member in _list_files(path / split, f"{name}/{split}", name_split(split))
        ]  # fmt: skip


def _list_files(path: Path, name: str, split: str | None) -> list[Member]:
    state = _read_list(path / _STATE, name)
    listed = state.get("_data_files")
    files = [item.get("filename") if isinstance(item, dict) else None for item in listed or []]
    if not files or state.get("_indices_data_files"):
        raise _complain(path / _STATE, name)
    members = []
    for file in files:
        if not isinstance(file, str) or not _is_plain(file) or (path / file).is_symlink():
            raise _complain(path / _STATE, name)
        members.append(Member(path / file, f"{name}/{file}", split))
    return members


def _is_plain(name: str) -> bool:
    """Whether a name stays in its folder."""
    return bool(name) and name not in (".", "..") and not set(name) & set("/\\:\0")


def _read_list(path: Path, name: str) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _complain(path, name)
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise _complain(path, name, str(error)) from error
    if not isinstance(content, dict):
        raise _complain(path, name)
    return content


def _complain(path: Path, name: str, details: str = "") -> StudioError:
    values = {"file": path.name, "folder": path.parent.name}
    place = Place(file=f"{name}/{path.name}")
    return StudioError(Problem(code="data.saved_broken", values=values, place=place, details=details))
