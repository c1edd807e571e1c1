"""Columns and beginnings that give the label away."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from studio.engine.data.checks import tell_tale
from studio.engine.data.checks.tell_tale import TellTale
from tests.engine.data.checks.conftest import MakeExamples, Row, run

COUNT = 200


def make_rows(**cells: list[str]) -> list[Row]:
    """Texts of two labels, mixed, with these cells for the rows of label a and b in turn."""
    chance = random.Random(7)
    words = [f"word{at}" for at in range(300)]
    rows = []
    for at in range(COUNT):
        label = "ab"[at % 2]
        row_cells = {name: values[at] for name, values in cells.items()}
        rows.append((" ".join(chance.sample(words, 8)), label, row_cells))
    return rows


def by_label(a: list[str], b: list[str]) -> list[str]:
    return [(a, b)[at % 2][at // 2] for at in range(COUNT)]


START = datetime(2024, 1, 1, tzinfo=UTC)
DAYS = [(START + timedelta(days=at)).strftime("%Y-%m-%d") for at in range(COUNT)]


@pytest.mark.parametrize(
    "values",
    [
        by_label(["yes"] * 100, ["no"] * 100),
        by_label([str(at) for at in range(100)], [str(at) for at in range(1000, 1100)]),
        by_label([f"pos-{at * 37 % 101:04}" for at in range(100)], [f"neg-{at * 53 % 101:04}" for at in range(100)]),
        by_label(DAYS[:100], DAYS[100:]),
        by_label([f"a/{at}.txt" for at in range(100)], [f"b/{at}.txt" for at in range(100)]),
    ],
    ids=["copy of the label", "ranges of ids", "names of ids", "ranges of dates", "folders"],
)
def test_a_column_that_gives_the_label_away(values: list[str], make_examples: MakeExamples) -> None:
    found = run(TellTale(), make_examples("text-classification", train=make_rows(clue=values)))
    finding = found["data.tell_tale_column"]
    assert finding.problem is not None
    assert finding.problem.place.column == "clue"
    assert finding.problem.values["percent"] >= 95
    assert finding.problem.values["majority"] == 50


def test_ordinary_columns(make_examples: MakeExamples) -> None:
    chance = random.Random(3)
    rows = make_rows(
        id=[str(at) for at in range(COUNT)],
        date=DAYS,
        price=[f"{chance.random() * 100:.2f}" for _ in range(COUNT)],
        stars=[str(chance.randint(1, 3) + (at % 2) * chance.randint(0, 2)) for at in range(COUNT)],
        city=[chance.choice(["Rome", "Oslo", "Bern"]) for _ in range(COUNT)],
        note=["x" if at == 7 else "" for at in range(COUNT)],
        same=["1"] * COUNT,
        title=[f"A title with {chance.random()} in it" for _ in range(COUNT)],
    )
    assert set(run(TellTale(), make_examples("text-classification", train=rows))) == {"pass"}


@pytest.mark.parametrize("form", ["[{}] {}", "{}: {}", "{} {}", "{1} #{0}"])
def test_a_fixed_mark_in_the_text(form: str, make_examples: MakeExamples) -> None:
    names = {"a": "Sports desk" if ":" in form else "AAA", "b": "World" if ":" in form else "BBB"}
    rows = [(form.format(names[label], text), label) for text, label, *_ in make_rows()]
    finding = run(TellTale(), make_examples("text-classification", train=rows))["data.tell_tale_text"]
    assert finding.problem is not None
    assert finding.problem.values["where"] == ("end" if form.startswith("{1}") else "start")


def test_texts_that_only_begin_alike_in_part(make_examples: MakeExamples) -> None:
    rows = [(f"{'please' if at % 3 else label} {text}", label) for at, (text, label, *_) in enumerate(make_rows())]
    assert set(run(TellTale(), make_examples("text-classification", train=rows))) == {"pass"}


def test_where_there_is_nothing_to_guess(make_examples: MakeExamples) -> None:
    rows = make_rows(clue=by_label(["yes"] * 100, ["no"] * 100))
    assert run(TellTale(), make_examples("text-classification", train=rows[:40])) == {}
    assert run(TellTale(), make_examples("text-classification", train=rows[::2])) == {}
    assert run(TellTale(), make_examples("token-classification", train=[(["x"], ["O"])] * 60)) == {}


def test_many_texts_are_sampled(make_examples: MakeExamples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tell_tale, "MOST", 70)
    found = run(TellTale(), make_examples("text-classification", train=make_rows(clue=["yes", "no"] * 100)))
    assert found["data.tell_tale_column"].sampled == 67
