"""The windows of a split as columns, made once and kept as an Arrow file that later attempts map into memory."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, overload

import numpy as np
import pyarrow as pa
import tokenizers
import transformers
from numpy.typing import NDArray
from pyarrow import ipc
from transformers import PreTrainedTokenizerBase

from studio import __version__
from studio.contract.storage.windows import sweep_windows
from studio.engine.tasks.protocol import IGNORED, Feature, Frame

VERSION = 1
"""Part of the key: raised when the same texts would be cut into other windows, or be kept in another form."""
RESERVE = 1_000_000_000
"""Bytes of the disk that windows leave to what cannot be made again, such as checkpoints."""

_ROWS = pa.list_(pa.int32())
_FIELDS = [
    ("example", pa.int64()),
    ("cut", pa.int64()),
    ("input_ids", _ROWS),
    ("labels", _ROWS),
    ("words", _ROWS),
]
_SEAL = b"sha256"
"""What the last record batch, which is empty, says of all before it."""
_MAGIC_BYTES = 8
"""Before the record batches of a file, which lie there as in a stream."""


def find_key(data: str, task: str, tokenizer: PreTrainedTokenizerBase, tags: Sequence[str], max_length: int) -> str:
    """SHA-256 of all that decides windows; ``data`` is the fingerprint of the copy they are cut from."""
    backend = tokenizer.backend_tokenizer
    backend.no_truncation()  # both are left over from an earlier call; windows are cut without either
    backend.no_padding()
    frame = Frame.of(tokenizer)
    content = {
        "version": VERSION,
        "versions": [__version__, transformers.__version__, tokenizers.__version__],
        "data": data,
        "task": task,
        "tags": list(tags),
        "max_length": max_length,
        "tokenizer": hashlib.sha256(backend.to_str().encode()).hexdigest(),
        "kind": type(tokenizer).__name__,
        "special": sorted(tokenizer.all_special_ids),
        "frame": [frame.prefix, frame.suffix],
        "spaced": getattr(tokenizer, "add_prefix_space", None),
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


class _Rows(NamedTuple):
    """Rows of different lengths one after the other: row ``i`` is ``values[bounds[i]:bounds[i + 1]]``."""

    values: NDArray[np.int32]
    bounds: NDArray[np.int32]

    def row(self, index: int) -> NDArray[np.int32]:
        return self.values[self.bounds[index] : self.bounds[index + 1]]


@dataclass(frozen=True)
class _Part:
    """One record batch as arrays, none of them copied."""

    example: NDArray[np.int64]
    cut: NDArray[np.int64]
    input_ids: _Rows
    labels: _Rows
    words: _Rows

    @staticmethod
    def of(batch: Any) -> _Part:
        """Raises ``ArrowInvalid`` where the batch holds less than it says."""
        batch.validate()
        columns = [batch.column(name) for name, _ in _FIELDS]
        rows = [_Rows(rows.values.to_numpy(), rows.offsets.to_numpy()) for rows in columns[2:]]
        return _Part(columns[0].to_numpy(), columns[1].to_numpy(), *rows)


class Windows(Sequence[Feature]):
    """A list of windows that makes a :class:`Feature` when it is asked for one: a view, not a copy."""

    def __init__(self, batches: Iterable[Any]) -> None:
        self._parts = [_Part.of(batch) for batch in batches]
        self._starts = [0, *accumulate(len(part.example) for part in self._parts)]

    @staticmethod
    def of(features: Sequence[Feature]) -> Windows:
        """The same windows in memory."""
        return Windows([_pack(features)])

    def __len__(self) -> int:
        return self._starts[-1]

    @overload
    def __getitem__(self, index: int) -> Feature: ...
    @overload
    def __getitem__(self, index: slice) -> list[Feature]: ...
    def __getitem__(self, index: int | slice) -> Feature | list[Feature]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = int(index) + len(self) if index < 0 else int(index)
        if not 0 <= place < len(self):
            raise IndexError(index)
        number = bisect_right(self._starts, place) - 1
        part, row = self._parts[number], place - self._starts[number]
        return Feature(
            int(part.example[row]),
            part.input_ids.row(row),
            part.labels.row(row),
            part.words.row(row),
            int(part.cut[row]),
        )

    @cached_property
    def lengths(self) -> NDArray[np.int64]:
        """The number of sub-tokens of each window."""
        return _join(np.diff(part.input_ids.bounds) for part in self._parts)

    @cached_property
    def targets(self) -> NDArray[np.int64]:
        """The number of labels of each window that are learnt."""
        return _join(_count_known(part.labels) for part in self._parts)

    @cached_property
    def examples(self) -> NDArray[np.int64]:
        """The row of the table that each window is cut from, in rising order."""
        return _join(part.example for part in self._parts)

    def list_ids(self) -> NDArray[np.int64]:
        """The sub-tokens that occur, each once, in rising order."""
        last = max((int(part.input_ids.values.max(initial=0)) for part in self._parts), default=0)
        seen = np.zeros(last + 1, np.bool_)
        for part in self._parts:
            seen[part.input_ids.values] = True
        return np.flatnonzero(seen)

    def hash(self, stamp: str) -> str:
        """SHA-256 of the stamp and of everything in all windows."""
        digest = hashlib.sha256(stamp.encode())
        for part in self._parts:
            _hash_part(digest, part)
        return digest.hexdigest()


def recall(path: Path, stamp: str) -> Windows | None:
    """The windows of a file, mapped into memory; None where it is not there, torn, damaged or of another stamp."""
    try:
        batches, seal = _map(path, stamp)
        windows = Windows(batches)
    except (OSError, ValueError, pa.ArrowException):
        return None
    return windows if seal == windows.hash(stamp) else None


class Writer:
    """Windows on their way into a file; into memory where none is wanted or the disk has no room.

    A context manager: what was not finished leaves nothing behind.
    """

    def __init__(self, path: Path | None, stamp: str) -> None:
        self._path = path
        self._stamp = stamp
        self._schema = _make_schema(stamp)
        self._batches: list[Any] = []
        self._digest = hashlib.sha256(stamp.encode())
        self._written = 0
        self._beside: Path | None = None
        self._sink: Any = None
        self._writer: Any = None

    def __enter__(self) -> Writer:
        if self._path is not None:
            try:
                self._begin(self._path)
            except OSError:
                self._retreat()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop()

    def add(self, features: Sequence[Feature]) -> None:
        """Appends windows."""
        batch = _pack(features)
        if self._writer is not None and self._beside is not None:
            try:
                self._write(batch, self._beside)
            except OSError:
                self._retreat()
        if self._writer is None:
            self._batches.append(batch)

    def finish(self) -> Windows:
        """All windows: mapped from the file, which is complete now and in its place, else from memory."""
        if self._path is not None and self._writer is not None:
            try:
                self._publish(self._path)
            except OSError:
                self._retreat()
            else:
                sweep_windows(keep=self._path.parent)
                return Windows(_map(self._path, self._stamp)[0])
        return Windows(self._batches)

    def _begin(self, path: Path) -> None:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
        self._beside = Path(name)
        self._sink = pa.OSFile(name, "wb")
        self._writer = ipc.new_file(self._sink, self._schema)

    def _write(self, batch: Any, beside: Path) -> None:
        if shutil.disk_usage(beside.parent).free < RESERVE:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._writer.write_batch(batch)
        self._written += 1
        _hash_part(self._digest, _Part.of(batch))

    def _publish(self, path: Path) -> None:
        """A process that was quicker wrote the same."""
        seal = {_SEAL: self._digest.hexdigest().encode()}
        self._writer.write_batch(pa.RecordBatch.from_pylist([], self._schema), custom_metadata=seal)
        self._writer.close()
        self._sink.close()
        if self._beside is not None:
            self._beside.replace(path)
        self._writer = self._beside = None

    def _retreat(self) -> None:
        """Goes on in memory, with what was written so far."""
        if self._written and self._beside is not None:
            with pa.OSFile(str(self._beside)) as file:
                file.seek(_MAGIC_BYTES)
                reader = ipc.open_stream(file)
                self._batches = [reader.read_next_batch() for _ in range(self._written)]
        self._drop()

    def _drop(self) -> None:
        self._writer = None
        if self._sink is not None:
            self._sink.close()
        if self._beside is not None:
            self._beside.unlink(missing_ok=True)
            self._beside = None


def _map(path: Path, stamp: str) -> tuple[list[Any], str]:
    """The record batches of a file and its seal. Raises ``ValueError`` where it is none of ours."""
    reader = ipc.open_file(pa.memory_map(str(path)))
    last = reader.num_record_batches - 1
    if last < 0 or not reader.schema.equals(_make_schema(stamp), check_metadata=True):
        raise ValueError("other windows")
    _, notes = reader.get_batch_with_custom_metadata(last)
    seal = notes[_SEAL].decode("ascii") if notes is not None and _SEAL in notes else ""
    return [reader.get_batch(index) for index in range(last)], seal


def _make_schema(stamp: str) -> Any:
    return pa.schema(_FIELDS, metadata={"stamp": stamp})


def _pack(features: Sequence[Feature]) -> Any:
    """Windows as one record batch."""
    columns = [
        pa.array(np.asarray([feature.example for feature in features], np.int64)),
        pa.array(np.asarray([feature.cut for feature in features], np.int64)),
        _pack_rows([feature.input_ids for feature in features]),
        _pack_rows([feature.labels for feature in features]),
        _pack_rows([feature.words for feature in features]),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=pa.schema(_FIELDS))


def _pack_rows(rows: Sequence[NDArray[np.int32]]) -> Any:
    bounds = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    return pa.ListArray.from_arrays(pa.array(bounds), pa.array(np.concatenate([*rows, np.empty(0, np.int32)])))


def _hash_part(digest: Any, part: _Part) -> None:
    rows = (*part.input_ids, *part.labels, *part.words)
    arrays: list[NDArray[Any]] = [part.example, part.cut, *rows]
    digest.update(np.asarray([len(array) for array in arrays], np.int64))
    for array in arrays:
        digest.update(array)


def _count_known(labels: _Rows) -> NDArray[np.int64]:
    known = np.cumsum(np.concatenate([[0], labels.values != IGNORED]), dtype=np.int64)
    return np.diff(known[labels.bounds])


def _join(arrays: Iterable[NDArray[Any]]) -> NDArray[np.int64]:
    """One array of all, of none as well."""
    return np.concatenate([np.empty(0, np.int64), *arrays]).astype(np.int64, copy=False)
