"""A few timed micro-batches before a run begins: which precision, padding and compiling are fast on this computer.

Gradients are computed and thrown away: no weight changes. The caller seeds the random generators afterwards.
"""

from __future__ import annotations

import importlib.util
import math
import shutil
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

import torch

from studio.engine.models.packing import find_reason_not_to_pack, pack
from studio.engine.tasks.protocol import Feature
from studio.engine.training.batching import Indices
from studio.engine.training.hardware import explain_lack_of_memory
from studio.engine.training.losses import sum_loss
from studio.engine.training.precision import Precision
from studio.engine.training.splits import Reader
from studio.engine.training.tuning.speeds import FULL, Speeds

PIECES = 6
TRIAL_SECONDS = 0.75
LEAST_PIECES = 2000
"""A training of fewer micro-batches does not take an hour on any computer that can compile."""
LONG_SECONDS = 3600.0
"""A training that takes less is not compiled: the trial alone takes one to two minutes."""


@dataclass(frozen=True)
class Trial:
    """Times a reader of a model that is ready to train on some micro-batches of its windows."""

    reader: Reader
    features: Sequence[Feature]
    pieces: Sequence[Indices]

    def run(self, precisions: Sequence[str], speeds: Speeds) -> Iterator[None]:
        """Measures each precision, and the best of them without padding; gives control back after each micro-batch.

        A way that memory is too short for is as good as endless.
        """
        speeds.seconds.clear()
        speeds.pieces = len(self.pieces)
        for name in precisions:
            speeds.seconds[name] = yield from self.time(name)
        best = speeds.find_fastest(precisions)
        if self.may_pack(best):
            packing = pack(self.reader.model)
            packed = replace(self, reader=replace(self.reader, packing=packing))
            try:
                speeds.seconds[f"{best}+packed"] = yield from packed.time(best)
            finally:
                packing.undo()

    def may_pack(self, precision: str) -> bool:
        """Whether reading without padding is possible, and a gain can be expected."""
        if self.device.type != "cuda" or self.reader.packing is not None:
            return False  # measured on processors: batches by length leave nothing to gain
        return find_reason_not_to_pack(self.reader.model, self.device, precision) is None

    def may_compile(self, precisions: Sequence[str], speeds: Speeds, expected: float) -> bool:
        """Whether compiling was not tried yet and may pay for so many micro-batches."""
        if speeds.compile_seconds or not speeds.covers(precisions):
            return False
        seconds = speeds.seconds[speeds.find_fastest(precisions)] / speeds.pieces * expected
        return LONG_SECONDS < seconds < math.inf and can_compile(self.device)

    def has_choice(self, precisions: Sequence[str], expected: float, compiling: bool) -> bool:
        """Whether there is anything to decide by measuring."""
        if len(precisions) > 1 or any(map(self.may_pack, precisions)):
            return True
        return compiling and expected > LEAST_PIECES and can_compile(self.device)

    @property
    def device(self) -> torch.device:
        """Where the model is."""
        return self.reader.collator.device

    def time(self, precision: str) -> Generator[None, None, float]:
        """Seconds of all micro-batches with their gradients; each as in the fastest of its rounds."""
        reader = replace(self.reader, precision=Precision(precision, self.device))
        reader.model.train()
        best = [math.inf] * len(self.pieces)
        began, rounds = time.perf_counter(), 0
        while rounds < 2 or time.perf_counter() - began < TRIAL_SECONDS:
            for number, piece in enumerate(self.pieces):
                taken = self._learn(reader, piece)
                if taken == math.inf:
                    return math.inf
                best[number] = min(best[number], taken) if rounds else math.inf  # the first round is slower
                yield
            rounds += 1
        return sum(best)

    def _learn(self, reader: Reader, piece: Indices) -> float:
        """Seconds of a micro-batch; infinitely many where memory is too short for it."""
        began = time.perf_counter()
        batch = reader.collator.collate([self.features[index] for index in piece])
        try:
            loss = sum_loss(reader.score(batch, learn=True), batch.labels, reader.coding.task.outputs)
            torch.autograd.backward(loss / max(1, batch.targets))
            if self.device.type == "cuda":
                torch.cuda.synchronize(self.device)
        except RuntimeError as error:
            if explain_lack_of_memory(error) is None:
                raise
            return math.inf
        finally:
            reader.model.zero_grad()
        return time.perf_counter() - began

    def try_compiling(self, precision: str, speeds: Speeds) -> None:
        """Measures the compiled model beside the plain one; where it cannot be compiled here, it stays plain."""
        compiled = replace(self, reader=replace(self.reader, learner=compile_model(self.reader)))
        plain = _exhaust(self.time(precision))
        began = time.perf_counter()
        try:
            seconds = _exhaust(compiled.time(precision))
        except RuntimeError:
            speeds.compile_seconds = math.inf
            return
        speeds.pieces = len(self.pieces)
        speeds.seconds[precision], speeds.seconds[f"{precision}+compiled"] = plain, seconds
        speeds.compile_seconds = max(0.001, time.perf_counter() - began - seconds)


def _exhaust(timing: Generator[None, None, float]) -> float:
    while True:
        try:
            next(timing)
        except StopIteration as ended:
            return float(ended.value)


def list_precisions(device: torch.device) -> list[str]:
    """Those worth a try on this device, the safe one first."""
    if device.type == "cuda":
        native = torch.cuda.get_device_capability(device) >= (8, 0)
        return [FULL, "bf16" if native else "fp16"]
    return [FULL, "bf16"] if device.type == "cpu" and is_half_fast() else [FULL]


def is_half_fast(size: int = 256) -> bool:
    """Whether this processor multiplies bf16 matrices at least as fast as fp32 ones.

    Without instructions for it it takes a hundred times longer: a whole step would be minutes, this is milliseconds.
    """
    seconds = []
    for kind in (torch.float32, torch.bfloat16):
        matrix = torch.ones(size, size, dtype=kind)
        taken = []
        for _ in range(5):
            began = time.perf_counter()
            torch.mm(matrix, matrix)
            taken.append(time.perf_counter() - began)
        seconds.append(min(taken))
    return seconds[1] <= seconds[0]


def can_compile(device: torch.device) -> bool:
    """Whether this computer has what torch compiles with."""
    if device.type == "cuda":
        return importlib.util.find_spec("triton") is not None
    return device.type == "cpu" and any(shutil.which(name) for name in ("g++", "clang++", "cl"))


def compile_model(reader: Reader) -> torch.nn.Module:
    """The model of a reader, compiled for batches of any size; the weights are shared."""
    return cast(torch.nn.Module, torch.compile(reader.model, dynamic=True))
