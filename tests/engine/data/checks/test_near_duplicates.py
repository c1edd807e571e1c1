"""Texts that are nearly the same."""

import random

from studio.engine.data.checks.near_duplicates import NearDuplicates
from tests.engine.data.checks.conftest import MakeExamples, Row, run

CHANCE = random.Random(5)
WORDS = [f"word{at}" for at in range(2000)]
TEXTS = [" ".join(CHANCE.sample(WORDS, 20)) for _ in range(300)]
ROWS: list[Row] = [(text, "a") for text in TEXTS]
CHINESE = "中医整体护理在急性心肌梗死患者康复期间的临床应用及其效果评价研究进展"


def change_word(text: str, at: int = 4) -> str:
    words = text.split()
    return " ".join([*words[:at], "another", *words[at + 1 :]])


def test_one_word_of_twenty_differs(make_examples: MakeExamples) -> None:
    near: list[Row] = [(change_word(TEXTS[at], at % 20), "a") for at in range(0, 300, 10)]
    found = run(NearDuplicates(), make_examples("text-classification", train=[*ROWS, *near]))["data.near_duplicates"]
    assert found.rows == {"train": list(range(300, 330))}
    assert found.offers[0].model_dump() == {"kind": "drop_near_duplicates", "values": {"threshold": 0.85}}
    assert found.sampled == 0


def test_nothing_near(make_examples: MakeExamples) -> None:
    halves: list[Row] = [
        (" ".join(text.split()[:10] + TEXTS[at - 1].split()[10:]), "a") for at, text in enumerate(TEXTS)
    ]
    found = run(NearDuplicates(), make_examples("text-classification", train=[*ROWS, *halves]))
    assert found["pass"].values == {"examples": 600}


def test_what_other_checks_find_is_left_to_them(make_examples: MakeExamples) -> None:
    rows: list[Row] = [*ROWS[:20], (TEXTS[0].upper(), "a"), (change_word(TEXTS[1]), "b"), ("ok", "a"), ("ok!", "a")]
    examples = make_examples("text-classification", train=rows, test=[(TEXTS[2], "a")])
    assert set(run(NearDuplicates(), examples)) == {"pass"}


def test_chinese_is_compared_by_characters(make_examples: MakeExamples) -> None:
    rows: list[Row] = [
        (CHINESE, "a"),
        (CHINESE.replace("急性", "慢性"), "a"),
        ("完全不同的另一个标题没有相同之处", "a"),
    ]
    assert run(NearDuplicates(), make_examples("text-classification", train=rows))["data.near_duplicates"].rows == {
        "train": [1]
    }


def test_nearly_a_text_of_training(make_examples: MakeExamples) -> None:
    test: list[Row] = [("something quite different from all the rest", "a"), (change_word(TEXTS[3]), "a")]
    found = run(NearDuplicates(), make_examples("text-classification", train=ROWS[:10], test=test))
    assert set(found) == {"data.near_leak"}
    assert found["data.near_leak"].rows == {"test": [1]}


def test_sentences_with_tags(make_examples: MakeExamples) -> None:
    words = TEXTS[0].split()
    rows = [(words, ["O"] * 20), (words[:-1], ["B-X", *["O"] * 18])]
    assert set(run(NearDuplicates(), make_examples("token-classification", train=rows))) == {"data.near_duplicates"}
    assert run(NearDuplicates(), make_examples("unsupported", train=rows)) == {}


def test_beyond_the_most_a_sample_is_looked_at_the_same_one_each_time(make_examples: MakeExamples) -> None:
    rows: list[Row] = [*ROWS, *((change_word(text), "a") for text in TEXTS)]
    examples = make_examples("text-classification", train=rows)
    first, again = (NearDuplicates(most=200).find(examples) for _ in range(2))
    assert first == again
    assert 150 < first[0].sampled < 250
    assert NearDuplicates(most=600).find(examples)[0].problem is not None
