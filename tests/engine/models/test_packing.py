"""Packed and padded reading say the same, forwards and backwards, and what is kept is a plain model."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from torch import nn
from transformers import AttentionInterface, PreTrainedModel
from transformers.integrations.sdpa_attention import sdpa_attention_forward

from studio.engine.methods.lora import Lora
from studio.engine.models.packing import attention
from studio.engine.models.packing.attention import NAME, attend_fused, attend_nested, attend_plainly
from studio.engine.models.packing.borders import Borders
from studio.engine.models.packing.packed import pack, unpack
from studio.engine.models.vocabulary import activate, restore
from tests.engine.models.packing_bench import CONFIGS, HEADS, WINDOW, Padded, build, learn, measure_error, read
from tests.engine.training.bench import build_loop, build_model, draw_features, list_losses

MIXED = (30, 3, 17, 4, 17, 17)
"""Very different lengths, all of them in a batch of more positions than any fills, some alike."""
CLOSE = 1e-5
CPU = torch.device("cpu")


def draw(model: PreTrainedModel, lengths: tuple[int, ...] = MIXED, positions: int = 32) -> Padded:
    return Padded.draw(lengths, model.config.pad_token_id, positions)


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("name", CONFIGS)
def test_packed_equals_padded(name: str, head: str) -> None:
    model = build(name, head)
    for batch in (draw(model), draw(model, (21,), 24), draw(model, (1, 12), 12), draw(model, (15, 15), 15)):
        logits, gradients = learn(model, batch)
        packing = pack(model)
        with packing.announce(batch.lengths):
            packed, others = learn(model, batch)
        packing.undo()
        assert (packed - logits).abs().max() <= CLOSE
        assert measure_error(gradients, others) <= CLOSE


@pytest.mark.parametrize("name", CONFIGS)
def test_a_leak_between_windows_would_be_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = build(name)
    batch = draw(model)
    logits, gradients = learn(model, batch)
    pack(model)
    monkeypatch.setitem(AttentionInterface._global_mapping, NAME, sdpa_attention_forward)
    packed, others = learn(model, batch)
    assert (packed - logits).abs().max() > 1000 * CLOSE
    assert measure_error(gradients, others) > 1000 * CLOSE


@pytest.mark.parametrize("name", CONFIGS)
def test_predictions_are_the_same_whoever_says_the_lengths(name: str) -> None:
    model = build(name, dropout=0.3)
    batch = draw(model)
    nn.Module.train(model, False)
    with torch.inference_mode():
        expected = read(model, batch)
        packing = pack(model)
        asked = read(model, batch)
        with packing.announce(batch.lengths):
            told = read(model, batch)
    assert (told - expected).abs().max() <= CLOSE
    assert torch.equal(asked, told)


@pytest.mark.parametrize("name", CONFIGS)
def test_nothing_asks_the_device_where_the_lengths_are_said(name: str) -> None:
    """On torch's device without values: whatever would wait for one fails there."""
    model = build(name, dropout=0.3)
    nn.Module.to(model, "meta")
    batch = draw(model)
    there = Padded(batch.input_ids.to("meta"), batch.attention_mask.to("meta"), batch.lengths)
    packing = pack(model)
    with packing.announce(batch.lengths):
        logits = model(input_ids=there.input_ids, attention_mask=there.attention_mask).logits
        torch.autograd.backward(logits.sum())
    assert logits.shape == (6, 32, 5)
    with pytest.raises(NotImplementedError):
        model(input_ids=there.input_ids, attention_mask=there.attention_mask)


def test_the_layers_see_no_padding() -> None:
    model = build("bert")
    batch = draw(model)
    seen: list[tuple[int, ...]] = []
    model.get_submodule("bert.encoder.layer.1").register_forward_hook(lambda _, __, out: seen.append(tuple(out.shape)))
    read(model, batch)
    pack(model)
    read(model, batch)
    assert seen == [(6, 32, 32), (1, sum(MIXED), 32)]


def test_local_windows_are_local_in_windows_longer_than_they_are() -> None:
    model = build("modernbert")
    batch = draw(model, (40, 6), 40)
    assert batch.lengths[0] > WINDOW
    expected = read(model, batch)
    pack(model)
    assert (read(model, batch) - expected).abs().max() <= CLOSE
    model.config.sliding_window = 40
    for layer in cast(Any, model).model.layers:
        layer.attn.sliding_window = layer.attn.sliding_window and 41
    assert (read(model, batch) - expected).abs().max() > 1000 * CLOSE  # they matter here


@pytest.mark.filterwarnings("ignore:The PyTorch API of nested tensors")
@pytest.mark.parametrize("way", [partial(attend_plainly, reach=None), attend_nested])
def test_dropout_is_neither_lost_nor_changed(way: Callable[..., torch.Tensor]) -> None:
    borders = Borders.draw([3, 7, 1, 7], 8, CPU)
    torch.manual_seed(0)
    parts = [torch.randn(18, 2, 8) for _ in range(3)]
    drawn = torch.stack([way(parts, borders, 0.3, 0.4) for _ in range(300)])
    assert not torch.equal(drawn[0], drawn[1])
    plain = attend_plainly(parts, borders, 0.3, 0.0, None)
    assert (drawn.mean(0) - plain).abs().max() < 0.5  # what is left is scaled up: the mean stays
    lone = drawn[:, 10, 0]  # a window of one sub-token sees itself, or nothing
    lost = (lone == 0).all(-1)
    assert abs(float(lost.float().mean()) - 0.4) < 0.1
    assert torch.allclose(lone[~lost], parts[2][10, 0] / 0.6)


def test_a_model_that_learns_drops_attention() -> None:
    model = build("bert", attention_probs_dropout_prob=0.3)
    batch = draw(model)
    for part in model.modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0
    for layer in cast(Any, model).bert.encoder.layer:
        layer.attention.self.dropout.p = 0.3
    pack(model)
    assert not torch.allclose(read(model, batch), read(model, batch))
    nn.Module.train(model, False)
    assert torch.equal(read(model, batch), read(model, batch))


def test_the_way_by_jagged_tensors_gives_the_same() -> None:
    borders = Borders.draw([3, 7, 1, 7], 8, CPU)
    torch.manual_seed(0)
    parts = [torch.randn(18, 2, 8, requires_grad=True) for _ in range(3)]
    found = []
    for said in (attend_plainly(parts, borders, 0.3, 0.0, None), attend_nested(parts, borders, 0.3, 0.0)):
        gradients = torch.autograd.grad(said.square().sum(), parts)
        found.append([said.detach(), *gradients])
    for expected, other in zip(*found, strict=True):
        assert torch.allclose(expected, other, atol=CLOSE)


@pytest.mark.parametrize("reach", [None, 4])
def test_the_kernel_takes_what_it_is_given(reach: int | None) -> None:
    """Shapes only: what it computes needs a graphics card."""
    meta = torch.device("meta")
    parts = [torch.empty(18, 2, 8, dtype=torch.bfloat16, device=meta, requires_grad=True) for _ in range(3)]
    empty = torch.empty(18, dtype=torch.int64, device=meta), torch.empty(5, dtype=torch.int64, device=meta)
    read = attend_fused(parts, Borders((4, 8), (3, 7, 1, 7), *empty), 0.3, reach)
    assert read.shape == (18, 2, 8)
    assert read.dtype == torch.bfloat16
    assert [part.shape for part in torch.autograd.grad(read.sum(), parts)] == [(18, 2, 8)] * 3


def test_the_way_is_chosen_by_dropout_and_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a stand-in for CUDA in half precision, since a processor always takes the plain way."""

    class Card(torch.Tensor):
        device = torch.device("cuda")

    taken: list[str] = []
    for way in ("attend_plainly", "attend_nested", "attend_fused"):

        def note(parts: list[torch.Tensor], *_: object, way: str = way) -> torch.Tensor:
            taken.append(way)
            return parts[0]

        monkeypatch.setattr(attention, way, note)
    borders = Borders.draw([3, 7], 8, CPU)
    half = torch.zeros(1, 2, 10, 8, dtype=torch.bfloat16).as_subclass(Card)
    for query, dropout, window in ((half, 0.0, None), (half, 0.0, 5), (half, 0.1, None), (half, 0.1, 5)):
        attention.attend(
            nn.Identity(), query, half, half, None, borders=borders, dropout=dropout, sliding_window=window
        )
    whole = half.float()
    attention.attend(nn.Identity(), whole, whole, whole, None, borders=borders)
    assert taken == ["attend_fused", "attend_fused", "attend_nested", "attend_plainly", "attend_plainly"]


@pytest.mark.parametrize("name", CONFIGS)
def test_what_is_saved_is_a_plain_model(name: str, tmp_path: Path) -> None:
    model = build(name, "texts")
    batch = draw(model)
    weights = set(model.state_dict())
    pack(model)
    assert set(model.state_dict()) == weights
    nn.Module.train(model, False)
    packed = read(model, batch)
    model.save_pretrained(tmp_path / "packed")  # even of one that nobody unpacked
    unpack(model)
    model.save_pretrained(tmp_path / "plain")
    assert model.config._attn_implementation == "sdpa"
    unpack(model)  # a second time there is nothing to do
    for folder in (tmp_path / "packed", tmp_path / "plain"):
        assert NAME not in (folder / "config.json").read_text()
        loaded = type(model).from_pretrained(folder)
        nn.Module.train(loaded, False)
        assert torch.equal(read(loaded, batch), read(model, batch))
        assert (read(loaded, batch) - packed).abs().max() <= CLOSE


def test_a_copy_of_a_packed_model_is_unpacked_by_itself() -> None:
    model = build("roberta")
    batch = draw(model)
    expected = read(model, batch)
    pack(model)
    other = copy.deepcopy(model)
    unpack(other)
    assert other.config._attn_implementation == "sdpa"
    assert torch.equal(read(other, batch), expected)
    assert model.config._attn_implementation == NAME
    assert (read(model, batch) - expected).abs().max() <= CLOSE


@pytest.mark.parametrize("name", ["bert", "modernbert"])
def test_adapters_learn_the_same(name: str) -> None:
    model = Lora().prepare(build(name), {"lora_rank": 4})
    torch.manual_seed(3)
    for weight in (w for n, w in model.named_parameters() if "lora_B" in n):
        nn.init.normal_(weight, std=0.1)
    batch = draw(cast(PreTrainedModel, cast(Any, model).get_base_model()))
    logits, gradients = learn(model, batch)
    packing = pack(model)
    with packing.announce(batch.lengths):
        packed, others = learn(model, batch)
    assert (packed - logits).abs().max() <= CLOSE
    assert measure_error(gradients, others) <= CLOSE
    merged = Lora().merge(model)
    unpack(merged)
    assert merged.config._attn_implementation == "sdpa"
    assert (read(merged, batch) - logits).abs().max() <= 10 * CLOSE  # merging rounds as well


@pytest.mark.parametrize("name", ["xlm-roberta", "modernbert"])
def test_it_goes_with_the_active_vocabulary(name: str) -> None:
    whole, small = build(name), build(name)
    batch = draw(whole)
    ids = np.unique(batch.input_ids.numpy() % 40).astype(np.int64)
    batch = Padded(batch.input_ids % 40, batch.attention_mask, batch.lengths)
    logits, gradients = learn(whole, batch)
    assert activate(small, ids)
    pack(small)
    packed, others = learn(small, batch)
    assert (packed - logits).abs().max() <= CLOSE
    table = next(n for n, w in whole.named_parameters() if w is whole.get_input_embeddings().weight)
    assert measure_error({**gradients, table: gradients[table][ids]}, others) <= CLOSE
    nn.Module.train(small, False)
    unpack(small)
    restore(small)
    assert torch.allclose(read(small, batch), read(whole, batch), atol=CLOSE)


@pytest.mark.parametrize("name", CONFIGS)
def test_layers_that_are_computed_twice_learn_the_same(name: str) -> None:
    model = build(name)
    batch = draw(model)
    logits, gradients = learn(model, batch)
    model.activation_checkpointing_enable({"use_reentrant": False})
    packing = pack(model)
    with packing.announce(batch.lengths):
        packed, others = learn(model, batch)
    assert (packed - logits).abs().max() <= CLOSE
    assert measure_error(gradients, others) <= CLOSE


def test_a_run_learns_the_same(tmp_path: Path) -> None:
    """Through the loop, with clipping, steps and evaluations; there the lengths are read from the mask."""
    found = []
    for name in ("padded", "packed"):
        model = build_model()
        if name == "packed":
            pack(model)
        (tmp_path / name).mkdir()
        found.append(list_losses(build_loop(tmp_path / name, model, draw_features()).run()))
    assert found[1] == pytest.approx(found[0], abs=CLOSE)


@pytest.mark.parametrize("name", CONFIGS)
def test_half_precision_reaches_the_attention(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model = build(name)
    batch = draw(model)
    expected = read(model, batch)
    pack(model)
    given: list[torch.Tensor] = []

    def note(parts: list[torch.Tensor], *others: Any) -> torch.Tensor:
        given.extend(parts)
        return attend_plainly(parts, *others)

    monkeypatch.setattr(attention, "attend_plainly", note)
    with torch.autocast("cpu", torch.bfloat16):
        found = read(model, batch)
    assert (found - expected).abs().max() < 0.2 * expected.abs().max()
    assert {(part.dtype, part.stride(-1)) for part in given} == {(torch.bfloat16, 1)}  # as the kernels want them


def test_wrong_lengths_are_refused() -> None:
    model = build("bert")
    batch = draw(model)
    packing = pack(model)
    assert pack(model) is packing
    for lengths in ((3, 30, 17, 4, 17, 17), (30, 3, 17, 4, 17), (30, 3, 17, 4, 17, 33), (30, 3, 17, 4, 17, 0)):
        with pytest.raises(ValueError, match=r"length|sub-tokens"), packing.announce(lengths):
            read(model, batch)
    read(model, batch)  # what was announced ends with its block


def test_what_it_cannot_give_is_refused() -> None:
    model = build("bert")
    batch = draw(model)
    pack(model)
    with pytest.raises(ValueError, match="last hidden states"):
        model(input_ids=batch.input_ids, attention_mask=batch.attention_mask, output_hidden_states=True)
    layer = cast(Any, model).bert.encoder.layer[0]
    with pytest.raises(RuntimeError, match="without the borders"):
        layer(torch.zeros(1, 5, 32))


def test_padding_elsewhere_than_at_the_end_is_read_from_the_mask() -> None:
    model = build("modernbert")
    batch = draw(model, (9, 12), 16)
    turned = Padded(batch.input_ids.flip(1), batch.attention_mask.flip(1), batch.lengths)
    expected = read(model, turned)
    pack(model)
    assert (read(model, turned) - expected).abs().max() <= CLOSE


def test_positions_may_be_said() -> None:
    model = build("modernbert")
    batch = draw(model)
    arguments = {"input_ids": batch.input_ids, "attention_mask": batch.attention_mask}
    places = torch.arange(32).unsqueeze(0) * 2
    expected = batch.keep_real(model(**arguments, position_ids=places).logits)
    pack(model)
    assert (batch.keep_real(model(**arguments, position_ids=places).logits) - expected).abs().max() <= CLOSE


def test_no_mask_means_no_padding() -> None:
    for name in ("distilbert", "modernbert"):
        model = build(name)
        ids = draw(model, (15, 15), 15).input_ids
        expected = model(input_ids=ids).logits
        pack(model)
        assert (model(input_ids=ids).logits - expected).abs().max() <= CLOSE
