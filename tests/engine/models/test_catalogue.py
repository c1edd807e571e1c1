"""Which models there are, which are here, and where a name leads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from studio.contract.cards import ModelCard, read_cards
from studio.contract.places import find_folder
from studio.contract.problems import StudioError
from studio.engine.models import source
from studio.engine.models.catalogue import ORIGIN, describe_folder, list_models, measure_folder
from studio.engine.models.folder import check_folder
from studio.engine.models.source import find_model_folder, find_starter, locate, name_folder


def find_state(model: str) -> str:
    """The state the list gives a model."""
    return next(facts.state for facts in list_models() if facts.id == model)


def test_the_catalogue_comes_in_its_order_and_without_a_download_two_are_here() -> None:
    found = list_models()
    assert [facts.id for facts in found] == [card.id for card in read_cards(ModelCard)]
    assert {facts.id for facts in found if facts.state == "here"} == {"starter", "scratch-tiny"}
    assert all(bool(facts.path) == (facts.id == "starter") for facts in found)


def test_a_model_of_the_catalogue_is_absent_then_partial_then_here(model_folder: Path) -> None:
    models = find_folder("models")
    assert find_state("distilbert") == "absent"
    (models / "distilbert.partial").mkdir()
    assert find_state("distilbert") == "partial"
    shutil.copytree(model_folder, models / "distilbert")
    facts = [facts for facts in list_models() if facts.id == "distilbert"]
    assert [(one.state, one.size) for one in facts] == [("here", measure_folder(model_folder))]


def test_imported_ones_follow_and_what_is_unfinished_is_left_out(model_folder: Path) -> None:
    models = find_folder("models")
    for name in ("mine", "mine.partial", "mine.new"):
        shutil.copytree(model_folder, models / name)
    (models / "empty").mkdir()
    (models / "letter.txt").write_text("no model")
    extra = list_models()[len(read_cards(ModelCard)) :]
    assert [(facts.id, facts.title) for facts in extra] == [("mine", "mine")]


@pytest.mark.parametrize(("origin", "title"), [({"title": "我的模型"}, "我的模型"), ({"title": ""}, "m"), ({}, "m")])
def test_an_imported_model_is_called_what_it_came_as(tmp_path: Path, origin: dict[str, str], title: str) -> None:
    (tmp_path / "m" / "deep").mkdir(parents=True)
    (tmp_path / "m" / "deep" / "file").write_bytes(b"12345")
    (tmp_path / "m" / ORIGIN).write_text(json.dumps(origin), encoding="utf-8")
    facts = describe_folder(tmp_path / "m", "given")
    assert (facts.id, facts.title) == ("given", title)
    assert facts.size == 5 + (tmp_path / "m" / ORIGIN).stat().st_size


@pytest.mark.parametrize(
    ("model", "folder"),
    [
        ("someone/model", "someone--model"),
        ("someone/model@refs/pr/3", "someone--model--refs--pr--3"),
        ("../../etc", "--..--etc"),
        ("..", "model"),
        ("", "model"),
        ("我的 模型", "我的--模型"),
    ],
)
def test_no_name_leads_out_of_the_library(model: str, folder: str) -> None:
    assert name_folder(model) == folder
    assert (find_folder("models") / folder).resolve().parent == find_folder("models").resolve()


def test_the_library_goes_before_a_folder_of_the_same_name(model_folder: Path) -> None:
    beside = model_folder.parent
    assert find_model_folder("tiny-bert", beside) == model_folder
    stored = shutil.copytree(model_folder, find_folder("models") / "tiny-bert")
    assert find_model_folder("tiny-bert", beside) == stored
    assert find_model_folder("no-such", beside) is None


def test_a_starter_that_is_not_installed_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_starter() is not None
    monkeypatch.setattr(source, "STARTER_PACKAGE", "no_such_package")
    assert find_starter() is None
    with pytest.raises(StudioError) as caught:
        locate("starter")
    assert caught.value.problems[0].code == "model.absent"


def test_the_model_from_scratch_has_a_card_and_no_folder() -> None:
    found = locate("scratch-tiny")
    assert found.is_scratch
    assert found.card is not None
    assert not locate("starter").is_scratch


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\xfa", b"null", b'{"model_type": 3}', b'{"hidden_size": 8}', b"[" * 200_000]
)
def test_a_configuration_that_says_nothing_is_broken(model_folder: Path, content: bytes) -> None:
    (model_folder / "config.json").write_bytes(content)
    with pytest.raises(StudioError) as caught:
        check_folder(model_folder)
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["folder"]) == ("model.broken_config", "tiny-bert")
    assert problem.details


def test_weights_in_pieces_are_weights_and_pickles_beside_them_do_not_matter(model_folder: Path) -> None:
    (model_folder / "model.safetensors").rename(model_folder / "model-00001-of-00001.safetensors")
    (model_folder / "pytorch_model.bin").write_bytes(b"pickle")
    with pytest.raises(StudioError) as caught:
        check_folder(model_folder)
    assert caught.value.problems[0].details == "pytorch_model.bin"
    (model_folder / "model.safetensors.index.json").write_text("{}")
    check_folder(model_folder)


@pytest.mark.parametrize("content", [b"{", b"[]", b"[" * 200_000])
def test_broken_settings_of_the_tokenizer_hide_no_code(model_folder: Path, content: bytes) -> None:
    """They are not refused here: the tokenizer may do without, and code is never run."""
    (model_folder / "tokenizer_config.json").write_bytes(content)
    check_folder(model_folder)
