"""The active vocabulary: what is learnt is what the whole table would learn, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import BertConfig, BertForMaskedLM, BertForTokenClassification, PreTrainedModel

from studio.engine.models.vocabulary import ActiveEmbedding, activate, restore
from studio.engine.tasks.protocol import Feature
from tests.engine.training.bench import build_loop, build_model, draw_features, list_losses

SEEN = 40
EVERY = torch.arange(100).reshape(2, 50)
"""All sub-tokens, those that training never saw too."""


@pytest.fixture
def features() -> list[Feature]:
    """Windows in which only the first sub-tokens of the vocabulary occur."""
    return [Feature(f.example, f.input_ids % SEEN, f.labels, f.words) for f in draw_features()]


def learn(folder: Path, model: BertForTokenClassification, features: list[Feature]) -> list[float]:
    folder.mkdir()
    losses = list_losses(build_loop(folder, model, features, weight_decay=0.0).run())
    nn.Module.train(model, False)
    return losses


def list_active(features: list[Feature]) -> NDArray[np.int64]:
    return np.unique(np.concatenate([[0], *(feature.input_ids for feature in features)])).astype(np.int64)


def get_table(model: PreTrainedModel) -> nn.Embedding:
    return cast(nn.Embedding, model.get_input_embeddings())


def read(model: BertForTokenClassification) -> torch.Tensor:
    with torch.no_grad():
        return cast(torch.Tensor, nn.Module.__call__(model, EVERY).logits)


def test_training_is_the_same_to_the_last_digits(tmp_path: Path, features: list[Feature]) -> None:
    whole, small = build_model(dropout=0.1), build_model(dropout=0.1)
    assert activate(small, list_active(features))
    expected = learn(tmp_path / "whole", whole, features)
    assert learn(tmp_path / "small", small, features) == pytest.approx(expected, abs=1e-5)
    assert torch.allclose(read(whole), read(small), atol=1e-4)


def test_the_model_that_is_kept_is_a_plain_one(tmp_path: Path, features: list[Feature]) -> None:
    model = build_model()
    before = get_table(model).weight.detach().clone()
    activate(model, list_active(features))
    learn(tmp_path / "run", model, features)
    expected = read(model)
    restore(model)
    model.save_pretrained(tmp_path / "model")
    loaded = BertForTokenClassification.from_pretrained(tmp_path / "model")
    nn.Module.train(loaded, False)
    assert torch.equal(read(loaded), expected)
    after = get_table(loaded).weight
    assert torch.equal(after[SEEN:], before[SEEN:])
    assert not torch.equal(after[1:SEEN], before[1:SEEN])
    restore(model)  # a second time there is nothing to do
    assert not isinstance(model.get_input_embeddings(), ActiveEmbedding)


def test_a_sub_token_nobody_counted_on_is_no_silent_zero() -> None:
    model = build_model()
    activate(model, np.arange(SEEN))
    nn.Module.train(model, True)
    with pytest.raises(IndexError):
        read(model)


def test_it_is_left_alone_where_it_would_not_be_exact() -> None:
    config = BertConfig(vocab_size=100, hidden_size=32, num_hidden_layers=1, num_attention_heads=2)
    assert not activate(BertForMaskedLM(config), np.arange(SEEN))  # its head reads the same table
    assert not activate(build_model(), np.arange(90))  # nothing to gain
    frozen = build_model()
    get_table(frozen).requires_grad_(False)
    assert not activate(frozen, np.arange(SEEN))
    bounded = build_model()
    get_table(bounded).max_norm = 1.0
    assert not activate(bounded, np.arange(SEEN))
