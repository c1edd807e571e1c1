"""How many different sub-tokens all the data have, judged by a sample."""

from __future__ import annotations

from math import log2


def extrapolate_rows(half: int, sample: int, share: float) -> int:
    """By Heaps' law (Heaps 1978): each doubling of the texts adds the same share of new sub-tokens.

    ``half`` are in the first half of the sample, ``sample`` in all of it; the data are ``share`` times as large.
    """
    if share <= 1 or half <= 0:
        return sample
    return round(sample * float((sample / half) ** log2(share)))
