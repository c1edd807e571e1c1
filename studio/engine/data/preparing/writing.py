"""The examples written to one Arrow file a split, and counted on the way."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import ipc

from studio.engine.data.language import LanguageEvidence
from studio.engine.data.preparing.assigning import read_batches
from studio.engine.data.preparing.blocks import ROWS
from studio.engine.data.progress import Tell
from studio.engine.data.reading.protocol import Reading
from studio.engine.data.splits import SPLITS
from studio.engine.data.splits.drawing import Codes
from studio.engine.data.wordrule import WordRule

_MEASURED = 64
"""Texts of a batch whose words are counted: the longest ones."""
_SPOKEN = 200
_BOOK = 1 << 20
THREADS = 2


@dataclass
class Written:
    """What the splits hold: examples, labels by split, the likely language, the most words of one example."""

    counts: dict[str, int]
    sizes: dict[str, dict[str, int]] = field(default_factory=dict)
    language: str = ""
    longest: int = 0

    @property
    def labels(self) -> dict[str, int]:
        """How often each label stands in all splits."""
        total: Counter[str] = Counter()
        for size in self.sizes.values():
            total.update(size)
        return dict(total.most_common())


@dataclass(frozen=True)
class Part:
    """A batch taken apart: the examples of each split, with the counts of their labels."""

    splits: dict[str, pa.RecordBatch]
    sizes: dict[str, Counter[str]]


class SplitWriter:
    """One Arrow file a split in ``folder``, in small batches that a page is fetched from quickly; a context manager."""

    def __init__(self, folder: Path, words: WordRule) -> None:
        self._folder, self._words = folder, words
        self._stack = ExitStack()
        self._writers: dict[str, ipc.RecordBatchFileWriter] = {}
        self._counts: Counter[str] = Counter()
        self._sizes: dict[str, Counter[str]] = {}
        self._language, self._longest = LanguageEvidence(), 0

    def add(self, batch: pa.RecordBatch, part: Part) -> None:
        """Writes each example of a batch to the file of its split."""
        for name, found in part.splits.items():
            if name not in self._writers:
                path = str(self._folder / f"{name}.arrow")
                self._writers[name] = self._stack.enter_context(ipc.new_file(path, batch.schema))
            for start in range(0, found.num_rows, ROWS):
                self._writers[name].write_batch(found.slice(start, ROWS))
            self._counts[name] += found.num_rows
            self._sizes.setdefault(name, Counter()).update(part.sizes[name])
        self._longest = max(self._longest, _measure(batch, self._words, self._longest))
        for text in batch.column("text").slice(0, _SPOKEN).to_pylist():
            self._language.add(text)

    def conclude(self, counts_labels: bool) -> Written:
        """What was written; ``counts_labels`` where the data have labels."""
        names = [name for name in SPLITS if self._counts[name]]
        sizes = {name: dict(self._sizes[name].most_common()) for name in names} if counts_labels else {}
        return Written({name: self._counts[name] for name in names}, sizes, self._language.decide(), self._longest)

    def __enter__(self) -> SplitWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def write_splits(
    folder: Path, source: Path, codes: Codes, reading: Reading | None, words: WordRule, tell: Tell
) -> Written:
    """Writes each example of ``source`` to the file of its split; ``codes`` says which."""
    done = 0
    with SplitWriter(folder, words) as writer:
        for batch, part in _take_apart(source, codes, reading):
            tell(done / max(1, len(codes)), "progress.writing_data")
            done += batch.num_rows
            writer.add(batch, part)
        tell(1.0, "progress.writing_data")
        return writer.conclude(reading is not None)


def select(batch: pa.RecordBatch, codes: Codes, reading: Reading | None) -> Part:
    """The examples of a batch by their split."""
    part = Part({}, {})
    index = batch.schema.get_field_index("split")
    for name in SPLITS:
        chosen = codes == SPLITS.index(name)
        if chosen.any():
            found = batch if chosen.all() else batch.filter(pa.array(chosen))
            found = found.set_column(index, batch.schema.field(index), pa.repeat(name, found.num_rows))
            part.splits[name] = found
            part.sizes[name] = _count_labels(found.column("gold"), reading) if reading else Counter()
    return part


def _take_apart(source: Path, codes: Codes, reading: Reading | None) -> Iterator[tuple[pa.RecordBatch, Part]]:
    """Each batch with its parts, made by several threads, in order."""
    with ThreadPoolExecutor(THREADS, thread_name_prefix="split") as pool:
        waiting: deque[tuple[pa.RecordBatch, Future[Part]]] = deque()
        done = 0
        for batch in read_batches(source):
            part = codes[done : done + batch.num_rows]
            done += batch.num_rows
            waiting.append((batch, pool.submit(select, batch, part, reading)))
            if len(waiting) > THREADS:
                first, future = waiting.popleft()
                yield first, future.result()
        for first, future in waiting:
            yield first, future.result()


def _count_labels(golds: pa.Array, reading: Reading) -> Counter[str]:
    counted: Counter[str] = Counter()
    for entry in golds.flatten().value_counts().to_pylist():
        for label in reading.list_labels([entry["values"]]):
            counted[label] += entry["counts"]
    return counted


def _measure(batch: pa.RecordBatch, words: WordRule, longest: int) -> int:
    """The most words of an example; a text of no more bytes than ``longest`` is not cut into words."""
    most = pc.max(pc.list_value_length(batch.column("tokens"))).as_py() or 0
    if most:
        return int(most)
    lengths = pc.binary_length(batch.column("text")).to_numpy(zero_copy_only=False)
    count = min(_MEASURED, len(lengths))
    chosen = np.argpartition(lengths, -count)[-count:] if count else np.zeros(0, np.int64)
    for index in chosen[np.argsort(-lengths[chosen])]:
        if lengths[index] <= longest:
            break
        longest = max(longest, _count_words(batch.column("text")[int(index)].as_py(), words))
    return longest


def _count_words(text: str, words: WordRule) -> int:
    """How many words a text has; one that is longer than a book is cut into words at its beginning alone."""
    part = text[:_BOOK]
    return round(len(words.split(part)) * len(text) / max(1, len(part)))
