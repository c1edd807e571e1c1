"""Draft: the one recipe being edited, what is advised for it, and what is wrong with it."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, QTimer, Signal

from studio.contract.advice import Facts, advise, advise_model
from studio.contract.calls import Inspection
from studio.contract.cards import ModelCard, find_card
from studio.contract.data.steps import Step, hash_steps, make_step
from studio.contract.problems import Problem, StudioError, explain_os_error
from studio.contract.project import Project
from studio.contract.recipe import Recipe, Value, find_faults
from studio.ui.catalogue import Catalogue
from studio.ui.editing.history import History, State
from studio.ui.editing.steps import StepLog, name_steps, take_foreign
from studio.ui.inspector import Inspector
from studio.ui.workers.call_worker import Calls

SAVE_MILLISECONDS = 400
UNSUPPORTED = "unsupported"


class Draft(QObject):
    """Nested plain values under the recipe's own names; what is left out is advised. ``steps`` were done to the data.

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
        self.history = History()
        self.inspector = Inspector(calls, self)
        self._catalogue = catalogue
        self._values: dict[str, Any] = {}
        self._log = StepLog()
        self._save_timer = QTimer(self, singleShot=True, interval=SAVE_MILLISECONDS)
        self._save_timer.timeout.connect(self.save)
        catalogue.changed.connect(self.problems_changed)
        self.inspector.changed.connect(self.inspection_changed)
        self.inspector.changed.connect(self.problems_changed)
        self.inspector.progressed.connect(self.inspect_progressed)

    # -- the project -----------------------------------------------------------------------------------------

    def open(self, project: Project) -> None:
        """Shows another project as it was left. Raises ``StudioError`` where its draft or steps cannot be read."""
        values, log = project.draft(), StepLog(project)
        foreign = take_foreign(values, project.path)
        if foreign:
            try:
                log.settle(foreign)
            except OSError as error:
                raise StudioError(explain_os_error(error)) from error
        name_steps(values, log.in_force)
        self.save()
        self.project = project
        self.history = History()
        self.inspector.forget()
        self._log = log
        self._values = values
        self._announce("")

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

    def set_many(self, changes: Mapping[str, Any], steps: Sequence[Step] | None = None) -> None:
        """Sets several values as one step of undo, and with them which steps are in force.

        Other data (``data`` as a whole) begin without steps, unless some are given.
        """
        values = copy.deepcopy(self._values)
        for name, value in changes.items():
            _assign(values, name.split("."), copy.deepcopy(value))
        if steps is None:
            steps = () if "data" in changes else self.steps
        self._show(State(values, steps), next(iter(changes)) if len(changes) == 1 else "")

    def load(self, values: dict[str, Any]) -> None:
        """Takes over all fields of a recipe with its steps, as one step of undo.

        Relative paths in it start from ``base``. Raises ``StudioError`` where its steps cannot be read.
        """
        self._show(State(copy.deepcopy(values), take_foreign(values, self.base)))

    def add_step(self, kind: str, values: Mapping[str, Any] | None = None) -> None:
        """Does something to the data; taken back like any other change."""
        self.set_many({}, [*self.steps, make_step(kind, values)])

    @property
    def steps(self) -> list[Step]:
        """The steps in force, oldest first."""
        return list(self._log.in_force)

    def undo(self) -> None:
        """Takes back the last change."""
        state = self.history.undo(State(self._values, self.steps))
        if state is not None and not self._show(state, is_new=False):
            self.history.redo(state)

    def redo(self) -> None:
        """Does the change again that was taken back."""
        state = self.history.redo(State(self._values, self.steps))
        if state is not None and not self._show(state, is_new=False):
            self.history.undo(state)

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
        return faults + self.inspector.problems + (self.inspection.problems if self.inspection else [])

    @property
    def is_ready(self) -> bool:
        """Whether a run may start: data inspected, and nothing that stops."""
        inspected = self.inspection is not None and not self.is_inspecting and self.recipe is not None
        return inspected and not any(problem.level == "stop" for problem in self.problems)

    @property
    def inspection(self) -> Inspection | None:
        """What the data are; None while that is not known."""
        return self.inspector.inspection

    @property
    def is_inspecting(self) -> bool:
        """Whether the data are being read."""
        return self.inspector.is_busy

    # -- keeping up ------------------------------------------------------------------------------------------

    def _show(self, state: State, name: str = "", *, is_new: bool = True) -> bool:
        """The steps are on disk at once, the values soon; False where the disk refuses, and nothing has changed.

        What is new can be taken back.
        """
        before = State(self._values, self.steps)
        if is_new:
            name_steps(state.values, state.steps)
            if (state.values, list(state.steps)) == (before.values, before.steps):
                return True
        try:
            self._log.settle(state.steps)
        except OSError as error:
            self.failed.emit([explain_os_error(error)])
            return False
        if is_new:
            self.history.add(before)
        self._values = state.values
        self._announce(name)
        return True

    def _announce(self, name: str) -> None:
        """Values changed: they are saved soon, and the data inspected where they are others."""
        if self.project and not self._save_timer.isActive():  # who never pauses is saved too
            self._save_timer.start()
        self.inspector.look(self._values.get("data"), self.get("task"), self.base, hash_steps(self.steps))
        self.changed.emit(name)
        self.problems_changed.emit()


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
