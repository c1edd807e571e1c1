"""Which files a source is made of: a folder of all in it, and some files of one that stands beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

_PAIRS = {".ann": ".txt", ".txt": ".ann"}
"""What brat writes: a text, and the places marked in it."""


def list_parts(path: Path) -> list[Path]:
    """The files whose content is read when this path is."""
    if path.is_dir():
        found = (part for part in path.rglob("*") if not part.name.startswith("."))
        return sorted(part for part in found if part.is_file() and not part.is_symlink())
    beside = path.with_suffix(_PAIRS[path.suffix.lower()]) if path.suffix.lower() in _PAIRS else None
    return [path, beside] if beside and beside.is_file() else [path]


def leave_companions(paths: Sequence[Path]) -> list[Path]:
    """The paths without those that are read together with another one of them."""
    chosen = set(paths)
    return [path for path in paths if path.suffix.lower() != ".ann" or path.with_suffix(".txt") not in chosen]


def hash_source(path: Path) -> str:
    """The SHA-256 of a file, or of the names and contents of all files a source is made of."""
    parts = list_parts(path)
    if parts == [path]:
        return _hash_file(path)
    whole = hashlib.sha256()
    for part in parts:
        name = part.relative_to(path if path.is_dir() else path.parent).as_posix()
        whole.update(f"{name}\0{_hash_file(part)}\n".encode(errors="surrogatepass"))
    return whole.hexdigest()


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
