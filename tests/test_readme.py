"""What the README promises is there: commands, files, pictures, and the shape of what it shows."""

from __future__ import annotations

import re
import shlex
import struct
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from studio.commands import build_parser
from studio.contract.cards import ModelCard, read_cards
from studio.contract.problems import ExitCode
from studio.contract.recipe import parse_recipe
from studio.contract.words import Words

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
LINKS = [link for link in re.findall(r"\]\(([^)#]+)\)", TEXT) if "://" not in link]
PICTURES = sorted({link for link in LINKS if link.endswith(".png")})
COMMANDS = sorted({
    line.removeprefix("$ ")
    for _, block in BLOCKS
    for line in block.splitlines()
    if line.startswith(("$ ", ".venv/bin/", "python3 packaging/", ".ci/"))
} | set(re.findall(r"`((?:\.venv/bin/|python3 packaging/)[^`]+)`", TEXT)))  # fmt: skip
WIDTH, HEIGHT, MOST_BYTES = 1280, 800, 150_000


def split_command(line: str) -> list[str]:
    """The words of a command, without the explanation beside it."""
    return shlex.split(line.split("  ")[0])


def test_finds_what_it_checks() -> None:
    assert len(COMMANDS) >= 10
    assert len(PICTURES) >= 5


@pytest.mark.parametrize("link", sorted(set(LINKS)))
def test_linked_files_exist(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_are_small_pngs_of_the_window(name: str) -> None:
    content = (ROOT / name).read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert content.endswith(b"IEND\xaeB`\x82")
    assert struct.unpack(">II", content[16:24]) == (WIDTH, HEIGHT)
    assert len(content) <= MOST_BYTES


def test_the_five_steps_have_a_picture() -> None:
    assert {"data", "model", "train", "report", "try"} <= {Path(name).stem for name in PICTURES}


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith(".venv/bin/studio ")])
def test_studio_commands_are_understood(line: str) -> None:
    given = build_parser(Words("en")).parse_args(split_command(line)[1:])
    for name in ("recipe", "INPUT", "files"):
        for path in [found] if isinstance(found := getattr(given, name, None), Path) else found or []:
            assert not path.is_relative_to("resources") or (ROOT / path).is_file()


@pytest.mark.parametrize("line", [line for line in COMMANDS if not line.startswith(".venv/bin/studio")])
def test_other_commands_name_files_that_exist(line: str) -> None:
    program, *arguments = split_command(line)
    if "-m" in arguments:
        module = arguments[arguments.index("-m") + 1]
        place = ROOT / module.replace(".", "/")
        assert module == "pytest" or (place / "__main__.py").is_file() or place.with_suffix(".py").is_file()
    else:
        assert all((ROOT / path).exists() for path in [program, *arguments] if "/" in path and ".venv" not in path)


def test_bootstrap_knows_the_words_of_the_readme() -> None:
    script = ROOT / "packaging" / "bootstrap.py"
    told = subprocess.run([sys.executable, str(script), "--help"], capture_output=True, text=True, check=True).stdout
    asked = {split_command(line)[2] for line in COMMANDS if line.startswith("python3 packaging/bootstrap.py")}
    assert {"run", "test"} <= asked
    assert all(word in told for word in asked)


def test_the_recipe_shown_is_one() -> None:
    (recipe,) = (block for kind, block in BLOCKS if kind == "yaml")
    assert parse_recipe(recipe).model == "./my-model"


def test_exit_codes_are_all_named() -> None:
    (line,) = re.findall(r"Exit codes: (.*?)\.\n", TEXT, re.DOTALL)
    assert {int(digit) for digit in re.findall(r"\b\d\b", line)} == {int(code) for code in ExitCode}


def test_counts_and_versions_are_those_of_the_project() -> None:
    downloads = [card for card in read_cards(ModelCard) if card.hub]
    assert len(downloads) == 16
    assert "Sixteen well-known encoders" in TEXT
    python = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert python == ">=3.11,<3.14"
    assert "Python 3.11, 3.12 or 3.13" in TEXT
