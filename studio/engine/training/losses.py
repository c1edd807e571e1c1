"""What training makes small: the sum over all outputs that are learnt, without waiting for the device."""

from __future__ import annotations

import torch
from torch.nn import functional

from studio.engine.tasks.protocol import IGNORED, Outputs


def sum_loss(logits: torch.Tensor, labels: torch.Tensor, outputs: Outputs) -> torch.Tensor:
    """Cross entropy in nats, summed over the labels that are not :data:`IGNORED`; a scalar in fp32.

    Exclusive: ``logits`` ``[…, tags]`` with one label each. Independent: ``logits`` ``[windows, tags]`` with
    ``labels`` ``[windows, tags]`` of 0 and 1 (on CUDA with padding behind), a sigmoid each.
    """
    scores = logits.float()
    if outputs == "exclusive":
        flat = scores.reshape(-1, scores.shape[-1])
        return functional.cross_entropy(flat, labels.flatten(), ignore_index=IGNORED, reduction="sum")
    wanted = labels[:, : scores.shape[-1]]
    known = (wanted != IGNORED).float()
    return functional.binary_cross_entropy_with_logits(scores, wanted.clamp(min=0).float(), known, reduction="sum")
