"""Which models must not be packed, and why."""

from __future__ import annotations

import torch
from torch import nn
from transformers import PreTrainedModel

from studio.engine.models.packing.packed import find_packing, find_part, find_pretrained

ATTENTIONS = ("sdpa", "eager", "studio")
"""What the packed attention may stand in for: both are the plain softmax over all positions."""
DROPOUTS = ("attention_probs_dropout_prob", "attention_dropout")
HEAD_WIDTHS = range(8, 257, 8)
"""What torch's fused kernels read."""
AMPERE = (8, 0)


def find_reason_not_to_pack(model: nn.Module, device: torch.device, precision: str) -> str | None:
    """The code of what speaks against it on this device with this precision; None where nothing does.

    On a processor everything on the list may be packed, in any precision.
    """
    inner = find_pretrained(model)
    reason = _judge_model(model, inner)
    if reason or device.type == "cpu":
        return reason
    return _judge_cuda(inner, device, precision) if device.type == "cuda" else "advice.packing_device"


def _judge_model(model: nn.Module, inner: PreTrainedModel) -> str | None:
    """Whether packed it would say the same."""
    config = inner.config
    adapter = getattr(model, "active_peft_config", None)
    if find_part(inner) is None or getattr(config, "is_decoder", False):
        return "advice.packing_architecture"
    if getattr(config, "chunk_size_feed_forward", 0):
        return "advice.packing_architecture"  # cuts a batch into equal parts, which one row of any length has not
    if adapter is not None and adapter.is_prompt_learning:
        return "advice.packing_prompt"  # puts positions before the text that no length counts
    if config.output_hidden_states or config.output_attentions:
        return "advice.packing_outputs"
    if find_packing(inner) is None and config._attn_implementation not in ATTENTIONS:
        return "advice.packing_attention"
    if any(hasattr(part, "_orig_mod") or part._compiled_call_impl is not None for part in model.modules()):
        return "advice.packing_compiled"
    return None


def _judge_cuda(model: PreTrainedModel, device: torch.device, precision: str) -> str | None:
    """Whether torch's kernels for it can be had. Never run on a graphics card."""
    config = model.config
    if precision not in ("bf16", "fp16"):
        return "advice.packing_precision"
    flash = torch.backends.cuda.is_flash_attention_available() and torch.version.hip is None
    if not flash or torch.cuda.get_device_capability(device) < AMPERE:
        return "advice.packing_device"
    if config.hidden_size // config.num_attention_heads not in HEAD_WIDTHS:
        return "advice.packing_heads"
    dropout = any(getattr(config, name, 0.0) for name in DROPOUTS)
    if dropout and getattr(config, "sliding_window", None) is not None:
        return "advice.packing_dropout"  # the kernel with local windows has no dropout, and the other no windows
    return None
