"""Texts without what makes no difference: white space and case."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import pyarrow as pa


def normalise(texts: Any) -> Any:
    """A pyarrow array of texts, each in small letters and with single spaces; missing ones become ""."""
    return pa.array([normalise_text(text or "") for text in texts.to_pylist()], pa.string())


def normalise_text(text: str) -> str:
    """The same for one text: two that give the same are the same text twice."""
    return " ".join(text.casefold().split())


def digest_text(text: str) -> bytes:
    """Eight bytes that are the same for texts that differ only in white space or case."""
    return blake2b(normalise_text(text).encode("utf-8", "surrogatepass"), digest_size=8).digest()
