"""The runs this window looks at: begins, resumes and re-attaches to them, one worker each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from studio.contract.run import RunFolder
from studio.ui.workers.run_worker import RunWorker


class Runs(QObject):
    """``changed`` carries the id of a run that began, or moved to another state."""

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers: dict[str, RunWorker] = {}

    @property
    def live(self) -> list[RunWorker]:
        """The runs that have not ended, the newest last."""
        return [worker for worker in self._workers.values() if worker.is_live]

    def begin(self, recipe: str, *, title: str, project: str, base: Path, parent: str | None = None) -> RunWorker:
        """A new run from the text of a recipe. Raises ``StudioError`` or ``OSError`` where none can be made."""
        folder = RunFolder.create(recipe, title=title, project=project, base=base, parent=parent)
        return self._follow(folder, launch=True)

    def resume(self, folder: RunFolder) -> RunWorker:
        """Goes on with a run that was stopped, failed or lost, in a new attempt."""
        return self._follow(folder, launch=True)

    def open(self, path: Path) -> RunWorker:
        """The worker of a run, live or long ended, reading from its first event."""
        known = self._workers.get(path.name)
        return known or self._follow(RunFolder(path), launch=False)

    def close(self) -> None:
        """Lets go of all; the runs go on."""
        for worker in self._workers.values():
            worker.close()

    def _follow(self, folder: RunFolder, *, launch: bool) -> RunWorker:
        worker = RunWorker(folder, launch=launch, parent=self)
        worker.moved.connect(self.changed)
        former = self._workers.pop(worker.id, None)
        if former is not None:
            former.close()
            former.deleteLater()
        self._workers[worker.id] = worker
        worker.start()
        self.changed.emit(worker.id)
        return worker
