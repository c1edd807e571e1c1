"""From scratch, tiny: a small BERT and a WordPiece tokenizer learnt from the user's own texts; no download."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from tokenizers.trainers import WordPieceTrainer
from transformers import BertConfig, PreTrainedTokenizerBase, PreTrainedTokenizerFast

HIDDEN, LAYERS, HEADS, POSITIONS = 128, 2, 4, 512
VOCABULARY = 8000
FAST: Any = PreTrainedTokenizerFast  # untyped upstream
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def learn_tokenizer(texts: Iterable[str], keep: Path) -> PreTrainedTokenizerBase:
    """A WordPiece tokenizer of at most ``VOCABULARY`` entries; Chinese characters stand alone.

    Read from the folder ``keep`` where it is there already, else learnt and kept there.
    """
    if not (keep / "tokenizer.json").exists():
        learner = Tokenizer(WordPiece(unk_token="[UNK]"))
        learner.normalizer = BertNormalizer(lowercase=False)
        learner.pre_tokenizer = BertPreTokenizer()
        learner.train_from_iterator(texts, WordPieceTrainer(vocab_size=VOCABULARY, special_tokens=SPECIAL))
        ids = [(name, learner.token_to_id(name)) for name in ("[CLS]", "[SEP]")]
        learner.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ids)
        names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token", "mask_token"), SPECIAL, strict=True))
        fresh = FAST(tokenizer_object=learner, model_max_length=POSITIONS, **names)
        keep.mkdir(parents=True, exist_ok=True)
        fresh.save_pretrained(keep)
    learnt: PreTrainedTokenizerBase = FAST.from_pretrained(keep, local_files_only=True)
    return learnt


def build_config(vocabulary: int, labels: dict[str, Any]) -> BertConfig:
    """The shape of the tiny encoder; ``labels`` are the label settings of the head."""
    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=HIDDEN,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=4 * HIDDEN,
        max_position_embeddings=POSITIONS,
        **labels,
    )
