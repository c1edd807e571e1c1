"""The advised value of each setting, with its reason: what a left-out field of the recipe becomes.

Rules of thumb for encoders: Devlin et al. 2019, appendix A.3 (batch 16–32, learning rate 2e-5 to 5e-5, 2–4 epochs);
Mosbach et al. 2021 (more epochs and warm-up for small data); Hu et al. 2022 (higher learning rate for LoRA).
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.contract.cards import ModelCard, find_card
from studio.contract.recipe import Recipe, Value, collect_knobs

SMALL_MODEL = 50_000_000
STARTER = "starter"
SCRATCH = "scratch-tiny"
_BYTES = 4
_ADAMW_COPIES = 3
"""Beside each trained weight: its gradient and AdamW's two moments."""
_ACTIVATIONS_PER_LAYER = 34
"""Numbers of hidden size kept for each token in each layer (Korthikanti et al. 2022, section 4.1)."""
PROCESS = 600_000_000
"""What Python and torch take themselves."""


@dataclass(frozen=True)
class Facts:
    """What advice depends on: ``examples`` in training, ``parameters`` of the model, ``words`` of the longest."""

    examples: int
    parameters: int = 22_000_000
    words: int = 64
    max_length: int = 512
    device: str = "cpu"


def advise(recipe: Recipe, facts: Facts) -> dict[str, Value]:
    """Every setting of the recipe as asked (``advice.asked``) or as advised, in the order of the form."""
    asked = {name: getattr(recipe, name) for name in collect_knobs() if name != "task"}
    method = asked["method"] or "full"
    scratch = recipe.model == SCRATCH
    advised = {
        "method": Value(value="full", why="advice.method_full"),
        "epochs": _advise_epochs(facts, scratch),
        "learning_rate": _advise_learning_rate(facts, method, scratch),
        "batch_size": Value(value=16, why="advice.batch_size"),
        "warmup_ratio": Value(value=0.1, why="advice.warmup_ratio"),
        "weight_decay": Value(value=0.01, why="advice.usual"),
        "lr_schedule": Value(value="linear", why="advice.usual"),
        "optimizer": Value(value="adamw", why="advice.usual"),
        "max_length": _advise_max_length(facts),
        "max_grad_norm": Value(value=1.0, why="advice.usual"),
        "dropout": Value(value=0.3, why="advice.dropout_scratch") if scratch else Value(value=0.1, why="advice.usual"),
        "precision": Value(value="auto", why="advice.precision_auto"),
        "evaluations_per_epoch": Value(value=1, why="advice.usual"),
        "early_stopping": Value(value=0 if scratch else 3, why="advice.early_stopping"),
        "lora_rank": Value(value=8, why="advice.usual"),
        "seed": Value(value=42, why="advice.seed"),
        "device": Value(value="auto", why="advice.device_auto"),
    }
    return {
        name: advised[name] if value is None else Value(value=value, why="advice.asked")
        for name, value in asked.items()
    }


def advise_model(language: str) -> Value:
    """The model for texts of this language ("" unknown): always one that is on every computer, never a download."""
    card = find_card(ModelCard, STARTER)
    if card and (not language or language in card.languages):
        return Value(value=STARTER, why="advice.model_starter")
    return Value(value=SCRATCH, why="advice.model_scratch")


def estimate_model_memory(card: ModelCard, trains: float, batch_size: int, max_length: int) -> int:
    """Bytes at the peak; ``trains`` is the share of weights that change (0–1), lengths are in tokens."""
    weights = card.parameters * _BYTES * (1 + _ADAMW_COPIES * trains)
    tokens = batch_size * min(max_length, card.max_length)
    activations = tokens * card.hidden * card.layers * _ACTIVATIONS_PER_LAYER * _BYTES
    return round(weights + activations * (1.0 if trains > 0.01 else 0.1)) + PROCESS


def _advise_epochs(facts: Facts, scratch: bool) -> Value:
    if scratch:
        return Value(value=40, why="advice.epochs_scratch")
    if facts.examples <= 1000:
        return Value(value=8, why="advice.epochs_small", values={"examples": facts.examples})
    if facts.examples <= 10_000:
        return Value(value=3, why="advice.epochs_medium", values={"examples": facts.examples})
    return Value(value=2, why="advice.epochs_large", values={"examples": facts.examples})


def _advise_learning_rate(facts: Facts, method: str, scratch: bool) -> Value:
    if scratch:
        return Value(value=1e-3, why="advice.learning_rate_scratch")
    if method in ("lora", "frozen"):
        return Value(value=1e-3, why="advice.learning_rate_few_weights")
    if facts.parameters <= SMALL_MODEL:
        return Value(value=2e-4, why="advice.learning_rate_small_model")
    return Value(value=3e-5, why="advice.learning_rate_large_model")


def _advise_max_length(facts: Facts) -> Value:
    for length in (64, 128, 256):
        if facts.words * 2 <= length <= facts.max_length:
            return Value(value=length, why="advice.max_length", values={"words": facts.words})
    return Value(value=min(512, facts.max_length), why="advice.max_length_long", values={"words": facts.words})
