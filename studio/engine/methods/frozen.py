"""Only the head learns; the pretrained encoder stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from torch import nn
from transformers import PreTrainedModel


class Frozen:
    """Feature extraction: the encoder's weights are fixed (Peters et al. 2019)."""

    id = "frozen"

    def prepare(self, model: PreTrainedModel, values: Mapping[str, Any]) -> nn.Module:
        """The model with its encoder's weights held fixed."""
        model.base_model.requires_grad_(False)
        return cast(nn.Module, model)

    def merge(self, model: nn.Module) -> PreTrainedModel:
        """The model itself: nothing was added."""
        return cast(PreTrainedModel, model)
