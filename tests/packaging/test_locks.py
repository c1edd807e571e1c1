"""The locks: everything pinned and hashed, torch apart, nothing that names where it came from."""

import re
import tomllib
from typing import Any

import pytest

import bootstrap
from tests.packaging.conftest import PACKAGING

PROJECT: dict[str, Any] = tomllib.loads((PACKAGING.parent / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("lock.txt", "lock-dev.txt", "lock-source.txt")


def read_entries(lock: str) -> list[str]:
    """The entries of a lock, each with its hashes on one line."""
    text = (PACKAGING / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line.strip()]


def read_pins(*locks: str) -> set[str]:
    return {normalise(entry.split()[0]) for lock in locks for entry in read_entries(lock)}


def normalise(pin: str) -> str:
    name, version = pin.split("==")
    return f"{re.sub(r'[-_.]+', '-', name).lower()}=={version}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_pinned_and_hashed(lock: str) -> None:
    for entry in read_entries(lock):
        assert re.match(r"[a-z0-9.-]+==[\w.!+]+ .*--hash=sha256:[0-9a-f]{64}", entry), entry[:80]
        assert "://" not in entry
        assert not entry.startswith(("torch==", "nvidia-", "sentence-transformers=="))


def test_the_project_asks_for_what_is_locked() -> None:
    asked = {normalise(pin) for pin in PROJECT["project"]["dependencies"]}
    torch = {pin for pin in asked if pin.startswith("torch==")}
    needs = tomllib.loads((PACKAGING / "needs.toml").read_text(encoding="utf-8"))
    assert torch == {f"torch=={needs['torch']['version']}"}
    assert asked - torch <= read_pins("lock.txt", "lock-source.txt")
    assert {normalise(pin) for pin in PROJECT["dependency-groups"]["dev"]} <= read_pins("lock-dev.txt")


def test_the_test_tools_come_on_top() -> None:
    assert read_pins("lock.txt") < read_pins("lock-dev.txt")


def test_the_bootstrap_takes_the_pythons_that_the_project_names() -> None:
    oldest, newest = bootstrap.OLDEST, bootstrap.NEWEST
    assert PROJECT["project"]["requires-python"] == f">={oldest[0]}.{oldest[1]},<{newest[0]}.{newest[1] + 1}"
