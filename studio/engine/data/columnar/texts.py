"""Columns of text: made from Python's texts, and looked at without leaving Arrow."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_BLANKS = np.isin(np.arange(256), [*range(9, 14), *range(28, 33), 0xC2, 0xE1, 0xE2, 0xE3])
"""Which bytes a text of nothing but white space may begin with."""


def make_texts(texts: Sequence[str | None]) -> pa.Array:
    """A column of text; halves of a surrogate pair, which JSON may hold, become the sign for an unknown character."""
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:
        cleaned = (None if text is None else text.encode("utf-16", "surrogatepass") for text in texts)
        return pa.array([None if text is None else text.decode("utf-16", "replace") for text in cleaned], pa.string())


def find_missing(texts: pa.Array) -> npt.NDArray[np.bool_]:
    """Which cells hold nothing to read: none at all, or white space alone."""
    missing: npt.NDArray[np.bool_] = pc.fill_null(pc.equal(pc.binary_length(texts), 0), True).to_numpy(
        zero_copy_only=False
    )
    data = texts.buffers()[2]
    if data is None or len(data) == 0:
        return missing
    offsets = np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts)]
    first = np.frombuffer(data, np.uint8)[np.minimum(offsets, len(data) - 1)]
    doubtful = np.flatnonzero(_BLANKS[first] & ~missing)
    if len(doubtful):
        shown = texts.take(pa.array(doubtful)).to_pylist()
        missing = missing.copy()
        missing[doubtful] = [not text.strip() for text in shown]
    return missing
