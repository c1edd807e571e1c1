"""Loads a model and its tokenizer, pretrained or from scratch; never runs code that came with a model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from transformers import AutoConfig, AutoTokenizer, PreTrainedModel, PreTrainedTokenizerBase

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.models.scratch import build_config, learn_tokenizer
from studio.engine.models.source import STARTER, STARTER_SHA256, ModelSource

SAFE: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
DROPOUTS = (
    "hidden_dropout_prob",
    "attention_probs_dropout_prob",
    "dropout",
    "attention_dropout",
    "embedding_dropout",
)
"""Names that architectures give to their dropout; those of the head follow the hidden one."""


def load_model(
    source: ModelSource,
    auto_class: Any,
    tags: Sequence[str],
    texts: Iterable[str],
    keep: Path,
    dropout: float | None = None,
) -> tuple[PreTrainedModel, PreTrainedTokenizerBase]:
    """The model with a fresh head of ``len(tags)`` outputs, and its tokenizer.

    ``auto_class`` is the ``AutoModelFor…`` of the task. A model from scratch learns its tokenizer from ``texts``
    once and keeps it in the folder ``keep``, so that every attempt of a run has the same. Random weights come from
    torch's generator: seed it before. Raises ``StudioError`` (``model.broken``) where the files do not load.
    """
    labels = {
        "num_labels": len(tags),
        "id2label": dict(enumerate(tags)),
        "label2id": {t: i for i, t in enumerate(tags)},
    }
    if source.path is None:
        tokenizer = learn_tokenizer(texts, keep)
        config = build_config(len(tokenizer), labels)
        return auto_class.from_config(_set_dropout(config, dropout)), tokenizer
    try:
        if source.id == STARTER:
            _verify_starter(source.path)
        config = _set_dropout(AutoConfig.from_pretrained(source.path, **SAFE, **labels), dropout)
        tokenizer = load_tokenizer(source.path, config.model_type)
        model = auto_class.from_pretrained(
            source.path,
            config=config,
            use_safetensors=True,
            ignore_mismatched_sizes=True,
            dtype="float32",
            **SAFE,
        )
    except (OSError, ValueError, RuntimeError, KeyError, ImportError, SafetensorError) as error:
        place = Place(file=str(source.path), field="model")
        raise StudioError(
            Problem(code="model.broken", values={"model": source.id}, place=place, details=str(error))
        ) from error
    return model, tokenizer


def load_tokenizer(folder: Path, model_type: str = "") -> PreTrainedTokenizerBase:
    """The fast tokenizer of a folder, able to take words one by one (byte-level ones need a leading space)."""
    spaced = {"add_prefix_space": True} if model_type in ("roberta", "xlm-roberta-xl", "longformer", "gpt2") else {}
    tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(folder, **SAFE, **spaced)
    if not tokenizer.is_fast:
        raise ValueError("the tokenizer has no fast form")
    return tokenizer


def _set_dropout(config: Any, dropout: float | None) -> Any:
    for name in DROPOUTS if dropout is not None else ():
        if isinstance(getattr(config, name, None), float):
            setattr(config, name, dropout)
    return config


def _verify_starter(folder: Path) -> None:
    """The starter's weights are those we chose. Raises ``StudioError`` (``model.hash_differs``)."""
    with (folder / "model.safetensors").open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != STARTER_SHA256:
        raise StudioError(Problem(code="model.hash_differs", values={"model": STARTER}, details=found))
