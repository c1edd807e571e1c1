"""The steps of a project's data on disk: what is in force is written down by appending, never by changing a line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.contract.data.steps import REDO, UNDO, Step, make_step, read_steps, resolve_steps
from studio.contract.project import Project

FILE = "steps.jsonl"


class StepLog:
    """``in_force`` are the steps of a project that count, oldest first; without a project there are none."""

    def __init__(self, project: Project | None = None) -> None:
        """Raises ``StudioError`` where the history cannot be read."""
        self._project = project
        path = project.path / FILE if project else None
        known = read_steps(path) if path is not None and path.exists() else []
        self._known = {step.id for step in known}
        self.in_force: list[Step] = resolve_steps(known)

    def settle(self, wanted: Sequence[Step]) -> None:
        """Makes ``wanted`` the steps in force: each difference is one line more. Raises ``OSError``."""
        ids, done = {step.id for step in wanted}, {step.id for step in self.in_force}
        try:
            for step in reversed(self.in_force):
                if step.id not in ids:
                    self._append(make_step(UNDO, {"step": step.id}))
                    done.discard(step.id)
            for step in wanted:
                if step.id not in done:
                    self._append(make_step(REDO, {"step": step.id}) if step.id in self._known else step)
                    done.add(step.id)
        finally:
            left = [step for step in self.in_force if step.id not in ids]
            self.in_force = [step for step in [*wanted, *left] if step.id in done]

    def _append(self, line: Step) -> None:
        assert self._project is not None, "there are no steps without a project"
        self._project.append_step(line)
        self._known.add(line.id)


def take_foreign(values: dict[str, Any], base: Path) -> list[Step]:
    """The steps in force of another file that the values of a recipe name; none where it is the project's own.

    Raises ``StudioError`` where that file cannot be read.
    """
    data = values.get("data")
    name = data.get("steps") if isinstance(data, dict) else None
    if not isinstance(name, str) or (base / name).resolve() == (base / FILE).resolve():
        return []
    return resolve_steps(read_steps(base / name))


def name_steps(values: dict[str, Any], steps: Sequence[Step]) -> None:
    """Lets the values name the project's steps where there are data and steps in force, and else none."""
    data = values.get("data")
    if not isinstance(data, dict):
        return
    if steps:
        data["steps"] = FILE
    else:
        data.pop("steps", None)
