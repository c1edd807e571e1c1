"""Something beside the meaning of a text that gives its label away: an id, a date, a file name, how texts begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np

from studio.contract.data.health import Finding
from studio.contract.problems import Place, Problem
from studio.engine.data.checks.examples import Examples, shorten
from studio.engine.data.splits import TRAIN

MOST = 50_000
_FEWEST = 50
_RIGHT, _GAIN = 0.95, 0.9
_SEED = 42
_FILLED = 0.8
_DATE = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?:\D{1,3}(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_MARK = re.compile(r"\W{0,3}[\w .-]{1,30}[:\])|>#]")

Codes = np.ndarray[Any, np.dtype[np.int64]]
Numbers = np.ndarray[Any, np.dtype[np.float64]]


class TellTale:
    """Of up to 50,000 training texts one half is learnt by heart, to see how many labels of the other half it gives."""

    id = "tell_tale"

    def find(self, examples: Examples) -> list[Finding]:
        """``data.tell_tale_column`` or ``data.tell_tale_text``."""
        if examples.task != "text-classification" or TRAIN not in examples.tables:
            return []
        rows, every = self._take(examples)
        labels = [row["gold"][0] if row["gold"] else "" for row in rows]
        game = _Game(labels)
        if len(rows) < _FEWEST or game.majority == 1:
            return []
        sampled = len(rows) if every > 1 else 0
        findings = []
        for column in examples.cells:
            values = [str(row["cells"][column] or "").strip() for row in rows]
            right = max((game.rate(feature) for feature in _list_features(values)), default=0.0)
            if game.is_given_away(right):
                findings.append(self._tell("data.tell_tale_column", right, game, examples, sampled, column=column))
        texts = [" ".join((row["text"] or "").split()) for row in rows]
        for code, name in ((_find_mark, "start"), (_find_first, "start"), (_find_last, "end")):
            pieces = list(map(code, texts))
            if _are_few(pieces, len(set(labels))) and game.is_given_away(right := game.rate(_number(pieces))):
                piece = Counter(pieces).most_common(1)[0][0]
                said = {"piece": shorten(piece), "where": name}
                findings.append(self._tell("data.tell_tale_text", right, game, examples, sampled, **said))
                break
        return findings or [Finding(check=self.id, level="pass", sampled=sampled)]

    def _take(self, examples: Examples) -> tuple[list[dict[str, Any]], int]:
        """Training rows as plain values, every so many of them where there are too many."""
        every = -(-examples.size(TRAIN) // MOST)
        rows: list[dict[str, Any]] = []
        for chunk in examples.chunks(["text", "gold", *(["cells"] if examples.cells else [])], [TRAIN]):
            first = -chunk.start % every
            rows += chunk.table.take(np.arange(first, chunk.table.num_rows, every)).to_pylist()
        return rows, every

    def _tell(
        self, code: str, right: float, game: _Game, examples: Examples, sampled: int, column: str = "", **values: str
    ) -> Finding:
        percent = {"percent": min(100, round(100 * right)), "majority": round(100 * game.majority)}
        place = Place(file=examples.place(TRAIN, 0).file, column=column or None)
        named = {"column": column} if column else {}
        problem = Problem(code=code, level="look", values=percent | named | values, place=place)
        return Finding(check=self.id, level="look", problem=problem, sampled=sampled)


class _Game:
    """Guessing labels from one feature: learnt on one half, judged on the other."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = _number(labels)
        order = np.random.default_rng(_SEED).permutation(len(labels))
        self._learnt, self._judged = order[::2], order[1::2]
        counts = np.bincount(self._labels) if len(labels) else np.ones(1)
        self.majority = float(counts.max() / counts.sum())
        self._commonest = int(counts.argmax())

    def is_given_away(self, right: float) -> bool:
        """Whether guesses are right so often that the feature must know the label."""
        return right >= _RIGHT and right - self.majority >= _GAIN * (1 - self.majority)

    def rate(self, feature: Codes | Numbers) -> float:
        """The part of labels guessed right: the label of the same value, or of the nearest number."""
        learnt, labels = feature[self._learnt], self._labels[self._learnt]
        values, answers = _learn(learnt, labels)
        judged = feature[self._judged]
        at = np.clip(np.searchsorted(values, judged), 0, len(values) - 1)
        if feature.dtype == np.float64:
            before = np.maximum(at - 1, 0)
            at = np.where(np.abs(values[before] - judged) < np.abs(values[at] - judged), before, at)
            guessed = answers[at]
        else:
            guessed = np.where(values[at] == judged, answers[at], self._commonest)
        return float(np.mean(guessed == self._labels[self._judged]))


def _learn(feature: Codes | Numbers, labels: Codes) -> tuple[Codes | Numbers, Codes]:
    """The different values in order, and the commonest label of each."""
    pairs, counts = np.unique(np.stack([feature, labels.astype(feature.dtype)]), axis=1, return_counts=True)
    order = np.lexsort((-counts, pairs[0]))
    values, firsts = np.unique(pairs[0][order], return_index=True)
    return values, pairs[1][order][firsts].astype(np.int64)


def _number(values: Sequence[str]) -> Codes:
    """The same number for the same text."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(value, len(known)) for value in values], np.int64)


def _list_features(values: Sequence[str]) -> Iterator[Codes | Numbers]:
    """What a column may be: few different values, names of one build, numbers, dates."""
    if sum(map(bool, values)) < _FILLED * len(values) or len(set(values)) < 2:
        return
    shapes = [re.sub(r"\d+", "#", value) for value in values]
    for texts in (values, shapes):
        if 1 < len(set(texts)) <= len(texts) / 5:
            yield _number(texts)
    for read in (_read_number, _read_date):
        numbers = [read(value) for value in values]
        known = [number for number in numbers if number is not None]
        if len(known) >= _FILLED * len(values):
            yield np.array([known[0] if number is None else number for number in numbers], np.float64)


def _read_number(value: str) -> float | None:
    """A number, or the last one in a name."""
    found = re.findall(r"\d{1,15}", value)
    if not found:
        return None
    return float(value) if re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", value) else float(found[-1])


def _read_date(value: str) -> float | None:
    found = _DATE.search(value)
    if not found:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()
    except ValueError:
        return None


def _find_mark(text: str) -> str:
    found = _MARK.match(text)
    return found[0] if found else ""


def _find_first(text: str) -> str:
    return text.split(" ", 1)[0]


def _find_last(text: str) -> str:
    return text.rsplit(" ", 1)[-1]


def _are_few(pieces: Sequence[str], labels: int) -> bool:
    """Whether most texts share a few pieces, as no natural texts do."""
    counts = Counter(pieces)
    return sum(count for _, count in counts.most_common(2 * labels)) >= _RIGHT * len(pieces) and len(counts) > 1
