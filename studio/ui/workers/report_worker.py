"""Reads a run's report and opens its predictions off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal

from studio.contract.problems import StudioError
from studio.contract.report import Report
from studio.contract.run import RunFolder
from studio.contract.table import Table


@dataclass(frozen=True)
class ReadReport:
    """A report with its examples; ``gold`` and ``predicted`` are the labels of each row of ``table``."""

    run: RunFolder
    title: str
    report: Report
    table: Table | None
    splits: list[str]
    gold: list[list[str]]
    predicted: list[list[str]]


class ReportWorker(QThread):
    """``read`` carries a ReadReport, ``failed`` Problems."""

    read = Signal(object)
    failed = Signal(object)

    def __init__(self, run: RunFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run

    def run(self) -> None:
        """Reads both files."""
        try:
            report = Report.read(self._run.path / "report.json")
            path = self._run.path / "predictions.parquet"
            table = Table(path) if path.is_file() else None
            columns = {name: table.column(name) if table else [] for name in ("split", "gold", "predicted")}
            title = self._run.card().title
            self.read.emit(
                ReadReport(self._run, title, report, table, columns["split"], columns["gold"], columns["predicted"])
            )
        except StudioError as error:
            self.failed.emit(error.problems)
