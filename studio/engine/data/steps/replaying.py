"""Steps at work: examples from one Arrow file to another, in as few passes as the steps need."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from studio.engine.data.changing.applier import Applier

_NOTE = "progress.replaying_steps"


def run_appliers(appliers: Sequence[Applier], source: Path, target: Path, tell: Callable[[float, str], None]) -> None:
    """Does steps that were begun to the examples in ``source`` and writes ``target``, a batch at a time."""
    _meet_files(appliers, source)
    stages = _group(appliers)
    if not stages:
        shutil.copyfile(source, target)
    current = source
    with tempfile.TemporaryDirectory(prefix=".steps-", dir=target.parent) as folder:
        for index, stage in enumerate(stages):

            def look(part: float, done: int = index) -> None:
                tell((done + part) / len(stages), _NOTE)

            into = target if index == len(stages) - 1 else Path(folder, f"{index}.arrow")
            _run(stage, current, into, look)
            if current != source:
                current.unlink()
            current = into


def _group(appliers: Sequence[Applier]) -> list[list[Applier]]:
    """Those that can share one pass: only the first of a group may look at all examples beforehand."""
    groups: list[list[Applier]] = []
    for applier in appliers:
        if applier.needs_look or not groups:
            groups.append([])
        groups[-1].append(applier)
    return groups


def _meet_files(appliers: Sequence[Applier], source: Path) -> None:
    files: dict[str, None] = {}
    for batch in _read(source, lambda part: None) if appliers else ():
        files |= dict.fromkeys(pc.unique(batch.column("file")).to_pylist())
    for applier in appliers:
        applier.meet(list(files))


def _run(stage: Sequence[Applier], source: Path, target: Path, look: Callable[[float], None]) -> None:
    first, before = stage[0], 0.0
    while first.needs_look:
        for batch in _read(source, lambda part: look(part / 2)):
            first.look(batch)
        first.conclude()
        before = 0.5
    with pa.memory_map(str(source)) as mapped, ipc.open_file(mapped) as reader:
        schema = reader.schema
    with ipc.new_file(str(target), schema) as writer:
        for batch in _read(source, lambda part: look(before + (1 - before) * part)):
            for applier in stage:
                batch = applier.apply(batch)
            if batch.num_rows:
                writer.write_batch(batch)


def _read(path: Path, look: Callable[[float], None]) -> Iterator[pa.RecordBatch]:
    with pa.memory_map(str(path)) as mapped, ipc.open_file(mapped) as reader:
        for index in range(reader.num_record_batches):
            look(index / reader.num_record_batches)
            yield reader.get_batch(index)
