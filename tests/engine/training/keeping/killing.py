"""A run that is killed again and again, and goes on each time: what the short test and the long benchmark share."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, BertConfig, BertForTokenClassification

from studio.contract.attempts.curves import Curves
from studio.contract.events import RunState
from studio.contract.places import find_resources
from studio.contract.run import RunFolder
from studio.engine import train
from studio.engine.models.source import locate
from studio.engine.training import loop, planning
from studio.engine.training.keeping.checkpoints import STANDING, CheckpointFolder

SETTINGS = "max_length: 64\nbatch_size: 4\ndropout: 0.2\nearly_stopping: 1000\nprecision: fp32\ndevice: cpu\n"
EXAMPLES = {"train": 48, "validation": 12, "test": 12}
START_SECONDS, MOST_SECONDS = 0.4, 60.0
SERVER = multiprocessing.get_context("forkserver")


@dataclass
class Killed:
    """One kill: whether a checkpoint was half written then, and in which state the run was."""

    in_save: bool
    state: RunState


def lay_out(folder: Path) -> Path:
    """A folder with data and a small model whose vocabulary is far larger than that of the data."""
    source = find_resources() / "samples" / "news_en"
    for split, size in EXAMPLES.items():
        text = (source / f"{split}.conll").read_text(encoding="utf-8")
        (folder / f"{split}.conll").write_text("\n\n".join(text.split("\n\n")[:size]) + "\n", encoding="utf-8")
    tokenizer: Any = AutoTokenizer.from_pretrained(locate("starter").path)
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertForTokenClassification(config).save_pretrained(folder / "model")
    tokenizer.save_pretrained(folder / "model")
    return folder


def make_run(base: Path, name: str, epochs: float, place: Path | None = None) -> RunFolder:
    """A run on what :func:`lay_out` left there."""
    files = "".join(f"  {split}: {split}.conll\n" for split in EXAMPLES)
    recipe = f"task: token-classification\nmodel: ./model\ndata:\n{files}epochs: {epochs}\n{SETTINGS}"
    return RunFolder.create(recipe, base=base, path=(place or base) / name)


def attempt(path: str, home: str) -> None:
    """What the child does: the real entry point; many saves, and several micro-batches a step."""
    os.environ["STUDIO_HOME"] = home
    loop.TICK_SECONDS, loop.SAVE_SECONDS, loop.SAVE_SHARE = 0.0, 0.15, 1
    planning.MICRO_TOKENS["cpu"] = 60
    torch.set_num_threads(1)
    sys.exit(train.main(["--run", path]))


def start(run: RunFolder) -> BaseProcess:
    """A child of a process that has the libraries loaded already: it begins within moments."""
    SERVER.set_forkserver_preload(["studio.engine.training.session"])
    process = SERVER.Process(target=attempt, args=(str(run.path), os.environ["STUDIO_HOME"]))
    process.start()
    return process


def play(run: RunFolder) -> None:
    """One attempt to its end."""
    process = start(run)
    process.join(MOST_SECONDS * 10)
    assert run.state() is RunState.DONE, run.events()[-3:]


def kill(run: RunFolder, chance: random.Random, in_save: bool) -> Killed | None:
    """Starts an attempt and kills it: at a random moment, or within a save; None where it has ended before."""
    process = start(run)
    assert process.pid
    began, moment = time.monotonic(), START_SECONDS + chance.random() * 1.2
    while process.is_alive() and time.monotonic() - began < MOST_SECONDS:
        if in_save and is_saving(run) and time.monotonic() - began > moment:
            process.join(chance.random() * 0.01)
            break
        if not in_save and time.monotonic() - began > moment:
            break
        process.join(0.0005)
    if not process.is_alive():
        return None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    last = run.last_state()
    return Killed(is_saving(run), last.state if last else RunState.CREATED)


def is_saving(run: RunFolder) -> bool:
    """Whether a checkpoint is half written."""
    return any((run.path / "checkpoints").glob(".saving-*"))


def compare(whole: RunFolder, broken: RunFolder) -> list[str]:
    """What differs between a run that was never interrupted and one that was; nothing when all is well."""
    differing = []
    weights = [(run.path / "model" / "model.safetensors").read_bytes() for run in (whole, broken)]
    if weights[0] != weights[1]:
        differing.append("weights")
    standings = [_read_standing(run) for run in (whole, broken)]
    if standings[0] != standings[1]:
        differing.append(f"standing: {standings[0]} and {standings[1]}")
    kept = [Curves(run.events()) for run in (whole, broken)]
    for split, name in (("train", "loss"), ("train", "grad_norm"), ("validation", "loss"), ("validation", "micro_f1")):
        points = [_list_points(curves, split, name) for curves in kept]
        if points[0] != points[1]:
            differing.append(f"{split} {name}")
        if len({step for step, _ in points[1]}) != len(points[1]):
            differing.append(f"a point twice in {split} {name}")
    return differing


def _read_standing(run: RunFolder) -> dict[str, Any]:
    checkpoint = CheckpointFolder(run.path / "checkpoints").find()
    assert checkpoint
    standing: dict[str, Any] = json.loads((checkpoint.path / STANDING).read_text(encoding="utf-8"))["standing"]
    return {name: value for name, value in standing.items() if name != "seconds"}


def _list_points(curves: Curves, split: str, name: str) -> list[tuple[int, float]]:
    curve = curves.curve(split, name)
    return [(step, value) for step, value in zip(curve.steps, curve.values, strict=True) if value == value]
