"""The two ways of packed attention that need a graphics card: skipped without one, and never run so far."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
import torch
from torch import nn

from studio.engine.models.packing.attention import attend_fused, attend_nested, attend_plainly
from studio.engine.models.packing.borders import Borders
from studio.engine.models.packing.packed import pack
from studio.engine.models.packing.refusals import find_reason_not_to_pack
from tests.engine.models.packing_bench import CONFIGS, Padded, build

CUDA = torch.device("cuda")
LENGTHS = (30, 3, 17, 4, 17, 17)

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a graphics card")


@pytest.mark.parametrize("reach", [None, 4])
@pytest.mark.parametrize("way", [attend_fused, attend_nested])
def test_the_kernels_give_what_the_reference_gives(way: Callable[..., torch.Tensor], reach: int | None) -> None:
    if way is attend_nested and reach is not None:
        pytest.skip("it knows no local windows")
    borders = Borders.draw(LENGTHS, 32, CUDA)
    torch.manual_seed(0)
    whole = [torch.randn(sum(LENGTHS), 2, 16, device=CUDA, requires_grad=True) for _ in range(3)]
    chosen = partial(way, reach=reach) if way is attend_fused else partial(way, dropout=0.0)
    half = [part.bfloat16() for part in whole]
    found = []
    for read in (
        attend_plainly(whole, borders, 0.3, 0.0, reach),
        chosen(half, borders, 0.3),
    ):
        gradients = torch.autograd.grad(read.float().square().sum(), whole)
        found.append([read.detach().float(), *gradients])
    for expected, other in zip(*found, strict=True):
        assert (other - expected).norm() <= 0.02 * expected.norm()


@pytest.mark.parametrize("name", CONFIGS)
def test_a_step_equals_the_padded_one_and_waits_for_nothing(name: str) -> None:
    model = build(name)
    nn.Module.to(model, CUDA)
    batch = Padded.draw(LENGTHS, model.config.pad_token_id, 32)
    ids, mask = batch.input_ids.to(CUDA), batch.attention_mask.to(CUDA)
    assert find_reason_not_to_pack(model, CUDA, "bf16") is None
    with torch.autocast("cuda", torch.bfloat16):
        expected = model(input_ids=ids, attention_mask=mask).logits
    packing = pack(model)
    with torch.autocast("cuda", torch.bfloat16), packing.announce(batch.lengths):
        torch.cuda.set_sync_debug_mode("error")
        try:
            logits = model(input_ids=ids, attention_mask=mask).logits
            torch.autograd.backward((logits * mask.unsqueeze(-1)).float().sum())
        finally:
            torch.cuda.set_sync_debug_mode("default")
    wrong = batch.keep_real(logits.cpu()).float() - batch.keep_real(expected.cpu()).float()
    assert wrong.norm() <= 0.05 * batch.keep_real(expected.cpu()).float().norm()


def test_dropout_in_the_kernel_is_that_of_the_reference() -> None:
    borders = Borders.draw([3, 7, 1, 7], 8, CUDA)
    torch.manual_seed(0)
    parts = [torch.randn(18, 2, 16, device=CUDA, dtype=torch.bfloat16) for _ in range(3)]
    drawn = torch.stack([attend_nested(parts, borders, 0.3, 0.4) for _ in range(300)]).float()
    assert not torch.equal(drawn[0], drawn[1])
    lost = (drawn[:, 10, 0] == 0).all(-1)
    assert abs(float(lost.float().mean()) - 0.4) < 0.1
    plain = attend_plainly(parts, borders, 0.3, 0.0, None).float()
    assert (drawn.mean(0) - plain).abs().max() < 0.5
