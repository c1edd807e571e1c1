"""Texts without what makes no difference: white space and case."""

from __future__ import annotations


def normalise_text(text: str) -> str:
    """In small letters and with single spaces: two texts that give the same are the same text twice."""
    return " ".join(text.casefold().split())
