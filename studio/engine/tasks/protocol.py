"""What a task is: from examples to what a model reads, and from its outputs back to examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from transformers import PreTrainedTokenizerBase

from studio.contract.calls import Prediction
from studio.contract.report import SplitReport

IGNORED = -100
"""The label of a position that is neither learnt nor scored (the ``ignore_index`` of torch's cross entropy)."""

Example = Mapping[str, Any]
"""A row of the Arrow copy: ``text``, ``tokens``, ``offsets`` and, where it is known, ``gold``."""

Logits = NDArray[np.float32]

Outputs = Literal["exclusive", "independent"]
"""One of the tags holds at each place (softmax, cross entropy), or each of them may (sigmoid, binary cross entropy)."""


@dataclass(frozen=True, eq=False)
class Feature:
    """One window: what the model reads at once.

    ``labels`` has one entry for each output of the model: one a position for token tasks, one in all for text
    tasks, one a label (0 or 1) where several may hold; :data:`IGNORED` where nothing is learnt. ``words`` gives for
    each position the token of the example that is predicted there, else -1; empty for text tasks. Of all windows of
    an example exactly one predicts each token.
    ``cut`` counts the sub-tokens that no window reads.
    """

    example: int
    input_ids: NDArray[np.int32]
    labels: NDArray[np.int32]
    words: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    cut: int = 0


@dataclass(frozen=True)
class ExamplePrediction:
    """What a model says of one example, and how sure it is.

    ``predicted`` is IOB2 tags, one a token, or the labels of the text: one, or any number where several may hold.
    ``probability`` (0–1) is that of the label, for tokens and several labels that of the least sure decision;
    ``probabilities`` are those of each token's tag, ``classes`` those of each label.
    ``loss`` is the mean cross entropy against gold, None where no gold is known. ``cut`` counts sub-tokens that
    ``max_length`` cut off, ``decisions`` the outputs that ``loss`` is the mean of.
    """

    predicted: list[str]
    probability: float
    probabilities: list[float] = field(default_factory=list)
    classes: dict[str, float] = field(default_factory=dict)
    loss: float | None = None
    cut: int = 0
    decisions: int = 1


class Task(Protocol):
    """One kind of problem. Nothing else in the engine asks which one it is."""

    id: str
    auto_class: Any
    """The ``AutoModelFor…`` of transformers that makes the head."""
    outputs: Outputs
    """How outputs become probabilities and a loss."""

    def tags(self, labels: Sequence[str]) -> list[str]:
        """What the model's outputs stand for, in their order, for the data's ``labels``."""
        ...

    def features(
        self, examples: Sequence[Example], tokenizer: PreTrainedTokenizerBase, tags: Sequence[str], max_length: int
    ) -> list[Feature]:
        """The windows of all examples in order, each of at most ``max_length`` sub-tokens; one or more each."""
        ...

    def collect(
        self, examples: Sequence[Example], features: Sequence[Feature], logits: Sequence[Logits], tags: Sequence[str]
    ) -> list[ExamplePrediction]:
        """One prediction an example, from the logits ``[len(feature.labels), len(tags)]`` of each window."""
        ...

    def measure(
        self, gold: Sequence[Sequence[str]], predicted: Sequence[Sequence[str]], labels: Sequence[str], split: str
    ) -> SplitReport:
        """The figures of one split."""
        ...

    def compare(self, report: SplitReport, examples: Sequence[Example], train: Sequence[Example]) -> SplitReport:
        """The figures with what a predictor that learns nothing from ``train`` but counts reaches on ``examples``."""
        ...

    def show(self, example: Example, prediction: ExamplePrediction) -> Prediction:
        """The prediction as a reader sees it: spans with code points, or labels by probability."""
        ...


@dataclass(frozen=True)
class Frame:
    """The special tokens around every sequence, such as [CLS] … [SEP]."""

    prefix: tuple[int, ...]
    suffix: tuple[int, ...]

    @staticmethod
    def of(tokenizer: PreTrainedTokenizerBase) -> Frame:
        """The frame that this tokenizer puts around a text."""
        probe = tokenizer("a", return_special_tokens_mask=True)
        ids, special = probe["input_ids"], probe["special_tokens_mask"]
        first = special.index(0)
        last = len(special) - special[::-1].index(0)
        return Frame(tuple(ids[:first]), tuple(ids[last:]))

    def room(self, max_length: int) -> int:
        """How many sub-tokens fit between prefix and suffix; at least one."""
        return max(1, max_length - len(self.prefix) - len(self.suffix))

    def wrap(self, ids: Sequence[int]) -> NDArray[np.int32]:
        """The sequence with its frame."""
        return np.asarray([*self.prefix, *ids, *self.suffix], np.int32)


def code_beginnings(
    examples: Sequence[Example], tokenizer: PreTrainedTokenizerBase, max_length: int
) -> Iterator[tuple[NDArray[np.int32], int]]:
    """Of each text its first sub-tokens in their frame, as many as fit, and how many are cut off."""
    if not examples:
        return
    frame = Frame.of(tokenizer)
    room = frame.room(max_length)
    coded = tokenizer([example["text"] for example in examples], add_special_tokens=False, verbose=False)
    for ids in coded["input_ids"]:
        yield frame.wrap(ids[:room]), max(0, len(ids) - room)


def to_probabilities(logits: Logits) -> Logits:
    """Softmax over the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), np.float32)
