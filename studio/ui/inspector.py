"""What the data of the draft are: asked again whenever they change, the last question alone counts."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, Signal, Slot

from studio.contract.calls import Call, Inspect, Inspection, NetworkSpec, Preview, PreviewAnswer
from studio.contract.problems import Problem
from studio.contract.recipe import DataSpec
from studio.ui.workers.call_worker import CallHandle, Calls

ROWS = 100


class Inspector(QObject):
    """``inspection`` is the last answer, ``problems`` why there is none; ``changed`` follows each, and each asking.

    Other data are looked at first: ``preview`` is their beginning, announced by ``previewed``; then all is read.
    While that goes on, the inspection before it stands. ``progressed`` carries a CallProgress. ``find_network`` says
    how the hub is reached.
    """

    changed = Signal()
    previewed = Signal()
    progressed = Signal(object)

    def __init__(self, calls: Calls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.inspection: Inspection | None = None
        self.preview: PreviewAnswer | None = None
        self.problems: list[Problem] = []
        self.find_network: Callable[[], NetworkSpec] = NetworkSpec
        self._calls = calls
        self._handle: CallHandle | None = None
        self._asked: tuple[Hashable, ...] = ()
        self._source: tuple[Hashable, ...] = ()
        self._inspected: tuple[Hashable, ...] = ()
        self._next: Inspect | None = None

    @property
    def is_busy(self) -> bool:
        """Whether the data are being read."""
        return self._handle is not None

    @property
    def is_current(self) -> bool:
        """Whether ``inspection`` is of the files, and the way to read them, that were asked last."""
        return self.inspection is not None and self._inspected == self._source

    def look(self, data: Any, task: str | None, base: Path, steps: Hashable = ()) -> None:
        """Inspects the ``data`` part of a recipe (paths from ``base``), unless it is what was asked last.

        ``steps`` stands for the steps in force: others make other data of the same files.
        """
        asked = (repr(data), task, base, steps)
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
            self._source, self.preview = (), None
            self._conclude(None, [])
            return
        network = self.find_network()
        self._next = Inspect(data=spec, base=str(base), task=task, network=network)
        source = (_describe_source(spec), task, base)
        if source == self._source:
            self._ask(self._next)
        else:
            self._source, self.preview = source, None
            self._ask(Preview(data=spec, base=str(base), task=task, count=ROWS, network=network))
        self.changed.emit()

    def forget(self) -> None:
        """Other data altogether: what was known says nothing of them."""
        if self._handle is not None:
            self._handle.cancel()
        self._asked = self._source = self._inspected = ()
        self._handle, self.inspection, self.preview, self.problems = None, None, None, []

    @Slot(object)
    def on_previewed(self, preview: PreviewAnswer) -> None:
        """The beginning is here; the rest follows."""
        self.preview = preview
        self._read_all()
        self.previewed.emit()

    @Slot(object)
    def on_not_previewed(self, problems: list[Problem]) -> None:
        """There is nothing to show yet: the whole reading says why, better than its beginning could."""
        self._read_all()

    @Slot(object)
    def on_answered(self, inspection: Inspection) -> None:
        """The data are read."""
        self._conclude(inspection, [])

    @Slot(object)
    def on_failed(self, problems: list[Problem]) -> None:
        """The data cannot be read."""
        self._conclude(None, problems)

    def _read_all(self) -> None:
        assert self._next is not None
        self._ask(self._next)

    def _ask(self, call: Call[Any]) -> None:
        self._handle = handle = self._calls.ask(call)
        handle.progressed.connect(self.progressed)
        is_preview = isinstance(call, Preview)
        handle.answered.connect(self.on_previewed if is_preview else self.on_answered)
        handle.failed.connect(self.on_not_previewed if is_preview else self.on_failed)

    def _conclude(self, inspection: Inspection | None, problems: list[Problem]) -> None:
        self._handle, self._inspected = None, self._source
        self.inspection = inspection
        self.problems = problems
        self.changed.emit()


def _describe_source(spec: DataSpec) -> str:
    """The files and how they are read, without what is done to their rows afterwards."""
    shares = {name for name in ("validation", "test") if not isinstance(getattr(spec, name), str)}
    return repr(spec.model_dump(mode="json", exclude={"split", "steps"} | shares))
