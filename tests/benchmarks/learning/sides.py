"""One training by our loop, or by ``transformers.Trainer`` as it comes, in a process of its own; prints figures.

``python -m tests.benchmarks.learning.sides '{"side": "ours", "model": "starter", "data": "FOLDER", "examples": 300}'``.
Both sides get the same model, windows, batch size, epochs, learning rate, seed and fp32. Only training is timed;
padding does not count as tokens.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils.data import Dataset
from transformers import (
    AutoModelForTokenClassification,
    BertConfig,
    DataCollatorForTokenClassification,
    PreTrainedModel,
    PreTrainedTokenizerBase,
    PrinterCallback,
    Trainer,
    TrainingArguments,
    XLMRobertaConfig,
)
from transformers.utils import logging

from studio.contract.places import child_environment
from studio.contract.recipe import DataSpec
from studio.contract.run import RunFolder
from studio.contract.table import Table
from studio.engine.data.store import prepare
from studio.engine.models.loading import load_model
from studio.engine.models.scratch import learn_tokenizer
from studio.engine.models.source import locate
from studio.engine.tasks import TASKS
from studio.engine.training.batching import Collator, list_ids, measure_lengths
from studio.engine.training.keeping.checkpoints import CheckpointFolder
from studio.engine.training.keeping.saver import Saver
from studio.engine.training.keeping.snapshot import Content, Snapshot
from studio.engine.training.loop import Loop
from studio.engine.training.mailbox import Mailbox
from studio.engine.training.optimization import build_optimizer
from studio.engine.training.planning import MICRO_TOKENS
from studio.engine.training.precision import Precision
from studio.engine.training.splits import Coding, Reader, Split, infer
from studio.engine.training.tuning.allocator import keep_memory
from studio.engine.training.tuning.ready import make_ready
from studio.engine.training.tuning.trimming import trim

CPU = torch.device("cpu")
SHAPES: dict[str, Any] = {
    "chinese-shaped": BertConfig(
        vocab_size=21128, hidden_size=384, num_hidden_layers=6, num_attention_heads=12, intermediate_size=1536
    ),
    "xlm-r-shaped": XLMRobertaConfig(
        vocab_size=250002, hidden_size=768, num_hidden_layers=12, num_attention_heads=12, intermediate_size=3072,
        max_position_embeddings=514, pad_token_id=0,
    ),
}  # fmt: skip
"""Random weights in a true shape with a true vocabulary; the tokenizer is learnt from the data."""


@dataclass(frozen=True)
class Case:
    """What is trained, and how."""

    side: str
    data: str
    train: str
    model: str = "starter"
    examples: int = 300
    validation: str = ""
    test: str = ""
    judged: int = 0
    epochs: float = 1.0
    learning_rate: float = 2e-4
    batch_size: int = 16
    dropout: float = 0.1
    max_length: int = 128
    seed: int = 42
    saves: bool = False
    precision: str = "fp32"


@dataclass
class Outcome:
    """Seconds of training, real tokens in them, bytes at the peak, FLOP, and FLOP/s of a large matrix product."""

    seconds: float
    tokens: int
    peak: int
    flop: float
    matmul: float
    losses: list[float] = field(default_factory=list)
    micro_f1: float | None = None

    @property
    def tokens_per_second(self) -> float:
        """Real ones."""
        return self.tokens / self.seconds

    @property
    def share(self) -> float:
        """Of the matrix product's speed, what the training reached."""
        return self.flop / self.seconds / self.matmul


def run_child(case: Case, threads: int = 0) -> Outcome:
    """The figures of a case, trained in a process of its own; ours in the environment that the product gives it."""
    environment = child_environment() if case.side == "ours" else {**os.environ}
    if threads:
        environment["OMP_NUM_THREADS"] = str(threads)
    command = [sys.executable, "-m", "tests.benchmarks.learning.sides", json.dumps(asdict(case))]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True)
    if ended.returncode:
        raise RuntimeError(ended.stderr[-3000:])
    return Outcome(**json.loads(ended.stdout.splitlines()[-1]))


class Bench:
    """Data and model of a case."""

    def __init__(self, case: Case, folder: Path) -> None:
        self.case, self.folder = case, folder
        base = Path(case.data)
        spec = DataSpec(train=case.train, validation=case.validation or None, test=case.test or None)
        prepared = prepare(spec, base, "token-classification")
        self.task = TASKS[prepared.task]
        self.tags = self.task.tags(prepared.labels)
        train = Table(prepared.splits["train"])
        rows = train.rows(0, case.examples, ["text", "tokens", "gold"])
        torch.manual_seed(case.seed)
        self.model, tokenizer = self._build_model([row["text"] for row in rows])
        self.coding = Coding(self.task, tokenizer, prepared.labels, self.tags, case.max_length)
        self.train = self._cut("train", train, case.examples)
        self.judged = [self._cut(name, Table(path), case.judged) for name, path in prepared.splits.items()
                       if case.judged and name != "train"]  # fmt: skip

    def _cut(self, name: str, table: Table, count: int) -> Split:
        split = Split(name, table)
        rows = table.rows(0, count, ["text", "tokens", "gold"])
        split.features = self.task.features(rows, self.coding.tokenizer, self.tags, self.case.max_length)
        return split

    def _build_model(self, texts: list[str]) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
        if self.case.model not in SHAPES:
            source = locate(self.case.model)
            keep, tags, dropout = self.folder / "tokenizer", self.tags, self.case.dropout
            return load_model(source, AutoModelForTokenClassification, tags, texts, keep, dropout)
        config = SHAPES[self.case.model]
        config.num_labels = len(self.tags)
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = self.case.dropout
        auto: Any = AutoModelForTokenClassification  # untyped upstream
        return auto.from_config(config), learn_tokenizer(texts, self.folder / "tokenizer")

    def count_flop(self) -> float:
        """Of forward and backward over all real tokens: six for each weight of a product, and the attention."""
        lengths = measure_lengths(self.train.features)
        weights = sum(part.weight.numel() for part in self.model.modules() if isinstance(part, torch.nn.Linear))
        config = self.model.config
        attention = 12 * config.num_hidden_layers * config.hidden_size * float((lengths**2).sum())
        return float(self.case.epochs * (6.0 * weights * float(lengths.sum()) + attention))

    def learn_ours(self) -> Iterator[float]:
        """Trains as the product does; gives the losses. The model is ready before the first."""
        case = self.case
        values: dict[str, Any] = {
            "epochs": case.epochs, "learning_rate": case.learning_rate, "batch_size": case.batch_size,
            "warmup_ratio": 0.1, "weight_decay": 0.01, "lr_schedule": "linear", "optimizer": "adamw",
            "max_grad_norm": 1.0, "evaluations_per_epoch": 1, "early_stopping": 0, "seed": case.seed, "method": "full",
        }  # fmt: skip
        padding = self.coding.tokenizer.pad_token_id or 0
        active = np.union1d(list_ids(self.train.features), [padding])
        model = make_ready(self.model, values, CPU, active)
        precision = Precision(case.precision, CPU)
        reader = Reader(model, self.coding, Collator(padding, CPU), precision, trimming=trim(model))
        snapshot = Snapshot(model, build_optimizer(model, values), precision.build_scaler(), CPU)
        checkpoints = CheckpointFolder(self.folder / "checkpoints")

        def write(content: Content, step: int, best: int) -> None:
            if case.saves:
                checkpoints.write(step, content.fill)
                checkpoints.keep_only({step})

        saver = Saver(snapshot, self.folder, write)
        mailbox = Mailbox(RunFolder(self.folder), 1)
        torch.manual_seed(case.seed)
        loop = Loop(
            snapshot, reader, {"train": self.train}, values, mailbox, saver,
            headline="micro_f1", micro_tokens=MICRO_TOKENS["cpu"],
        )  # fmt: skip
        for event in loop.run():
            yield getattr(event, "values", {}).get("loss", float("nan"))

    def learn_stock(self) -> None:
        """Trains with the stock trainer: random batches, padded to the longest of each."""
        case = self.case
        steps = int(case.epochs * -(-len(self.train.features) // case.batch_size))
        arguments = TrainingArguments(
            output_dir=str(self.folder / "stock"),
            per_device_train_batch_size=case.batch_size,
            num_train_epochs=case.epochs,
            learning_rate=case.learning_rate,
            weight_decay=0.01,
            warmup_steps=-(-steps // 10),
            seed=case.seed,
            report_to=[],
            save_strategy="no",
            use_cpu=True,
            disable_tqdm=True,
        )
        collator = DataCollatorForTokenClassification(self.coding.tokenizer)
        trainer = Trainer(model=self.model, args=arguments, train_dataset=Rows(self.train), data_collator=collator)
        trainer.remove_callback(PrinterCallback)
        trainer.train()

    def judge(self) -> float | None:
        """Micro F1 of the trained model on the first ``judged`` examples of each other split; None without any."""
        padding = self.coding.tokenizer.pad_token_id or 0
        reader = Reader(self.model, self.coding, Collator(padding, CPU), Precision("fp32", CPU))
        gold: list[Any] = []
        predicted: list[Any] = []
        for split in self.judged:
            rows = split.table.rows(0, self.case.judged, ["text", "tokens", "gold"])
            logits = dict(pair for batch in infer(reader, split.features) for pair in batch)
            ordered = [logits[index] for index in range(len(split.features))]
            predicted += [one.predicted for one in self.task.collect(rows, split.features, ordered, self.tags)]
            gold += [row["gold"] for row in rows]
        if not gold:
            return None
        return float(self.task.measure(gold, predicted, self.coding.labels, "validation").overall.micro_f1)


class Rows(Dataset[dict[str, list[int]]]):
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


def measure_matmul(size: int = 1024, seconds: float = 1.0) -> float:
    """FLOP/s of a large matrix product in fp32, the best of a second."""
    left, right, best = torch.ones(size, size), torch.ones(size, size), 0.0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        start = time.perf_counter()
        torch.mm(left, right)
        best = max(best, 2 * size**3 / (time.perf_counter() - start))
    return best


def main() -> None:
    """Trains the case of the first argument and prints its outcome as one line of JSON."""
    case = Case(**json.loads(sys.argv[1]))
    quiet: Any = logging  # untyped upstream
    quiet.set_verbosity_error()
    quiet.disable_progress_bar()
    if case.side == "ours":
        keep_memory()
    matmul = measure_matmul()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(case, Path(folder))
        flop, losses = bench.count_flop(), []
        tokens = int(case.epochs * measure_lengths(bench.train.features).sum())
        began = time.perf_counter()
        if case.side == "ours":
            losses = list(bench.learn_ours())
        else:
            bench.learn_stock()
        seconds = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        outcome = Outcome(seconds, tokens, peak, flop, matmul, [x for x in losses if x == x][-1:], bench.judge())
    print(json.dumps(asdict(outcome)))


def read_cases(data: Path) -> Mapping[str, dict[str, Any]]:
    """The two data sets, as published in ``data``."""
    return {
        "WNUT-17": {
            "data": str(data / "wnut17"),
            "train": "wnut17train.conll",
            "validation": "emerging.dev.conll",
            "test": "emerging.test.annotated",
        },
        "UNER Chinese GSDSimp": {
            "data": str(data / "uner_zh_gsdsimp"),
            "train": "zh_gsdsimp-ud-train.iob2",
            "validation": "zh_gsdsimp-ud-dev.iob2",
            "test": "zh_gsdsimp-ud-test.iob2",
        },
    }


if __name__ == "__main__":
    main()
