"""Every word is learnt and predicted exactly once, whatever the window."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from transformers import PreTrainedTokenizerBase

from studio.engine.tasks.protocol import IGNORED, ExamplePrediction, Feature, Frame, Logits
from studio.engine.tasks.token_classification import TokenClassification, cut_windows

TASK = TokenClassification()
TAGS = TASK.tags(["LOC", "PER"])
SENTENCE = ["Then", "Ada", "Lovelace-Byron", "antidisestablishmentarianistically", "reached", "Nether", "Wallop", "."]
GOLD = ["O", "B-PER", "I-PER", "O", "O", "B-LOC", "I-LOC", "O"]


def build_example(repeat: int = 1) -> dict[str, Any]:
    words = SENTENCE * repeat
    starts = np.cumsum([0, *(len(word) + 1 for word in words)])
    offsets = [[int(start), int(start) + len(word)] for start, word in zip(starts, words, strict=False)]
    return {"text": " ".join(words), "tokens": words, "offsets": offsets, "gold": GOLD * repeat}


def answer(features: list[Feature], sure: float = 8.0) -> list[Logits]:
    """What a perfect model would say: each label that is there, and nonsense elsewhere."""
    noise = np.random.default_rng(1)
    found = []
    for feature in features:
        logits = noise.normal(size=(len(feature.labels), len(TAGS))).astype(np.float32)
        for position, label in enumerate(feature.labels):
            if label != IGNORED:
                logits[position] = 0
                logits[position, label] = sure
        found.append(logits)
    return found


@given(st.integers(0, 200), st.integers(1, 40))
def test_windows_share_out_every_place_exactly_once(length: int, room: int) -> None:
    owners = [0] * length
    for window in cut_windows(length, room):
        assert 0 <= window.begin <= window.first <= window.last <= window.end <= length
        assert window.end - window.begin <= room
        for place in range(window.first, window.last):
            owners[place] += 1
    assert owners == [1] * length


def test_windows_overlap_so_that_a_place_sees_context_on_both_sides() -> None:
    windows = cut_windows(400, 100)
    for window in windows[1:-1]:
        assert window.first - window.begin >= 12
        assert window.end - window.last >= 12


@pytest.mark.parametrize("max_length", [8, 16, 128])
def test_every_gold_token_is_learnt_once_and_predicted_once(
    tokenizer: PreTrainedTokenizerBase, max_length: int
) -> None:
    examples = [build_example(), build_example(30), {"text": "", "tokens": [], "offsets": [], "gold": []}]
    features = TASK.features(examples, tokenizer, TAGS, max_length)
    assert max(len(feature.input_ids) for feature in features) <= max_length
    for index, example in enumerate(examples):
        own = [feature for feature in features if feature.example == index]
        words = [int(word) for feature in own for word in feature.words if word >= 0]
        assert words == list(range(len(example["tokens"])))
        learnt = [int(label) for feature in own for label in feature.labels if label != IGNORED]
        assert [TAGS[label] for label in learnt] == example["gold"]
    predictions = TASK.collect(examples, features, answer(features), TAGS)
    assert [prediction.predicted for prediction in predictions] == [example["gold"] for example in examples]


def test_a_word_is_learnt_at_its_first_sub_token(tokenizer: PreTrainedTokenizerBase) -> None:
    (feature,) = TASK.features([build_example()], tokenizer, TAGS, 128)
    firsts = [int(feature.input_ids[place]) for place in np.flatnonzero(feature.words >= 0)]
    expected = [tokenizer(word, add_special_tokens=False)["input_ids"][0] for word in SENTENCE]
    assert firsts == expected


def test_a_word_of_which_the_tokenizer_makes_nothing_is_o(tokenizer: PreTrainedTokenizerBase) -> None:
    example = {"text": "", "tokens": ["Ada", "\u200b", "Lovelace"], "gold": ["B-PER", "I-PER", "I-PER"]}
    features = TASK.features([example], tokenizer, TAGS, 16)
    (prediction,) = TASK.collect([example], features, answer(features), TAGS)
    assert prediction.predicted == ["B-PER", "O", "I-PER"]
    assert prediction.probabilities[1] == 1.0


def test_a_tag_the_model_does_not_know_is_not_learnt(tokenizer: PreTrainedTokenizerBase) -> None:
    example = {"text": "", "tokens": ["Ada", "sings"], "gold": ["B-SINGER", "O"]}
    (feature,) = TASK.features([example], tokenizer, TAGS, 16)
    assert sorted(feature.labels[feature.words >= 0]) == [IGNORED, 0]


def test_without_gold_there_is_a_prediction_and_no_loss(tokenizer: PreTrainedTokenizerBase) -> None:
    example = {"text": "Ada sings", "tokens": ["Ada", "sings"]}
    features = TASK.features([example], tokenizer, TAGS, 16)
    unsure = np.zeros((len(features[0].labels), len(TAGS)), np.float32)
    (prediction,) = TASK.collect([example], features, [unsure], TAGS)
    assert prediction.predicted == ["O", "O"]
    assert prediction.probability == pytest.approx(1 / len(TAGS))
    assert prediction.loss is None


def test_the_loss_is_the_mean_cross_entropy_of_the_words(tokenizer: PreTrainedTokenizerBase) -> None:
    example = build_example()
    features = TASK.features([example], tokenizer, TAGS, 128)
    (prediction,) = TASK.collect([example], features, answer(features, sure=2.0), TAGS)
    expected = -np.log(np.exp(2.0) / (np.exp(2.0) + len(TAGS) - 1))
    assert prediction.loss == pytest.approx(expected, abs=1e-6)


def test_spans_are_shown_with_code_points_and_the_least_sure_word() -> None:
    example = build_example()
    probabilities = [0.9, 0.8, 0.6, *[0.9] * 5]
    shown = TASK.show(example, ExamplePrediction(GOLD, 0.6, probabilities))
    assert [(example["text"][span.start : span.end], span.label) for span in shown.spans] == [
        ("Ada Lovelace-Byron", "PER"),
        ("Nether Wallop", "LOC"),
    ]
    assert shown.spans[0].probability == 0.6


def test_the_frame_leaves_room_for_at_least_one_sub_token(tokenizer: PreTrainedTokenizerBase) -> None:
    frame = Frame.of(tokenizer)
    assert (frame.room(16), frame.room(1)) == (14, 1)
    assert list(frame.wrap([7])) == [tokenizer.cls_token_id, 7, tokenizer.sep_token_id]
