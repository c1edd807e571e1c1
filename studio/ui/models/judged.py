"""A report with the examples it was made from, and where each of its figures comes from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from studio.contract.entities import find_entities, pair_entities, pair_labels
from studio.contract.report import Report
from studio.contract.run import RunFolder
from studio.contract.table import Table

TOKENS, SEVERAL = "token-classification", "multi-label-classification"
Cell = tuple[str, str]


@dataclass(frozen=True)
class Judged:
    """Numbers are those of rows of ``table``, in the split the report is about; wrongly predicted ones come first.

    ``cells`` goes by (right, predicted) as the confusion counts them, "" for missed or invented ones.
    """

    run: RunFolder
    title: str
    report: Report
    table: Table | None
    wrong: list[int]
    labels: dict[str, list[int]]
    cells: dict[Cell, list[int]]

    @property
    def has_one_label(self) -> bool:
        """Whether each text has one label, so that it is right or wrong as a whole."""
        return self.report.task not in (TOKENS, SEVERAL)


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
        met = _pair(gold, predicted, report.task)
        for cell in met:
            cells[cell].append(number)
        for label in {label for cell in met for label in cell if label}:
            labels[label].append(number)
    return Judged(run, run.card().title, report, table, wrong, labels, cells)


def _pair(gold: list[str], predicted: list[str], task: str) -> set[Cell]:
    if task == SEVERAL:
        return set(pair_labels(gold, predicted))
    if task != TOKENS:
        return set(zip(gold, predicted, strict=True))
    pairs = pair_entities(find_entities(gold), find_entities(predicted))
    return {(truth.label if truth else "", answer.label if answer else "") for truth, answer in pairs}
