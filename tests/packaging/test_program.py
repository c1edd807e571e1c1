"""The commands: what run does with and without a display, and what goes on to pytest."""

import shutil
from pathlib import Path

import pytest

from setup import computer, program
from tests.packaging.conftest import Checkout

# Stands in for the app: says what it was asked.
APP = """
import os, sys
print("studio", *sys.argv[1:], flush=True)
sys.exit(int(os.environ.get("CODE", "0")))
"""
CARDS = """
from types import SimpleNamespace
TemplateCard = None
def read_cards(kind): return [SimpleNamespace(recipe="news_en.yaml")]
"""
PLACES = """
import os
from pathlib import Path
def find_folder(name): return Path(os.environ["STUDIO_HOME"], name)
def find_resources(): return Path("resources")
"""


@pytest.fixture
def app(ready: Checkout, home: Path) -> Checkout:
    """The small checkout with a small app in it."""
    contract = ready.root / "studio" / "contract"
    contract.mkdir(parents=True, exist_ok=True)
    (ready.root / "studio" / "__main__.py").write_text(APP)
    (contract / "cards.py").write_text(CARDS)
    (contract / "places.py").write_text(PLACES)
    return Checkout(ready.root, ready.variables | {"STUDIO_HOME": str(home)})


def test_without_a_display_the_first_template_is_trained(app: Checkout, home: Path) -> None:
    ended = app.run("run")
    assert ended.returncode == 0, ended.stderr
    first, train, report, last = ended.stdout.splitlines()
    assert first.startswith("There is no display here")
    assert "(news_en)" in first
    run = train.rpartition(" --run ")[2]
    assert Path(run).parent == home / "runs"
    assert train == f"studio train resources/templates/news_en.yaml --run {run}"
    assert report == f"studio report {run} --out {run}/report.html"
    assert last == f"The report is in {run}/report.html"


def test_the_place_of_the_report_is_said_in_chinese(app: Checkout) -> None:
    said = app.run("run", LANG="zh_CN.UTF-8").stdout
    assert "这里没有显示器" in said
    assert "报告在 " in said


def test_a_training_that_fails_passes_its_code_on(app: Checkout) -> None:
    ended = app.run("run", CODE="4")
    assert ended.returncode == 4
    assert "studio report" not in ended.stdout


def test_a_display_that_is_gone_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not computer.has_display()
    monkeypatch.delenv("DISPLAY")
    assert not computer.has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert computer.has_display()


def test_with_a_display_the_window_opens(app: Checkout) -> None:
    ended = app.run("run", WAYLAND_DISPLAY="wayland-0")
    assert ended.stdout == "studio\n"


def test_the_launcher_is_written_on_request(app: Checkout, tmp_path: Path) -> None:
    ended = app.run("setup", "--launcher", XDG_DATA_HOME=str(tmp_path))
    assert str(tmp_path / "applications" / "moore-studio.desktop") in ended.stdout
    blocked = tmp_path / "file"
    blocked.touch()
    refused = app.run("setup", "--launcher", XDG_DATA_HOME=str(blocked))
    assert refused.returncode == 0
    assert "The launcher could not be made" in refused.stderr


@pytest.mark.parametrize("words", [["run", "--nonsense"], ["dance"], []])
def test_wrong_use_exits_2(app: Checkout, words: list[str]) -> None:
    ended = app.run(*words)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_only_test_hands_words_on() -> None:
    options, others = program.read_options(["test", "-k", "a b", "--yes"])
    assert options.yes
    assert others == ["-k", "a b"]
    assert shutil.which("sh")
