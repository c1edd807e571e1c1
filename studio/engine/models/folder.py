"""A model folder from outside is hostile until checked: weights as safetensors only, no code, no links."""

from __future__ import annotations

import json
from pathlib import Path

from studio.contract.problems import Place, Problem, StudioError

TOKENIZER_FILES = ("tokenizer.json", "vocab.txt", "spm.model", "sentencepiece.bpe.model", "vocab.json")
PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.pkl", "*.h5", "*.msgpack")


def check_folder(folder: Path) -> None:
    """Raises ``StudioError`` unless the folder is a model that is safe to load.

    ``model.no_config``, ``model.broken_config``, ``model.has_code``, ``model.pickle_only``, ``model.no_weights``,
    ``model.no_tokenizer``, ``model.has_link``.
    """

    def refuse(code: str, file: str = "", details: str = "") -> StudioError:
        place = Place(file=str(folder / file) if file else str(folder))
        return StudioError(
            Problem(code=code, values={"folder": folder.name, "file": file}, place=place, details=details)
        )

    config = folder / "config.json"
    if not config.is_file():
        raise refuse("model.no_config", "config.json")
    try:
        content = json.loads(config.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or not isinstance(content.get("model_type"), str):
            raise ValueError("config.json names no model_type")
    except (ValueError, RecursionError) as error:
        raise refuse("model.broken_config", "config.json", str(error)) from error
    if "auto_map" in content or _has_auto_map(folder / "tokenizer_config.json"):
        raise refuse("model.has_code", "config.json", "auto_map")
    if not (folder / "model.safetensors").is_file() and not (folder / "model.safetensors.index.json").is_file():
        pickles = sorted(path.name for pattern in PICKLES for path in folder.glob(pattern))
        raise refuse("model.pickle_only" if pickles else "model.no_weights", "model.safetensors", ", ".join(pickles))
    if not any((folder / name).is_file() for name in TOKENIZER_FILES):
        raise refuse("model.no_tokenizer", "tokenizer.json")


def _has_auto_map(path: Path) -> bool:
    if not path.is_file():
        return False
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and "auto_map" in content
