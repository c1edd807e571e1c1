"""What the data of the draft are: asked again whenever they change, the last question alone counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal, Slot

from studio.contract.calls import Inspect, Inspection
from studio.contract.problems import Problem
from studio.contract.recipe import DataSpec
from studio.ui.workers.call_worker import CallHandle, Calls


class Inspector(QObject):
    """``inspection`` is the last answer, ``problems`` why there is none; ``changed`` follows each, and each asking.

    While an inspection goes on, the one before it stands. ``progressed`` carries a CallProgress.
    """

    changed = Signal()
    progressed = Signal(object)

    def __init__(self, calls: Calls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.inspection: Inspection | None = None
        self.problems: list[Problem] = []
        self._calls = calls
        self._handle: CallHandle | None = None
        self._asked: tuple[Any, ...] = ()

    @property
    def is_busy(self) -> bool:
        """Whether the data are being read."""
        return self._handle is not None

    def look(self, data: Any, task: str | None, base: Path) -> None:
        """Inspects the ``data`` part of a recipe (paths from ``base``), unless it is what was asked last."""
        asked = (repr(data), task, base)
        if asked == self._asked:
            return
        self._asked = asked
        if self._handle is not None:
            self._handle.cancel()
        self._handle, self.problems = None, []
        try:
            spec = DataSpec.model_validate(data or {})
        except ValidationError as error:
            problem = Problem(code="recipe.wrong_type", values={"name": "data", "value": ""}, details=str(error))
            self._conclude(None, [problem])
            return
        if not spec.train_files and not spec.dataset:
            self._conclude(None, [])
            return
        self._handle = self._calls.ask(Inspect(data=spec, base=str(base), task=task))
        self._handle.progressed.connect(self.progressed)
        self._handle.answered.connect(self.on_answered)
        self._handle.failed.connect(self.on_failed)
        self.changed.emit()

    def forget(self) -> None:
        """Other data altogether: what was known says nothing of them."""
        if self._handle is not None:
            self._handle.cancel()
        self._asked = ()
        self._handle, self.inspection, self.problems = None, None, []

    @Slot(object)
    def on_answered(self, inspection: Inspection) -> None:
        """The data are read."""
        self._conclude(inspection, [])

    @Slot(object)
    def on_failed(self, problems: list[Problem]) -> None:
        """The data cannot be read."""
        self._conclude(None, problems)

    def _conclude(self, inspection: Inspection | None, problems: list[Problem]) -> None:
        self._handle = None
        self.inspection = inspection
        self.problems = problems
        self.changed.emit()
