"""What a finished run leaves: a plain model, honest predictions, figures that anybody can recompute, and no trace."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from pyarrow import parquet
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification, AutoTokenizer

from studio.contract.run import RunFolder
from tests.benchmarks.recompute import compare_words, recompute
from tests.proofs.conftest import Trainings

Train = Callable[[Trainings], RunFolder]
EVERY = pytest.mark.parametrize("train", [Trainings.tokens, Trainings.short_tokens, Trainings.texts])
TOKENS = pytest.mark.parametrize("train", [Trainings.tokens, Trainings.short_tokens])


def read_predictions(run: RunFolder) -> list[dict[str, Any]]:
    return [row for row in parquet.read_table(run.path / "predictions.parquet").to_pylist() if row["split"] == "test"]


@EVERY
def test_the_figures_are_those_of_other_libraries(trainings: Trainings, train: Train) -> None:
    assert recompute(train(trainings).path) == []


@TOKENS
def test_no_word_is_lost_or_scored_twice(trainings: Trainings, train: Train) -> None:
    assert compare_words(train(trainings).path, trainings.place.path / "test.conll") == []


def test_short_windows_are_really_read(trainings: Trainings) -> None:
    """Else the test above would prove nothing: some sentences do not fit in 16 tokens."""
    run = trainings.short_tokens()
    tokenizer = AutoTokenizer.from_pretrained(run.path / "model")
    lengths = [len(tokenizer(row["tokens"], is_split_into_words=True)["input_ids"]) for row in read_predictions(run)]
    assert sum(length > 16 for length in lengths) > 5


def test_transformers_alone_finds_the_same_entities(trainings: Trainings) -> None:
    run = trainings.tokens()
    tokenizer = AutoTokenizer.from_pretrained(run.path / "model")
    model = AutoModelForTokenClassification.from_pretrained(run.path / "model").eval()
    rows = read_predictions(run)
    for row in rows:
        batch = tokenizer(row["tokens"], is_split_into_words=True, return_tensors="pt")
        with torch.no_grad():
            best = model(**batch).logits[0].argmax(-1).tolist()
        words = batch.word_ids()
        first = [words.index(word) if word in words else None for word in range(len(row["tokens"]))]
        found = ["O" if place is None else model.config.id2label[best[place]] for place in first]
        assert found == row["predicted"], row["text"]
    assert len({tag for row in rows for tag in row["predicted"]}) > 1, "a model that only says O proves nothing"


def test_transformers_alone_finds_the_same_labels(trainings: Trainings) -> None:
    run = trainings.texts()
    tokenizer = AutoTokenizer.from_pretrained(run.path / "model")
    model = AutoModelForSequenceClassification.from_pretrained(run.path / "model").eval()
    rows = read_predictions(run)
    for row in rows:
        batch = tokenizer(row["text"], truncation=True, max_length=32, return_tensors="pt")
        with torch.no_grad():
            shares = model(**batch).logits[0].softmax(-1)
        assert [model.config.id2label[int(shares.argmax())]] == row["predicted"], row["text"]
        assert row["probability"] == pytest.approx(float(shares.max()), abs=1e-4)


def test_a_moved_and_zipped_run_opens_labels_and_reports(trainings: Trainings, tmp_path: Path) -> None:
    """What it learnt from is gone, as is the folder it was made in."""
    made = trainings.texts()
    packed = shutil.make_archive(str(tmp_path / "run"), "zip", made.path)
    elsewhere = tmp_path / "elsewhere 别处" / "a run"
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(elsewhere)
    run, place = RunFolder(elsewhere), trainings.place
    assert (run.state(), run.card()) == (made.state(), made.card())
    (tmp_path / "messages.csv").write_text("text\nwhere is my parcel\n", encoding="utf-8")
    labelled, page = tmp_path / "labelled.csv", tmp_path / "report.html"
    found = place.run("predict", elsewhere, tmp_path / "messages.csv", "--out", labelled)
    assert found.returncode == 0, found.stderr
    assert len(labelled.read_text(encoding="utf-8-sig").splitlines()) == 2
    found = place.run("report", elsewhere, "--out", page)
    assert found.returncode == 0, found.stderr
    assert str(made.path) not in page.read_text(encoding="utf-8")


@EVERY
def test_everything_lies_in_the_studio_home(trainings: Trainings, train: Train) -> None:
    run = train(trainings)
    place = trainings.place
    assert list(place.user_home.iterdir()) == []
    own = {"studio home", "user", run.path.name}
    theirs = {path.name for path in place.path.iterdir()} - own - set(trainings.runs)
    assert {Path(name).suffix for name in theirs} <= {".yaml", ".csv", ".conll"}
    open_to_others = [path for path in place.home.rglob("*") if path.lstat().st_mode & 0o077]
    assert open_to_others == []
