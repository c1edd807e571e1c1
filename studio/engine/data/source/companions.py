"""Which files a source is made of: a folder of all in it, and some files of one that stands beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from studio.contract.problems import Cancelled

_CHUNK = 1 << 20
_PAIRS = {".ann": ".txt", ".txt": ".ann"}
"""What brat writes: a text, and the places marked in it."""


def list_parts(path: Path) -> list[Path]:
    """The files whose content is read when this path is."""
    if path.is_dir():
        found = (part for part in path.rglob("*") if not part.name.startswith("."))
        return sorted(part for part in found if part.is_file() and not part.is_symlink())
    beside = path.with_suffix(_PAIRS[path.suffix.lower()]) if path.suffix.lower() in _PAIRS else None
    log = path.with_name(f"{path.name}-wal")  # what SQLite has not yet written into a database
    return [path, *(part for part in (beside, log) if part and part.is_file())]


def leave_companions(paths: Sequence[Path]) -> list[Path]:
    """The paths without those that are read together with another one of them."""
    chosen = set(paths)
    return [path for path in paths if path.suffix.lower() != ".ann" or path.with_suffix(".txt") not in chosen]


def hash_source(path: Path, is_cancelled: Callable[[], bool] = lambda: False) -> str:
    """The SHA-256 of a file, or of the names and contents of all files a source is made of. Raises ``Cancelled``."""
    parts = list_parts(path)
    if parts == [path]:
        return hash_file(path, is_cancelled)
    whole = hashlib.sha256()
    for part in parts:
        name = part.relative_to(path if path.is_dir() else path.parent).as_posix()
        whole.update(f"{name}\0{hash_file(part, is_cancelled)}\n".encode(errors="surrogatepass"))
    return whole.hexdigest()


def hash_file(path: Path, is_cancelled: Callable[[], bool] = lambda: False) -> str:
    """The SHA-256 of a file. Raises ``Cancelled``."""
    whole, room = hashlib.sha256(), memoryview(bytearray(_CHUNK))
    with path.open("rb", buffering=0) as file:
        while count := file.readinto(room):
            if is_cancelled():
                raise Cancelled
            whole.update(room[:count])
    return whole.hexdigest()
