"""From a recipe as asked to one with every value explicit and its reason; what must hold before it may start."""

from __future__ import annotations

import hashlib
from math import prod
from pathlib import Path
from typing import Any

from safetensors import safe_open

from studio import __version__
from studio.contract.advice import Facts, advise, advise_model
from studio.contract.calls import Hardware
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec, Recipe, ResolvedRecipe, Value
from studio.engine.data.store import Prepared
from studio.engine.models.source import ModelSource
from studio.engine.training.hardware import find_device
from studio.engine.training.precision import choose_precision

MICRO_TOKENS = {"cpu": 1024, "mps": 4096, "cuda": 16384}
"""Padded sub-tokens of a micro-batch. Small on a processor, so that a request is answered within a second."""


def choose_model(recipe: Recipe, prepared: Prepared) -> Value:
    """The model that was asked for, else one for the language of the data."""
    if recipe.model:
        return Value(value=recipe.model, why="advice.asked")
    return advise_model(prepared.inspection.language)


def resolve(recipe: Recipe, base: Path, prepared: Prepared, source: ModelSource, hardware: Hardware) -> ResolvedRecipe:
    """Every value explicit. Raises ``StudioError`` with all values that this model or computer cannot take."""
    model = choose_model(recipe, prepared)
    recipe = recipe.model_copy(update={"model": model.value})
    facts = Facts(
        examples=prepared.inspection.splits.get("train", 0),
        parameters=count_parameters(source),
        words=prepared.inspection.longest,
        max_length=find_max_length(source),
    )
    values = {"model": model} | advise(recipe, facts)
    asked, problems = values["max_length"].value, check_device(values["device"].value, hardware)
    if asked > facts.max_length:
        blanks = {"name": "max_length", "value": asked, "maximum": facts.max_length}
        problems.append(Problem(code="recipe.too_large", values=blanks, place=Place(field="max_length")))
    if problems:
        raise StudioError(problems)
    device = find_device(values["device"].value, hardware)
    if values["device"].value == "auto":
        values["device"] = Value(value=str(device), why="advice.device_found", values={"name": hardware.name})
    values["precision"] = choose_precision(values["precision"], device)
    return ResolvedRecipe(
        task=recipe.task,
        data=_make_absolute(recipe.data, base),
        values=values,
        versions={"studio": __version__, **hardware.versions},
        files=prepared.inspection.fingerprints,
        hardware={"name": hardware.name, "cores": hardware.cores, "memory": hardware.memory},
        measured={"micro_tokens": MICRO_TOKENS[device.type], "threads": hardware.cores},
    )


def check_device(name: str, hardware: Hardware) -> list[Problem]:
    """One problem where this computer has no such device."""
    if name == "auto" or name.split(":")[0] in hardware.devices:
        return []
    values = {"device": name, "known": ", ".join(hardware.devices)}
    return [Problem(code="computer.no_device", values=values, place=Place(field="device"))]


def find_changed_files(resolved: ResolvedRecipe) -> list[Problem]:
    """The data files that are no longer what the first attempt learnt from, by SHA-256."""
    problems = []
    for name, known in resolved.files.items():
        path = Path(name)
        code = "run.data_changed" if path.is_file() else "run.data_missing"
        if path.is_file():
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == known:
                    continue
        problems.append(Problem(code=code, values={"file": path.name}, place=Place(file=name, field="data")))
    return problems


def count_parameters(source: ModelSource) -> int:
    """The weights of a model, from its card or the headers of its files."""
    if source.card:
        return source.card.parameters
    if source.path is None:
        return Facts.parameters
    count = 0
    for path in source.path.glob("*.safetensors"):
        with safe_open(path, "numpy") as file:
            count += sum(prod(file.get_slice(name).get_shape()) for name in file.keys())  # noqa: SIM118  (no mapping)
    return count


def find_max_length(source: ModelSource) -> int:
    """The longest sequence a model reads, in sub-tokens with its special ones."""
    if source.card:
        return source.card.max_length
    positions = int(source.config.get("max_position_embeddings", 512))
    shifted = source.config.get("model_type") in ("roberta", "xlm-roberta", "camembert")
    return positions - 2 if shifted else positions


def _make_absolute(data: DataSpec, base: Path) -> DataSpec:
    """Paths that no longer depend on where the recipe lies."""

    def place(name: str) -> str:
        return str((base / Path(name).expanduser()).resolve())

    changes: dict[str, Any] = {"train": [place(name) for name in data.train_files] or None}
    for name in ("validation", "test", "steps"):
        value = getattr(data, name)
        changes[name] = place(value) if isinstance(value, str) else value
    return data.model_copy(update=changes)
