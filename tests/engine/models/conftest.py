"""A model of a few kilobytes, as a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import huggingface_hub.constants
import pytest
import torch
from transformers import DebertaV2ForMaskedLM

from studio.engine.models.scratch import build_config, learn_tokenizer
from tests.engine.models.local_hub import COMMIT, NAME, Hub, open_hub


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    """A random encoder with its tokenizer, saved as safetensors."""
    folder = tmp_path / "source" / "tiny-bert"
    tokenizer = learn_tokenizer(["Ann saw Rome", "你好"], folder)
    torch.manual_seed(0)
    DebertaV2ForMaskedLM(build_config(len(tokenizer), {})).save_pretrained(folder)
    return folder


@pytest.fixture
def hub(model_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub with one model, plus files that must not be fetched."""
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    files = {path.name: path.read_bytes() for path in model_folder.iterdir()}
    files |= {"pytorch_model.bin": b"pickle", "modeling_evil.py": b"print()", "README.md": b"#"}
    with open_hub(Hub(files={NAME: {COMMIT: files}})) as hub:
        yield hub
