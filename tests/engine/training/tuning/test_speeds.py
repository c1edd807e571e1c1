"""What follows from measured speeds, and that a broken record counts for nothing."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from studio.contract.calls import Hardware
from studio.engine.training.tuning.speeds import Speeds, find_speeds

BOTH = ["fp32", "bf16"]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        ({"fp32": 1.0, "bf16": 0.5}, "bf16"),
        ({"fp32": 1.0, "bf16": 0.9}, "fp32"),
        ({"fp32": 1.0, "bf16": 100.0}, "fp32"),
        ({"fp32": 1.0}, "fp32"),
        ({}, "fp32"),
    ],
)
def test_half_precision_has_to_be_clearly_faster(seconds: dict[str, float], expected: str) -> None:
    assert Speeds(seconds, pieces=6).find_fastest(BOTH) == expected


def test_what_was_asked_for_is_what_there_is() -> None:
    assert Speeds({"fp32": 1.0, "bf16": 0.1}, pieces=6).find_fastest(["fp16"]) == "fp16"
    assert Speeds({"bf16": 2.0}, pieces=6).find_fastest(["bf16"]) == "bf16"


def test_packing_has_to_be_faster() -> None:
    assert Speeds({"bf16": 1.0, "bf16+packed": 0.8}).is_packing_faster("bf16")
    assert not Speeds({"bf16": 1.0, "bf16+packed": 0.99}).is_packing_faster("bf16")
    assert not Speeds({"bf16": 1.0}).is_packing_faster("bf16")


@pytest.mark.parametrize(("pieces", "pays"), [(100, False), (10_000, True)])
def test_compiling_pays_in_long_trainings(pieces: int, pays: bool) -> None:
    speeds = Speeds({"fp32": 6.0, "fp32+compiled": 5.4}, compile_seconds=40.0, pieces=6)
    assert speeds.does_compiling_pay("fp32", pieces) is pays
    assert not Speeds({"fp32": 6.0}, compile_seconds=math.inf, pieces=6).does_compiling_pay("fp32", pieces)


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    speeds = Speeds({"fp32": 0.25}, compile_seconds=math.inf, pieces=6)
    speeds.save(tmp_path / "speeds" / "x.json")
    assert Speeds.load(tmp_path / "speeds" / "x.json") == speeds
    assert speeds.covers(["fp32"])
    assert not speeds.covers(BOTH)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"seconds": {"fp32": "x"}, "compile_seconds": 0, "pieces": 1}'])
def test_a_broken_record_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    assert Speeds.load(path) is None
    path.write_text(text)
    assert Speeds.load(path) is None


def test_another_computer_has_a_record_of_its_own() -> None:
    facts: dict[str, Any] = {"devices": ["cpu"], "memory": 1, "memory_free": 1, "gpu_memory": 0, "gpu_memory_free": 0}
    one, other = (Hardware(name=name, cores=2, versions={"torch": "2"}, **facts) for name in ("a", "b"))
    paths = {find_speeds([model], hardware, "cpu", 2) for hardware in (one, other) for model in ("starter", "bert")}
    assert len(paths) == 4
