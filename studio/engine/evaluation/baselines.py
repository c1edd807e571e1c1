"""What predictors reach that learn nothing: the bar a trained model must clear."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from studio.contract.entities import Entity, find_entities

Tags = Sequence[Sequence[str]]


def predict_most_frequent(train: Sequence[str], count: int) -> list[str]:
    """The most frequent label of ``train``, ``count`` times; the first in the alphabet among equals."""
    frequency = Counter(train)
    best = min(frequency, key=lambda label: (-frequency[label], label))
    return [best] * count


def recall_dictionary(words: Tags, train_words: Tags, train_tags: Tags) -> list[list[str]]:
    """IOB2 tags by memory alone: the longest run of words seen as an entity in training, with its usual label."""
    seen: dict[tuple[str, ...], Counter[str]] = {}
    for sentence, tags in zip(train_words, train_tags, strict=True):
        for entity in find_entities(tags):
            seen.setdefault(tuple(sentence[entity.start : entity.end]), Counter())[entity.label] += 1
    longest = max(map(len, seen), default=0)
    guessed = []
    for sentence in words:
        tags = ["O"] * len(sentence)
        start = 0
        while start < len(sentence):
            match = _find_longest(sentence, start, longest, seen)
            if match:
                tags[match.start : match.end] = [f"B-{match.label}"] + [f"I-{match.label}"] * (
                    match.end - match.start - 1
                )
            start = match.end if match else start + 1
        guessed.append(tags)
    return guessed


def _find_longest(
    sentence: Sequence[str], start: int, longest: int, seen: dict[tuple[str, ...], Counter[str]]
) -> Entity | None:
    for end in range(min(len(sentence), start + longest), start, -1):
        labels = seen.get(tuple(sentence[start:end]))
        if labels:
            return Entity(start, end, min(labels, key=lambda label: (-labels[label], label)))
    return None
