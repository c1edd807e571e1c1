"""The learning rate and the decay are those that transformers would take."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import Trainer, TrainingArguments, get_scheduler

from studio.engine.training.optimization import build_optimizer, find_rate
from tests.engine.training.bench import VALUES, build_model


@pytest.mark.parametrize("kind", ["linear", "cosine", "constant"])
@pytest.mark.parametrize("ratio", [0.0, 0.1, 1.0])
def test_the_rate_follows_the_schedule_of_transformers(kind: str, ratio: float) -> None:
    total, warmup = 37, {0.0: 0, 0.1: 4, 1.0: 37}[ratio]
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=1.0)
    name = "constant_with_warmup" if kind == "constant" else kind
    scheduler = get_scheduler(name, optimizer, num_warmup_steps=warmup, num_training_steps=total)
    values = {"learning_rate": 1.0, "warmup_ratio": ratio, "lr_schedule": kind}
    for step in range(total):
        assert find_rate(step, total, values) == pytest.approx(optimizer.param_groups[0]["lr"], abs=1e-9), step
        optimizer.step()
        scheduler.step()


def test_biases_and_norms_do_not_decay_as_in_the_stock_trainer(tmp_path: Path) -> None:
    model = build_model()
    arguments = TrainingArguments(output_dir=str(tmp_path), report_to=[], use_cpu=True)
    decayed = set(Trainer(model=model, args=arguments).get_decay_parameter_names(model))
    optimizer = build_optimizer(model, VALUES)
    names = {id(weight): name for name, weight in model.named_parameters()}
    found = {
        names[id(weight)]
        for group in optimizer.param_groups
        for weight in group["params"]
        if group["weight_decay"] == VALUES["weight_decay"]
    }
    assert found == decayed
    assert sum(len(group["params"]) for group in optimizer.param_groups) == len(names)
    assert optimizer.defaults["fused"]


def test_fixed_weights_are_not_optimised() -> None:
    model = build_model()
    model.base_model.requires_grad_(False)
    optimizer = build_optimizer(model, VALUES)
    assert sum(len(group["params"]) for group in optimizer.param_groups) == 2
