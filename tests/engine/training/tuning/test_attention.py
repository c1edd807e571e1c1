"""Our attention says what sdpa says, drops as it should, and looks into no mask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode
from transformers import GPT2Config, GPT2ForTokenClassification

from studio.engine.training.tuning.attention import NAME, attend, use_attention
from tests.engine.training.bench import build_model

MASK = torch.tensor([[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0]])
IDS = torch.tensor([[5, 6, 7, 8, 9, 10], [11, 12, 13, 0, 0, 0]])


@pytest.mark.parametrize("mask", [MASK, torch.ones_like(MASK), None])
def test_without_dropout_it_is_sdpa(mask: torch.Tensor | None) -> None:
    model = build_model()
    model.set_attn_implementation("sdpa")
    expected = model(input_ids=IDS, attention_mask=mask).logits
    assert use_attention(model)
    assert model.config._attn_implementation == NAME
    real = MASK.bool() if mask is not None else torch.ones_like(MASK).bool()
    found = model(input_ids=IDS, attention_mask=mask).logits
    assert torch.allclose(found[real], expected[real], atol=1e-6)


def test_with_dropout_it_is_sdpa_on_average_and_reads_no_padding() -> None:
    torch.manual_seed(1)
    query, key, value = (torch.randn(2, 2, 6, 8) for _ in range(3))
    mask = MASK.bool()[:, None, None, :].expand(2, 1, 6, 6)
    exact, _ = attend(torch.nn.Identity(), query, key, value, mask)
    several = torch.stack([attend(torch.nn.Identity(), query, key, value, mask, 0.2)[0] for _ in range(3000)])
    assert torch.allclose(several.mean(0), exact, atol=0.06)
    value[1, :, 3:] = 1e9
    hidden, _ = attend(torch.nn.Identity(), query, key, value, mask, 0.2)
    assert float(hidden[1].detach().abs().max()) < 100


def watch() -> Any:
    """A context that notes each operation that reads a tensor's value on the host."""

    def note(self: Any, function: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), named: Any = None) -> Any:
        if "_local_scalar_dense" in str(function):
            self.reads.append(str(function))
        return function(*args, **(named or {}))

    make: Any = type("Watch", (TorchDispatchMode,), {"__torch_dispatch__": note})
    mode = make()
    mode.reads = []
    return mode


@pytest.mark.parametrize(("ours", "reads"), [(True, 0), (False, 1)])
def test_a_step_waits_for_nothing(ours: bool, reads: int) -> None:
    model = build_model(dropout=0.1)
    model.set_attn_implementation("sdpa")
    if ours:
        use_attention(model)
    model.train()
    with watch() as watched:
        model(input_ids=IDS, attention_mask=MASK).logits.sum().backward()
    assert len(watched.reads) == reads


def test_a_model_with_another_attention_keeps_it() -> None:
    model = build_model()
    model.set_attn_implementation("eager")
    assert not use_attention(model)
    assert model.config._attn_implementation == "eager"


@pytest.mark.parametrize("length", [6, 1])
def test_a_model_that_reads_only_backwards_stays_one(length: int) -> None:
    torch.manual_seed(2)
    config = GPT2Config(vocab_size=50, n_embd=16, n_layer=2, n_head=2, n_positions=32, attn_pdrop=0.5)
    config.resid_pdrop = config.embd_pdrop = 0.0
    model = GPT2ForTokenClassification(config)
    model.set_attn_implementation("sdpa")
    assert use_attention(model)
    model.train()
    ids = torch.arange(2 * length).view(2, length) + 1
    other = ids.clone()
    other[:, -1] = 40
    found = []
    for read in (ids, other):
        torch.manual_seed(3)
        found.append(model(input_ids=read, attention_mask=torch.ones_like(read)).logits[:, :-1])
    assert torch.equal(found[0], found[1])
