"""Small models and data to train on within a second."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.ipc as ipc
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast

from studio.contract.events import Event, Metric, Notice, RunState, State
from studio.contract.run import RunFolder
from studio.contract.table import Table
from studio.engine.tasks.protocol import IGNORED, Feature
from studio.engine.tasks.token_classification import TokenClassification
from studio.engine.training import job
from studio.engine.training.batching import Collator
from studio.engine.training.keeping.saver import Saver
from studio.engine.training.keeping.snapshot import Content, Snapshot, Standing
from studio.engine.training.loop import Loop
from studio.engine.training.mailbox import Mailbox
from studio.engine.training.optimization import build_optimizer
from studio.engine.training.precision import Precision
from studio.engine.training.splits import Coding, Reader, Split
from studio.engine.training.tuning.trimming import trim

TAGS = ["O", "B-X", "I-X"]
FAST: Any = PreTrainedTokenizerFast  # untyped upstream
VOCABULARY = 100
CPU = torch.device("cpu")
VALUES: Mapping[str, Any] = {
    "epochs": 2.0,
    "learning_rate": 5e-3,
    "batch_size": 8,
    "warmup_ratio": 0.1,
    "weight_decay": 0.01,
    "lr_schedule": "linear",
    "optimizer": "adamw",
    "max_grad_norm": 1.0,
    "evaluations_per_epoch": 1,
    "early_stopping": 0,
    "seed": 7,
}


def build_model(dropout: float = 0.0, seed: int = 0) -> BertForTokenClassification:
    """A BERT with random weights: 2 layers, 32 wide."""
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=VOCABULARY,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
        id2label=dict(enumerate(TAGS)),
    )
    return BertForTokenClassification(config)


def draw_features(count: int = 60, seed: int = 3) -> list[Feature]:
    """Windows of 4 to 30 sub-tokens whose labels follow from the ids, a third of them not learnt."""
    chance = np.random.default_rng(seed)
    features = []
    for index in range(count):
        ids = chance.integers(1, VOCABULARY, chance.integers(4, 31), dtype=np.int32)
        labels = np.where(ids % 3 == 0, IGNORED, ids % len(TAGS)).astype(np.int32)
        features.append(Feature(index, ids, labels, np.full(len(ids), -1, np.int32)))
    return features


def build_split(folder: Path, features: list[Feature], name: str = "train") -> Split:
    """A split of these windows, one an example; its table has no more than their number."""
    path = folder / f"{name}.arrow"
    table = pa.table({"example_id": list(range(len(features)))})
    with ipc.new_file(str(path), table.schema) as writer:
        writer.write_table(table)
    split = Split(name, Table(path))
    split.features = features
    return split


def build_loop(
    folder: Path,
    model: BertForTokenClassification,
    features: list[Feature],
    *,
    write: Callable[[Content, int, int], None] = lambda content, step, best: None,
    recall: Callable[[], Standing | None] = lambda: None,
    micro_tokens: int = 10**6,
    trimmed: bool = True,
    **values: Any,
) -> Loop:
    """A loop on these windows without validation; requests come from a run in ``folder``."""
    merged = {**VALUES, **values}
    precision = Precision("fp32", CPU)
    snapshot = Snapshot(model, build_optimizer(model, merged), precision.build_scaler(), CPU)
    tokenizer = FAST(tokenizer_object=Tokenizer(WordLevel()))
    coding = Coding(TokenClassification(), tokenizer, [], TAGS, 32)
    torch.manual_seed(merged["seed"])
    return Loop(
        snapshot,
        Reader(model, coding, Collator(0, CPU), precision, trimming=trim(model) if trimmed else None),
        {"train": build_split(folder, features)},
        merged,
        Mailbox(RunFolder(folder), 1),
        Saver(snapshot, folder / "checkpoints", write),
        headline="micro_f1",
        micro_tokens=micro_tokens,
        recall=recall,
    )


def list_losses(events: Iterable[Event]) -> list[float]:
    """The training loss of each point of the curve."""
    return [event.values["loss"] for event in events if isinstance(event, Metric) and event.split == "train"]


def list_states(events: Iterable[Event]) -> list[RunState]:
    """The states in order."""
    return [event.state for event in events if isinstance(event, State)]


def list_notices(events: Iterable[Event]) -> list[str]:
    """The codes of notices in order."""
    return [event.code for event in events if isinstance(event, Notice)]


def play(run: RunFolder, stop_at: int = 0) -> list[Event]:
    """One attempt; asked to stop at a step of the curve."""
    seen = []
    with run.own() as attempt:
        for event in job.run(run, attempt):
            seen.append(run.append(event))
            if stop_at and isinstance(event, Metric) and event.step == stop_at:
                run.ask("stop", attempt)
    return seen
