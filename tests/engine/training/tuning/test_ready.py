"""What a run settles before it begins: timed on this computer, remembered, written down and obeyed."""

from __future__ import annotations

import math
import threading
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from studio.contract.events import Error, Notice, RunState
from studio.contract.places import find_folder
from studio.contract.problems import ExitCode
from studio.contract.run import RunFolder
from studio.engine import train
from studio.engine.training.batching import Collator
from studio.engine.training.precision import Precision
from studio.engine.training.splits import Reader
from studio.engine.training.tuning import ready, trial
from studio.engine.training.tuning.allocator import keep_memory
from studio.engine.training.tuning.speeds import Speeds
from studio.engine.training.tuning.trial import Trial, is_half_fast, list_precisions
from tests.engine.training.bench import CPU, TAGS, build_loop, build_model, draw_features, list_losses
from tests.engine.training.conftest import MakeRun


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "TRIAL_SECONDS", 0.01)
    torch.set_num_threads(1)


def resolve(run: RunFolder) -> Any:
    assert train.main(["--run", str(run.path)]) == ExitCode.DONE
    resolved = run.resolved()
    assert resolved is not None
    return resolved


def offer(monkeypatch: pytest.MonkeyPatch, bf16: float) -> list[str]:
    """Both precisions are worth a try, and bf16 takes this share of the time; gives what is timed."""
    timed: list[str] = []

    def time(self: Trial, precision: str) -> Generator[None, None, float]:
        timed.append(precision)
        yield
        return bf16 if precision == "bf16" else 1.0

    monkeypatch.setattr(ready, "list_precisions", lambda device: ["fp32", "bf16"])
    monkeypatch.setattr(Trial, "time", time)
    return timed


def test_the_faster_precision_is_taken_remembered_and_obeyed(
    make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    timed = offer(monkeypatch, 0.5)
    first = resolve(make_run("first", epochs=0.2, precision="auto"))
    assert first["precision"] == "bf16"
    value = first.values["precision"]
    assert (value.why, value.values) == ("advice.precision_measured_half", {"half": "bf16", "percent": 50})
    assert (first.measured["packed"], first.measured["compiled"]) == (False, False)
    assert timed == ["fp32", "bf16"]
    assert len(list((find_folder("cache") / "speeds").iterdir())) == 1
    assert resolve(make_run("second", epochs=0.2, precision="auto"))["precision"] == "bf16"
    assert timed == ["fp32", "bf16"]


def test_a_small_gain_is_none(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, 0.9)
    value = resolve(make_run(epochs=0.2, precision="auto")).values["precision"]
    assert (value.value, value.why) == ("fp32", "advice.precision_measured_full")


def test_what_was_asked_for_is_not_questioned(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    timed = offer(monkeypatch, 0.1)
    value = resolve(make_run(epochs=0.2, precision="fp32")).values["precision"]
    assert (value.value, value.why) == ("fp32", "advice.asked")
    assert "bf16" not in timed


def build_trial(tmp_path: Path, dropout: float = 0.1) -> tuple[Trial, Any]:
    model, features = build_model(dropout), draw_features()
    coding = build_loop(tmp_path, model, features).reader.coding
    reader = Reader(model, coding, Collator(0, CPU), Precision("fp32", CPU))
    return Trial(reader, features, [torch.arange(start, start + 5).numpy() for start in (0, 5)]), model


def test_timing_changes_no_weight_and_leaves_no_gradient(tmp_path: Path) -> None:
    real, model = build_trial(tmp_path)
    before = [weight.detach().clone() for weight in model.parameters()]
    speeds = Speeds()
    assert len(list(real.run(["fp32", "bf16"], speeds))) >= 8
    assert speeds.pieces == 2
    assert all(0 < seconds < 60 for seconds in speeds.seconds.values())
    assert set(speeds.seconds) == {"fp32", "bf16"}
    assert all(torch.equal(old, new) for old, new in zip(before, model.parameters(), strict=True))
    assert all(weight.grad is None for weight in model.parameters())
    assert model.classifier.out_features == len(TAGS)


def test_what_cannot_be_compiled_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, _ = build_trial(tmp_path)
    speeds = Speeds({"fp32": 1.0}, pieces=2)

    def refuse(*arguments: object, **named: object) -> None:
        raise RuntimeError("no compiler")

    monkeypatch.setattr(trial, "compile_model", lambda reader: refuse)
    monkeypatch.setattr(trial, "can_compile", lambda device: True)
    assert real.may_compile(["fp32"], speeds, 10_000)
    assert not real.may_compile(["fp32"], speeds, 100)
    real.try_compiling("fp32", speeds)
    assert speeds.compile_seconds == math.inf
    assert not real.may_compile(["fp32"], speeds, 10_000)


def test_a_stop_is_answered_while_it_compiles(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    run, begun, may_end = make_run(epochs=0.2), threading.Event(), threading.Event()

    def compile_slowly(*arguments: object) -> None:
        begun.set()
        run.ask("stop", 1)
        may_end.wait(60)

    monkeypatch.setattr(ready, "LOOK_SECONDS", 0.01)
    for name in ("has_choice", "may_compile"):
        monkeypatch.setattr(Trial, name, lambda *arguments: True)
    monkeypatch.setattr(Trial, "try_compiling", compile_slowly)
    assert train.main(["--run", str(run.path)]) == ExitCode.STOPPED
    assert begun.is_set()
    may_end.set()


def test_what_is_compiled_learns_and_the_plain_model_reads(tmp_path: Path) -> None:
    expected = list_losses(build_loop(tmp_path, build_model(), draw_features()).run())
    loop = build_loop(tmp_path, build_model(), draw_features())
    calls: list[int] = []

    class Learner(nn.Module):
        def forward(self, **named: Any) -> Any:
            calls.append(1)
            return loop.model(**named)

    loop.reader = replace(loop.reader, learner=Learner())
    assert list_losses(loop.run()) == expected
    assert calls


def test_processors_try_half_precision_only_where_it_is_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    for fast in (True, False):
        monkeypatch.setattr(trial, "is_half_fast", lambda fast=fast: fast)
        assert list_precisions(CPU) == (["fp32", "bf16"] if fast else ["fp32"])
    assert list_precisions(torch.device("mps")) == ["fp32"]


def test_looking_whether_half_precision_is_fast_takes_a_moment() -> None:
    assert is_half_fast(32) in (True, False)
    assert keep_memory() in (True, False)


def test_memory_that_is_short_leads_to_small_micro_batches_and_then_to_checkpointing(
    make_run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    plenty = resolve(make_run("plenty", epochs=0.2))
    assert not plenty.measured["checkpointing"]
    monkeypatch.setattr(ready, "measure_budget", lambda device: 1)
    run = make_run("short", epochs=0.2)
    short = resolve(run)
    assert short.measured["checkpointing"]
    assert short.measured["micro_tokens"] < plenty.measured["micro_tokens"]
    assert "run.checkpointing" in [event.code for event in run.events() if isinstance(event, Notice)]
    assert not [event for event in run.events() if isinstance(event, Error)]
    assert run.state() is RunState.DONE


def test_a_trial_that_finds_no_memory_chooses_the_other_way(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Trial._learn

    def learn(self: Trial, reader: Reader, piece: Any) -> float:
        return math.inf if reader.precision.name == "fp32" else real(self, reader, piece)

    monkeypatch.setattr(ready, "list_precisions", lambda device: ["fp32", "bf16"])
    monkeypatch.setattr(Trial, "_learn", learn)
    assert resolve(make_run(epochs=0.2, precision="auto"))["precision"] == "bf16"
    assert not (find_folder("cache") / "speeds").exists()


def test_memory_that_runs_short_in_a_trial_is_no_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trial_, _ = build_trial(tmp_path)

    def refuse(*arguments: object, **named: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(trial, "sum_loss", refuse)
    assert trial_._learn(trial_.reader, trial_.pieces[0]) == math.inf
    speeds = Speeds()
    list(trial_.run(["fp32", "bf16"], speeds))
    assert set(speeds.seconds.values()) == {math.inf}
    assert speeds.find_fastest(["fp32", "bf16"]) == "fp32"


def test_where_there_is_nothing_to_choose_nothing_is_timed(make_run: MakeRun, monkeypatch: pytest.MonkeyPatch) -> None:
    timed = offer(monkeypatch, 0.1)
    monkeypatch.setattr(ready, "list_precisions", lambda device: ["fp32"])
    assert resolve(make_run(epochs=0.2, precision="auto")).measured["compiled"] is False
    assert timed == []
