"""What a run starts from: its data, its model, its resolved values; and everything that forbids the start."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from studio.contract.places import find_home
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import Recipe, ResolvedRecipe
from studio.engine.data.store import Prepared, prepare
from studio.engine.models.source import ModelSource, locate
from studio.engine.training.hardware import detect
from studio.engine.training.resolution import (
    check_device,
    choose_model,
    count_parameters,
    find_changed_files,
    resolve,
)

SAVED_BYTES = 4 * 7
"""For each weight: itself with two moments of AdamW in two checkpoints (the newest, the best), and the model."""


@dataclass(frozen=True)
class Plan:
    """Everything that is known before anything heavy begins."""

    prepared: Prepared
    source: ModelSource
    resolved: ResolvedRecipe


def make_plan(
    recipe: Recipe,
    base: Path,
    disk: Path | None = None,
    resolved: ResolvedRecipe | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Plan:
    """The plan of a run whose files go to the ``disk`` of this folder (None: the home).

    A later attempt obeys what was ``resolved`` before. Raises ``StudioError`` with all problems that forbid
    training: of data, model, values and computer.
    """
    problems: list[Problem] = []
    prepared = source = plan = None
    if resolved:
        problems += find_changed_files(resolved)
        recipe = recipe.model_copy(update={"data": resolved.data, "model": resolved["model"]})
    with _collect(problems):
        prepared = None if problems else prepare(recipe.data, base, recipe.task, progress)
        problems += [p for p in prepared.inspection.problems if p.level == "stop"] if prepared else []
    with _collect(problems):
        model = recipe.model or (choose_model(recipe, prepared).value if prepared else None)
        source = locate(model, base) if model else None
        problems += _find_lack_of_space(source, disk or find_home()) if source else []
    with _collect(problems):
        if prepared and source:
            hardware = detect()
            if resolved:
                problems += check_device(resolved["device"], hardware)
            plan = Plan(prepared, source, resolved or resolve(recipe, base, prepared, source, hardware))
    if problems or plan is None:
        raise StudioError(problems)
    return plan


def check_recipe(recipe: Recipe, base: Path) -> list[Problem]:
    """All problems that forbid training; empty when it may start. ``base`` is where relative paths begin."""
    try:
        make_plan(recipe, base)
    except StudioError as error:
        return error.problems
    return []


@contextmanager
def _collect(problems: list[Problem]) -> Iterator[None]:
    """Goes on after problems and keeps them: the user is to see all at once."""
    try:
        yield
    except StudioError as error:
        problems += error.problems


def _find_lack_of_space(source: ModelSource, disk: Path) -> list[Problem]:
    needed, free = SAVED_BYTES * count_parameters(source), shutil.disk_usage(disk).free
    if needed <= free:
        return []
    values = {"needed": round(needed / 1e6), "free": round(free / 1e6)}
    return [Problem(code="computer.disk_low", values=values, place=Place(file=str(disk)))]
