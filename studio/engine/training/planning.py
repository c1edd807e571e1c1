"""What a run starts from: its data, its model, every value with its reason; and all that forbids the start."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open

from studio import __version__
from studio.contract.advice import Facts, advise, advise_model
from studio.contract.calls import Hardware
from studio.contract.data.steps import hash_steps, read_steps, resolve_steps
from studio.contract.places import find_folder, find_home
from studio.contract.problems import Place, Problem, StudioError
from studio.contract.recipe import DataSpec, Recipe, ResolvedRecipe, Value
from studio.engine.data.store import Prepared, prepare
from studio.engine.data.unpacking import hash_file
from studio.engine.models.source import ModelSource, locate
from studio.engine.training.hardware import detect, find_device
from studio.engine.training.precision import choose_precision

MICRO_TOKENS = {"cpu": 1024, "mps": 4096, "cuda": 16384}
"""Padded sub-tokens of a micro-batch. On a processor a whole batch of short texts, and a request is answered soon."""
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
    run: Path | None = None,
    resolved: ResolvedRecipe | None = None,
    progress: Callable[[float, str], None] | None = None,
) -> Plan:
    """The plan of a run whose files go to the folder ``run`` (None: somewhere in the home).

    A later attempt obeys what was ``resolved`` before. Raises ``StudioError`` with all problems that forbid
    training: of data, model, values and computer.
    """
    problems: list[Problem] = []
    prepared = source = plan = None
    if resolved:
        problems += find_changed_files(resolved, run)
        recipe = recipe.model_copy(update={"model": resolved["model"]})
    with _collect(problems):
        prepared = None if problems else prepare(recipe.data, base, recipe.task, progress)
        problems += [p for p in prepared.inspection.problems if p.level == "stop"] if prepared else []
        problems += find_other_files(resolved, prepared) if resolved and prepared else []
    with _collect(problems):
        model = recipe.model or (choose_model(recipe, prepared).value if prepared else None)
        source = locate(model, base) if model else None
        problems += _find_lack_of_space(source, run or find_home()) if source else []
    with _collect(problems):
        if prepared and source:
            hardware = detect()
            if resolved:
                problems += check_device(resolved["device"], hardware)
            resolved = resolved or resolve(recipe, base, prepared, source, hardware)
            plan = Plan(prepared, source, _name_steps(resolved, run))
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
    data, files = _make_absolute(recipe.data, base), prepared.inspection.fingerprints
    if data.steps:
        files = files | {data.steps: hash_steps(resolve_steps(read_steps(Path(data.steps))))}
    device = find_device(values["device"].value, hardware)
    if values["device"].value == "auto":
        values["device"] = Value(value=str(device), why="advice.device_found", values={"name": hardware.name})
    threads = torch.get_num_threads()
    values["precision"] = choose_precision(values["precision"], device)
    return ResolvedRecipe(
        task=recipe.task,
        data=data,
        values=values,
        versions={"studio": __version__, **hardware.versions},
        files=files,
        hardware={"name": hardware.name, "cores": hardware.cores, "memory": hardware.memory},
        measured={
            "micro_tokens": MICRO_TOKENS[device.type],
            "threads": threads,
            "active_vocabulary": True,
            "packed": None,
            "compiled": None,
            "checkpointing": False,
        },
    )


def check_device(name: str, hardware: Hardware) -> list[Problem]:
    """One problem where this computer has no such device."""
    if name == "auto" or name.split(":")[0] in hardware.devices:
        return []
    values = {"device": name, "known": ", ".join(hardware.devices)}
    return [Problem(code="computer.no_device", values=values, place=Place(field="device"))]


def find_changed_files(resolved: ResolvedRecipe, run: Path | None = None) -> list[Problem]:
    """The data files, and the steps, that are no longer what the first attempt learnt from, by SHA-256.

    What was fetched from the hub and is gone is no problem yet: it can be fetched again.
    """
    problems = []
    fetched = find_folder("data").resolve() if resolved.data.dataset else None
    for name, known in resolved.files.items():
        path = Path(run or "", name)
        if fetched and path.is_relative_to(fetched) and not path.exists():
            continue
        code = "run.data_changed" if path.exists() else "run.data_missing"
        if not path.exists() or _hash(path, is_history=name == resolved.data.steps) != known:
            problems.append(Problem(code=code, values={"file": path.name}, place=Place(file=name, field="data")))
    return problems


def find_other_files(resolved: ResolvedRecipe, prepared: Prepared) -> list[Problem]:
    """What was read now and not by the first attempt: files that came into a folder, or from the hub, since then."""
    files = prepared.inspection.fingerprints.items()
    others = [name for name, found in files if resolved.files.get(name) != found]
    return [
        Problem(code="run.data_changed", values={"file": Path(name).name}, place=Place(file=name, field="data"))
        for name in others
    ]


def _hash(path: Path, is_history: bool) -> str:
    """SHA-256 of a file of data; of a history, of what its steps do."""
    if is_history:
        try:
            return hash_steps(resolve_steps(read_steps(path)))
        except StudioError:
            return "unreadable"
    return hash_file(path)


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


def _name_steps(resolved: ResolvedRecipe, run: Path | None) -> ResolvedRecipe:
    """The steps that lie in the run's folder are named from there: the folder may be moved."""
    name = resolved.data.steps
    if run is None or name is None or not Path(name).is_relative_to(run.resolve()):
        return resolved
    inside = Path(name).relative_to(run.resolve()).as_posix()
    files = {inside if file == name else file: known for file, known in resolved.files.items()}
    data = resolved.data.model_copy(update={"steps": inside})
    return resolved.model_copy(update={"data": data, "files": files})


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
