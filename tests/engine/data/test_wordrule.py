"""From text to words and back: what holds for every text, and what is learnt from tokens."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.engine.data.wordevidence import learn_words
from studio.engine.data.wordrule import WordRule

CHARACTERS = st.sampled_from("aB7é .,-'’\"()@#$/\n\t\u200b\ufeff\u3000中文，。ア한🙂\u200d🏽\u0301=_")
TEXTS = st.text(CHARACTERS, max_size=40) | st.text(max_size=40)
TOKENS = st.lists(st.text(max_size=8).filter(lambda token: bool(token.strip())), max_size=12)
WORDS = st.lists(st.text("abcXYZ019", min_size=2, max_size=6), min_size=1, max_size=12)
RULES = st.builds(
    WordRule,
    punctuation=st.booleans(),
    chinese=st.sampled_from(["character", "segment"]),
    letters=st.sampled_from(["word", "character"]),
    runs=st.booleans(),
    inner=st.sampled_from(["", "-/"]),
    front=st.sampled_from(["", "@#"]),
    clitics=st.sampled_from([(), ("n't", "'s")]),
    kept=st.sampled_from([(), ("U.S.", ":)")]),
)


def cut(rule: WordRule, text: str) -> list[str]:
    return [text[start:end] for start, end in rule.split(text)]


@given(TEXTS, RULES)
def test_words_leave_out_only_white_space(text: str, rule: WordRule) -> None:
    spans = rule.split(text)
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert covered == {at for at, char in enumerate(text) if not char.isspace()}


@given(TOKENS, RULES)
def test_joined_tokens_stand_where_their_offsets_say(tokens: list[str], rule: WordRule) -> None:
    text, offsets = rule.join(tokens)
    assert [text[start:end] for start, end in offsets] == tokens
    assert len(text) <= sum(map(len, tokens)) + max(0, len(tokens) - 1)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_words_without_marks_come_back_from_their_text(sentences: list[list[str]]) -> None:
    rule = learn_words(sentences)
    for tokens in sentences:
        text, offsets = rule.join(tokens)
        assert rule.split(text) == offsets


@given(st.lists(st.lists(st.sampled_from("今天我们去公园看花，很好。"), min_size=1), min_size=1, max_size=5))
def test_chinese_characters_come_back_from_their_text(sentences: list[list[str]]) -> None:
    rule = learn_words(sentences)
    for tokens in sentences:
        text, offsets = rule.join(tokens)
        assert text == "".join(tokens)
        assert rule.split(text) == offsets


@given(TEXTS, RULES)
def test_a_rule_is_the_same_after_json(text: str, rule: WordRule) -> None:
    again = WordRule.from_json(json.loads(json.dumps(rule.to_json())))
    assert again == rule
    assert again.split(text) == rule.split(text)


def test_a_key_of_a_newer_version_is_left_aside() -> None:
    assert WordRule.from_json({"runs": False, "hyphens": "later"}) == WordRule(runs=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('He said: "Stop!"', ["He", "said", ":", '"', "Stop", "!", '"']),
        ("@ana loves #rust...", ["@ana", "loves", "#rust", "..."]),
        ("It costs 3.5 at a.b.com", ["It", "costs", "3.5", "at", "a.b.com"]),
        ("well-known", ["well-known"]),
        ("我爱Python 3吗？", ["我", "爱", "Python", "3", "吗", "？"]),
        ("ok 👍🏽 é", ["ok", "👍🏽", "é"]),
        ("a\u200bb c\ufeff", ["a\u200bb", "c\ufeff"]),
        ("   ", []),
    ],
)
def test_the_usual_rule(text: str, words: list[str]) -> None:
    assert cut(WordRule(), text) == words


def test_punctuation_that_stays_on_its_word_is_learnt() -> None:
    rule = learn_words([["Yes,", "it", "is", "here."]] * 3)
    assert not rule.punctuation
    assert cut(rule, "No, not now.") == ["No,", "not", "now."]


def test_endings_that_are_words_are_learnt() -> None:
    rule = learn_words([["He", "did", "n't", "see", "Ann", "'s", "car", "."]] * 3)
    assert cut(rule, "Bob's dog didn't bark.") == ["Bob", "'s", "dog", "did", "n't", "bark", "."]
    assert "'s" not in learn_words([["Ann's", "car"]] * 3).clitics


def test_words_that_keep_their_marks_are_learnt() -> None:
    rule = learn_words([["The", "U.S.", "is", "big", "."], ["Hi", ":)", "."]] * 3)
    assert cut(rule, "the U.S. and :)") == ["the", "U.S.", "and", ":)"]


def test_marks_that_cut_a_word_are_learnt() -> None:
    parted = learn_words([["protein", "-", "coding", "gene", "."]] * 5)
    assert cut(parted, "non-coding") == ["non", "-", "coding"]
    whole = learn_words([["well-known", "-", "and", "state-owned", "."]] * 5)
    assert cut(whole, "non-coding") == ["non-coding"]


def test_runs_of_marks_are_learnt() -> None:
    assert cut(learn_words([["so", "!!!"]] * 3), "what!!") == ["what", "!!"]
    assert cut(learn_words([["so", "!", "!", "!"]] * 3), "what!!") == ["what", "!", "!"]


def test_chinese_by_segment_is_learnt() -> None:
    rule = learn_words([["我们", "在", "北京", "大学", "学习", "。"]] * 3)
    assert rule.chinese == "segment"
    assert cut(rule, "北京天安门。") == ["北京", "天安门", "。"]


def test_chinese_by_character_with_latin_letters_one_by_one_is_learnt() -> None:
    rule = learn_words([["用", "C", "P", "U", "和", "G", "P", "U"]] * 3)
    assert cut(rule, "新CPU吗") == ["新", "C", "P", "U", "吗"]
    assert rule.join(["用", "C", "P", "U"])[0] == "用CPU"
    assert cut(learn_words([["用", "CPU", "和", "G"]] * 9), "新CPU吗") == ["新", "CPU", "吗"]


def test_latin_words_in_chinese_keep_their_space() -> None:
    text, offsets = WordRule().join(["我", "用", "Word", "2016", "写"])
    assert text == "我用Word 2016写"
    assert offsets == [(0, 1), (1, 2), (2, 6), (7, 11), (11, 12)]
