"""Problems while reading: told once, counted, stops first."""

from studio.engine.data.findings import Findings


def test_the_same_problem_is_counted_at_its_first_place() -> None:
    findings = Findings("d/a.csv")
    for row in (3, 5, 9):
        findings.add("data.ragged_row", row=row, found=row, expected=2)
    (problem,) = findings.problems
    assert (problem.place.row, problem.count, problem.values["found"]) == (3, 3, 3)
    assert (problem.place.file, problem.values["file"]) == ("d/a.csv", "a.csv")


def test_other_columns_and_files_are_other_problems() -> None:
    findings = Findings("a.csv")
    findings.add("data.text_missing", "look", row=1, column="x")
    findings.add("data.text_missing", "look", row=1, column="y")
    findings.file = "b.csv"
    findings.add("data.text_missing", "look", row=1, column="x", count=4)
    found = [(p.place.file, p.place.column, p.count) for p in findings.problems]
    assert found == [("a.csv", "x", 1), ("a.csv", "y", 1), ("b.csv", "x", 4)]


def test_what_stops_comes_first() -> None:
    findings = Findings()
    findings.add("data.rare_label", "look")
    findings.add("data.one_label", label="x")
    assert [p.code for p in findings.problems] == ["data.one_label", "data.rare_label"]
    assert [p.code for p in findings.stops] == ["data.one_label"]
    assert findings.problems[0].place.file is None


def test_what_another_found_is_taken_over_and_counted() -> None:
    here, there = Findings("a.csv"), Findings("a.csv")
    here.add("data.ragged_row", row=7, found=3, expected=2)
    there.add("data.duplicate_column", "look", row=1, column="text", renamed="text 2")
    opened = there.copy()
    there.add("data.ragged_row", row=9, count=4, found=5, expected=2)
    here.take(there)
    assert [(p.code, p.place.row, p.count) for p in here.problems] == [
        ("data.ragged_row", 7, 5), ("data.duplicate_column", 1, 1),
    ]  # fmt: skip
    assert there.problems == []
    there.add("data.ragged_row", row=12, found=3, expected=2)
    there.keep(opened)
    assert [p.code for p in there.problems] == ["data.duplicate_column"]
