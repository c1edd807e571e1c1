"""A finished run's model, kept warm: raw texts in, what a reader wants to see out."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch

from studio.contract.calls import Prediction
from studio.contract.problems import Cancelled, Place, Problem, StudioError
from studio.engine.data.wordrule import WordRule
from studio.engine.models.folder import check_folder
from studio.engine.models.loading import SAFE, load_tokenizer
from studio.engine.tasks import TASKS
from studio.engine.tasks.protocol import ExamplePrediction, Logits
from studio.engine.training.batching import Collator
from studio.engine.training.precision import Precision
from studio.engine.training.splits import Coding, Reader, infer


def never() -> bool:
    """Nobody cancels."""
    return False


class Predictor:
    """Labels texts with the model in a run's folder ``model/``.

    Raises ``StudioError`` where the folder is no safe model, or lacks ``studio.json`` (``model.no_studio_json``).
    """

    def __init__(self, folder: Path, device: str = "cpu") -> None:
        check_folder(folder)
        facts = read_studio_json(folder)
        self.task = TASKS[facts["task"]]
        self.tags: list[str] = list(facts["tags"])
        self.words = WordRule.from_json(facts["words"])
        self.max_length = int(facts["max_length"])
        self.tokenizer = load_tokenizer(folder)
        model = self.task.auto_class.from_pretrained(folder, use_safetensors=True, dtype="float32", **SAFE)
        where = torch.device(device)
        coding = Coding(self.task, self.tokenizer, [], self.tags, self.max_length)
        collator = Collator(self.tokenizer.pad_token_id or 0, where)
        self.reader = Reader(model.to(where).eval(), coding, collator, Precision("fp32", where))
        self._lock = threading.Lock()  # two threads in one fast tokenizer raise "Already borrowed"

    def predict(self, texts: Sequence[str], is_cancelled: Callable[[], bool] = never) -> list[Prediction]:
        """One prediction for each text, in order. Raises ``Cancelled``."""
        examples = [self._read(text) for text in texts]
        return [
            self.task.show(example, prediction)
            for example, prediction in zip(examples, self.run(examples, is_cancelled), strict=True)
        ]

    def run(
        self, examples: Sequence[dict[str, Any]], is_cancelled: Callable[[], bool] = never
    ) -> list[ExamplePrediction]:
        """Predictions of examples whose words are known already. Raises ``Cancelled``."""
        with self._lock:
            features = self.task.features(examples, self.tokenizer, self.tags, self.max_length)
        logits: dict[int, Logits] = {}
        for batch in infer(self.reader, features):
            if is_cancelled():
                raise Cancelled
            logits |= dict(batch)
        return self.task.collect(examples, features, [logits[index] for index in range(len(features))], self.tags)

    def _read(self, text: str) -> dict[str, Any]:
        offsets = self.words.split(text)
        return {"text": text, "tokens": [text[start:end] for start, end in offsets], "offsets": offsets}


def read_studio_json(folder: Path) -> dict[str, Any]:
    """What our side needs of a trained model. Raises ``StudioError`` where it is missing, broken or unknown."""
    path = folder / "studio.json"
    place = Place(file=str(path))
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        if facts["task"] not in TASKS or not isinstance(facts["tags"], list):
            raise ValueError("unknown task or tags")
    except (OSError, ValueError, KeyError, TypeError) as error:
        problem = Problem(code="model.no_studio_json", values={"folder": folder.name}, place=place, details=str(error))
        raise StudioError(problem) from error
    return dict(facts)
