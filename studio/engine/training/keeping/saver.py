"""Checkpoints written beside the training: what is saved is copied, and a thread brings the copy to the disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import torch

from studio.engine.groups import measure_free
from studio.engine.training.keeping.snapshot import Content, Snapshot, Standing

COPIES_FREE, COPY_BYTES = 3, 2**29
"""A copy is made where this many of them are free in memory, and of no more bytes; else training waits for the disk."""


class Saver:
    """Saves one run, one checkpoint at a time. ``write`` brings one with its step and its best step to ``path``."""

    def __init__(self, snapshot: Snapshot, path: Path, write: Callable[[Content, int, int], None]) -> None:
        self.path = path
        self.seconds = 0.0
        self._snapshot = snapshot
        self._bring = write
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="save")
        self._job: Callable[[], None] | None = None
        self._writing: Future[None] | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being written now; :meth:`finish` then says at once how it went."""
        return self._writing is None or self._writing.done()

    def begin(self, standing: Standing, random: dict[str, torch.Tensor]) -> bool:
        """Begins a checkpoint of this moment, where the one before is finished.

        False where that is too large to be copied: then nothing may change before :meth:`finish` has returned.
        Draws no random number.
        """
        content, step, best = self._snapshot.read(standing, random), standing.step, standing.best_step
        beside = content.nbytes <= min(COPY_BYTES, measure_free() // COPIES_FREE)
        if beside:
            content = content.copy()
        self._job = lambda: self._write(content, step, best)
        self._writing = self._thread.submit(self._job) if beside else None
        return beside

    def finish(self) -> None:
        """Until what was begun is on the disk. Raises ``OSError`` where that refuses; the next call tries again."""
        if self._job is None:
            return
        writing, self._writing = self._writing, None
        if writing is None:
            self._job()
        else:
            writing.result()
        self._job = None

    def leave(self) -> None:
        """Waits for what is being written, well or not; nothing more can be begun."""
        self._thread.shutdown()

    def _write(self, content: Content, step: int, best: int) -> None:
        began = time.monotonic()
        self._bring(content, step, best)
        self.seconds = time.monotonic() - began
