"""Fast dropout: the same distribution as torch's, the same mask on the way back, and torch's own seeds."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn

from studio.engine.training.tuning.dropout import FastDropout, drop, replace_dropout
from tests.engine.training.bench import build_model


@pytest.mark.parametrize("probability", [0.1, 0.25, 0.5, 0.9])
@pytest.mark.parametrize("kind", [torch.float32, torch.bfloat16])
def test_so_many_are_zero_and_the_mean_stays(probability: float, kind: torch.dtype) -> None:
    torch.manual_seed(3)
    values = torch.ones(1001, 999, dtype=kind)
    dropped = drop(values, probability)
    assert dropped.dtype is kind
    assert float((dropped == 0).float().mean()) == pytest.approx(probability, abs=0.002)
    kept = dropped[dropped != 0]
    assert torch.allclose(kept.float(), torch.full_like(kept, 1 / (1 - probability)).float(), rtol=0.01)
    assert float(dropped.double().mean()) == pytest.approx(1.0, abs=0.01)


def test_neighbours_are_independent() -> None:
    torch.manual_seed(4)
    lost = (drop(torch.ones(10**6), 0.5) == 0).float() - 0.5
    for distance in (1, 2, 3, 4, 8):
        assert abs(float((lost[distance:] * lost[:-distance]).mean())) < 0.002


def test_what_was_dropped_gets_no_gradient() -> None:
    values = torch.randn(7, 5, requires_grad=True)
    dropped = drop(values, 0.3)
    (gradient,) = torch.autograd.grad(dropped.sum(), values)
    assert torch.equal(gradient == 0, dropped == 0)
    assert torch.allclose(gradient[gradient != 0], torch.tensor(1 / 0.7), rtol=1e-4)


def test_seeds_and_states_of_torch_decide() -> None:
    values = torch.ones(1000)
    torch.manual_seed(5)
    first, state = drop(values, 0.2), torch.get_rng_state()
    second = drop(values, 0.2)
    torch.manual_seed(5)
    assert torch.equal(drop(values, 0.2), first)
    torch.set_rng_state(state)
    assert torch.equal(drop(values, 0.2), second)
    assert not torch.equal(first, second)


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_nothing_and_everything(probability: float) -> None:
    assert torch.equal(drop(torch.ones(10), probability), torch.full((10,), 1 - probability))


def test_every_plain_layer_is_replaced_and_reads_without_it() -> None:
    model: Any = build_model(dropout=0.3)  # untyped upstream
    model.eval()
    count = sum(type(part) is nn.Dropout for part in model.modules())
    ids = torch.arange(1, 13).view(2, 6)
    before = model(input_ids=ids).logits
    assert replace_dropout(model) == count > 5
    assert sum(type(part) is FastDropout for part in model.modules()) == count
    assert torch.equal(model(input_ids=ids).logits, before)
    model.train()
    assert not torch.equal(model(input_ids=ids).logits, before)
