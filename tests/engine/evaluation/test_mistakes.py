"""Mistakes and the file of predictions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from studio.contract.table import Table
from studio.engine.evaluation.mistakes import Piece, cut_pieces, find_mistakes
from studio.engine.evaluation.predictions import write_predictions


def make_row(**changes: Any) -> dict[str, Any]:
    """One evaluated sentence, wrongly predicted."""
    row = {
        "example_id": 0, "split": "test", "file": "a.conll", "row": 3, "text": "Ann saw Rome.",
        "tokens": ["Ann", "saw", "Rome", "."], "offsets": [(0, 3), (4, 7), (8, 12), (12, 13)],
        "gold": ["B-PER", "O", "B-LOC", "O"], "predicted": ["B-PER", "O", "O", "O"], "probability": 0.9, "loss": 1.5,
    }  # fmt: skip
    return row | changes


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    rows = [make_row(example_id=i, text="你好 <script>" if i == 4 else "Ann saw Rome.") for i in range(5)]
    assert write_predictions(tmp_path / "predictions.parquet", rows, chunk=2) == 5
    table = Table(tmp_path / "predictions.parquet")
    assert len(table) == 5
    last = table.rows(3, 9)
    assert [row["example_id"] for row in last] == [3, 4]
    assert last[1]["text"] == "你好 <script>"
    assert last[0]["offsets"][2] == {"start": 8, "end": 12}


def test_pieces_give_the_text_back(tmp_path: Path) -> None:
    write_predictions(tmp_path / "p.parquet", [make_row()])
    row = Table(tmp_path / "p.parquet").rows(0, 1)[0]
    pieces = cut_pieces(row, row["gold"])
    assert pieces == [Piece("Ann", "PER"), Piece(" saw "), Piece("Rome", "LOC"), Piece(".")]
    assert "".join(piece.text for piece in pieces) == row["text"]


def test_a_text_with_one_label_is_one_piece() -> None:
    row = make_row(gold=["B-52 question"], predicted=["other"])
    assert cut_pieces(row, row["gold"]) == [Piece("Ann saw Rome.", "B-52 question")]


def test_the_surest_mistakes_come_first(tmp_path: Path) -> None:
    rows = [
        make_row(row=1, loss=0.2),
        make_row(row=2, loss=3.0),
        make_row(row=3, predicted=["B-PER", "O", "B-LOC", "O"]),
    ]
    write_predictions(tmp_path / "p.parquet", rows)
    found = find_mistakes(Table(tmp_path / "p.parquet").rows(0, 9), most=5)
    assert [mistake.row for mistake in found] == [2, 1]
