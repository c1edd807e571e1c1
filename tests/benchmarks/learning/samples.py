"""What the templates reach as they are advised: F1 on test over several seeds, beside remembering the training data.

``python -m tests.benchmarks.learning.samples [--seeds 3] [--only news]``: each is trained by ``studio train`` in a
process of its own. Takes minutes for each seed; the goals are those of the data cards.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from studio.contract.advice import SCRATCH
from studio.contract.cards import TemplateCard, read_cards
from studio.contract.places import find_resources
from studio.contract.recipe import dump_recipe, read_recipe

LOW, HIGH = 0.70, 0.95


def train(card: TemplateCard, seed: int, folder: Path) -> dict[str, Any]:
    """The report of a template trained with one seed."""
    source = find_resources() / "templates" / card.recipe
    recipe = read_recipe(source)

    def root(value: Any) -> Any:
        return str((source.parent / value).resolve()) if isinstance(value, str) else value

    places = {name: root(getattr(recipe.data, name)) for name in ("train", "validation", "test")}
    asked = recipe.model_copy(update={"seed": seed, "data": recipe.data.model_copy(update=places)})
    path = folder / f"{card.id}-{seed}.yaml"
    path.write_text(dump_recipe(asked), encoding="utf-8")
    run = folder / f"{card.id}-{seed}"
    command = [sys.executable, "-m", "studio", "train", str(path), "--run", str(run)]
    environment = os.environ | {"STUDIO_HOME": str(folder / "home")}
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    found: dict[str, Any] = json.loads((run / "report.json").read_text(encoding="utf-8"))
    return found


def main() -> int:
    """Prints one row a template; 0 where every goal is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    met = True
    with tempfile.TemporaryDirectory() as place:
        for card in read_cards(TemplateCard):
            if asked.only not in card.id:
                continue
            reports = [train(card, seed, Path(place)) for seed in range(1, asked.seeds + 1)]
            reached = [report["overall"]["micro_f1"] for report in reports]
            bar = reports[0]["baselines"][0]
            scratch = read_recipe(find_resources() / "templates" / card.recipe).model == SCRATCH
            good = min(reached) > bar["micro_f1"] if scratch else LOW <= min(reached) <= max(reached) <= HIGH
            met = met and good
            figures = f"{statistics.mean(reached):.3f} ({', '.join(f'{value:.3f}' for value in reached)})"
            goal = f"> {bar['micro_f1']:.3f} ({bar['name']})" if scratch else f"{LOW:.2f} to {HIGH:.2f}"
            print(f"| {card.id}: micro F1 over {asked.seeds} seeds | {figures} | {goal} |", flush=True)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
