"""What a checkpoint holds: safetensors for weights, optimizer and random numbers, JSON for the rest; no pickle."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn

from studio.engine.training.keeping.checkpoints import OPTIMIZER, RANDOM, STANDING, WEIGHTS, Checkpoint


@dataclass
class Standing:
    """How far a run is. ``step`` counts finished optimizer steps, ``measured`` is the last one evaluated.

    ``stale`` counts evaluations since the best; ``seconds`` is the time of all attempts together. ``micro_tokens`` is
    what was left after memory ran short (0: never); with ``checkpointing`` activations are computed twice instead of
    kept. ``rate_scale`` is below 1 after the training lost its way once.
    """

    step: int = 0
    measured: int = 0
    best_step: int = 0
    best_score: float | None = None
    best_loss: float = 0.0
    stale: int = 0
    seconds: float = 0.0
    micro_tokens: int = 0
    checkpointing: bool = False
    rate_scale: float = 1.0

    def judge(self, score: float, loss: float) -> bool:
        """Whether this evaluation is the best so far; among equal scores the smaller loss decides."""
        self.measured = self.step
        if self.best_score is not None and (score, -loss) <= (self.best_score, -self.best_loss):
            self.stale += 1
            return False
        self.best_score, self.best_loss, self.best_step, self.stale = score, loss, self.step, 0
        return True


@dataclass(frozen=True)
class Content:
    """What one checkpoint is made of: tensors for each safetensors file, and what state.json says."""

    tensors: dict[str, dict[str, torch.Tensor]]
    facts: dict[str, Any]

    @property
    def nbytes(self) -> int:
        """Bytes of all tensors together."""
        return sum(tensor.nbytes for part in self.tensors.values() for tensor in part.values())

    def copy(self) -> Content:
        """The same in memory of its own, so that training may go on meanwhile."""
        copied = {
            file: {name: tensor.to("cpu", copy=True) for name, tensor in part.items()}
            for file, part in self.tensors.items()
        }
        return Content(copied, self.facts)

    def fill(self, folder: Path) -> None:
        """Writes all files of a checkpoint but its manifest."""
        for file, part in self.tensors.items():
            save_file(part, folder / file)
        (folder / STANDING).write_text(json.dumps(self.facts, indent=1), encoding="utf-8")


@dataclass
class Snapshot:
    """The parts of a run that change while it trains, and their way to disk and back."""

    model: nn.Module
    optimizer: torch.optim.Optimizer
    scaler: torch.amp.GradScaler
    device: torch.device

    def read_random(self) -> dict[str, torch.Tensor]:
        """The states of the random generators (dropout draws from them); costs no wait for the device."""
        states = {"cpu": torch.get_rng_state()}
        if self.device.type == "cuda":
            states["cuda"] = torch.cuda.get_rng_state(self.device)
        if self.device.type == "mps":
            states["mps"] = torch.mps.get_rng_state()
        return states

    def write_random(self, states: dict[str, torch.Tensor]) -> None:
        """Puts the random generators back where they were."""
        torch.set_rng_state(states["cpu"])
        if "cuda" in states and self.device.type == "cuda":
            torch.cuda.set_rng_state(states["cuda"], self.device)
        if "mps" in states and self.device.type == "mps":
            torch.mps.set_rng_state(states["mps"])

    def read(self, standing: Standing, random: dict[str, torch.Tensor]) -> Content:
        """What a checkpoint of this moment holds, as views of what is in memory. Draws no random number."""
        tensors = {
            WEIGHTS: _contiguous(dict(self._trained())),
            OPTIMIZER: _contiguous(self._read_optimizer()),
            RANDOM: random,
        }
        return Content(tensors, {"standing": asdict(standing), "scaler": self.scaler.state_dict()})

    def restore(self, checkpoint: Checkpoint) -> Standing:
        """Takes everything back from a verified checkpoint."""
        self.restore_weights(checkpoint)
        self._restore_optimizer(load_file(checkpoint.path / OPTIMIZER))
        self.write_random(load_file(checkpoint.path / RANDOM))
        content = json.loads((checkpoint.path / STANDING).read_text(encoding="utf-8"))
        if self.scaler.is_enabled():
            self.scaler.load_state_dict(content["scaler"])
        known = {field.name for field in fields(Standing)}
        return Standing(**{name: value for name, value in content["standing"].items() if name in known})

    @torch.no_grad()
    def restore_weights(self, checkpoint: Checkpoint) -> None:
        """Takes the trained weights alone; the others never changed."""
        stored = load_file(checkpoint.path / WEIGHTS)
        for name, weight in self._trained():
            weight.copy_(stored[name])

    def _trained(self) -> list[tuple[str, nn.Parameter]]:
        return [(name, weight) for name, weight in self.model.named_parameters() if weight.requires_grad]

    def _read_optimizer(self) -> dict[str, torch.Tensor]:
        """The optimizer's tensors as ``<weight>|<what>``."""
        state = self.optimizer.state
        return {
            f"{name}|{what}": value
            for name, weight in self._trained()
            for what, value in state.get(weight, {}).items()
            if isinstance(value, torch.Tensor)
        }

    def _restore_optimizer(self, stored: dict[str, torch.Tensor]) -> None:
        by_name = dict(self._trained())
        fresh: dict[torch.Tensor, dict[str, Any]] = {}
        for key, value in stored.items():
            name, what = key.rsplit("|", 1)
            fresh.setdefault(by_name[name], {})[what] = value.to(by_name[name].device, copy=True)
        self.optimizer.state.clear()
        self.optimizer.state.update(fresh)


def _contiguous(tensors: dict[str, Any]) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().contiguous() for name, tensor in tensors.items()}
