"""Whoever breaks off, at whatever moment, leaves no half-made copy, no thread and no temporary file behind."""

from __future__ import annotations

import errno
import threading
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from pyarrow import ipc

from studio.contract.data.steps import dump_steps, make_step
from studio.contract.places import find_folder
from studio.contract.problems import Cancelled, explain_os_error
from studio.contract.recipe import DataSpec
from studio.engine.data.health import run_checks
from studio.engine.data.store import prepare

TEXTS = [f"the {n % 29} is {'fine' if n % 2 else 'broken'} again {n}" for n in range(60)]
STEPS = [
    make_step("drop_duplicates"),
    make_step("clean_markup"),
    make_step("settle_conflicts", {"how": "majority"}),
    make_step("drop_near_duplicates", {"threshold": 0.9}),
]


def make_texts(folder: Path) -> DataSpec:
    rows = "".join(f"{text},{'ab'[n % 2]}\n" for n, text in enumerate(TEXTS))
    with zipfile.ZipFile(folder / "data.zip", "w") as archive:
        archive.writestr("set/train.csv", f"text,label\n{rows}")
        archive.writestr("set/test.csv", f"text,label\n{rows[:400].rpartition(chr(10))[0]}\n")
    (folder / "steps.jsonl").write_text(dump_steps(STEPS))
    return DataSpec(train="data.zip", steps="steps.jsonl")


def make_words(folder: Path) -> DataSpec:
    (folder / "train.conll").write_text("".join(f"Ann{n}\tB-PER\nin\tO\nRome\tB-LOC\n\n" for n in range(60)))
    (folder / "steps.jsonl").write_text(dump_steps([make_step("drop_labels", {"labels": ["LOC"]}), *STEPS[:2]]))
    return DataSpec(train="train.conll", steps="steps.jsonl")


def list_litter(home: Path) -> list[str]:
    """What is neither whole nor known."""
    left = [path for path in find_folder("data").iterdir() if path.name.startswith(".")]
    left += [path for path in find_folder("data").glob("*/*") if path.name.startswith((".", "staged", "finished"))]
    left += [path for path in find_folder("cache").iterdir() if path.name != "opened"]
    threads = [thread.name for thread in threading.enumerate() if thread.name.startswith(("table", "split", "check"))]
    return [*map(str, left), *threads]


@pytest.mark.parametrize("make", [make_texts, make_words])
def test_cancel_at_every_moment(home: Path, tmp_path: Path, make: Callable[[Path], DataSpec]) -> None:
    (tmp_path / "in").mkdir()
    data = make(tmp_path / "in")
    codes: set[str] = set()
    for most in count():
        told: list[str] = []

        def tell(fraction: float, code: str, told: list[str] = told, most: int = most) -> None:
            told.append(code)
            if len(told) > most:
                raise Cancelled

        try:
            prepared = prepare(data, tmp_path / "in", None, tell)
            run_checks(prepared, tell, lambda findings: None)
        except Cancelled:
            codes.add(told[-1])
            assert list_litter(home) == []
        else:
            break
    assert {"progress.reading_data", "progress.replaying_steps", "progress.writing_data"} <= codes
    assert "progress.checking_health" in codes
    assert (prepared.folder / "health.json").exists()
    assert list_litter(home) == []


@pytest.mark.parametrize("make", [make_texts, make_words])
def test_a_disk_that_fills_up_at_any_batch(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], DataSpec]
) -> None:
    (tmp_path / "in").mkdir()
    data = make(tmp_path / "in")
    whole = ipc.RecordBatchFileWriter.write_batch
    codes: set[str] = set()
    for most in count():
        written = 0

        def write(self: ipc.RecordBatchFileWriter, *batch: object, most: int = most) -> None:
            nonlocal written
            written += 1
            if written > most:
                raise OSError(errno.ENOSPC, "No space left on device")
            whole(self, *batch)

        monkeypatch.setattr(ipc.RecordBatchFileWriter, "write_batch", write)
        try:
            prepare(data, tmp_path / "in", None)
        except OSError as error:
            codes.add(explain_os_error(error).code)
        else:
            break
        assert list_litter(home) == []
    assert codes == {"computer.disk_full"}
    assert most > 3
