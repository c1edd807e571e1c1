"""Windows kept in a file: how long the second attempt prepares, what they weigh, and what a loader could save.

``python -m tests.benchmarks.learning.windows [--data FOLDER] [--examples 20000]``: the sentences of a CoNLL file named
*train* (default: a sample set), again and again with other words left out. The last row decides whether a thread that
makes the next batch ready beside the training would pay.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pyarrow as pa
import torch
from pyarrow import ipc
from transformers import AutoModelForTokenClassification
from transformers.utils import logging

from studio.contract.places import find_resources
from studio.contract.recipe import DataSpec
from studio.contract.table import Table
from studio.engine.data.store import prepare
from studio.engine.models.loading import load_model
from studio.engine.models.source import locate
from studio.engine.tasks import TASKS
from studio.engine.tasks.protocol import Feature
from studio.engine.training.batching import Collator, count_targets, measure_lengths, plan_epoch, split_batch
from studio.engine.training.keeping.windows import Windows, Writer, recall
from studio.engine.training.losses import sum_loss
from studio.engine.training.optimization import build_optimizer
from studio.engine.training.planning import MICRO_TOKENS
from studio.engine.training.splits import Coding, Split
from tests.benchmarks.learning.sides import CPU

COUNT = 100_000
STEPS = 12
FASTER, LIGHTER, LOADER_SHARE = 10.0, 5.0, 0.01


def build_table(base: Path, count: int, out: Path) -> list[str]:
    """Writes the examples; gives their labels."""
    (train,) = [*base.glob("*train*.conll")][:1]
    prepared = prepare(DataSpec(train=train.name), base, "token-classification")
    table, chance = Table(prepared.splits["train"]), random.Random(1)
    known = table.rows(0, len(table), ["tokens", "gold"])
    texts, tokens, gold = [], [], []
    for number in range(count):
        row = known[number % len(known)]
        left = [place for place in range(len(row["tokens"])) if number < len(known) or chance.random() < 0.9]
        tokens.append([row["tokens"][place] for place in left])
        gold.append([row["gold"][place] for place in left])
        texts.append(" ".join(tokens[-1]))
    whole = pa.table({"text": texts, "tokens": tokens, "gold": gold})
    with ipc.new_file(str(out), whole.schema) as writer:
        writer.write_table(whole, max_chunksize=1000)
    return prepared.labels


def time_preparing(path: Path, coding: Coding) -> tuple[float, Split]:
    """Seconds of an attempt until all windows are there, with the key."""
    began = time.perf_counter()
    split = Split("train", Table(path))
    for _ in split.prepare(coding, coding.find_windows("benchmark")):
        pass
    measure_lengths(split.features)
    return time.perf_counter() - began, split


def measure_memory() -> tuple[int, int]:
    """Bytes of this process: those that only it can free, and all (pages of a file the system takes back at need)."""
    found = psutil.Process().memory_info()
    return found.rss - getattr(found, "shared", 0), found.rss


def weigh(kind: str, path: Path) -> tuple[int, int]:
    """What 100,000 windows add to both: as a list of objects, or mapped from their file."""
    chance = np.random.default_rng(3)
    lengths = chance.integers(8, 48, COUNT)

    def draw(start: int) -> list[Feature]:
        found = []
        for index in range(start, start + 500):
            ids = chance.integers(0, 30_000, lengths[index], dtype=np.int32)
            found.append(Feature(index, ids, np.zeros(len(ids), np.int32), np.arange(len(ids), dtype=np.int32)))
        return found

    if kind == "mapped" and not path.exists():
        with Writer(path, "weighed") as writer:
            for start in range(0, COUNT, 500):
                writer.add(draw(start))
            writer.finish()
    draw(0)
    gc.collect()
    before = measure_memory()
    held: Sequence[Feature] | None
    if kind == "list":
        held = [feature for start in range(0, COUNT, 500) for feature in draw(start)]
    else:
        held = recall(path, "weighed")
        assert isinstance(held, Windows)
        assert len(held.lengths) == len(held.targets) == COUNT
    gc.collect()
    after = measure_memory()
    assert held is not None
    return after[0] - before[0], after[1] - before[1]


def weigh_apart(kind: str, path: Path) -> tuple[int, int]:
    """In a process of its own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(weigh, (kind, path))


def measure_collating(split: Split, coding: Coding) -> float:
    """The share of training that goes into making the tensors of a micro-batch."""
    torch.manual_seed(0)
    source = locate("starter")
    model, _ = load_model(source, AutoModelForTokenClassification, coding.tags, [], Path(), dropout=0.1)
    optimizer, collator = (
        build_optimizer(model, {"optimizer": "adamw", "learning_rate": 2e-4, "weight_decay": 0.01}),
        Collator(coding.tokenizer.pad_token_id or 0, CPU),
    )
    lengths = measure_lengths(split.features)
    collating = 0.0
    model.train()
    began = time.perf_counter()
    for batch in plan_epoch(lengths, count_targets(split.features), 16, 1, 0)[:STEPS]:
        for piece in split_batch(batch, lengths, MICRO_TOKENS["cpu"]):
            start = time.perf_counter()
            tensors = collator.collate([split.features[index] for index in piece])
            collating += time.perf_counter() - start
            logits = model(input_ids=tensors.input_ids, attention_mask=tensors.attention_mask).logits
            torch.autograd.backward(sum_loss(logits, tensors.labels, coding.task.outputs))
        optimizer.step()
        optimizer.zero_grad()
    return collating / (time.perf_counter() - began)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a row each; 0 where all goals are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=find_resources() / "samples" / "news_en")
    parser.add_argument("--examples", type=int, default=20_000)
    asked = parser.parse_args(arguments)
    quiet: Any = logging  # untyped upstream
    quiet.set_verbosity_error()
    quiet.disable_progress_bar()
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDIO_HOME"] = home
        path = Path(home) / "train.arrow"
        labels = build_table(asked.data, asked.examples, path)
        task = TASKS["token-classification"]
        tags = task.tags(labels)
        _, tokenizer = load_model(locate("starter"), AutoModelForTokenClassification, tags, [], Path())
        coding = Coding(task, tokenizer, labels, tags, 128)
        first, split = time_preparing(path, coding)
        second = min(time_preparing(path, coding)[0] for _ in range(3))
        weighed = Path(home) / "weighed.arrow"
        weigh_apart("mapped", weighed)  # writes the file
        (listed, _), (mapped, resident) = (weigh_apart(kind, weighed) for kind in ("list", "mapped"))
        share = measure_collating(split, coding)
    count = f"{asked.examples:,} examples"
    print(f"| {count} made into windows, first attempt | {first:.2f} s | |")
    print(f"| the same, second attempt | {second:.3f} s, {first / second:.0f} times faster | ≥ {FASTER:.0f} times |")
    print(f"| 100,000 windows as a list of objects | {listed / 1e6:.0f} MB | |")
    held = f"{mapped / 1e6:.1f} MB; {resident / 1e6:.0f} MB with the file's pages, which the system can take back"
    print(f"| the same mapped from their file | {held} | ≤ 1/{LIGHTER:.0f} of it |")
    print(f"| making tensors, share of a training step | {share:.2%} | < {LOADER_SHARE:.0%}: no loader is needed |")
    return int(first / second < FASTER or listed / max(1, mapped) < LIGHTER or share >= LOADER_SHARE)


if __name__ == "__main__":
    sys.exit(main())
