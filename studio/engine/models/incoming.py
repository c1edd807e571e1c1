"""Takes a model in from a folder or a zip (a USB stick): copied beside, checked, renamed."""

from __future__ import annotations

import json
import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from studio.contract.calls import CallProgress, ModelFacts
from studio.contract.places import find_folder
from studio.contract.problems import Cancelled, Place, Problem, StudioError
from studio.engine.models.catalogue import ORIGIN, describe_folder
from studio.engine.models.folder import check_folder
from studio.engine.models.source import name_folder

MOST_BYTES = 30 * 2**30
MOST_FILES = 200
MOST_RATIO = 200
CHUNK = 4 * 2**20

Report = Callable[[CallProgress], None]


def import_model(path: Path, title: str, report: Report, is_cancelled: Callable[[], bool]) -> ModelFacts:
    """Copies a checked model into the library of models.

    Raises ``Cancelled``, or ``StudioError``: ``model.not_a_model_file``, ``model.archive_refused`` (too many files,
    too large, too strongly packed, a link, a path out), ``model.has_link`` and what :func:`check_folder` finds.
    """
    home = find_folder("models")
    with tempfile.TemporaryDirectory(prefix=".incoming-", dir=home) as beside:
        folder = Path(beside) / "model"
        folder.mkdir()
        if path.is_dir():
            check_folder(path)
            entries = _list_folder(path)
        elif zipfile.is_zipfile(path):
            entries = _list_archive(path)
        else:
            raise StudioError(
                Problem(code="model.not_a_model_file", values={"file": path.name}, place=Place(file=str(path)))
            )
        _copy(path, entries, folder, report, is_cancelled)
        check_folder(folder)
        (folder / ORIGIN).write_text(json.dumps({"title": title or path.stem}), encoding="utf-8")
        target = _find_free_name(home, name_folder(title or path.stem))
        folder.replace(target)
    return describe_folder(target)


def _list_folder(path: Path) -> dict[str, int]:
    """Plain files directly in the folder, with their sizes."""
    for entry in path.iterdir():
        if entry.is_symlink():
            raise StudioError(
                Problem(
                    code="model.has_link",
                    values={"folder": path.name, "file": entry.name},
                    place=Place(file=str(entry)),
                )
            )
    return {entry.name: entry.stat().st_size for entry in path.iterdir() if entry.is_file()}


def _list_archive(path: Path) -> dict[str, int]:
    """The files of the one folder in a zip that holds config.json, with their unpacked sizes."""

    def refuse(reason: str, file: str = "") -> StudioError:
        values = {"file": path.name, "reason": reason, "entry": file}
        return StudioError(
            Problem(code="model.archive_refused", values=values, place=Place(file=str(path)), details=reason)
        )

    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MOST_FILES:
            raise refuse(f"more than {MOST_FILES} files")
        if sum(info.file_size for info in infos) > MOST_BYTES:
            raise refuse(f"more than {MOST_BYTES} bytes unpacked")
        for info in infos:
            name = PurePosixPath(info.filename)
            if name.is_absolute() or ".." in name.parts or "\\" in info.filename or ":" in info.filename:
                raise refuse("a path that leaves the folder", info.filename)
            if stat.S_ISLNK(info.external_attr >> 16):
                raise refuse("a link", info.filename)
            if info.file_size > MOST_RATIO * max(info.compress_size, 1024):
                raise refuse("packed too strongly", info.filename)
        roots = sorted(
            (PurePosixPath(i.filename).parent for i in infos if PurePosixPath(i.filename).name == "config.json"),
            key=lambda p: len(p.parts),
        )
        if not roots:
            raise StudioError(
                Problem(
                    code="model.no_config",
                    values={"folder": path.name, "file": "config.json"},
                    place=Place(file=str(path)),
                )
            )
        return {info.filename: info.file_size for info in infos if PurePosixPath(info.filename).parent == roots[0]}


def _copy(
    source: Path, entries: dict[str, int], folder: Path, report: Report, is_cancelled: Callable[[], bool]
) -> None:
    """Copies the entries in chunks; never writes more of one than its listed size."""
    total, done = sum(entries.values()), 0
    for name, chunk in _read_entries(source, entries):
        if is_cancelled():
            raise Cancelled
        with (folder / PurePosixPath(name).name).open("ab") as file:
            file.write(chunk)
        done += len(chunk)
        if done > total:
            values = {"file": source.name, "reason": "larger than it says", "entry": name}
            raise StudioError(Problem(code="model.archive_refused", values=values, place=Place(file=str(source))))
        report(CallProgress(fraction=done / max(total, 1), code="import.progress", values={"file": name}))


def _read_entries(source: Path, entries: dict[str, int]) -> Iterator[tuple[str, bytes]]:
    archive = None if source.is_dir() else zipfile.ZipFile(source)
    try:
        for name in entries:
            with archive.open(name) if archive else (source / name).open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield name, chunk
    finally:
        if archive:
            archive.close()


def _find_free_name(home: Path, name: str) -> Path:
    target, number = home / name, 2
    while target.exists():
        target, number = home / f"{name}-{number}", number + 1
    return target
