"""The wrong predictions of a split, the surest errors first: those teach most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studio.contract.entities import Entity, find_entities


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``label`` "" where nothing is marked."""

    text: str
    label: str = ""


@dataclass(frozen=True)
class Mistake:
    """One wrongly predicted example; ``gold`` and ``predicted`` are the text in pieces, or one labelled piece."""

    file: str
    row: int
    probability: float
    loss: float
    gold: list[Piece]
    predicted: list[Piece]


def find_mistakes(rows: Iterable[Mapping[str, Any]], most: int) -> list[Mistake]:
    """The ``most`` mistakes of the largest loss among rows of predictions.parquet."""
    wrong = [row for row in rows if row["gold"] != row["predicted"]]
    wrong.sort(key=lambda row: -(row["loss"] or 0.0))
    return [
        Mistake(
            file=row["file"],
            row=row["row"],
            probability=row["probability"],
            loss=row["loss"] or 0.0,
            gold=cut_pieces(row, row["gold"]),
            predicted=cut_pieces(row, row["predicted"]),
        )
        for row in wrong[:most]
    ]


def cut_pieces(row: Mapping[str, Any], tags: list[str]) -> list[Piece]:
    """The text of a row with its labels: entities by their offsets, or the whole text under its labels."""
    text, offsets = row["text"], row["offsets"]
    if len(tags) != len(offsets) or not all(tag == "O" or tag[:2] in ("B-", "I-") for tag in tags):
        return [Piece(text, ", ".join(tags))]
    pieces, end = [], 0
    for entity in find_entities(tags):
        start, stop = _place(entity, offsets)
        pieces += [Piece(text[end:start])] if start > end else []
        pieces.append(Piece(text[start:stop], entity.label))
        end = stop
    return pieces + ([Piece(text[end:])] if end < len(text) else [])


def _place(entity: Entity, offsets: list[Mapping[str, int]]) -> tuple[int, int]:
    return offsets[entity.start]["start"], offsets[entity.end - 1]["end"]
