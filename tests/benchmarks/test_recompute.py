"""The recomputation of figures is a judge that can say no."""

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from tests.benchmarks.recompute import compare_words, main, recompute

DONE = Path(__file__).resolve().parents[1] / "runs" / "done"


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A finished run, to be tampered with."""
    for name in ("report.json", "predictions.parquet"):
        shutil.copy(DONE / name, tmp_path)
    return tmp_path


def edit_report(run: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    path = run / "report.json"
    report = json.loads(path.read_text(encoding="utf-8"))
    edit(report)
    path.write_text(json.dumps(report), encoding="utf-8")


def write_gold(run: Path, edit: Callable[[list[str]], list[str]] = list) -> Path:
    """The test split as a file of two columns, its words edited."""
    rows = [row for row in parquet.read_table(run / "predictions.parquet").to_pylist() if row["split"] == "test"]
    lines: list[str] = []
    for row in rows:
        lines += [f"{word}\t{tag}" for word, tag in zip(row["tokens"], row["gold"], strict=True)]
        lines.append("")
    path = run / "test.conll"
    path.write_text("\n".join(edit(lines)), encoding="utf-8")
    return path


def test_an_honest_report_agrees(run: Path) -> None:
    assert recompute(run) == []
    assert compare_words(run, write_gold(run)) == []


@pytest.mark.parametrize("name", ["micro_f1", "macro_f1", "weighted_f1"])
def test_a_changed_figure_over_all_is_found(run: Path, name: str) -> None:
    edit_report(run, lambda report: report["overall"].update({name: report["overall"][name] + 2e-6}))
    (found,) = recompute(run)
    assert found.startswith(f"('{name}', 'f1-score'): report ")


@pytest.mark.parametrize("name", ["precision", "recall", "f1", "support"])
def test_a_changed_figure_of_a_class_is_found(run: Path, name: str) -> None:
    edit_report(run, lambda report: report["classes"][0].update({name: report["classes"][0][name] + 1}))
    (found,) = recompute(run)
    assert found.startswith("('DATE', ")


def test_less_than_the_tolerance_is_no_difference(run: Path) -> None:
    edit_report(run, lambda report: report["overall"].update(micro_f1=report["overall"]["micro_f1"] + 5e-7))
    assert recompute(run) == []


def test_a_class_that_the_report_keeps_silent_about_is_found(run: Path) -> None:
    edit_report(run, lambda report: report["classes"].pop(1))
    assert recompute(run) == ["LOC"]


def test_a_changed_prediction_is_found(run: Path) -> None:
    path = run / "predictions.parquet"
    rows = parquet.read_table(path).to_pylist()
    row = next(row for row in rows if row["split"] == "test" and "B-LOC" in row["predicted"])
    row["predicted"] = ["O"] * len(row["predicted"])
    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    assert any(line.startswith("('LOC', 'recall')") for line in recompute(run))


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda lines: lines[1:], "the number of words differs"),
        (lambda lines: [lines[0], *lines], "the number of words differs"),
        (lambda lines: ["other\tO", *lines[1:]], "('other', 'O') became "),
        (lambda lines: [lines[0].split("\t")[0] + "\tB-NEW", *lines[1:]], "'B-NEW') became "),
    ],
)
def test_a_lost_or_changed_word_is_found(run: Path, edit: Callable[[list[str]], list[str]], expected: str) -> None:
    (found,) = compare_words(run, write_gold(run, edit))
    assert expected in found


def test_windows_line_ends_and_a_byte_order_mark_lose_no_word(run: Path) -> None:
    path = write_gold(run)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert compare_words(run, path) == []


def test_texts_are_judged_by_their_one_label(tmp_path: Path) -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b")]
    rows = [{"split": "test", "gold": [gold], "predicted": [answer]} for gold, answer in pairs]
    parquet.write_table(
        pyarrow.Table.from_pylist([*rows, rows[1] | {"split": "train"}]), tmp_path / "predictions.parquet"
    )
    two_thirds = 2 / 3
    first = {"label": "a", "precision": 1.0, "recall": 0.5, "f1": two_thirds, "support": 2}
    second = {"label": "b", "precision": 0.5, "recall": 1.0, "f1": two_thirds, "support": 1}
    overall = dict.fromkeys(("micro_f1", "macro_f1", "weighted_f1"), two_thirds)
    report = {"task": "text-classification", "split": "test", "overall": overall, "classes": [first, second]}
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    assert recompute(tmp_path) == []


def test_the_exit_code_is_the_verdict(
    run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_gold(run)
    monkeypatch.setattr(sys, "argv", ["recompute", str(run), "--file", str(path)])
    assert main() == 0
    write_gold(run, lambda lines: lines[1:])
    assert main() == 1
    assert capsys.readouterr().out.endswith("the number of words differs\n")
