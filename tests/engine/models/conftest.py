"""A model of a few kilobytes, as a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import DebertaV2ForMaskedLM

from studio.engine.models.scratch import build_config, learn_tokenizer


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    """A random encoder with its tokenizer, saved as safetensors."""
    folder = tmp_path / "source" / "tiny-bert"
    tokenizer = learn_tokenizer(["Ann saw Rome", "你好"], folder)
    torch.manual_seed(0)
    DebertaV2ForMaskedLM(build_config(len(tokenizer), {})).save_pretrained(folder)
    return folder
