"""What training makes small: the sum over all outputs that are learnt, without waiting for the device.

And the look at what is to be learnt before: a label that has no output ends a graphics card's work for good.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from studio.contract.problems import Place, Problem, StudioError
from studio.engine.tasks.protocol import IGNORED, Feature, Outputs
from studio.engine.training.splits import Split

CHUNK = 4096


class BadLabel(NamedTuple):
    """A label that the model has no output for, and the example it belongs to."""

    example: int
    label: int


def check_labels(splits: Mapping[str, Split], tags: int, outputs: Outputs) -> None:
    """Raises ``StudioError`` (``training.bad_label``) at the first label of any split that ``tags`` outputs lack."""
    for name, split in splits.items():
        bad = find_bad_label(split.features, tags, outputs)
        if bad is not None:
            (row,) = split.table.rows(bad.example, 1)
            values = {"label": bad.label, "tags": tags, "split": name}
            place = Place(file=row.get("file"), row=row.get("row"))
            raise StudioError(Problem(code="training.bad_label", values=values, place=place, details=f"{row}"))


def find_bad_label(features: Sequence[Feature], tags: int, outputs: Outputs) -> BadLabel | None:
    """The first label that is neither ignored nor one of ``tags`` (independent: neither 0 nor 1); else None."""
    most = tags if outputs == "exclusive" else 2
    for start in range(0, len(features), CHUNK):
        chunk = features[start : start + CHUNK]
        labels = np.concatenate([feature.labels for feature in chunk])
        if not _find_strange(labels, most).any():
            continue
        for feature in chunk:
            strange = feature.labels[_find_strange(feature.labels, most)]
            if len(strange):
                return BadLabel(feature.example, int(strange[0]))
    return None


def _find_strange(labels: NDArray[np.int32], most: int) -> NDArray[np.bool_]:
    strange = (labels != IGNORED) & ((labels < 0) | (labels >= most))
    return np.asarray(strange, np.bool_)


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
