"""What the forecast says against what a run then takes: peak memory, disk, and time.

``python -m tests.benchmarks.learning.forecast [DATA] [--only WORD …] [--memory-only]``: asks the real forecast, trains
in the real training process, and compares. DATA is a folder with public sets (wnut17, uner_zh_gsdsimp, banking77,
sms_spam, csl_category); without it the sample sets are learnt. The larger models have random weights at their true
size. Time means something on a quiet computer alone: ``--memory-only`` prints it without judging it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel, AutoTokenizer, BertConfig, XLMRobertaConfig

from studio.contract.events import Progress, RunState, State
from studio.contract.places import child_command, child_environment, find_resources
from studio.contract.run import RunFolder
from studio.engine.models.source import find_starter

MEMORY, TIME = 0.15, 0.20
SEEN = 20
"""Steps after which the time left is to be right."""
CONFIGS: dict[str, Any] = {
    "bert-base": BertConfig(),
    "xlm-r-base": XLMRobertaConfig(vocab_size=250002, pad_token_id=0, max_position_embeddings=514, type_vocab_size=1),
}
WATCH = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Runs one child and prints its exit code and its peak in KiB: the system keeps one peak for all that have ended."""


@dataclass(frozen=True)
class Case:
    """A model learns ``examples`` of a set for a number of epochs."""

    name: str
    model: str
    data: str
    method: str = "full"
    examples: int = 400
    epochs: float = 1.0
    settings: str = ""


@dataclass(frozen=True)
class Source:
    """Files of a set, below DATA or among the samples; ``between`` separates examples."""

    task: str
    files: dict[str, str]
    between: str = "\n"
    skip: int = 0
    columns: str = ""


TOKENS, TEXTS = "token-classification", "text-classification"
SOURCES = {
    "news": Source(TOKENS, {n: f"samples/news_en/{n}.conll" for n in ("train", "validation", "test")}, "\n\n"),
    "notes": Source(TOKENS, {n: f"samples/notes_zh/{n}.conll" for n in ("train", "validation", "test")}, "\n\n"),
    "messages": Source(TEXTS, {n: f"samples/messages_en/{n}.csv" for n in ("train", "validation", "test")}),
    "wnut17": Source(
        TOKENS, {"train": "wnut17/wnut17train.conll", "validation": "wnut17/emerging.dev.conll"}, "\n\t\n"
    ),
    "uner": Source(
        TOKENS, {n: f"uner_zh_gsdsimp/zh_gsdsimp-ud-{f}.iob2" for n, f in (("train", "train"), ("test", "dev"))}, "\n\n"
    ),
    "banking77": Source(TEXTS, {"train": "banking77/train.csv"}),
    "csl": Source(TEXTS, {"train": "csl_category/train.tsv", "validation": "csl_category/dev.tsv"}),
}
CASES = [
    Case("starter, news, full", "starter", "news"),
    Case("starter, news, full, 3 epochs", "starter", "news", epochs=3.0, examples=200),
    Case("starter, messages, frozen", "starter", "messages", method="frozen"),
    Case("starter, messages, lora", "starter", "messages", method="lora"),
    Case("scratch, notes, full", "scratch-tiny", "notes", epochs=6.0),
    Case("BERT-base shape, news, full", "bert-base", "news", examples=350, epochs=0.99),
    Case("BERT-base shape, news, lora", "bert-base", "news", method="lora", examples=350),
    Case("XLM-R-base shape, messages, full", "xlm-r-base", "messages", examples=350),
    Case("XLM-R-base shape, news, frozen", "xlm-r-base", "news", method="frozen", examples=350),
    Case("starter, WNUT-17, full", "starter", "wnut17", examples=800),
    Case("scratch, UNER Chinese, full", "scratch-tiny", "uner", examples=800, epochs=2.0),
    Case("starter, Banking77, full", "starter", "banking77", examples=800),
    Case("scratch, CSL, full", "scratch-tiny", "csl", examples=800, epochs=2.0),
    Case("XLM-R-base shape, WNUT-17, full", "xlm-r-base", "wnut17", examples=350),
]


@dataclass(frozen=True)
class Reality:
    """What a run took; ``left`` is what it said remained after 20 steps, ``remained`` what then did."""

    memory: int
    disk: int
    seconds: float
    left: float | None
    remained: float


def main(arguments: Sequence[str] | None = None) -> int:
    """One row a case and figure; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", help="a folder with public sets")
    parser.add_argument("--only", nargs="+", default=[""], help="cases whose name holds one of these words")
    parser.add_argument("--memory-only", action="store_true", help="time is printed, not judged")
    asked = parser.parse_args(arguments)
    known = find_resources()
    missed = 0
    with tempfile.TemporaryDirectory() as home:
        os.environ["STUDIO_HOME"] = str(Path(home) / "home")
        for case in CASES:
            source = SOURCES[case.data]
            folder = known if source.files["train"].startswith("samples") else asked.data
            if folder is None or not any(word in case.name for word in asked.only):
                continue
            missed += judge(case, folder, Path(home), judges_time=not asked.memory_only)
    return 1 if missed else 0


def judge(case: Case, folder: Path, home: Path, judges_time: bool) -> int:
    """Prints the rows of one case; how many goals it misses."""
    base = home / f"{case.data}-{case.examples}"
    recipe = write_data(case, SOURCES[case.data], folder, base)
    if case.model in CONFIGS:
        recipe = recipe.replace(f"model: {case.model}", f"model: {build_model(case.model, home)}")
    said = ask(recipe, base)
    run = RunFolder.create(recipe, base=base, path=home / "run")
    real = train(run)
    shutil.rmtree(run.path)
    missed = write_row(f"{case.name}: memory (GB)", said["memory"] / 1e9, real.memory / 1e9, MEMORY, True)
    missed += write_row(f"{case.name}: disk (GB)", said["disk"] / 1e9, real.disk / 1e9, MEMORY, False)
    write_row(f"{case.name}: time before start (s)", said["seconds"], real.seconds, TIME, False)
    if real.left is not None:
        name = f"{case.name}: time left after {SEEN} steps (s)"
        missed += write_row(name, real.left, real.remained, TIME, judges_time)
    return missed


def write_row(name: str, said: float, real: float, goal: float, judges: bool) -> int:
    """Forecast, reality and their ratio; 1 where the goal is judged and missed."""
    ratio = said / real if real else 1.0
    asked = f"± {100 * goal:.0f} %" if judges else ""
    print(f"| {name} | {said:.2f} said, {real:.2f} real: {ratio:.2f} | {asked} |", flush=True)
    return int(judges and abs(ratio - 1) > goal)


def write_data(case: Case, source: Source, folder: Path, base: Path) -> str:
    """The first examples of each split in a folder, and the recipe that learns them."""
    base.mkdir(exist_ok=True)
    lines = []
    for name, file in source.files.items():
        path = folder / file
        count = case.examples if name == "train" else case.examples // 2
        parts = path.read_text(encoding="utf-8").replace("\r\n", "\n").split(source.between)[:count]
        (base / f"{name}{path.suffix}").write_text(source.between.join(parts) + "\n", encoding="utf-8")
        lines.append(f"  {name}: {name}{path.suffix}\n")
    if "validation" not in source.files:
        lines.append("  validation: 0.2\n")
    settings = f"method: {case.method}\nepochs: {case.epochs}\n{case.settings}"
    return f"task: {source.task}\nmodel: {case.model}\ndata:\n{''.join(lines)}{settings}"


def build_model(name: str, home: Path) -> Path:
    """A folder with random weights of this shape and the starter's tokenizer."""
    folder = home / name
    if not folder.exists():
        torch.manual_seed(0)
        build: Any = AutoModel  # untyped upstream
        build.from_config(CONFIGS[name]).save_pretrained(folder)
        AutoTokenizer.from_pretrained(find_starter()).save_pretrained(folder)
    return folder


ASK = """
import sys
from pathlib import Path
from studio.contract.recipe import parse_recipe
from studio.engine import answer_model
answer_model.warm_up()
from studio.engine.training.forecast import forecast
print(forecast(parse_recipe(sys.stdin.read()), Path(sys.argv[1])).model_dump_json())
"""


def ask(recipe: str, base: Path) -> dict[str, Any]:
    """The forecast, from a process like the one that answers the window."""
    command = [sys.executable, "-c", ASK, str(base)]
    ended = subprocess.run(command, input=recipe, capture_output=True, text=True)
    if ended.returncode:
        sys.exit(ended.stderr[-2000:])
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def train(run: RunFolder) -> Reality:
    """Runs it in the very process that the window starts, and looks at its folder meanwhile."""
    command = child_command("train", "--run", str(run.path))
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-c", WATCH, *command], env=child_environment(), stdout=subprocess.PIPE, text=True
    )
    disk, done = 0, threading.Event()

    def watch() -> None:
        nonlocal disk
        while not done.wait(0.05):
            disk = max(disk, measure_folder(run.path))

    watcher = threading.Thread(target=watch)
    watcher.start()
    output, _ = child.communicate()
    done.set()
    watcher.join()
    seconds = time.monotonic() - began
    code, peak = map(int, output.split())
    if code:
        sys.exit(f"the training ended with {code}: {run.path}")
    events = run.events()
    end = next(event.time for event in events if isinstance(event, State) and event.state is RunState.DONE)
    seen = next((e for e in events if isinstance(e, Progress) and e.step >= SEEN), None)
    left = seen.seconds_left if seen else None
    return Reality(1024 * peak, disk, seconds, left, tell_seconds(end) - tell_seconds(seen.time) if seen else 0.0)


def tell_seconds(stamp: str) -> float:
    """The moment of an event in seconds."""
    return datetime.fromisoformat(stamp).timestamp()


def measure_folder(folder: Path) -> int:
    """The bytes below a folder while files come and go."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except FileNotFoundError:
            continue
    return total


if __name__ == "__main__":
    sys.exit(main())
