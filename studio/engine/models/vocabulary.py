"""Active vocabulary: of the embedding only the rows of sub-tokens that occur in training are trained.

No other row can get a gradient, so leaving them out changes nothing but their weight decay: rows that training never
sees stay as the model's authors left them. For XLM-R or mDeBERTa the table is two thirds of all weights; with it go
its gradient and the optimizer's two moments.
"""

from __future__ import annotations

from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional
from transformers import PreTrainedModel


class ActiveEmbedding(nn.Module):
    """Stands in for an ``nn.Embedding``: ``weight`` ``[active, width]`` trains, ``table`` ``[all, width]`` keeps.

    While training it reads ``weight``, and knows no other sub-token; at ``eval()`` it writes the rows back and reads
    the whole table.
    """

    table: torch.Tensor
    active: torch.Tensor
    place: torch.Tensor

    def __init__(self, embedding: nn.Embedding, ids: NDArray[np.int64]) -> None:
        super().__init__()
        table, active = embedding.weight.detach(), torch.from_numpy(ids).to(embedding.weight.device)
        place = torch.full((len(table),), -1, dtype=torch.int64, device=table.device)
        place[active] = torch.arange(len(active), device=table.device)
        self.padding_idx = padding = embedding.padding_idx
        self._padding = None if padding is None or place[padding] < 0 else int(place[padding])
        self.weight = nn.Parameter(table[active].clone())
        self.register_buffer("table", table, persistent=False)
        self.register_buffer("active", active, persistent=False)
        self.register_buffer("place", place, persistent=False)

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        """The vectors of ``input_ids``; raises ``IndexError`` in training for one that is not active."""
        if self.training:
            return functional.embedding(self.place[input_ids], self.weight, self._padding)
        return functional.embedding(input_ids, self.table)

    def train(self, mode: bool = True) -> ActiveEmbedding:
        """Before it is read as a whole, the table gets what was learnt."""
        if not mode:
            self.write_back()
        return super().train(mode)

    @torch.no_grad()
    def write_back(self) -> None:
        """Copies what was learnt into the table."""
        self.table[self.active] = self.weight


def activate(model: PreTrainedModel, ids: NDArray[np.int64]) -> bool:
    """Trains only the rows of ``ids`` (sorted, each once) of the input embedding; False where that would not be exact.

    It is not where a head shares the table with the input, where the table is frozen, scales its gradients or bounds
    its norms, or where most rows are active anyway.
    """
    embedding = model.get_input_embeddings()
    if not isinstance(embedding, nn.Embedding) or not embedding.weight.requires_grad:
        return False
    if embedding.max_norm is not None or embedding.scale_grad_by_freq or embedding.sparse:
        return False
    owners = [name for name, weight in model.named_parameters(remove_duplicate=False) if weight is embedding.weight]
    if len(owners) != 1 or 2 * len(ids) > embedding.num_embeddings:
        return False
    model.set_input_embeddings(cast(nn.Module, ActiveEmbedding(embedding, ids)))
    return True


def restore(model: PreTrainedModel) -> None:
    """Gives the model its whole table back, with what was learnt; nothing to do for one that has it."""
    embedding = model.get_input_embeddings()
    if isinstance(embedding, ActiveEmbedding):
        embedding.write_back()
        count, width = embedding.table.shape
        whole = nn.Embedding(count, width, padding_idx=embedding.padding_idx, _weight=embedding.table)
        model.set_input_embeddings(whole)
