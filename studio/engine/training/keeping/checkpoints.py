"""Checkpoints on disk: complete with a manifest of sizes and hashes, or not there at all; without torch."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.contract.places import write_atomically

MANIFEST = "manifest.json"
WEIGHTS, OPTIMIZER, RANDOM = "weights.safetensors", "optimizer.safetensors", "random.safetensors"
STANDING = "state.json"
_NAME = re.compile(r"^(\d{6})-step-(\d+)$")
_UNFINISHED = ".saving"


@dataclass(frozen=True, order=True)
class Checkpoint:
    """One folder, named by the number of the save and the optimizer steps that are done."""

    serial: int
    step: int
    path: Path

    def verify(self, names: Iterable[str] | None = None) -> bool:
        """Whether every file of the manifest (or each of ``names``) is there with its size and SHA-256.

        The manifest itself is to be byte for byte as it is written here: a flipped bit in its white space counts too.
        """
        try:
            content = (self.path / MANIFEST).read_bytes()
            manifest = json.loads(content)
            wanted = list(manifest) if names is None else list(names)
            is_ours = content == json.dumps(manifest, indent=1).encode()
            return is_ours and bool(wanted) and all(self._matches(name, manifest[name]) for name in wanted)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return False

    def _matches(self, name: str, facts: dict[str, Any]) -> bool:
        path = self.path / Path(name).name
        return bool(path.stat().st_size == facts["size"] and _hash(path) == facts["sha256"])


class CheckpointFolder:
    """The checkpoints of one run."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, step: int, fill: Callable[[Path], None]) -> Checkpoint:
        """A new checkpoint whose files ``fill`` writes into the folder it is given.

        They reach the disk under another name and are renamed as a whole. Raises ``OSError`` where the disk refuses,
        and leaves what was there.
        """
        self.path.mkdir(mode=0o700, exist_ok=True)
        serial = max((checkpoint.serial for checkpoint in self.list()), default=0) + 1
        target = self.path / f"{serial:06d}-step-{step}"
        unfinished = self.path / f"{_UNFINISHED}-{target.name}"
        self._sweep()  # what a killed save left may be the very room that is missing
        unfinished.mkdir(mode=0o700)
        try:
            fill(unfinished)
            _seal(unfinished)
            unfinished.rename(target)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        _sync_folder(self.path)
        return Checkpoint(serial, step, target)

    def list(self) -> list[Checkpoint]:
        """All that have a checkpoint's name, verified or not; the newest first."""
        names = [(path, _NAME.match(path.name)) for path in self.path.glob("*-step-*")]
        found = [Checkpoint(int(name[1]), int(name[2]), path) for path, name in names if name]
        return sorted(found, reverse=True)

    def find(self, step: int | None = None, names: Iterable[str] | None = None) -> Checkpoint | None:
        """The newest (of that step) that verifies (or whose files called ``names`` do), or None."""
        wanted = [checkpoint for checkpoint in self.list() if step in (None, checkpoint.step)]
        return next((checkpoint for checkpoint in wanted if checkpoint.verify(names)), None)

    def find_resumable(self) -> Checkpoint | None:
        """The newest from which a run can go on: a finished run keeps only the weights of its best one."""
        return self.find(names=(WEIGHTS, OPTIMIZER, RANDOM, STANDING))

    def keep_only(self, steps: Iterable[int]) -> None:
        """Removes all but the newest of each of ``steps``, and what an interrupted save left."""
        wanted = set(steps)
        for checkpoint in self.list():
            if checkpoint.step in wanted:
                wanted.remove(checkpoint.step)
            else:
                shutil.rmtree(checkpoint.path, ignore_errors=True)  # what is held open goes at the next save
        self._sweep()

    def _sweep(self) -> None:
        for path in self.path.glob(f"{_UNFINISHED}-*"):
            shutil.rmtree(path, ignore_errors=True)

    def slim(self, step: int, names: Iterable[str]) -> None:
        """Takes the files called ``names`` out of the checkpoint of one step; it verifies before, between and after."""
        for checkpoint in self.list():
            if checkpoint.step == step:
                manifest = json.loads((checkpoint.path / MANIFEST).read_text(encoding="utf-8"))
                gone = [name for name in names if manifest.pop(name, None)]
                write_atomically(checkpoint.path / MANIFEST, json.dumps(manifest, indent=1))
                for name in gone:
                    (checkpoint.path / name).unlink()


def _seal(folder: Path) -> None:
    """Every file is on the disk before the manifest, and that before anyone sees the folder."""
    manifest = {}
    for path in sorted(folder.iterdir()):
        with path.open("r+b") as file:
            os.fsync(file.fileno())
        manifest[path.name] = {"size": path.stat().st_size, "sha256": _hash(path)}
    write_atomically(folder / MANIFEST, json.dumps(manifest, indent=1))
    _sync_folder(folder)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Makes a rename in ``folder`` last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
