"""The starter model's tokenizer, read once."""

import pytest
from transformers import PreTrainedTokenizerBase

from studio.engine.models.loading import load_tokenizer
from studio.engine.models.source import find_starter


@pytest.fixture(scope="session")
def tokenizer() -> PreTrainedTokenizerBase:
    """English WordPiece, uncased: 2 special tokens around every sequence."""
    folder = find_starter()
    assert folder, "the starter model's package is missing"
    return load_tokenizer(folder)
