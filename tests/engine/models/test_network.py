"""Downloads behind proxies, gates, other hosts and full disks; what is pinned, and what lay there before."""

from __future__ import annotations

import errno
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from studio.contract.calls import NetworkSpec
from studio.contract.places import find_folder
from studio.contract.problems import Cancelled, Problem, StudioError
from studio.engine.models import hub as hub_module
from studio.engine.models.catalogue import list_models
from studio.engine.models.hub import download_model
from studio.engine.models.source import locate
from tests.engine.models.local_hub import COMMIT, CONVERTED, NAME, Hub, open_hub

Usage = namedtuple("Usage", "total used free")


def fetch(network: NetworkSpec, model: str = NAME) -> Path:
    """Downloads without a listener."""
    return download_model(model, network, lambda _: None, lambda: False)


def refuse(network: NetworkSpec) -> Problem:
    """Why the download fails; no model may be there then."""
    with pytest.raises(StudioError) as caught:
        fetch(network)
    assert not (find_folder("models") / "someone--tiny-bert").exists()
    return caught.value.problems[0]


@pytest.mark.parametrize("scheme", ["", "http://"])
def test_everything_goes_through_the_proxy(hub: Hub, scheme: str) -> None:
    proxy = scheme + hub.address.removeprefix("http://")
    assert (fetch(NetworkSpec(hub="http://mirror.invalid", proxy=proxy)) / "config.json").is_file()
    assert all(path.startswith("http://mirror.invalid/") for path in hub.asked)


def test_a_proxy_is_forgotten_by_the_next_download(hub: Hub) -> None:
    assert refuse(NetworkSpec(hub=hub.address, proxy="127.0.0.1:1")).code == "computer.no_network"
    assert hub.asked == []
    assert fetch(NetworkSpec(hub=hub.address)).is_dir()


def test_a_gated_model_is_told_from_a_missing_one(hub: Hub) -> None:
    hub.gated.add(NAME)
    problem = refuse(NetworkSpec(hub=hub.address))
    assert (problem.code, problem.values["model"]) == ("model.gated", NAME)
    assert problem.place is not None
    assert problem.place.field == "model"


def test_the_token_stays_with_the_hub(hub: Hub) -> None:
    with open_hub(Hub(files=hub.files)) as storage:
        hub.storage = storage.address
        folder = fetch(NetworkSpec(hub=hub.address, token="hf_secret"))
    assert (folder / "model.safetensors").read_bytes() == hub.files[NAME][COMMIT]["model.safetensors"]
    assert hub.tokens == {"Bearer hf_secret"}
    assert storage.tokens == {""}


def test_a_disk_too_small_is_said_before_anything_comes(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(2000, 1000, 1000))
    problem = refuse(NetworkSpec(hub=hub.address))
    assert problem.code == "computer.disk_full"
    assert problem.values["free"] == 1000 < problem.values["needed"]
    assert not [path for path in hub.asked if "/resolve/" in path]


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "computer.disk_full"), (errno.ECONNRESET, "computer.no_network")]
)
def test_what_the_system_refuses_on_the_way_is_understood(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(hub_module, "http_get", fail)
    assert refuse(NetworkSpec(hub=hub.address)).code == code
    assert next(facts.state for facts in list_models() if facts.id == "scratch-tiny") == "here"


def test_a_pinned_commit_comes_beside_the_newest(hub: Hub) -> None:
    pinned = f"{NAME}@{CONVERTED}"
    hub.files[NAME][CONVERTED] = hub.files[NAME][COMMIT] | {"merges.txt": b"a b"}
    newest, folder = fetch(NetworkSpec(hub=hub.address)), fetch(NetworkSpec(hub=hub.address), pinned)
    assert newest != folder == locate(pinned).path
    assert (folder / "merges.txt").read_bytes() == b"a b"
    assert not (newest / "merges.txt").exists()


def test_nothing_older_is_mixed_into_a_download(hub: Hub) -> None:
    models = find_folder("models")
    stale = models / "someone--tiny-bert.partial" / "another-commit"
    for folder in (stale, models / "someone--tiny-bert"):
        folder.mkdir(parents=True)
        (folder / "vocab.txt").write_text("old")
    fetch(NetworkSpec(hub=hub.address))
    assert not (models / "someone--tiny-bert" / "vocab.txt").exists()
    assert not stale.parent.exists()


def test_one_cancelled_at_once_takes_nothing_in(hub: Hub) -> None:
    with pytest.raises(Cancelled):
        download_model(NAME, NetworkSpec(hub=hub.address), lambda _: None, lambda: True)
    assert not (find_folder("models") / "someone--tiny-bert").exists()


def test_a_repository_without_weights_is_no_model(hub: Hub) -> None:
    hub.files[NAME][COMMIT] = {"config.json": b"{}", "README.md": b"#"}
    assert refuse(NetworkSpec(hub=hub.address)).code == "model.no_weights"
