"""A trimmed last layer says and learns the same of what is scored; what is only read is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from transformers import (
    AutoConfig,
    AutoModelForMaskedLM,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    PreTrainedModel,
)

from studio.engine.methods.lora import Lora
from studio.engine.tasks.protocol import IGNORED
from studio.engine.training.batching import Batch
from studio.engine.training.losses import sum_loss
from studio.engine.training.tuning.checkpointing import checkpoint
from studio.engine.training.tuning.trimming import ARCHITECTURES, trim
from tests.engine.models import packing_bench
from tests.engine.training.bench import VALUES, build_loop, build_model, draw_features, list_losses

HEADS: dict[str, Any] = {"tokens": AutoModelForTokenClassification, "texts": AutoModelForSequenceClassification}
SMALL: dict[str, Any] = {
    "vocab_size": 60, "hidden_size": 32, "num_attention_heads": 2, "intermediate_size": 64, "num_labels": 3,
    "max_position_embeddings": 64, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0, "pad_token_id": 0,
    "classifier_dropout": 0.0, "summary_last_dropout": 0.0, "pooler_dropout": 0.0, "embedding_size": 32,
}  # fmt: skip


def build(name: str, head: str = "tokens", layers: int = 2, **others: Any) -> PreTrainedModel:
    torch.manual_seed(0)
    config = AutoConfig.for_model(name, **{**SMALL, "num_hidden_layers": layers, **others})
    model = cast(PreTrainedModel, HEADS[head].from_config(config))
    torch.nn.Module.train(model, True)
    return model


def draw(head: str, labelled: bool = True) -> Batch:
    """Four windows of up to twelve sub-tokens; of words, every second has a label."""
    chance = np.random.default_rng(1)
    lengths = np.array([12, 9, 5, 12])
    mask = torch.from_numpy(np.arange(12) < lengths[:, None])
    ids = torch.from_numpy(chance.integers(1, 60, (4, 12))) * mask
    labels = torch.from_numpy(chance.integers(0, 3, (4, 12 if head == "tokens" else 1)))
    if head == "tokens":
        labels[~mask] = IGNORED
        labels[:, ::2] = IGNORED
    if not labelled:
        labels[:] = IGNORED
    return Batch(ids, mask.long(), labels, lengths, int((labels != IGNORED).sum()))


def learn(model: PreTrainedModel, batch: Batch) -> tuple[float, list[torch.Tensor]]:
    model.zero_grad()
    logits = model(input_ids=batch.input_ids, attention_mask=batch.attention_mask).logits
    loss = sum_loss(logits, batch.labels, "exclusive")
    torch.autograd.backward(loss)
    gradients = [p.grad.clone() if p.grad is not None else torch.zeros_like(p) for p in model.parameters()]
    return float(loss.detach()), gradients


@pytest.mark.parametrize("again", [False, True])
@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("name", sorted(ARCHITECTURES))
def test_it_learns_the_same(name: str, head: str, again: bool) -> None:
    model, batch = build(name, head), draw(head)
    expected, gradients = learn(model, batch)
    trimming = trim(model)
    assert trimming is not None
    if again:
        checkpoint(model)
    seen: list[int] = []
    base: Any = model.base_model  # untyped upstream
    layer = base.encoder.layer[-1]
    layer.output.dense.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].flatten(0, -2).shape[0]))
    trimming.aim(batch)
    found, others = learn(model, batch)
    assert found == pytest.approx(expected, abs=1e-5)
    for one, other in zip(gradients, others, strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-4)
    assert set(seen) == {batch.targets if head == "tokens" else 4}
    assert len(seen) == (2 if again else 1)


def test_reading_is_whole() -> None:
    model, batch = build("bert"), draw("tokens")
    named: dict[str, Any] = {"input_ids": batch.input_ids, "attention_mask": batch.attention_mask}
    expected = model(**named).logits
    trimming = trim(model)
    assert trimming is not None
    trimming.aim(batch)
    trimmed = model(**named).logits
    scored = batch.labels != IGNORED
    torch.testing.assert_close(trimmed[scored], expected[scored], atol=1e-6, rtol=1e-5)
    assert not torch.allclose(trimmed[~scored], expected[~scored], atol=1e-3)
    other = {name: tensor[:3, :7] for name, tensor in named.items()}
    past = model(**other).logits  # another batch
    torch.nn.Module.train(model, False)
    read = model(**named).logits  # and one only to be read
    torch.nn.Module.train(model, True)
    trimming.aim(None)
    assert torch.equal(model(**named).logits, expected)
    assert torch.equal(model(**other).logits, past)
    assert torch.equal(read, expected)


def test_without_any_label_it_is_whole() -> None:
    model, batch = build("bert"), draw("tokens", labelled=False)
    expected = model(input_ids=batch.input_ids, attention_mask=batch.attention_mask).logits
    trimming = trim(model)
    assert trimming is not None
    trimming.aim(batch)
    assert torch.equal(model(input_ids=batch.input_ids, attention_mask=batch.attention_mask).logits, expected)


def test_what_is_not_understood_stays_whole() -> None:
    gpt2 = AutoConfig.for_model("gpt2", vocab_size=60, n_layer=2, n_embd=32, n_head=2, num_labels=3)
    models = [packing_bench.build("distilbert"), packing_bench.build("modernbert"), HEADS["tokens"].from_config(gpt2)]
    assert [trim(model) for model in models] == [None, None, None]


def test_another_head_and_a_single_layer_stay_whole() -> None:
    config = AutoConfig.for_model("bert", **{**SMALL, "num_hidden_layers": 2})
    auto: Any = AutoModelForMaskedLM  # untyped upstream
    assert trim(auto.from_config(config)) is None
    assert trim(build("deberta-v2", layers=1)) is None


def test_adapters_of_the_last_layer_learn_the_same() -> None:
    model, batch = build("bert"), draw("tokens")
    torch.manual_seed(1)
    adapted: Any = Lora().prepare(model, {**VALUES, "lora_rank": 4})
    torch.nn.Module.train(adapted, False)  # its own dropout would draw
    expected, gradients = learn(adapted, batch)
    trimming = trim(adapted)
    assert trimming is not None
    trimming.aim(batch)
    found, others = learn(adapted, batch)
    assert found == pytest.approx(expected, abs=1e-5)
    assert all(torch.allclose(one, other, atol=1e-5) for one, other in zip(gradients, others, strict=True))


def test_the_loop_learns_the_same_trimmed_and_whole(tmp_path: Path) -> None:
    features = draw_features(200)
    whole = list_losses(build_loop(tmp_path, build_model(), features, trimmed=False).run())
    trimmed = list_losses(build_loop(tmp_path, build_model(), features).run())
    assert trimmed == pytest.approx(whole, abs=1e-5)
