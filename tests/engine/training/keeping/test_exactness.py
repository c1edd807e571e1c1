"""A run that goes on elsewhere says why it may differ by rounding; on the same computer it says nothing."""

from __future__ import annotations

from typing import Any

import pytest

from studio.contract.calls import Hardware
from studio.contract.events import Notice
from studio.contract.recipe import DataSpec, ResolvedRecipe, Value
from studio.engine.training.keeping.exactness import tell_differences

VERSIONS = {"python": "3.11.7", "torch": "2.13.0", "transformers": "5.23.0"}


def list_reasons(device: str = "cpu", measured: dict[str, Any] | None = None, **now: Any) -> list[str]:
    resolved = ResolvedRecipe(
        task="text-classification", data=DataSpec(train="a"), files={},
        values={"device": Value(value=device, why="advice.asked")}, measured=measured or {},
        versions={"studio": "1", **VERSIONS}, hardware={"name": "chip", "cores": 2, "memory": 1},
    )  # fmt: skip
    facts: dict[str, Any] = {"name": "chip", "cores": 2, "versions": VERSIONS, "studio": "1"} | now
    studio = facts.pop("studio")
    hardware = Hardware(devices=["cpu"], memory=1, memory_free=1, gpu_memory=0, gpu_memory_free=0, **facts)
    told = list(tell_differences(resolved, hardware, studio))
    assert all(isinstance(one, Notice) and one.code == "run.not_exact" and one.text for one in told)
    return [one.values["reason"] for one in told if isinstance(one, Notice)]


def test_the_same_computer_says_nothing() -> None:
    assert list_reasons() == []


@pytest.mark.parametrize(
    ("now", "reasons"),
    [
        ({"name": "another"}, ["hardware"]),
        ({"name": "another", "cores": 8}, ["hardware"]),
        ({"cores": 8}, ["cores"]),
        ({"versions": VERSIONS | {"torch": "2.14.0"}}, ["version"]),
        ({"versions": VERSIONS | {"python": "3.12.1"}}, []),
        ({"studio": "2"}, ["version"]),
        ({"device": "cuda"}, ["device"]),
        ({"measured": {"compiled": True}}, ["compiled"]),
    ],
)
def test_each_difference_is_a_reason(now: dict[str, Any], reasons: list[str]) -> None:
    assert list_reasons(**now) == reasons
