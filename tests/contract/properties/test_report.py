"""A report of any figures is JSON that every reader takes, and comes back as it was."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from studio.contract.problems import StudioError
from studio.contract.report import ClassFigures, Report
from tests.contract.properties.strategies import invent

DONE = Path(__file__).resolve().parents[2] / "runs" / "done" / "report.json"


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=invent(Report))
def test_a_report_comes_back_as_it_was(report: Report) -> None:
    text = report.dump()
    json.loads(text, parse_constant=refuse)
    assert Report.model_validate_json(text) == report


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_bound_that_is_no_number_becomes_none(tmp_path: Path, value: float) -> None:
    report = Report.read(DONE)
    figures = report.classes[0].model_copy(update={"f1_low": value})
    path = tmp_path / "report.json"
    path.write_text(report.model_copy(update={"classes": [figures]}).dump(), encoding="utf-8")
    json.loads(path.read_text(encoding="utf-8"), parse_constant=refuse)
    assert Report.read(path).classes == [ClassFigures(**figures.model_dump(exclude={"f1_low"}), f1_low=None)]


def test_a_figure_that_is_no_number_is_not_taken_for_one(tmp_path: Path) -> None:
    report = Report.read(DONE)
    broken = report.overall.model_copy(update={"macro_f1": math.nan})
    path = tmp_path / "report.json"
    path.write_text(report.model_copy(update={"overall": broken}).dump(), encoding="utf-8")
    with pytest.raises(StudioError) as caught:
        Report.read(path)
    assert "macro_f1" in caught.value.problems[0].details
