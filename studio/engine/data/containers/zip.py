"""A zip of files or folders of data, unpacked once after a look at what it would do."""

from __future__ import annotations

import errno
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO

from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import ReadSpec
from studio.engine.data.containers.protocol import Member
from studio.engine.data.progress import Tell
from studio.engine.data.unpacking import MOST_BYTES, MOST_FILES, check_space, copy_limited, hash_file, keep_once

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BOOKS = frozenset(("xl/workbook.xml", "xl/workbook.bin", "content.xml"))
_OFFICE = ("word/", "ppt/", "visio/")
_MOST_FILES = 500_000
_MOST_RATIO = 200
_FREE = 16 << 20
_LONGEST_NAME = 240
_LEFT_OUT = frozenset(("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"))
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


class Zip:
    """Any zip that is no workbook or document itself."""

    id = "zip"

    def holds(self, path: Path) -> bool:
        """By the first bytes, and by what is in it; a broken one is one too."""
        if not path.is_file():
            return False
        with path.open("rb") as file:
            if not file.read(4).startswith(_MAGIC):
                return False
        try:
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            return path.suffix.lower() == ".zip"
        return not _BOOKS & set(names) and not any(name.startswith(_OFFICE) for name in names)

    def open(self, path: Path, name: str, spec: ReadSpec, tell: Tell) -> list[Member]:
        """The folder that holds everything in it, or the one file that is all.

        Raises ``StudioError`` where it is broken, encrypted, unsafe or too large.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                entries = _list_entries(archive, path, name)
                folder = keep_once(hash_file(path), lambda folder: _unpack(archive, entries, folder, tell))
        except OverflowError as error:
            raise _refuse(path, name, "bomb", str(error)) from error
        except (FileExistsError, NotADirectoryError) as error:
            raise _refuse(path, name, "twice", Path(str(error.filename)).name) from error
        except OSError as error:
            if error.errno != errno.ENAMETOOLONG:
                raise
            raise _refuse(path, name, "name", Path(str(error.filename)).name) from error
        except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, zlib.error, RuntimeError) as error:
            values = {"file": path.name}
            problem = Problem(code="data.archive_broken", values=values, place=Place(file=name), details=str(error))
            raise StudioError(problem) from error
        if not entries:
            raise StudioError(Problem(code="data.empty_file", values={"file": path.name}, place=Place(file=name)))
        if len(entries) == 1:
            inner = next(iter(entries))
            return [Member(folder / inner, f"{name}/{inner}")]
        return [Member(folder, name)]


def _list_entries(archive: zipfile.ZipFile, path: Path, name: str) -> dict[str, zipfile.ZipInfo]:
    """The files by their names, all of them checked before the first one is written."""
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    entries: dict[str, zipfile.ZipInfo] = {}
    known: set[str] = set()
    total = 0
    for info in infos:
        entry = _name_entry(info)
        parts = PurePosixPath(entry).parts
        if _LEFT_OUT & set(parts):
            continue
        total += info.file_size
        reason = _find_danger(info, entry)
        reason = reason or ("many" if len(entries) >= _MOST_FILES else "")
        reason = reason or ("bomb" if total > MOST_BYTES else "")
        reason = reason or ("twice" if entry.casefold() in known else "")
        if reason == "protected":
            values = {"file": path.name}
            raise StudioError(Problem(code="data.archive_protected", values=values, place=Place(file=name)))
        if reason:
            raise _refuse(path, name, reason, entry)
        entries[entry] = info
        known.add(entry.casefold())
    _check_folders(entries, path, name)
    check_space(path, total)
    return entries


def _check_folders(entries: Iterable[str], path: Path, name: str) -> None:
    """Raises ``StudioError`` for more files in one folder than are read, unless there are several, as of classes."""
    folders = Counter(str(PurePosixPath(entry).parent) for entry in entries)
    if len(folders) == 1 and folders.total() > MOST_FILES:
        values = {"file": path.name, "count": folders.total(), "most": MOST_FILES}
        raise StudioError(Problem(code="data.too_many_files", values=values, place=Place(file=name)))


def _find_danger(info: zipfile.ZipInfo, entry: str) -> str:
    """Why one entry must not be unpacked; "" where it may."""
    parts = PurePosixPath(entry).parts
    kind = stat.S_IFMT(info.external_attr >> 16)
    if info.flag_bits & _ENCRYPTED:
        return "protected"
    if entry.startswith("/") or ".." in parts or "\\" in entry or ":" in entry or "\0" in entry:
        return "path"
    if any(len(part.encode("utf-8", "replace")) > _LONGEST_NAME for part in parts):
        return "name"
    if kind and not stat.S_ISREG(kind):
        return "link"
    packed = max(info.compress_size, 1)
    return "bomb" if info.file_size > _FREE and info.file_size > _MOST_RATIO * packed else ""


def _name_entry(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: old programs write it in the encoding of their system, most often GBK."""
    name = info.orig_filename if "\0" in info.orig_filename else info.filename
    if info.flag_bits & _UTF8_NAME or name.isascii():
        return name
    raw = name.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _unpack(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], folder: Path, tell: Tell) -> None:
    total = sum(info.file_size for info in entries.values()) or 1
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        tell(done / total, "progress.unpacking")

    tell(0.0, "progress.unpacking")
    for entry, info in entries.items():
        target = folder / entry
        target.parent.mkdir(parents=True, exist_ok=True)
        with _open_entry(archive, info) as packed:
            copy_limited(packed, target, info.file_size, count)


def _open_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> IO[bytes]:
    try:
        return archive.open(info)
    except OSError as error:  # it is said to lie outside of the file
        raise zipfile.BadZipFile(str(error)) from error


def _refuse(path: Path, name: str, reason: str, entry: str) -> StudioError:
    values = {"file": path.name, "reason": reason, "entry": entry}
    return StudioError(Problem(code="data.archive_refused", values=values, place=Place(file=name), details=entry))
