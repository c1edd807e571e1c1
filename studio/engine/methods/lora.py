"""Small low-rank matrices beside each linear layer learn, the rest stays."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, cast

from peft import LoraConfig, PeftModel, get_peft_model
from torch import nn
from transformers import PreTrainedModel


class Lora:
    """Low-rank adaptation (Hu et al. 2022), on all linear layers of the encoder; the head is trained whole."""

    id = "lora"

    def prepare(self, model: PreTrainedModel, values: Mapping[str, Any]) -> nn.Module:
        """The model wrapped with adapters of rank ``lora_rank``, scaled by 2 (alpha = 2 · rank)."""
        parts = model.named_children()
        heads = [
            name for name, part in parts if name != model.base_model_prefix and any(True for _ in part.parameters())
        ]
        encoder = model.base_model
        linear = sorted({name.split(".")[-1] for name, part in encoder.named_modules() if isinstance(part, nn.Linear)})
        rank = int(values["lora_rank"])
        config = LoraConfig(
            r=rank,
            lora_alpha=2 * rank,
            lora_dropout=float(values.get("dropout") or 0.0),
            target_modules=linear,
            modules_to_save=heads,
        )
        return cast(nn.Module, get_peft_model(model, config))

    def merge(self, model: nn.Module) -> PreTrainedModel:
        """A copy of the model with the adapters added into its weights."""
        return cast(PreTrainedModel, cast(PeftModel, copy.deepcopy(model)).merge_and_unload())
