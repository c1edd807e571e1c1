"""The health of the data: asked for in the background after each reading, findings as they come."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.contract.calls import CallProgress, CheckHealth, Health, Inspection
from studio.contract.data.health import Finding
from studio.contract.problems import Problem
from studio.contract.recipe import DataSpec
from studio.ui.draft import Draft
from studio.ui.workers.call_worker import CallHandle, Calls

PAUSE_MILLISECONDS = 300


class Doctor(QObject):
    """``findings`` are those of the checks that have ended, ``problems`` why there are none; ``changed`` follows each.

    After a change of the data what was found before stands until its check has ended again; ``is_current`` tells
    which is which. ``progressed`` carries a CallProgress.
    """

    changed = Signal()
    progressed = Signal(object)

    def __init__(self, draft: Draft, calls: Calls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []
        self.problems: list[Problem] = []
        self._draft = draft
        self._calls = calls
        self._handle: CallHandle | None = None
        self._examined: Inspection | None = None
        self._ended: set[str] = set()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MILLISECONDS)
        self._timer.timeout.connect(self.on_rested)
        draft.inspection_changed.connect(self.on_inspection_changed)

    @property
    def is_busy(self) -> bool:
        """Whether there is more to come."""
        return self._handle is not None or self._timer.isActive() or (self._draft.is_inspecting and bool(self.findings))

    def is_current(self, finding: Finding) -> bool:
        """Whether a finding is of the data as they are now."""
        return finding.check in self._ended

    @Slot()
    def on_inspection_changed(self) -> None:
        """Other data, or the same are being read anew."""
        inspection = self._draft.inspection
        if self._draft.is_inspecting:
            self._stop()
            if not self._draft.inspector.is_current:  # other files: what was found says nothing of them
                self.findings = []
        elif inspection is None:
            self._stop()
            self.findings = []
        elif inspection is not self._examined:
            self._stop()
            self._examined = inspection
            self._timer.start()
        else:
            return
        self.changed.emit()

    @Slot()
    def on_rested(self) -> None:
        """Nothing else was changed meanwhile."""
        spec = DataSpec.model_validate(self._draft.get("data") or {})
        task = self._draft.get("task")
        self._handle = self._calls.ask(CheckHealth(data=spec, base=str(self._draft.base), task=task))
        self._handle.progressed.connect(self.on_progressed)
        self._handle.answered.connect(self.on_answered)
        self._handle.failed.connect(self.on_failed)
        self.changed.emit()

    @Slot(object)
    def on_progressed(self, progress: CallProgress) -> None:
        """How far, and perhaps what was found so far."""
        self.progressed.emit(progress)
        if progress.partial:
            self._take(_read_partial(progress.partial))

    @Slot(object)
    def on_answered(self, health: Health) -> None:
        """All checks have ended."""
        self._handle = None
        self.findings = []
        self._take(health.findings)

    @Slot(object)
    def on_failed(self, problems: list[Problem]) -> None:
        """They could not be done."""
        self._handle = None
        self.problems = problems
        self.changed.emit()

    def _stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._timer.stop()
        self._handle, self._examined, self.problems = None, None, []
        self._ended = set()

    def _take(self, found: list[Finding]) -> None:
        """What was found anew stands for what was found before by the same checks."""
        self._ended = {finding.check for finding in found}
        self.findings = found + [finding for finding in self.findings if finding.check not in self._ended]
        self.changed.emit()


def _read_partial(partial: dict[str, Any]) -> list[Finding]:
    """What is known so far; nothing where a newer child tells it in another way."""
    try:
        return Health.model_validate(partial).findings
    except ValidationError:
        return []
