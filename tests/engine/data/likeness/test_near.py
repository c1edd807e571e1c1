"""Sketches find what is alike, and comparing confirms it."""

import random

import numpy as np
import pytest

from studio.engine.data.likeness.near import Sketches, confirm_pairs, cut_shingles
from studio.engine.data.likeness.normal import normalise_text

CHANCE = random.Random(11)
WORDS = [f"w{at}" for at in range(3000)]


@pytest.mark.parametrize(
    ("text", "shingles"),
    [
        ("Don't stop, STOP!", {"don", "t", "stop"}),
        ("今天天气", {"今天", "天天", "天气"}),
        ("用 iPhone 拍照", {"用", "iphone", "拍照"}),
        ("... !", set()),
    ],
)
def test_what_texts_are_compared_by(text: str, shingles: set[str]) -> None:
    assert cut_shingles(text) == shingles


def measure_likeness(first: str, second: str) -> float:
    """The part of all their shingles that both texts have: 0 to 1."""
    one, other = cut_shingles(first), cut_shingles(second)
    return len(one & other) / len(one | other) if one or other else 0.0


def test_likeness() -> None:
    assert measure_likeness("a b c d", "A, B! c d") == 1
    assert measure_likeness("a b c d", "a b c e") == 3 / 5
    assert measure_likeness("", "!") == 0


def test_pairs_are_those_that_comparing_all_would_find() -> None:
    texts = [" ".join(CHANCE.sample(WORDS, 30)) for _ in range(200)]
    for at in range(100):
        words = texts[at].split()
        texts.append(" ".join(words[: 30 - at % 6] + CHANCE.sample(WORDS, at % 6)))
    sketches = Sketches()
    sketches.add(texts[:150])
    sketches.add([])
    sketches.add(texts[150:])
    found = confirm_pairs(sketches.pair(), lambda numbers: [texts[number] for number in numbers])
    alike = {(200 + at, at) for at in range(100) if measure_likeness(texts[at], texts[200 + at]) >= 0.85}
    assert {tuple(pair) for pair in found.tolist()} == alike
    assert len(alike) > 50


def test_many_copies_of_one_text_make_few_pairs() -> None:
    sketches = Sketches()
    sketches.add(["the very same text of some words"] * 1000)
    assert len(sketches.pair()) < 2000


def test_nothing_to_compare() -> None:
    assert len(Sketches().pair()) == 0
    sketches = Sketches()
    sketches.add(["...", "!", "?"])
    assert len(confirm_pairs(sketches.pair(), lambda numbers: ["."] * len(numbers))) == 0
    assert confirm_pairs(np.zeros((0, 2), np.int64), lambda numbers: []).shape == (0, 2)


def test_texts_are_the_same_without_case_and_white_space() -> None:
    assert normalise_text("ab c") != normalise_text("a bc")
    assert normalise_text("\ud800") == "\ud800"
    assert normalise_text(" A\u3000b\x85C ") == "a b c"
