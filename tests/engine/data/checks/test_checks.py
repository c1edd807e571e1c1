"""What the health checks find."""

from studio.engine.data.checks.leakage import Leakage, digest_text
from studio.engine.data.checks.protocol import Check, Seen
from studio.engine.data.checks.size import Size
from studio.engine.data.checks.variety import ClassVariety, EntityVariety
from studio.engine.data.findings import Findings


def run(check: Check, examples: list[Seen]) -> dict[str, tuple[str, int, dict[str, object]]]:
    findings = Findings("a.csv")
    for example in examples:
        check.see(example)
    check.report(findings)
    return {p.code: (p.level, p.count, p.values) for p in findings.problems}


def see(count: int, *labels: str, split: str = "train", text: str = "text {}") -> list[Seen]:
    return [Seen(split, f"{split}.csv", row, text.format(row), labels) for row in range(1, count + 1)]


def test_too_few_examples() -> None:
    assert run(Size(), see(3))["data.too_few"][2] == {"file": "a.csv", "examples": 3, "needed": 10}
    assert run(Size(), see(10)) == {}


def test_one_label_only() -> None:
    assert run(ClassVariety(), see(20, "a") + see(20, "b", split="test"))["data.one_label"][0] == "stop"
    assert run(ClassVariety(), see(20, "a") + see(20, "b")) == {}


def test_rare_classes() -> None:
    level, count, values = run(ClassVariety(), see(20, "a") + see(9, "b") + see(2, "c"))["data.rare_label"]
    assert (level, count, values["labels"]) == ("look", 2, "c (2), b (9)")


def test_no_entities() -> None:
    assert run(EntityVariety(), see(20) + see(2, "X", split="test"))["data.no_entities"][2]["examples"] == 20
    assert run(EntityVariety(), see(20, "PER")) == {}
    assert "data.rare_label" in run(EntityVariety(), see(20) + see(1, "PER"))


def test_the_same_text_in_training_and_test() -> None:
    found = run(Leakage(), see(20, "a") + see(2, "a", split="test", text="TEXT  {}") + see(1, split="validation"))
    assert found["data.leak_test"][:2] == ("look", 2)
    assert found["data.leak_validation"][2]["text"] == "text 1"
    assert run(Leakage(), see(20, text="same") + see(2, split="test")) == {}


def test_texts_are_compared_without_case_and_white_space() -> None:
    assert digest_text("Hello \n World") == digest_text("hello world")
    assert digest_text("ab c") != digest_text("a bc")
    assert digest_text("\ud800")
