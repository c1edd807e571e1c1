"""What a model that is ready to train holds, counted on its very tensors."""

from __future__ import annotations

import psutil
import torch
from torch import nn

from studio.engine.groups import measure_free
from studio.engine.methods.protocol import count_weights
from studio.engine.models.vocabulary import ActiveEmbedding
from studio.engine.training.sizing.memory import Held


def count_held(model: nn.Module, rows: int | None = None) -> Held:
    """The numbers of a model as :func:`studio.engine.training.tuning.ready.make_ready` gives it.

    ``rows`` is how many of the vocabulary will train, where the model knows only those of a sample.
    """
    count = count_weights(model)
    others = count.total - count.trainable
    merged = count.total if hasattr(model, "peft_config") else 0
    part = next((part for part in model.modules() if isinstance(part, ActiveEmbedding)), None)
    if part is None:
        return Held(count.trainable, others, merged=merged)
    known, width = part.weight.shape
    rows = known if rows is None else rows
    table = part.table.numel()
    return Held(count.trainable + (rows - known) * width, others + table, table, rows, width, merged)


def measure_budget(device: torch.device) -> int:
    """Bytes that a training in this process may take at its peak: what is free, and what it has already.

    On CUDA to be asked before the model is there.
    """
    if device.type == "cuda":
        free, _ = torch.cuda.mem_get_info(device)
        return int(free)
    return int(measure_free() + psutil.Process().memory_info().rss)
