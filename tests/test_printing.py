"""What the commands print: tables that line up, problems in their parts, an inspection for people and scripts."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.contract.calls import CallProgress, ColumnFacts, FileFacts, Inspection
from studio.contract.data.health import Finding
from studio.contract.problems import Place, Problem
from studio.contract.report import Report
from studio.contract.words import Words
from studio.inspection import MOST_NAMES, add_findings, describe_inspection, print_inspection
from studio.printing import MOST_ROWS, Terminal, measure_width, pad

DONE = Path(__file__).parent / "runs" / "done" / "report.json"
CELLS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def make_terminal(language: str = "en") -> tuple[Terminal, io.StringIO, io.StringIO]:
    out, err = io.StringIO(), io.StringIO()
    return Terminal(Words(language), out, err), out, err


def make_inspection(**changes: Any) -> Inspection:
    content: dict[str, Any] = {
        "files": [FileFacts(path="a.csv", format="delimited", encoding="utf-8")],
        "task": "text-classification",
        "examples": 4,
        "columns": [ColumnFacts(name="text", role="text", type="text")],
        "labels": {"rare": 1, "usual": 3},
        "scheme": "none",
        "splits": {"train": 3, "test": 1},
        "problems": [],
    }
    return Inspection(**content | changes)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_the_last_column_ends_where_it_ends_in_every_row(rows: list[tuple[str, str, str]]) -> None:
    terminal, out, _ = make_terminal()
    terminal.print_table(rows)
    lines = out.getvalue().split("\n")[:-1]
    assert len({measure_width(line) for line in lines}) == 1
    for line, row in zip(lines, rows, strict=True):
        assert line.startswith(row[0])
        assert line.endswith(row[-1])


@given(CELLS, st.integers(12, 20), st.booleans())
def test_a_padded_cell_has_its_width_and_its_text(text: str, width: int, to_right: bool) -> None:
    padded = pad(text, width, to_right)
    assert measure_width(padded) == width
    assert padded.strip() == text


def test_a_table_of_many_classes_shows_the_largest_and_counts_the_others() -> None:
    report = Report.read(DONE)
    many = [report.classes[0].model_copy(update={"label": f"C{n}", "support": n}) for n in range(MOST_ROWS + 2)]
    terminal, out, _ = make_terminal()
    terminal.print_figures(report.model_copy(update={"classes": many}))
    lines = out.getvalue().splitlines()
    assert lines[-1] == "… and 2 more"
    assert [line.split()[0] for line in lines[2:-2]] == [f"C{n}" for n in range(MOST_ROWS + 1, 1, -1)]
    assert lines[-2].split()[-1] == str(sum(range(MOST_ROWS + 2)))


def test_a_problem_is_told_in_its_parts_and_apart_from_results() -> None:
    terminal, out, err = make_terminal()
    problem = Problem(code="run.unreadable", values={"file": "x.json"}, details="line 1\nline 2")
    terminal.complain([problem, problem])
    said = Words("en").explain(problem)
    assert out.getvalue() == ""
    assert err.getvalue() == f"{said.what}\n  {said.why}\n  {said.fix}\n  line 1\n  line 2\n" * 2


@pytest.mark.parametrize(("fraction", "shown"), [(None, ""), (0.0, "0% "), (0.456, "46% "), (1.0, "100% ")])
def test_a_call_shows_how_far_it_is_and_is_wiped_by_what_lasts(fraction: float | None, shown: str) -> None:
    screen = Screen()
    terminal = Terminal(Words("en"), screen, io.StringIO())
    terminal.show_call(CallProgress(fraction=fraction, code="of.tomorrow"))
    assert screen.getvalue() == f"{shown}of.tomorrow"
    terminal.print("Done")
    blank = " " * len(f"{shown}of.tomorrow")
    assert screen.getvalue().endswith(f"\r{blank}\rDone\n")


def test_a_file_gets_no_fleeting_lines() -> None:
    terminal, out, _ = make_terminal()
    terminal.show_call(CallProgress(fraction=0.5, code="of.tomorrow"))
    assert out.getvalue() == ""


def test_an_inspection_for_people_has_the_largest_labels_and_what_deserves_a_look() -> None:
    labels = {f"L{n}": n + 1 for n in range(MOST_NAMES + 3)}
    look, stop = (Problem(code="run.unreadable", level=level, values={"file": level}) for level in ("look", "stop"))
    terminal, out, err = make_terminal()
    print_inspection(make_inspection(labels=labels, problems=[look, stop]), terminal)
    lines = out.getvalue().splitlines()
    shown = next(line for line in lines if line.startswith("Labels: "))
    assert shown.startswith(f"Labels: L{MOST_NAMES + 2} {MOST_NAMES + 3}, ")
    assert shown.endswith("… and 3 more")
    assert lines[-2:] == ["Worth a look:", f"- {Words('en').explain(look).what}"]
    assert err.getvalue() == ""


def test_health_joins_an_inspection() -> None:
    look = Problem(code="data.duplicates", level="look", values={"text": "a", "exact": 1}, count=2)
    left_out = Problem(code="data.label_missing", level="look", place=Place(file="a.csv", row=3))
    findings = [
        Finding(check="missing", level="look", problem=left_out),
        Finding(check="duplicates", level="look", problem=look),
        Finding(check="markup", level="pass"),
        Finding(check="leakage", level="pass"),
    ]
    found = add_findings(make_inspection(problems=[left_out]), findings)
    assert found.problems == [left_out, look]
    terminal, out, _ = make_terminal()
    print_inspection(found, terminal, findings)
    assert out.getvalue().splitlines()[-1] == (
        "Checked, and well: Training and test kept apart, HTML and invisible characters"
    )


@pytest.mark.parametrize(("scheme", "shown"), [("", 0), ("none", 0), ("IOB2", 1)])
def test_a_scheme_is_named_where_there_is_one(scheme: str, shown: int) -> None:
    terminal, out, _ = make_terminal()
    print_inspection(make_inspection(scheme=scheme), terminal)
    assert out.getvalue().count("Tagging scheme: ") == shown
    assert out.getvalue().splitlines()[0] == "a.csv: delimited, utf-8"


def test_what_is_not_there_gets_no_line() -> None:
    terminal, out, _ = make_terminal()
    print_inspection(make_inspection(columns=[], labels={}), terminal)
    assert not [line for line in out.getvalue().splitlines() if line.startswith(("Labels", "Columns", "Worth"))]


def test_an_inspection_for_scripts_is_plain_json_with_every_part_of_a_problem() -> None:
    place = Place(file="a.csv", row=3, column="text")
    problem = Problem(code="run.unreadable", values={"file": "a.csv"}, place=place, count=7, details="why")
    content = json.loads(json.dumps(describe_inspection(make_inspection(problems=[problem], tables={"train": "t"}))))
    names = ["files", "task", "reason", "examples", "columns", "labels", "scheme", "splits", "problems"]
    assert list(content) == names
    (told,) = content["problems"]
    said = Words("en").explain(problem)
    assert (told["file"], told["row"], told["column"], told["count"]) == ("a.csv", 3, "text", 7)
    assert (told["what"], told["why"], told["fix"], told["details"]) == (said.what, said.why, said.fix, "why")
