"""Checkpoints are written meanwhile, hold the moment they were begun at, and a refused one is tried again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import torch

from studio.engine.training.keeping import saver as savers
from studio.engine.training.keeping.saver import Saver
from studio.engine.training.keeping.snapshot import Content, Standing
from tests.engine.training.bench import build_loop, build_model, draw_features

NAME = "classifier.weight"


class Disk:
    """Takes checkpoints when it may, and refuses so many of them before."""

    def __init__(self, refusals: int = 0) -> None:
        self.may_write, self.refusals = threading.Event(), refusals
        self.kept: list[tuple[int, int, torch.Tensor]] = []

    def write(self, content: Content, step: int, best: int) -> None:
        assert self.may_write.wait(30)
        if self.refusals:
            self.refusals -= 1
            raise OSError("full")
        self.kept.append((step, best, content.tensors["weights.safetensors"][NAME].clone()))


def build(folder: Path, disk: Disk) -> Saver:
    loop = build_loop(folder, build_model(), draw_features())
    return Saver(loop.snapshot, folder, disk.write)


def change(saver: Saver) -> torch.Tensor:
    """Sets the weights to something else; gives what they were."""
    weight = dict(saver._snapshot.model.named_parameters())[NAME]
    before = weight.detach().clone()
    with torch.no_grad():
        weight.add_(1.0)
    return before


def test_training_goes_on_and_the_checkpoint_is_of_before(tmp_path: Path) -> None:
    disk = Disk()
    saver = build(tmp_path, disk)
    standing = Standing(step=3, best_step=2)
    assert [saver.is_settled, saver.begin(standing, {}), saver.is_settled] == [True, True, False]
    before = change(saver)
    standing.step = 4
    disk.may_write.set()
    saver.finish()
    ((step, best, weights),) = disk.kept
    assert (step, best) == (3, 2)
    assert torch.equal(weights, before)
    saver.finish()
    assert len(disk.kept) == 1


def test_a_refused_one_is_tried_again_as_it_was(tmp_path: Path) -> None:
    disk = Disk(refusals=2)
    disk.may_write.set()
    saver = build(tmp_path, disk)
    saver.begin(Standing(step=1), {})
    before = change(saver)
    for _ in range(2):
        with pytest.raises(OSError, match="full"):
            saver.finish()
    saver.finish()
    assert [step for step, _, _ in disk.kept] == [1]
    assert torch.equal(disk.kept[0][2], before)


@pytest.mark.parametrize("limit", ["COPY_BYTES", "COPIES_FREE"])
def test_what_is_too_large_for_a_copy_is_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(savers, limit, 0 if limit == "COPY_BYTES" else 10**12)
    disk = Disk()
    disk.may_write.set()
    saver = build(tmp_path, disk)
    assert not saver.begin(Standing(step=1), {})
    assert disk.kept == []
    saver.finish()
    assert len(disk.kept) == 1
