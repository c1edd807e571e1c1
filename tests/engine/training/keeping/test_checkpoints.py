"""A checkpoint is complete or not there; what is damaged is never loaded."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from studio.engine.training.keeping.checkpoints import MANIFEST, CheckpointFolder

WEIGHTS = bytes(range(256)) * 8


def fill(path: Path) -> None:
    (path / "weights.safetensors").write_bytes(WEIGHTS)
    (path / "optimizer.safetensors").write_bytes(WEIGHTS[::-1])
    (path / "state.json").write_text("{}")


@pytest.fixture
def folder(tmp_path: Path) -> CheckpointFolder:
    return CheckpointFolder(tmp_path / "checkpoints")


def test_the_newest_is_found_and_verifies(folder: CheckpointFolder) -> None:
    assert folder.find() is None
    for step in (3, 12, 7):
        folder.write(step, fill)
    newest = folder.find()
    assert newest is not None
    assert (newest.step, newest.verify()) == (7, True)
    assert [checkpoint.step for checkpoint in folder.list()] == [7, 12, 3]
    assert (newest.path / "weights.safetensors").read_bytes() == WEIGHTS


def test_a_damaged_one_gives_way_to_the_one_before(folder: CheckpointFolder) -> None:
    folder.write(1, fill)
    broken = folder.write(2, fill)
    path = broken.path / "weights.safetensors"
    path.write_bytes(WEIGHTS[:-1])
    found = folder.find()
    assert found is not None
    assert found.step == 1


def test_any_flipped_bit_is_noticed(folder: CheckpointFolder) -> None:
    checkpoint = folder.write(1, fill)
    chance = random.Random(5)
    for path in sorted(checkpoint.path.iterdir()):
        whole = path.read_bytes()
        for _ in range(20):
            damaged = bytearray(whole)
            damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged)
            assert not checkpoint.verify()
        path.write_bytes(whole)
    assert checkpoint.verify()


def test_every_bit_of_the_manifest_counts_its_white_space_too(folder: CheckpointFolder) -> None:
    checkpoint = folder.write(1, fill)
    manifest = checkpoint.path / MANIFEST
    whole = manifest.read_bytes()
    for place in range(len(whole)):
        for bit in range(8):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << bit
            manifest.write_bytes(damaged)
            assert not checkpoint.verify(), (place, bit)
    for same in (whole + b"\n", whole.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + whole):
        manifest.write_bytes(same)
        assert not checkpoint.verify()
    for length in range(len(whole)):
        manifest.write_bytes(whole[:length])
        assert not checkpoint.verify()


@pytest.mark.parametrize("missing", [MANIFEST, "state.json"])
def test_a_missing_file_is_noticed(folder: CheckpointFolder, missing: str) -> None:
    checkpoint = folder.write(1, fill)
    (checkpoint.path / missing).unlink()
    assert folder.find() is None


def test_a_manifest_cannot_point_outside(folder: CheckpointFolder, tmp_path: Path) -> None:
    checkpoint = folder.write(1, fill)
    manifest = checkpoint.path / MANIFEST
    (tmp_path / "secret").write_bytes(WEIGHTS)
    manifest.write_text(manifest.read_text().replace("weights.safetensors", "../../secret"))
    assert not checkpoint.verify()


def test_a_save_that_fails_leaves_what_was_there(folder: CheckpointFolder) -> None:
    folder.write(1, fill)

    def fail(path: Path) -> None:
        fill(path)
        raise OSError("no space left on device")

    with pytest.raises(OSError, match="no space"):
        folder.write(2, fail)
    assert [path.name for path in folder.path.iterdir()] == ["000001-step-1"]


def test_what_a_killed_save_left_is_no_checkpoint_and_goes_away(folder: CheckpointFolder) -> None:
    folder.write(1, fill)
    leftover = folder.path / ".saving-000002-step-2"
    leftover.mkdir()
    fill(leftover)
    assert [checkpoint.step for checkpoint in folder.list()] == [1]
    folder.keep_only({1})
    assert not leftover.exists()


def test_newest_and_best_are_kept_and_the_newer_of_two_saves_of_a_step(folder: CheckpointFolder) -> None:
    for step in (1, 2, 3, 3):
        folder.write(step, fill)
    folder.keep_only({1, 3})
    assert [(checkpoint.serial, checkpoint.step) for checkpoint in folder.list()] == [(4, 3), (1, 1)]


def test_the_optimizer_is_taken_out_in_the_end(folder: CheckpointFolder) -> None:
    checkpoint = folder.write(4, fill)
    folder.slim(4, ["optimizer.safetensors", "random.safetensors"])
    assert sorted(path.name for path in checkpoint.path.iterdir()) == [MANIFEST, "state.json", "weights.safetensors"]
    assert checkpoint.verify()


def test_a_single_file_can_be_asked_for(folder: CheckpointFolder) -> None:
    checkpoint = folder.write(1, fill)
    (checkpoint.path / "optimizer.safetensors").write_bytes(b"")
    assert folder.find(1) is None
    assert folder.find(1, ["weights.safetensors"]) == checkpoint
    assert folder.find(2, ["weights.safetensors"]) is None


def test_what_a_killed_save_left_makes_room_before_the_next_one(folder: CheckpointFolder) -> None:
    folder.write(1, fill)
    leftover = folder.path / ".saving-000002-step-2"
    leftover.mkdir()
    fill(leftover)

    def look(path: Path) -> None:
        assert not leftover.exists()
        fill(path)

    folder.write(3, look)
