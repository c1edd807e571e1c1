"""One file compressed by gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from pathlib import Path
from types import ModuleType

from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.containers.protocol import Member
from studio.engine.data.progress import Tell
from studio.engine.data.unpacking import MOST_BYTES, copy_limited, hash_file, keep_once

_MODULES: dict[bytes, ModuleType] = {b"\x1f\x8b": gzip, b"BZh": bz2, b"\xfd7zXZ\x00": lzma}
_ENDS = (".gz", ".bz2", ".xz", ".gzip", ".bzip2")
_MOST_RATIO = 200
_FREE = 16 << 20


class Compressed:
    """Unpacked up to a limit: 200 times its size, or 16 MB of a small file."""

    id = "compressed"

    def holds(self, path: Path) -> bool:
        """By the first bytes."""
        return path.is_file() and _find_module(path) is not None

    def open(self, path: Path, name: str, spec: ReadSpec, tell: Tell) -> list[Member]:
        """The one file. Raises ``StudioError`` where it is damaged or unpacks to far too much."""
        module = _find_module(path) or gzip
        inner = path.stem if path.suffix.lower() in _ENDS else path.name
        size = path.stat().st_size
        most = min(MOST_BYTES, max(_FREE, size * _MOST_RATIO))

        def fill(folder: Path) -> None:
            done = 0

            def count(more: int) -> None:
                nonlocal done
                done += more
                tell(min(0.99, done / max(size * 5, 1)), "progress.unpacking")

            with module.open(path) as packed:
                copy_limited(packed, folder / inner, most, count)

        try:
            folder = keep_once(f"{hash_file(path)} {inner}", fill)
        except OverflowError as error:
            raise _complain(path, name, "data.archive_refused", reason="bomb", entry=inner) from error
        except (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error, OSError) as error:
            if isinstance(error, OSError) and error.errno and not isinstance(error, gzip.BadGzipFile):
                raise
            raise _complain(path, name, "data.archive_broken", details=str(error)) from error
        return [Member(folder / inner, name)]


def _find_module(path: Path) -> ModuleType | None:
    with path.open("rb") as file:
        head = file.read(6)
    return next((module for magic, module in _MODULES.items() if head.startswith(magic)), None)


def _complain(path: Path, name: str, code: str, details: str = "", **values: str) -> StudioError:
    place = Place(file=name)
    return StudioError(Problem(code=code, values={"file": path.name} | values, place=place, details=details))
