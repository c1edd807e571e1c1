"""A report with the examples it was made from, and where each of its figures comes from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from studio.contract.entities import find_entities, pair_entities
from studio.contract.report import Report
from studio.contract.run import RunFolder
from studio.contract.table import Table

TOKENS = "token-classification"
Cell = tuple[str, str]


@dataclass(frozen=True)
class Judged:
    """Numbers are those of rows of ``table``, in the split the report is about; wrongly predicted ones come first.

    ``cells`` goes by (right, predicted) as the confusion counts them, "" where an entity is missed or invented.
    """

    run: RunFolder
    title: str
    report: Report
    table: Table | None
    wrong: list[int]
    labels: dict[str, list[int]]
    cells: dict[Cell, list[int]]

    @property
    def finds_entities(self) -> bool:
        """Whether labels mark stretches of text, not whole texts."""
        return self.report.task == TOKENS


def read_judged(run: RunFolder) -> Judged:
    """Reads both files of a finished run. Raises ``StudioError`` where one is missing or broken."""
    report = Report.read(run.resolve_inside("report.json"))
    path = run.resolve_inside("predictions.parquet")
    table = Table(path) if path.is_file() else None
    wrong: list[int] = []
    labels: dict[str, list[int]] = defaultdict(list)
    cells: dict[Cell, list[int]] = defaultdict(list)
    columns = [table.column(name) for name in ("split", "gold", "predicted")] if table else [[], [], []]
    rows = list(enumerate(zip(*columns, strict=True)))
    rows.sort(key=lambda row: row[1][1] == row[1][2])
    for number, (split, gold, predicted) in rows:
        if split != report.split:
            continue
        if gold != predicted:
            wrong.append(number)
        met = _pair_labels(gold, predicted, report.task == TOKENS)
        for cell in met:
            cells[cell].append(number)
        for label in {label for cell in met for label in cell if label}:
            labels[label].append(number)
    return Judged(run, run.card().title, report, table, wrong, labels, cells)


def _pair_labels(gold: list[str], predicted: list[str], entities: bool) -> set[Cell]:
    if not entities:
        return set(zip(gold, predicted, strict=True))
    pairs = pair_entities(find_entities(gold), find_entities(predicted))
    return {(truth.label if truth else "", answer.label if answer else "") for truth, answer in pairs}
