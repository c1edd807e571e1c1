"""A loop in trouble: it goes back once where the loss is lost, and reads less at once where memory runs short."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from transformers import BertForTokenClassification

from studio.contract.events import Metric, Notice, State
from studio.contract.problems import StudioError
from studio.engine.training import loop as loops
from studio.engine.training.batching import Indices, count_targets, measure_lengths, plan_epoch
from studio.engine.training.keeping.checkpoints import CheckpointFolder
from studio.engine.training.keeping.snapshot import Content, Standing
from studio.engine.training.loop import Loop
from studio.engine.training.splits import infer
from studio.engine.training.tuning.checkpointing import is_checkpointing
from tests.engine.training.bench import VALUES, build_loop, build_model, draw_features, list_losses, list_notices


@pytest.fixture(autouse=True)
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step is a point of the curve."""
    monkeypatch.setattr(loops, "TICK_SECONDS", 0.0)


class Bench:
    """A loop with real checkpoints, whose weights break at some steps."""

    def __init__(self, folder: Path, breaks: set[int]) -> None:
        self.model, self.folder = build_model(), CheckpointFolder(folder / "checkpoints")
        self.loop: Loop = build_loop(folder, self.model, draw_features(), write=self.write, recall=self.recall)
        self.breaks = breaks

    def write(self, content: Content, step: int, best: int) -> None:
        self.folder.write(step, content.fill)

    def recall(self) -> Standing | None:
        checkpoint = self.folder.find()
        return self.loop.snapshot.restore(checkpoint) if checkpoint else None

    def play(self) -> list[Any]:
        """The events so far when it ends."""
        seen: list[Any] = []
        try:
            for event in self.loop.run():
                seen.append(event)
                if isinstance(event, Metric) and event.step in self.breaks:
                    self.breaks.discard(event.step)
                    with torch.no_grad():
                        self.model.classifier.weight[0, 0] = math.nan
        except StudioError as error:
            seen.append(error)
        return seen


def test_a_lost_way_is_left_once_with_half_the_learning_rate(tmp_path: Path) -> None:
    seen = Bench(tmp_path, {5}).play()
    assert list_notices(seen) == ["run.went_back"]
    (back,) = [event for event in seen if isinstance(event, State) and event.from_step is not None]
    assert back.from_step == 0
    place = seen.index(back)
    assert math.isnan(list_losses(seen[:place])[-1])
    after = [event for event in seen[place:] if isinstance(event, Metric)]
    assert [event.step for event in after] == list(range(1, 17))
    assert max(event.values["learning_rate"] for event in after) == VALUES["learning_rate"] / 2
    assert all(math.isfinite(event.values["loss"]) for event in after)


def test_the_second_time_it_ends(tmp_path: Path) -> None:
    bench = Bench(tmp_path, {5, 7})
    seen = bench.play()
    assert isinstance(seen[-1], StudioError)
    assert seen[-1].problems[0].code == "training.not_finite"
    assert list_notices(seen[:-1]) == ["run.went_back"]
    kept = bench.folder.list()
    assert {checkpoint.step for checkpoint in kept} == {0}
    newest = json.loads((kept[0].path / "state.json").read_text())
    assert newest["standing"]["rate_scale"] == 0.5


def test_broken_gradients_are_seen_where_none_are_clipped(tmp_path: Path) -> None:
    model = build_model()
    loop = build_loop(tmp_path, model, draw_features(), max_grad_norm=0.0)
    stream = loop.run()
    while loop.standing.step < 2:
        next(stream)
    weight: Any = model.classifier.weight  # untyped upstream
    weight.register_hook(lambda gradient: gradient * math.nan)
    with pytest.raises(StudioError):
        list(stream)
    assert loop.standing.step == 3


def find_first_batch() -> Indices:
    """The windows that are learnt in the first step."""
    features = draw_features()
    lengths, targets = measure_lengths(features), count_targets(features)
    return plan_epoch(lengths, targets, VALUES["batch_size"], VALUES["seed"], 0)[0]


def make_small(room: int) -> BertForTokenClassification:
    """A model on a computer that holds only so many windows."""
    model = build_model()

    def look(_: nn.Module, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        if model.training and len(named["input_ids"]) > room:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB")

    nn.Module.register_forward_pre_hook(model, look, with_kwargs=True)
    return model


def test_short_memory_halves_what_is_read_at_once_and_learns_the_same(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "small").mkdir()
    expected = list_losses(build_loop(tmp_path / "whole", build_model(), draw_features()).run())
    kept: list[int] = []

    def write(content: Content, step: int, best: int) -> None:
        kept.append(content.facts["standing"]["micro_tokens"])

    loop = build_loop(tmp_path / "small", make_small(3), draw_features(), write=write)
    seen = list(loop.run())
    notices = [event for event in seen if isinstance(event, Notice)]
    assert {event.code for event in notices} == {"run.micro_batch_halved"}
    assert notices[0].values["before"] == len(find_first_batch())
    assert all(event.values["size"] == event.values["before"] // 2 for event in notices)
    assert len(notices) > 1
    assert list_losses(seen) == pytest.approx(expected, abs=1e-5)
    list(loop.save())
    assert kept[0] == 0
    assert 0 < kept[-1] == loop.micro_tokens


def test_one_window_that_does_not_fit_is_computed_twice(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    (tmp_path / "small").mkdir()
    expected = list_losses(build_loop(tmp_path / "whole", build_model(), draw_features()).run())
    model = build_model()
    kept: list[bool] = []

    def look(_: nn.Module, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        if model.training and not is_checkpointing(model):
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB")

    nn.Module.register_forward_pre_hook(model, look, with_kwargs=True)
    loop = build_loop(
        tmp_path / "small", model, draw_features(),
        write=lambda content, step, best: kept.append(content.facts["standing"]["checkpointing"]),
    )  # fmt: skip
    seen = list(loop.run())
    halvings = int(math.log2(len(find_first_batch())))
    assert list_notices(seen) == ["run.micro_batch_halved"] * halvings + ["run.checkpointing"]
    assert list_losses(seen) == pytest.approx(expected, abs=1e-5)
    list(loop.save())
    assert kept == [False, True]


def test_one_window_that_does_not_fit_even_so_is_the_end(tmp_path: Path) -> None:
    with pytest.raises(torch.OutOfMemoryError):
        list(build_loop(tmp_path, make_small(0), draw_features()).run())


def test_reading_that_does_not_fit_reads_fewer_at_once(tmp_path: Path) -> None:
    features, model, room = draw_features(), build_model(), 3
    expected = dict(pair for batch in infer(build_loop(tmp_path, model, features).reader, features) for pair in batch)

    def look(_: nn.Module, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        if len(named["input_ids"]) > room:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 GiB")

    nn.Module.register_forward_pre_hook(model, look, with_kwargs=True)
    found = dict(pair for batch in infer(build_loop(tmp_path, model, features).reader, features) for pair in batch)
    assert found.keys() == expected.keys() == set(range(len(features)))
    assert all(np.allclose(found[index], expected[index], atol=1e-5) for index in found)
