"""The steps in force when a run was made, kept in its folder: later ones do not change the run."""

from __future__ import annotations

from pathlib import Path

from studio.contract.data.steps import dump_steps, read_steps, resolve_steps
from studio.contract.places import write_atomically
from studio.contract.recipe import Recipe

STEPS = "steps.jsonl"


def keep_steps(folder: Path, recipe: Recipe, base: Path) -> None:
    """Copies the steps that the recipe of a run names from ``base`` into its folder, unless they are there.

    Raises ``StudioError`` where they cannot be read.
    """
    if recipe.data.steps and not (folder / STEPS).exists():
        steps = resolve_steps(read_steps(base / recipe.data.steps))
        write_atomically(folder / STEPS, dump_steps(steps))


def obey_kept_steps(folder: Path, recipe: Recipe) -> Recipe:
    """The recipe as the run in this folder obeys it: with the steps that are kept there."""
    if not recipe.data.steps or not (folder / STEPS).exists():
        return recipe
    data = recipe.data.model_copy(update={"steps": str((folder / STEPS).resolve())})
    return recipe.model_copy(update={"data": data})
