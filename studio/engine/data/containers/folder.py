"""An ordinary folder: its files are the data, its names say what trains and what tests."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studio.contract.data.splitnames import TEST, TRAIN, VALIDATION, name_split
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.containers.protocol import Member
from studio.engine.data.encoding import Encoding
from studio.engine.data.formats import detect
from studio.engine.data.formats.protocol import Source
from studio.engine.data.progress import Tell
from studio.engine.data.unpacking import MOST_FILES

_BESIDE = frozenset(
    ("readme", "license", "licence", "copying", "notice", "changelog", "citation", "dataset_info", "dataset_infos",
     "dataset_dict", "state", "thumbs", "desktop")
)  # fmt: skip
_NO_DATA = frozenset(
    (".md", ".rst", ".py", ".sh", ".ipynb", ".html", ".htm", ".css", ".js", ".pdf", ".doc", ".docx", ".png", ".jpg",
     ".jpeg", ".gif", ".svg", ".bmp", ".webp", ".tif", ".tiff", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".conf",
     ".lock", ".log", ".bib", ".xml", ".xsd", ".pyc", ".exe", ".dll", ".so", ".db-wal", ".db-shm", ".sqlite-wal",
     ".sqlite-shm")
)  # fmt: skip
_DEEPEST = 4
_ORDER = (TRAIN, VALIDATION, TEST)


class Folder:
    """A folder that no format of folders claims as a whole."""

    id = "folder"

    def holds(self, path: Path) -> bool:
        """Whether data lie in it, or in folders that are named for splits or are data themselves."""
        if not path.is_dir() or _is_claimed(path):
            return False
        return bool(_list_members(path, path.name, None, 0))

    def open(self, path: Path, name: str, spec: ReadSpec, tell: Tell) -> list[Member]:
        """Its files, and the folders in it that a format reads as a whole.

        Where names tell the split of some, the others are left out if their names end otherwise, as those of lists of
        labels do; the first member says which.
        """
        found = sorted(_list_members(path, name, None, 0), key=lambda member: _ORDER.index(member.split or TRAIN))
        members = _leave_lists(found)
        if len(members) > MOST_FILES:
            values = {"file": path.name, "count": len(members), "most": MOST_FILES}
            raise StudioError(Problem(code="data.too_many_files", values=values, place=Place(file=name)))
        return members


def _is_claimed(path: Path) -> bool:
    source = Source(path, path.name, 0, b"", "", True, Encoding("binary"))
    return detect(source, "folder") is not None


def _list_members(path: Path, name: str, split: str | None, depth: int) -> list[Member]:
    found: list[Member] = []
    for entry in sorted(path.iterdir()):
        if entry.name.startswith((".", "__", "~$")) or entry.is_symlink():
            continue
        inner, part = f"{name}/{entry.name}", name_split(entry.name) or split
        if entry.is_file():
            if entry.suffix.lower() not in _NO_DATA and entry.stem.casefold() not in _BESIDE and entry.stat().st_size:
                found.append(Member(entry, inner, part))
        elif entry.is_dir() and (_is_claimed(entry) or _is_saved(entry)):
            found.append(Member(entry, inner, part))
        elif entry.is_dir() and depth < _DEEPEST and len(found) <= MOST_FILES:
            found += _list_members(entry, inner, part, depth + 1)
    return found


def _leave_lists(members: list[Member]) -> list[Member]:
    named = [member for member in members if member.split]
    ends = {member.path.suffix.lower() for member in named}
    left = [member for member in members if not member.split and member.path.suffix.lower() not in ends]
    if not left or not any(member.split == TRAIN for member in named):
        return members
    kept = [member for member in members if member not in left]
    return [replace(kept[0], left_out=tuple(member.name for member in left)), *kept[1:]]


def _is_saved(path: Path) -> bool:
    """Whether the library `datasets` wrote this folder: that is a container of its own."""
    return (path / "dataset_dict.json").is_file() or (path / "state.json").is_file()
