"""One number for each text of a column, the same for texts that differ only in white space or case."""

from __future__ import annotations

import tempfile
import threading
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from studio.engine.data.likeness.normal import normalise_text

Hashes = npt.NDArray[np.uint64]
Bytes = npt.NDArray[np.uint8]
Positions = npt.NDArray[np.int64]
_SPACE = 32
_SCAN = 1 << 18
_CALM = np.zeros(256, bool)
_CALM[0xE4:0xEA] = _CALM[0xEB:0xEE] = True
"""First bytes of Chinese and Korean: neither small letters nor odd white space."""


class TextHasher:
    """Numbers that are good for as long as this object lives, for several threads; to be closed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._database: duckdb.DuckDBPyConnection | None = None

    def close(self) -> None:
        """Ends it."""
        if self._database:
            self._database.close()

    def hash(self, texts: pa.Array) -> Hashes:
        """One number a text; missing ones count as empty."""
        return self.hash_letters(normalise_column(texts))

    def hash_letters(self, texts: pa.Array) -> Hashes:
        """The same where white space and case make a difference."""
        table = pa.table({"text": pc.fill_null(texts, "")})
        found: Any = self._connect().from_arrow(table).project("hash(text) AS number").to_arrow_table()
        numbers: Hashes = found.column(0).to_numpy().copy()
        return numbers

    def _connect(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one thread on the database of all, made when it is first wanted."""
        with self._lock:
            if self._database is None:
                spill = tempfile.gettempdir()  # in the home, for children
                self._database = duckdb.connect(config={"threads": 1, "memory_limit": "256MB", "temp_directory": spill})
        return self._database.cursor()


def normalise_column(texts: pa.Array) -> pa.Array:
    """Each text as ``normalise_text`` gives it; those that need more than small letters are seen one by one."""
    texts = pc.fill_null(texts, "")
    odd = _find_odd(texts)
    lowered = pc.ascii_lower(texts)
    if not len(odd):
        return lowered
    normal = [normalise_text(text) for text in texts.take(pa.array(odd)).to_pylist()]
    mask = np.zeros(len(texts), bool)
    mask[odd] = True
    return pc.replace_with_mask(lowered, pa.array(mask), pa.array(normal, pa.string()))


def _find_odd(texts: pa.Array) -> Positions:
    """The texts with two blanks in a row, a blank at an end, other white space, or letters outside ASCII."""
    data, offsets = _view(texts)
    if not len(data):
        return np.zeros(0, np.int64)
    places = [_find_odd_bytes(data[at : at + _SCAN + 3]) + at for at in range(0, len(data), _SCAN)]
    rows = np.searchsorted(offsets, np.concatenate(places), "right") - 1
    ends = np.flatnonzero(offsets[1:] > offsets[:-1])
    at_ends = (data[offsets[ends]] == _SPACE) | (data[offsets[ends + 1] - 1] == _SPACE)
    return np.unique(np.concatenate([rows, ends[at_ends]]))


def _find_odd_bytes(data: Bytes) -> Positions:
    blank = data == _SPACE
    odd = data < _SPACE
    odd[:-1] |= blank[:-1] & blank[1:]
    found = np.flatnonzero(odd)
    if data.max() < 128:
        return found
    begins = np.flatnonzero(data >= 0xC0)
    begins = begins[~_CALM[data[begins]]]
    first = data[begins]
    second, third = (data[np.minimum(begins + step, len(data) - 1)] for step in (1, 2))
    is_calm = (first == 0xE3) & ~((second == 0x80) & (third == 0x80))  # all but the wide blank
    is_calm |= (first == 0xEF) & (second == 0xBC) & ((third < 0xA1) | (third > 0xBA))  # wide marks and digits
    is_calm |= (first == 0xF0) & (second == 0x9F)  # pictures
    return np.concatenate([found, begins[~is_calm]])


def _view(texts: pa.Array) -> tuple[Bytes, npt.NDArray[np.int32]]:
    """The bytes of a column, and where each text begins and ends in them."""
    buffer = texts.buffers()[2]
    offsets = np.frombuffer(texts.buffers()[1], np.int32, len(texts) + 1, 4 * texts.offset)
    data = np.frombuffer(buffer, np.uint8) if buffer is not None else np.zeros(0, np.uint8)
    return data[offsets[0] : offsets[-1]], offsets - offsets[0]
