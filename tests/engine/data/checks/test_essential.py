"""What forbids training, from counts."""

from collections.abc import Mapping

import pytest

from studio.engine.data.checks.essential import check_counts
from studio.engine.data.findings import Findings


@pytest.mark.parametrize(
    ("task", "examples", "train", "codes"),
    [
        ("text-classification", 20, {"a": 10, "b": 6}, []),
        ("text-classification", 9, {"a": 5, "b": 4}, ["data.too_few"]),
        ("text-classification", 20, {"a": 16, "b": 0}, ["data.one_label"]),
        ("text-classification", 0, {}, ["data.too_few"]),
        ("token-classification", 20, {"PER": 1}, []),
        ("token-classification", 20, {}, ["data.no_entities"]),
        ("token-classification", 3, {}, ["data.too_few", "data.no_entities"]),
        ("multi-label-classification", 20, {"a": 3}, []),
        ("multi-label-classification", 20, {"a": 0}, ["data.labels_absent"]),
    ],
)
def test_counts_that_forbid_training(task: str, examples: int, train: Mapping[str, int], codes: list[str]) -> None:
    findings = Findings("a.csv")
    check_counts(task, examples, train, findings)
    assert [problem.code for problem in findings.problems] == codes
    assert all(problem.level == "stop" for problem in findings.problems)
