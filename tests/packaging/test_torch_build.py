"""The build of torch follows the hardware; its index, when silent, holds nothing up."""

import http.server
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from setup import environment, torch_build
from setup.environment import Environment
from setup.needs import Needs
from setup.words import Trouble
from tests.packaging.conftest import PACKAGING, Checkout

PIN = "torch==2.13.0"


@pytest.fixture
def needs() -> Needs:
    return Needs.read(PACKAGING / "needs.toml")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What pip is asked, instead of asking it."""
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(torch_build, "install", lambda python, log, *words: calls.append(words))
    return calls


@pytest.fixture
def index() -> Iterator[str]:
    """The address of a small server that has every page."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/whl/cpu/torch/" else 404)
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            """Says nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/whl/cpu"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("script", "build"),
    [("echo 'GPU 0: NVIDIA H200'", "cuda"), ("echo 'NVIDIA-SMI has failed'; exit 9", "cpu"), ("", "cpu")],
)
def test_nvidias_own_tool_decides(script: str, build: str, checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    checkout.add_program("nvidia-smi", script)
    monkeypatch.setenv("PATH", checkout.variables["PATH"])
    assert torch_build.find_build() == build


def test_a_mac_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert torch_build.find_build() == "apple"


def test_the_index_of_the_build_is_taken_where_it_answers(
    needs: Needs, index: str, asked: list[tuple[str, ...]]
) -> None:
    answering = replace(needs, torch_index={f"cpu-{sys.platform}": index})
    torch_build.install_torch(answering, "cpu", Path("python"), Path("log"))
    assert asked == [("--force-reinstall", "--no-deps", "--index-url", index, PIN)]


def test_the_plain_wheel_is_taken_where_it_does_not(
    needs: Needs, index: str, asked: list[tuple[str, ...]], capsys: pytest.CaptureFixture[str]
) -> None:
    for address in ("http://127.0.0.1:9/whl/cpu", f"{index}/elsewhere"):
        silent = replace(needs, torch_index={f"cpu-{sys.platform}": address})
        torch_build.install_torch(silent, "cpu", Path("python"), Path("log"))
    assert asked == [(PIN,), (PIN,)]
    assert "does not answer" in capsys.readouterr().err


def test_cuda_on_linux_is_the_plain_wheel(needs: Needs, asked: list[tuple[str, ...]]) -> None:
    torch_build.install_torch(needs, "cuda", Path("python"), Path("log"))
    assert asked == [(PIN,)]


def test_a_card_that_does_not_work_gives_way_to_the_processor(
    needs: Needs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[str] = []

    def prove(self: Environment, python: Path, build: str) -> str:
        if build == "cuda":
            raise Trouble("proof_failed", details="no kernel image", log=self.log)
        return "2.13.0+cpu"

    monkeypatch.setattr(environment, "install_torch", lambda needs, build, python, log: tried.append(build))
    monkeypatch.setattr(Environment, "_prove", prove)
    assert Environment(tmp_path, needs)._add_torch(Path("python"), "cuda") == "2.13.0+cpu"
    assert tried == ["cuda", "cpu"]
    assert "no kernel image" in capsys.readouterr().err
