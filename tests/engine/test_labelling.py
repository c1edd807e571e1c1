"""Whole files labelled by a model that was really trained, if only for a moment."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.contract.calls import CallProgress, PredictFile
from studio.contract.problems import Cancelled, StudioError
from studio.contract.run import RunFolder
from studio.engine.answering import Asked
from studio.engine.data.inputs import Input
from studio.engine.evaluation.predictor import Predictor
from studio.engine.labelling import ROWS_AT_ONCE, gather_rows, label_file
from studio.engine.training import job

SENTENCES = "".join(f"Ann{n % 5}\tB-PER\nlives\tO\nin\tO\nRome\tB-LOC\n.\tO\n\n" for n in range(40))


@pytest.fixture(scope="module")
def predictor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Predictor]:
    """A tiny model of names and places."""
    base = tmp_path_factory.mktemp("labelling")
    (base / "train.conll").write_text(SENTENCES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_HOME", str(base / "home"))
        recipe = (
            "task: token-classification\nmodel: scratch-tiny\ndata: {train: train.conll}\nepochs: 4\n"
            "batch_size: 8\nmax_length: 32\ndevice: cpu\n"
        )
        run = RunFolder.create(recipe, base=base, path=base / "run")
        with run.own() as attempt:
            for event in job.run(run, attempt):
                run.append(event)
        yield Predictor(run.path / "model")


@pytest.fixture
def told() -> list[CallProgress]:
    return []


@pytest.fixture
def asked(told: list[CallProgress]) -> Asked:
    return Asked(told.append)


def make_call(source: Path, out: Path | str = "", **values: object) -> PredictFile:
    return PredictFile.model_validate({"run": "", "input": str(source), "out": str(out)} | values)


def test_every_row_is_labelled_and_told(
    predictor: Predictor, asked: Asked, told: list[CallProgress], tmp_path: Path
) -> None:
    source = tmp_path / "letters.csv"
    rows = [f'{n},"Ann{n % 5} lives in Rome."' if n != 70 else f"{n}," for n in range(ROWS_AT_ONCE + 50)]
    source.write_text("id,text\n" + "\n".join(rows) + "\n")
    written = label_file(make_call(source), predictor, asked)
    assert (Path(written.path), written.rows) == (tmp_path / "letters-labelled.csv", ROWS_AT_ONCE + 50)
    with Path(written.path).open(newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["id"] for row in found] == [str(n) for n in range(ROWS_AT_ONCE + 50)]
    assert found[70]["spans"] == ""
    alone = predictor.predict([found[3]["text"]])[0]
    spans = json.loads(found[3]["spans"])
    assert [(s["start"], s["end"], s["label"]) for s in spans] == [(s.start, s.end, s.label) for s in alone.spans]
    assert spans
    assert [progress.values["done"] for progress in told] == [0, ROWS_AT_ONCE]
    assert source.read_text().startswith("id,text\n0,")


def test_rows_are_read_many_at_once_and_long_ones_few() -> None:
    short, long = Input({}, "a", ["a"], [(0, 1)]), Input({}, "", ["a"] * 1000, [(0, 1)] * 1000)
    assert [len(rows) for rows in gather_rows([short] * (ROWS_AT_ONCE + 1))] == [ROWS_AT_ONCE, 1]
    assert [len(rows) for rows in gather_rows([long] * 20)] == [9, 9, 2]
    assert list(gather_rows([])) == []


def test_the_tokens_of_a_conll_file_keep_their_lines(predictor: Predictor, asked: Asked, tmp_path: Path) -> None:
    source, out = tmp_path / "a.conll", tmp_path / "b.conll"
    source.write_text("Ann1.\tB-PER\nlives-in\tO\nRome\tB-LOC\n\n" * 3)
    assert label_file(make_call(source, out), predictor, asked).rows == 3
    lines = [line.split("\t") for line in out.read_text().splitlines() if line]
    assert [line[:2] for line in lines] == [["Ann1.", "B-PER"], ["lives-in", "O"], ["Rome", "B-LOC"]] * 3
    assert all(len(line) == 3 for line in lines)


def test_cancel_leaves_nothing(predictor: Predictor, asked: Asked, tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("Ann lives in Rome.\n" * 10)
    asked.cancel()
    with pytest.raises(Cancelled):
        label_file(make_call(source), predictor, asked)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.txt"]


@pytest.mark.parametrize(
    ("content", "values", "code"),
    [
        ("id,text\n1,Ann\n2,Bob,more\n3,Eve\n", {}, "data.ragged_row"),
        ("id,text\n1,Ann here\n", {"out": "a.csv"}, "usage.same_file"),
        ("id,text\n1,Ann here\n", {"text_column": "letter"}, "data.column_absent"),
    ],
)
def test_what_cannot_be_labelled_is_said_before(
    predictor: Predictor, asked: Asked, told: list[CallProgress], tmp_path: Path,
    content: str, values: dict[str, str], code: str,
) -> None:  # fmt: skip
    source = tmp_path / "a.csv"
    source.write_text(content)
    values = values | {"out": str(tmp_path / values["out"])} if "out" in values else values
    with pytest.raises(StudioError) as caught:
        label_file(make_call(source, **values), predictor, asked)
    assert caught.value.problems[0].code == code
    assert told == []
    assert source.read_text() == content
