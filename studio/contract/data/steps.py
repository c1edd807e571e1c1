"""The history of a project's data: steps that were done to it, appended one a line, undone by appending too.

A line of ``steps.jsonl`` is ``{"id": …, "time": …, "kind": "mask_personal", "values": {…}}``; ``{"kind": "undo",
"values": {"step": id}}`` takes one back and ``redo`` brings it again. What a kind does stands in the engine file of
the same name; its title is the message ``step-<kind>``.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.contract.cards import StepCard, read_cards
from studio.contract.events import stamp_now
from studio.contract.problems import Place, Problem, StudioError

UNDO, REDO = "undo", "redo"
TORN = b" (torn)"
"""Ends a line that a crash has cut short, so that the next one begins anew; readers leave such a line out."""


class Step(BaseModel):
    """One step done to the data; ``values`` are JSON values that its kind understands."""

    model_config = ConfigDict(frozen=True)

    id: str
    time: str = ""
    kind: str
    values: dict[str, Any] = {}


def make_step(kind: str, values: Mapping[str, Any] | None = None) -> Step:
    """A new step, done now."""
    return Step(id=uuid.uuid4().hex[:12], time=stamp_now(), kind=kind, values=dict(values or {}))


def resolve_steps(history: Iterable[Step]) -> list[Step]:
    """The steps in force, oldest first: those that were not undone, or done again since."""
    done: list[Step] = []
    undone: set[str] = set()
    for step in history:
        if step.kind == UNDO:
            undone.add(str(step.values.get("step")))
        elif step.kind == REDO:
            undone.discard(str(step.values.get("step")))
        else:
            done.append(step)
    return [step for step in done if step.id not in undone]


def read_steps(path: Path) -> list[Step]:
    """The history in a file, undos included. A line that a crash has cut short is left out.

    Raises ``StudioError`` naming the row where the file cannot be read or another line is no step.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError("no file with an end")  # a recipe from elsewhere may name a pipe or a device
        lines = path.read_bytes().split(b"\n")
    except (OSError, ValueError) as error:
        values, place = {"file": str(path)}, Place(file=str(path), field="data.steps")
        problem = Problem(code="usage.file_unreadable", values=values, place=place, details=str(error))
        raise StudioError(problem) from error
    found: list[Step] = []
    for row, line in enumerate(lines, start=1):
        if not line.strip() or line.endswith(TORN):
            continue
        try:
            found.append(Step.model_validate_json(line))
        except ValidationError as error:
            if row == len(lines):  # no line end: the writer was killed
                continue
            values, place = {"file": path.name}, Place(file=str(path), row=row)
            problem = Problem(code="data.steps_broken", values=values, place=place, details=str(error))
            raise StudioError(problem) from error
    return found


def append_step(path: Path, step: Step) -> None:
    """Adds one step to the history in a file; what was written before is never touched. Raises ``OSError``."""
    with path.open("a+b") as file:
        file.seek(0)
        last = file.read().split(b"\n")[-1]
        file.write((_end(last) if last else b"") + dump_steps([step]).encode())


def _end(line: bytes) -> bytes:
    """What ends a last line that has no end: whether it is whole or not."""
    try:
        Step.model_validate_json(line)
    except ValidationError:
        return TORN + b"\n"
    return b"\n"


def repeatable(steps: Iterable[Step]) -> list[Step]:
    """Those of the steps that make sense on other data too: what was done to single rows does not."""
    repeats = {card.id for card in read_cards(StepCard) if card.repeats}
    return [step for step in steps if step.kind in repeats]


def dump_steps(steps: Iterable[Step]) -> str:
    """As lines of ``steps.jsonl``."""
    return "".join(step.model_dump_json() + "\n" for step in steps)


def hash_steps(steps: Iterable[Step]) -> str:
    """SHA-256 of what the steps in force do; "" where there are none. Ids and times do not count."""
    content = [[step.kind, step.values] for step in steps]
    if not content:
        return ""
    return hashlib.sha256(
        json.dumps(content, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).hexdigest()
