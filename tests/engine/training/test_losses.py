"""The two losses: what torch says of the outputs that are learnt, and nothing of the others."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from studio.engine.tasks.protocol import IGNORED
from studio.engine.training.losses import sum_loss


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
