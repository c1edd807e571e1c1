"""Draft: the one recipe being edited, what is advised for it, and what is wrong with it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.contract.advice import Facts, advise, advise_model
from studio.contract.calls import Inspect, Inspection
from studio.contract.cards import ModelCard, find_card
from studio.contract.problems import Problem, explain_os_error
from studio.contract.project import Project
from studio.contract.recipe import DataSpec, Recipe, Value, find_faults
from studio.ui.catalogue import Catalogue
from studio.ui.workers.call_worker import CallHandle, Calls

SAVE_MILLISECONDS = 400
UNDO_STEPS = 200
UNSUPPORTED = "unsupported"


class Draft(QObject):
    """Nested plain values under the recipe's own names; what is left out is advised.

    ``changed`` carries the dotted name that changed, "" where everything may have; ``inspection_changed`` says
    that ``inspection`` or ``is_inspecting`` changed. It saves itself to its project within a second;
    ``failed`` carries the Problems of a disk that refuses.
    """

    changed = Signal(str)
    problems_changed = Signal()
    inspection_changed = Signal()
    inspect_progressed = Signal(object)
    saved = Signal()
    failed = Signal(object)

    def __init__(self, calls: Calls, catalogue: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.inspection: Inspection | None = None
        self._calls = calls
        self._catalogue = catalogue
        self._values: dict[str, Any] = {}
        self._undo: list[dict[str, Any]] = []
        self._redo: list[dict[str, Any]] = []
        self._inspecting: CallHandle | None = None
        self._inspected: tuple[str, str] | None = None
        self._call_problems: list[Problem] = []
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_MILLISECONDS)
        self._save_timer.timeout.connect(self.save)
        catalogue.changed.connect(self.problems_changed)

    # -- the project -----------------------------------------------------------------------------------------

    def open(self, project: Project) -> None:
        """Shows another project as it was left. Raises ``StudioError`` where its draft cannot be read."""
        values = project.draft()
        self.save()
        self.project = project
        self._undo, self._redo = [], []
        self._replace(values)

    def save(self) -> None:
        """Writes what is not yet written; happens by itself."""
        if self._save_timer.isActive() or self.sender() is self._save_timer:
            self._save_timer.stop()
            assert self.project is not None
            try:
                self.project.save_draft(self._values)
            except OSError as error:
                self.failed.emit([explain_os_error(error)])
            else:
                self.saved.emit()

    @property
    def base(self) -> Path:
        """Where relative paths start: the project's folder."""
        return self.project.path if self.project else Path.cwd()

    # -- values ----------------------------------------------------------------------------------------------

    def get(self, name: str) -> Any:
        """What was set under a dotted name; None where it was left out."""
        value: Any = self._values
        for key in name.split("."):
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def set(self, name: str, value: Any) -> None:
        """Sets one value, or leaves it out (None); one step of undo."""
        self.set_many({name: value})

    def set_many(self, changes: dict[str, Any]) -> None:
        """Sets several values as one step of undo."""
        before = copy.deepcopy(self._values)
        for name, value in changes.items():
            _assign(self._values, name.split("."), value)
        if self._values == before:
            return
        self._undo = [*self._undo[-UNDO_STEPS + 1 :], before]
        self._redo = []
        self._announce(next(iter(changes)) if len(changes) == 1 else "")

    def load(self, values: dict[str, Any]) -> None:
        """Takes over all fields of a recipe, as one step of undo. Relative paths in it start from ``base``."""
        self._undo.append(copy.deepcopy(self._values))
        self._redo = []
        self._replace(values)
        self._save_timer.start()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._redo)

    def undo(self) -> None:
        """Takes back the last step."""
        self._step(self._undo, self._redo)

    def redo(self) -> None:
        """Takes the step again."""
        self._step(self._redo, self._undo)

    # -- what it means ---------------------------------------------------------------------------------------

    @property
    def recipe(self) -> Recipe | None:
        """The recipe, with the advised task and model where none was chosen; None while there are no data."""
        task = self.get("task") or (self.inspection.task if self.inspection else None)
        if not task or task == UNSUPPORTED or not self.get("data"):
            return None
        try:
            recipe = Recipe.model_validate(self._values | {"task": task})
        except ValidationError:
            return None
        model = recipe.model or advise_model(self.inspection.language if self.inspection else "").value
        return recipe.model_copy(update={"model": model})

    def advise(self) -> dict[str, Value]:
        """Every setting as asked or as advised for these data and this model; empty without a recipe."""
        recipe = self.recipe
        if recipe is None:
            return {}
        inspection = self.inspection
        card = find_card(ModelCard, recipe.model or "")
        facts = Facts(examples=inspection.splits.get("train", inspection.examples) if inspection else 1000)
        changes: dict[str, int | None] = {
            "parameters": self._catalogue.find_parameters(recipe.model or ""),
            "max_length": card.max_length if card else None,
            "words": inspection.longest if inspection else None,
        }
        known = {name: value for name, value in changes.items() if value}
        model = Value(value=recipe.model, why="advice.asked")
        if not self.get("model"):
            model = advise_model(inspection.language if inspection else "")
        return {"model": model} | advise(recipe, Facts(**(vars(facts) | known)))

    @property
    def problems(self) -> list[Problem]:
        """Everything found: values out of bounds, then the data's problems."""
        recipe = self.recipe
        faults = find_faults(recipe) if recipe else []
        return faults + self._call_problems + (self.inspection.problems if self.inspection else [])

    @property
    def is_ready(self) -> bool:
        """Whether a run may start: data inspected, and nothing that stops."""
        inspected = self.inspection is not None and not self.is_inspecting and self.recipe is not None
        return inspected and not any(problem.level == "stop" for problem in self.problems)

    @property
    def is_inspecting(self) -> bool:
        """Whether the data are being read."""
        return self._inspecting is not None

    # -- inspection ------------------------------------------------------------------------------------------

    def inspect(self) -> None:
        """Reads the data again; happens by itself when they change."""
        if self._inspecting:
            self._inspecting.cancel()
        self._inspecting = None
        self._call_problems = []
        try:
            data = DataSpec.model_validate(self._values.get("data") or {})
        except ValidationError as error:
            self.inspection = None
            self._call_problems = [Problem(code="recipe.wrong_type", values={"name": "data"}, details=str(error))]
            data = DataSpec()
        if data.train_files or data.dataset:
            call = Inspect(data=data, base=str(self.base), task=self.get("task"))
            self._inspecting = self._calls.ask(call)
            self._inspecting.progressed.connect(self.inspect_progressed)
            self._inspecting.answered.connect(self.on_inspected)
            self._inspecting.failed.connect(self.on_inspect_failed)
        else:
            self.inspection = None
        self.inspection_changed.emit()
        self.problems_changed.emit()

    @Slot(object)
    def on_inspected(self, inspection: Inspection) -> None:
        """The data are read."""
        self._conclude(inspection, [])

    @Slot(object)
    def on_inspect_failed(self, problems: list[Problem]) -> None:
        """The data cannot be read."""
        self._conclude(None, problems)

    def _conclude(self, inspection: Inspection | None, problems: list[Problem]) -> None:
        self._inspecting = None
        self.inspection = inspection
        self._call_problems = problems
        self.inspection_changed.emit()
        self.problems_changed.emit()

    # -- keeping up ------------------------------------------------------------------------------------------

    def _step(self, taken: list[dict[str, Any]], kept: list[dict[str, Any]]) -> None:
        if taken:
            kept.append(self._values)
            self._replace(taken.pop())
            self._save_timer.start()

    def _replace(self, values: dict[str, Any]) -> None:
        self._values = copy.deepcopy(values)
        self._keep_inspection()
        self.changed.emit("")
        self.problems_changed.emit()

    def _announce(self, name: str) -> None:
        if self.project:
            self._save_timer.start()
        self._keep_inspection()
        self.changed.emit(name)
        self.problems_changed.emit()

    def _keep_inspection(self) -> None:
        """Inspects where what the inspection depends on is not what it was."""
        asked = (repr(self._values.get("data")) + str(self.base), str(self.get("task")))
        if asked != self._inspected:
            self._inspected = asked
            self.inspect()


def _assign(values: dict[str, Any], keys: list[str], value: Any) -> None:
    """Sets a value in nested dicts; None takes the key out, and its parents where they are then empty."""
    first, *rest = keys
    if rest:
        inner = values.setdefault(first, {})
        _assign(inner, rest, value)
        if not inner:
            del values[first]
    elif value is None:
        values.pop(first, None)
    else:
        values[first] = value
