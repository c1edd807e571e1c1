"""Data that were opened before are found again by the looks of their files, without reading these once more."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.data.steps import Step, hash_steps
from studio.contract.places import find_folder, write_atomically
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.containers.protocol import Member
from studio.engine.data.source.companions import hash_file, hash_source, list_parts

_SETTLED = 1_000_000_000
"""Nanoseconds since its last change after which a file with the same size and times is the same file."""
_MOST = 500


class Known(BaseModel):
    """What was made of the files: the name of its folder, and the SHA-256 of each file by its absolute path."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str
    fingerprints: dict[str, str]


class Look(NamedTuple):
    """What tells a file from what it was before, without reading it; times in nanoseconds."""

    path: str
    size: int
    modified: int
    changed: int
    inode: int


def look_at(files: Sequence[Path]) -> list[Look]:
    """The look of each file that is there."""
    found = []
    for path in files:
        if path.exists():
            stat = path.stat()
            changed = max(stat.st_mtime_ns, stat.st_ctime_ns)
            found.append(Look(str(path), stat.st_size, stat.st_mtime_ns, changed, stat.st_ino))
    return found


@dataclass(frozen=True)
class Question:
    """What is asked of which files; ``key`` is "" where one of them is missing, or has only just changed."""

    key: str

    @staticmethod
    def ask(version: int, data: DataSpec, task: str | None, steps: Sequence[Step], files: Sequence[Path]) -> Question:
        """The question with the size and the times of all files."""
        looks = look_at(files)
        if len(looks) < len(files) or any(time.time_ns() - look.changed < _SETTLED for look in looks):
            return Question("")
        asked = data.model_dump(mode="json", exclude={"steps"})
        content = [version, asked, task, hash_steps(steps), [list(look) for look in looks]]
        return Question(
            hashlib.sha256(json.dumps(content, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()
        )

    def recall(self) -> Known | None:
        """The answer of an earlier time."""
        path = _find_file(self.key)
        if not self.key or not path.exists():
            return None
        try:
            return Known.model_validate_json(path.read_bytes())
        except ValidationError:
            return None

    def remember(self, known: Known) -> None:
        """Keeps the answer, and forgets the oldest ones."""
        if not self.key:
            return
        path = _find_file(self.key)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        write_atomically(path, known.model_dump_json(), durable=False)
        kept = sorted(path.parent.glob("*.json"), key=lambda found: found.stat().st_mtime, reverse=True)
        for old in kept[_MOST:]:
            old.unlink(missing_ok=True)


def list_sources(data: DataSpec, base: Path, members: Sequence[Member]) -> list[Path]:
    """Every file that the user named, all in a named folder, and those of a data set that was fetched."""
    named = [*data.train_files, *(name for name in (data.validation, data.test) if isinstance(name, str))]
    paths = [_resolve(base / name, name) for name in named]
    if data.dataset:
        paths += [member.path for member in members if member.name.startswith(f"{data.dataset}/")]
    return list(dict.fromkeys(part for path in paths for part in list_parts(path)))


def _resolve(path: Path, name: str) -> Path:
    """Where it lies; raises ``StudioError`` where links go in a circle, or the system knows no such name."""
    try:
        found = path.resolve()
        found.is_dir()
    except (OSError, RuntimeError, ValueError) as error:
        problem = Problem(
            code="usage.file_unreadable", values={"file": path.name}, place=Place(file=name), details=str(error)
        )
        raise StudioError(problem) from error
    return found


def hash_sources(
    sources: Sequence[Path], members: Sequence[Member], is_cancelled: Callable[[], bool]
) -> tuple[Mapping[str, str], dict[str, str]]:
    """SHA-256 of each member by its name, and of each source by its path; no file is read twice.

    Raises ``Cancelled``.
    """
    known: dict[Path, str] = {}

    def find(path: Path) -> str:
        if path not in known:
            known[path] = hash_source(path, is_cancelled)
        return known[path]

    hashes = {member.name: find(member.path.resolve()) for member in members}
    alone = {path for path in sources if list_parts(path) == [path]}
    fingerprints = {str(path): find(path) if path in alone else hash_file(path, is_cancelled) for path in sources}
    return hashes, fingerprints


def _find_file(key: str) -> Path:
    return find_folder("cache") / "opened" / f"{key}.json"
