"""From files to Arrow copies: the whole way, kept by content, safe against interruption."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from studio.contract.places import find_folder
from studio.contract.problems import Cancelled, StudioError
from studio.contract.recipe import DataSpec
from studio.contract.table import Table
from studio.engine.data.store import Prepared, prepare
from tests.engine.data.conftest import PrepareFile, Write, list_codes

CONLL = "".join(f"Ann{n}\tB-PER\nlives\tO\nin\tO\nRome\tB-LOC\n.\tO\n\n" for n in range(40))
TABLE = "text,label\n" + "".join(f"this is text number {n},{'odd' if n % 2 else 'even'}\n" for n in range(60))


def rows_of(prepared: Prepared) -> dict[str, list[dict[str, object]]]:
    return {name: Table(path).rows(0, 1000) for name, path in prepared.splits.items()}


def test_tokens_end_to_end(write: Write, prepare_data: PrepareFile) -> None:
    write("train.conll", CONLL)
    write("test.conll", "Bob\tB-PER\nsleeps\tO\n\n")
    prepared = prepare_data("token-classification", train="train.conll", test="test.conll", validation=0.25)
    assert (prepared.task, prepared.labels, prepared.scheme) == ("token-classification", ["LOC", "PER"], "IOB2")
    rows = rows_of(prepared)
    assert {name: len(found) for name, found in rows.items()} == {"train": 30, "validation": 10, "test": 1}
    assert rows["test"][0] == {
        "example_id": 40, "split": "test", "file": "test.conll", "row": 1, "text": "Bob sleeps",
        "tokens": ["Bob", "sleeps"], "offsets": [[0, 3], [4, 10]], "gold": ["B-PER", "O"],
    }  # fmt: skip
    everything = [row for found in rows.values() for row in found]
    assert sorted(row["example_id"] for row in everything) == list(range(41))  # type: ignore[type-var]
    found = prepared.inspection
    assert found.labels == {"PER": 41, "LOC": 40}
    assert found.sizes["test"] == {"PER": 1}
    assert (found.examples, found.language, found.longest) == (41, "en", 5)


def test_texts_end_to_end(write: Write, prepare_data: PrepareFile) -> None:
    path = write("a.csv", TABLE)
    prepared = prepare_data(train="a.csv")
    found = prepared.inspection
    assert (found.task, found.scheme, found.splits) == (
        "text-classification", "none", {"train": 36, "validation": 12, "test": 12},
    )  # fmt: skip
    assert found.sizes["test"] == {"even": 6, "odd": 6}
    assert list(found.fingerprints) == [str(path)]
    assert found.files[0].model_dump() == {
        "path": "a.csv", "format": "csv", "encoding": "utf-8", "delimiter": ",", "sheet": "", "sheets": [],
        "header": True,
    }  # fmt: skip
    row = rows_of(prepared)["train"][0]
    assert (row["tokens"], row["gold"], row["row"]) == ([], ["odd"], 3)


def test_the_text_of_the_source_is_kept(write: Write, prepare_data: PrepareFile) -> None:
    sentence = "# text = 我 去北京。\n1\t我\tO\n2\t去\tO\n3\t北京\tB-LOC\n4\t。\tO\n\n"
    write("a.iob2", sentence * 12)
    row = rows_of(prepare_data(train="a.iob2"))["train"][0]
    assert (row["text"], row["offsets"]) == ("我 去北京。", [[0, 1], [2, 3], [3, 5], [5, 6]])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("text,label\none,a\ntwo,b\nthree,a\n", "data.too_few"),
        ("text,label\n" + "".join(f"text {n},same\n" for n in range(20)), "data.one_label"),
        ("".join(f"a{n}\tO\nb\tO\n\n" for n in range(20)), "data.no_entities"),
        (CONLL + "lost\n\n", "data.ragged_line"),
    ],
)
def test_what_forbids_training_stands_in_the_inspection(
    write: Write, prepare_data: PrepareFile, content: str, code: str
) -> None:
    write("a.txt", content)
    assert list_codes(prepare_data(train="a.txt").inspection)[code][0] == "stop"


def test_all_files_that_cannot_be_read_are_named_at_once(write: Write, prepare_data: PrepareFile) -> None:
    write("empty.csv", "")
    write("names.csv", "text,label\n")
    with pytest.raises(StudioError) as caught:
        prepare_data(train=["empty.csv", "names.csv"], validation="none.csv", test=0.1)
    found = [(problem.code, problem.place.file) for problem in caught.value.problems]
    assert found == [
        ("data.empty_file", "empty.csv"), ("data.no_rows", "names.csv"), ("data.file_missing", "none.csv"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"train": "a.csv", "steps": "steps.jsonl"}, "usage.file_unreadable"),
        ({}, "recipe.missing_key"),
    ],
)
def test_what_lacks_something_is_not_read(prepare_data: PrepareFile, data: dict[str, object], code: str) -> None:
    with pytest.raises(StudioError) as caught:
        prepare_data(**data)
    assert caught.value.problems[0].code == code


def test_the_same_text_twice_never_falls_into_two_splits(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", "text,label\n" + "".join(f"text {n % 25},{'ab'[n % 2]}\n" for n in range(100)))
    rows = rows_of(prepare_data(train="a.csv"))
    texts = [{row["text"] for row in found} for found in rows.values()]
    assert sum(map(len, texts)) == len(set.union(*texts))


def test_splits_by_file_name_when_nothing_is_said(write: Write, prepare_data: PrepareFile) -> None:
    for name in ("train.csv", "dev.csv", "test.csv"):
        write(name, TABLE.replace("this", name))
    files = ["dev.csv", "test.csv", "train.csv"]
    assert prepare_data(train=files).inspection.splits == {"train": 60, "validation": 60, "test": 60}
    assert prepare_data(train=files, test=0.1).inspection.splits == {"train": 144, "validation": 18, "test": 18}


def test_what_was_made_before_is_found_again(write: Write, prepare_data: PrepareFile, tmp_path: Path) -> None:
    write("a.csv", TABLE)
    first = prepare_data(train="a.csv")
    stamp = (first.folder / "train.arrow").stat().st_mtime_ns
    assert prepare_data("text-classification", train="a.csv").folder == first.folder
    assert (first.folder / "train.arrow").stat().st_mtime_ns == stamp
    other = tmp_path / "moved"
    other.mkdir()
    (other / "a.csv").write_text(TABLE)
    moved = prepare(DataSpec(train="a.csv"), other, None)
    assert moved.folder == first.folder
    assert list(moved.inspection.fingerprints) == [str(other / "a.csv")]


@pytest.mark.parametrize(
    "change", [{"validation": 0.3}, {"split": {"seed": 1}}, {"columns": {"text": "text", "label": "label"}}]
)
def test_another_question_gives_another_copy(
    write: Write, prepare_data: PrepareFile, change: dict[str, object]
) -> None:
    write("a.csv", TABLE)
    assert prepare_data(train="a.csv").folder != prepare_data(train="a.csv", **change).folder


def test_another_content_gives_another_copy(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", TABLE)
    first = prepare_data(train="a.csv")
    write("a.csv", TABLE + "one more,even\n")
    second = prepare_data(train="a.csv")
    assert (first.folder != second.folder, second.inspection.examples) == (True, 61)


def test_progress_rises_and_may_cancel(write: Write, tmp_path: Path) -> None:
    write("a.csv", "text,label\n" + "".join(f"this is text {n},{n % 3}\n" for n in range(5000)))
    told: list[tuple[float, str]] = []
    spec = DataSpec(train="a.csv")

    def cancel(fraction: float, code: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        prepare(spec, tmp_path, None, cancel)
    assert list(find_folder("data").iterdir()) == []
    prepare(spec, tmp_path, None, lambda fraction, code: told.append((fraction, code)))
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions)
    assert len(told) >= 4
    assert 0 <= fractions[0] < 0.1
    assert 0.9 < fractions[-1] <= 1
    assert {code for _, code in told} == {"progress.reading_data", "progress.splitting_data", "progress.writing_data"}


def test_two_at_once_end_with_one_copy(write: Write, tmp_path: Path) -> None:
    write("a.csv", TABLE)
    gate = threading.Barrier(2)

    def run() -> Prepared:
        return prepare(DataSpec(train="a.csv"), tmp_path, None, meet)

    met = threading.local()

    def meet(fraction: float, code: str) -> None:
        if not getattr(met, "once", False):
            met.once = True
            gate.wait(30)

    with ThreadPoolExecutor(2) as pool:
        first, second = (future.result() for future in [pool.submit(run), pool.submit(run)])
    assert first.folder == second.folder
    assert [path.name for path in find_folder("data").iterdir()] == [first.folder.name]
    assert len(rows_of(second)["train"]) == 36


def test_a_copy_without_its_inspection_is_made_anew(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", TABLE)
    folder = prepare_data(train="a.csv").folder
    (folder / "inspection.json").unlink()
    (folder / "train.arrow").write_bytes(b"")
    assert len(rows_of(prepare_data(train="a.csv"))["train"]) == 36


def test_what_a_killed_process_left_is_swept_after_a_day(write: Write, prepare_data: PrepareFile) -> None:
    write("a.csv", TABLE)
    old, new = (find_folder("data") / f".building-{name}" for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    prepare_data(train="a.csv")
    assert (old.exists(), new.exists()) == (False, True)


def test_no_learning_library_is_imported() -> None:
    code = (
        "import sys, json, studio.engine.data.store, studio.engine.data.outputs;"
        "print(json.dumps([m for m in ('torch', 'transformers', 'datasets', 'pandas', 'PySide6') if m in sys.modules]))"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert json.loads(printed) == []
