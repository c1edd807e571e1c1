"""Data made ready once: read, split, checked, and kept as Arrow files under the fingerprint of what it came from."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from studio.contract.calls import Inspection
from studio.contract.data.steps import Step, hash_steps, read_steps, resolve_steps
from studio.contract.places import find_folder
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec
from studio.engine.data.columnar.pieces import EncodingDoubt
from studio.engine.data.containers.protocol import Member
from studio.engine.data.findings import Findings
from studio.engine.data.preparing.assigning import check_split_column
from studio.engine.data.preparing.build import build
from studio.engine.data.preparing.intake import UNSUPPORTED, Intake, choose_task, list_members, open_files
from studio.engine.data.preparing.remembering import Known, Look, Question, hash_sources, list_sources, look_at
from studio.engine.data.preparing.streaming import UnfairSplit
from studio.engine.data.progress import Tell
from studio.engine.data.splits import check_fractions
from studio.engine.data.wordrule import WordRule

VERSION = 3
"""Part of the fingerprint: raised when the same files would give other examples."""

_BESIDE = ".building-"
_STALE_SECONDS = 86_400
_LARGE = 64 << 20
"""Bytes from which on files are hashed while they are read; smaller ones before, since they may be known already."""


@dataclass(frozen=True)
class Prepared:
    """Data ready for training: one Arrow file a split under ``folder``.

    ``task`` is "unsupported" (and ``splits`` empty) where no task fits. ``labels`` are classes or entity types,
    sorted. ``scheme`` is that of the source; ``gold`` in the files is always IOB2.
    """

    folder: Path
    task: str
    splits: dict[str, Path]
    labels: list[str]
    scheme: str
    words: WordRule
    inspection: Inspection


def prepare(data: DataSpec, base: Path, task: str | None, progress: Tell | None = None) -> Prepared:
    """Reads, splits and checks data, or finds it ready from an earlier time.

    Relative paths start from ``base``; ``task`` None lets the data decide. ``progress`` is told a fraction and a
    code, and may raise ``Cancelled``. Raises ``StudioError`` with all problems where nothing can be read; what is
    wrong with single rows stands in ``inspection.problems``.
    """
    tell = progress or (lambda fraction, code: None)
    check_fractions(data)
    steps = resolve_steps(read_steps(base / data.steps)) if data.steps else []
    members = list_members(data, base, tell)
    sources = list_sources(data, base, members)
    question = Question.ask(VERSION, data, task, steps, sources)
    known = question.recall()
    if known and _is_complete(find_folder("data") / known.folder):
        return _load(find_folder("data") / known.folder, known.fingerprints)
    looks, ended = look_at(sources), threading.Event()
    pool = ThreadPoolExecutor(1, thread_name_prefix="hash")
    try:
        hashing = pool.submit(hash_sources, sources, members, ended.is_set)
        intake = choose_task(open_files(data, members, Findings(), whole=False), data, task)
        check_split_column(data, intake)

        def find(intake: Intake) -> Path:
            hashes = hashing.result()[0]
            _check_looks(looks, sources)
            return find_folder("data") / _find_key(data, members, hashes, intake, steps)

        is_large = sum(source.stat().st_size for source in sources) > _LARGE
        if is_large or not _is_complete(find(intake)):
            _sweep(find_folder("data"))
            work = _Work(data, members, task, steps, tell)
            if not (intake.is_checked_later and work.try_build(intake, find)):
                intake = work.build_carefully(find)
        folder, fingerprints = find(intake), hashing.result()[1]
    finally:
        ended.set()
        pool.shutdown(wait=False, cancel_futures=True)
    question.remember(Known(folder=folder.name, fingerprints=fingerprints))
    return _load(folder, fingerprints)


@dataclass(frozen=True)
class _Work:
    """What is to be built, into a folder whose name is known when all files are hashed."""

    data: DataSpec
    members: Sequence[Member]
    task: str | None
    steps: Sequence[Step]
    tell: Tell

    def try_build(self, intake: Intake, find: Callable[[Intake], Path]) -> bool:
        """Builds from large files that were not looked at as a whole; False where something in them asks for that."""
        try:
            self._build(intake, Findings(), find)
        except (EncodingDoubt, UnfairSplit):
            return False
        return True

    def build_carefully(self, find: Callable[[Intake], Path]) -> Intake:
        """Builds from files that were looked at as a whole, divided exactly."""
        findings = Findings()
        intake = choose_task(open_files(self.data, self.members, findings), self.data, self.task)
        self._build(intake, findings, find, exactly=True)
        return intake

    def _build(self, intake: Intake, findings: Findings, find: Callable[[Intake], Path], exactly: bool = False) -> None:
        """Writes everything into a folder beside, then renames it; another process may have been first."""
        beside = Path(tempfile.mkdtemp(prefix=_BESIDE, dir=find_folder("data")))
        try:
            inspection, words = build(beside, self.data, intake, self.steps, findings, self.tell, exactly)
            (beside / "words.json").write_text(json.dumps(words.to_json(), ensure_ascii=False), encoding="utf-8")
            (beside / "inspection.json").write_text(inspection.model_dump_json(), encoding="utf-8")
            for path in beside.iterdir():
                with path.open("r+b") as file:
                    os.fsync(file.fileno())
            _publish(beside, find(intake))
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _check_looks(before: Sequence[Look], sources: Sequence[Path]) -> None:
    """What was read is what was hashed. Raises ``StudioError`` where a file changed in between."""
    changed = set(before) ^ set(look_at(sources))
    if changed:
        path = min(look.path for look in changed)
        raise StudioError(Problem(code="data.file_changing", values={"file": Path(path).name}, place=Place(file=path)))


def _find_key(
    data: DataSpec, members: Sequence[Member], hashes: Mapping[str, str], intake: Intake, steps: Sequence[Step]
) -> str:
    task = intake.reading.id if intake.reading else UNSUPPORTED
    content = {
        "version": VERSION,
        "task": task,
        "files": dict(hashes),
        "splits": {member.name: member.split for member in members},
        "data": data.model_dump(mode="json", exclude={"steps"}),
        "steps": hash_steps(steps),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _publish(beside: Path, folder: Path) -> None:
    if folder.exists() and not _is_complete(folder):
        shutil.rmtree(folder)
    try:
        beside.rename(folder)
    except OSError:
        if not _is_complete(folder):
            raise


def _is_complete(folder: Path) -> bool:
    return (folder / "inspection.json").exists()


def _sweep(folder: Path) -> None:
    """Removes what a killed process left half built."""
    for path in folder.glob(f"{_BESIDE}*"):
        if time.time() - path.stat().st_mtime > _STALE_SECONDS:
            shutil.rmtree(path, ignore_errors=True)


def _load(folder: Path, fingerprints: dict[str, str]) -> Prepared:
    os.utime(folder)  # so that Clean up sees that it is used
    inspection = Inspection.model_validate_json((folder / "inspection.json").read_bytes())
    splits = {name: folder / f"{name}.arrow" for name in inspection.tables}
    tables = {name: str(path) for name, path in splits.items()}
    inspection = inspection.model_copy(update={"tables": tables, "fingerprints": fingerprints})
    words = WordRule.from_json(json.loads((folder / "words.json").read_text(encoding="utf-8")))
    labels = sorted(inspection.labels)
    return Prepared(folder, inspection.task, splits, labels, inspection.scheme, words, inspection)
