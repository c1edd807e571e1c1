"""Which run a page about results is about: the one it was asked for, until the project has a newer result."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from studio.contract.events import RunState
from studio.contract.library import RunRecord
from studio.ui.context import Context

FINISHED = (RunState.DONE, RunState.STOPPED)


def has_result(record: RunRecord) -> bool:
    """Whether there is a report to read and a model to try."""
    return record.state in FINISHED and record.headline is not None


class Result(QObject):
    """``changed`` carries the id of the run to show, "" where the open project has none."""

    changed = Signal(str)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run_id = ""
        self._context = context
        self._project = ""
        self._newest: tuple[str, float | None] | None = None
        context.library.loaded.connect(self.on_changed)
        context.session.changed.connect(self.on_changed)

    def choose(self, run_id: str) -> None:
        """Shows this run."""
        self._project, self._newest = self._find_project(), self._find_newest()
        self._show(run_id)

    @Slot()
    def on_changed(self) -> None:
        """Another project, a run that has finished, or one that is gone."""
        project, newest = self._find_project(), self._find_newest()
        if (project, newest) != (self._project, self._newest) or self._is_gone():
            self._project, self._newest = project, newest
            self._show(newest[0] if newest else "")

    def _show(self, run_id: str) -> None:
        self.run_id = run_id
        self.changed.emit(run_id)

    def _is_gone(self) -> bool:
        return bool(self.run_id) and not self._context.library.library.run(self.run_id).path.exists()

    def _find_project(self) -> str:
        project = self._context.draft.project
        return project.id if project else ""

    def _find_newest(self) -> tuple[str, float | None] | None:
        """Its figure with it: a run that was resumed has another result."""
        project = self._find_project()
        records = (r for r in self._context.library.records if project and r.project == project and has_result(r))
        return next(((record.id, record.headline) for record in records), None)
