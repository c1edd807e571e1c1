"""Every method: which weights change, and that what was learnt ends in a plain model."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import BertForTokenClassification

from studio.contract.cards import MethodCard, read_cards
from studio.engine.methods import METHODS
from studio.engine.methods.protocol import count_weights, save_model
from studio.engine.models.scratch import learn_tokenizer
from tests.engine.training.bench import build_model

VALUES = {"lora_rank": 4, "dropout": 0.0}
IDS = torch.tensor([[5, 6, 7, 8]])
LABELS = torch.tensor([[0, 1, 2, 0]])


def copy_weights(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: weight.detach().clone() for name, weight in model.named_parameters()}


def learn(model: torch.nn.Module) -> None:
    """A few large steps on one example."""
    optimizer = torch.optim.SGD([weight for weight in model.parameters() if weight.requires_grad], lr=0.5)
    for _ in range(3):
        optimizer.zero_grad()
        model(input_ids=IDS, labels=LABELS).loss.backward()
        optimizer.step()


def test_every_card_has_a_method_and_every_method_a_card() -> None:
    assert {card.id for card in read_cards(MethodCard)} == set(METHODS)
    assert all(METHODS[name].id == name for name in METHODS)


@pytest.mark.parametrize(("name", "share"), [("full", (1.0, 1.0)), ("frozen", (0.0, 0.05)), ("lora", (0.01, 0.5))])
def test_only_the_promised_weights_change(name: str, share: tuple[float, float]) -> None:
    model = METHODS[name].prepare(build_model(), VALUES)
    trainable, total = count_weights(model)
    assert share[0] <= trainable / total <= share[1]
    promised = {key for key, weight in model.named_parameters() if weight.requires_grad}
    before = copy_weights(model)
    learn(model)
    changed = {key for key, weight in model.named_parameters() if not torch.equal(weight, before[key])}
    assert changed
    assert changed <= promised
    assert any("classifier" in key for key in changed), "the head always learns"


@pytest.mark.parametrize("name", METHODS)
def test_the_merged_model_is_plain_and_says_the_same(name: str, tmp_path: Path) -> None:
    method = METHODS[name]
    model = method.prepare(build_model(), VALUES)
    learn(model)
    model.train(False)
    with torch.no_grad():
        expected = model(input_ids=IDS).logits
    merged = method.merge(model)
    assert type(merged) is BertForTokenClassification
    merged.save_pretrained(tmp_path)
    loaded = BertForTokenClassification.from_pretrained(tmp_path)
    with torch.no_grad():
        torch.testing.assert_close(loaded(input_ids=IDS).logits, expected, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("name", METHODS)
def test_merging_leaves_the_model_ready_for_more(name: str) -> None:
    method = METHODS[name]
    model = method.prepare(build_model(), VALUES)
    learn(model)
    before, count = copy_weights(model), count_weights(model)
    method.merge(model)
    assert count_weights(model) == count
    assert all(torch.equal(weight, before[key]) for key, weight in model.named_parameters())
    learn(model)
    assert any(not torch.equal(weight, before[key]) for key, weight in model.named_parameters())


def test_a_saved_model_loads_alone(tmp_path: Path) -> None:
    model = build_model()
    save_model(model, learn_tokenizer(["Ann saw Rome"], tmp_path / "kept"), tmp_path)
    assert {"config.json", "model.safetensors", "tokenizer.json"} <= {path.name for path in tmp_path.iterdir()}
    loaded = BertForTokenClassification.from_pretrained(tmp_path).state_dict()
    assert loaded.keys() == model.state_dict().keys()
    assert all(torch.equal(loaded[name], weight) for name, weight in model.state_dict().items())
