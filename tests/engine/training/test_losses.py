"""The two losses: what torch says of the outputs that are learnt, and nothing of the others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from studio.contract.problems import StudioError
from studio.contract.words import Words
from studio.engine.tasks.protocol import IGNORED, Feature, Outputs
from studio.engine.training import losses
from studio.engine.training.losses import check_labels, find_bad_label, sum_loss
from tests.engine.training.bench import TAGS, build_split, draw_features


def test_one_label_of_each_place_that_is_learnt() -> None:
    logits = torch.randn(2, 3, 4)
    labels = torch.tensor([[1, IGNORED, 3], [IGNORED, 0, IGNORED]])
    expected = functional.cross_entropy(logits[labels != IGNORED], labels[labels != IGNORED], reduction="sum")
    assert float(sum_loss(logits, labels, "exclusive")) == pytest.approx(float(expected))


def test_each_label_on_its_own_without_padding() -> None:
    logits = torch.randn(2, 3, requires_grad=True)
    labels = torch.tensor([[1, 0, 1, IGNORED], [IGNORED] * 4])  # a batch on CUDA is padded
    loss = sum_loss(logits, labels, "independent")
    expected = functional.binary_cross_entropy_with_logits(logits[0], labels[0, :3].float(), reduction="sum")
    assert float(loss.detach()) == pytest.approx(float(expected))
    torch.autograd.backward(loss)
    assert logits.grad is not None
    assert logits.grad[0].abs().min() > 0
    assert logits.grad[1].abs().max() == 0


def write_label(feature: Feature, label: int) -> Feature:
    labels = feature.labels.copy()
    labels[-1] = label
    return replace(feature, labels=labels)


@pytest.mark.parametrize("label", [len(TAGS), 2**31 - 1, -1, -99])
def test_a_label_without_an_output_is_named_with_its_example(
    tmp_path: Path, label: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(losses, "CHUNK", 7)
    features = draw_features()
    validation = [*features[:40], write_label(features[40], label), *features[41:]]
    splits = {
        "train": build_split(tmp_path, features),
        "validation": build_split(tmp_path, validation, "validation"),
    }
    with pytest.raises(StudioError) as caught:
        check_labels(splits, len(TAGS), "exclusive")
    (problem,) = caught.value.problems
    assert problem.code == "training.bad_label"
    assert problem.values == {"label": label, "tags": len(TAGS), "split": "validation"}
    assert "'example_id': 40" in problem.details
    assert "validation" in Words("en").explain(problem).why
    assert "验证" in Words("zh_CN").explain(problem).why


def test_the_last_label_and_ignored_ones_are_fine(tmp_path: Path) -> None:
    features = [write_label(feature, len(TAGS) - 1) for feature in draw_features()]
    assert any((feature.labels == IGNORED).any() for feature in features)
    check_labels({"train": build_split(tmp_path, features)}, len(TAGS), "exclusive")
    assert find_bad_label([], len(TAGS), "exclusive") is None


@pytest.mark.parametrize(("outputs", "bad"), [("independent", 2), ("exclusive", 5)])
def test_where_several_may_hold_a_label_is_yes_or_no(outputs: Outputs, bad: int) -> None:
    labels = np.asarray([0, 1, IGNORED, 1, bad], np.int32)
    feature = Feature(3, labels, labels)
    assert find_bad_label([feature], 5, outputs) == (3, bad)
    assert find_bad_label([replace(feature, labels=labels[:4])], 5, outputs) is None
