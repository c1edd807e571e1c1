"""What a checkpoint holds comes back bit by bit, without pickle."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from studio.engine.training.keeping.checkpoints import Checkpoint
from studio.engine.training.keeping.snapshot import Standing
from tests.engine.training.bench import build_loop, build_model, draw_features


@pytest.mark.parametrize("optimizer", ["adamw", "sgd"])
def test_weights_optimizer_random_state_and_standing_come_back(tmp_path: Path, optimizer: str) -> None:
    loop = build_loop(tmp_path, build_model(dropout=0.1), draw_features(), optimizer=optimizer)
    list(loop.run())
    standing = Standing(step=16, measured=10, best_step=10, best_score=0.5, stale=1, seconds=2.5)
    state = loop.snapshot.read_random()
    loop.snapshot.read(standing, state).fill(tmp_path)
    drawn = torch.rand(3)

    other = build_loop(tmp_path, build_model(dropout=0.1, seed=9), draw_features(), optimizer=optimizer)
    found = other.snapshot.restore(Checkpoint(1, 16, tmp_path))
    assert found == standing
    assert torch.equal(torch.rand(3), drawn)
    for (name, left), right in zip(loop.model.named_parameters(), other.model.parameters(), strict=True):
        assert torch.equal(left, right), name
        kept, restored = loop.snapshot.optimizer.state[left], other.snapshot.optimizer.state[right]
        assert kept.keys() == restored.keys()
        assert all(torch.equal(kept[key], restored[key]) for key in kept if isinstance(kept[key], torch.Tensor))


def test_only_what_learns_is_kept(tmp_path: Path) -> None:
    model = build_model()
    model.base_model.requires_grad_(False)
    loop = build_loop(tmp_path, model, draw_features())
    list(loop.run())
    loop.snapshot.read(loop.standing, loop.snapshot.read_random()).fill(tmp_path)
    assert (tmp_path / "weights.safetensors").stat().st_size < 2000


def test_nothing_is_pickled(tmp_path: Path) -> None:
    loop = build_loop(tmp_path, build_model(), draw_features())
    list(loop.run())
    target = tmp_path / "checkpoint"
    target.mkdir()
    loop.snapshot.read(loop.standing, loop.snapshot.read_random()).fill(target)
    assert {path.suffix for path in target.iterdir()} == {".safetensors", ".json"}
    assert not any(path.read_bytes().startswith((b"\x80", b"PK")) for path in target.iterdir())
