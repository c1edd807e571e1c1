"""Where each window of a padded batch lies once its padding is taken out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
WASTE = 2.0
"""How many pairs of positions may be computed for each pair within a window: attention in few, larger pieces."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Neighbouring windows in groups of similar length; the attention of each group is computed in one go.

    ``shapes`` are windows and longest of each. ``rows`` are the places of the sub-tokens in all groups, padded and one
    behind the other; ``real`` has for each group ``[windows, 1, 1, longest]``, False at padding. None: no padding.
    """

    shapes: list[tuple[int, int]]
    rows: torch.Tensor | None
    real: list[torch.Tensor | None]

    @classmethod
    def build(cls, lengths: Sequence[Sequence[int]]) -> Groups:
        """Of the lengths of the windows in each group; on the processor."""
        shapes = [(len(group), max(group)) for group in lengths]
        filled = [np.arange(max(group)) < np.asarray(group)[:, None] for group in lengths]
        if all(group.all() for group in filled):
            return cls(shapes, None, [None] * len(shapes))
        rows = torch.from_numpy(np.flatnonzero(np.concatenate([group.ravel() for group in filled])))
        real = [None if group.all() else torch.from_numpy(group)[:, None, None] for group in filled]
        return cls(shapes, rows, real)

    def split(self, parts: Sequence[torch.Tensor]) -> Iterator[tuple[torch.Tensor, ...]]:
        """Each part ``[tokens, heads, width]`` in groups of ``[windows, heads, longest, width]``, zeros at padding."""
        tokens, heads, width = parts[0].shape
        joined = torch.cat([part.reshape(tokens, heads * width) for part in parts], 1)
        sizes = [windows * longest for windows, longest in self.shapes]
        if self.rows is not None:
            joined = joined.new_zeros(sum(sizes), joined.shape[1]).index_copy(0, self.rows, joined)
        for group, (windows, longest) in zip(torch.split(joined, sizes), self.shapes, strict=True):
            yield group.view(windows, longest, len(parts), heads, width).permute(2, 0, 3, 1, 4).unbind()

    def join(self, groups: Sequence[torch.Tensor]) -> torch.Tensor:
        """Groups of ``[windows, heads, longest, width]`` without padding: ``[tokens, heads, width]``."""
        heads, width = groups[0].shape[1], groups[0].shape[3]
        joined = torch.cat([group.transpose(1, 2).reshape(-1, heads * width) for group in groups])
        return (joined if self.rows is None else joined.index_select(0, self.rows)).view(-1, heads, width)


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

    @cached_property
    def alike(self) -> Groups:
        """Neighbours of the same length together."""
        return self._group(1.0)

    @cached_property
    def similar(self) -> Groups:
        """Neighbours together as long as little is wasted on padding; for the processor."""
        return self._group(WASTE)

    def _group(self, waste: float) -> Groups:
        groups = [[self.lengths[0]]]
        for length in self.lengths[1:]:
            fuller = [*groups[-1], length]
            if len(fuller) * max(fuller) ** 2 <= waste * sum(one * one for one in fuller):
                groups[-1] = fuller
            else:
                groups.append([length])
        return Groups.build(groups)

    def pack(self, padded: torch.Tensor) -> torch.Tensor:
        """``[windows, positions, …]`` without its padding: ``[1, tokens, …]``."""
        return padded.flatten(0, 1).index_select(0, self.rows).unsqueeze(0)

    def pad(self, packed: torch.Tensor) -> torch.Tensor:
        """``[1, tokens, width]`` as ``[windows, positions, width]``, with zeros for padding."""
        windows, width = self.shape
        empty = packed.new_zeros(windows * width, packed.shape[-1])
        return empty.index_copy(0, self.rows, packed.squeeze(0)).view(windows, width, -1)
