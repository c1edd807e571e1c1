"""Recipes: what is read, what is refused, and how it is said."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from studio.contract.knobs import Knob
from studio.contract.problems import StudioError
from studio.contract.recipe import (
    DataSpec,
    Recipe,
    ResolvedRecipe,
    Value,
    collect_knobs,
    dump_recipe,
    dump_yaml,
    find_faults,
    load_yaml,
    parse_recipe,
    read_recipe,
)

FULL = """\
task: token-classification
model: starter
data:
  train: [news.conll, more.conll]
  validation: 0.1
  test: test.conll
  columns: {text: body, label: no}
  read: {encoding: gb18030, scheme: IOB1}
  split: {kind: grouped, by: patient, seed: 7}
  steps: steps.jsonl
method: full
epochs: 3
learning_rate: 5e-5
batch_size: 16
warmup_ratio: 0.1
weight_decay: 0.01
lr_schedule: linear
optimizer: adamw
max_length: 128
precision: auto
early_stopping: 3
seed: 42
device: cuda:1
"""
HEAD = "task: text-classification\ndata: {train: a.csv}\n"


def complaints(text: str) -> list[tuple[str, str | None]]:
    """(code, field) of every problem of a recipe."""
    with pytest.raises(StudioError) as caught:
        parse_recipe(text, "my.yaml")
    assert all(problem.place.file == "my.yaml" for problem in caught.value.problems)
    return [(problem.code, problem.place.field) for problem in caught.value.problems]


def test_the_recipe_of_the_contract_is_read_as_yaml_1_2() -> None:
    recipe = parse_recipe(FULL)
    assert recipe.learning_rate == 5e-5
    assert recipe.data.columns["label"] == "no"
    assert recipe.data.train_files == ["news.conll", "more.conll"]
    assert recipe.data.split.seed == 7
    assert parse_recipe(dump_recipe(recipe)) == recipe


def test_only_task_and_training_data_are_required() -> None:
    recipe = parse_recipe(HEAD)
    assert recipe.data.train_files == ["a.csv"]
    assert recipe.epochs is None
    assert dump_recipe(recipe) == "task: text-classification\ndata:\n  train: a.csv\n"
    assert parse_recipe("task: text-classification\ndata: {dataset: owner/name}").data.train_files == []


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "配方.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert read_recipe(path) == parse_recipe(HEAD)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("recipe.not_a_mapping", None)]),
        ("- 1", [("recipe.not_a_mapping", None)]),
        ("a: [1", [("recipe.not_yaml", None)]),
        ("[" * 5000 + "]" * 5000, [("recipe.not_yaml", None)]),
        ("a: \x00", [("recipe.not_yaml", None)]),
        (HEAD + "seed: &a 1", [("recipe.anchor_or_tag", None)]),
        (HEAD + "seed: *a", [("recipe.anchor_or_tag", None)]),
        (HEAD + "seed: !!int 1", [("recipe.anchor_or_tag", None)]),
        (HEAD + "seed: 1\nseed: 2", [("recipe.duplicate_key", None)]),
        (HEAD + "epoks: 3", [("recipe.unknown_key_near", "epoks")]),
        (HEAD + "zzz: 3", [("recipe.unknown_key", "zzz")]),
        (HEAD + "1: 3", [("recipe.wrong_type", "1")]),
        (HEAD + "seed: true", [("recipe.wrong_type", "seed")]),
        (HEAD + "epochs: '3'", [("recipe.wrong_type", "epochs")]),
        (HEAD + "epochs: .nan", [("recipe.not_a_number", "epochs")]),
        (HEAD + "epochs: .inf", [("recipe.not_a_number", "epochs")]),
        (HEAD + "batch_size: 0\nseed: -1", [("recipe.too_small", "batch_size"), ("recipe.too_small", "seed")]),
        (HEAD + "dropout: 2", [("recipe.too_large", "dropout")]),
        (HEAD + "device: cuda:x", [("recipe.not_in_list", "device")]),
        ("data: {train: a}", [("recipe.missing_key", "task")]),
        ("task: text-classification\ndata: {}", [("recipe.missing_key", "data.train")]),
        ("task: text-classification\ndata: a.csv", [("recipe.wrong_type", "data")]),
        ("task: text-classification\ndata: {train: 5}", [("recipe.wrong_type", "data.train")]),
        ("task: text-classification\ndata: {train: [a, 5]}", [("recipe.wrong_type", "data.train")]),
        ("task: text-classification\ndata: {train: a, columns: {x: 1}}", [("recipe.wrong_type", "data.columns")]),
        ("task: text-classification\ndata: {train: a, red: {}}", [("recipe.unknown_key_near", "data.red")]),
        ("task: text-classification\ndata: {train: a, test: 1.5}", [("recipe.too_large", "data.test")]),
        ("task: text-classification\ndata: {train: a, split: {kind: time}}", [("recipe.missing_key", "data.split.by")]),
        ("task: sing\ndata: {train: a}", [("recipe.not_in_list", "task")]),
    ],
)  # fmt: skip
def test_every_problem_is_named_with_its_key(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert complaints(text) == expected


def test_the_nearest_key_and_the_row_are_named() -> None:
    with pytest.raises(StudioError) as caught:
        parse_recipe(HEAD + "lerning_rate: 1")
    assert caught.value.problems[0].values["near"] == "learning_rate"
    with pytest.raises(StudioError) as caught:
        parse_recipe(HEAD + "seed: 1\nseed: 2")
    assert caught.value.problems[0].place.row == 4


def test_a_file_that_is_missing_or_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "recipe.yaml"
    with pytest.raises(StudioError) as caught:
        read_recipe(path)
    assert caught.value.problems[0].code == "usage.file_unreadable"
    path.write_bytes("标题".encode("gb18030"))
    with pytest.raises(StudioError) as caught:
        read_recipe(path)
    assert caught.value.problems[0].code == "recipe.not_utf8"


def test_yaml_is_written_in_the_given_order_and_unescaped() -> None:
    content = {"z": "中文: yes", "a": [1, 5e-05], "no": "on"}
    text = dump_yaml(content)
    assert text.startswith("z: '中文: yes'\n")
    assert load_yaml(text, "x") == content


def test_a_resolved_recipe_survives_its_file() -> None:
    values = {"epochs": Value(value=3.0, why="advice.epochs_medium", values={"examples": 5000})}
    resolved = ResolvedRecipe(
        task="text-classification", data=DataSpec(train="a.csv"), values=values, files={"/a.csv": "00"}
    )
    back = ResolvedRecipe.load(resolved.dump())
    assert back == resolved
    assert back["epochs"] == 3.0
    with pytest.raises(KeyError):
        back["colour"]
    with pytest.raises(StudioError) as caught:
        ResolvedRecipe.load("task: [1]")
    assert caught.value.problems[0].code == "run.unreadable"


def test_every_setting_of_the_form_has_a_knob() -> None:
    with_knobs = set(collect_knobs())
    assert with_knobs == set(Recipe.model_fields) - {"model", "data"}
    assert {name for name, knob in collect_knobs().items() if knob.main} == {
        "epochs", "learning_rate", "batch_size", "method",
    }  # fmt: skip


def test_bounds_are_inclusive() -> None:
    recipe = parse_recipe(HEAD + "dropout: 0.9\nbatch_size: 1\nepochs: 1000")
    assert find_faults(recipe) == []


def test_a_multiple_is_checked_where_a_knob_asks_for_it() -> None:
    assert Knob(multiple_of=8).find_fault(12) == "recipe.not_a_multiple"
    assert Knob(multiple_of=8).find_fault(16) is None
    assert Knob().find_fault("any text") is None


def test_knobs_of_another_model_are_found_in_order() -> None:
    class Form(BaseModel):
        second: int = 0

    assert collect_knobs(Form) == {}
