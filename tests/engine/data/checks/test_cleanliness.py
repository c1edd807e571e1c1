"""Missing texts and labels, HTML and control characters, personal data."""

import pytest

from studio.contract.calls import ColumnFacts
from studio.contract.problems import Place, Problem
from studio.engine.data.checks.markup import Markup
from studio.engine.data.checks.missing import Missing
from studio.engine.data.checks.personal import Personal
from tests.engine.data.checks.conftest import MakeExamples, Row, run


def test_texts_and_labels_that_are_blank(make_examples: MakeExamples) -> None:
    rows: list[Row] = [("a text", "a"), (" \u3000\t", "a"), ("another", []), ("", "b")]
    found = run(Missing(), make_examples("text-classification", train=rows))
    assert found["data.text_blank"].rows == {"train": [1, 3]}
    assert found["data.label_blank"].rows == {"train": [2]}


def test_a_text_may_have_no_label_where_it_may_have_several(make_examples: MakeExamples) -> None:
    assert set(run(Missing(), make_examples("multi-label-classification", train=[("a text", [])]))) == {"pass"}


def test_what_was_left_out_when_read_is_shown(make_examples: MakeExamples) -> None:
    place = Place(file="a.csv", row=3, column="label")
    left_out = Problem(code="data.label_missing", level="look", place=place, count=4)
    other = Problem(code="data.ragged_row", values={"found": 1, "expected": 2})
    found = run(Missing(), make_examples("text-classification", [left_out, other], train=[("a text", "a")]))
    assert {code: finding.problem for code, finding in found.items()} == {"data.label_missing": left_out}


def test_empty_cells_of_a_table_without_task(make_examples: MakeExamples) -> None:
    columns = [
        ColumnFacts(name="one", role="ignored", type="text"),
        ColumnFacts(name="two", role="ignored", type="number", missing=3),
    ]
    found = run(Missing(), make_examples("unsupported", columns=columns))["data.cells_missing"]
    assert found.problem is not None
    assert (found.problem.count, found.problem.values["columns"]) == (3, "two (3)")
    assert set(run(Missing(), make_examples("unsupported", columns=columns[:1]))) == {"pass"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a <b>bold</b> word", "data.html"),
        ("line<br/>break", "data.html"),
        ("Tom &amp; Jerry", "data.html"),
        ("a word\u200bcut", "data.controls"),
        ("nothing\x00", "data.controls"),
        ("b\x92yond", "data.controls"),
        ("caf\ufffd", "data.damaged"),
        ("x < y and y > z, AT&T <3 <user> a\tb\nc", "pass"),
        ("a family: \U0001f468\u200d\U0001f469\u200d\U0001f467 and می\u200cخواهم", "pass"),
    ],
)
def test_what_people_do_not_see(text: str, code: str, make_examples: MakeExamples) -> None:
    found = run(
        Markup(), make_examples("text-classification", train=[("fine", "a"), (text, "a")], test=[("fine", "a")])
    )
    assert set(found) == {code}
    assert found[code].rows == ({} if code == "pass" else {"train": [1]})


def test_each_kind_of_dirt_has_its_step(make_examples: MakeExamples) -> None:
    found = run(Markup(), make_examples("text-classification", train=[("<br>\x07\ufffd", "a")]))
    kinds = {code: [offer.kind for offer in finding.offers] for code, finding in found.items()}
    assert kinds == {"data.html": ["clean_markup"], "data.controls": ["clean_controls"], "data.damaged": []}


def test_personal_data_are_counted_by_kind(make_examples: MakeExamples) -> None:
    rows = [
        ("write to anna.lee@example.org or bob@example.org", "a"),
        ("see you at 10:30 in room 204", "b"),
        ("我的手机号是13812345678", "a"),
    ]
    found = run(Personal(), make_examples("text-classification", train=rows, test=rows[1:2]))["data.personal"]
    assert found.rows == {"train": [0, 2]}
    assert found.problem is not None
    assert (found.problem.values["email"], found.problem.values["phone"]) == (2, 1)
    assert [offer.values["kinds"] for offer in found.offers] == [["email", "phone"]]


def test_names_are_masked_only_when_asked(make_examples: MakeExamples) -> None:
    rows = [("Dear Mrs Smith, write to a@example.org", "a")]
    found = run(Personal(), make_examples("text-classification", train=rows))["data.personal"]
    assert [offer.values["kinds"] for offer in found.offers] == [["email"], ["email", "name"]]


def test_ordinary_numbers_are_not_personal(make_examples: MakeExamples) -> None:
    rows = [("In 2024 about 1,234,567 people paid 99.95 in 12 rates", "a"), ("版本 3.11.7，共 20240501 行", "b")]
    assert set(run(Personal(), make_examples("text-classification", train=rows))) == {"pass"}
