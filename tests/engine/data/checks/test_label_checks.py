"""Balance of labels, and names that are likely one."""

from studio.contract.data.health import Finding
from studio.engine.data.checks.balance import Balance
from studio.engine.data.checks.label_names import LabelNames
from tests.engine.data.checks.conftest import MakeExamples, Row, run


def make_rows(**counts: int) -> list[Row]:
    return [(f"{label} {at}", label) for label, count in counts.items() for at in range(count)]


def read_values(finding: Finding) -> dict[str, object]:
    assert finding.problem is not None
    return finding.problem.values


def test_labels_with_few_examples(make_examples: MakeExamples) -> None:
    examples = make_examples("text-classification", train=make_rows(a=20, b=9, c=2), test=make_rows(b=20))
    found = run(Balance(), examples)
    assert set(found) == {"data.rare_label"}
    assert read_values(found["data.rare_label"])["labels"] == "c (2), b (9)"


def test_one_label_outweighs(make_examples: MakeExamples) -> None:
    found = run(Balance(), make_examples("text-classification", train=make_rows(ham=87, spam=13)))
    assert read_values(found["data.imbalance"]) == {"label": "ham", "percent": 87}
    many = run(Balance(), make_examples("text-classification", train=make_rows(big=50, a=12, b=12, c=12, d=12, e=12)))
    assert read_values(many["data.imbalance"])["percent"] == 45


def test_one_kind_of_entity_outweighs(make_examples: MakeExamples) -> None:
    rows = [(["x", "y"], ["B-PER", "O"])] * 90 + [(["x", "y"], ["O", "B-LOC"])] * 12
    found = run(Balance(), make_examples("token-classification", train=rows))
    assert read_values(found["data.imbalance_entities"])["label"] == "PER"


def test_balanced_enough(make_examples: MakeExamples) -> None:
    assert set(run(Balance(), make_examples("text-classification", train=make_rows(a=30, b=12)))) == {"pass"}
    three = make_rows(a=30, b=12, c=20)
    assert set(run(Balance(), make_examples("text-classification", train=three))) == {"pass"}
    several = [("x", ["a"])] * 90 + [("y", ["b"])] * 10
    assert set(run(Balance(), make_examples("multi-label-classification", train=several))) == {"pass"}
    assert run(Balance(), make_examples("unsupported")) == {}


def test_names_that_are_likely_one(make_examples: MakeExamples) -> None:
    rows = [
        (["a", "b"], ["B-ORG", "O"]),
        (["c", "d"], ["B-0RG", "I-0RG"]),
        (["e", "f"], ["O", "B-PER"]),
        (["g", "h"], ["B-ORG", "B-0RG"]),
        (["i", "j"], ["B-ORG", "B-ORG"]),
    ]
    found = run(LabelNames(), make_examples("token-classification", train=rows[:2], test=rows[2:]))["data.label_alike"]
    assert found.rows == {"train": [1], "test": [1]}
    assert [offer.model_dump() for offer in found.offers] == [
        {"kind": "merge_labels", "values": {"labels": ["0RG"], "to": "ORG"}}
    ]
    assert read_values(found)["labels"] == "“0RG” (2)"


def test_names_that_differ_on_purpose(make_examples: MakeExamples) -> None:
    examples = make_examples("text-classification", train=make_rows(B1=3, B2=3, BR=3, sport=40, spot=9))
    assert set(run(LabelNames(), examples)) == {"pass"}
    assert run(LabelNames(), make_examples("unsupported")) == {}


def test_cells_that_hold_several_labels(make_examples: MakeExamples) -> None:
    rows = [*make_rows(price=20, delivery=20), *[("late and dear", "price; delivery")] * 3, ("dear", "delivery;price")]
    found = run(LabelNames(), make_examples("text-classification", train=rows))
    assert set(found) == {"data.labels_joined"}
    assert read_values(found["data.labels_joined"])["label"] == "price; delivery"
    assert found["data.labels_joined"].rows == {"train": [40, 41, 42, 43]}


def test_a_mark_within_a_name_joins_nothing(make_examples: MakeExamples) -> None:
    rows = make_rows(**{"Science/Tech": 20, "Sports": 20, "Arts, Music": 20, "price;": 12})
    assert set(run(LabelNames(), make_examples("text-classification", train=rows))) == {"pass"}
