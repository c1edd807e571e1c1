"""Half precision only where it is asked for or where the chip is made for it."""

from __future__ import annotations

import pytest
import torch

from studio.contract.recipe import Value
from studio.engine.training.precision import Precision, choose_precision
from tests.engine.training.bench import CPU

AUTO = Value(value="auto", why="advice.precision_auto")
CUDA = torch.device("cuda")


def test_a_processor_takes_full_precision() -> None:
    assert choose_precision(AUTO, CPU) == Value(value="fp32", why="advice.precision_fp32")


@pytest.mark.parametrize(("capability", "name"), [((8, 0), "bf16"), ((9, 0), "bf16"), ((7, 5), "fp16")])
def test_a_graphics_card_takes_the_half_it_is_made_for(
    monkeypatch: pytest.MonkeyPatch, capability: tuple[int, int], name: str
) -> None:
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda device: capability)
    assert choose_precision(AUTO, CUDA).value == name


@pytest.mark.parametrize("name", ["fp32", "bf16", "fp16"])
def test_what_is_asked_for_is_taken(name: str) -> None:
    asked = Value(value=name, why="advice.asked")
    assert choose_precision(asked, CPU) is asked
    assert choose_precision(asked, CUDA) is asked


def test_products_are_computed_in_the_chosen_precision() -> None:
    left = right = torch.ones(4, 4)
    with Precision("bf16", CPU).cast():
        assert (left @ right).dtype == torch.bfloat16
    with Precision("fp32", CPU).cast():
        assert (left @ right).dtype == torch.float32


def test_only_fp16_scales_its_loss() -> None:
    assert [Precision(name, CPU).build_scaler().is_enabled() for name in ("fp32", "bf16", "fp16")] == [
        False,
        False,
        True,
    ]
