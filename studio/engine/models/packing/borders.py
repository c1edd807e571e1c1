"""Where each window of a padded batch lies once its padding is taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Borders:
    """The windows of one batch, one behind the other.

    ``rows`` are the places of the sub-tokens in the flattened padded batch, ``starts`` where each window begins among
    them and, last, where all end: both on the device. ``lengths`` are known here, so that nothing asks the device.
    """

    shape: tuple[int, int]
    lengths: tuple[int, ...]
    rows: torch.Tensor
    starts: torch.Tensor

    @classmethod
    def draw(cls, lengths: Sequence[int] | Numbers, width: int, device: torch.device) -> Borders:
        """Of windows padded on the right to ``width``; never waits for the device."""
        counts = np.asarray(lengths, np.int64)
        if counts.max() > width:
            raise ValueError(f"a window of {counts.max()} sub-tokens in a batch of {width} positions")
        return cls._build(np.arange(width) < counts[:, None], device)

    @classmethod
    def read(cls, mask: torch.Tensor) -> Borders:
        """Of an attention mask ``[windows, positions]``; waits for the device where the mask lies on one."""
        return cls._build(mask.detach().bool().cpu().numpy(), mask.device)

    @classmethod
    def _build(cls, real: NDArray[np.bool_], device: torch.device) -> Borders:
        counts = real.sum(1)
        if not counts.all():
            raise ValueError("a window without sub-tokens cannot be packed")
        # Both in one piece: one copy to the device a batch.
        numbers = torch.from_numpy(np.concatenate([np.flatnonzero(real), [0], counts.cumsum()]).astype(np.int64))
        if device.type == "cuda":
            numbers = numbers.pin_memory()
        numbers = numbers.to(device, non_blocking=True)
        tokens = int(counts.sum())
        windows, width = real.shape
        return cls((windows, width), tuple(counts.tolist()), numbers[:tokens], numbers[tokens:])

    @cached_property
    def short_starts(self) -> torch.Tensor:
        """``starts`` in the 32 bits that the kernel reads."""
        return self.starts.int()

    @cached_property
    def positions(self) -> torch.Tensor:
        """The position of each sub-token in its window, ``[1, tokens]``."""
        return (self.rows % self.shape[1]).unsqueeze(0)

    def pack(self, padded: torch.Tensor) -> torch.Tensor:
        """``[windows, positions, …]`` without its padding: ``[1, tokens, …]``."""
        return padded.flatten(0, 1).index_select(0, self.rows).unsqueeze(0)

    def pad(self, packed: torch.Tensor) -> torch.Tensor:
        """``[1, tokens, width]`` as ``[windows, positions, width]``, with zeros for padding."""
        windows, width = self.shape
        empty = packed.new_zeros(windows * width, packed.shape[-1])
        return empty.index_copy(0, self.rows, packed.squeeze(0)).view(windows, width, -1)
