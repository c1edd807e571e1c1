"""Calls, cards, reports, advice: data that both sides and the files agree on."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from studio.contract.advice import SCRATCH, STARTER, Facts, advise, advise_model
from studio.contract.calls import CALLS, CallProgress, Inspect, Question, Reply
from studio.contract.cards import Card, MethodCard, ModelCard, TaskCard, find_card, read_cards
from studio.contract.problems import Problem, StudioError
from studio.contract.recipe import DataSpec, collect_knobs, parse_recipe
from studio.contract.report import Report


def test_a_question_crosses_the_pipe() -> None:
    call = Inspect(data=DataSpec(train=["新闻.conll"], validation=0.1), base="/data")
    line = Question(id=7, call=call.name, arguments=json.loads(call.model_dump_json())).model_dump_json()
    assert "\n" not in line
    question = Question.model_validate_json(line)
    assert CALLS[question.call].model_validate(question.arguments) == call


def test_every_call_is_found_by_its_name() -> None:
    assert all(call.name == name for name, call in CALLS.items())
    assert len(CALLS) == 14


def test_only_progress_leaves_a_question_open() -> None:
    assert not Reply(id=1, progress=CallProgress(fraction=0.5)).is_final
    assert Reply(id=1, answer={}).is_final
    assert Reply(id=1, problems=[Problem(code="data.x")]).is_final
    assert Reply(id=1, cancelled=True).is_final


@pytest.mark.parametrize("kind", [TaskCard, MethodCard, ModelCard])
def test_cards_are_read_in_their_order(kind: type[Card]) -> None:
    cards = read_cards(kind)
    assert len({card.id for card in cards}) == len(cards) > 0
    assert find_card(kind, cards[-1].id) is cards[-1]
    assert find_card(kind, "no such card") is None
    assert cards[0].message == f"{kind.kind}-{cards[0].id}"


def test_a_headline_is_a_figure_of_the_report() -> None:
    from studio.contract.report import Overall

    assert {card.headline for card in read_cards(TaskCard)} <= set(Overall.model_fields)


def test_an_unknown_field_of_a_card_is_refused() -> None:
    with pytest.raises(ValidationError):
        TaskCard.model_validate({"id": "x", "headline": "micro_f1", "colour": "red"})


def test_a_report_survives_its_file_and_ignores_what_is_new(tmp_path: Path) -> None:
    figures = {"label": "PER", "precision": 1, "recall": 0.5, "f1": 0.67, "support": 2}
    overall = dict.fromkeys(("precision", "recall", "micro_f1", "macro_f1", "weighted_f1", "accuracy"), 0.5)
    split = {"split": "test", "examples": 2, "overall": overall, "classes": [figures], "tomorrow": 1,
             "confusion": {"labels": ["PER"], "counts": [[2]]}}  # fmt: skip
    content = {"task": "token-classification", **split, "splits": {"test": split}, "sentences": [{"code": "report.x"}]}
    path = tmp_path / "report.json"
    path.write_text(json.dumps(content))
    report = Report.read(path)
    path.write_text(report.dump())
    assert Report.read(path) == report
    assert report.splits["test"].classes[0].support == 2
    assert not report.has_missed
    entities = report.confusion.model_copy(update={"labels": ["PER", "missed"], "counts": [[1, 1], [0, 0]]})
    assert report.model_copy(update={"confusion": entities}).has_missed


@pytest.mark.parametrize("content", [None, "{", "{}"])
def test_a_report_that_is_missing_or_broken_is_a_problem(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "report.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(StudioError) as caught:
        Report.read(path)
    assert caught.value.problems[0].code == "run.unreadable"


HEAD = "task: text-classification\ndata: {train: a}\n"


def test_every_setting_gets_a_value_with_a_reason_in_the_order_of_the_form() -> None:
    values = advise(parse_recipe(HEAD), Facts(examples=500))
    assert list(values) == [name for name in collect_knobs() if name != "task"]
    assert all(value.value is not None and value.why.startswith("advice.") for value in values.values())


def test_what_was_asked_is_kept() -> None:
    values = advise(parse_recipe(HEAD + "epochs: 5\nmethod: lora"), Facts(examples=500))
    assert (values["epochs"].value, values["epochs"].why) == (5, "advice.asked")
    assert values["learning_rate"].why == "advice.learning_rate_few_weights"


@pytest.mark.parametrize(
    ("facts", "model", "name", "value"),
    [
        (Facts(examples=1000), "starter", "epochs", 8),
        (Facts(examples=1001), "starter", "epochs", 3),
        (Facts(examples=10_001), "starter", "epochs", 2),
        (Facts(examples=10), SCRATCH, "epochs", 40),
        (Facts(examples=10), SCRATCH, "learning_rate", 1e-3),
        (Facts(examples=10), SCRATCH, "early_stopping", 0),
        (Facts(examples=10), "starter", "learning_rate", 2e-4),
        (Facts(examples=10, parameters=110_000_000), "bert-base", "learning_rate", 3e-5),
        (Facts(examples=10, words=30), "starter", "max_length", 64),
        (Facts(examples=10, words=65), "starter", "max_length", 256),
        (Facts(examples=10, words=4000), "starter", "max_length", 512),
        (Facts(examples=10, words=100, max_length=128), "starter", "max_length", 128),
    ],
)
def test_advice_follows_the_facts(facts: Facts, model: str, name: str, value: float) -> None:
    assert advise(parse_recipe(HEAD + f"model: {model}"), facts)[name].value == value


def test_the_advised_model_needs_no_download() -> None:
    assert advise_model("en").value == advise_model("").value == STARTER
    assert advise_model("zh").value == SCRATCH
