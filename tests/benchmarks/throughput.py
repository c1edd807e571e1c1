"""Real tokens a second: our loop against ``transformers.Trainer`` as it comes, in interleaved pairs.

``python -m tests.benchmarks.throughput [--data FOLDER] [--examples 300] [--pairs 5]``: same model, windows, batch
size and number of steps, fp32 on the processor. Only training is timed; padding does not count as tokens.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from torch.utils.data import Dataset
from transformers import (
    AutoModelForTokenClassification,
    DataCollatorForTokenClassification,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PrinterCallback,
    Trainer,
    TrainingArguments,
)
from transformers.utils import logging

from studio.contract.places import find_resources
from studio.contract.recipe import DataSpec
from studio.contract.run import RunFolder
from studio.contract.table import Table
from studio.engine.data.store import prepare
from studio.engine.models.loading import load_model
from studio.engine.models.source import locate
from studio.engine.tasks import TASKS
from studio.engine.training.batching import Collator
from studio.engine.training.keeping.snapshot import Snapshot
from studio.engine.training.loop import Loop
from studio.engine.training.mailbox import Mailbox
from studio.engine.training.optimization import build_optimizer
from studio.engine.training.planning import MICRO_TOKENS
from studio.engine.training.precision import Precision
from studio.engine.training.splits import Coding, Reader, Split

CPU = torch.device("cpu")
BATCH = 16
VALUES: dict[str, Any] = {
    "epochs": 1.0,
    "learning_rate": 2e-4,
    "batch_size": BATCH,
    "warmup_ratio": 0.1,
    "weight_decay": 0.01,
    "lr_schedule": "linear",
    "optimizer": "adamw",
    "max_grad_norm": 1.0,
    "evaluations_per_epoch": 1,
    "early_stopping": 0,
    "seed": 42,
}


class Windows(Dataset[dict[str, list[int]]]):
    """The windows of a split as the stock trainer takes them."""

    def __init__(self, split: Split) -> None:
        self.rows = [
            {"input_ids": f.input_ids.tolist(), "attention_mask": [1] * len(f.input_ids), "labels": f.labels.tolist()}
            for f in split.features
        ]

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: int) -> dict[str, list[int]]:
        return self.rows[index]


def read_windows(folder: Path | None, count: int) -> tuple[Split, Coding, Callable[[], PreTrainedModel]]:
    """The first examples of the data as windows, and what builds a fresh starter model for them."""
    base = folder or find_resources() / "samples" / "news_en"
    (train,) = [*base.glob("*train*.conll")][:1]
    prepared = prepare(DataSpec(train=train.name), base, "token-classification")
    task = TASKS[prepared.task]
    tags = task.tags(prepared.labels)
    source = locate("starter")

    def build() -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
        torch.manual_seed(VALUES["seed"])
        return load_model(source, AutoModelForTokenClassification, tags, [], Path(), dropout=0.1)

    coding = Coding(task, build()[1], prepared.labels, tags, 128)
    split = Split("train", Table(prepared.splits["train"]))
    rows = split.table.rows(0, count, ["text", "tokens", "gold"])
    split.features = task.features(rows, coding.tokenizer, tags, coding.max_length)
    return split, coding, lambda: build()[0]


def time_ours(model: PreTrainedModel, split: Split, coding: Coding) -> float:
    """Seconds of one epoch in our loop."""
    precision = Precision("fp32", CPU)
    snapshot = Snapshot(model, build_optimizer(model, VALUES), precision.build_scaler(), CPU)
    reader = Reader(model, coding, Collator(coding.tokenizer.pad_token_id or 0, CPU), precision)
    with tempfile.TemporaryDirectory() as folder:
        mailbox = Mailbox(RunFolder(Path(folder)), 1)
        loop = Loop(
            snapshot,
            reader,
            {"train": split},
            VALUES,
            mailbox,
            lambda standing, random: None,
            headline="micro_f1",
            micro_tokens=MICRO_TOKENS["cpu"],
        )
        began = time.perf_counter()
        for _ in loop.run():
            pass
        return time.perf_counter() - began


def time_stock(model: PreTrainedModel, split: Split, coding: Coding) -> float:
    """Seconds of one epoch in the stock trainer: random batches, padded to the longest of each."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            output_dir=folder,
            per_device_train_batch_size=BATCH,
            num_train_epochs=1,
            learning_rate=VALUES["learning_rate"],
            report_to=[],
            save_strategy="no",
            use_cpu=True,
            disable_tqdm=True,
        )
        collator = DataCollatorForTokenClassification(coding.tokenizer)
        trainer = Trainer(model=model, args=arguments, train_dataset=Windows(split), data_collator=collator)
        trainer.remove_callback(PrinterCallback)
        began = time.perf_counter()
        trainer.train()
        return time.perf_counter() - began


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints one row a pair and the median ratio with its range."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder with a CoNLL file named *train*; default: a sample set")
    parser.add_argument("--examples", type=int, default=300)
    parser.add_argument("--pairs", type=int, default=5)
    asked = parser.parse_args(arguments)
    quiet: Any = logging  # untyped upstream
    quiet.set_verbosity_error()
    quiet.disable_progress_bar()
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDIO_HOME"] = home
        split, coding, build = read_windows(asked.data, asked.examples)
        tokens = sum(len(feature.input_ids) for feature in split.features)
        print(f"{len(split.features)} windows, {tokens} real tokens, batch {BATCH}, {torch.get_num_threads()} threads")
        print("pair   ours tokens/s   stock tokens/s   ratio")
        ratios = []
        for pair in range(asked.pairs + 1):
            ours = tokens / time_ours(build(), split, coding)
            stock = tokens / time_stock(build(), split, coding)
            if pair:  # the first one warms the caches
                ratios.append(ours / stock)
                print(f"{pair:>4}   {ours:>13.0f}   {stock:>14.0f}   {ratios[-1]:>5.2f}", flush=True)
        figures = f"{statistics.median(ratios):.2f} (range {min(ratios):.2f} to {max(ratios):.2f}, {asked.pairs} pairs)"
        print(f"| real tokens/s, ours over transformers.Trainer, median | {figures} | ≥ 1.0 |")


if __name__ == "__main__":
    main()
