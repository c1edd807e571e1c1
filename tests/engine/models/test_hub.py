"""Downloads, by the real code from a small hub on loopback."""

from __future__ import annotations

import pytest

from studio.contract.calls import CallProgress, NetworkSpec
from studio.contract.places import find_folder
from studio.contract.problems import Cancelled, StudioError
from studio.engine.models.catalogue import list_models
from studio.engine.models.hub import download_model
from studio.engine.models.source import locate
from tests.engine.models.local_hub import COMMIT, CONVERTED, NAME, Hub


def fetch(hub: Hub, model: str = NAME, cancel_at: float = 2.0, token: str = "") -> list[CallProgress]:
    """Downloads, cancelled once the given fraction is reached; what was reported."""
    told: list[CallProgress] = []
    network = NetworkSpec(hub=hub.address, token=token)
    download_model(model, network, told.append, lambda: bool(told) and (told[-1].fraction or 0) >= cancel_at)
    return told


def test_a_model_comes_whole_without_anything_that_could_run(hub: Hub) -> None:
    told = fetch(hub, token="hf_secret")
    folder = find_folder("models") / "someone--tiny-bert"
    assert {path.name for path in folder.iterdir()} >= {"config.json", "model.safetensors", "tokenizer.json"}
    assert not [path for path in folder.rglob("*") if path.suffix in (".py", ".bin", ".md")]
    assert told[-1].fraction == 1.0
    assert told[-1].values["total"] == told[-1].values["done"]
    assert hub.tokens == {"Bearer hf_secret"}
    assert locate(NAME).path == folder
    assert [(facts.id, facts.state) for facts in list_models()][-1] == ("someone--tiny-bert", "here")


def test_a_cancelled_download_goes_on_where_it_stopped(hub: Hub) -> None:
    content = hub.files[NAME][COMMIT]
    content["model.safetensors"] += b"\0" * 40_000_000
    hub.seconds_a_chunk = 0.03
    with pytest.raises(Cancelled):
        fetch(hub, cancel_at=0.4)
    hub.seconds_a_chunk = 0.0
    assert not (find_folder("models") / "someone--tiny-bert").exists()
    told = fetch(hub)
    assert hub.ranges, "the second download began anew"
    assert told[-1].fraction == 1.0
    arrived = find_folder("models") / "someone--tiny-bert" / "model.safetensors"
    assert arrived.read_bytes() == content["model.safetensors"]


def test_a_file_changed_on_the_way_is_not_taken(hub: Hub) -> None:
    hub.wrong_hashes = True
    with pytest.raises(StudioError) as caught:
        fetch(hub)
    assert caught.value.problems[0].code == "model.damaged_download"
    hub.wrong_hashes = False
    assert fetch(hub)[-1].fraction == 1.0


def test_pickle_only_models_come_as_the_converter_offers_them(hub: Hub) -> None:
    files = dict(hub.files[NAME][COMMIT])
    hub.files[NAME] = {CONVERTED: files, COMMIT: {k: v for k, v in files.items() if k != "model.safetensors"}}
    fetch(hub)
    assert locate(NAME).path is not None
    assert any(f"/resolve/{CONVERTED}/" in path for path in hub.asked)


def test_pickle_only_models_without_an_offer_are_refused(hub: Hub) -> None:
    del hub.files[NAME][COMMIT]["model.safetensors"]
    with pytest.raises(StudioError) as caught:
        fetch(hub)
    assert [problem.code for problem in caught.value.problems] == ["model.pickle_only"]


def test_an_unknown_model_and_no_network_are_understood(hub: Hub) -> None:
    with pytest.raises(StudioError) as caught:
        fetch(hub, "someone/nothing")
    assert caught.value.problems[0].code == "model.not_on_hub"
    with pytest.raises(StudioError) as caught:
        download_model(NAME, NetworkSpec(hub="http://127.0.0.1:1"), lambda _: None, lambda: False)
    assert caught.value.problems[0].code == "computer.no_network"
    assert int(caught.value.exit_code) == 6
