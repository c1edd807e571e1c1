"""The number format of the computation: weights stay in fp32, the matrix products may use half of it."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import torch

from studio.contract.recipe import Value
from studio.engine.training.tuning.speeds import FULL, Speeds

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


def choose_precision(asked: Value, device: torch.device, speeds: Speeds | None = None) -> Value:
    """What ``auto`` means on this device: what was measured to be fast there, else a safe guess.

    On processors bf16 can be a hundred times slower than fp32 where the chip has no instruction for it, so without a
    measurement they take fp32.
    """
    if asked.value != "auto":
        return asked
    if speeds is not None and FULL in speeds.seconds:
        known = [way for way in speeds.seconds if "+" not in way]
        best = speeds.find_fastest(known)
        if len(known) > 1:
            share = round(100 * min(speeds.seconds[way] for way in known if way != FULL) / speeds.seconds[FULL])
            half = next(way for way in known if way != FULL)
            why = "advice.precision_measured_half" if best != FULL else "advice.precision_measured_full"
            return Value(value=best, why=why, values={"half": half, "percent": share})
    if device.type != "cuda":
        return Value(value=FULL, why="advice.precision_fp32")
    native = torch.cuda.get_device_capability(device) >= (8, 0)
    return Value(value="bf16" if native else "fp16", why="advice.precision_half")
