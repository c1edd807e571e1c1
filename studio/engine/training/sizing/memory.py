"""The memory that a training takes at its peak, by arithmetic: what is held all the time, and the most on top of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import psutil

from studio.engine.training.keeping.saver import COPIES_FREE, COPY_BYTES
from studio.engine.training.sizing.activations import Shape, count_kept, count_read

FLOAT = 4
MOMENTS = 2 * FLOAT
"""AdamW's two, for each weight that trains."""
COPIED = 3 * FLOAT
"""What a checkpoint that is written beside the training copies of each trained weight: itself and its moments."""
LOADED = 100 * 2**20
"""What the training process loads beyond what is loaded when a run is planned: measured, 90 to 115 MiB."""
SLACK, REUSED = 1.75, 0.5
"""What the C library's heap takes for activations, over what they are.

Measured with glibc 2.36, which cannot use again a hole of the very size that is asked for aligned: 1.65 to
1.9 for whole models. Of the holes that are left, a copy made after a step fills gradients' places and half the rest.
"""
SLACK_CUDA = 1.1
GROWN, GROWN_HALF = 48 * 2**20, 176 * 2**20
"""What steps leave with a process on a processor as the sizes of batches vary, in whole and in half precision.

Traced in one run of 35 steps of a small BERT, 57 and 230 MB: holes in the heap, and in half precision the code that
oneDNN makes for each size, 70 MB of it. The second is set by what forecasts of 14 cases lacked, up to 0.4 GB.
"""
PAGE = 4096


@dataclass(frozen=True)
class Held:
    """Numbers of a model: ``trained`` ones, all that lie in the memory beside them, and the embedding's ``table``.

    ``table`` is part of ``others`` where only the active rows of the vocabulary train; ``rows`` of them, each
    ``width`` wide, are read and written while training, the others only when the model is saved. ``merged`` is
    what is copied to add adapters into the weights.
    """

    trained: int
    others: int
    table: int = 0
    rows: int = 0
    width: int = 0
    merged: int = 0


@dataclass(frozen=True)
class Circumstances:
    """Where and how a training runs: a type of device, a precision, and the bytes of the process by itself."""

    device: str = "cpu"
    precision: str = "fp32"
    process: int = 0
    read_tokens: int = 2048
    saves_meanwhile: bool = False
    free: int = 0

    @property
    def on_cuda(self) -> bool:
        """Whether only the memory of a graphics card counts."""
        return self.device == "cuda"


@dataclass(frozen=True)
class Memory:
    """Bytes: ``held`` from the first step on, ``working`` the most a step takes on top, ``copied`` by a save.

    ``late`` is what only the end touches.
    """

    held: int
    working: int
    copied: int
    late: int

    @property
    def peak(self) -> int:
        """The most at once, from the loading to the end."""
        return self.held + self.working + self.copied + self.late


def estimate_memory(
    held: Held, shape: Shape, windows: int, length: int, where: Circumstances, *, checkpointing: bool = False
) -> Memory:
    """Of a training whose largest micro-batch has ``windows`` of ``length`` sub-tokens each."""
    half = where.precision != "fp32"
    kept = FLOAT * count_kept(shape, windows, length, half=half, fused=where.on_cuda, checkpointing=checkpointing)
    gradients = FLOAT * held.trained
    readers = max(1, where.read_tokens // length)
    read = FLOAT * count_read(shape, readers, length, fused=where.on_cuda) // (2 if half else 1)
    slack = SLACK_CUDA if where.on_cuda else SLACK
    working = round(max(slack * kept + gradients, read))
    weights = FLOAT * (held.trained + held.others - held.table)
    moments = MOMENTS * held.trained
    if where.on_cuda:
        return Memory(weights + FLOAT * held.table + moments, working, 0, 0)
    touched = min(FLOAT * held.table, held.rows * (FLOAT * held.width + PAGE))
    late = FLOAT * held.table - touched
    process = where.process + (GROWN_HALF if half else GROWN)
    copied = COPIED * held.trained
    copied = copied if copied <= min(COPY_BYTES, max(where.free, 0) // COPIES_FREE) else 0
    holes = gradients + round(REUSED * kept)
    if not where.saves_meanwhile:
        copied = max(0, copied - holes)
    copied = max(copied, FLOAT * held.merged - holes)
    return Memory(process + weights + touched + moments, working, copied, late)


def fit_memory(
    held: Held, shape: Shape, longest: int, most: int, budget: int, where: Circumstances
) -> tuple[int, bool]:
    """The largest micro-batch in padded sub-tokens, ``most`` at the highest, whose peak stays within ``budget`` bytes.

    With gradient checkpointing (True) only where otherwise not even one window of the ``longest`` fits; then too
    one window is what is left where nothing fits.
    """
    # Where a copy does not fit, none is made; where reading does not, fewer windows are read at once.
    where = replace(where, saves_meanwhile=False, free=0, read_tokens=0)
    for checkpointing in (False, True):
        for windows in range(max(1, most // longest), 0, -1):
            if estimate_memory(held, shape, windows, longest, where, checkpointing=checkpointing).peak <= budget:
                whole = windows == max(1, most // longest)
                return (most if whole else windows * longest), checkpointing
    return longest, True


@cache
def measure_process() -> int:
    """Bytes of a training process by itself: what this one has when it is first asked, and what will be loaded."""
    return int(psutil.Process().memory_info().rss) + LOADED
