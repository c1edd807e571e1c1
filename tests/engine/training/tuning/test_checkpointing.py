"""Activations that are computed twice change no loss, not even with dropout."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.engine.training import loop as loops
from studio.engine.training.keeping.snapshot import Standing
from studio.engine.training.tuning.checkpointing import checkpoint, is_checkpointing, may_checkpoint
from studio.engine.training.tuning.dropout import replace_dropout
from tests.engine.training.bench import build_loop, build_model, build_split, draw_features, list_losses


@pytest.fixture(autouse=True)
def every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "TICK_SECONDS", 0.0)


def test_the_losses_are_the_same_to_the_bit(tmp_path: Path) -> None:
    kept = []
    for twice in (False, True):
        model = build_model(dropout=0.2)
        replace_dropout(model)
        if twice:
            assert may_checkpoint(model)
            checkpoint(model)
            assert not may_checkpoint(model)
        assert is_checkpointing(model) is twice
        kept.append(list_losses(build_loop(tmp_path, model, draw_features()).run()))
    assert kept[0] == kept[1]
    assert len(kept[0]) == 16


def test_a_run_that_goes_on_computes_twice_again(tmp_path: Path) -> None:
    first = build_loop(tmp_path, build_model(), draw_features())
    first.standing = Standing(step=3, checkpointing=True)
    splits = {"train": build_split(tmp_path, draw_features())}
    again = loops.Loop(
        first.snapshot, first.reader, splits, first.values, first.mailbox, first.saver,
        headline="micro_f1", micro_tokens=100, standing=first.standing,
    )  # fmt: skip
    assert is_checkpointing(again.model)
