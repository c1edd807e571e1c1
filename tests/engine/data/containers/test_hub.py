"""Data sets by name, by the real code from a small hub on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import huggingface_hub.constants
import pytest

from studio.contract.calls import Inspect, NetworkSpec
from studio.contract.places import find_folder
from studio.contract.problems import Cancelled, Problem, StudioError
from studio.contract.recipe import DataSpec, ReadSpec
from studio.engine.answer_data import HANDLERS
from studio.engine.answering import Asked
from studio.engine.data.containers import expand_dataset
from studio.engine.data.hub.choosing import Wanted, choose_by_notes, read_notes
from studio.engine.data.hub.network import find_network, use_network
from tests.engine.data.containers.local_hub import COMMIT, CONVERTED, NAME, Hub, open_hub

TABLE = b"text,label\nhello,a\n"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with one data set, plus a program that must not be fetched."""
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    files = {"README.md": b"# Talk", "talk.py": b"print()", "train.csv": TABLE, "test.csv": TABLE, "val.csv": TABLE}
    with open_hub(Hub(files={COMMIT: files})) as hub:
        yield hub


def fetch(hub: Hub, dataset: str = NAME, sheet: str | None = None, token: str = "") -> dict[str, str | None]:
    """The split of each member by its name."""
    network = NetworkSpec(hub=hub.address, token=token)
    with use_network(network):
        members = expand_dataset(dataset, ReadSpec(sheet=sheet), lambda fraction, code: None)
    assert all(member.path.is_relative_to(find_folder("data")) for member in members)
    return {member.name: member.split for member in members}


def refuse(hub: Hub, dataset: str = NAME, sheet: str | None = None) -> Problem:
    """Why it is not fetched; nothing stays then."""
    with pytest.raises(StudioError) as caught:
        fetch(hub, dataset, sheet)
    assert list(find_folder("data").iterdir()) == []
    assert caught.value.problems[0].place.field == "data.dataset" or caught.value.problems[0].place.file
    return caught.value.problems[0]


def test_the_files_of_a_data_set_by_split(hub: Hub) -> None:
    names = {f"{NAME}/test.csv": "test", f"{NAME}/train.csv": "train", f"{NAME}/val.csv": "validation"}
    assert fetch(hub, token="hf_secret") == names
    assert hub.tokens == {"Bearer hf_secret"}
    assert not any("talk.py" in path for path in hub.asked)


def test_what_is_here_is_asked_of_nobody(hub: Hub) -> None:
    first = fetch(hub)
    hub.asked.clear()
    assert (fetch(hub), hub.asked) == (first, [])
    assert fetch(hub, f"{NAME}@{COMMIT}") == {name.replace(NAME, f"{NAME}@{COMMIT}"): s for name, s in first.items()}
    assert hub.asked


def test_the_surest_kind_is_taken(hub: Hub) -> None:
    hub.files[COMMIT] |= {"data/train-00000-of-00001.parquet": b"PAR1", "notes.txt": b"x", "dataset_infos.json": b"{}"}
    assert fetch(hub) == {f"{NAME}/data/train-00000-of-00001.parquet": "train"}


NOTES = b"""---
language: en
configs:
- config_name: small
  data_files:
  - split: train
    path: small/a-*.csv
  - split: test
    path: [small/b.csv]
- config_name: large
  data_dir: large
  data_files: "**/*.csv"
---
# Talk
"""


def test_configurations_are_chosen(hub: Hub) -> None:
    hub.files[COMMIT] = dict.fromkeys(["small/a-1.csv", "small/a-2.csv", "small/b.csv", "large/deep/dev.csv"], TABLE)
    hub.files[COMMIT]["README.md"] = NOTES
    problem = refuse(hub)
    assert (problem.code, problem.values["known"]) == ("data.dataset_configuration", "small, large")
    assert refuse(hub, sheet="huge").values["asked"] == "huge"
    assert fetch(hub, sheet="large") == {f"{NAME}/large/deep/dev.csv": "validation"}
    found = fetch(hub, sheet="small")
    assert found == {f"{NAME}/small/a-1.csv": "train", f"{NAME}/small/a-2.csv": "train", f"{NAME}/small/b.csv": "test"}


def test_folders_are_configurations_where_nothing_is_noted(hub: Hub) -> None:
    hub.files[COMMIT] = dict.fromkeys(["en/train.csv", "de/train.csv"], TABLE)
    assert refuse(hub).values["known"] == "de, en"
    assert fetch(hub, sheet="en") == {f"{NAME}/en/train.csv": "train"}
    hub.files[COMMIT] = dict.fromkeys(["train/a.csv", "test/a.csv"], TABLE)
    assert fetch(hub) == {f"{NAME}/test/a.csv": "test", f"{NAME}/train/a.csv": "train"}


def test_one_that_needs_code_comes_as_the_hub_converted_it(hub: Hub) -> None:
    hub.files = {COMMIT: {"talk.py": b"x"}, CONVERTED: {"default/train/0000.parquet": b"PAR1"}}
    assert fetch(hub) == {f"{NAME}/default/train/0000.parquet": "train"}
    assert not any("talk.py" in path for path in hub.asked)


def test_one_that_needs_code_and_was_not_converted(hub: Hub) -> None:
    hub.files = {COMMIT: {"talk.py": b"x"}}
    assert refuse(hub).code == "data.dataset_no_files"


def test_files_that_leave_the_folder_are_not_fetched(hub: Hub) -> None:
    hub.files = {COMMIT: {"../evil.csv": TABLE, "C:\\evil.csv": TABLE}}
    assert refuse(hub).code == "data.dataset_no_files"
    assert not any("evil" in path for path in hub.asked)


@pytest.mark.parametrize("name", ["", "a/b/c", "../x", "a b/c", "a/..", "http://x/y", "a/b@../c"])
def test_names_that_are_none(hub: Hub, name: str) -> None:
    assert refuse(hub, name).code == "data.dataset_name"
    assert hub.asked == []


def test_one_that_the_hub_does_not_know(hub: Hub) -> None:
    assert refuse(hub, "someone/else").code == "data.dataset_not_on_hub"
    assert refuse(hub, f"{NAME}@old").code == "data.dataset_not_on_hub"


def test_one_behind_terms(hub: Hub) -> None:
    hub.gated = True
    assert refuse(hub).code == "data.dataset_gated"


def test_files_changed_on_the_way(hub: Hub) -> None:
    hub.wrong_hashes = True
    assert refuse(hub).code == "data.dataset_damaged"


def test_no_network(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refuse(Hub(address="http://127.0.0.1:9")).code == "computer.no_network"
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    assert refuse(hub).code == "computer.no_network"


def test_a_cancel_leaves_nothing(hub: Hub) -> None:
    def cancel(fraction: float, code: str) -> None:
        assert code == "progress.downloading_data"
        raise Cancelled

    with use_network(NetworkSpec(hub=hub.address)), pytest.raises(Cancelled):
        expand_dataset(NAME, ReadSpec(), cancel)
    assert list(find_folder("data").iterdir()) == []


def test_everything_goes_through_the_proxy(hub: Hub) -> None:
    network = NetworkSpec(hub="http://mirror.invalid", proxy=hub.address.removeprefix("http://"))
    with use_network(network), pytest.raises(StudioError):  # it knows no whole addresses; that it was asked is enough
        expand_dataset(NAME, ReadSpec(), lambda fraction, code: None)
    assert hub.asked[0].startswith("http://mirror.invalid/api/datasets/")


@pytest.mark.parametrize(
    "readme", ["", "# no head", "---\n- a\n---", "---\nconfigs: 3\n---", "---\n\t: [\n---", "---\na: &b *b"]
)
def test_heads_that_note_nothing(readme: str) -> None:
    assert read_notes(readme) == []


def test_files_noted_in_all_the_ways_there_are() -> None:
    files = ["a.csv", "b.csv"]
    for noted in ("*.csv", ["a.csv", "b.csv"], [{"path": "*.csv"}], [{"path": ["a.csv", "b.csv"]}]):
        assert choose_by_notes(files, [{"data_files": noted}], "default") == [Wanted("a.csv"), Wanted("b.csv")]
    assert choose_by_notes(files, [{"data_files": {"test": "b.csv"}}], "default") == [Wanted("b.csv", "test")]
    assert choose_by_notes(files, [{"data_files": 3}], "default") == []


def test_the_environment_completes_what_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://mirror")
    monkeypatch.setenv("HF_TOKEN", "hf_env")
    assert find_network() == NetworkSpec(hub="http://mirror", token="hf_env")
    with use_network(NetworkSpec(hub="http://own", proxy="p")):
        assert find_network() == NetworkSpec(hub="http://own", proxy="p", token="hf_env")


def test_the_child_that_answers_about_data_fetches_it(hub: Hub) -> None:
    data = DataSpec(dataset=NAME)
    call = Inspect(data=data, base=".", network=NetworkSpec(hub=hub.address))
    asked = Asked(lambda progress: None)
    assert HANDLERS["inspect"](call, asked).model_dump()["splits"] == {"train": 1, "validation": 1, "test": 1}
