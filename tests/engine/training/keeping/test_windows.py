"""Windows come back from the file as they were cut; one that is damaged or of something else is never trusted."""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import torch
from pyarrow import ipc
from transformers import PreTrainedTokenizerBase

from studio.contract.events import RunState
from studio.contract.places import find_resources
from studio.contract.table import Table
from studio.engine.models.loading import load_tokenizer
from studio.engine.models.scratch import learn_tokenizer
from studio.engine.tasks import TASKS
from studio.engine.tasks.protocol import Feature, Task
from studio.engine.training import loop
from studio.engine.training import splits as splitting
from studio.engine.training.batching import count_targets, list_ids, measure_lengths
from studio.engine.training.keeping.windows import Windows, find_key, recall
from studio.engine.training.splits import Coding, Split
from tests.engine.training.bench import list_losses, list_states, play
from tests.engine.training.conftest import MakeRun

DATA = "d" * 64
GOLD: dict[str, Callable[[list[str]], list[str]]] = {
    "token-classification": lambda words: ["B-X" if word.istitle() else "O" for word in words],
    "text-classification": lambda words: ["long" if len(words) > 20 else "short"],
    "multi-label-classification": lambda words: sorted({word for word in words if word in ("the", "and")}),
}
LABELS = {
    "token-classification": ["X"],
    "text-classification": ["long", "short"],
    "multi-label-classification": ["and", "the"],
}


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Some of them empty, some longer than a window."""
    rows = (find_resources() / "samples" / "messages_en" / "train.csv").read_text(encoding="utf-8").splitlines()
    return ["", *rows[:120], " ".join(rows[:8])]


@pytest.fixture(scope="module")
def tokenizer(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> PreTrainedTokenizerBase:
    """One that was learnt from the texts."""
    return learn_tokenizer(iter(texts), tmp_path_factory.mktemp("learnt") / "tokenizer")


Fill = Callable[..., Split]


@pytest.fixture
def fill(tmp_path: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Makes a split of the texts, ten of them at a time."""
    monkeypatch.setattr(splitting, "CHUNK", 10)

    def make(task: str = "token-classification", rows: Sequence[str] = texts) -> Split:
        words = [text.split() for text in rows]
        table = pa.table({"text": rows, "tokens": words, "gold": [GOLD[task](row) for row in words]})
        path = tmp_path / f"{task}.arrow"
        with ipc.new_file(str(path), table.schema) as writer:
            writer.write_table(table)
        return Split("train", Table(path))

    return make


class Counting:
    """A task that counts how often it cuts windows."""

    def __init__(self, task: Task) -> None:
        self.task, self.calls = task, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.task, name)

    def features(self, *arguments: Any) -> list[Feature]:
        self.calls += 1
        return self.task.features(*arguments)


def code(tokenizer: PreTrainedTokenizerBase, task: str = "token-classification", max_length: int = 32) -> Coding:
    return Coding(TASKS[task], tokenizer, LABELS[task], TASKS[task].tags(LABELS[task]), max_length)


def cut(split: Split, coding: Coding, data: str | None = DATA) -> tuple[Sequence[Feature], int]:
    """The windows, and how often the task was asked for some."""
    counting: Any = Counting(coding.task)
    shares = list(split.prepare(replace(coding, task=counting), coding.find_windows(data) if data else None))
    assert shares[-1] == 1.0
    return split.features, counting.calls


def find_files(home: Path) -> list[Path]:
    return sorted(path for path in (home / "cache" / "windows").rglob("*") if path.is_file())


def assert_same(left: Sequence[Feature], right: Sequence[Feature]) -> None:
    assert len(left) == len(right)
    for one, other in zip(left, right, strict=True):
        assert (one.example, one.cut) == (other.example, other.cut)
        for name in ("input_ids", "labels", "words"):
            assert getattr(one, name).dtype == getattr(other, name).dtype == np.int32
            assert np.array_equal(getattr(one, name), getattr(other, name)), name


@pytest.mark.parametrize("task", list(GOLD))
def test_windows_come_back_from_the_file_as_they_were_cut(
    task: str, fill: Fill, texts: list[str], tokenizer: PreTrainedTokenizerBase, home: Path
) -> None:
    coding, split = code(tokenizer, task), fill(task)
    rows = split.table.rows(0, len(texts))
    plain = coding.task.features(rows, tokenizer, coding.tags, coding.max_length)
    (fresh, asked), (again, asked_again) = cut(split, coding), cut(fill(task), coding)
    assert (asked, asked_again) == (len(texts) // 10 + 1, 0)
    assert len({feature.example for feature in plain}) == len(texts)
    for found in (fresh, again, cut(split, coding, None)[0], Windows.of(plain)):
        assert_same(found, plain)
        assert measure_lengths(found).tolist() == measure_lengths(plain).tolist()
        assert count_targets(found).tolist() == count_targets(plain).tolist()
        assert list_ids(found).tolist() == list_ids(plain).tolist()
        assert isinstance(found, Windows)
        assert found.examples.tolist() == [feature.example for feature in plain]
    assert len(find_files(home)) == 1


def test_it_is_a_list(fill: Fill, tokenizer: PreTrainedTokenizerBase) -> None:
    found, _ = cut(fill(), code(tokenizer))
    whole = list(found)
    assert_same(found[3:40:7], whole[3:40:7])
    assert_same([found[-1], found[int(np.int64(5))]], [whole[-1], whole[5]])
    for index in (len(whole), -len(whole) - 1):
        with pytest.raises(IndexError):
            found[index]
    assert np.shares_memory(found[7].input_ids, found[7].input_ids), "a copy, not a view"


def test_nothing_is_a_list_too(fill: Fill, tokenizer: PreTrainedTokenizerBase) -> None:
    split, coding = fill(rows=[]), code(tokenizer)
    for _ in range(2):
        list(split.prepare(coding, coding.find_windows(DATA)))
        assert list(split.features) == []
        assert measure_lengths(split.features).tolist() == count_targets(split.features).tolist() == []
    assert list_ids(Windows([])).tolist() == []


def test_another_tokenizer_length_tag_task_or_copy_has_another_key(
    texts: list[str], tokenizer: PreTrainedTokenizerBase, tmp_path: Path
) -> None:
    task, tags = "token-classification", ["O", "B-X", "I-X"]
    other = learn_tokenizer(iter(texts[:60]), tmp_path / "other")
    asked: list[tuple[str, str, PreTrainedTokenizerBase, list[str], int]] = [
        (DATA, task, tokenizer, tags, 32),
        ("e" * 64, task, tokenizer, tags, 32),
        (DATA, "text-classification", tokenizer, tags, 32),
        (DATA, task, other, tags, 32),
        (DATA, task, tokenizer, ["O", "B-Y", "I-Y"], 32),
        (DATA, task, tokenizer, tags, 33),
    ]
    keys = [find_key(*question) for question in asked]
    assert len(set(keys)) == len(asked)
    tokenizer("some text", truncation=True, max_length=3, padding="max_length")
    assert find_key(*asked[0]) == keys[0], "what an earlier call left in the tokenizer counts"


def test_the_way_words_are_taken_is_part_of_the_key(tokenizer: PreTrainedTokenizerBase, tmp_path: Path) -> None:
    tokenizer.save_pretrained(tmp_path)
    same, other = (load_tokenizer(tmp_path) for _ in range(2))
    other.add_tokens(["Lindqvist"])
    keys = [find_key(DATA, "token-classification", each, ["O"], 32) for each in (tokenizer, same, other)]
    assert keys[0] == keys[1] != keys[2]


def test_a_split_of_other_rows_under_the_same_key_is_cut_anew(
    fill: Fill, texts: list[str], tokenizer: PreTrainedTokenizerBase
) -> None:
    coding = code(tokenizer)
    cut(fill(), coding)
    found, asked = cut(fill(rows=texts[:50]), coding)
    assert asked == 5
    assert found[-1].example == 49


def test_a_damaged_file_is_never_trusted_and_made_anew(
    fill: Fill, tokenizer: PreTrainedTokenizerBase, home: Path
) -> None:
    coding, split = code(tokenizer), fill()
    expected = list(cut(split, coding)[0])
    (path,) = find_files(home)
    whole, chance = path.read_bytes(), random.Random(5)
    stamp = ipc.open_file(str(path)).schema.metadata[b"stamp"].decode()
    for number in range(150):
        place = chance.randrange(len(whole))
        torn = whole[:place] if number % 3 == 0 else None
        flipped = whole[:place] + bytes([whole[place] ^ 1 << chance.randrange(8)]) + whole[place + 1 :]
        path.write_bytes(flipped if torn is None else torn)
        trusted = recall(path, stamp)
        if trusted is not None:  # the bit was one of the padding between the columns
            assert_same(trusted, expected)
    path.write_bytes(whole[:-100])
    found, asked = cut(split, coding)
    assert asked > 0
    assert_same(found, expected)
    assert path.read_bytes() == whole
    assert cut(split, coding)[1] == 0


@pytest.mark.parametrize("room", [0, 1, 5])
def test_a_full_disk_leaves_the_windows_in_memory(
    room: int, fill: Fill, tokenizer: PreTrainedTokenizerBase, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coding = code(tokenizer)
    expected = list(cut(fill(), coding, None)[0])
    free = iter([10**12] * room)

    class Usage:
        free = 0

    def measure(path: Path) -> Usage:
        usage = Usage()
        usage.free = next(free, 0)
        return usage

    monkeypatch.setattr(shutil, "disk_usage", measure)
    found, _ = cut(fill(), coding)
    assert_same(found, expected)
    assert find_files(home) == []


@pytest.mark.parametrize("place", ["write_batch", "close", "replace", "mkdir"])
def test_a_disk_that_refuses_is_no_error(
    place: str, fill: Fill, tokenizer: PreTrainedTokenizerBase, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coding, split = code(tokenizer), fill()
    expected = list(cut(split, coding, None)[0])

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    class Refusing:
        """A writer of Arrow files on a disk that is full from the third batch on, or at the end."""

        def __init__(self, *arguments: Any) -> None:
            self.inner, self.count = new_file(*arguments), 0

        def write_batch(self, batch: Any, **named: Any) -> None:
            self.count += 1
            if place == "write_batch" and self.count == 3:
                refuse()
            self.inner.write_batch(batch, **named)

        def close(self) -> None:
            if place == "close":
                refuse()
            self.inner.close()

    new_file = ipc.new_file
    monkeypatch.setattr(ipc, "new_file", Refusing)
    if place in ("replace", "mkdir"):
        monkeypatch.setattr(Path, place, refuse)
    found, asked = cut(split, coding)
    monkeypatch.undo()
    assert asked > 0
    assert_same(found, expected)
    assert find_files(home) == []


def test_what_was_broken_off_leaves_nothing(fill: Fill, tokenizer: PreTrainedTokenizerBase, home: Path) -> None:
    coding = code(tokenizer)
    going: Any = fill().prepare(coding, coding.find_windows(DATA))
    next(going)
    assert len(find_files(home)) == 1
    going.close()
    assert find_files(home) == []


def test_two_at_once_end_with_the_same_windows(fill: Fill, tokenizer: PreTrainedTokenizerBase, home: Path) -> None:
    coding, one, other = code(tokenizer), fill(), fill()
    ways = [split.prepare(coding, coding.find_windows(DATA)) for split in (one, other)]
    for _ in zip(*ways, strict=True):
        pass
    assert_same(one.features, list(other.features))
    assert len(find_files(home)) == 1
    assert cut(fill(), coding)[1] == 0


def test_a_resumed_run_cuts_no_window_and_learns_the_same(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "TICK_SECONDS", 0.0)
    torch.set_num_threads(1)
    counting: Any = Counting(TASKS["token-classification"])
    monkeypatch.setitem(TASKS, "token-classification", counting)
    whole = play(make_run("whole"))
    assert counting.calls == 3
    run = make_run("resumed")
    first = play(run, stop_at=3)
    second = play(run)
    assert counting.calls == 3, "the second run has the same data, and the second attempt too"
    assert list_states(second)[-1] is RunState.DONE
    assert list_losses(first)[:3] + list_losses(second) == list_losses(whole)
