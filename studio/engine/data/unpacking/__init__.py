"""What was packed, kept unpacked once under the hash of where it came from; never more bytes than it may be."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from studio.contract.places import find_folder
from studio.contract.problems import Place, Problem, StudioError

MOST_BYTES = 50 << 30
MOST_FILES = 5000
"""So many files are read as one data set."""
CHUNK = 1 << 20
_VERSION = 1
_BESIDE = ".building-"


def keep_once(source: str, fill: Callable[[Path], None]) -> Path:
    """The folder with what ``fill`` puts there: made now, or found from an earlier time. ``source`` names it."""
    key = hashlib.sha256(f"unpacked {_VERSION} {source}".encode("utf-8", "surrogatepass")).hexdigest()
    folder = find_folder("data") / key
    if folder.is_dir():
        return folder
    beside = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=folder.parent))
    try:
        fill(beside)
        for path in beside.rglob("*"):
            if path.is_file():
                with path.open("r+b") as file:
                    os.fsync(file.fileno())
        _publish(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def hash_file(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_limited(source: IO[bytes], target: Path, most: int, tell: Callable[[int], None]) -> int:
    """Copies to a new file and returns its size; ``tell`` hears how much came.

    Raises ``OverflowError`` at the first byte beyond ``most``.
    """
    size = 0
    with target.open("xb") as file:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > most:
                raise OverflowError(f"more than {most} bytes")
            file.write(chunk)
            tell(len(chunk))
    return size


def check_space(path: Path, needed: int) -> None:
    """Raises ``StudioError`` where the disk cannot hold ``needed`` more bytes."""
    folder = find_folder("data")
    free = shutil.disk_usage(folder).free
    if needed * 1.05 > free:
        values = {"needed": needed, "free": free, "folder": str(folder), "file": path.name}
        raise StudioError(Problem(code="computer.disk_full", values=values, place=Place(file=str(folder))))


def _publish(beside: Path, folder: Path) -> None:
    """Renames; another process may have been first."""
    try:
        beside.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
