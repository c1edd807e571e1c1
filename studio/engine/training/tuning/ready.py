"""A model made ready for a run: its method, its active vocabulary, and what this computer computes fastest."""

from __future__ import annotations

import itertools
import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, NamedTuple

import torch
from numpy.typing import NDArray
from torch import nn
from transformers import PreTrainedModel

from studio.contract.recipe import ResolvedRecipe, Value
from studio.engine.methods import METHODS
from studio.engine.models.packing import find_pretrained, pack
from studio.engine.models.vocabulary import activate
from studio.engine.tasks.protocol import Feature
from studio.engine.training.batching import Indices, count_targets, measure_lengths, plan_epoch, split_batch
from studio.engine.training.course import Course
from studio.engine.training.hardware import detect
from studio.engine.training.planning import Plan
from studio.engine.training.precision import Precision, choose_precision
from studio.engine.training.sizing.activations import Shape
from studio.engine.training.sizing.memory import FLOAT, Circumstances, fit_memory
from studio.engine.training.sizing.model import count_held, measure_budget
from studio.engine.training.splits import READ_TOKENS, Reader
from studio.engine.training.tuning.attention import use_attention
from studio.engine.training.tuning.checkpointing import checkpoint, may_checkpoint
from studio.engine.training.tuning.dropout import replace_dropout
from studio.engine.training.tuning.speeds import Speeds, find_speeds
from studio.engine.training.tuning.trial import PIECES, Trial, can_compile, compile_model, list_precisions

LOOK_SECONDS = 0.2
KINDS = ("method", "max_length", "dropout", "batch_size")
"""Besides the model, what decides how long a micro-batch takes."""
GUESSES = ("advice.precision_fp32", "advice.precision_half")
"""Why a precision stands there that nobody asked for."""


class Fit(NamedTuple):
    """A micro-batch in padded sub-tokens, and whether its activations are computed twice instead of kept."""

    micro_tokens: int
    checkpointing: bool


def make_ready(
    model: PreTrainedModel, values: Mapping[str, Any], device: torch.device, active: NDArray[Any] | None
) -> nn.Module:
    """The model as its method trains it, on its device; ``active`` are the only sub-tokens of the training data."""
    use_attention(model)
    prepared = METHODS[values["method"]].prepare(model, values).to(device)
    if active is not None and isinstance(prepared, PreTrainedModel):
        activate(prepared, active)
    replace_dropout(prepared)
    return prepared


def settle_memory(reader: Reader, features: Sequence[Feature], resolved: ResolvedRecipe, process: int) -> Fit:
    """The largest micro-batch that fits in what is free, and whether activations must not be kept for it.

    ``process`` is what this process took before the model was there, in bytes.
    """
    device, values = reader.collator.device, resolved.values
    rank = int(values["lora_rank"].value) if "lora_rank" in values else 0
    shape = Shape.read(find_pretrained(reader.model).config, values["method"].value, rank)
    where = Circumstances(device.type, reader.precision.name, process, READ_TOKENS[device.type])
    held, longest = count_held(reader.model), int(measure_lengths(features).max())
    budget = measure_budget(device) + (FLOAT * (held.trained + held.others) if device.type == "cuda" else 0)
    fit = Fit(*fit_memory(held, shape, longest, resolved.measured["micro_tokens"], budget, where))
    return fit._replace(checkpointing=fit.checkpointing and may_checkpoint(reader.model))


def settle_speed(
    reader: Reader, features: Sequence[Feature], plan: Plan, compiling: bool = True
) -> Iterator[ResolvedRecipe | None]:
    """Measures, or remembers, what is fast here; gives None while it works and at last the recipe that says so.

    A precision that was asked for stays. Compiling is tried only if ``compiling``, and where it may pay.
    """
    resolved, hardware, device = plan.resolved, detect(), reader.collator.device
    values = {name: value.value for name, value in resolved.values.items()}
    open_precision = resolved.values["precision"].why in GUESSES
    asked = list_precisions(device) if open_precision else [values["precision"]]
    batches = _draw_batches(features, values, resolved.measured["micro_tokens"])
    pieces = list(itertools.chain.from_iterable(batches))
    expected = Course.plan(len(features), values).total * len(pieces) / len(batches)
    kind = [plan.source.id, *(str(values.get(name)) for name in KINDS), str(resolved.measured["micro_tokens"])]
    path = find_speeds(kind, hardware, str(device), resolved.measured["threads"])
    speeds, trial = Speeds.load(path) or Speeds(), Trial(reader, features, pieces[:PIECES])
    if not trial.has_choice(asked, expected, compiling):
        yield _note(resolved, resolved.values["precision"], packed=False, compiled=False)
        return
    if not speeds.covers(asked):
        yield from trial.run(asked, speeds)
    if compiling and trial.may_compile(asked, speeds, expected):
        yield from _try_compiling(trial, speeds.find_fastest(asked), speeds)
    if math.inf not in speeds.seconds.values():
        with suppress(OSError):  # then the next run measures again
            speeds.save(path)
    precision = resolved.values["precision"]
    if open_precision:
        precision = choose_precision(Value(value="auto", why="advice.precision_auto"), device, speeds)
    packed = speeds.is_packing_faster(precision.value) and trial.may_pack(precision.value)
    compiled = not packed and speeds.does_compiling_pay(precision.value, round(expected))
    yield _note(resolved, precision, packed, compiled)


def _note(resolved: ResolvedRecipe, precision: Value, packed: bool, compiled: bool) -> ResolvedRecipe:
    return resolved.model_copy(
        update={
            "values": resolved.values | {"precision": precision},
            "measured": resolved.measured | {"packed": packed, "compiled": compiled},
        }
    )


def _try_compiling(trial: Trial, precision: str, speeds: Speeds) -> Iterator[None]:
    """In a thread, since it takes a minute or two: a stop is answered meanwhile, and what was begun is left alone."""
    failed: list[Exception] = []

    def work() -> None:
        try:
            trial.try_compiling(precision, speeds)
        except Exception as error:
            failed.append(error)
            raise

    thread = threading.Thread(target=work, name="compile", daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(LOOK_SECONDS)
        yield None
    if failed:
        raise failed[0]


def apply(reader: Reader, precision: str, measured: Mapping[str, Any]) -> Reader:
    """The reader that computes as it was settled."""
    reader = replace(reader, precision=Precision(precision, reader.collator.device))
    if measured.get("checkpointing") and may_checkpoint(reader.model):
        checkpoint(reader.model)
    if measured.get("packed"):
        return replace(reader, packing=pack(reader.model))
    compiles = measured.get("compiled") and can_compile(reader.collator.device)
    return replace(reader, learner=compile_model(reader)) if compiles else reader


def _draw_batches(features: Sequence[Feature], values: Mapping[str, Any], micro_tokens: int) -> list[list[Indices]]:
    """The micro-batches of the run's first batches."""
    lengths = measure_lengths(features)
    plan = plan_epoch(lengths, count_targets(features), values["batch_size"], values["seed"], 0)
    return [split_batch(batch, lengths, micro_tokens) for batch in plan[:PIECES]]
