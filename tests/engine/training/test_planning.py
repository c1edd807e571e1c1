"""What a recipe becomes before anything heavy begins."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from transformers import RobertaConfig, RobertaForTokenClassification

from studio.contract.problems import StudioError
from studio.contract.recipe import parse_recipe
from studio.engine.models.source import ModelSource, locate
from studio.engine.training.planning import check_recipe, count_parameters, find_max_length, make_plan

RECIPE = "task: token-classification\nmodel: {model}\ndata:\n  train: train.conll\n  test: test.conll\n"


def test_a_recipe_that_may_start_has_no_problem(entity_data: Path) -> None:
    assert check_recipe(parse_recipe(RECIPE.format(model="starter")), entity_data) == []


def test_paths_become_absolute_and_are_hashed(entity_data: Path) -> None:
    plan = make_plan(parse_recipe(RECIPE.format(model="scratch-tiny")), entity_data)
    assert plan.resolved.data.train == [str(entity_data / "train.conll")]
    assert plan.resolved.data.test == str(entity_data / "test.conll")
    assert set(plan.resolved.files) == {str(entity_data / "train.conll"), str(entity_data / "test.conll")}


def test_the_model_follows_the_language_where_none_is_named(entity_data: Path) -> None:
    recipe = parse_recipe(RECIPE.replace("model: {model}\n", ""))
    plan = make_plan(recipe, entity_data)
    assert plan.resolved.values["model"].value == plan.source.id
    assert plan.resolved.values["model"].why.startswith("advice.model_")


def test_too_little_disk_is_said_before_it_hurts(entity_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=5_000_000))
    with pytest.raises(StudioError) as caught:
        make_plan(parse_recipe(RECIPE.format(model="starter")), entity_data)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["free"]) == ("computer.disk_low", 5)
    assert problem.values["needed"] > 600


def test_weights_and_length_of_a_folder_are_read_from_its_files(tmp_path: Path) -> None:
    config = RobertaConfig(
        vocab_size=50,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=16,
        max_position_embeddings=130,
    )
    torch.manual_seed(0)
    model = RobertaForTokenClassification(config)
    model.save_pretrained(tmp_path)
    source = ModelSource("local", tmp_path, json.loads((tmp_path / "config.json").read_text()))
    assert count_parameters(source) == sum(weight.numel() for weight in model.parameters())
    assert find_max_length(source) == 128


def test_the_catalogue_knows_its_own_models() -> None:
    source = locate("starter")
    assert count_parameters(source) == pytest.approx(22.7e6, rel=0.01)
    assert find_max_length(source) == 512
