"""Texts that are long, and texts in another language."""

import pyarrow as pa

from studio.engine.data.checks.language import Language
from studio.engine.data.checks.length import Length, estimate_pieces
from tests.engine.data.checks.conftest import MakeExamples, run

ENGLISH = [(f"the cat {at} is on the mat and it was not in the house with you", "a") for at in range(60)]
CHINESE = [(f"今天天气很好，我们第{at}次去公园散步", "b") for at in range(10)]
GERMAN = [(f"das ist nicht der Hund {at} und ich bin auch nicht die Katze", "b") for at in range(10)]


def test_what_is_beyond_the_model(make_examples: MakeExamples) -> None:
    rows = [("short", "a"), ("word " * 800, "a"), ("字" * 600, "b"), ("字" * 500, "b"), ("word " * 300, "b")]
    found = run(Length(), make_examples("text-classification", train=rows))["data.long_cut"]
    assert found.rows == {"train": [1, 2]}
    assert found.problem is not None
    values = found.problem.values
    assert 1000 < values["longest"] < 1200
    assert 25 < values["share"] < 45


def test_long_sentences_are_read_in_windows(make_examples: MakeExamples) -> None:
    rows = [(["word"] * 800, ["O"] * 800), (["word"], ["B-X"])]
    assert set(run(Length(), make_examples("token-classification", train=rows))) == {"data.long_windows"}


def test_texts_that_fit(make_examples: MakeExamples) -> None:
    rows = [("a" * 2000, "a"), ("字" * 505, "b")]
    assert set(run(Length(), make_examples("text-classification", train=rows))) == {"pass"}
    assert run(Length(), make_examples("unsupported", train=[("word " * 800, "a")])) == {}


def test_pieces_are_estimated_by_script() -> None:
    short, mixed = estimate_pieces(pa.array(["two words", "你好，world"]))
    assert 4 < short < 5
    assert 6 < mixed < 7


def test_a_second_language(make_examples: MakeExamples) -> None:
    found = run(Language(), make_examples("text-classification", train=ENGLISH, test=[*CHINESE, *GERMAN]))
    finding = found["data.languages"]
    assert finding.problem is not None
    values = finding.problem.values
    assert (values["language"], values["others"]) == ("en", 2)
    assert values["percent"] == 12
    assert finding.problem.count == 20
    assert len(finding.rows["test"]) == 10


def test_one_language(make_examples: MakeExamples) -> None:
    odd = [("die 2 quick", "a"), ("ok", "a"), ("café", "a"), ("今天天气很好", "a"), ("12345", "b")]
    found = run(Language(), make_examples("text-classification", train=[*ENGLISH, *odd]))
    assert found["pass"].values == {"language": "en"}
    chinese = [(f"{text} the API of it", label) for text, label in CHINESE]
    assert run(Language(), make_examples("text-classification", train=chinese))["pass"].values == {"language": "zh"}
    assert run(Language(), make_examples("unsupported", train=ENGLISH)) == {}
