"""Every weight changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from torch import nn
from transformers import PreTrainedModel


class Full:
    """Full fine-tuning (Devlin et al. 2019)."""

    id = "full"

    def prepare(self, model: PreTrainedModel, values: Mapping[str, Any]) -> nn.Module:
        """The model as it is, all weights trainable."""
        return cast(nn.Module, model.requires_grad_(True))

    def merge(self, model: nn.Module) -> PreTrainedModel:
        """The model itself: nothing was added."""
        return cast(PreTrainedModel, model)
