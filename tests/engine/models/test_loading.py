"""Names become models; every method's result is a plain model again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification

from studio.contract.cards import MethodCard, read_cards
from studio.contract.problems import StudioError
from studio.engine.methods import METHODS
from studio.engine.methods.protocol import count_weights, save_model
from studio.engine.models.loading import load_model
from studio.engine.models.source import locate

TAGS = ["O", "B-X", "I-X"]


def test_methods_of_the_table_and_of_the_engine_are_the_same() -> None:
    assert {card.id for card in read_cards(MethodCard)} == set(METHODS)


@pytest.mark.parametrize(
    ("name", "code"), [("distilbert", "model.absent"), ("a/b", "model.absent"), ("no such", "model.unknown")]
)
def test_a_model_that_is_not_here_is_named(name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        locate(name, tmp_path)
    assert caught.value.problems[0].code == code


def test_a_local_folder_is_found_from_where_the_recipe_lies(model_folder: Path) -> None:
    assert locate("tiny-bert", model_folder.parent).path == model_folder


def test_broken_weights_are_understood(model_folder: Path, tmp_path: Path) -> None:
    (model_folder / "model.safetensors").write_bytes(b"nonsense")
    with pytest.raises(StudioError) as caught:
        load_model(locate(str(model_folder)), AutoModelForTokenClassification, TAGS, [], tmp_path / "keep")
    assert caught.value.problems[0].code == "model.broken"


def test_the_starter_is_the_one_we_chose(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    source = locate("starter")
    model, tokenizer = load_model(source, AutoModelForTokenClassification, TAGS, [], tmp_path, dropout=0.0)
    assert model.config.id2label == dict(enumerate(TAGS))
    assert model.config.hidden_dropout_prob == 0.0
    assert tokenizer(["Ann", "ran"], is_split_into_words=True).word_ids() == [None, 0, 1, None]
    monkeypatch.setattr("studio.engine.models.loading.STARTER_SHA256", "0" * 64)
    with pytest.raises(StudioError) as caught:
        load_model(source, AutoModelForTokenClassification, TAGS, [], tmp_path)
    assert caught.value.problems[0].code == "model.hash_differs"


def test_a_scratch_tokenizer_is_learnt_once_and_kept(tmp_path: Path) -> None:
    source = locate("scratch-tiny")
    _, first = load_model(
        source, AutoModelForTokenClassification, TAGS, ["患者发热三天", "患者发热"], tmp_path / "keep"
    )
    _, second = load_model(source, AutoModelForTokenClassification, TAGS, ["something else"], tmp_path / "keep")
    assert first.get_vocab() == second.get_vocab()
    assert first.tokenize("发热") == ["发", "热"]
    assert first.tokenize("三") == ["[UNK]"]


def test_the_same_texts_give_the_same_tokenizer_in_every_process(tmp_path: Path) -> None:
    """The library's own order changes from process to process."""
    code = (
        "import sys; from pathlib import Path; from studio.engine.models.scratch import learn_tokenizer;"
        "texts = ['the cat sat on the mat', 'cats sit on mats', '患者发热三天', '发热患者'] * 2;"
        "learn_tokenizer(texts, Path(sys.argv[1]))"
    )
    files = []
    for number in range(2):
        folder = tmp_path / str(number)
        subprocess.run([sys.executable, "-c", code, str(folder)], check=True)
        files.append((folder / "tokenizer.json").read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("kind", [AutoModelForTokenClassification, AutoModelForSequenceClassification])
def test_a_trained_model_is_saved_as_a_plain_one(method: Any, kind: Any, tmp_path: Path, model_folder: Path) -> None:
    torch.manual_seed(3)
    plain, tokenizer = load_model(locate(str(model_folder)), kind, TAGS, [], tmp_path, dropout=0.0)
    model = METHODS[method.id].prepare(plain, {"lora_rank": 4, "dropout": 0.0})
    count = count_weights(model)
    assert 0 < count.trainable <= count.total
    assert (count.trainable == count.total) == (method.id == "full")
    inputs = tokenizer("Ann saw Rome", return_tensors="pt")
    before = model(**inputs).logits.detach()
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=1e-3)
    for _ in range(5):
        model(**inputs).logits.square().mean().backward()
        optimizer.step()
    model.eval()
    after = model(**inputs).logits.detach()
    assert not torch.allclose(before, after, atol=1e-6)
    save_model(METHODS[method.id].merge(model), tokenizer, tmp_path / "saved")
    loaded = kind.from_pretrained(tmp_path / "saved")
    assert torch.allclose(loaded.eval()(**inputs).logits, after, atol=1e-5)
