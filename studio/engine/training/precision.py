"""The number format of the computation: weights stay in fp32, the matrix products may use half of it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import torch

from studio.contract.recipe import Value

_HALF = {"bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True)
class Precision:
    """fp32, bf16 or fp16 on one device."""

    name: str
    device: torch.device

    def cast(self) -> AbstractContextManager[object]:
        """A context in which the model computes in this precision."""
        half = _HALF.get(self.name)
        return torch.autocast(self.device.type, half) if half else nullcontext()

    def build_scaler(self) -> torch.amp.GradScaler:
        """Scales the loss so that small fp16 gradients survive (Micikevicius et al. 2018); idle otherwise."""
        return torch.amp.GradScaler(self.device.type, enabled=self.name == "fp16")


def choose_precision(asked: Value, device: torch.device) -> Value:
    """What ``auto`` means on this device: half precision only where the chip computes it faster.

    On processors bf16 can be a hundred times slower than fp32 where the chip has no instruction for it, so they
    take fp32.
    """
    if asked.value != "auto":
        return asked
    if device.type != "cuda":
        return Value(value="fp32", why="advice.precision_fp32")
    native = torch.cuda.get_device_capability(device) >= (8, 0)
    return Value(value="bf16" if native else "fp16", why="advice.precision_half")
