"""What is held and what a step takes add up to the peak; the micro-batch is what fits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import psutil
import pytest
import torch
from transformers import AutoModelForTokenClassification, BertConfig

from studio.engine.models.vocabulary import activate
from studio.engine.training.batching import Indices
from studio.engine.training.keeping.saver import COPIES_FREE
from studio.engine.training.optimization import build_optimizer
from studio.engine.training.sizing import memory
from studio.engine.training.sizing.activations import Shape
from studio.engine.training.sizing.memory import (
    COPIED,
    GROWN,
    GROWN_HALF,
    Circumstances,
    Held,
    estimate_memory,
    fit_memory,
    measure_process,
)
from studio.engine.training.sizing.model import count_held, measure_budget

SHAPE = Shape.read(BertConfig())
FULL = Held(trained=86_000_000, others=0)
WHERE = Circumstances(process=650_000_000)
SETTINGS = {"optimizer": "adamw", "learning_rate": 1e-3, "weight_decay": 0.01}


def peak(held: Held = FULL, windows: int = 10, length: int = 50, where: Circumstances = WHERE, **more: bool) -> int:
    return estimate_memory(held, SHAPE, windows, length, where, **more).peak


def test_weights_gradients_and_moments_are_what_torch_holds() -> None:
    config = BertConfig(
        hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64, vocab_size=900
    )
    auto: Any = AutoModelForTokenClassification
    model = auto.from_config(config)
    ids: Indices = torch.arange(100).numpy()
    assert activate(model, ids)
    optimizer = build_optimizer(model, SETTINGS)
    batch = torch.randint(0, 100, (2, 8))
    model(input_ids=batch, attention_mask=torch.ones_like(batch)).logits.sum().backward()
    optimizer.step()
    weights = list(model.parameters())
    gradients = sum(weight.grad.nbytes for weight in weights)
    moments = sum(v.nbytes for state in optimizer.state.values() for v in state.values() if v.ndim)
    table = sum(buffer.nbytes for name, buffer in model.named_buffers() if name.endswith("table"))
    said = estimate_memory(count_held(model), Shape.read(config), 2, 8, Circumstances(read_tokens=16))
    assert said.held + said.late == GROWN + sum(weight.nbytes for weight in weights) + moments + table
    assert said.working >= gradients


def test_only_active_rows_have_gradients_and_moments() -> None:
    rows, width, table = 4_000, 768, 250_002 * 768
    alone = replace(WHERE, process=0)
    whole = peak(Held(trained=86_000_000 + table, others=0), where=alone)
    active = peak(Held(86_000_000 + rows * width, table, table, rows, width), where=alone)
    assert active < 0.6 * whole


def test_frozen_weights_have_neither() -> None:
    frozen = replace(SHAPE, backward=False)
    said = estimate_memory(Held(3_000, 108_000_000), frozen, 10, 50, WHERE)
    assert said.held == WHERE.process + GROWN + 4 * 108_003_000 + 8 * 3_000
    assert said.working < 200_000_000


def test_a_process_grows_with_its_steps_and_more_in_half_precision() -> None:
    whole, half = (estimate_memory(FULL, SHAPE, 1, 1, replace(WHERE, precision=name)) for name in ("fp32", "bf16"))
    assert whole.held == WHERE.process + GROWN + 12 * FULL.trained
    assert half.held - whole.held == GROWN_HALF - GROWN > 0
    assert estimate_memory(FULL, SHAPE, 1, 1, Circumstances("cuda", "bf16")).held == 12 * FULL.trained


def test_a_longer_micro_batch_takes_more_and_checkpointing_less() -> None:
    assert peak(windows=20) > peak() > peak(checkpointing=True)
    assert peak(windows=1, length=500) > peak(windows=10, length=50)


def test_a_copy_counts_where_it_is_made() -> None:
    small = Held(30_000_000, 0)
    copied = COPIED * small.trained
    roomy = replace(WHERE, saves_meanwhile=True, free=COPIES_FREE * copied)
    assert peak(small, where=roomy) == peak(small) + copied
    assert peak(small, where=replace(roomy, free=roomy.free - 1)) == peak(small)
    assert peak(where=replace(roomy, free=10**12)) == peak()  # too large to be copied at all


def test_a_graphics_card_holds_nothing_of_the_process() -> None:
    card = Circumstances("cuda", "fp32", process=10**12)
    assert peak(where=card) < 3_000_000_000
    assert peak(where=replace(card, precision="bf16"), windows=300) < peak(where=card, windows=300)


def test_merging_adapters_copies_the_model() -> None:
    held = Held(1_000_000, 278_000_000)
    shape = replace(SHAPE, rank=8)
    plain, merged = (estimate_memory(h, shape, 1, 20, WHERE).peak for h in (held, replace(held, merged=279_000_000)))
    assert merged - plain == pytest.approx(4 * 279_000_000, rel=0.2)


@pytest.mark.parametrize("windows", [1, 3, 9])
def test_the_micro_batch_is_the_largest_that_fits(windows: int) -> None:
    budget = peak(windows=windows, length=50)
    tokens, checkpointing = fit_memory(FULL, SHAPE, 50, 500, budget, WHERE)
    assert (tokens, checkpointing) == (50 * windows, False)
    assert peak(windows=windows + 1, length=50) > budget


def test_where_all_fits_the_default_stays() -> None:
    assert fit_memory(FULL, SHAPE, 60, 512, 10**12, WHERE) == (512, False)


def test_layers_are_computed_anew_only_where_not_one_window_fits() -> None:
    budget = peak(windows=1, length=400) - 1
    tokens, checkpointing = fit_memory(FULL, SHAPE, 400, 512, budget, WHERE)
    assert (tokens, checkpointing) == (512, True)
    assert fit_memory(FULL, SHAPE, 400, 512, 0, WHERE) == (400, True)


def test_rows_that_the_sample_lacks_are_added() -> None:
    auto: Any = AutoModelForTokenClassification
    small: dict[str, Any] = {
        "hidden_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "intermediate_size": 64,
    }
    model = auto.from_config(BertConfig(**small, vocab_size=900))
    whole = count_held(model)
    activate(model, torch.arange(100).numpy())
    assert count_held(model, 250) == Held(whole.trained - 650 * 32, 900 * 32, 900 * 32, 250, 32)


def test_the_budget_is_what_is_free_and_what_this_process_has() -> None:
    assert 0 < measure_budget(torch.device("cpu")) <= psutil.virtual_memory().total


def test_the_process_is_measured_once() -> None:
    assert measure_process() == measure_process() > memory.LOADED
