"""A computer that lacks something: space on the disk, a network, the right to write."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from studio.asking import ask
from studio.contract.calls import DownloadModel, NetworkSpec
from studio.contract.events import Metric, RunState
from studio.contract.problems import ExitCode, StudioError
from studio.contract.run import RunFolder
from tests.proofs.conftest import Finished, Place

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="disks of a test's own are made Linux's way")
MEGABYTES = 8


def run_on_disk(place: Place, mount: str, *arguments: str) -> Finished:
    """The command where STUDIO_HOME is a disk of its own: a namespace that ends with it."""
    unshare = shutil.which("unshare")
    assert unshare, "util-linux is missing: apt-get install util-linux"
    script = f'{mount} || exit 77; "$0" -m studio "$@"; code=$?; cp -r "$STUDIO_HOME/runs" kept; exit $code'
    found = subprocess.run(
        [unshare, "-rm", "sh", "-c", script, sys.executable, *arguments],
        cwd=place.path,
        env=place.environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )
    assert found.returncode != 77, f"no disk could be mounted: {found.stderr}"
    return found


def test_a_disk_too_small_for_the_model_is_told_before_any_step(place: Place) -> None:
    """There is space for the run's beginning and none for its checkpoints."""
    place.home.mkdir()
    place.cut_sample("news_en", "conll")
    place.write_recipe("recipe.yaml", "conll")
    mount = f'mount -t tmpfs -o size={MEGABYTES}m none "$STUDIO_HOME"'
    found = run_on_disk(place, mount, "train", "recipe.yaml")
    assert found.returncode == ExitCode.COMPUTER, found.stdout + found.stderr
    assert found.stderr.splitlines()[0] == "There may not be enough space on the disk for this run."
    assert "Traceback" not in found.stderr
    [run] = [RunFolder(path) for path in (place.path / "kept").iterdir()]
    assert run.state() is RunState.FAILED
    assert run.recipe().model == "scratch-tiny"
    assert not any(isinstance(event, Metric) for event in run.events())


def test_a_home_on_a_read_only_disk_is_understood(place: Place) -> None:
    place.home.mkdir()
    place.cut_sample("news_en", "conll")
    place.write_recipe("recipe.yaml", "conll")
    mount = 'mount --bind "$STUDIO_HOME" "$STUDIO_HOME" && mount -o remount,bind,ro "$STUDIO_HOME"'
    for arguments in (["train", "recipe.yaml"], ["inspect", "train.conll"]):
        found = run_on_disk(place, mount, *arguments)
        assert found.returncode == ExitCode.COMPUTER, arguments
        assert found.stderr.splitlines()[0].startswith("Moore Studio may not write here"), found.stderr
        assert "Traceback" not in found.stderr


def test_a_file_in_the_place_of_the_home_is_understood(place: Place) -> None:
    place.home.write_text("in the way")
    found = place.run("models")
    assert found.returncode == ExitCode.COMPUTER
    assert len(found.stderr.splitlines()) >= 3
    assert "Traceback" not in found.stderr
    assert place.home.read_text() == "in the way"


def test_a_model_that_is_not_here_is_named_without_a_network(place: Place) -> None:
    place.cut_sample("news_en", "conll")
    place.write_recipe("recipe.yaml", "conll", model="distilbert")
    nowhere = {"HF_HUB_OFFLINE": "0", "HF_ENDPOINT": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}
    found = Place(place.path, nowhere).run("train", "recipe.yaml")
    assert found.returncode == ExitCode.COMPUTER
    assert "DistilBERT" in found.stderr or "distilbert" in found.stderr
    assert len(found.stderr.splitlines()) >= 3
    assert "Traceback" not in found.stderr


def test_a_download_without_a_network_says_so(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (place.environment | {"HF_HUB_OFFLINE": "0"}).items():
        monkeypatch.setenv(name, value)
    call = DownloadModel(model="distilbert", network=NetworkSpec(hub="http://127.0.0.1:9"))
    with pytest.raises(StudioError) as caught:
        ask(call, lambda _: None)
    [problem] = caught.value.problems
    assert (problem.code, problem.exit_code) == ("computer.no_network", ExitCode.COMPUTER)
    assert not list((place.home / "models").iterdir())
