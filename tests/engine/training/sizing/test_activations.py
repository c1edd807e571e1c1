"""What is counted is what torch keeps, for each kind of encoder and method."""

from __future__ import annotations

from typing import Any

import pytest
import torch
from torch import nn
from transformers import (
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    BertConfig,
    DebertaV2Config,
    DistilBertConfig,
    ModernBertConfig,
    XLMRobertaConfig,
)

from studio.engine.methods import METHODS
from studio.engine.training.precision import Precision
from studio.engine.training.sizing.activations import Shape, count_kept
from studio.engine.training.tuning.attention import use_attention
from studio.engine.training.tuning.dropout import replace_dropout

SIZE: dict[str, Any] = {
    "hidden_size": 64,
    "intermediate_size": 256,
    "num_attention_heads": 4,
    "num_hidden_layers": 3,
    "vocab_size": 200,
    "num_labels": 5,
}
SPECIAL: dict[str, Any] = dict.fromkeys(("pad_token_id", "bos_token_id", "eos_token_id", "cls_token_id"), 0)
DEBERTA: dict[str, Any] = {
    "relative_attention": True,
    "position_buckets": 16,
    "max_relative_positions": -1,
    "pos_att_type": ["c2p", "p2c"],
    "share_att_key": True,
    "norm_rel_ebd": "layer_norm",
    "position_biased_input": False,
    "type_vocab_size": 0,
}
LABELS: dict[str, Any] = {"num_labels": 5}
CONVOLUTION: dict[str, Any] = {"conv_kernel_size": 3, "conv_act": "gelu"}
CONFIGS: dict[str, Any] = {
    "bert": BertConfig(**SIZE),
    "bert without dropout": BertConfig(**SIZE, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0),
    "xlm-r": XLMRobertaConfig(**SIZE),
    "distilbert": DistilBertConfig(dim=64, hidden_dim=256, n_heads=4, n_layers=3, vocab_size=200, **LABELS),
    "modernbert": ModernBertConfig(**SIZE, **SPECIAL, sep_token_id=0, attention_dropout=0.1),
    "deberta": DebertaV2Config(**SIZE, **DEBERTA),
    "deberta with a convolution": DebertaV2Config(**SIZE, **DEBERTA, **CONVOLUTION),
}


def measure_kept(model: nn.Module, windows: int, length: int, half: bool = False) -> int:
    """The bytes that torch keeps for the backward pass, without the weights."""
    weights = [*model.parameters(), *model.buffers()]
    known = {weight.untyped_storage().data_ptr() for weight in weights}
    kept: dict[int, torch.Tensor] = {}

    def pack(tensor: torch.Tensor) -> torch.Tensor:
        if tensor.untyped_storage().data_ptr() not in known:
            kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    ids = torch.randint(5, 200, (windows, length))
    mask = torch.ones_like(ids)
    mask[0, -1] = 0
    cast = Precision("bf16" if half else "fp32", torch.device("cpu")).cast()
    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor), cast:
        model.train()
        logits = model(input_ids=ids, attention_mask=mask).logits
        loss = nn.functional.cross_entropy(logits.float().flatten(0, -2), torch.zeros(logits.shape[:-1].numel()).long())
    assert loss.requires_grad
    return sum(tensor.untyped_storage().nbytes() for tensor in kept.values())


def build(config: Any, method: str, auto: Any = AutoModelForTokenClassification) -> nn.Module:
    torch.manual_seed(0)
    model = auto.from_config(config)
    use_attention(model)
    prepared = METHODS[method].prepare(model, {"lora_rank": 4, "dropout": 0.1})
    replace_dropout(prepared)
    return prepared


@pytest.mark.parametrize(("windows", "length"), [(8, 20), (2, 90)])
@pytest.mark.parametrize("name", CONFIGS)
def test_the_count_is_what_torch_keeps(name: str, windows: int, length: int) -> None:
    model, shape = build(CONFIGS[name], "full"), Shape.read(CONFIGS[name])
    measured = measure_kept(model, windows, length)
    assert 4 * count_kept(shape, windows, length) == pytest.approx(measured, rel=0.1)


@pytest.mark.parametrize("method", ["lora", "frozen"])
def test_the_count_knows_the_method(method: str) -> None:
    model, shape = build(CONFIGS["bert"], method), Shape.read(CONFIGS["bert"], method, rank=4)
    assert 4 * count_kept(shape, 4, 40) == pytest.approx(measure_kept(model, 4, 40), rel=0.15)


@pytest.mark.parametrize(
    ("name", "method"),
    [("bert", "full"), ("distilbert", "full"), ("modernbert", "full"), ("deberta", "full"), ("bert", "lora")],
)
def test_the_count_knows_half_precision(name: str, method: str) -> None:
    model, shape = build(CONFIGS[name], method), Shape.read(CONFIGS[name], method, rank=4)
    measured = measure_kept(model, 8, 40, half=True)
    assert 4 * count_kept(shape, 8, 40, half=True) == pytest.approx(measured, rel=0.12)


def test_texts_keep_what_tokens_keep() -> None:
    model = build(CONFIGS["bert"], "full", AutoModelForSequenceClassification)
    assert 4 * count_kept(Shape.read(CONFIGS["bert"]), 8, 20) == pytest.approx(measure_kept(model, 8, 20), rel=0.15)


def test_checkpointing_keeps_the_inputs_of_layers_and_one_layer() -> None:
    model: Any = build(CONFIGS["bert"], "full")
    model.gradient_checkpointing_enable({"use_reentrant": False})
    shape = Shape.read(CONFIGS["bert"])
    kept, once = (4 * count_kept(shape, 8, 40, checkpointing=flag) for flag in (True, False))
    layer = (once - 4 * count_kept(Shape.read(BertConfig(**SIZE | {"num_hidden_layers": 1})), 8, 40)) / 2
    assert kept - layer == pytest.approx(measure_kept(model, 8, 40), rel=0.15)
    assert kept < 0.6 * once
